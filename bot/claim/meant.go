package claim

import (
	"slices"
	"strconv"
	"strings"
	"time"

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
		return c.checker.ofReportsDay(u, x, c.terms.inDate(i))
	})
}

// inDate reports whether the number at i belongs to a date: it stands beside a month, or is the
// year behind one, "May 23, 2022".
func (s terms) inDate(i int) bool {
	month := func(j int) bool { return j >= 0 && j < len(s) && strings.HasPrefix(s[j].value, "month") }
	if isYear(s[i]) {
		for i--; i > 0 && s[i].kind == termMark; i-- {
		}
		return month(i) || month(i-1)
	}
	return month(i) || month(i-1) || month(i+1) || i+1 < len(s) && s[i+1].folded == "of" && month(i+2)
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
// day that it means (see [Checker.daysMeant]), where the claim has it in a date.
func (k *Checker) ofReportsDay(u *unit, x term, inDate bool) bool {
	day := k.coverage.Articles[u.article].Date()
	if day.IsZero() {
		return false
	}
	if x.kind == termNumber && x.value == strconv.Itoa(day.Year()) && u.terms.ofThisYear() && !slices.ContainsFunc(u.terms, isYear) {
		return true
	}
	return slices.ContainsFunc(k.daysMeant(u.article, u.terms), func(d time.Time) bool {
		switch {
		case x.kind != termNumber:
			return strings.EqualFold(x.folded, d.Weekday().String())
		case !inDate:
			return false
		}
		return x.value == "month "+strconv.Itoa(int(d.Month())) || x.value == strconv.Itoa(d.Day()) || x.value == strconv.Itoa(d.Year())
	})
}

// daysMeant are the days that a sentence of a report means by "today" and the like and by days
// of the week: the last one, or the next, too, if it speaks of what is to come.
func (k *Checker) daysMeant(article int, s terms) []time.Time {
	day := k.coverage.Articles[article].Date()
	if day.IsZero() {
		return nil
	}
	ahead := slices.ContainsFunc(s, func(x term) bool { return modalPlanned[x.folded] || planWords[x.folded] && !beForms[x.folded] })
	var out []time.Time
	for i, x := range s {
		if days, ok := fromToday[x.folded]; ok {
			out = append(out, day.AddDate(0, 0, days))
		}
		if x.folded == "night" && i > 0 && s[i-1].folded == "last" {
			out = append(out, day.AddDate(0, 0, -1))
		}
		for days := -6; dayTerms[x.folded] && days <= 7; days++ {
			if d := day.AddDate(0, 0, days); (days <= 0 || ahead) && strings.EqualFold(x.folded, d.Weekday().String()) {
				out = append(out, d)
			}
		}
	}
	return out
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
		case near, dayTerms[x.folded], strings.HasPrefix(x.value, "month "), before == "this" && seasons[x.folded]:
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

// spanMeans says of how many of which others a span of time is.
var spanMeans = map[string]struct{ number, span string }{"century": {"100", "year"}, "decade": {"10", "year"}, "year": {"12", "month"}, "week": {"7", "day"}, "day": {"24", "hour"}, "hour": {"60", "minute"}}

// sameSpan is where a unit holds the span of time, or its number, at i of a claim in other
// units: "the next ten years" for "the next decade"; or noTerm.
func (u *unit) sameSpan(c terms, i int) int {
	number, span := "", c[i].folded
	switch {
	case c[i].kind == termNumber && i+1 < len(c):
		number, span = c[i].value, c[i+1].folded
	case i > 0 && c[i-1].kind == termNumber:
		number = c[i-1].value
	}
	if !spans[span] {
		return noTerm
	}
	for j, y := range u.terms {
		counted := j > 0 && u.terms[j-1].kind == termNumber
		whole, part := spanMeans[span], spanMeans[y.folded]
		switch {
		case number == "" && counted && whole.number == u.terms[j-1].value && strings.TrimSuffix(y.folded, "s") == whole.span,
			number != "" && !counted && part.number == number && strings.TrimSuffix(span, "s") == part.span:
			return j
		}
	}
	return noTerm
}
