package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

var (
	universal  = lexicon.Set(`all every everyone everybody everything each always entire entirely whole wholly completely fully totally both only solely exclusively never none nobody`)
	exceptions = lexicon.Set(`except exception exceptions excepting unless apart besides excluding nearly almost`)
	fullWords  = lexicon.Set(`complete total full entire whole consistently invariably nationwide`)
	partial    = lexicon.Set(`some several many few most certain part partly partially nearly almost number majority half mostly mainly largely often sometimes various one
		two three four five six seven eight nine ten among`)
)

// quantities: some doesn't become all, nor more than a number the number.
func (c *check) quantities() string {
	for i, x := range c.terms {
		u := c.units[c.unitOf[i]]
		if x.folded == "only" && c.onlySoMany(i) {
			continue
		}
		if universal[x.folded] && !negators[x.folded] && x.folded != "both" && x.folded != "only" && u.terms.has(exceptions) && !c.terms.has(exceptions) {
			return "leaves out an exception"
		}
		if universal[x.folded] && !c.anyHolds(universal) && !c.anyHolds(fullWords) && !strings.Contains(plainText(u.text), "100 percent") && !(x.folded == "both" && u.pairs()) && !(negators[x.folded] && u.terms.has(negators)) {
			return fmt.Sprintf("“%s” is more than they say", x.text)
		}
		m := c.matches[i]
		if !m.found || m.at < 0 {
			continue
		}
		if x.kind == termNumber {
			if !c.boundedAlike(i, u) {
				return fmt.Sprintf("“%s” isn't bounded as they bound it", x.text)
			}
			continue
		}
		if q := u.terms.quantified(m.at); q != "" && !c.terms.has(partial) && x.kind != termFunction {
			return fmt.Sprintf("leaves out “%s”", q)
		}
	}
	return ""
}

// onlySoMany reports whether the term at i says of a number behind it, which a unit holds too,
// that it is small.
func (c *check) onlySoMany(i int) bool {
	i++
	if i < len(c.terms) && roughly[c.terms[i].folded] {
		i++
	}
	return i < len(c.terms) && c.terms[i].kind == termNumber && c.matches[i].found && c.matches[i].at >= 0
}

// anyHolds reports whether one of the sentences holds one of the words.
func (c *check) anyHolds(words map[string]bool) bool {
	return slices.ContainsFunc(c.units, func(u *unit) bool { return u.terms.has(words) })
}

// pairs reports whether a unit names two together.
func (u *unit) pairs() bool { return u.terms.has(pairing) }

var pairing = lexicon.Set(`two and both sides`)

// quantified is the word before a term that says that only a part of what it
// names is meant, or empty.
func (s terms) quantified(i int) string {
	for j := i - 1; j >= 0 && j >= i-3 && s[j].kind != termMark; j-- {
		switch s[j].folded {
		case "some", "several", "many", "few", "most", "certain", "nearly", "almost", "partly":
			superlative := s[j].folded == "most" && j > 0 && s[j-1].folded == "the" && s[j+1].tag == "ADJ"
			if j+1 < len(s) && !superlative && s[j+1].kind != termNumber && !spans[s[j+1].folded] && (s[j+1].folded != "of" || i-j <= 4) {
				return s[j].text
			}
		}
	}
	return ""
}
