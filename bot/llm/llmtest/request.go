package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"cuttings/prompts"
)

// A Request is what the server was asked, taken apart.
type Request struct {
	Model string
	// Format is the type of the response_format: "json_schema", "json_object" or "".
	Format string
	Stream bool
	// System and User are the messages as they came.
	System, User string
	// Wants is what kind of reply the prompt asks for.
	Wants Kind
	// Asked is the question, or the topic.
	Asked string
	// Sentences are the numbered ones of the material.
	Sentences []Sentence
}

// A Kind of reply.
type Kind string

const (
	Answer  Kind = "answer"
	Summary Kind = "summary"
	Rewrite Kind = "rewrite"
	Probe   Kind = "probe"
)

// A Sentence of the material.
type Sentence struct {
	Number  int
	Heading string // of its article
	Text    string
}

func readRequest(r *http.Request) (Request, error) {
	var body struct {
		Model          string
		Stream         bool
		ResponseFormat struct{ Type string } `json:"response_format"`
		Messages       []struct{ Role, Content string }
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return Request{}, fmt.Errorf("reading the request: %w", err)
	}
	req := Request{Model: body.Model, Stream: body.Stream, Format: body.ResponseFormat.Type}
	for _, m := range body.Messages {
		switch {
		case m.Content == "":
			return Request{}, fmt.Errorf("a message of the role %q must contain 'content'", m.Role)
		case m.Role == "user":
			req.User = m.Content
		default:
			req.System = m.Content
		}
	}
	req.read(req.System + "\n" + req.User)
	return req, nil
}

// read takes the prompt apart.
func (r *Request) read(prompt string) {
	switch {
	case strings.Contains(prompt, "\n{\"ok\": "):
		r.Wants = Probe
	case strings.Contains(prompt, "\n{\"question\": "):
		r.Wants = Rewrite
	default:
		r.Wants = Answer
	}
	inside, heading := false, ""
	for line := range strings.SplitSeq(prompt, "\n") {
		switch {
		case line == prompts.Open:
			inside = true
		case line == prompts.Close:
			inside = false
		case !inside:
			if asked, ok := strings.CutPrefix(line, prompts.QuestionLine); ok {
				r.Asked = asked
			} else if asked, ok := strings.CutPrefix(line, prompts.TopicLine); ok {
				r.Asked, r.Wants = asked, Summary
			}
		case strings.HasPrefix(line, "# "):
			heading = line[2:]
		case strings.HasPrefix(line, "["):
			number, text, _ := strings.Cut(line[1:], "] ")
			if n, err := strconv.Atoi(number); err == nil {
				r.Sentences = append(r.Sentences, Sentence{n, heading, text})
			}
		}
	}
}
