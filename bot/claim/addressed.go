package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

// addressed: a claim doesn't ask, nor speak of itself or to its reader, where its sentences
// don't and aren't somebody's own words.
func (c *check) addressed() string {
	if strings.HasSuffix(strings.TrimRight(c.text, `"”'’) `), "?") && !slices.ContainsFunc(c.units, func(u *unit) bool { return strings.Contains(u.text, "?") }) {
		return "asks what its sentences don't"
	}
	if verb := c.bids(); verb != "" {
		return fmt.Sprintf("bids “%s”, which its sentences don't", verb)
	}
	for i, x := range c.terms {
		if c.terms.speaksTo(i) && !slices.ContainsFunc(c.units, func(u *unit) bool {
			return u.author != "" || u.voice.Author != "" || u.terms.has(persons)
		}) {
			return fmt.Sprintf("says “%s”, whom its sentences don't", x.text)
		}
	}
	return ""
}

// persons are words for who speaks and who is spoken to.
var persons = lexicon.Set(`i me my myself you your yours yourself we us our ours ourselves reader readers`)

// speaksTo reports whether the word at i, outside quotation marks, is one of persons, and
// no abbreviation or number: "US", "Elizabeth I".
func (s terms) speaksTo(i int) bool {
	x := s[i]
	if !persons[x.folded] || x.quoted {
		return false
	}
	if x.text == "I" {
		return i == 0 || !isUpper(s[i-1].text)
	}
	return strings.ToUpper(x.text) != x.text
}

// bids is the clause at the beginning or the end of the claim that bids its reader do what
// none of its sentences speaks of, or empty: "…, click here".
func (c *check) bids() string {
	first := slices.IndexFunc(c.terms, term.parts)
	if first < 0 {
		return ""
	}
	last := len(c.terms) - 1
	for !c.terms[last].parts() {
		last--
	}
	for _, part := range [][2]int{{0, first}, {last + 1, len(c.terms)}} {
		if c.bidsIn(part[0], part[1]) {
			return c.terms[part[0]].text
		}
	}
	return ""
}

// parts reports whether a term is a mark that parts clauses.
func (x term) parts() bool { return x.kind == termMark && strings.ContainsAny(x.text, ",:;–—") }

// bidsIn reports whether the terms from one to another begin with a verb in its base form and
// hold nothing of the sentences.
func (c *check) bidsIn(from, to int) bool {
	if from >= to || c.terms[from].tag != "VERB" || lexicon.Inflected(c.terms[from].folded) {
		return false
	}
	for i := from; i < to; i++ {
		if c.terms[i].counts() && slices.ContainsFunc(c.units, func(u *unit) bool { return u.find(c.terms, i, 0).found }) {
			return false
		}
	}
	return true
}
