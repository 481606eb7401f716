package claim

import (
	"fmt"

	"cuttings/bot/lexicon"
)

var (
	// causal words make one thing the cause of another, or its effect.
	causal = lexicon.Set(`because cause causes caused causing therefore thus consequently hence owing due result results resulted resulting
		prompt prompts prompted trigger triggers triggered thanks lead leads led`)
	// grounds are those by which a sentence may say the same in other words.
	grounds = lexicon.Set(`so since over cite cites cited citing reason reasons motive motivated motivation blame blamed blames response respond responded responding
		reaction protest spark sparks sparked bring brings brought enable enables let allow allows make makes made mean means meaning would follow follows followed following
		for contribute contributed effect impact attribute attributed why`)
)

// cause: what only stands beside something isn't its cause.
func (c *check) cause() string {
	for i, x := range c.terms {
		if !causal[x.folded] || c.matches[i].found && c.matches[i].at >= 0 || x.folded == "due" && !(i+1 < len(c.terms) && c.terms[i+1].folded == "to") {
			continue
		}
		u := c.units[c.unitOf[i]]
		if !u.terms.has(causal) && !u.terms.has(grounds) && !u.terms.asThey() {
			return fmt.Sprintf("“%s” makes a cause that they don't name", x.text)
		}
	}
	return ""
}

// asThey reports whether "as" begins a clause that gives a reason.
func (s terms) asThey() bool {
	for i := 1; i < len(s); i++ {
		if s[i-1].folded == "as" && asSubjects[s[i].folded] {
			return true
		}
	}
	return false
}

var asSubjects = lexicon.Set(`he she it they we i you this that there`)

// stated: what would or will be isn't stated as what is.
func (c *check) stated() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || x.light || !m.found || m.at < 0 {
			continue
		}
		if is, sure := c.terms.copula(i); !is || !sure {
			continue
		}
		if is, sure := c.units[c.unitOf[i]].terms.copula(m.at); is && !sure {
			return fmt.Sprintf("says that it is “%s”, which only may or will be", x.text)
		}
	}
	return ""
}

// copula finds a form of "be" that the term at i completes, at most two adjectives
// between; sure says that no "would", "may" or the like stands before it.
func (s terms) copula(i int) (is, sure bool) {
	for j := i - 1; j >= 0 && j >= i-4 && s[j].kind != termMark; j-- {
		switch w := s[j].folded; {
		case w == "be":
			for k := j - 1; k >= 0 && k >= j-2; k-- {
				if modalPlanned[s[k].folded] || modalPossible[s[k].folded] {
					return true, false
				}
			}
			return false, false
		case w == "is" || w == "are" || w == "was" || w == "were":
			return true, true
		case s[j].kind == termName, linkWords[w], s.verbAt(j), w == "that":
			return false, false
		}
	}
	return false, false
}
