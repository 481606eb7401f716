package bot

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/retrieval"
)

// bylineRE matches a line that names who makes a statement, and as what: "Antony J.
// Blinken, Secretary of State".
var bylineRE = regexp.MustCompile(`^((?:[A-Z][\pL.'’-]* ){1,4}[A-Z][\pL'’-]+), (.{3,80})$`)

// titleRE matches the title of somebody's words: "Remarks by President Biden on Jobs".
var titleRE = regexp.MustCompile(`(?:Remarks|Statement|Address|Speech|Letter|Message|Testimony|Interview)(?: [Aa]s [Pp]repared for [Dd]elivery)? (?:[Bb]y|[Ff]rom|[Oo]f|[Ww]ith) (?:the )?((?:[A-Z][\pL.'’-]*\.? ?)+)`)

// bylineReach is among how many sentences of a report a byline is looked for.
const bylineReach = 3

// author is the folded name of who makes the statement that an article consists of,
// by its title or the line at its head; empty if there is none.
func (b *Bot) author(article int) string {
	if m := titleRE.FindStringSubmatch(b.coverage.Articles[article].Title); m != nil {
		return strings.TrimSpace(retrieval.Fold(m[1]))
	}
	sentences := b.sentences(article)
	for _, s := range sentences[:min(bylineReach, len(sentences))] {
		m := bylineRE.FindStringSubmatch(strings.TrimSpace(s.Text))
		if m == nil || strings.ContainsAny(m[2], ".!?") {
			continue
		}
		if words := strings.Fields(retrieval.Fold(m[2])); slices.ContainsFunc(words, func(w string) bool { return titleWords[strings.Trim(w, ",")] }) {
			return retrieval.Fold(m[1])
		}
	}
	return ""
}

// written reports whether a folded phrase names the author of a unit's article, who
// speaks where nobody else does.
func (c *claimCheck) written(b *Bot, p string) bool {
	for k, u := range c.units {
		if slices.Contains(c.unitOf, k) && u.author != "" && b.speaksFor(p, attribution{source: u.author}) {
			return true
		}
	}
	return false
}

// ofAuthor reports whether a name is of the author's of the unit's article.
func (u *unit) ofAuthor(x term) bool {
	return slices.Contains(strings.Fields(u.author), x.folded)
}
