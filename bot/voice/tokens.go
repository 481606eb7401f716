package voice

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// tokens are the words and punctuation marks of a sentence.
type tokens []Token

// A Token is a word or a punctuation mark.
type Token struct {
	// Text is as it is written, without format characters and the full stop of a sentence.
	Text   string
	folded string
	// start is where it begins in the sentence, in bytes.
	start int
	// Owns says that it is a plural possessive: protesters'
	Owns bool
}

// tokenRE takes format characters inside a word along; see [retrieval.Words].
var tokenRE = regexp.MustCompile(`[\p{L}\p{N}\p{M}](?:\p{Cf}*['’.&-]?\p{Cf}*[\p{L}\p{N}\p{M}])*\.?|["“”,;:()?!–—]|\.{3}|…`)

// Tokens are the words and punctuation marks of a sentence, in order; a comma before
// "Jr." and the like is left out.
func Tokens(sentence string) []Token { return sentenceTokens(sentence) }

func sentenceTokens(s string) tokens {
	var out tokens
	for _, at := range tokenRE.FindAllStringIndex(s, -1) {
		t := retrieval.WithoutFormat(s[at[0]:at[1]])
		if strings.HasSuffix(t, ".") && !titles[strings.TrimSuffix(strings.ToLower(t), ".")] && utf8.RuneCountInString(t) > 2 && strings.Count(t, ".") == 1 {
			t = t[:len(t)-1]
			out = append(out, Token{Text: t, folded: retrieval.Fold(t), start: at[0]}, Token{Text: ".", folded: ".", start: at[1] - 1})
			continue
		}
		if last := len(out) - 1; generations[strings.TrimSuffix(t, ".")] && last > 0 && out[last].Text == "," {
			out = out[:last] // Joseph R. Biden, Jr., declared
		}
		owns := strings.HasSuffix(t, "s") && (strings.HasPrefix(s[at[1]:], "'") || strings.HasPrefix(s[at[1]:], "’"))
		out = append(out, Token{t, retrieval.Fold(t), at[0], owns})
	}
	return out
}

// is reports whether the token at i, if there is one, is one of the words.
func (s tokens) is(i int, words ...string) bool {
	return i >= 0 && i < len(s) && slices.Contains(words, s[i].folded)
}

// stops reports whether a phrase can't go on at i: past either end, or at a mark.
func (s tokens) stops(i int) bool {
	return i < 0 || i >= len(s) || !unicode.IsLetter(firstRune(s[i].Text)) && !unicode.IsDigit(firstRune(s[i].Text))
}

func (s tokens) capital(i int) bool {
	return i >= 0 && i < len(s) && unicode.IsUpper(firstRune(s[i].Text))
}

// nameEnd is where the name ends that begins at i: a run of words with a capital, with "de"
// and the like between them, but not "of". It is i if there is none.
func (s tokens) nameEnd(i int) int {
	end := i
	for next := i; next < len(s); next++ {
		switch {
		case s.capital(next):
			end = next + 1
		case next == i || !joins[s[next].folded] || s.is(next, "of"):
			return end
		}
	}
	return end
}

// afterClock are the tokens behind a time of day with which a sentence begins that reports as
// things go on: "09:40 The mayor says …", "9.40 p.m. – The mayor says …".
func (s tokens) afterClock() tokens {
	n := 0
	switch {
	case len(s) > 2 && clockHour.MatchString(s[0].Text) && s.is(1, ":") && clockMinute.MatchString(s[2].Text):
		n = 3
	case len(s) > 0 && clockTime.MatchString(s[0].Text):
		n = 1
	default:
		return s
	}
	for n < len(s) && (s.is(n, "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "gmt", "utc", "cet", "bst", "est", "et", "–", "—", ":", ".")) {
		n++
	}
	return s[n:]
}

var (
	clockHour   = regexp.MustCompile(`^(?:[01]?\d|2[0-4])$`)
	clockMinute = regexp.MustCompile(`^[0-5]\d(?:[ap]m)?$`)
	clockTime   = regexp.MustCompile(`^(?:[01]?\d|2[0-4])\.[0-5]\d(?:[ap]m)?$`)
)

func (s tokens) join(from, to int) string {
	var words []string
	for _, t := range s[from:to] {
		words = append(words, t.Text)
	}
	return strings.Join(words, " ")
}

// titles are abbreviations that a full stop doesn't end a phrase after.
var titles = lexicon.Set(`mr mrs ms dr st sen gen rep gov lt col prof rev jr sr`)

// generations end a name, behind a comma or not.
var generations = lexicon.Set(`Jr Sr II III`)

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
