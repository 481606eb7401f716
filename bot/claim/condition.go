package claim

import (
	"fmt"
	"slices"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// conditional: what holds only if something else does doesn't become certain.
func (c *check) conditional() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || !m.found || m.at < 0 || !lexicon.Verb(x.folded) || voice.SpeechVerb(x.folded) {
			continue
		}
		u := c.units[c.unitOf[i]]
		if u.terms.inCondition(m.at) && c.terms.verbAt(i) && !c.terms.hasCondition() {
			return fmt.Sprintf("states “%s” as a fact, which is only a condition", x.text)
		}
		if u.terms.conditioned(m.at) && !c.terms.hasCondition() {
			return fmt.Sprintf("leaves out the condition of “%s”", x.text)
		}
	}
	return ""
}

func (s terms) hasCondition() bool {
	for i, x := range s {
		switch x.folded {
		case "if", "unless", "otherwise", "such", "successful", "case", "event", "depending", "provided", "providing", "permitting", "assuming", "once", "when", "until", "even", "had":
			return true
		case "should", "were":
			if i == 0 || s[i-1].kind == termMark || s[i-1].quoted { // should Russia invade
				return true
			}
		}
	}
	return false
}

// inCondition reports whether the term at i stands in a condition.
func (s terms) inCondition(i int) bool {
	for j := i - 1; j >= 0 && s[j].clause == s[i].clause && s[j].kind != termMark; j-- {
		if s[j].folded == "if" || s[j].folded == "unless" {
			return true
		}
	}
	return false
}

// conditioned reports whether a condition hangs on the clause of the term at i.
func (s terms) conditioned(i int) bool {
	for j, x := range s {
		if x.folded != "if" && x.folded != "unless" && !(x.folded == "event" && j > 1 && s[j-1].folded == "the" && s[j-2].folded == "in") {
			continue
		}
		cl := x.clause
		if x.folded == "event" && s[i].clause == cl && i < j {
			return s.modalIn(cl)
		}
		switch {
		case s[i].clause == cl:
			continue // in the condition itself
		case i < j && cl-s[i].clause == 1 && (j == 0 || s[j-1].kind != termMark), i > j && s[i].clause-cl <= 2 && s.opens(j), i < j && cl-s[i].clause == 1 && s[i].kind == termContent:
			if i < j || s.opens(j) {
				return s.modalIn(s[i].clause)
			}
		}
	}
	return false
}

// opens reports whether the word at i begins the sentence or stands behind "that".
func (s terms) opens(i int) bool {
	return i == 0 || s[i-1].kind == termMark && i < 3 || s[i-1].folded == "that"
}

func (s terms) modalIn(clause int) bool {
	return slices.ContainsFunc(s, func(x term) bool {
		return x.clause == clause && (modalPlanned[x.folded] || modalPossible[x.folded])
	})
}
