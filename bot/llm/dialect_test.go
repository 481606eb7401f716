package llm

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"cuttings/prompts"
)

// asked says in short what a request asked for.
func asked(body map[string]json.RawMessage) string {
	var format struct {
		Type       string
		JSONSchema struct{ Strict bool } `json:"json_schema"`
	}
	json.Unmarshal(body["response_format"], &format)
	out := []string{format.Type}
	if format.JSONSchema.Strict {
		out = append(out, "strict")
	}
	if format.Type == "json_schema" && !strings.Contains(string(body["response_format"]), "maxLength") {
		out = append(out, "unbounded")
	}
	var messages []struct{ Role, Content string }
	json.Unmarshal(body["messages"], &messages)
	for _, m := range messages {
		out = append(out, m.Role)
		if strings.Contains(m.Content, "JSON Schema:\n{") {
			out = append(out, "spelled")
		}
	}
	for _, name := range []string{"temperature", "max_tokens", "max_completion_tokens", "stream_options"} {
		if v, ok := body[name]; ok {
			out = append(out, name+"="+string(v))
		}
	}
	if string(body["stream"]) == "true" {
		out = append(out, "stream")
	}
	return strings.Join(out, " ")
}

const usual = ` temperature=0 max_tokens=1500 stream_options={"include_usage":true} stream`

// TestDialect plays servers that refuse something. What each was asked at last is
// what it takes, and all that it is asked the next time.
func TestDialect(t *testing.T) {
	refuse := func(when func(string) bool, message string) func(string) string {
		return func(asked string) string {
			if when(asked) {
				return message
			}
			return ""
		}
	}
	has := func(what string) func(string) bool {
		return func(asked string) bool {
			return slices.Contains(strings.Fields(asked), what) || strings.Contains(asked, what+"=")
		}
	}
	hasNot := func(what string) func(string) bool {
		return func(asked string) bool { return !has(what)(asked) }
	}
	hasPrefix := func(what string) func(string) bool {
		return func(asked string) bool { return strings.HasPrefix(asked, what) }
	}
	for _, c := range []struct {
		name   string
		model  string
		refuse func(asked string) string // the message, or ""
		tries  int
		last   string
	}{
		{"takes all", "", func(string) string { return "" }, 1, "json_schema strict system user" + usual},
		{"a keyword of the schema, OpenAI", "", refuse(hasNot("unbounded"), "Invalid schema for response_format 'answer': 'maxLength' is not permitted."),
			2, "json_schema strict unbounded system user" + usual},
		{"strict", "", refuse(has("strict"), "'strict' is not supported"),
			2, "json_schema system user" + usual},
		{"json_schema", "", refuse(hasPrefix("json_schema"), "response_format.type must be one of text, json_object"),
			3, "json_object system spelled user" + usual},
		{"any JSON", "", refuse(hasPrefix("json"), "Failed to initialize samplers: error parsing grammar"),
			4, " system spelled user" + usual},
		{"stream_options", "", refuse(has("stream_options"), "extra fields not permitted: stream_options"),
			2, "json_schema strict system user temperature=0 max_tokens=1500 stream"},
		{"streams", "", refuse(has("stream"), "streaming is not supported"),
			2, "json_schema strict system user temperature=0 max_tokens=1500"},
		{"the role system", "", refuse(has("system"), "System role not supported"),
			2, "json_schema strict user" + usual},
		{"max_tokens, on Azure", "", refuse(has("max_tokens"), "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
			2, `json_schema strict system user temperature=0 max_completion_tokens=1500 stream_options={"include_usage":true} stream`},
		{"max_tokens, by validation", "", refuse(has("max_tokens"), "[{'type': 'extra_forbidden', 'loc': ('body', 'max_tokens'), 'msg': 'Extra inputs are not permitted'}]"),
			2, `json_schema strict system user temperature=0 max_completion_tokens=1500 stream_options={"include_usage":true} stream`},
		{"temperature", "", refuse(has("temperature"), "Unsupported value: 'temperature' does not support 0 with this model."),
			2, `json_schema strict system user max_tokens=1500 stream_options={"include_usage":true} stream`},
		{"a model that reasons", "o1-local", func(string) string { return "" },
			1, `json_schema strict system user max_completion_tokens=8000 stream_options={"include_usage":true} stream`},
		{"the newest models", "gpt-6-astra", func(string) string { return "" },
			1, `json_schema strict system user max_completion_tokens=8000 stream_options={"include_usage":true} stream`},
		{"a reasoning name on an old server", "gpt-5-copy", refuse(has("max_completion_tokens"), "Unrecognized request argument: max_completion_tokens"),
			2, `json_schema strict system user max_tokens=8000 stream_options={"include_usage":true} stream`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serveBodies(t, func(body map[string]json.RawMessage) canned {
				if message := c.refuse(asked(body)); message != "" {
					return canned{Status: 400, Type: jsonType, Body: marshal(map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error"}})}
				}
				if string(body["stream"]) == "true" {
					return canned{Body: streamed(draftText)}
				}
				return canned{Type: jsonType, Body: whole(draftText, "stop")}
			})
			cl := client(t, Config{URL: s.URL, Model: c.model})
			for range 2 {
				if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
					t.Fatal(err)
				}
			}
			sent := s.requests()
			if len(sent) != c.tries+1 {
				t.Errorf("%d requests for two answers, want %d: the second knows what to ask", len(sent), c.tries+1)
			}
			for _, body := range sent[len(sent)-2:] {
				if got := asked(body); got != c.last {
					t.Errorf("asked %q, want %q", got, c.last)
				}
			}
		})
	}
}

// TestThoughtsCount: a model that turns out to think gets the room for it, and from
// then on at once; one that only says too much doesn't.
func TestThoughtsCount(t *testing.T) {
	reasoned := func(field string) string {
		return `data: {"choices":[{"delta":{"` + field + `":"Let me see."}}]}` + "\n\n"
	}
	for name, c := range map[string]struct {
		cut   string // what 1,500 tokens are enough for
		model string
		room  string
		tries int
	}{
		"without a word":       {"", "", "8000", 2},
		"in the text":          {piece("<think>{hm} so", nil), "", "8000", 2},
		"in the text, untold":  {piece("Let me see.", nil), "", "8000", 2},
		"after them":           {piece("<think>{hm}</think>", nil), "", "8000", 2},
		"apart":                {reasoned("reasoning_content") + piece("{", nil), "", "8000", 2},
		"apart, as newer ones": {reasoned("reasoning") + piece("{", nil), "", "8000", 2},
		"by its name":          {"", "openai/o4-mini", "8000", 1},
		"too much":             {piece("<think>{hm}</think>{", nil), "", "1500", 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := serveBodies(t, func(body map[string]json.RawMessage) canned {
				if string(body["max_tokens"]) == "1500" {
					return canned{Body: c.cut + piece("", "length") + usageChunk + done}
				}
				return canned{Body: streamed(draftText)}
			})
			cl := client(t, Config{URL: s.URL, Model: c.model})
			for range 2 {
				if _, err := cl.Phrase(t.Context(), "When?", reports); (err == nil) != (c.room == "8000") {
					t.Fatal(err)
				}
			}
			sent := s.requests()
			last := sent[len(sent)-1]
			if got := string(last["max_tokens"]) + string(last["max_completion_tokens"]); got != c.room || len(sent) != c.tries+1 {
				t.Errorf("room for %s tokens after %d requests, want %s after %d", got, len(sent), c.room, c.tries+1)
			}
		})
	}
}

