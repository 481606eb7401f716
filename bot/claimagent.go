package bot

import "fmt"

// agents: who a thing is done by stays so: "requested by Russia" doesn't become
// "requested by Ukraine".
func (c *claimCheck) agents() string {
	for i := range c.terms {
		m := c.matches[i]
		if !c.terms[i].counts() || !m.found || m.at < 0 {
			continue
		}
		claim, own := c.terms.by(i), c.units[c.unitOf[i]].terms.by(m.at)
		if len(claim) > 0 && len(own) > 0 && !among(claim, own) {
			return fmt.Sprintf("says that “%s” is by somebody else", c.terms[i].text)
		}
	}
	return ""
}

// by are the names after a "by" that stands right behind the term at i.
func (s terms) by(i int) terms {
	if i+1 >= len(s) || s[i+1].folded != "by" {
		return nil
	}
	var names terms
	for _, x := range s.phraseAt(i + 2) {
		if x.kind == termName {
			names = append(names, x)
		}
	}
	return names
}

// predicates: what is said of one isn't said of another: "Putin was satisfied" doesn't
// become "Biden was satisfied".
func (c *claimCheck) predicates() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || !m.found || m.at < 0 {
			continue
		}
		u := c.units[c.unitOf[i]]
		if claim, own := c.terms.subjectOf(i), u.terms.subjectOf(m.at); len(claim) > 0 && len(own) > 0 && !among(claim, own) {
			return fmt.Sprintf("says “%s” of somebody else", x.text)
		}
	}
	return ""
}

// subjectOf are the names right before the "was" or the like that stands before the
// term at i.
func (s terms) subjectOf(i int) terms {
	j := i - 1
	for j > 0 && s[j].kind == termFunction && !beForms[s[j].folded] {
		j--
	}
	if j <= 0 || !beForms[s[j].folded] {
		return nil
	}
	var out terms
	for j--; j >= 0 && (s[j].kind == termName || s[j].folded == "and"); j-- {
		if s[j].kind == termName {
			out = append(out, s[j])
		}
	}
	return out
}

// deeds: where and when one thing was done isn't where and when another was: of "they
// met in June and had a call in December" neither month goes with the other.
func (c *claimCheck) deeds() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termName && x.kind != termNumber || !m.found || m.at < 0 || !c.terms.adjunct(i) {
			continue
		}
		u := c.units[c.unitOf[i]]
		apart, together := false, false
		for j, y := range c.terms {
			n := c.matches[j]
			if y.kind != termContent || y.clause != x.clause || !n.found || n.at < 0 || c.unitOf[j] != c.unitOf[i] || c.says(y) {
				continue
			}
			if u.terms[n.at].clause == u.terms[m.at].clause {
				together = true
			} else {
				apart = true
			}
		}
		if apart && !together && u.terms.adjunct(m.at) && c.otherDeed(c.unitOf[i], u.terms[m.at].clause) {
			return fmt.Sprintf("joins “%s” with another deed", x.text)
		}
	}
	return ""
}

// otherDeed reports whether a clause of unit k has a verb that the claim doesn't hold.
func (c *claimCheck) otherDeed(k, clause int) bool {
	u := c.units[k]
	for j, y := range u.terms {
		if y.clause == clause && y.kind == termContent && u.terms.verbAt(j) && !speechVerbs[y.folded] && !c.holdsTerm(k, j) {
			return true
		}
	}
	return false
}
