package claim

import (
	"slices"
	"strings"

	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// byRole reports whether the claim has the one who speaks in a unit say or do something by
// a word for what they are there: "the deputy" for "her deputy, Rafael Ogando, said", "a
// senator wants" for "Senator Cabrera demanded".
func (c *check) byRole(u *unit, a voice.Attribution, said []string) bool {
	roles := u.rolesOf(a)
	if len(roles) == 0 {
		return false
	}
	is := func(word string) bool {
		return slices.ContainsFunc(roles, func(r string) bool { return r == word || sameLemma(r, word) })
	}
	if slices.ContainsFunc(said, func(p string) bool { return slices.ContainsFunc(voice.PhraseWords(p), is) }) {
		return true
	}
	return slices.ContainsFunc(c.terms, func(x term) bool {
		return x.kind == termContent && strings.HasPrefix(x.relation, "nsubj") && is(x.folded)
	})
}

// rolesOf are the folded nouns by which a unit says what the one who speaks is: the noun
// that the phrase without a name ends with, or those in apposition to the name, or before it.
func (u *unit) rolesOf(a voice.Attribution) []string {
	words := voice.PhraseWords(a.Source + " " + retrieval.Fold(a.Display))
	var out []string
	add := func(i int) {
		if x := u.terms[i]; x.tag == "NOUN" || voice.Title(x.folded) {
			out = append(out, x.folded)
		}
	}
	for i, x := range u.terms {
		switch {
		case !slices.Contains(words, x.folded):
		case x.kind != termName:
			add(i)
		default:
			for j, y := range u.terms {
				if x.head == j && x.relation == "appos" || y.head == i && (y.relation == "appos" || y.relation == "compound" || y.relation == "flat") {
					add(j)
				}
			}
		}
	}
	return out
}
