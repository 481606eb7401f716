package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/retrieval"
)

// tokens are the words and punctuation marks of a sentence.
type tokens []token

type token struct {
	text, folded string
	owns         bool // a plural possessive: protesters'
}

var tokenRE = regexp.MustCompile(`[\p{L}\p{N}\p{M}](?:['’.&-]?[\p{L}\p{N}\p{M}])*\.?|["“”,;:()?!–—]|\.{3}|…`)

func sentenceTokens(s string) tokens {
	var out tokens
	for _, at := range tokenRE.FindAllStringIndex(s, -1) {
		t := s[at[0]:at[1]]
		if strings.HasSuffix(t, ".") && !titles[strings.TrimSuffix(strings.ToLower(t), ".")] && utf8.RuneCountInString(t) > 2 && strings.Count(t, ".") == 1 {
			t = t[:len(t)-1]
			out = append(out, token{text: t, folded: retrieval.Fold(t)}, token{text: ".", folded: "."})
			continue
		}
		if last := len(out) - 1; generations[strings.TrimSuffix(t, ".")] && last > 0 && out[last].text == "," {
			out = out[:last] // Joseph R. Biden, Jr., declared
		}
		owns := strings.HasSuffix(t, "s") && (strings.HasPrefix(s[at[1]:], "'") || strings.HasPrefix(s[at[1]:], "’"))
		out = append(out, token{t, retrieval.Fold(t), owns})
	}
	return out
}

// is reports whether the token at i, if there is one, is one of the words.
func (s tokens) is(i int, words ...string) bool {
	return i >= 0 && i < len(s) && slices.Contains(words, s[i].folded)
}

// stops reports whether a phrase can't go on at i: past either end, or at a mark.
func (s tokens) stops(i int) bool {
	return i < 0 || i >= len(s) || !unicode.IsLetter(firstRune(s[i].text)) && !unicode.IsDigit(firstRune(s[i].text))
}

func (s tokens) capital(i int) bool {
	return i >= 0 && i < len(s) && unicode.IsUpper(firstRune(s[i].text))
}

func (s tokens) allCapital(from, to int) bool {
	for i := from; i < to; i++ {
		if !s.capital(i) {
			return false
		}
	}
	return true
}

func (s tokens) join(from, to int) string {
	var words []string
	for _, t := range s[from:to] {
		words = append(words, t.text)
	}
	return strings.Join(words, " ")
}

// titles are abbreviations that a full stop doesn't end a phrase after.
var titles = set(`mr mrs ms dr st sen gen rep gov lt col prof rev jr sr`)

// generations end a name, behind a comma or not.
var generations = set(`Jr Sr II III`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
