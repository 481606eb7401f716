package claim

import (
	"cmp"
	"fmt"
	"slices"

	"cuttings/bot/lexicon"
)

// swapped: two words of a sentence don't change places in the claim: where it destroyed
// "one group with rifle fire and two others with grenades", it didn't destroy one with
// grenades and two with rifle fire. Of the words that both hold, each of two stands right
// before or behind what stands there of the other in the sentence.
func (c *check) swapped() string {
	for k := range c.units {
		claimed := c.holding(k)
		own := slices.Clone(claimed)
		slices.SortFunc(own, func(i, j int) int { return cmp.Compare(c.matches[i].at, c.matches[j].at) })
		for range 2 { // what stands behind each, then what stands before it
			if i, j, ok := c.crossed(k, claimed, own); ok {
				return fmt.Sprintf("lets “%s” and “%s” change places", c.terms[i].text, c.terms[j].text)
			}
			slices.Reverse(claimed)
			slices.Reverse(own)
		}
	}
	if i, j, ok := c.around(); ok {
		return fmt.Sprintf("lets “%s” and “%s” change places", c.terms[i].text, c.terms[j].text)
	}
	for i, x := range c.terms {
		if turning[x.folded] && c.turnedRound(i) {
			return fmt.Sprintf("turns round what stands before and behind “%s”", x.text)
		}
	}
	return ""
}

// turning are words that say which of two comes first.
var turning = lexicon.Set(`followed preceded succeeded before after`)

// turnedRound reports whether what stands right before and behind the term at i stands
// behind and before the same word in the unit.
func (c *check) turnedRound(i int) bool {
	left, right := c.nextHeld(i, -1), c.nextHeld(i, 1)
	for left >= 0 && (spans[c.terms[left].folded] || c.terms[left].kind == termNumber) { // two weeks after
		left = c.nextHeld(left, -1)
	}
	if left < 0 || right < 0 || c.unitOf[left] != c.unitOf[right] {
		return false
	}
	at := -1
	for j, y := range c.units[c.unitOf[left]].terms {
		if y.folded != c.terms[i].folded {
			continue
		}
		if at >= 0 {
			return false
		}
		at = j
	}
	return at >= 0 && c.matches[right].at < at && at < c.matches[left].at
}

// nextHeld is the nearest term on one side of that at i that counts, if a unit holds it; else -1.
func (c *check) nextHeld(i, step int) int {
	for j := i + step; j >= 0 && j < len(c.terms) && c.terms[j].kind != termMark; j += step {
		if !c.terms[j].counts() || c.terms[j].light {
			continue
		}
		if !c.matches[j].found || c.matches[j].at < 0 {
			return -1
		}
		return j
	}
	return -1
}

// holding are the terms of the claim that the unit k holds, each in a place of its own.
func (c *check) holding(k int) []int {
	var out []int
	for i, x := range c.terms {
		if !x.counts() || x.light || c.unitOf[i] != k || !c.matches[i].found || c.matches[i].at < 0 {
			continue
		}
		if slices.ContainsFunc(out, func(j int) bool { return c.matches[j].at == c.matches[i].at }) {
			continue
		}
		out = append(out, i)
	}
	return out
}

