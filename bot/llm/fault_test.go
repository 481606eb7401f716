package llm

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
)

const (
	jsonType = "application/json"
	htmlType = "text/html; charset=utf-8"
)

// plainOnly is what has a client ask for whole replies: a server that doesn't stream.
var plainOnly = canned{Type: jsonType, Body: whole("x", "stop")}

// TestFaults plays servers that misbehave. Each gives the same reply to every
// request; Requests is how many a client makes for one answer.
func TestFaults(t *testing.T) {
	const retried = 1 + retries
	for _, c := range []struct {
		name     string
		first    *canned // of the first request, where it differs
		reply    canned
		want     Kind
		requests int
		detail   string // in the error
	}{
		{name: "good stream", reply: canned{Body: streamed(draftText)}, requests: 1},
		{name: "good whole", first: &plainOnly, reply: canned{Type: jsonType, Body: whole(draftText, "stop")}, requests: 2},
		{name: "whole without finish_reason", first: &plainOnly, reply: canned{Type: jsonType, Body: whole(draftText, "")}, requests: 2},
		{name: "thoughts before", reply: canned{Body: streamed("<think>{hm} 1, 2</think>\n" + draftText)}, requests: 1},
		{name: "fenced", reply: canned{Body: streamed("```json\n" + draftText + "\n```")}, requests: 1},
		{name: "filter results first", reply: canned{Body: `data: {"choices":[],"prompt_filter_results":[{"prompt_index":0}]}` + "\n\n" + streamed(draftText)}, requests: 1},
		{name: "keep-alives", reply: canned{Body: strings.Repeat(": ping\n\n", 5000) + streamed(draftText)}, requests: 1},
		{name: "stream called text", reply: canned{Type: "text/plain", Body: streamed(draftText)}, requests: 1},
		{name: "stream called bytes", reply: canned{Type: "application/octet-stream", Body: "\n: ping\n\n" + streamed(draftText)}, requests: 1},
		{name: "stream called JSON", reply: canned{Type: jsonType, Body: "event: message\n" + streamed(draftText)}, requests: 1},
		{name: "no usage", reply: canned{Body: piece(draftText, "stop") + done}, requests: 1},
		{name: "no DONE, but an end", reply: canned{Body: piece(draftText, "stop")}, requests: 1},

		{name: "content in parts", reply: canned{Body: inParts(streamed(draftText))}, requests: 1},
		{name: "content in parts, whole", first: &plainOnly, reply: canned{Type: jsonType, Body: inParts(whole(draftText, "stop"))}, requests: 2},
		{name: "odd types", reply: canned{Body: strings.ReplaceAll(oddTypes(streamed(draftText)), "data: {", `data: {"id":7,"created":1.5,`)}, requests: 1},
		{name: "odd types, whole", first: &plainOnly, reply: canned{Type: jsonType, Body: oddTypes(whole(draftText, "stop"))}, requests: 2},
		{name: "last line without an end", reply: canned{Body: strings.TrimSpace(piece(draftText, "stop"))}, requests: 1},
		{name: "lines as Windows has them", reply: canned{Body: strings.ReplaceAll(streamed(draftText), "\n", "\r\n")}, requests: 1},
		{name: "no empty lines", reply: canned{Body: strings.ReplaceAll(streamed(draftText), "\n\n", "\n")}, requests: 1},
		{name: "data in several lines", reply: canned{Body: strings.ReplaceAll(streamed(draftText), `"choices":`, "\ndata: \"choices\"\ndata::")}, requests: 1},
		{name: "data that is empty", reply: canned{Body: "data:\n" + strings.ReplaceAll(streamed(draftText), "\n\n", "\ndata:\n")}, requests: 1},
		{name: "data without a space", reply: canned{Body: strings.ReplaceAll(streamed(draftText), "data: ", "data:")}, requests: 1},
		{name: "events with names and numbers", reply: canned{Body: strings.ReplaceAll(streamed(draftText), "data: ", "id: 7\nretry: 9\nevent: {\ndata: ")}, requests: 1},
		{name: "byte order mark", reply: canned{Body: "\ufeff" + piece(draftText, "stop")}, requests: 1},
		{name: "byte order mark, stream called text", reply: canned{Type: "text/plain", Body: "\ufeff" + piece(draftText, "stop")}, requests: 1},
		{name: "byte order mark, whole", first: &plainOnly, reply: canned{Type: jsonType, Body: "\ufeff" + whole(draftText, "stop")}, requests: 2},

		{name: "wrong key", reply: canned{Status: 401, Type: jsonType, Body: `{"error":{"message":"Incorrect API key","code":401}}`}, want: Unauthorised, requests: 1, detail: "Incorrect API key"},
		{name: "forbidden page", reply: canned{Status: 403, Type: htmlType, Body: "<html>no</html>"}, want: Unauthorised, requests: 1, detail: "web page"},
		{name: "error in a list", reply: canned{Status: 400, Type: jsonType, Body: `[{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT"}}]`}, want: Unauthorised, requests: 1, detail: "(status 400): API key not valid"},
		{name: "error in a list with status 200", first: &plainOnly, reply: canned{Type: jsonType, Body: `[{"error":{"code":429,"message":"slow down"}}]`}, want: RateLimited, requests: 2},
		{name: "out of credit", reply: canned{Status: 429, Type: jsonType, Body: `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}`}, want: OutOfCredit, requests: 1},
		{name: "too long, OpenAI", reply: canned{Status: 400, Type: jsonType, Body: `{"error":{"message":"too many","code":"context_length_exceeded"}}`}, want: TooLong, requests: 1},
		{name: "too long, llama.cpp", reply: canned{Status: 400, Type: jsonType, Body: `{"error":{"code":400,"message":"request (5000 tokens) exceeds the available context size","type":"exceed_context_size_error","n_ctx":2048}}`}, want: TooLong, requests: 1},
		{name: "too long, body", reply: canned{Status: 413, Body: "Payload Too Large"}, want: TooLong, requests: 1},
		{name: "filtered, Azure", reply: canned{Status: 400, Type: jsonType, Body: `{"error":{"message":"filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}`}, want: Refused, requests: 1},
		{name: "no such model", reply: canned{Status: 404, Type: jsonType, Body: `{"error":{"message":"The model x does not exist","code":"model_not_found"}}`}, want: NotFound, requests: 1},
		{name: "no such page", reply: canned{Status: 404, Type: htmlType, Body: "<h1>404</h1>"}, want: NotFound, requests: 1},
		{name: "redirect", reply: canned{Status: 302, Header: map[string]string{"Location": "https://elsewhere.example/"}}, want: NotFound, requests: 1, detail: "redirects"},
		{name: "error as text", reply: canned{Status: 500, Type: jsonType, Body: `{"error":"CUDA out of memory"}`}, want: Failing, requests: 1, detail: "CUDA out of memory"},
		{name: "error without a message", reply: canned{Status: 500, Type: jsonType, Body: `{"error":{}}`}, want: Failing, requests: 1},
		{name: "detail, FastAPI", reply: canned{Status: 422, Type: jsonType, Body: `{"detail":[{"loc":["body"],"msg":"field required"}]}`}, want: Rejected, requests: 1, detail: "field required"},
		{name: "empty error", reply: canned{Status: 418}, want: Rejected, requests: 1},

		{name: "error that is blank", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":"",` + whole(draftText, "stop")[1:]}, requests: 2},
		{name: "error that is null", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":null,` + whole(draftText, "stop")[1:]}, requests: 2},
		{name: "error that is no fields", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":{},` + whole(draftText, "stop")[1:]}, requests: 2},
		{name: "error that is blank fields", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":{"message":"","code":0,"param":null},` + whole(draftText, "stop")[1:]}, requests: 2},
		{name: "errors that are null in a stream", reply: canned{Body: strings.ReplaceAll(streamed(draftText), "data: {", `data: {"error":null,`)}, requests: 1},
		{name: "errors that are blank in a stream", reply: canned{Body: strings.ReplaceAll(streamed(draftText), "data: {", `data: {"error":{"message":"","code":null},`)}, requests: 1},
		{name: "error before choices in a stream", reply: canned{Body: `data: {"error":{"message":"out of memory"},"choices":[]}` + "\n\n"}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "blank error alone", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":""}`}, want: BadAnswer, requests: 2, detail: "no choices"},
		{name: "error with status 200", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":{"message":"overloaded","code":503}}`}, want: Failing, requests: 2, detail: "overloaded"},
		{name: "error text with status 200", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":"overloaded"}`}, want: Failing, requests: 2, detail: "overloaded"},
		{name: "limit with status 200", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"error":{"message":"slow down","code":"429"}}`}, want: RateLimited, requests: 2},
		{name: "web page with status 200", reply: canned{Type: htmlType, Body: "<html>Log in</html>"}, want: BadAnswer, requests: 1, detail: "web page"},
		{name: "no choices", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"choices":[]}`}, want: BadAnswer, requests: 2, detail: "no choices"},
		{name: "cut reply", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"choices":[{"mess`}, want: BadAnswer, requests: 2},
		{name: "reply of another kind", first: &plainOnly, reply: canned{Type: jsonType, Body: `[1,2]`}, want: BadAnswer, requests: 2},
		{name: "endless reply", first: &plainOnly, reply: canned{Type: jsonType, Body: strings.Repeat(" ", maxReply+1)}, want: BadAnswer, requests: 2, detail: "longer than"},

		{name: "cut answer", reply: canned{Body: piece(draftText[:20], nil) + piece("", "length") + done}, want: CutShort, requests: 1},
		{name: "cut whole answer", first: &plainOnly, reply: canned{Type: jsonType, Body: whole(draftText[:20], "length")}, want: CutShort, requests: 2},
		{name: "cut answer, Mistral", reply: canned{Body: piece(draftText[:20], "model_length") + done}, want: CutShort, requests: 1},
		{name: "cut answer, Gemini", reply: canned{Body: piece(draftText[:20], "MAX_TOKENS") + done}, want: CutShort, requests: 1},
		{name: "filtered answer, Gemini", reply: canned{Body: piece("", "SAFETY") + done}, want: Refused, requests: 1},
		{name: "failed answer, OpenRouter", reply: canned{Body: piece(draftText, "error") + done}, want: Failing, requests: 2},
		{name: "failed answer, DeepSeek", reply: canned{Body: piece("{", "insufficient_system_resource") + done}, want: Failing, requests: 2},
		{name: "an end of another name", reply: canned{Body: piece(draftText, "eos_token") + done}, requests: 1},
		{name: "answer taken for thoughts", reply: canned{Body: strings.ReplaceAll(streamed(draftText), `"content":`, `"content":null,"reasoning_content":`)}, requests: 1},
		{name: "only thoughts, apart", reply: canned{Body: strings.ReplaceAll(piece("hm", "stop"), `"content":`, `"content":null,"reasoning":`)}, want: BadAnswer, requests: 2},
		{name: "filtered answer", reply: canned{Body: piece("{", nil) + piece("", "content_filter") + done}, want: Refused, requests: 1},
		{name: "refusal", reply: canned{Body: `data: {"choices":[{"delta":{"refusal":"No."}}]}` + "\n\n" + piece("", "stop") + done}, want: Refused, requests: 1},
		{name: "whole refusal", first: &plainOnly, reply: canned{Type: jsonType, Body: `{"choices":[{"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}`}, want: Refused, requests: 2},
		{name: "tool call", reply: canned{Body: piece("", "tool_calls") + done}, want: BadAnswer, requests: 1},

		// Read as asked for, and once more with the schema in the prompt.
		{name: "prose", reply: canned{Body: streamed("The talks began on Monday.")}, want: BadAnswer, requests: 2, detail: "no JSON object"},
		{name: "empty answer", reply: canned{Body: piece("", "stop") + done}, want: BadAnswer, requests: 2},
		{name: "unknown property", reply: canned{Body: streamed(`{"answerable":true,"claims":[],"note":1}`)}, want: BadAnswer, requests: 2, detail: "note"},
		{name: "only thoughts", reply: canned{Body: streamed("<think>never ends")}, want: BadAnswer, requests: 2},

		// Broken off: once more.
		{name: "no end", reply: canned{Body: piece(draftText, nil)}, want: Failing, requests: 2, detail: "broke off"},
		{name: "DONE without an end", reply: canned{Body: piece(draftText, nil) + done}, want: Failing, requests: 2, detail: "broke off"},
		{name: "empty stream", reply: canned{}, want: Failing, requests: 2},
		{name: "error inside", reply: canned{Body: piece("{", nil) + `data: {"error":{"message":"out of memory","type":"server_error"}}` + "\n\n"}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "error inside, last key", reply: canned{Body: piece("{", nil) + `data: {"id":"1","error":{"message":"out of memory"}}` + "\n\n"}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "error after a keep-alive", reply: canned{Body: ": ping\n\n" + `data: {"error":{"message":"out of memory"}}` + "\n\n"}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "error inside as text", reply: canned{Body: `data: {"error":"out of memory"}` + "\n\n"}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "error inside that is no field", reply: canned{Body: `data: {"object":"error","message":"out of memory","code":500}` + "\n\n"}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "error in place of a stream", reply: canned{Body: `{"error":{"message":"out of memory"}}`}, want: Failing, requests: 2, detail: "out of memory"},
		{name: "limit inside", reply: canned{Body: piece("{", nil) + `data: {"error":{"message":"slow down","code":429}}` + "\n\n"}, want: RateLimited, requests: 1},
		{name: "too long, inside", reply: canned{Body: `data: {"error":{"message":"maximum context length is 2048","code":400}}` + "\n\n"}, want: TooLong, requests: 1},
		{name: "garbage inside", reply: canned{Body: "data: \x00\xff{[\n\n"}, want: Failing, requests: 2},
		{name: "garbage forever", reply: canned{Body: strings.Repeat("garbage\n", maxReply/8+1)}, want: Failing, requests: 2},
		{name: "text forever", reply: canned{Body: strings.Repeat(piece(strings.Repeat("a", 1000), nil), 100)}, want: BadAnswer, requests: 1, detail: "longer than"},
		{name: "keep-alives forever", reply: canned{Body: strings.Repeat(": ping\n\n", maxReply/8+1)}, want: Failing, requests: 2},

		// Before the first byte, so worth retrying. The wait is the server's word.
		{name: "rate limited", reply: canned{Status: 429, Header: map[string]string{"Retry-After-Ms": "1"}}, want: RateLimited, requests: retried},
		{name: "bad gateway", reply: canned{Status: 502, Type: htmlType, Header: map[string]string{"Retry-After-Ms": "1"}, Body: "<html>502</html>"}, want: Failing, requests: retried},
		{name: "unavailable", reply: canned{Status: 503, Header: map[string]string{"Retry-After-Ms": "1"}, Body: `{"error":{"message":"Loading model"}}`}, want: Failing, requests: retried, detail: "Loading model"},
		{name: "gateway time-out", reply: canned{Status: 504, Header: map[string]string{"Retry-After-Ms": "1"}}, want: Failing, requests: retried},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
				if n == 0 && c.first != nil {
					c.first.write(w)
					return
				}
				c.reply.write(w)
			})
			draft, err := client(t, Config{URL: s.URL}).Phrase(t.Context(), "When?", reports)
			if got := kind(t, err); got != c.want {
				t.Errorf("it failed as %q, want %q (%v)", got, c.want, err)
			}
			if n := len(s.requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
			if err != nil {
				if !strings.Contains(err.Error(), c.detail) {
					t.Errorf("error %q doesn't say %q", err, c.detail)
				}
				return
			}
			if draft.Usage.Prompt == 0 || draft.Usage.Completion == 0 {
				t.Errorf("usage isn't counted: %+v", draft.Usage)
			}
			draft.Usage = bot.Usage{}
			want := bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "Talks began.", Sentences: []int{1}}}}
			if diff := cmp.Diff(want, draft); diff != "" {
				t.Errorf("draft (-want +got):\n%s", diff)
			}
		})
	}
}

// inParts is a reply with its content in parts, and thoughts before it.
func inParts(reply string) string {
	return contents.ReplaceAllString(reply, `"content":[{"type":"thinking","thinking":[{"type":"text","text":"{hm}"}]},{"type":"text","text":$1},{"type":"text"}]`)
}

var contents = regexp.MustCompile(`"content":("(?:[^"\\]|\\.)*")`)

// oddTypes is a reply with fields of other types than OpenAI gives them.
func oddTypes(reply string) string {
	return strings.NewReplacer(`"index":0`, `"index":"0","logprobs":[],"content_filter_results":[]`,
		`"prompt_tokens":70`, `"prompt_tokens":70.0`, `"completion_tokens":30`, `"completion_tokens":30.0,"prompt_tokens_details":7`).Replace(reply)
}

// TestBrokenConnections is about what goes wrong below HTTP.
func TestBrokenConnections(t *testing.T) {
	abort := func(after string) func(int, http.ResponseWriter, *http.Request) {
		return func(_ int, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", eventStream)
			w.Write([]byte(after))
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		}
	}
	for _, c := range []struct {
		name     string
		handle   func(int, http.ResponseWriter, *http.Request)
		want     Kind
		requests int
	}{
		{"in mid-answer", abort(piece(draftText, nil)), Failing, 2},
		{"in mid-line", abort(piece(draftText, nil) + "data: {"), Failing, 2},
		{"at once", abort(""), Failing, 2},
		{"after the end", abort(piece(draftText, "stop")), "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := serve(t, c.handle)
			_, err := client(t, Config{URL: s.URL}).Phrase(t.Context(), "When?", reports)
			if got := kind(t, err); got != c.want {
				t.Errorf("it failed as %q, want %q (%v)", got, c.want, err)
			}
			if n := len(s.requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
		})
	}
}

// TestSecondTryMends: what broke off once may come whole the next time.
func TestSecondTryMends(t *testing.T) {
	s := serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		body := streamed(draftText)
		if n == 0 {
			body = body[:len(body)/3]
		}
		canned{Body: body}.write(w)
	})
	draft, err := client(t, Config{URL: s.URL}).Phrase(t.Context(), "When?", reports)
	if err != nil || len(draft.Claims) != 1 {
		t.Fatalf("got %+v, %v", draft, err)
	}
	if draft.Usage.Prompt <= 70 {
		t.Errorf("usage %+v doesn't hold the first try's", draft.Usage)
	}
}

// FuzzReply: whatever a server sends, a client gives a draft or an error that a
// person can be told, and the key is in neither.
func FuzzReply(f *testing.F) {
	f.Add(200, eventStream, streamed(draftText))
	f.Add(200, jsonType, whole(draftText, "stop"))
	f.Add(400, jsonType, `{"error":{"message":"response_format","code":{"a":[1]}}}`)
	f.Add(200, eventStream, "data: {\"choices\":[{}]}\n\ndata: {\"error\":null}\n\ndata:[DONE]")
	f.Add(500, htmlType, "<"+testKey)
	f.Fuzz(func(t *testing.T, status int, kindOf, body string) {
		if status < 200 || status > 599 || status == 429 || status >= 502 && status <= 504 {
			t.Skip("no status, or one that is waited for")
		}
		cl, err := New(Config{URL: "http://double.test", Model: "m", Key: testKey, Transport: &wire{
			replies: []roundTrip{reply(canned{Status: status, Type: kindOf, Body: body})},
		}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = cl.Phrase(t.Context(), "When?", reports)
		if kind(t, err); err != nil && strings.Contains(err.Error(), testKey) {
			t.Errorf("the key shows in %q", err)
		}
	})
}
