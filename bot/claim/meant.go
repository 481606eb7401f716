package claim

import (
	"slices"
	"strconv"
	"strings"

	"cuttings/bot/lexicon"
)

// meant reports whether one of the sentences means the number, the day or the span of time
// at i without holding it.
func (c *check) meant(i int) bool {
	x := c.terms[i]
	return slices.ContainsFunc(c.units, func(u *unit) bool {
		switch {
		case x.kind == termNumber && (u.countsSo(x.value) || c.percent(i) && u.odds(x.value)):
			return true
		case spans[x.folded]:
			return x.folded == "day" && u.terms.has(besideToday)
		}
		return c.checker.ofReportsDay(u, x)
	})
}

// besideToday are words for the day before or behind the one of a report.
var besideToday = lexicon.Set(`yesterday tomorrow`)

// counters are words that say of how many they tell.
var counters = map[string]string{"either": "2", "neither": "2", "couple": "2", "pair": "2", "twice": "2", "bilateral": "2", "trilateral": "3", "trio": "3", "thrice": "3", "quartet": "4"}

// countsSo reports whether a unit says a number in another way: "either party" for two, "and
// 44 other countries" for 45.
func (u *unit) countsSo(value string) bool {
	n, err := strconv.Atoi(value)
	less := strconv.Itoa(n - 1)
	for j, y := range u.terms {
		if counters[y.folded] == value {
			return true
		}
		if err == nil && y.kind == termNumber && y.value == less && j > 0 && u.terms[j-1].folded == "and" && j+1 < len(u.terms) && (u.terms[j+1].folded == "other" || u.terms[j+1].folded == "others") {
			return true
		}
	}
	return false
}

// percent reports whether the number at i is so many in a hundred.
func (c *check) percent(i int) bool { return i+1 < len(c.terms) && c.terms[i+1].folded == "percent" }

// odds reports whether a unit says a share of a hundred as "one in five".
func (u *unit) odds(percent string) bool {
	p, err := strconv.ParseFloat(percent, 64)
	for j := 0; err == nil && j+2 < len(u.terms); j++ {
		of, notOf := strconv.ParseFloat(u.terms[j+2].value, 64)
		part, notPart := strconv.ParseFloat(u.terms[j].value, 64)
		if u.terms[j].folded == "one" { // which isn't always a number
			part, notPart = 1, nil
		}
		if notOf == nil && notPart == nil && u.terms[j+1].folded == "in" && part*100 == p*of {
			return true
		}
	}
	return false
}

// ofReportsDay reports whether a term is the year of a unit's report, where the unit names a
// day, a month or a season without its year; or the month, the number or the weekday of the
// day that it means by "today" and the like.
func (k *Checker) ofReportsDay(u *unit, x term) bool {
	day := k.coverage.Articles[u.article].Date()
	if day.IsZero() {
		return false
	}
	if x.kind == termNumber && x.value == strconv.Itoa(day.Year()) {
		return u.terms.ofThisYear() && !slices.ContainsFunc(u.terms, isYear)
	}
	for _, y := range u.terms {
		days, ok := fromToday[y.folded]
		if d := day.AddDate(0, 0, days); ok && (strings.EqualFold(x.folded, d.Weekday().String()) || x.value == "month "+strconv.Itoa(int(d.Month())) || x.kind == termNumber && x.value == strconv.Itoa(d.Day())) {
			return true
		}
	}
	return false
}

// fromToday are words for a day and how many days it lies behind that of the report.
var fromToday = map[string]int{"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}

// ofThisYear reports whether terms name a day or a month that isn't the last or next one, by
// which a report that names no year means its own.
func (s terms) ofThisYear() bool {
	for i, x := range s {
		before := ""
		if i > 0 {
			before = s[i-1].folded
		}
		_, near := fromToday[x.folded]
		switch {
		case before == "last" || before == "next":
		case near, strings.HasPrefix(x.value, "month "), before == "this" && seasons[x.folded]:
			return true
		}
	}
	return false
}

// seasons are words for parts of a year, and for it, that "this" stands before.
var seasons = lexicon.Set(`week month year spring summer autumn fall winter`)

// Between these a number of four digits may be a year.
const firstYear, lastYear = 1500, 2200

// isYear reports whether a term is the number of a year.
func isYear(x term) bool {
	n, err := strconv.Atoi(x.value)
	return x.kind == termNumber && err == nil && len(x.value) == 4 && n > firstYear && n < lastYear
}
