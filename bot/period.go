package bot

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A period is the days from one on until before another, each the midnight that
// begins a day. A zero to has no end.
type period struct{ from, to time.Time }

// empty reports whether p names no days.
func (p period) empty() bool { return p.from.IsZero() && p.to.IsZero() }

func (p period) oneDay() bool { return !p.empty() && p.to.Equal(p.from.AddDate(0, 0, 1)) }

// inFull is a day as the calendar has it, or "since" the first of several; empty
// if p is.
func (p period) inFull() string {
	switch {
	case p.empty():
		return ""
	case p.oneDay():
		return day(p.from)
	}
	return "since " + day(p.from)
}

// dated is what an article of these days is: "dated 30 December 2021 or later".
func (p period) dated() string {
	switch {
	case p.oneDay():
		return "dated " + day(p.from)
	case p.to.IsZero():
		return "dated " + day(p.from) + " or later"
	}
	return "dated " + day(p.from) + " to " + day(p.to.AddDate(0, 0, -1))
}

// includes reports whether a day of the calendar lies in p; times of the day and
// time zones don't matter.
func (p period) includes(day time.Time) bool {
	d := midnight(day)
	return !d.Before(midnight(p.from)) && (p.to.IsZero() || d.Before(midnight(p.to)))
}

// midnight is the day that t shows, in UTC, so that days of different zones
// compare as the calendar has them.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

