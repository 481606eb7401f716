package claim

import (
	"fmt"
	"slices"

	"cuttings/bot/lexicon"
)

// replaced: no word stands where the sentence has another one of its kind: "a red
// line" isn't carried by "a yellow line", though all else is. A word of the claim that
// the sentence doesn't hold was put in the place of one that the claim doesn't hold if
// both stand between the same neighbours.
func (c *check) replaced() string {
	for i, x := range c.terms {
		if !c.missing(i) || c.terms.verbAt(i) {
			continue // two verbs may say the same, though no lexicon has them so
		}
		k := c.unitOf[i]
		left, right := c.anchor(i, -1), c.anchor(i, 1)
		if left < 0 && right < 0 {
			continue
		}
		if y, ok := c.between(k, left, right, x); ok {
			return fmt.Sprintf("says “%s” where they say “%s”", x.text, y.text)
		}
	}
	return ""
}

// missing reports whether the term at i is a word of content that its unit lacks.
func (c *check) missing(i int) bool {
	x := c.terms[i]
	return x.kind == termContent && !x.light && !c.matches[i].found
}

// anchor is where the unit of the term at i holds the nearest term of the claim before
// it (step -1) or behind it (1); -1 if that isn't there, or another is missing between.
func (c *check) anchor(i, step int) int {
	for j := i + step; j >= 0 && j < len(c.terms); j += step {
		x := c.terms[j]
		switch {
		case x.kind == termMark:
			return -1
		case !x.counts() || x.light && !c.matches[j].found:
			continue
		case c.unitOf[j] != c.unitOf[i] || c.matches[j].at < 0:
			return -1
		}
		return c.matches[j].at
	}
	return -1
}

// slotReach is how far from its only neighbour a word may stand that was replaced.
const slotReach = 3

// between finds a word of unit k between two of its terms, or near one of them, that
// the claim doesn't hold and that is of x's kind.
func (c *check) between(k, left, right int, x term) (term, bool) {
	u := c.units[k]
	from, to := left+1, right
	switch {
	case left < 0:
		from = max(0, right-slotReach)
	case right < 0:
		to = min(len(u.terms), left+1+slotReach)
	case right < left:
		return term{}, false
	}
	var only term
	found := 0
	for j := from; j < to; j++ {
		y := u.terms[j]
		if y.kind == termMark && (left < 0 || right < 0) {
			if left < 0 {
				found = 0
				continue
			}
			break
		}
		if y.kind != termContent || y.light || negators[y.folded] || u.terms.verbAt(j) || c.holdsTerm(k, j) || !lexicon.Alike(x.folded, y.folded) || u.meansBefore(j, x) {
			continue
		}
		only = y
		found++
	}
	return only, found == 1
}

// meansBefore reports whether the noun at j may mean what the sentences before call otherwise:
// "the vessel" the ferry that they tell of, if they tell of no vessel.
func (u *unit) meansBefore(j int, x term) bool {
	i := u.terms.dependent(j, "det")
	before := func(w string) bool { return slices.ContainsFunc(u.near, func(y term) bool { return y.folded == w }) }
	return i != noTerm && u.terms[i].folded == "the" && before(x.folded) && !before(u.terms[j].folded)
}

// holdsTerm reports whether a term of the claim is matched by the term at j of unit k.
func (c *check) holdsTerm(k, j int) bool { return c.holder(k, j) != noTerm }
