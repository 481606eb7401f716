package slackio

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"cuttings/corpus/library"
)

// A digestOrder is what stands behind /digest.
type digestOrder struct {
	// List and Off are those words; Off may name a topic.
	List, Off bool
	Topic     string
	Days      library.Days
	Hour      int
	Minute    int
}

var (
	digestTime = regexp.MustCompile(`(?i)^(daily|weekdays)\s+(?:at\s+)?(\d{1,2})[:.](\d{2})(?:\s+(.+))?$`)
	digestOff  = regexp.MustCompile(`(?i)^off(?:\s+(.+))?$`)
)

// readDigest reads what stands behind /digest: "daily 08:00", "weekdays 17:30
// sanctions", "list", "off", "off sanctions".
func readDigest(args string) (digestOrder, error) {
	args = strings.Join(strings.Fields(args), " ")
	if strings.EqualFold(args, "list") {
		return digestOrder{List: true}, nil
	}
	if m := digestOff.FindStringSubmatch(args); m != nil {
		return digestOrder{Off: true, Topic: m[1]}, nil
	}
	m := digestTime.FindStringSubmatch(args)
	if m == nil {
		return digestOrder{}, fmt.Errorf("%q names no days and time", args)
	}
	o := digestOrder{Days: library.Days(strings.ToLower(m[1])), Topic: m[4]}
	o.Hour, _ = strconv.Atoi(m[2])
	o.Minute, _ = strconv.Atoi(m[3])
	if o.Hour > 23 || o.Minute > 59 {
		return digestOrder{}, fmt.Errorf("%s:%s is no time of day", m[2], m[3])
	}
	return o, nil
}

// lastDue is when a digest was last due, now at the latest, and that date in the
// digest's time zone, as midnight UTC, which is how articles are dated. At a time of day that a change of clocks leaves out, it is due an hour
// off; at one that it repeats, the first time.
func lastDue(d library.Digest, zone *time.Location, now time.Time) (due, date time.Time, ok bool) {
	local := now.In(zone)
	const aWeek = 7
	for back := range aWeek {
		due := first(time.Date(local.Year(), local.Month(), local.Day()-back, d.Hour, d.Minute, 0, 0, zone))
		// The date, not due's own: midnight may be left out.
		date := time.Date(local.Year(), local.Month(), local.Day()-back, 0, 0, 0, 0, time.UTC)
		weekend := date.Weekday() == time.Saturday || date.Weekday() == time.Sunday
		if due.After(now) || d.Days == library.Weekdays && weekend {
			continue
		}
		return due, date, true
	}
	return time.Time{}, time.Time{}, false
}

// first is the first moment at which clocks show what they show at t: where they
// are set back, they show the same twice.
func first(t time.Time) time.Time {
	change, _ := t.ZoneBounds()
	if change.IsZero() {
		return t
	}
	_, before := change.Add(-time.Second).Zone()
	_, now := t.Zone()
	if earlier := t.Add(-time.Duration(before-now) * time.Second); earlier.Before(change) && before > now {
		return earlier
	}
	return t
}
