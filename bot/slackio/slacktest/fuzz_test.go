package slacktest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"cuttings/bot/slackio/slacktest"
)

// FuzzCalls holds that every call is answered in JSON with ok, and with an error
// where ok is false, whatever stands in its body.
func FuzzCalls(f *testing.F) {
	for _, seed := range []struct{ method, body string }{
		{"chat.postMessage", `{"channel":"C0GENERAL","text":"hi","blocks":[{"type":"section","accessory":7}]}`},
		{"chat.postMessage", `{"channel":"C0GENERAL","blocks":"[null]","metadata":"[]"}`},
		{"chat.update", `{"channel":"C0GENERAL","ts":"1.000000"}`},
		{"conversations.replies", `{"channel":"C0GENERAL","ts":"1.000000","cursor":"YXQ6LTE="}`},
		{"conversations.list", `{"types":"im,,x","limit":"-1"}`},
		{"views.publish", `{"user_id":"U0ADA","view":{"type":"home","blocks":[{"type":"actions","elements":[{}]}]}}`},
		{"views.open", `{"trigger_id":"trigger.00000001","view":[]}`},
		{"assistant.threads.setSuggestedPrompts", `{"channel_id":"DU0ADA","prompts":{}}`},
		{"users.info", `{"user":{}}`},
		{"no.such", `]`},
	} {
		f.Add(seed.method, seed.body)
	}
	s, err := slacktest.Start(slacktest.Options{Validate: func(string, []byte) error { return nil }})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = s.Close() })
	h := s.Handler()
	f.Fuzz(func(t *testing.T, method, body string) {
		if method == "" || strings.ContainsAny(method, "/?#% ") || strings.Trim(method, ".") == "" {
			return // no path of the API
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/x", strings.NewReader(body))
		r.URL.Path = "/api/" + method
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+s.BotToken())
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		var answer struct {
			OK    *bool  `json:"ok"`
			Error string `json:"error"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.OK == nil || *answer.OK != (answer.Error == "") {
			t.Errorf("%s %s = %s", method, body, w.Body)
		}
	})
}
