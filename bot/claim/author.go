package claim

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// bylineRE matches a line that names who makes a statement, and as what: "Antony J.
// Blinken, Secretary of State".
var bylineRE = regexp.MustCompile(`^((?:[A-Z][\pL.'’-]* ){1,4}[A-Z][\pL'’-]+), (.{3,80})$`)

// titleRE matches the title of somebody's words: "Remarks by President Biden on Jobs".
var titleRE = regexp.MustCompile(`(?:Remarks|Statement|Address|Speech|Letter|Message|Testimony|Interview)(?: [Aa]s [Pp]repared for [Dd]elivery)? (?:[Bb]y|[Ff]rom|[Oo]f|[Ww]ith) (?:the )?((?:[A-Z][\pL.'’-]*\.? ?)+)`)

// signedRE matches the line of who signed a text: "JOSEPH R. BIDEN JR."
var signedRE = regexp.MustCompile(`^((?:[A-Z][A-Z.'’-]* ){1,3}[A-Z][A-Z'’-]+)(?:,? (?:JR|SR)\.?)?$`)

// bylineReach is among how many sentences of a report, from either end, a byline and a
// signature are looked for.
const bylineReach = 3

// author is the folded name of who makes the statement that an article consists of,
// by its title, the line at its head or the name that it is signed with; empty if there
// is none.
func (k *Checker) author(article int) string {
	if m := titleRE.FindStringSubmatch(k.coverage.Articles[article].Title); m != nil {
		return strings.TrimSpace(retrieval.Fold(m[1]))
	}
	sentences := k.reports.Sentences(article)
	for _, s := range sentences[:min(bylineReach, len(sentences))] {
		m := bylineRE.FindStringSubmatch(strings.TrimSpace(s.Text))
		if m == nil || strings.ContainsAny(m[2], ".!?") {
			continue
		}
		if words := strings.Fields(retrieval.Fold(m[2])); slices.ContainsFunc(words, func(w string) bool { return voice.Title(strings.Trim(w, ",")) }) {
			return retrieval.Fold(m[1])
		}
	}
	for _, s := range sentences[max(0, len(sentences)-bylineReach):] {
		if m := signedRE.FindStringSubmatch(strings.TrimSpace(s.Text)); m != nil {
			return retrieval.Fold(m[1])
		}
	}
	return ""
}

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
