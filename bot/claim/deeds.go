package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// subjects: what one did or was done to, isn't said of another who did something else:
// of "three occupants died and three firefighters were injured" the firefighters didn't
// die.
func (c *check) subjects() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || x.light || !m.found || m.at < 0 || voice.SpeechVerb(x.folded) || !c.terms.verbAt(i) {
			continue
		}
		u := c.units[c.unitOf[i]]
		if !u.terms.verbAt(m.at) || c.terms.undergone(i) != u.terms.undergone(m.at) {
			continue
		}
		claim, own := c.terms.nounsBefore(i), u.terms.before(m.at)
		if len(claim) == 0 || len(own) == 0 || among(claim, own) {
			continue
		}
		for v := range u.terms {
			if v != m.at && u.terms[v].kind == termContent && u.terms.verbAt(v) && !voice.SpeechVerb(u.terms[v].folded) && among(claim, u.terms.nounsBefore(v)) {
				return fmt.Sprintf("says “%s” of somebody else", x.text)
			}
		}
	}
	return ""
}

// objects: what one thing was done to, isn't said of what another was done to: of
// "killed three and injured sixteen, among them a baby" the baby wasn't killed.
func (c *check) objects() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || x.light || !m.found || m.at < 0 || voice.SpeechVerb(x.folded) || !c.terms.verbAt(i) || c.terms.passive(i) {
			continue
		}
		k := c.unitOf[i]
		u := c.units[k]
		if !u.terms.verbAt(m.at) || u.terms.passive(m.at) {
			continue
		}
		for j := i + 1; j < len(c.terms) && c.terms[j].kind != termMark && !c.terms.verbAt(j) && !linkWords[c.terms[j].folded]; j++ {
			n := c.matches[j]
			if c.terms[j].kind != termContent || c.terms[j].light || !n.found || n.at <= m.at || c.unitOf[j] != k || n.rel != lexicon.Same {
				continue
			}
			if g := u.terms.governor(n.at); g > m.at && !c.holdsTerm(k, g) && u.terms.sharing(m.at, g) {
				return fmt.Sprintf("says “%s” of “%s”, of which they say “%s”", x.text, c.terms[j].text, u.terms[g].text)
			}
		}
	}
	return ""
}

// governor is the verb before the term at i that is nearest to it, or -1.
func (s terms) governor(i int) int {
	for i--; i >= 0; i-- {
		if s[i].kind == termContent && past(s[i].folded) && s.verbAt(i) {
			return i
		}
	}
	return -1
}

// sharing reports whether the verb at j has the same subject as the one at i before
// it: "killed three and injured sixteen".
func (s terms) sharing(i, j int) bool {
	return past(s[i].folded) == past(s[j].folded) && (s[j-1].folded == "and" || s[j-1].folded == "but")
}

// nounsBefore are the nouns of the subject of the verb at i, of its own clause.
func (s terms) nounsBefore(i int) terms {
	return slices.DeleteFunc(s.before(i), func(x term) bool { return x.kind != termContent || x.light || x.clause != s[i].clause })
}

// undergone reports whether the subject of the verb at i undergoes what it says: "was
// killed", "died".
func (s terms) undergone(i int) bool {
	return s.passive(i) || slices.Contains([]string{"die", "dies", "died"}, s[i].folded)
}

// deeds: where and when one thing was done isn't where and when another was: of "they
// met in June and had a call in December" neither month goes with the other.
func (c *check) deeds() string {
	for i, x := range c.terms {
		if _, ok := c.deedOf(i); ok {
			return fmt.Sprintf("joins “%s” with another deed", x.text)
		}
	}
	return ""
}

// moved: what was done at a place or a time of its own isn't joined with that of another deed,
// its own left out.
func (c *check) moved() string {
	for i, x := range c.terms {
		clause, ok := c.deedOf(i)
		if !ok {
			continue
		}
		k := c.unitOf[i]
		u := c.units[k]
		for j, y := range u.terms {
			if y.clause == clause && c.holder(k, j) == noTerm && sameSort(x, y) && (x.kind == termNumber || c.terms.preposition(i) == u.terms.preposition(j)) && u.terms.adjunct(j) {
				return fmt.Sprintf("joins “%s” with another deed, which was “%s”", x.text, y.text)
			}
		}
	}
	return ""
}

// sameSort reports whether two terms are both months, years, days of the week or other names.
func sameSort(x, y term) bool {
	month := func(t term) bool { return strings.HasPrefix(t.value, "month") }
	return x.kind == y.kind && (x.kind == termName && dayTerms[x.folded] == dayTerms[y.folded] || x.kind == termNumber && (month(x) && month(y) || isYear(x) && isYear(y)))
}

// deedOf is the clause, in its unit, of the deed that the claim joins with the place or the time
// at i, if the unit has that with another deed, of which the claim says nothing.
func (c *check) deedOf(i int) (clause int, ok bool) {
	x, m := c.terms[i], c.matches[i]
	if x.kind != termName && x.kind != termNumber || !m.found || m.at < 0 || x.owns || !c.terms.adjunct(i) {
		return 0, false
	}
	u := c.units[c.unitOf[i]]
	at := u.terms[m.at].clause
	apart := false
	for j, y := range c.terms {
		n := c.matches[j]
		if y.kind != termContent || y.clause != x.clause || !n.found || n.at < 0 || c.unitOf[j] != c.unitOf[i] || c.says(y) {
			continue
		}
		cl := u.terms[n.at].clause
		if cl == at || dayTerms[x.folded] && u.terms.sameTime(cl, at) {
			return 0, false
		}
		if !apart || c.terms.verbAt(j) {
			clause = cl
		}
		apart = true
	}
	return clause, apart && u.terms.adjunct(m.at) && c.otherDeed(c.unitOf[i], at)
}

// sameTime reports whether "when" ties two clauses to each other, which so are of one time.
func (s terms) sameTime(a, b int) bool {
	first := func(clause int) string {
		i := slices.IndexFunc(s, func(x term) bool { return x.clause == clause && x.kind != termMark })
		if i < 0 {
			return ""
		}
		return s[i].folded
	}
	a, b = min(a, b), max(a, b)
	return b-a == 1 && first(b) == "when" || a == 0 && first(a) == "when" && b <= 2
}

// otherDeed reports whether a clause of unit k has a verb that the claim doesn't hold.
func (c *check) otherDeed(k, clause int) bool {
	u := c.units[k]
	for j, y := range u.terms {
		if y.clause == clause && y.kind == termContent && u.terms.verbAt(j) && !voice.SpeechVerb(y.folded) && !c.holdsTerm(k, j) {
			return true
		}
	}
	return false
}
