package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

// polarity: what the claim states the sentences don't deny.
func (c *check) polarity() string {
	for i, x := range c.terms {
		u := c.units[c.unitOf[i]]
		if at := c.ofOtherPolarity(i); at >= 0 && !x.negated && (u.terms[at].negatedFirst || c.terms.verbAt(i) && u.terms.verbAt(at)) && !c.terms.deniedBefore(i) {
			return fmt.Sprintf("states “%s”, which they deny", x.text)
		}
	}
	for k := range c.units {
		if slices.Contains(c.unitOf, k) && c.drawsOnDenial(k) && !c.terms.denies() && !c.terms.has(denyVerbs) && !c.terms.negatesByWord() && c.verbMissing(k) {
			return "leaves out that they deny it"
		}
	}
	return ""
}

// ofOtherPolarity is the place, in its unit, of what the sentences have for the content of
// the claim at i, if one of the two is denied where it stands and the other isn't, and no
// other word denies it; else elsewhere.
func (c *check) ofOtherPolarity(i int) int {
	x, m := c.terms[i], c.matches[i]
	if x.kind != termContent || !m.found || m.at < 0 {
		return elsewhere
	}
	if x.negated == c.units[c.unitOf[i]].terms[m.at].negated || c.heldAs(x) || c.deniedOtherwise(i) {
		return elsewhere
	}
	return m.at
}

// denied: what the claim denies the sentences deny too. It may in other words: "is kept out"
// of who may not come. So it weighs less than polarity.
func (c *check) denied() string {
	for i, x := range c.terms {
		ifNot := c.terms.inCondition(i) && c.units[c.unitOf[i]].terms.has(unless)
		if x.negatedFirst && c.ofOtherPolarity(i) >= 0 && !ifNot {
			return fmt.Sprintf("denies “%s”", x.text)
		}
	}
	for i := range c.terms {
		if u := c.units[c.unitOf[i]]; c.terms.deniesAt(i) && !u.terms.denies() && !slices.ContainsFunc(u.terms, func(y term) bool { return y.negated }) && !u.terms.has(denialWords) && !u.terms.negatesByWord() {
			return "denies what its sentences don't deny"
		}
	}
	return ""
}

var unless = lexicon.Set(`unless`)

// doubled: a claim doesn't deny what it denies: "was not not planning".
func (c *check) doubled() string {
	for i, x := range c.terms {
		if i > 0 && (x.folded == "not" || x.folded == "no" || x.folded == "never") && negators[c.terms[i-1].folded] {
			return "denies twice"
		}
	}
	return ""
}

// heldAs reports whether one of the sentences holds the word itself, denied where the claim
// denies it: "a narrow exception for emergencies and no exception for rape".
func (c *check) heldAs(x term) bool {
	return slices.ContainsFunc(c.units, func(u *unit) bool {
		return slices.ContainsFunc(u.terms, func(y term) bool {
			return y.folded == x.folded && y.negated == x.negated && y.negatedFirst == x.negatedFirst
		})
	})
}

// drawsOnDenial reports whether the claim takes something from a clause of unit k that denies.
func (c *check) drawsOnDenial(k int) bool {
	u := c.units[k]
	for i, x := range c.terms {
		m := c.matches[i]
		if c.unitOf[i] != k || x.kind != termContent || !m.found || m.at < 0 {
			continue
		}
		for j, y := range u.terms {
			if y.clause == u.terms[m.at].clause && u.terms.deniesAt(j) {
				return true
			}
		}
	}
	return false
}

// deniedBefore reports whether a denial stands before the term at i in its clause.
func (s terms) deniedBefore(i int) bool {
	for j := i - 1; j >= 0 && s[j].clause == s[i].clause && s[j].kind != termMark; j-- {
		if negators[s[j].folded] {
			return true
		}
	}
	return false
}

// verbMissing reports whether unit k lacks a verb of the claim, and denies what it
// holds of it.
func (c *check) verbMissing(k int) bool {
	missing, denied := false, false
	for i, x := range c.terms {
		if c.unitOf[i] != k || x.kind != termContent {
			continue
		}
		m := c.matches[i]
		missing = missing || !m.found && c.terms.verbAt(i)
		denied = denied || m.found && m.at >= 0 && c.units[k].terms[m.at].negated || !m.found && c.terms.verbAt(i)
	}
	return missing && denied
}

var denialWords = lexicon.Set(`fail fails failed refuse refuses refused refusal decline declines declined deny denies denied reject rejects rejected rule ruled lack lacks lacked unless
	out closed impossible end stop stopped ban banned prevent prevented avoid avoided exclude excluding excluded unidentified unnamed anonymous anonymity unknown without cease`)

// negatesByWord reports whether a word says the contrary of another by how it begins: "unpaid".
func (s terms) negatesByWord() bool {
	return slices.ContainsFunc(s, func(x term) bool {
		return x.kind == termContent && (strings.HasPrefix(x.folded, "un") || strings.HasPrefix(x.folded, "im") || strings.HasPrefix(x.folded, "in")) && lexicon.Relate(x.folded, strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(x.folded, "un"), "im"), "in")) == lexicon.Opposite
	})
}