// crossed finds two terms of which each follows in the one order on what the other
// follows on in the other order, unless the claim only lists them.
func (c *check) crossed(k int, claimed, own []int) (x, y int, ok bool) {
	next, place := map[int]int{}, map[int]int{}
	for n, i := range own {
		place[i] = n
		if n+1 < len(own) {
			next[i] = own[n+1]
		}
	}
	for n := 0; n+1 < len(claimed); n++ {
		for m := n + 2; m+1 < len(claimed); m++ {
			x, y := claimed[n+1], claimed[m+1]
			a, is := next[claimed[n]]
			b, too := next[claimed[m]]
			if is && too && a == y && b == x && place[claimed[n]] < place[claimed[m]] && c.exchangeable(k, x, y) && !c.listed(min(x, y), max(x, y)) {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

// exchangeable reports whether what two terms of unit k say is another thing when they
// change places: two names, numbers or days, or nouns behind prepositions; not those of
// which one stands behind "by" in the claim or in the unit alone, or each behind another that
// it keeps, nor numbers that keep unlike measures.
func (c *check) exchangeable(k, i, j int) bool {
	u := c.units[k]
	x, y := c.terms[i], c.terms[j]
	p, q := c.terms.preposition(i), c.terms.preposition(j)
	own, other := u.terms.preposition(c.matches[i].at), u.terms.preposition(c.matches[j].at)
	if c.terms.verbAt(i) || c.terms.verbAt(j) || dayTerms[x.folded] != dayTerms[y.folded] {
		return false
	}
	switch {
	case x.kind != y.kind:
		return false
	case (p == "by" || q == "by") != (own == "by" || other == "by"), p != q && p != "" && q != "" && p == own && q == other: // "from 5 to 3", "to 3 from 5"
		return false
	case x.kind == termNumber && c.unlikeMeasures(u, i, j):
		return false
	case x.kind == termName:
		return !sameName(x, y)
	case x.kind == termContent:
		return p != "" && q != "" && own != "" && other != ""
	}
	return true
}

// unlikeMeasures reports whether two numbers of the claim are of different measures, and of the
// same in unit u: 12 percent and the third quarter.
func (c *check) unlikeMeasures(u *unit, i, j int) bool {
	x, y := c.terms.measure(i), c.terms.measure(j)
	return x != y && x == u.terms.measure(c.matches[i].at) && y == u.terms.measure(c.matches[j].at)
}

// listed reports whether nothing but commas, "and" and the like stands between the terms
// from i to j, besides what is listed with them.
func (c *check) listed(i, j int) bool {
	return !slices.ContainsFunc(c.terms[i+1:j], func(x term) bool {
		return x.kind == termFunction && !listWords[x.folded] || x.kind == termContent && x.tag == "VERB"
	})
}

var listWords = lexicon.Set(`and or the a an`)

// aroundReach is how many words may stand between two names that change places around them.
const aroundReach = 8

// around finds two names between which the same words stand as in a unit between the
// second and the first: "Putin told Biden, according to the White House".
func (c *check) around() (x, y int, ok bool) {
	runs := c.terms.nameRuns()
	for n, a := range runs {
		for _, b := range runs[n+1:] {
			between := c.terms[a[1]:b[0]].spoken()
			if len(between) > aroundReach {
				break
			}
			k := c.unitOf[a[0]]
			if c.unitOf[b[0]] != k || !tells(between) || c.sameRun(a, c.terms, b) {
				continue
			}
			said := func(u *unit) bool { return c.inTurn(a, between, b, u.terms) }
			if c.inTurn(b, between, a, c.units[k].terms) && !slices.ContainsFunc(c.units, said) {
				return a[0], b[0], true
			}
		}
	}
	return 0, 0, false
}

// inTurn reports whether terms hold one name of the claim, words and another name of it in
// this order.
func (c *check) inTurn(first [2]int, words []string, second [2]int, u terms) bool {
	runs := u.nameRuns()
	for n, a := range runs {
		if !c.sameRun(first, u, a) {
			continue
		}
		if slices.ContainsFunc(runs[n+1:], func(b [2]int) bool {
			return c.sameRun(second, u, b) && slices.Equal(words, u[a[1]:b[0]].spoken())
		}) {
			return true
		}
	}
	return false
}

// nameRuns are where the names begin and end.
func (s terms) nameRuns() [][2]int {
	var out [][2]int
	for i := 0; i < len(s); i++ {
		if s[i].kind != termName {
			continue
		}
		from := i
		for i+1 < len(s) && s[i+1].kind == termName && !s[i].owns {
			i++
		}
		out = append(out, [2]int{from, i + 1})
	}
	return out
}

// sameRun reports whether a name of the claim and one of a unit's terms are the same, as
// written or as said otherwise, word by word.
func (c *check) sameRun(a [2]int, u terms, b [2]int) bool {
	if a[1]-a[0] != b[1]-b[0] {
		return false
	}
	for i := range a[1] - a[0] {
		if x, y := c.terms[a[0]+i], u[b[0]+i]; !sameName(x, y) || x.camp() != "" && x.folded != y.folded {
			return false
		}
	}
	return true
}

// spoken are the folded words, without marks.
func (s terms) spoken() []string {
	var out []string
	for _, x := range s {
		if x.kind != termMark {
			out = append(out, x.folded)
		}
	}
	return out
}

// tells reports whether words say of two what they don't say of the two turned round.
func tells(words []string) bool {
	told := false
	for _, w := range words {
		if symmetric[w] || w == "or" {
			return false
		}
		told = told || !functionWords[w] || linkWords[w]
	}
	return told
}
