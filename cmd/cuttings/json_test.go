package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
)

// TestJSONContract holds the fields of --json, on the emptiest reply and on a
// full one: each is there, in this order, and nothing is null.
// testdata/script/ask_json.txtar holds the values.
func TestJSONContract(t *testing.T) {
	citation := []string{"number", "article", "title", "outlet", "published", "url", "passage", "start", "end", "quote"}
	want := map[string][]string{
		"":           {"question", "answered", "text", "reason", "missing", "mode", "notice", "dropped", "usage", "citations", "closest", "timings_ms"},
		"citations":  citation,
		"closest":    citation,
		"timings_ms": {"search", "read", "total"},
		"dropped":    {"text", "reason"},
		"usage":      {"prompt", "completion"},
	}
	full := bot.Reply{Dropped: []bot.Dropped{{}}, Citations: []bot.Citation{{}}, Closest: []bot.Citation{{}}}
	for name, r := range map[string]bot.Reply{"empty": {}, "full": full} {
		line, err := jsonLine(replyJSON(r))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, "null") {
			t.Errorf("%s: null in %s", name, line)
		}
		for field, got := range keys(t, line) {
			if diff := cmp.Diff(want[field], got); diff != "" {
				t.Errorf("%s: fields of %q (-want +got):\n%s", name, field, diff)
			}
		}
	}
}

// keys returns the keys of a JSON object and of the objects under its keys, in order.
func keys(t *testing.T, object string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	var path []string // of keys
	var walk func(dec *json.Decoder)
	walk = func(dec *json.Decoder) {
		token, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		delim, _ := token.(json.Delim)
		for delim != 0 && dec.More() {
			if delim == '[' {
				walk(dec)
				continue
			}
			key, _ := dec.Token()
			at := strings.Join(path, ".")
			found[at] = append(found[at], key.(string))
			path = append(path, key.(string))
			walk(dec)
			path = path[:len(path)-1]
		}
		if delim != 0 {
			dec.Token() // its end
		}
	}
	walk(json.NewDecoder(strings.NewReader(object)))
	return found
}

// TestJSONLine: a line is one line of valid JSON whatever the texts hold, and
// gives them back.
func TestJSONLine(t *testing.T) {
	for _, s := range []string{"plain", "<b>&amp;</b>", "line\nbreak\r\u2028\u0085", "\x00\x1b\x7f", `"\`, "é中👩‍🚀"} {
		line, err := jsonLine(replyJSON(bot.Reply{Question: s, Citations: []bot.Citation{{Quote: s}}}))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
			t.Errorf("%q: not one line: %q", s, line)
		}
		dec := json.NewDecoder(strings.NewReader(line))
		dec.DisallowUnknownFields()
		var back jsonReply
		if err := dec.Decode(&back); err != nil {
			t.Errorf("%q: %v", s, err)
			continue
		}
		if back.Question != s || back.Citations[0].Quote != s {
			t.Errorf("%q comes back as %q and %q", s, back.Question, back.Citations[0].Quote)
		}
	}
	line, err := jsonLine(errorJSON("a\xffb", errNothing{}))
	if err != nil || !json.Valid([]byte(line)) || !strings.Contains(line, `"a\ufffdb"`) {
		t.Errorf("invalid UTF-8: %q, %v", line, err)
	}
}

type errNothing struct{}

func (errNothing) Error() string { return "nothing" }

// TestJSONHelp: `cuttings help json` names every field.
func TestJSONHelp(t *testing.T) {
	line, err := jsonLine([]any{
		replyJSON(bot.Reply{Closest: []bot.Citation{{}}}),
		errorJSON("", errNothing{}),
		sourcesJSON("", []bot.Source{{}}),
		summaryJSON(bot.Summary{Points: []bot.SummaryPoint{{}}}),
		version(),
		jsonRow{},
	})
	if err != nil {
		t.Fatal(err)
	}
	words := strings.FieldsFunc(jsonHelp, func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789_", r) })
	for at, names := range keys(t, line) {
		for _, name := range names {
			if !slices.Contains(words, name) {
				t.Errorf("help json doesn't name %q of %q", name, at)
			}
		}
	}
}
