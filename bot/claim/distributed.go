package claim

import (
	"fmt"

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
