package claim

import (
	"fmt"
	"slices"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// An edge ties a word of content to the one that governs it.
type edge struct {
	dependent, governor int // in the terms
	role                role
}

// A role is what a dependent is to its governor.
type role int

const (
	otherRole role = iota
	doer           // it does what the governor says
	undergoer      // it is done to it
	adjunct        // where, when, with what and the like
	describer      // what describes it
)

// edgeOf is the edge of the term at i to what governs it, read off the parse; false if
// nothing of content does. A word of a name, one joined by "and" and an apposition has
// the edge of what it belongs to.
func (s terms) edgeOf(i int) (edge, bool) {
	at := i
	for at != noTerm && belongs[s[at].relation] {
		at = s[at].head
	}
	if at == noTerm || s[at].head == noTerm {
		return edge{}, false
	}
	e := edge{dependent: i, governor: s[at].head}
	switch s[at].relation {
	case "nsubj", "csubj":
		e.role = doer
		if s[e.governor].tag != "VERB" {
			e.role = describer
		}
	case "obl:agent":
		e.role = doer
	case "nsubj:pass", "obj", "iobj":
		e.role = undergoer
	case "acl", "acl:relcl": // the noun that it describes does or undergoes it
		e = edge{dependent: s[at].head, governor: i, role: doer}
		if j := s.dependent(at, "nsubj"); s.passive(at) || j != noTerm && s[j].tag != "PRON" {
			e.role = undergoer
		}
	case "obl", "nmod", "advcl":
		e.role = adjunct
		if s.agentAt(e.governor) == at && s.passive(e.governor) {
			e.role = doer
		}
	case "amod", "nummod", "advmod", "compound":
		e.role = describer
	}
	return e, s[e.governor].counts()
}

var belongs = map[string]bool{"flat": true, "conj": true, "appos": true, "fixed": true, "goeswith": true, "list": true}

// places are where a unit holds a term, or another word for it.
func (u *unit) places(x term) []int {
	var out []int
	for j, y := range u.terms {
		same := false
		switch {
		case y.kind == termMark:
		case x.kind == termNumber:
			same = y.kind == termNumber && x.value == y.value || x.folded == y.folded
		case x.kind == termName:
			same = y.kind == termName && sameName(x, y) || y.folded == x.folded
		case y.kind >= termContent:
			r := relate(x.folded, y.folded)
			same = r != lexicon.Unrelated && r != lexicon.Opposite
		}
		if same {
			out = append(out, j)
		}
	}
	return out
}

// nearReach is how many edges are between two words that belong together.
const nearReach = 2

// tied reports whether the term at i hangs on the same word in the unit as in the
// claim, or near it, and not in the opposite role.
func (c *check) tied(i int) bool {
	e, ok := c.terms.edgeOf(i)
	if !ok || !c.bothIn(e) {
		return false
	}
	x, y := c.terms[e.dependent], c.terms[e.governor]
	if c.says(y) || voice.SpeechVerb(y.folded) {
		return false
	}
	u := c.units[c.unitOf[i]]
	return slices.ContainsFunc(u.places(x), func(d int) bool {
		return slices.ContainsFunc(u.places(y), func(g int) bool { return u.terms.near(d, g, e.role) })
	})
}

// bothIn reports whether one unit holds both ends of an edge in itself.
func (c *check) bothIn(e edge) bool {
	d, g := c.matches[e.dependent], c.matches[e.governor]
	return d.found && g.found && d.at >= 0 && g.at >= 0 && c.unitOf[e.dependent] == c.unitOf[e.governor]
}

// near reports whether the term at d hangs on the one at g, or is near it, and isn't
// what undergoes where the role is of one who does, or the other way round.
func (s terms) near(d, g int, r role) bool {
	is := func(of terms) bool { return slices.ContainsFunc(of, func(y term) bool { return y.word == s[d].word }) }
	switch {
	case d == g:
		return true
	case r == doer && s.verbAt(g) && is(s.doers(g).patients), r == undergoer && s.verbAt(g) && is(s.doers(g).agents):
		return false
	}
	return s.distance(d, g) <= nearReach
}

// far is the distance of terms that aren't in one tree.
const far = 1 << 20

// distance counts the edges between two terms, without those within a name or between
// words that "and" joins.
func (s terms) distance(a, b int) int {
	above := func(i int) map[int]int {
		out, n := map[int]int{}, 0
		for ; i != noTerm; i = s[i].head {
			out[i] = n
			if !belongs[s[i].relation] && s[i].relation != "compound" {
				n++
			}
		}
		return out
	}
	best, others := far, above(b)
	for i, n := range above(a) {
		if m, ok := others[i]; ok {
			best = min(best, n+m)
		}
	}
	return best
}

// numbered: what one number counts isn't what another counts: of "7 riders and 21
// veterans" there aren't 21 riders.
func (c *check) numbered() string {
	for i, x := range c.terms {
		if x.kind != termNumber || x.relation != "nummod" || x.head == noTerm || !c.bothIn(edge{dependent: i, governor: x.head}) {
			continue
		}
		u := c.units[c.unitOf[i]]
		counted := c.matches[x.head].at
		if c.terms.wordBehind(i) == "of" && u.terms.wordBehind(c.matches[i].at) == "of" || u.terms.partOf(c.matches[i].at, counted) {
			continue
		}
		if n := u.terms.dependent(counted, "nummod"); n != noTerm && u.terms[n].kind == termNumber && len(u.places(x)) == 1 && len(u.places(c.terms[x.head])) == 1 &&
			u.terms[n].value != x.value && u.terms[c.matches[i].at].relation == "nummod" && u.terms[c.matches[i].at].head != counted {
			return fmt.Sprintf("says “%s” where they say “%s” of “%s”", x.text, u.terms[n].text, c.terms[x.head].text)
		}
	}
	return ""
}

// partOf reports whether the number at i is of those that the term at j counts: "three of the
// country's 14 provinces".
func (s terms) partOf(i, j int) bool {
	return s.wordBehind(i) == "of" && i < j && !slices.ContainsFunc(s[i:j], func(x term) bool { return x.kind == termMark || x.folded == "and" })
}

// holder is the term of the claim that is matched with the one at j of unit k, or noTerm.
func (c *check) holder(k, j int) int {
	for i := range c.terms {
		if c.unitOf[i] == k && c.matches[i].found && c.matches[i].at == j {
			return i
		}
	}
	return noTerm
}
