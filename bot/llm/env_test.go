package llm

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

type env map[string]string

func (e env) get(name string) string { return e[name] }

func TestFromEnv(t *testing.T) {
	for _, c := range []struct {
		env     env
		want    Config
		problem string // the setting that an error names
	}{
		{env: env{}},
		{env: env{"OPENAI_API_KEY": "k"}, want: Config{URL: DefaultURL, Model: DefaultModel, Key: "k"}},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL": "m"}, want: Config{URL: DefaultURL, Model: "m", Key: "k"}},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL": "m", "OPENAI_BASE_URL": "http://h/v1"}, want: Config{URL: "http://h/v1", Model: "m", Key: "k"}},
		{env: env{"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://h/v1"}, problem: "CUTTINGS_MODEL"},
		{env: env{"CUTTINGS_MODEL_URL": "http://h", "CUTTINGS_MODEL": "m"}, want: Config{URL: "http://h", Model: "m"}},
		{env: env{"CUTTINGS_MODEL_URL": "http://h", "CUTTINGS_MODEL": "m", "OPENAI_API_KEY": "k"}, want: Config{URL: "http://h", Model: "m", Key: "k"}},
		{env: env{"CUTTINGS_MODEL_URL": "http://h", "CUTTINGS_MODEL": "m", "OPENAI_API_KEY": "k", "CUTTINGS_MODEL_KEY": "own"}, want: Config{URL: "http://h", Model: "m", Key: "own"}},
		{env: env{"CUTTINGS_MODEL_URL": "http://h"}, problem: "CUTTINGS_MODEL"},
		{env: env{"CUTTINGS_MODEL_URL": "http://h", "OPENAI_API_KEY": "k"}, problem: "CUTTINGS_MODEL"},
		{env: env{"CUTTINGS_MODEL": "m"}, problem: "CUTTINGS_MODEL_URL"},
		{env: env{"CUTTINGS_MODEL_KEY": "k"}, problem: "CUTTINGS_MODEL_URL"},
		{env: env{"CUTTINGS_MODEL_URL": "localhost:11434", "CUTTINGS_MODEL": "m"}, problem: "CUTTINGS_MODEL_URL"},
		{env: env{"AZURE_OPENAI_ENDPOINT": "https://n.openai.azure.com/", "AZURE_OPENAI_API_KEY": "k", "AZURE_OPENAI_DEPLOYMENT": "d"}, want: Config{URL: "https://n.openai.azure.com/", Model: "d", Key: "k"}},
		{env: env{"AZURE_OPENAI_ENDPOINT": "https://n.openai.azure.com", "AZURE_OPENAI_API_KEY": "k"}, problem: "AZURE_OPENAI_DEPLOYMENT"},
		{env: env{"AZURE_OPENAI_ENDPOINT": "https://n.openai.azure.com", "CUTTINGS_MODEL": "d"}, problem: "AZURE_OPENAI_API_KEY"},
		{env: env{"AZURE_OPENAI_API_KEY": "k"}, problem: "AZURE_OPENAI_ENDPOINT"},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_TIMEOUT": "20s", "CUTTINGS_MODEL_TOKENS": "1000", "CUTTINGS_MODEL_USER_TOKENS": "100", "CUTTINGS_MODEL_EXTRA": `{"top_k":1}`},
			want: Config{URL: DefaultURL, Model: DefaultModel, Key: "k", Timeout: 20 * time.Second, Budget: Budget{1000, 100}, ExtraBody: map[string]json.RawMessage{"top_k": json.RawMessage("1")}}},
		{env: env{"CUTTINGS_MODEL_URL": " http://h\n", "CUTTINGS_MODEL": "m\r\n", "CUTTINGS_MODEL_KEY": "\tk \n"}, want: Config{URL: "http://h", Model: "m", Key: "k"}},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_URL": "\n"}, want: Config{URL: DefaultURL, Model: DefaultModel, Key: "k"}},
		{env: env{"OPENAI_API_KEY": "k\nl"}, problem: "OPENAI_API_KEY"},
		{env: env{"CUTTINGS_MODEL_URL": "http://h", "CUTTINGS_MODEL": "m", "OPENAI_API_KEY": "k\x00"}, problem: "OPENAI_API_KEY"},
		{env: env{"CUTTINGS_MODEL_URL": "http://h", "CUTTINGS_MODEL": "m", "OPENAI_API_KEY": "k", "CUTTINGS_MODEL_KEY": "k\rl"}, problem: "CUTTINGS_MODEL_KEY"},
		{env: env{"AZURE_OPENAI_ENDPOINT": "https://n.openai.azure.com", "AZURE_OPENAI_API_KEY": "k\x7f", "CUTTINGS_MODEL": "d"}, problem: "AZURE_OPENAI_API_KEY"},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_TIMEOUT": "20"}, problem: "CUTTINGS_MODEL_TIMEOUT"},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_TOKENS": "-1"}, problem: "CUTTINGS_MODEL_TOKENS"},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_USER_TOKENS": "many"}, problem: "CUTTINGS_MODEL_USER_TOKENS"},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_EXTRA": "[]"}, problem: "CUTTINGS_MODEL_EXTRA"},
		{env: env{"OPENAI_API_KEY": "k", "CUTTINGS_MODEL_EXTRA": "null"}, problem: "CUTTINGS_MODEL_EXTRA"},
	} {
		got, set, err := FromEnv(c.env.get)
		check(t, c.env, got, set, err, c.want, c.problem)
	}
}

