package claim

import (
	"fmt"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// A slot is a place that a name has beside a word: before it, as what it belongs
// to, or behind it and a preposition.
type slot struct {
	word        int    // in the terms
	preposition string // "of" also for "Putin's aide" and "Russian aide"
	name        int    // in the terms
}

// slots are those of the names that stand close to a word of content: at most two
// words that aren't verbs are between.
func (s terms) slots() []slot {
	var out []slot
	for i, x := range s {
		if x.kind != termName || dayTerms[x.folded] {
			continue
		}
		if j := i + 1; j < len(s) && (x.owns || x.camp() != "" || bodies[s[j].folded]) && s[j].kind == termContent && !(s.verbAt(j) && !x.owns) {
			for j+1 < len(s) && j < i+3 && s[j+1].kind == termContent && !s.verbAt(j+1) {
				j++
			}
			out = append(out, slot{j, "of", i})
		}
		if j := s.phraseStart(i); j > 1 && linkWords[s[j-1].folded] && s[j-2].kind == termContent {
			out = append(out, slot{j - 2, s[j-1].folded, i})
		}
	}
	return out
}

// phraseStart is where the phrase of the name at i begins: behind its preposition.
func (s terms) phraseStart(i int) int {
	for i > 0 && (s[i-1].kind == termName || voice.Title(s[i-1].folded)) {
		i--
	}
	if i > 0 && s[i-1].folded == "the" {
		i--
	}
	return i
}

// slotted: what belongs to one, or happens in one place, isn't another's or
// elsewhere. A sentence of which the same word stands without such a name says
// nothing of it.
func (c *check) slotted() string {
	own := make([][]slot, len(c.units))
	for k, u := range c.units {
		own[k] = u.terms.slots()
	}
	for _, p := range c.terms.slots() {
		x, name := c.terms[p.word], c.terms[p.name]
		if !c.matches[p.word].found || c.matches[p.word].at < 0 {
			continue
		}
		k := c.unitOf[p.word]
		u := c.units[k]
		fits, other := false, -1
		for at, y := range u.terms {
			if y.kind != termContent || relate(x.folded, y.folded) < lexicon.Derived || relate(x.folded, y.folded) == lexicon.Opposite {
				continue
			}
			empty := true
			for _, q := range own[k] {
				if q.word != at || q.preposition != p.preposition {
					continue
				}
				empty = false
				fits = fits || u.inRun(q.name, name) || (u.terms[q.name].camp() == "") != (name.camp() == "")
				other = q.name
			}
			fits = fits || empty
		}
		if !fits && other >= 0 {
			return fmt.Sprintf("puts “%s” where they say “%s”", name.text, u.terms[other].text)
		}
	}
	return ""
}

// camp is the government that a name stands for, or empty.
func (x term) camp() string {
	camp, ok := strings.CutPrefix(x.value, "camp ")
	if !ok {
		return ""
	}
	return camp
}

// exchanged: of two names, each doesn't stand behind the preposition of the other.
func (c *check) exchanged() string {
	for i, x := range c.terms {
		for j := i + 1; j < len(c.terms); j++ {
			y := c.terms[j]
			if x.kind != termName || y.kind != termName || c.unitOf[i] != c.unitOf[j] || c.says(x) || c.says(y) || sameName(x, y) {
				continue
			}
			p, q := c.terms.preposition(i), c.terms.preposition(j)
			if p == q || p == "" || q == "" {
				continue
			}
			u := c.units[c.unitOf[i]]
			if u.only(x, q) && u.only(y, p) {
				return fmt.Sprintf("lets “%s” and “%s” change places", x.text, y.text)
			}
		}
	}
	return ""
}

// only reports whether a unit holds a name, and only behind a preposition.
func (u *unit) only(x term, preposition string) bool {
	held := false
	for j, y := range u.terms {
		if y.kind != termName || !sameName(x, y) {
			continue
		}
		if u.terms.preposition(j) != preposition {
			return false
		}
		held = true
	}
	return held
}
