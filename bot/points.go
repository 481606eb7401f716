package bot

import (
	"math"
	"slices"
	"strings"

	"cuttings/retrieval"
)

// sameStatement is the share of the rarer content words that two sentences must
// share to be one statement: of the shorter one's words, weighed by how few
// sentences of the coverage hold them.
const sameStatement = 0.6

// points groups citations, numbered from 1 in the order of chosen, into
// statements: a citation joins the first point whose lead says the same in
// another report.
func (b *Bot) points(chosen []*candidate) []Point {
	var out []Point
	var leads []*candidate
next:
	for i, c := range chosen {
		for j, lead := range leads {
			within, _ := b.shared(lead.Sentence, c.Sentence)
			if lead.sentence.Article != c.sentence.Article && within >= sameStatement && consistent(lead.sentence.Text, c.sentence.Text) {
				out[j].Citations = append(out[j].Citations, i+1)
				continue next
			}
		}
		out = append(out, Point{Speaker: c.voice.display, Citations: []int{i + 1}})
		leads = append(leads, c)
	}
	return out
}

// shared says how much of their content words two sentences have in common,
// each word counting by its rarity in the coverage: within is the share of the
// shorter one's words that the other has too, both the cosine of the two sets.
// Both lie in [0, 1].
func (b *Bot) shared(x, y int) (within, both float64) {
	wx, wy := b.content[x], b.content[y]
	var sx, sy, common float64
	for _, w := range wx {
		r := b.rarity(w)
		sx += r
		if holds(wy, w) {
			common += r
		}
	}
	for _, w := range wy {
		sy += b.rarity(w)
	}
	if sx == 0 || sy == 0 {
		return 0, 0
	}
	return min(1, common/min(sx, sy)), min(1, common/math.Sqrt(sx*sy))
}

// rarity of a folded word: the logarithm of one in how many sentences holds it.
func (b *Bot) rarity(w string) float64 {
	return math.Log(1 + float64(len(b.content))/float64(b.holding[w]))
}

// consistent reports whether neither sentence holds a figure or a quoted phrase
// where the other has another.
func consistent(a, b string) bool {
	return agree(numeral.FindAllString(a, -1), numeral.FindAllString(b, -1)) && agree(quotedIn(a), quotedIn(b))
}

// agree reports whether one list holds all of the other, or one is empty.
func agree(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y string) bool { return strings.Contains(y, x) || strings.Contains(x, y) }) {
			return false
		}
	}
	return true
}

// quotedIn are the folded phrases between double quotation marks.
func quotedIn(s string) []string {
	var out []string
	parts := strings.Split(retrieval.Fold(s), `"`)
	for i := 1; i+1 < len(parts); i += 2 {
		out = append(out, strings.Trim(parts[i], " .,;"))
	}
	return out
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
