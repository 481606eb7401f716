package bot

import (
	"slices"
	"strings"

	"cuttings/retrieval"
)

// sameStatement is the share of the shorter sentence's content words that two
// sentences must share to be one statement.
const sameStatement = 0.6

// points groups citations, numbered from 1 in the order of chosen, into
// statements: a citation joins the first point whose lead says the same.
func points(chosen []*candidate) []Point {
	var out []Point
	var leads []*candidate
next:
	for i, c := range chosen {
		for j, lead := range leads {
			if lead.sentence.Article != c.sentence.Article && saysSame(lead.sentence.Text, c.sentence.Text) {
				out[j].Citations = append(out[j].Citations, i+1)
				continue next
			}
		}
		out = append(out, Point{Speaker: c.voice.speaker, Citations: []int{i + 1}})
		leads = append(leads, c)
	}
	return out
}

// saysSame reports whether two sentences make one statement: they share most of
// their content words, and neither holds a figure or a quoted phrase where the
// other has another.
func saysSame(a, b string) bool {
	wa, wb := contentStems(a), contentStems(b)
	if len(wa) == 0 || len(wb) == 0 {
		return false
	}
	if len(wa) > len(wb) {
		wa, wb = wb, wa
	}
	shared := 0
	for _, w := range wa {
		if holds(wb, w) {
			shared++
		}
	}
	return float64(shared) >= sameStatement*float64(len(wa)) && agree(numeral.FindAllString(a, -1), numeral.FindAllString(b, -1)) &&
		agree(quotedIn(a), quotedIn(b))
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

func contentStems(s string) []string {
	var out []string
	for _, w := range retrieval.Words(s) {
		if f := retrieval.Fold(w.Text); w.Content && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