const (
	monthNames = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`
	dayNames   = `mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?`
	nth        = `(?:st|nd|rd|th)?`

	// relativeDays are the phrases that only mean a time as seen from now.
	relativeDays = `today|yesterday|the day before yesterday|this (?:morning|afternoon|evening)|tonight|last night|overnight|(?:(?:the|this|last) )?weekend|` +
		`(?:this|last|past|the past|the last) (?:week|month|year)|` +
		`(?:the )?(?:last|past) (?:\d{1,3}|two|three|four|five|six|seven|ten|few|couple of) (?:hours?|days?|weeks?|months?)|` +
		`(?:\d{1,3}|an?|two|three|four|five|six|seven|ten) (?:hours?|days?|weeks?|months?) ago`
	calendarDays = `\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}|` +
		`(?:the )?\d{1,2}` + nth + `(?: of)? (?:` + monthNames + `)\b\.?(?:,? \d{4})?|` +
		`(?:` + monthNames + `)\.? \d{1,2}` + nth + `\b(?:,? \d{4})?`
	months12    = `(?:` + monthNames + `)\.?,? \d{4}|(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december`
	someWeekday = `(?:last )?(?:` + dayNames + `)`
)

var (
	isoDay     = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	dottedDay  = regexp.MustCompile(`^(\d{1,2})\.(\d{1,2})\.(\d{4})$`)
	dayMonth   = regexp.MustCompile(`^(?:the )?(\d{1,2})` + nth + `(?: of)? (` + monthNames + `)\.?(?:,? (\d{4}))?$`)
	monthDay   = regexp.MustCompile(`^(` + monthNames + `)\.? (\d{1,2})` + nth + `(?:,? (\d{4}))?$`)
	monthYear  = regexp.MustCompile(`^(` + monthNames + `)\.?(?:,? (\d{4}))?$`)
	yearOnly   = regexp.MustCompile(`^\d{4}$`)
	weekdayRE  = regexp.MustCompile(`^(?:last )?(` + dayNames + `)$`)
	lastFew    = regexp.MustCompile(`^(?:the )?(?:last|past) (\d+|\w+|couple of) (hour|day|week|month)s?$`)
	agoRE      = regexp.MustCompile(`^(\d+|\w+) (hour|day|week|month)s? ago$`)
	anyDay     = `(?:` + relativeDays + `|` + calendarDays + `|` + months12 + `|` + someWeekday + `)`
	onlyDay    = regexp.MustCompile(`(?i)^(?:(since|from|after|as of)\s+|(?:of|on|for|in|during|dated)\s+)?(` + anyDay + `)(?:['’]s)?(\s+(?:on|onwards?))?$`)
	sinceDay   = regexp.MustCompile(`(?i)\b(?:since|from|after|as of)\s+(` + anyDay + `)\b(?:\s+onwards?\b)?`)
	lonelyDay  = regexp.MustCompile(`(?i)(?:\b(?:of|on|for|in|during|from|over) )?\b(` + relativeDays + `)\b(?:['’]s)?`)
	onDay      = regexp.MustCompile(`(?i)\bon (` + someWeekday + `)$`)
	smallWords = map[string]int{"a": 1, "an": 1, "two": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
)

// Since is the beginning of the first day that a phrase names, such as "Monday",
// "last week" or "since 30 Dec", as seen from now and in its time zone; false if
// it names none.
func Since(phrase string, now time.Time) (time.Time, bool) {
	p, ok := periodOf(phrase, now)
	return p.from, ok
}

// periodOf reads a phrase as days seen from now, in the place of now: a date, a
// weekday (the last one before today), "last week", "since Dec 30". A date
// without a year is the latest that has come. It reports whether the phrase is one.
func periodOf(phrase string, now time.Time) (period, bool) {
	m := onlyDay.FindStringSubmatch(strings.Join(strings.Fields(phrase), " "))
	if m == nil || strings.EqualFold(m[0], "may") { // the verb
		return period{}, false
	}
	p, ok := daysOf(strings.ToLower(m[2]), now)
	if m[1] != "" || m[3] != "" {
		p.to = time.Time{}
	}
	return p, ok
}

// daysOf reads a phrase in lower case.
func daysOf(s string, now time.Time) (period, bool) {
	y, m, d := now.Date()
	day := func(back int) time.Time { return time.Date(y, m, d-back, 0, 0, 0, 0, now.Location()) }
	monday := (int(now.Weekday()) + 6) % 7 // days since
	month := func(back int) time.Time { return time.Date(y, m-time.Month(back), 1, 0, 0, 0, 0, now.Location()) }
	switch strings.TrimPrefix(strings.TrimPrefix(s, "the "), "this ") {
	case "today", "morning", "afternoon", "evening", "tonight":
		return period{day(0), day(-1)}, true
	case "yesterday":
		return period{day(1), day(0)}, true
	case "last night", "overnight":
		return period{day(1), day(-1)}, true
	case "day before yesterday":
		return period{day(2), day(1)}, true
	case "weekend", "last weekend":
		saturday := (monday + 2) % 7
		if saturday < 2 && s == "last weekend" {
			saturday += 7
		}
		return period{day(saturday), day(saturday - 2)}, true
	case "week":
		return period{day(monday), day(monday - 7)}, true
	case "month":
		return period{month(0), month(-1)}, true
	case "year":
		return period{time.Date(y, 1, 1, 0, 0, 0, 0, now.Location()), time.Date(y+1, 1, 1, 0, 0, 0, 0, now.Location())}, true
	case "last week":
		return period{day(monday + 7), day(monday)}, true
	case "past week":
		return period{day(7), day(-1)}, true
	case "last month":
		return period{month(1), month(0)}, true
	case "past month":
		return period{time.Date(y, m-1, d, 0, 0, 0, 0, now.Location()), day(-1)}, true
	case "last year":
		return period{time.Date(y-1, 1, 1, 0, 0, 0, 0, now.Location()), time.Date(y, 1, 1, 0, 0, 0, 0, now.Location())}, true
	case "past year":
		return period{time.Date(y-1, m, d, 0, 0, 0, 0, now.Location()), day(-1)}, true
	}
	if m := lastFew.FindStringSubmatch(s); m != nil {
		from, ok := back(m[1], m[2], now)
		return period{from, day(-1)}, ok
	}
	if m := agoRE.FindStringSubmatch(s); m != nil {
		from, ok := back(m[1], m[2], now)
		return period{from, from.AddDate(0, 0, 1)}, ok
	}
	if m := weekdayRE.FindStringSubmatch(s); m != nil {
		ago := (int(now.Weekday()) - weekdayNumber(m[1]) + 6) % 7
		return period{day(ago + 1), day(ago)}, true
	}
	return calendar(s, now)
}

// back is the day so many hours, days, weeks or months ago.
func back(count, unit string, now time.Time) (time.Time, bool) {
	n, known := smallWords[count]
	if !known {
		var err error
		if n, err = strconv.Atoi(count); err != nil {
			return time.Time{}, false
		}
	}
	t := now
	switch unit {
	case "hour":
		t = now.Add(-time.Duration(n) * time.Hour)
	case "day":
		t = now.AddDate(0, 0, -n)
	case "week":
		t = now.AddDate(0, 0, -7*n)
	case "month":
		t = now.AddDate(0, -n, 0)
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, now.Location()), true
}

// calendar reads a day, month or year of the calendar.
func calendar(s string, now time.Time) (period, bool) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return oneDay(number(m[1]), number(m[2]), number(m[3]), now)
	}
	if m := dottedDay.FindStringSubmatch(s); m != nil {
		return oneDay(number(m[3]), number(m[2]), number(m[1]), now)
	}
	if m := dayMonth.FindStringSubmatch(s); m != nil {
		return oneDay(number(m[3]), monthNumber(m[2]), number(m[1]), now)
	}
	if m := monthDay.FindStringSubmatch(s); m != nil {
		return oneDay(number(m[3]), monthNumber(m[1]), number(m[2]), now)
	}
	if yearOnly.MatchString(s) {
		from := time.Date(number(s), 1, 1, 0, 0, 0, 0, now.Location())
		return period{from, from.AddDate(1, 0, 0)}, true
	}
	if m := monthYear.FindStringSubmatch(s); m != nil {
		year := number(m[2])
		if year == 0 {
			if year = now.Year(); monthNumber(m[1]) > int(now.Month()) {
				year--
			}
		}
		from := time.Date(year, time.Month(monthNumber(m[1])), 1, 0, 0, 0, 0, now.Location())
		return period{from, from.AddDate(0, 1, 0)}, true
	}
	return period{}, false
}

// oneDay is a day of a year; without one (0), the latest such day until now.
func oneDay(year, month, day int, now time.Time) (period, bool) {
	latest := year == 0
	if latest {
		year = now.Year()
	}
	from := time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location())
	// The 29th of February is looked for in the years before.
	for back := 1; latest && back <= 8 && (from.After(now) || from.Day() != day); back++ {
		from = time.Date(year-back, time.Month(month), day, 0, 0, 0, 0, now.Location())
	}
	if from.Day() != day || int(from.Month()) != month {
		return period{}, false
	}
	return period{from, from.AddDate(0, 0, 1)}, true
}

// monthNumber and weekdayNumber read a name in lower case, by its first three letters.
func monthNumber(name string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", name[:3])/3 + 1
}

func weekdayNumber(name string) int { return strings.Index("sunmontuewedthufrisat", name[:3]) / 3 }