// deniedOtherwise reports whether the clause of a term or the sentence denies by a
// word that is matched itself: "denies that it plans", "has no plans".
func (c *check) deniedOtherwise(i int) bool {
	u := c.units[c.unitOf[i]]
	claimDenies, unitDenies := 0, 0
	for j, x := range c.terms {
		if c.unitOf[j] == c.unitOf[i] && (negators[x.folded] || denyVerbs[x.folded]) {
			claimDenies++
		}
	}
	for _, y := range u.terms {
		if negators[y.folded] || denyVerbs[y.folded] {
			unitDenies++
		}
	}
	return claimDenies > 0 && unitDenies > 0 && slices.ContainsFunc(c.terms, func(x term) bool { return denyVerbs[x.folded] }) != slices.ContainsFunc(u.terms, func(x term) bool { return denyVerbs[x.folded] })
}

var denyVerbs = lexicon.Set(`deny denies denied denying refuse refuses refused refusing decline declines declined reject rejects rejected rule ruled ruling fail fails failed`)

// A direction is a pair of kinds of words of which a claim may not have the one
// where its sentence has the other.
type direction struct{ up, down map[string]bool }

var directionPairs = []direction{
	{lexicon.Set(`more over above exceed exceeds exceeded exceeding surpass surpassed surpasses top topped least greater higher larger bigger pass passed`), lexicon.Set(`less fewer under below lower smaller within`)},
	{lexicon.Set(`highest most largest biggest greatest`), lexicon.Set(`lowest least smallest fewest`)},
	{lexicon.Set(`best`), lexicon.Set(`worst`)},
	{lexicon.Set(`before prior until earlier`), lexicon.Set(`after following since later`)},
	{lexicon.Set(`rise rose rises risen rising increase increased increases increasing grow grew grown climb climbed up gain gained jump jumped jumps surge surged surges soar soared`),
		lexicon.Set(`fall fell falls fallen falling decrease decreased decreases decline declined drop dropped down lose lost shrink shrank slip slipped slips dip dipped dips slide slid slides sink sank plunge plunged tumble tumbled`)},
	{lexicon.Set(`first`), lexicon.Set(`last second third`)},
	{lexicon.Set(`longer`), lexicon.Set(`shorter`)},
	{lexicon.Set(`better`), lexicon.Set(`worse`)},
	{lexicon.Set(`always`), lexicon.Set(`never sometimes`)},
	{lexicon.Set(`near nearby close beside`), lexicon.Set(`far away distant`)},
	{lexicon.Set(`inside indoors`), lexicon.Set(`outside outdoors`)},
	{lexicon.Set(`front`), lexicon.Set(`behind`)},
}

// directions: more doesn't become less, nor before after.
func (c *check) directions() string {
	for i, x := range c.terms {
		u := c.units[c.unitOf[i]]
		for _, d := range directionPairs {
			for _, p := range [][2]map[string]bool{{d.up, d.down}, {d.down, d.up}} {
				if p[0][x.folded] && c.terms.comparesAt(i) && !u.terms.compares(p[0]) && u.terms.compares(p[1]) && !c.toldTheOtherWay(i, u) {
					return fmt.Sprintf("“%s” turns their comparison round", x.text)
				}
			}
		}
	}
	return ""
}

// compares reports whether terms compare something by one of the words.
func (s terms) compares(words map[string]bool) bool {
	for i, x := range s {
		if words[x.folded] && s.comparesAt(i) {
			return true
		}
	}
	return false
}

// comparesAt reports whether the word at i compares: not "up" or "down" where it only belongs to
// the verb before it, "filling up".
func (s terms) comparesAt(i int) bool {
	return s[i].folded != "up" && s[i].folded != "down" || i == 0 || !slices.ContainsFunc(lexicon.Lemmas(s[i-1].folded), func(w string) bool { return completed[w] })
}

// completed are verbs with which "up" or "down" tells of no direction.
var completed = lexicon.Set(`fill set back end clean open line sign pick hold keep team build use eat`)

// toldTheOtherWay reports whether the claim tells by "after" at i what unit u tells by "before", or
// the other way round: of the words beside it the first stands behind there, the second before.
func (c *check) toldTheOtherWay(i int, u *unit) bool {
	if !ordering[c.terms[i].folded] {
		return false
	}
	left, right := c.nextHeld(i, -1), c.nextHeld(i, 1)
	if left < 0 || right < 0 || c.units[c.unitOf[left]] != u || c.units[c.unitOf[right]] != u {
		return false
	}
	for at, y := range u.terms {
		if ordering[y.folded] && y.folded != c.terms[i].folded {
			return c.matches[right].at < at && at < c.matches[left].at
		}
	}
	return false
}

var ordering = lexicon.Set(`before after`)
