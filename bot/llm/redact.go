package llm

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxDetail is how many characters of what a server said are kept.
const maxDetail = 200

// minKey is how many bytes a key has: less, such as "x", is a placeholder for a server
// that wants none, and part of words that must be understood.
const minKey = 4

// keyLike is what keys look like that aren't this client's own, or not whole:
// servers repeat them with stars in the middle.
var keyLike = regexp.MustCompile(`(?i)\b(sk|pk|key|api)[-_][\w*.…-]{6,}|\bbearer\s+\S+`)

// A redactor takes keys out of text.
type redactor struct{ keys *regexp.Regexp }

func newRedactor(cfg Config) redactor {
	var forms []string
	add := func(s Secret) {
		if len(s) < minKey {
			return
		}
		quoted, _ := json.Marshal(string(s))
		for _, form := range []string{string(s), string(quoted[1 : len(quoted)-1]), url.QueryEscape(string(s)), url.PathEscape(string(s))} {
			forms = append(forms, regexp.QuoteMeta(form))
		}
	}
	add(cfg.Key)
	for _, name := range slices.Sorted(maps.Keys(cfg.Header)) {
		add(cfg.Header[name])
	}
	if forms == nil {
		return redactor{}
	}
	return redactor{regexp.MustCompile("(?i)" + strings.Join(forms, "|"))}
}

// clean is text without keys and without characters that could hide one.
func (r redactor) clean(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if r.keys != nil {
		text = r.keys.ReplaceAllString(text, "(key)")
	}
	return keyLike.ReplaceAllString(text, "(key)")
}

// detail is text as it may be shown and logged: one short line without keys.
func (r redactor) detail(text string) string {
	text = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) {
			return ' '
		}
		return c
	}, r.clean(text))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxDetail {
		text = string(runes[:maxDetail]) + "…"
	}
	return text
}
