package llm

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
)

// byteOrderMark stands before the text of some replies.
var byteOrderMark = []byte("\ufeff")

// distilled is what is needed of a chat's reply, or of a piece of one, in the types
// that go-openai reads: one field of another, such as content in parts or a count
// with a point, and it reads nothing. Nil for what isn't a chat's.
func distilled(text []byte) []byte {
	type message struct {
		Content          any
		Refusal          any
		Reasoning        any // reasoning_content, as newer servers name it
		ReasoningContent any `json:"reasoning_content"`
	}
	type usage struct {
		Prompt     any `json:"prompt_tokens"`
		Completion any `json:"completion_tokens"`
	}
	var reply struct {
		Choices []struct {
			Message, Delta message
			Finish         any `json:"finish_reason"`
		}
		Usage *usage
	}
	if err := json.Unmarshal(text, &reply); err != nil && !errors.As(err, new(*json.UnmarshalTypeError)) {
		return nil
	}
	type object map[string]any
	read := func(m message) object {
		return object{"content": joined(m.Content), "refusal": joined(m.Refusal), "reasoning_content": joined(m.ReasoningContent) + joined(m.Reasoning)}
	}
	out := object{}
	if reply.Choices != nil {
		choices := []object{}
		for _, c := range reply.Choices {
			choices = append(choices, object{"message": read(c.Message), "delta": read(c.Delta), "finish_reason": joined(c.Finish)})
		}
		out["choices"] = choices
	}
	if reply.Usage != nil {
		out["usage"] = object{"prompt_tokens": counted(reply.Usage.Prompt), "completion_tokens": counted(reply.Usage.Completion)}
	}
	if len(out) == 0 {
		return nil
	}
	made, _ := json.Marshal(out) // of strings and numbers
	return made
}

// joined is a text: as it is, or in parts, of which only text counts and thoughts don't.
func joined(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var all string
		for _, part := range v {
			all += joined(part)
		}
		return all
	case map[string]any:
		if kind, _ := v["type"].(string); kind == "" || kind == "text" || kind == "output_text" {
			return joined(v["text"])
		}
	}
	return ""
}

// counted is a number of tokens, whole and in bounds.
func counted(v any) int {
	const most = 1 << 40
	f, _ := v.(float64)
	return int(min(max(f, 0), most))
}

// stated is the error that a reply is, whatever its status; nil if it is none.
func (d *doer) stated(status int, text []byte) *Error {
	var reply struct{ Error, Object any }
	json.Unmarshal(single(text), &reply) // another form states none
	if empty(reply.Error) && reply.Object != "error" {
		return nil
	}
	e := d.classify(status, text)
	return &e
}

// events is a stream of server-sent events for go-openai, which reads a line for
// each: what of them is needed, see [distilled]. An error that the server sends in
// the stream is the reader's, an [*Error].
type events struct {
	lines *bufio.Reader
	io.Closer
	stated func(status int, text []byte) *Error

	data []byte // of an event whose end hasn't come
	left []byte // of what is made of the event before
	end  error
}

func (e *events) Read(p []byte) (int, error) {
	for len(e.left) == 0 {
		if e.end != nil {
			return 0, e.end
		}
		e.line()
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

// line reads a line. An event ends with an empty one, but many servers leave it out
// behind data that is whole in a line.
func (e *events) line() {
	line, err := e.lines.ReadBytes('\n')
	if long := (*Error)(nil); errors.As(err, &long) {
		err = &Error{Kind: Failing, Detail: long.Detail, broken: true}
	}
	e.end = err
	line = bytes.TrimSpace(bytes.TrimPrefix(line, byteOrderMark))
	data, ok := bytes.CutPrefix(line, []byte("data:"))
	switch data = bytes.TrimSpace(data); {
	case ok && e.data == nil && complete(data):
		e.event(data)
		return
	case ok && len(data) > 0:
		e.data = append(append(e.data, data...), '\n')
	case bytes.HasPrefix(line, []byte("{")) && json.Valid(line): // an error in place of the stream
		e.event(line)
	}
	if len(line) == 0 || err != nil {
		data, e.data = bytes.TrimSpace(e.data), nil
		e.event(data)
	}
}

var lastEvent = []byte("[DONE]")

// complete reports whether data is an event's by itself.
func complete(data []byte) bool { return bytes.Equal(data, lastEvent) || json.Valid(data) }

// event hands over what is needed of an event.
func (e *events) event(data []byte) {
	switch {
	case len(data) == 0:
		return
	case bytes.Equal(data, lastEvent):
	case !json.Valid(data):
		if e.end == nil || e.end == io.EOF {
			e.end = &Error{Kind: Failing, Detail: "the stream holds something that isn't JSON", broken: true}
		}
		return
	default:
		if fault := e.stated(http.StatusOK, data); fault != nil {
			fault.broken = fault.Kind == Failing
			e.end = fault
			return
		}
		if data = distilled(data); data == nil {
			return
		}
	}
	e.left = slices.Concat(e.left, []byte("data: "), data, []byte("\n"))
}