func TestEmbedFromEnv(t *testing.T) {
	for _, c := range []struct {
		env     env
		want    Config
		problem string
	}{
		{env: env{"OPENAI_API_KEY": "k"}},
		{env: env{"CUTTINGS_EMBED_URL": "http://h", "CUTTINGS_EMBED_MODEL": "m", "OPENAI_API_KEY": "k"}, want: Config{URL: "http://h", Model: "m", Key: "k"}},
		{env: env{"CUTTINGS_EMBED_URL": "http://h", "CUTTINGS_EMBED_MODEL": "m", "OPENAI_API_KEY": "k", "CUTTINGS_EMBED_KEY": "own"}, want: Config{URL: "http://h", Model: "m", Key: "own"}},
		{env: env{"CUTTINGS_EMBED_URL": "http://h ", "CUTTINGS_EMBED_MODEL": "m\n", "OPENAI_API_KEY": "k\n"}, want: Config{URL: "http://h", Model: "m", Key: "k"}},
		{env: env{"CUTTINGS_EMBED_URL": "http://h", "CUTTINGS_EMBED_MODEL": "m", "OPENAI_API_KEY": "k\nl"}, problem: "OPENAI_API_KEY"},
		{env: env{"CUTTINGS_EMBED_URL": "http://h", "CUTTINGS_EMBED_MODEL": "m", "CUTTINGS_EMBED_KEY": "k\nl"}, problem: "CUTTINGS_EMBED_KEY"},
		{env: env{"CUTTINGS_EMBED_URL": "http://h"}, problem: "CUTTINGS_EMBED_MODEL"},
		{env: env{"CUTTINGS_EMBED_MODEL": "m"}, problem: "CUTTINGS_EMBED_URL"},
		{env: env{"CUTTINGS_EMBED_URL": "h", "CUTTINGS_EMBED_MODEL": "m"}, problem: "CUTTINGS_EMBED_URL"},
	} {
		got, set, err := EmbedFromEnv(c.env.get)
		check(t, c.env, got, set, err, c.want, c.problem)
	}
}

func check(t *testing.T, given env, got Config, set bool, err error, want Config, problem string) {
	t.Helper()
	var wrong *SettingError
	switch {
	case problem == "" && err != nil:
		t.Errorf("%v: %v", given, err)
	case problem != "" && (!errors.As(err, &wrong) || wrong.Name != problem || wrong.Hint == ""):
		t.Errorf("%v: %v, want an error about %s with a hint", given, err, problem)
	case set != (want.URL != ""):
		t.Errorf("%v: set is %t", given, set)
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Config{}, "Now", "Jitter")); diff != "" {
		t.Errorf("%v (-want +got):\n%s", given, diff)
	}
}

// TestUnsendable: what no header can hold is said at the start, not taken for a
// server that can't be reached.
func TestUnsendable(t *testing.T) {
	for _, cfg := range []Config{{Key: "k\n"}, {Header: map[string]Secret{"X-Team": "a\x00b"}}} {
		cfg.URL, cfg.Model = "http://h", "m"
		if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), "control character") {
			t.Errorf("New(%v): %v", cfg, err)
		}
	}
}

func TestBaseURL(t *testing.T) {
	for given, want := range map[string]string{
		"http://localhost:11434":                          "http://localhost:11434/v1",
		"http://localhost:11434/":                         "http://localhost:11434/v1",
		"http://localhost:11434/v1/":                      "http://localhost:11434/v1",
		" https://api.openai.com/v1 ":                     "https://api.openai.com/v1",
		"https://gateway.test/openai/api/v2":              "https://gateway.test/openai/api/v2",
		"http://h/v1/chat/completions":                    "http://h/v1",
		"http://h/v1/embeddings":                          "http://h/v1",
		"https://name.openai.azure.com":                   "https://name.openai.azure.com/openai/v1",
		"https://name.openai.azure.com/openai/":           "https://name.openai.azure.com/openai/v1",
		"https://name.services.ai.azure.com/openai/v1":    "https://name.services.ai.azure.com/openai/v1",
		"https://name.cognitiveservices.azure.com/openai": "https://name.cognitiveservices.azure.com/openai/v1",
	} {
		if got, err := baseURL(given); got != want || err != nil {
			t.Errorf("baseURL(%q) = %q, %v; want %q", given, got, err, want)
		}
	}
}
