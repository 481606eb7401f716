package claim

import (
	"fmt"
	"slices"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// names: a name stays with the words beside it.
func (c *check) names() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termName || !m.found || m.at < 0 || dayTerms[x.folded] || c.says(x) {
			continue
		}
		u := c.units[c.unitOf[i]]
		if c.sameBeside(i, u, m.at) || i <= 2 && c.terms.preposition(i) != "" && c.terms.preposition(i) == u.terms.preposition(m.at) {
			continue
		}
		if c.tied(i) {
			continue
		}
		near, far := 0, 0
		for _, step := range []int{-1, 1} {
			reach := 5
			if step > 0 {
				reach = 3
			}
			for j := i + step; j >= 0 && j < len(c.terms) && abs(j-i) <= reach && c.terms[j].kind != termMark; j += step {
				y := c.terms[j]
				if step > 0 && beForms[y.folded] {
					break // what it is or what was done to it stands behind
				}
				if y.kind != termContent || !c.matches[j].found || c.matches[j].at < 0 || c.unitOf[j] != c.unitOf[i] || y.light && !bodies[y.folded] || voice.Title(y.folded) && !bodies[y.folded] || voice.SpeechVerb(y.folded) || c.says(y) {
					continue
				}
				if u.besideAny(y, x, -step) || c.sameDoing(j, x, u) || c.linkedAlike(j, i, u) {
					near++
				} else {
					far++
				}
				break
			}
		}
		if near == 0 && far > 0 && !u.terms.adjunct(m.at) {
			return fmt.Sprintf("puts “%s” in another place", x.text)
		}
	}
	return ""
}

// linkedAlike reports whether the same preposition, and it alone, ties the name at i to
// the word at j before it in the claim and in a unit: "a meeting in Brussels between
// Russia and NATO".
func (c *check) linkedAlike(j, i int, u *unit) bool {
	p := c.terms.preposition(i)
	from, to := c.matches[j].at, c.matches[i].at
	if j > i && symmetric[c.terms[j].folded] && from < to {
		return u.terms.preposition(to) == "between" // they will meet
	}
	if j > i || p == "" || p != u.terms.preposition(to) || from >= to || u.terms[from].clause != u.terms[to].clause && p != "between" {
		return false
	}
	n := 0
	for _, y := range u.terms[from:to] {
		if y.folded == p {
			n++
		}
	}
	return n == 1
}

// sameBeside reports whether the words on both sides of the term at i are those
// beside the one at a place of the unit.
func (c *check) sameBeside(i int, u *unit, at int) bool {
	return i > 0 && at > 0 && i+1 < len(c.terms) && at+1 < len(u.terms) &&
		c.terms[i-1].folded == u.terms[at-1].folded && c.terms[i+1].folded == u.terms[at+1].folded
}

// sameDoing reports whether the claim has a name do what the verb at j says, or has it
// done to it, and the unit too.
func (c *check) sameDoing(j int, x term, u *unit) bool {
	at := c.matches[j].at
	if !c.terms.verbAt(j) || !u.terms.verbAt(at) {
		return false
	}
	claim, own := c.terms.doers(j), u.terms.doers(at)
	return among(terms{x}, claim.agents) && among(terms{x}, own.agents) || among(terms{x}, claim.patients) && among(terms{x}, own.patients)
}

// bodies are offices that belong to whoever is named beside them.
var bodies = lexicon.Set(`administration government ministry department office company agency service institute university commission committee council court`)

// besideAny reports whether a name is beside one of the places of a word.
func (u *unit) besideAny(y, x term, step int) bool {
	return slices.ContainsFunc(u.terms.places(y), func(at int) bool { return u.beside(at, x, step) })
}

// places are where a sentence holds a word or another for it.
func (s terms) places(y term) []int {
	var out []int
	for i, z := range s {
		if z.kind == termContent {
			if r := relate(y.folded, z.folded); r != lexicon.Unrelated && r != lexicon.Opposite {
				out = append(out, i)
			}
		}
	}
	return out
}

// beside reports whether the name nearest to a term of the unit, on the side that
// step points to or on the nearer one, is x.
func (u *unit) beside(at int, x term, step int) bool {
	nearest := func(step int) (int, bool) {
		for d, j := 1, at+step; j >= 0 && j < len(u.terms); d, j = d+1, j+step {
			if y := u.terms[j]; y.kind == termName && !dayTerms[y.folded] {
				return d, u.inRun(j, x)
			}
		}
		return 1 << 20, false
	}
	left, isLeft := nearest(-1)
	right, isRight := nearest(1)
	switch {
	case step < 0 && isLeft && left <= right+8, step > 0 && isRight && right <= left+8:
		return true
	case left <= right && isLeft, right <= left && isRight:
		return true
	}
	return left == 1<<20 && right == 1<<20
}

// inRun reports whether x is among the names that stand together at j.
func (u *unit) inRun(j int, x term) bool {
	joined := func(k int) bool {
		return u.terms[k].kind == termName || u.terms[k].folded == "and" || u.terms[k].folded == "the" || u.terms[k].kind == termMark && u.terms[k].text == "," || voice.Title(u.terms[k].folded) || voice.Joins(u.terms[k].folded)
	}
	from, to := j, j
	for from > 0 && joined(from-1) {
		from--
	}
	for to+1 < len(u.terms) && joined(to+1) {
		to++
	}
	return slices.ContainsFunc(u.terms[from:to+1], func(y term) bool { return y.kind == termName && sameName(x, y) })
}

// otherPlaces: what the sentence says of one place or person isn't said of another that
// only sentences before it name.
func (c *check) otherPlaces() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termName || !m.found || m.at >= 0 || m.rel != lexicon.Derived {
			continue
		}
		p := c.terms.preposition(i)
		if p == "" {
			continue
		}
		u := c.units[c.unitOf[i]]
		for j, y := range u.terms {
			if y.kind == termName && !dayTerms[y.folded] && u.terms.preposition(j) == p && !slices.ContainsFunc(c.terms, func(z term) bool { return z.kind == termName && sameName(z, y) }) {
				return fmt.Sprintf("puts “%s” where they say “%s”", x.text, y.text)
			}
		}
	}
	return ""
}

// preposition is that of the phrase in which the name at i stands, or empty.
func (s terms) preposition(i int) string {
	for j := i - 1; j >= 0 && j >= i-4 && s[j].kind != termMark; j-- {
		switch {
		case linkWords[s[j].folded]:
			return s[j].folded
		case s[j].kind == termContent && !voice.Title(s[j].folded) && lexicon.OnlyVerb(s[j].folded):
			return ""
		}
	}
	return ""
}

// turned are pairs of words that turn round what stands before them.
var turned = map[string]string{"for": "against", "against": "for", "from": "to", "to": "from", "into": "out", "with": "without", "without": "with", "before": "after", "after": "before", "above": "below", "below": "above", "up": "down", "down": "up"}
