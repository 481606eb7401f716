package bot

import (
	"regexp"
	"slices"
	"strings"
)

// datedRE matches the days, months and years of the calendar that a text names with
// their year.
var datedRE = regexp.MustCompile(`(?i)\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|` +
	`\d{1,2}` + nth + `(?: of)? (?:` + monthNames + `)\b\.?,? \d{4}|` +
	`(?:` + monthNames + `)\.? \d{1,2}` + nth + `,? \d{4}|` +
	`(?:` + monthNames + `)\.?,? \d{4}|(?:19|20)\d\d)\b`)

// beyond says that the coverage ends before a day, month or year that the text of a question
// names, if no sentence found speaks of that: what happened then it can't report. Else it's empty.
func (b *Bot) beyond(text string, f found) string {
	last := b.scope.To
	if last.IsZero() {
		return ""
	}
	for _, named := range datedRE.FindAllString(text, -1) {
		p, ok := calendar(strings.ToLower(named), last)
		if !ok || !midnight(p.from).After(midnight(last)) {
			continue
		}
		if !slices.ContainsFunc(f.candidates, func(c *candidate) bool { return speaksOf(c.sentence.Text, p) }) {
			return "The coverage ends on " + day(last) + ", before " + quoted(named) + "."
		}
	}
	return ""
}

// speaksOf reports whether a sentence names the year that a period is, or else the
// month that it lies in: a day may be told as "the 12th", or as a month's end.
func speaksOf(sentence string, p period) bool {
	if p.from.AddDate(1, 0, 0).Equal(p.to) {
		return strings.Contains(sentence, p.from.Format("2006"))
	}
	return strings.Contains(sentence, p.from.Format("January")) || strings.Contains(sentence, p.from.Format("Jan "))
}