// TestRefusesEverything: a server that refuses whatever it is asked isn't asked
// for ever.
func TestRefusesEverything(t *testing.T) {
	s := serveBodies(t, func(map[string]json.RawMessage) canned {
		return canned{Status: 400, Type: jsonType, Body: `{"error":{"message":"max_completion_tokens response_format temperature stream_options stream system role"}}`}
	})
	_, err := client(t, Config{URL: s.URL}).Phrase(t.Context(), "When?", reports)
	if got := kind(t, err); got != Rejected {
		t.Errorf("it failed as %q", got)
	}
	if n := len(s.requests()); n > maxTries {
		t.Errorf("%d requests, at most %d are made", n, maxTries)
	}
}

// TestRefusesWithoutAWord: of a server that doesn't say what it refuses the least is
// asked, and that is remembered only if it was the reason.
func TestRefusesWithoutAWord(t *testing.T) {
	const least = " system spelled user max_tokens=1500 stream"
	bad := canned{Status: 400, Type: jsonType, Body: `{"error":{"message":"Bad Request"}}`}
	var mu sync.Mutex
	takes := func(asked string) bool { return asked == least }
	s := serveBodies(t, func(body map[string]json.RawMessage) canned {
		mu.Lock()
		defer mu.Unlock()
		if takes(asked(body)) {
			return canned{Body: streamed(draftText)}
		}
		return bad
	})
	ask := func(cl *Client, want Kind, requests int) {
		t.Helper()
		before := len(s.requests())
		_, err := cl.Phrase(t.Context(), "When?", reports)
		if got, n := kind(t, err), len(s.requests())-before; got != want || n != requests {
			t.Errorf("it failed as %q after %d requests, want %q after %d (%v)", got, n, want, requests, err)
		}
	}
	cl := client(t, Config{URL: s.URL})
	ask(cl, "", 2)
	ask(cl, "", 1)

	takes = func(string) bool { return false }
	cl = client(t, Config{URL: s.URL})
	ask(cl, Rejected, 2) // it wasn't for what was asked
	takes = func(asked string) bool { return asked != least }
	ask(cl, "", 1)
	takes = func(string) bool { return false }
	ask(cl, Rejected, 1) // as it took before
}

