package claim

import (
	"fmt"
	"slices"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// distributed: what is said of one isn't said of another beside it, of which something
// else is said: where "the girl was critically ill, while two adults were injured", the
// adults weren't critically ill.
func (c *check) distributed() string {
	for i, x := range c.terms {
		m := c.matches[i]
		subject := c.terms.subjectOwn(i)
		if x.kind != termContent || x.light || !m.found || m.at < 0 || voice.SpeechVerb(x.folded) || subject == noTerm {
			continue
		}
		u := c.units[c.unitOf[i]]
		fits, other := false, noTerm
		for j := range c.terms {
			n := c.matches[j]
			if j != subject && (c.terms[j].head != subject || c.terms[j].relation != "conj") || !n.found || n.at < 0 || c.unitOf[j] != c.unitOf[i] {
				continue
			}
			switch governor := u.terms.predicateOf(n.at); {
			case governor == m.at:
				fits = true
			case governor != noTerm && u.terms.saysElse(governor, m.at):
				other = j
			}
		}
		if fits && other != noTerm {
			return fmt.Sprintf("says “%s” of “%s” too", x.text, c.terms[other].text)
		}
	}
	return ""
}

// predicateOf is what the term at i is the subject of, by itself, or noTerm.
func (s terms) predicateOf(i int) int {
	switch s[i].relation {
	case "nsubj", "nsubj:pass":
		return s[i].head
	}
	return noTerm
}

// saysElse reports whether what a predicate says is something else than what another does.
func (s terms) saysElse(i, j int) bool {
	return i != j && s[i].kind == termContent && !s[i].light && !voice.SpeechVerb(s[i].folded) && relate(s[i].folded, s[j].folded) == lexicon.Unrelated
}

// excluded: where something is so "outside of the peninsula", it isn't so on it.
func (c *check) excluded() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termName || !m.found || m.at < 0 || !within[c.terms.preposition(i)] {
			continue
		}
		u := c.units[c.unitOf[i]]
		if w := u.terms.exception(m.at); w != "" && !slices.ContainsFunc(c.terms, func(y term) bool { return takenOut[y.folded] }) {
			return fmt.Sprintf("holds for “%s”, where they say “%s”", x.text, w)
		}
	}
	return ""
}

// within are prepositions by which something is so in a place.
var within = lexicon.Set(`in on at within inside across throughout`)

// takenOut are words that take out what stands behind them.
var takenOut = lexicon.Set(`outside except excluding excepting beyond`)

// exception is the word that takes out the name at i: it stands right before it, or before
// an "of" or "for".
func (s terms) exception(i int) string {
	for i--; i >= 0 && (s[i].kind == termName || s[i].folded == "the" || s[i].folded == "of" || s[i].folded == "for"); i-- {
	}
	if i >= 0 && takenOut[s[i].folded] {
		return s[i].text
	}
	return ""
}
