package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cuttings/corpus"
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
// with an apostrophe, a hyphen, a full stop or an ampersand kept between two of
// them ("D'Souza", "9-10", "U.S", "AT&T"), and format characters (a soft hyphen, a
// zero-width space). A possessive 's is left out.
func Words(question string) []Word {
	var out []Word
	starts := sentenceStarts(question)
	shouted := strings.ToUpper(question) == question // capitals say nothing
	for at := 0; at < len(question); {
		start := at + strings.IndexFunc(question[at:], inWord)
		if start < at {
			break
		}
		end := wordEnd(question, start)
		if strings.Contains(question[at:start], ":") {
			starts[start] = true
		}
		at = end
		text := strings.TrimSuffix(strings.TrimSuffix(question[start:end], "'s"), "’s")
		w := Word{Text: text, Start: start, End: start + len(text), Content: !stopWord(text)}
		if initials[text] && !shouted {
			w.Content = true
		}
		if !shouted && unicode.IsUpper(firstRune(text)) {
			// A capital at the start says nothing, unless more follow ("NATO").
			w.Capital = w.Content && (!starts[start] || len(text) > 1 && strings.ToUpper(text) == text)
		}
		out = append(out, w)
	}
	return out
}

// parts are the words between the hyphens of a word.
func (w Word) parts() []Word {
	var out []Word
	at := w.Start
	for text := range strings.SplitSeq(w.Text, "-") {
		part := Word{Text: text, Start: at, End: at + len(text), Content: !stopWord(text) || initials[text]}
		part.Capital = w.Capital && part.Content && unicode.IsUpper(firstRune(text))
		out = append(out, part)
		at = part.End + 1
	}
	return out
}

// spellings are the ways in which the coverage may write a word: initials stand
// with and without full stops.
func (w Word) spellings() []string {
	letters := strings.ReplaceAll(w.Text, ".", "")
	n := len(letters)
	if n < 2 || n > 5 || strings.ContainsFunc(letters, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		return []string{w.Text}
	}
	return []string{letters, strings.Join(strings.Split(letters, ""), ".")}
}

// sentenceStarts are the places of the words that a sentence begins with.
func sentenceStarts(text string) map[int]bool {
	starts := map[int]bool{}
	for _, s := range corpus.Sentences(text) {
		if i := strings.IndexFunc(s.Of(text), inWord); i >= 0 {
			starts[s.Start+i] = true
		}
	}
	return starts
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// wordEnd is where the word that begins at start ends.
func wordEnd(s string, start int) int {
	for i := start; i < len(s); {
		if r, n := utf8.DecodeRuneInString(s[i:]); inWord(r) {
			i += n
			continue
		}
		next := strings.TrimLeftFunc(s[i:], isFormat)
		if r, n := utf8.DecodeRuneInString(next); strings.ContainsRune("'’-.&", r) {
			next = strings.TrimLeftFunc(next[n:], isFormat)
		}
		if !inWord(firstRune(next)) {
			return i
		}
		i = len(s) - len(next)
	}
	return len(s)
}

// isFormat reports whether r is a character that only says how text is set: a soft
// hyphen, a zero-width space or joiner, a byte order mark.
func isFormat(r rune) bool { return unicode.Is(unicode.Cf, r) }

// WithoutFormat is a text without the characters that only say how it is set: soft hyphens,
// zero-width spaces and joiners, byte order marks.
func WithoutFormat(s string) string {
	return strings.Map(func(r rune) rune {
		if isFormat(r) {
			return -1
		}
		return r
	}, s)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// stopWord reports whether a word says nothing about what is asked for. Of a
// contraction ("didn't", "they’re") that is so if it is of what is contracted.
func stopWord(word string) bool {
	w := Fold(word)
	if stop[w] || stop[strings.TrimSuffix(w, "n't")] {
		return true
	}
	first, last, _ := strings.Cut(w, "'")
	return stop[first] && contracted[last]
}

var stop = setOf(`a an the of in on at to for by with from as and or but nor so yet if than then that this these those
	there here is was were are am be been being has had have having do does did doing done will would can could shall should may might must
	what who whom whose which when where why how i me my mine you your yours he him his she her hers it its we us our ours they them their theirs
	not no yes any some all both each every either neither such other others another much many more most less least few lot
	about into onto over under after before between during against through until up down out off again also just only very too
	say says said saying tell tells told telling ask asks asked according please give gave get got getting let make made one ones
	anyone someone something anything everything nothing ever never now
	can't won't shan't dont doesnt didnt isnt wasnt arent werent cant wont wouldnt couldnt shouldnt hasnt havent hadnt whats whos hows wheres im ive`)

// contracted are the ends of contractions.
var contracted = setOf("s d ll re ve m")

// initials are the stop words that are names when written in capitals.
var initials = map[string]bool{"US": true, "WHO": true, "IT": true}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// Fold maps what a search shouldn't tell apart onto one text: lower case,
// without diacritics and format characters, straight quotes, and letters such as ł
// and ß as ASCII spells them. The length in bytes may change.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(WithoutFormat(s)) {
		switch r = unicode.ToLower(r); {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == '“' || r == '”':
			b.WriteByte('"')
		case inASCII[r] != "":
			b.WriteString(inASCII[r])
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFD.String(b.String()) // what was taken out may have kept marks apart
}

// Searchable is a text as an index of words should take it in that knows of diacritics
// and case: without format characters, at which it would part words, and with the
// letters that aren't another with a diacritic as ASCII spells them.
func Searchable(s string) string {
	special := func(r rune) bool { return r >= utf8.RuneSelf && (isFormat(r) || inASCII[unicode.ToLower(r)] != "") }
	if !strings.ContainsFunc(s, special) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if special(r) {
			b.WriteString(inASCII[unicode.ToLower(r)])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// inASCII are the Latin letters that Unicode doesn't take apart, and those made of
// them, as they are usually written where there is only ASCII.
var inASCII = map[rune]string{
	'ł': "l", 'ø': "o", 'ǿ': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ŧ': "t", 'ı': "i",
	'þ': "th", 'ß': "ss", 'æ': "ae", 'ǽ': "ae", 'ǣ': "ae", 'œ': "oe",
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
