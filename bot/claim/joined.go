package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

// joined: the names and numbers of each clause stand in one sentence, but for names of
// places and the like, which the sentence before may have.
func (c *check) joined() string {
	for i, x := range c.terms {
		if !x.counts() || c.matches[i].found || !c.bound(i) {
			continue
		}
		for k, u := range c.units {
			if k != c.unitOf[i] && u.find(c.terms, i, 0).found && !(x.kind == termName && (c.goesOn(k, c.unitOf[i]) && !c.terms.partakes(i) || c.takenUp(k, i))) {
				return fmt.Sprintf("joins “%s” with what stands in another sentence", x.text)
			}
		}
	}
	return ""
}

// goesOn reports whether of two units one follows shortly on the other, so that what
// the one names the other may be about.
func (c *check) goesOn(k, l int) bool {
	return c.units[k].article == c.units[l].article && abs(c.units[k].id-c.units[l].id) <= 2
}

// takenUp reports whether the name at i is of who unit k says something, and "he" or the like
// of a unit behind it.
func (c *check) takenUp(k, i int) bool {
	u, v := c.units[k], c.units[c.unitOf[i]]
	return u.comesBefore(v) && v.terms.subjectIs(pronouns) && among(terms{c.terms[i]}, u.subject())
}

// comesBefore reports whether a unit stands shortly before another.
func (u *unit) comesBefore(v *unit) bool {
	return u.article == v.article && u.id < v.id && u.id >= v.id-upTo
}

// subject is of whom a unit says what it says first of all.
func (u *unit) subject() terms {
	for j, y := range u.terms {
		if y.relation == "root" && u.terms.verbAt(j) {
			return u.terms.before(j)
		}
	}
	return nil
}

// upTo is within how many sentences "he" may mean who was named.
const upTo = 5

var pronouns = lexicon.Set(`he she it they`)

// subjectIs reports whether one of the words is the subject of a verb.
func (s terms) subjectIs(words map[string]bool) bool {
	return slices.ContainsFunc(s, func(x term) bool { return words[x.folded] && strings.HasPrefix(x.relation, "nsubj") })
}
