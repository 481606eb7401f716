package claim

import (
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// documents are words for a text by which the text itself is meant.
var documents = lexicon.Set(`statement release document text order proclamation memorandum memo notice letter communique declaration fact-sheet factsheet sheet`)

// itself reports whether a folded phrase means the unit's article, as "the statement"
// does what somebody states: one with an author, or with that word in its title.
func (c *check) itself(u *unit, p string) bool {
	title := retrieval.Folded(c.checker.coverage.Articles[u.article].Title)
	return slices.ContainsFunc(voice.PhraseWords(p), func(w string) bool {
		return documents[w] && (u.author != "" || slices.Contains(title, w))
	})
}

// written reports whether a folded phrase names the author of a unit's article or whose
// words it is, or the article, which speak where nobody else does.
func (c *check) written(p string) bool {
	for k, u := range c.units {
		if slices.Contains(c.unitOf, k) && (c.writes(u, p) || u.voice.Source == "" && c.itself(u, p)) {
			return true
		}
	}
	return false
}

// writes reports whether a folded phrase means whose words a unit is: by name, by the
// office or bodies that the byline names, or as their government.
func (c *check) writes(u *unit, p string) bool {
	switch {
	case u.says != "":
		return c.checker.speaksFor(p, voice.Attribution{Source: u.says})
	case u.author == "":
		return false
	}
	if c.checker.speaksFor(p, voice.Attribution{Source: u.author, Others: []string{u.byline}}) || u.camp != "" && voice.Government(p) == u.camp {
		return true
	}
	words := slices.DeleteFunc(voice.PhraseWords(p), func(w string) bool { return functionWords[w] })
	byline := voice.PhraseWords(strings.ReplaceAll(u.byline, ",", ""))
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
		camp := campOfWord(w, strings.ToUpper(w))
		return !slices.ContainsFunc(byline, func(v string) bool {
			return v == w || ofCountry(v, w) || camp != "" && camp == campOfWord(v, strings.ToUpper(v))
		})
	})
}

// ofAuthor reports whether a name is the author's of the unit's article, or whose words the
// unit is.
func (u *unit) ofAuthor(x term) bool {
	return slices.Contains(strings.Fields(u.author+" "+u.says), x.folded)
}

// firstPerson are words by which those who speak mean themselves, or their country.
var firstPerson = lexicon.Set(`i me my we us our ours`)

// ofOwnCamp reports whether the name at i is of the government of the author, who speaks of it
// as "we"; not where it is a place.
func (u *unit) ofOwnCamp(c terms, i int) bool {
	return u.camp != "" && c[i].camp() == u.camp && !c.adjunct(i) && u.says == "" && u.terms.has(firstPerson)
}

// campOfAuthor is the government that those of a folded byline speak for; empty if it isn't
// known. No other has a Secretary of State by that name alone.
func (k *Checker) campOfAuthor(byline string) string {
	if byline == "" {
		return ""
	}
	if camp := k.reports.CampOf(strings.ReplaceAll(byline, ",", "")); camp != "" {
		return camp
	}
	if strings.HasSuffix(byline, "secretary of state") {
		return "us"
	}
	return ""
}