// TestFailsOverSchema: some servers fail where they can't make a grammar of a schema.
func TestFailsOverSchema(t *testing.T) {
	s := serveBodies(t, func(body map[string]json.RawMessage) canned {
		if strings.HasPrefix(asked(body), "json_schema") {
			return canned{Status: 500, Type: jsonType, Body: `{"error":{"message":"failed to compile the grammar"}}`}
		}
		return canned{Body: streamed(draftText)}
	})
	if _, err := client(t, Config{URL: s.URL}).Phrase(t.Context(), "When?", reports); err != nil || len(s.requests()) != 3 {
		t.Errorf("after %d requests: %v", len(s.requests()), err)
	}
}

// TestSpelledWhereIgnored: a server that takes a schema and doesn't keep to it is
// told the schema in words, and from then on at once.
func TestSpelledWhereIgnored(t *testing.T) {
	s := serveBodies(t, func(body map[string]json.RawMessage) canned {
		if strings.Contains(asked(body), "spelled") {
			return canned{Body: streamed(draftText)}
		}
		return canned{Body: streamed("Sure! Talks began.")}
	})
	cl := client(t, Config{URL: s.URL})
	for range 2 {
		if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.requests()); n != 3 {
		t.Errorf("%d requests for two answers, want 3", n)
	}
}

// TestRequestOnTheWire holds what must not be left out, and what a server's own
// settings change.
func TestRequestOnTheWire(t *testing.T) {
	var header http.Header
	s := serve(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		header = r.Header
		canned{Body: streamed(draftText)}.write(w)
	})
	cl := client(t, Config{URL: s.URL, Header: map[string]Secret{"X-Team": "news"}, ExtraBody: map[string]json.RawMessage{
		"top_k": json.RawMessage("1"), "temperature": json.RawMessage("0.5"), "stream_options": json.RawMessage("null"),
	}})
	if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
		t.Fatal(err)
	}
	body := s.requests()[0]
	for name, want := range map[string]string{"top_k": "1", "temperature": "0.5", "stream_options": "", "model": `"test-model"`} {
		if got := string(body[name]); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	var format struct {
		JSONSchema struct{ Schema json.RawMessage } `json:"json_schema"`
	}
	if err := json.Unmarshal(body["response_format"], &format); err != nil || string(format.JSONSchema.Schema) != string(prompts.Answer("", nil).Schema) {
		t.Errorf("schema %s (%v)", format.JSONSchema.Schema, err)
	}
	if header.Get("Authorization") != "Bearer "+testKey || header.Get("X-Team") != "news" || header.Get("Api-Key") != "" {
		t.Errorf("headers %v", header)
	}
	for _, name := range []string{"stream", "messages", "model"} {
		if _, err := New(Config{URL: s.URL, Model: "m", ExtraBody: map[string]json.RawMessage{name: json.RawMessage("1")}}); err == nil {
			t.Errorf("the extra body may set %s", name)
		}
	}
}

// TestBodyCanBeHadAgain: what a transport sends anew over another connection is the
// same request.
func TestBodyCanBeHadAgain(t *testing.T) {
	var first, again []byte
	cl := client(t, Config{URL: "http://double.test", Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		first, _ = io.ReadAll(req.Body)
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		again, _ = io.ReadAll(body)
		return reply(canned{Body: streamed(draftText)})(req)
	})})
	if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
		t.Fatal(err)
	}
	if len(first) == 0 || string(first) != string(again) {
		t.Errorf("sent %s, and again %s", first, again)
	}
}

// TestAzure holds the form that Azure's v1 interface wants: its path, the
// deployment as the model, and the key under both names.
func TestAzure(t *testing.T) {
	var got *http.Request
	var body []byte
	w := roundTripper(func(req *http.Request) (*http.Response, error) {
		got = req
		body, _ = io.ReadAll(req.Body)
		return reply(canned{Body: streamed(draftText)})(req)
	})
	cfg, _, err := FromEnv(env{"AZURE_OPENAI_ENDPOINT": "https://name.openai.azure.com/", "AZURE_OPENAI_API_KEY": testKey, "AZURE_OPENAI_DEPLOYMENT": "gpt-4.1: eu"}.get)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Transport = w
	if _, err := client(t, cfg).Phrase(t.Context(), "When?", reports); err != nil {
		t.Fatal(err)
	}
	if want := "https://name.openai.azure.com/openai/v1/chat/completions"; got.URL.String() != want {
		t.Errorf("asked %s, want %s", got.URL, want)
	}
	if !strings.Contains(string(body), `"model":"gpt-4.1: eu"`) {
		t.Errorf("the deployment isn't the model: %s", body)
	}
	if got.Header.Get("Api-Key") != testKey || got.Header.Get("Authorization") != "Bearer "+testKey {
		t.Errorf("headers %v", got.Header)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
