package bot

import (
	"math"
	"slices"
	"strings"

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

// holds reports whether one of the folded words is a form of w. A number has one
// form only.
func holds(words []string, w string) bool {
	if strings.ContainsAny(w, "0123456789") {
		return slices.Contains(words, w)
	}
	return slices.ContainsFunc(words, func(o string) bool { return retrieval.SameStem(o, w) })
}

func holdsAll(words, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !holds(words, w) })
}
