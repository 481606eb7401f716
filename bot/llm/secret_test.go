package llm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestKeysStayHidden plays servers that repeat the key in all that they say, and
// looks for it in errors and logs, in pieces of eight characters.
func TestKeysStayHidden(t *testing.T) {
	for _, key := range []string{testKey, `a"b/c+d éf=gh&ij`, "azure-0123456789ABCDEF"} {
		quoted, _ := json.Marshal(key)
		inJSON := string(quoted[1 : len(quoted)-1])
		long := strings.Repeat("x", maxDetail-len(key)/2) // the key lies across the place where text is cut
		for name, reply := range map[string]canned{
			"error":         {Status: 401, Type: jsonType, Body: `{"error":{"message":"bad key ` + inJSON + `","code":"` + inJSON + `","type":"` + inJSON + `"}}`},
			"error, masked": {Status: 401, Type: jsonType, Body: `{"error":{"message":"Incorrect API key provided: sk-test-0***cdef."}}`},
			"error, cut":    {Status: 400, Type: jsonType, Body: `{"error":{"message":"` + long + inJSON + `"}}`},
			"detail":        {Status: 422, Type: jsonType, Body: `{"detail":[{"input":"Bearer ` + inJSON + `"}]}`},
			"text":          {Status: 500, Body: key},
			"in a URL":      {Status: 500, Body: url.QueryEscape(key) + " " + url.PathEscape(key)},
			"page":          {Type: "text/" + url.QueryEscape(key), Body: key},
			"broken status": {Status: 503, Header: map[string]string{"Retry-After": "100", "X": key}, Body: `{"error":"` + inJSON + `"}`},
			"redirect":      {Status: 307, Header: map[string]string{"Location": "http://x.test/?key=" + url.QueryEscape(key)}},
			"stream":        {Body: `data: {"error":{"message":"` + inJSON + `"}}` + "\n\n"},
			"broken stream": {Body: "data: " + key + "\n\n"},
			"answer":        {Body: streamed(inJSON)},
			"property":      {Body: streamed(`{"` + inJSON + `":1}`)},
		} {
			var log bytes.Buffer
			s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) { reply.write(w) })
			cfg := Config{
				URL: s.URL, Key: Secret(key), Header: map[string]Secret{"X-Other": Secret(key)},
				Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
			}
			cl := client(t, cfg)
			_, err := cl.Phrase(t.Context(), "When?", reports)
			_, probed := cl.Probe(t.Context())
			_, embedded := NewEmbedder(t.Context(), Config{URL: s.URL, Model: "m", Key: Secret(key)})
			cfg.Log.Info("settings", "config", cfg, "key", cfg.Key)
			shown := fmt.Sprintf("%v %+v %#v %s %q\n%v %+v\n%v\n%s\n%+v %#v %s", err, err, asError(err), err, err, probed, asError(probed), embedded, log.String(), cfg, cfg.Key, marshal(cfg.Header))
			for _, form := range []string{key, inJSON, url.QueryEscape(key)} {
				for i := 0; i+8 <= len(form); i++ {
					if piece := form[i : i+8]; strings.Contains(shown, piece) {
						t.Errorf("%s: %q of the key %q shows in:\n%s", name, piece, key, shown)
						break
					}
				}
			}
		}
	}
}

// TestPlaceholdersAreNoKeys: what stands for a key where none is wanted isn't taken out
// of what a server says.
func TestPlaceholdersAreNoKeys(t *testing.T) {
	for _, key := range []Secret{"x", "-", "na", "key"} {
		s := serveBodies(t, func(body map[string]json.RawMessage) canned {
			if body["max_tokens"] != nil {
				return canned{Status: 400, Type: jsonType, Body: `{"error":{"message":"max_tokens isn't taken; use max_completion_tokens"}}`}
			}
			return canned{Status: 404, Type: jsonType, Body: `{"error":{"message":"no-key: nameless x"}}`}
		})
		_, err := client(t, Config{URL: s.URL, Key: key}).Phrase(t.Context(), "When?", reports)
		if kind(t, err) != NotFound || !strings.Contains(err.Error(), "no-key: nameless x") {
			t.Errorf("key %q: %v", string(key), err)
		}
	}
}

// TestURLsHoldNoKeys: a key in the URL is refused, and not shown in saying so.
func TestURLsHoldNoKeys(t *testing.T) {
	for _, u := range []string{
		"https://user:hunter2hunter2@host/v1", "https://host/v1?key=hunter2hunter2", "https://host/#hunter2hunter2",
		"hunter2hunter2", "ftp://hunter2hunter2", "https://host/%zzhunter2hunter2", "",
	} {
		_, err := New(Config{URL: u, Model: "m"})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("New(%q): %v", u, err)
		}
		_, _, err = FromEnv(func(name string) string {
			return map[string]string{"CUTTINGS_MODEL_URL": u, "CUTTINGS_MODEL": "m"}[name]
		})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("FromEnv with %q: %v", u, err)
		}
	}
}
