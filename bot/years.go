package bot

import (
	"regexp"
	"strings"
)

// yearBehind matches a year behind a day or month: of "January 10, 2022" the end.
var yearBehind = regexp.MustCompile(`(?i)\b((?:` + monthNames + `)\.?(?: \d{1,2}` + nth + `)?|\d{1,2}` + nth + `(?: of)? (?:` + monthNames + `)\.?),? ((?:19|20)\d\d)\b`)

// withoutYears is a question without the years of the days and months that it names, as
// far as these lie within half a year of all reports: a report seldom names the year, and
// the reader takes one that it doesn't find for another.
func (b *Bot) withoutYears(text string) string {
	first, last := b.scope.From, b.scope.To
	if first.IsZero() || last.IsZero() {
		return text
	}
	return yearBehind.ReplaceAllStringFunc(text, func(named string) string {
		p, ok := calendar(strings.ToLower(named), last)
		if !ok || p.from.After(first.AddDate(0, 6, 0)) || p.from.Before(last.AddDate(0, -6, 0)) {
			return named
		}
		return yearBehind.ReplaceAllString(named, "$1")
	})
}
