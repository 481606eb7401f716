package corpus

import (
	"regexp"
	"strings"
	"time"
)

// The layouts of a day and of a time of day in a stamp, after cleanStamp.
var (
	dayLayouts   = []string{"2006-1-2", "January 2 2006", "Jan 2 2006", "2 January 2006", "2 Jan 2006", "2.1.2006", "2006/1/2"}
	clockLayouts = []string{"15:04", "15:04:05", "3:04pm", "3:04:05pm", "3pm"}
)

var (
	weekday = regexp.MustCompile(`(?i)^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.? `)
	ordinal = regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)\b`)
	glued   = regexp.MustCompile(`(?i)(\d)\s?([ap])\.?m\b\.?`)
	isoTime = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})T(\d)`)
	// shortMonth is a month's short form as the layouts don't know it: Dec. or Sept.
	shortMonth = regexp.MustCompile(`\b([A-Z][a-z][a-z])(?:t\b\.?|\.)`)
	offset     = regexp.MustCompile(`^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$`)
)

// zoneHours are the hours ahead of UTC of the zone names that mean one thing only.
var zoneHours = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
	"EST": -5, "EDT": -4, "PST": -8, "PDT": -7,
}

// parseStamp reads a day, with or without a time of day and a zone, in the ways
// that English news sites write them. A time without a zone is taken as UTC; one
// in a zone that isn't known is left out, and the day kept. ok is false when s
// holds anything else, and for days such as 3/4/2021 that can be read in two ways.
func parseStamp(s string) (t time.Time, ok bool) {
	const longest = 100
	if len(s) > longest {
		return time.Time{}, false
	}
	fields := strings.Fields(cleanStamp(s))
	// The longest run of words that reads as a day; what follows is the time.
	for n := min(len(fields), 3); n > 0; n-- {
		day, ok := parseAny(dayLayouts, strings.Join(fields[:n], " "))
		if ok {
			return addClock(day, fields[n:])
		}
	}
	return time.Time{}, false
}

// addClock adds the time of day that fields hold to day.
func addClock(day time.Time, fields []string) (time.Time, bool) {
	if len(fields) > 0 && strings.EqualFold(fields[0], "at") {
		fields = fields[1:]
	}
	if len(fields) == 0 {
		return day, true
	}
	clock, zone := fields[0], strings.Join(fields[1:], "")
	if i := strings.LastIndexAny(clock, "Z+-"); i > 0 && zone == "" {
		clock, zone = clock[:i], clock[i:]
	}
	c, ok := parseAny(clockLayouts, clock)
	if !ok {
		return time.Time{}, false
	}
	ahead, known, ok := parseZone(zone)
	if !ok {
		return time.Time{}, false
	}
	if !known {
		return day, true
	}
	since := time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute + time.Duration(c.Second())*time.Second
	return day.Add(since - ahead), true
}

// parseZone returns how far a zone is ahead of UTC. ok says whether s looks like
// a zone at all, known whether it is one whose distance is certain.
func parseZone(s string) (ahead time.Duration, known, ok bool) {
	s = strings.ToUpper(strings.Trim(s, "()"))
	if s == "" {
		return 0, true, true
	}
	if h, found := zoneHours[s]; found {
		return time.Duration(h) * time.Hour, true, true
	}
	if m := offset.FindStringSubmatch(s); m != nil {
		d, err := time.ParseDuration(m[2] + "h" + "0" + m[3] + "m")
		if m[1] == "-" {
			d = -d
		}
		return d, err == nil && d.Abs() <= 14*time.Hour, true
	}
	return 0, false, strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && len(s) <= len("LOCALTIME")
}

// cleanStamp folds the ways of writing a stamp into those of the layouts:
// "Friday, Dec. 31st, 2021, 1:13 a.m." becomes "Dec 31 2021 1:13am".
func cleanStamp(s string) string {
	s = strings.ReplaceAll(s, ",", " ")
	s = strings.Join(strings.Fields(strings.Trim(s, " .|")), " ")
	s = weekday.ReplaceAllString(s, "")
	s = isoTime.ReplaceAllString(s, "$1 $2")
	s = ordinal.ReplaceAllString(s, "$1")
	s = glued.ReplaceAllStringFunc(s, func(m string) string {
		return strings.ToLower(strings.NewReplacer(" ", "", ".", "").Replace(m))
	})
	return shortMonth.ReplaceAllString(s, "$1")
}

// parseAny reads s by the first layout that fits.
func parseAny(layouts []string, s string) (time.Time, bool) {
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
