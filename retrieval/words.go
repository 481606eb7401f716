package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Word is one word of a question.
type Word struct {
	Text string
	// Start and End are byte offsets in the question.
	Start, End int
	// Content is false for words that say nothing about what is asked for
	// (articles, auxiliaries, question words).
	Content bool
	// Capital says that it is written like a name: with a capital letter where
	// a common word would have none, or all in capitals.
	Capital bool
}

// Words splits a question into its words: runs of letters, digits and marks,
// with an apostrophe, a hyphen or a full stop kept between two of them ("D'Souza", "U.S", "9-10").
// A possessive 's is left out.
func Words(question string) []Word {
	var out []Word
	runes := []rune(question)
	offsets := make([]int, len(runes)+1)
	for i, at := 0, 0; i < len(runes); i++ {
		offsets[i] = at
		at += len(string(runes[i]))
		offsets[i+1] = at
	}
	inside := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]) || unicode.IsMark(runes[i]))
	}
	sentenceStart := true
	for i := 0; i < len(runes); {
		if !inside(i) {
			if strings.ContainsRune(".?!:", runes[i]) {
				sentenceStart = true
			}
			i++
			continue
		}
		j := i
		for inside(j) || j > i && j < len(runes) && strings.ContainsRune("'’-.&", runes[j]) && inside(j+1) {
			j++
		}
		end := j
		if s := string(runes[i:j]); strings.HasSuffix(s, "'s") || strings.HasSuffix(s, "’s") {
			end -= 2
		}
		if end == i {
			i = j
			continue
		}
		text := string(runes[i:end])
		lower := strings.ToLower(text)
		w := Word{Text: text, Start: offsets[i], End: offsets[end], Content: !stop[lower]}
		switch {
		case !unicode.IsUpper(firstRune(text)):
		case sentenceStart:
			// A capital at the start says nothing, unless more follow ("NATO").
			w.Capital = w.Content && len(text) > 1 && strings.ToUpper(text) == text
		default:
			w.Capital = w.Content
		}
		out = append(out, w)
		sentenceStart = false
		i = j
	}
	return out
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// stop are the words that say nothing about what is asked for.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`a an the of in on at to for by with from as and or but nor so yet if than then that this these those
		there here is was were are am be been being has had have having do does did doing done will would can could shall should may might must
		what who whom whose which when where why how i me my mine you your yours he him his she her hers it its we us our ours they them their theirs
		not no yes any some all both each every either neither such other others another much many more most less least few lot
		about into onto over under after before between during against through until up down out off again also just only very too
		say says said saying tell tells told telling ask asks asked according please give gave get got getting let make made one ones
		anyone someone something anything everything nothing ever never now s t d ll re ve m don doesn didn isn wasn aren weren won wouldn can't
		whats what's who's whos how's hows where's when's i'd i'm we're they're it's that's let's`) {
		m[w] = true
	}
	return m
}()

// Fold maps what a search shouldn't tell apart onto one text: lower case,
// without diacritics, straight quotes. The length in bytes may change.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == '“' || r == '”':
			b.WriteByte('"')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// SameStem reports whether two folded words are likely forms of one: equal, or
// alike up to endings of at most three letters after four or more.
func SameStem(a, b string) bool {
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 4 && len(a)-n <= 3 && len(b)-n <= 3
}
