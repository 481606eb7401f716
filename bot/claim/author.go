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

// written reports whether a folded phrase names the author of a unit's article, or the
// article, which speak where nobody else does.
func (c *check) written(p string) bool {
	for k, u := range c.units {
		if slices.Contains(c.unitOf, k) && (u.author != "" && c.checker.speaksFor(p, voice.Attribution{Source: u.author}) || u.voice.Source == "" && c.itself(u, p)) {
			return true
		}
	}
	return false
}

// ofAuthor reports whether a name is of the author's of the unit's article.
func (u *unit) ofAuthor(x term) bool {
	return slices.Contains(strings.Fields(u.author), x.folded)
}
