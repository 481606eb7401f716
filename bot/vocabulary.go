package bot

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"cuttings/retrieval"
)

// A vocabulary compares texts by the words of a coverage.
type vocabulary struct{ *retrieval.Vocabulary }

func (b *Bot) vocabulary() vocabulary { return vocabulary{b.coverage.Vocabulary()} }

// shared is the cosine of two lists of content words, each word weighed by its
// rarity in the coverage; it lies in [0, 1].
func (v vocabulary) shared(x, y []string) float64 {
	var xx, yy, xy float64
	for _, w := range x {
		weight := v.Rarity(w)
		xx += float64(weight * weight)
		if holds(y, w) {
			xy += float64(weight * weight)
		}
	}
	for _, w := range y {
		weight := v.Rarity(w)
		yy += float64(weight * weight)
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return min(1, xy/math.Sqrt(xx*yy))
}

// contentWords are the folded content words of a text, each once.
func contentWords(s string) []string {
	var out []string
	for _, w := range retrieval.Words(s) {
		if f := retrieval.Fold(w.Text); w.Content && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// holds reports whether one of the folded words is a form of w. A number has one
// form only.
func holds(words []string, w string) bool {
	if strings.ContainsAny(w, "0123456789") {
		return slices.Contains(words, w)
	}
	return slices.ContainsFunc(words, func(o string) bool { return retrieval.SameStem(o, w) })
}

// folded are the folded words of a text.
func folded(text string) []string { return strings.FieldsFunc(retrieval.Fold(text), notWord) }

func holdsAll(words, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !holds(words, w) })
}

// notWord parts the words of a folded text.
func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '&'
}
