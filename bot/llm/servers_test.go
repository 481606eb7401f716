package llm

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
)

// TestServers plays doubles of known servers, as their documentation has them: what
// each refuses, and the form of its stream. From all of them the same is read.
func TestServers(t *testing.T) {
	chunk := func(delta, finish, more string) string {
		return `data: {"id":"c-1","object":"chat.completion.chunk","created":1764522000,"model":"m","choices":[{"index":0,"delta":` + delta + `,"logprobs":null,"finish_reason":` + finish + `}]` + more + "}\n\n"
	}
	text := func(s string) string { return chunk(`{"content":`+marshal(s)+`}`, "null", "") }
	const usage = `,"usage":{"prompt_tokens":70,"completion_tokens":30,"total_tokens":100,"completion_tokens_details":null}`
	stop := chunk("{}", `"stop"`, "") + usageChunk + done
	half := len(draftText) / 2
	asJSON := func(status int, body string) *canned { return &canned{Status: status, Type: jsonType, Body: body} }

	for _, c := range []struct {
		server   string
		refuse   func(body map[string]json.RawMessage, asked string) *canned
		stream   string
		requests int
		usage    bool
	}{
		{server: "OpenAI, a deployment that reasons", refuse: func(body map[string]json.RawMessage, asked string) *canned {
			switch {
			case body["max_tokens"] != nil:
				return asJSON(400, `{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}`)
			case body["temperature"] != nil:
				return asJSON(400, `{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`)
			case strings.Contains(asked, "strict") && !strings.Contains(asked, "unbounded"):
				return asJSON(400, `{"error":{"message":"Invalid schema for response_format 'answer': In context=('properties', 'text'), 'maxLength' is not permitted.","type":"invalid_request_error","param":"response_format","code":null}}`)
			}
			return nil
		}, stream: chunk(`{"role":"assistant","content":"","refusal":null}`, "null", `,"usage":null,"obfuscation":"x"`) + text(draftText[:half]) + text(draftText[half:]) + stop, requests: 4, usage: true},
		{server: "Azure", stream: `data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}` + "\n\n" +
			text(draftText) + `data: {"choices":[{"content_filter_offsets":{"check_offset":1},"content_filter_results":{},"finish_reason":null,"index":0}]}` + "\n\n" + stop, requests: 1, usage: true},
		{server: "llama.cpp", refuse: func(_ map[string]json.RawMessage, asked string) *canned {
			if strings.HasPrefix(asked, "json_schema") {
				return asJSON(400, `{"error":{"code":400,"message":"Failed to initialize samplers: failed to parse grammar","type":"invalid_request_error"}}`)
			}
			return nil
		}, stream: chunk(`{"role":"assistant","content":null}`, "null", "") + text(draftText) + stop, requests: 3, usage: true},
		{server: "vLLM, thinking", stream: chunk(`{"role":"assistant","content":"","reasoning":null}`, "null", "") + chunk(`{"reasoning":"So {1}."}`, "null", "") + text(draftText) + stop, requests: 1, usage: true},
		{server: "Ollama, thinking", stream: chunk(`{"role":"assistant","content":"","reasoning":"Hm."}`, "null", `,"system_fingerprint":"fp_ollama"`) + text(draftText) + stop, requests: 1, usage: true},
		{server: "Ollama, thinking in the text", stream: text("<think>\n\n{hm}</think>\n\n```json\n") + text(draftText) + text("\n```") + stop, requests: 1, usage: true},
		{server: "LM Studio", refuse: func(_ map[string]json.RawMessage, asked string) *canned {
			if !strings.HasPrefix(asked, "json_schema") {
				return asJSON(400, `{"error":"'response_format.type' must be 'json_schema' or 'text'"}`)
			}
			return nil
		}, stream: "event: message\n" + text(draftText) + chunk("{}", `"stop"`, "") + done, requests: 1},
		{server: "LiteLLM", refuse: func(body map[string]json.RawMessage, _ string) *canned {
			if body["response_format"] != nil {
				return asJSON(400, `{"error":{"message":"litellm.UnsupportedParamsError: x does not support parameters: ['response_format'], for model=m. To drop these, set litellm.drop_params=True","type":"None","param":"None","code":"400"}}`)
			}
			return nil
		}, stream: text(draftText) + chunk("{}", `"stop"`, usage) + done, requests: 4, usage: true},
		{server: "OpenRouter", stream: ": OPENROUTER PROCESSING\n\n" + chunk(`{"role":"assistant","content":"","reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm."}]}`, "null", `,"provider":"p"`) +
			": OPENROUTER PROCESSING\n\n" + text(draftText) + chunk(`{"content":""}`, `"stop","native_finish_reason":"STOP"`, usage) + done, requests: 1, usage: true},
		{server: "TGI", refuse: func(_ map[string]json.RawMessage, asked string) *canned {
			switch {
			case strings.HasPrefix(asked, "json_schema"):
				return &canned{Status: 422, Type: "text/plain", Body: "Failed to deserialize the JSON body into the target type: response_format: unknown variant `json_schema`, expected one of `json`, `json_object`, `regex` at line 1 column 1540"}
			case strings.HasPrefix(asked, "json_object"):
				return &canned{Status: 422, Type: "text/plain", Body: "Failed to deserialize the JSON body into the target type: response_format: missing field `value` at line 1 column 1540"}
			}
			return nil
		}, stream: strings.ReplaceAll(text(draftText)+chunk(`{"content":""}`, `"eos_token"`, ""), "data: ", "data:"), requests: 4},
		{server: "Mistral, thinking", refuse: func(body map[string]json.RawMessage, _ string) *canned {
			if body["stream_options"] != nil {
				return asJSON(422, `{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted","input":{"include_usage":true}}]},"type":"invalid_request_error","param":null,"code":null}`)
			}
			return nil
		}, stream: chunk(`{"content":[{"type":"thinking","thinking":[{"type":"text","text":"So {1}."}]}]}`, "null", "") + text(draftText[:half]) +
			chunk(`{"content":[{"type":"text","text":`+marshal(draftText[half:])+`}]}`, `"stop"`, usage) + done, requests: 2, usage: true},
		{server: "DeepSeek", refuse: func(_ map[string]json.RawMessage, asked string) *canned {
			if strings.HasPrefix(asked, "json_schema") {
				return asJSON(400, `{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}`)
			}
			return nil
		}, stream: ": keep-alive\n\n" + chunk(`{"role":"assistant","content":null,"reasoning_content":"Hm."}`, "null", "") + ": keep-alive\n\n" + text(draftText) + chunk(`{"content":""}`, `"stop"`, usage) + done, requests: 3, usage: true},
		{server: "Gemini", stream: strings.ReplaceAll(chunk(`{"role":"assistant","content":`+marshal(draftText[:half])+`}`, "null", usage)+chunk(`{"role":"assistant","content":`+marshal(draftText[half:])+`}`, `"stop"`, usage)+done, "\n", "\r\n"), requests: 1, usage: true},
	} {
		t.Run(c.server, func(t *testing.T) {
			s := serveBodies(t, func(body map[string]json.RawMessage) canned {
				if c.refuse != nil {
					if no := c.refuse(body, asked(body)); no != nil {
						return *no
					}
				}
				return canned{Body: c.stream}
			})
			cl := client(t, Config{URL: s.URL})
			for range 2 {
				draft, err := cl.Phrase(t.Context(), "When?", reports)
				if err != nil {
					t.Fatal(err)
				}
				if said := (bot.Usage{Prompt: 70, Completion: 30}); (draft.Usage == said) != c.usage {
					t.Errorf("usage %+v; it says so: %t", draft.Usage, c.usage)
				}
				draft.Usage = bot.Usage{}
				want := bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "Talks began.", Sentences: []int{1}}}}
				if diff := cmp.Diff(want, draft); diff != "" {
					t.Errorf("draft (-want +got):\n%s", diff)
				}
			}
			if n := len(s.requests()); n != c.requests+1 {
				t.Errorf("%d requests for two answers, want %d", n, c.requests+1)
			}
		})
	}
}
