package llm

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// OpenAI's own address, and the model that is used there unless another is named:
// it doesn't reason, so it answers soon and with a temperature of 0, and takes a
// schema.
const (
	DefaultURL   = "https://api.openai.com/v1"
	DefaultModel = "gpt-4.1-mini"
)

// A SettingError is a setting that can't be used; Hint says what to do about it.
type SettingError struct {
	Name, Problem, Hint string
}

func (e *SettingError) Error() string { return e.Name + " " + e.Problem }

// FromEnv reads where the model is from the environment; false means that none is
// set. An error is a [*SettingError]. The first of these that is set counts:
//
//   - CUTTINGS_MODEL_URL and CUTTINGS_MODEL: any server; the key, if it wants one,
//     is CUTTINGS_MODEL_KEY or else OPENAI_API_KEY.
//   - AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY, and the deployment's name in
//     CUTTINGS_MODEL or else AZURE_OPENAI_DEPLOYMENT.
//   - OPENAI_API_KEY: OpenAI, or the server at OPENAI_BASE_URL; the model is
//     CUTTINGS_MODEL or else [DefaultModel].
//
// And for each: CUTTINGS_MODEL_TIMEOUT ("30s"), CUTTINGS_MODEL_TOKENS and
// CUTTINGS_MODEL_USER_TOKENS (a day's budgets), CUTTINGS_MODEL_EXTRA (a JSON
// object merged into each request).
//
// Space around a value doesn't count: a key read from a file ends in a newline.
func FromEnv(getenv func(string) string) (Config, bool, error) {
	getenv = trimmed(getenv)
	var c Config
	model, key := getenv("CUTTINGS_MODEL"), getenv("OPENAI_API_KEY")
	named, keyed := "CUTTINGS_MODEL_URL", "OPENAI_API_KEY" // the settings of URL and key
	switch {
	case getenv("CUTTINGS_MODEL_URL") != "":
		c.URL, c.Model = getenv("CUTTINGS_MODEL_URL"), model
		if getenv("CUTTINGS_MODEL_KEY") != "" {
			keyed = "CUTTINGS_MODEL_KEY"
		}
		c.Key = Secret(getenv(keyed))
		if model == "" {
			return unset("CUTTINGS_MODEL", "CUTTINGS_MODEL_URL", "name the model that the server is to use")
		}
	case getenv("AZURE_OPENAI_ENDPOINT") != "":
		named, keyed = "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"
		c.URL, c.Model = getenv(named), cmp.Or(model, getenv("AZURE_OPENAI_DEPLOYMENT"))
		c.Key = Secret(getenv(keyed))
		switch {
		case c.Key == "":
			return unset(keyed, named, "both are needed")
		case c.Model == "":
			return unset("AZURE_OPENAI_DEPLOYMENT", named, "name the deployment of the model")
		}
	case key != "":
		named = "OPENAI_BASE_URL"
		base := getenv(named)
		if base != "" && model == "" {
			return unset("CUTTINGS_MODEL", named, "name the model that the server is to use")
		}
		c.URL, c.Model, c.Key = cmp.Or(base, DefaultURL), cmp.Or(model, DefaultModel), Secret(key)
	case model != "":
		return unset("CUTTINGS_MODEL_URL", "CUTTINGS_MODEL", "set the server's URL, or OPENAI_API_KEY for OpenAI")
	case getenv("CUTTINGS_MODEL_KEY") != "":
		return unset("CUTTINGS_MODEL_URL", "CUTTINGS_MODEL_KEY", "set the server's URL, or OPENAI_API_KEY for OpenAI")
	case getenv("AZURE_OPENAI_API_KEY") != "":
		return unset("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "both are needed")
	default:
		return Config{}, false, nil
	}
	if err := c.more(getenv); err != nil {
		return Config{}, false, err
	}
	return c.checked(named, keyed)
}

func trimmed(getenv func(string) string) func(string) string {
	return func(name string) string { return strings.TrimSpace(getenv(name)) }
}

// unset is the error of half a pair.
func unset(missing, given, hint string) (Config, bool, error) {
	return Config{}, false, &SettingError{missing, "isn't set, but " + given + " is", hint}
}

// checked is a whole configuration, or what is wrong with its URL or key.
func (c Config) checked(urlSetting, keySetting string) (Config, bool, error) {
	if _, err := baseURL(c.URL); err != nil {
		example := "http://localhost:11434/v1"
		if urlSetting == "AZURE_OPENAI_ENDPOINT" {
			example = "https://NAME.openai.azure.com"
		}
		return Config{}, false, &SettingError{urlSetting, "can't be used: " + err.Error(), "for example " + example}
	}
	if !c.Key.sendable() {
		return Config{}, false, &SettingError{keySetting, "holds characters that no key has", "copy the key anew, as one line"}
	}
	return c, true, nil
}

// more reads the settings that each server has.
func (c *Config) more(getenv func(string) string) error {
	if s := getenv("CUTTINGS_MODEL_TIMEOUT"); s != "" {
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 {
			return &SettingError{"CUTTINGS_MODEL_TIMEOUT", fmt.Sprintf("is %q, which is no time", s), "for example 30s"}
		}
		c.Timeout = d
	}
	for name, into := range map[string]*int{"CUTTINGS_MODEL_TOKENS": &c.Budget.Day, "CUTTINGS_MODEL_USER_TOKENS": &c.Budget.UserDay} {
		if s := getenv(name); s != "" {
			n, err := strconv.Atoi(s)
			if err != nil || n <= 0 {
				return &SettingError{name, fmt.Sprintf("is %q, which is no number of tokens", s), "for example 200000; unset is no limit"}
			}
			*into = n
		}
	}
	if s := getenv("CUTTINGS_MODEL_EXTRA"); s != "" {
		if err := json.Unmarshal([]byte(s), &c.ExtraBody); err != nil || c.ExtraBody == nil {
			return &SettingError{"CUTTINGS_MODEL_EXTRA", "is no JSON object", `for example {"top_k": 1}`}
		}
	}
	return nil
}

// EmbedFromEnv reads where embeddings are made: CUTTINGS_EMBED_URL and
// CUTTINGS_EMBED_MODEL, with CUTTINGS_EMBED_KEY or else OPENAI_API_KEY. False
// means that the bundled model is to be used. An error is a [*SettingError].
func EmbedFromEnv(getenv func(string) string) (Config, bool, error) {
	getenv = trimmed(getenv)
	base, model := getenv("CUTTINGS_EMBED_URL"), getenv("CUTTINGS_EMBED_MODEL")
	switch {
	case base == "" && model == "":
		return Config{}, false, nil
	case base == "":
		return unset("CUTTINGS_EMBED_URL", "CUTTINGS_EMBED_MODEL", "set the server's URL, for OpenAI "+DefaultURL)
	case model == "":
		return unset("CUTTINGS_EMBED_MODEL", "CUTTINGS_EMBED_URL", "name the model that the server is to use")
	}
	keyed := "CUTTINGS_EMBED_KEY"
	if getenv(keyed) == "" {
		keyed = "OPENAI_API_KEY"
	}
	return Config{URL: base, Model: model, Key: Secret(getenv(keyed))}.checked("CUTTINGS_EMBED_URL", keyed)
}
