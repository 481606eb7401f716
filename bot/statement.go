package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// Two sentences make one statement if their words are as alike as sameWords, and
// these together with the words that aren't names as sameBoth: sentences about
// the same people share the names without saying the same. Both are cosines (see
// [vocabulary.shared]), so their sum is at most 2. Chosen by reading the pairs of
// the developer coverages.
const (
	sameWords = 0.4
	sameBoth  = 0.8
	// sameOfOthers is from where on only the names tell two statements apart.
	sameOfOthers = 0.75
)

// A statement is what is compared of a sentence.
type statement struct {
	words, notNames, figures, quoted []string
	// corrects says that it corrects a report, or tells what an earlier one said.
	corrects bool
}

func (v vocabulary) statement(text string) statement {
	s := statement{words: retrieval.ContentWords(text), figures: figures(text), quoted: quotedIn(text), corrects: correcting.MatchString(text)}
	for _, w := range s.words {
		if !v.IsName(w) {
			s.notNames = append(s.notNames, w)
		}
	}
	return s
}

// same reports whether two sentences make one statement: they quote the same, or
// their words are alike, and neither holds figures or quoted words where the
// other has others, or is a correction where the other is none.
func (v vocabulary) same(x, y statement) bool {
	return x.corrects == y.corrects && v.alike(x, y)
}

// alike reports whether two sentences tell the same, whether or not one corrects the other.
func (v vocabulary) alike(x, y statement) bool {
	return agree(x.figures, y.figures, func(a, b string) bool { return a == b }) && v.alikeBut(x, y)
}

// alikeBut reports whether two sentences tell the same, whatever their figures.
func (v vocabulary) alikeBut(x, y statement) bool {
	if !agree(x.quoted, y.quoted, eitherContains) {
		return false
	}
	if len(x.quoted) > 0 && len(y.quoted) > 0 {
		return true
	}
	words, notNames := v.shared(x.words, y.words), v.shared(x.notNames, y.notNames)
	if notNames >= sameOfOthers && v.namesMore(x, y) && v.namesMore(y, x) {
		return false
	}
	return words >= sameWords && words+notNames >= sameBoth
}

// namesMore reports whether x holds a name that y doesn't, dates aside.
func (v vocabulary) namesMore(x, y statement) bool {
	return slices.ContainsFunc(x.words, func(w string) bool {
		return v.IsName(w) && !holds(y.words, w) && !dateRE.MatchString(w)
	})
}

// agree reports whether one list holds all of the other, or one is empty.
func agree(a, b []string, same func(x, y string) bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y string) bool { return same(x, y) }) {
			return false
		}
	}
	return true
}

func eitherContains(x, y string) bool { return strings.Contains(x, y) || strings.Contains(y, x) }

// figure matches a number or a range of two ("9-10", "1,200", "5.5").
var figure = regexp.MustCompile(`\d+(?:[.,:]\d+)*(?:[-–]\d+(?:[.,:]\d+)*)?|(?i)\b(?:` + numberWord + `)\b`)

var numberWord = strings.ReplaceAll(lexicon.NumberWords, ` `, `|`)

// figures are the numbers in a text, each in one form: "fifty" and "50" are alike.
func figures(s string) []string {
	var out []string
	for _, f := range figure.FindAllString(s, -1) {
		f = strings.ToLower(strings.NewReplacer(",", "", "–", "-").Replace(f))
		if v := lexicon.Number(f); v != "" {
			f = v
		}
		out = append(out, f)
	}
	return out
}

// quotedIn are the folded phrases between double quotation marks, of several
// words: one word is a manner of speaking. A mark without its partner in the
// text quotes nothing.
func quotedIn(s string) []string {
	var out []string
	start, before := -1, ' '
	for i, r := range s {
		opens := r == '“' || r == '"' && start < 0 && !inWord(before) && !unicode.IsPunct(before)
		switch {
		case opens:
			start = i + utf8.RuneLen(r)
		case (r == '”' || r == '"') && start >= 0:
			if q := strings.Trim(retrieval.Fold(s[start:i]), " .,;"); strings.Contains(q, " ") {
				out = append(out, q)
			}
			start = -1
		}
		before = r
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
