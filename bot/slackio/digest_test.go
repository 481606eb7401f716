package slackio

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/corpus/library"
)

func TestReadDigest(t *testing.T) {
	for args, want := range map[string]digestOrder{
		"daily 08:00":                      {Days: library.Daily, Hour: 8},
		"Daily 8:05":                       {Days: library.Daily, Hour: 8, Minute: 5},
		"weekdays 17.30":                   {Days: library.Weekdays, Hour: 17, Minute: 30},
		"weekdays at 23:59 the  sanctions": {Days: library.Weekdays, Hour: 23, Minute: 59, Topic: "the sanctions"},
		"LIST":                             {List: true},
		"off":                              {Off: true},
		"off sanctions and more":           {Off: true, Topic: "sanctions and more"},
	} {
		got, err := readDigest(args)
		if err != nil || got != want {
			t.Errorf("readDigest(%q) = %+v, %v, want %+v", args, got, err, want)
		}
	}
	for _, args := range []string{"", "daily", "daily 8", "daily 24:00", "daily 12:60", "hourly 08:00", "daily 08:00x", "offer", "weekdays sanctions", "list all"} {
		if got, err := readDigest(args); err == nil {
			t.Errorf("readDigest(%q) = %+v, want an error", args, got)
		}
	}
}

func FuzzReadDigest(f *testing.F) {
	f.Add("daily 08:00 sanctions")
	f.Add("off")
	f.Fuzz(func(t *testing.T, args string) {
		o, err := readDigest(args)
		if err != nil || o.List || o.Off {
			return
		}
		if o.Hour < 0 || o.Hour > 23 || o.Minute < 0 || o.Minute > 59 || o.Days != library.Daily && o.Days != library.Weekdays {
			t.Errorf("readDigest(%q) = %+v", args, o)
		}
	})
}

func TestLastDue(t *testing.T) {
	berlin := func(days library.Days, hour, minute int) library.Digest {
		return library.Digest{Zone: "Europe/Berlin", Days: days, Hour: hour, Minute: minute}
	}
	for _, test := range []struct {
		name     string
		d        library.Digest
		now      string
		due, day string
	}{
		{"just now", berlin(library.Daily, 8, 0), "2026-11-25T07:00:00Z", "2026-11-25T07:00:00Z", "2026-11-25"},
		{"not yet today", berlin(library.Daily, 8, 0), "2026-11-25T06:59:59Z", "2026-11-24T07:00:00Z", "2026-11-24"},
		{"Friday's on Sunday", berlin(library.Weekdays, 8, 0), "2026-11-29T12:00:00Z", "2026-11-27T07:00:00Z", "2026-11-27"},
		{"summer", berlin(library.Daily, 8, 0), "2026-07-01T12:00:00Z", "2026-07-01T06:00:00Z", "2026-07-01"},
		{"day of the change to summer", berlin(library.Daily, 8, 0), "2026-03-29T12:00:00Z", "2026-03-29T06:00:00Z", "2026-03-29"},
		{"day of the change to winter", berlin(library.Daily, 8, 0), "2026-10-25T12:00:00Z", "2026-10-25T07:00:00Z", "2026-10-25"},
		// 02:30 isn't: 01:59:59 is followed by 03:00:00.
		{"time left out", berlin(library.Daily, 2, 30), "2026-03-29T12:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29"},
		// 02:30 is at 00:30 and at 01:30 UTC.
		{"time repeated, after both", berlin(library.Daily, 2, 30), "2026-10-25T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25"},
		{"the other side of the day", library.Digest{Zone: "Pacific/Auckland", Days: library.Weekdays, Hour: 9}, "2026-11-29T20:00:00Z", "2026-11-29T20:00:00Z", "2026-11-30"},
		{"midnight left out", library.Digest{Zone: "Africa/Cairo", Days: library.Daily}, "2026-04-24T12:00:00Z", "2026-04-23T22:00:00Z", "2026-04-24"},
	} {
		now, err := time.Parse(time.RFC3339, test.now)
		if err != nil {
			t.Fatal(err)
		}
		due, date, ok := lastDue(test.d, zoneNamed(t, test.d.Zone), now)
		got := []string{due.UTC().Format(time.RFC3339), date.Format(time.DateOnly)}
		if diff := cmp.Diff([]string{test.due, test.day}, got); !ok || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, ok, diff)
		}
	}
}

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Through a whole year each day's digest falls due
// once, and the days are in order.
func TestLastDueOnceADay(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Pacific/Auckland", "Africa/Cairo", "Australia/Lord_Howe"} {
		zone := zoneNamed(t, name)
		for _, hour := range []int{0, 2, 8} {
			d := library.Digest{Days: library.Daily, Hour: hour, Minute: 30}
			start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			var last time.Time
			days := 0
			for now := start; now.Before(start.AddDate(1, 0, 0)); now = now.Add(30 * time.Minute) {
				_, date, ok := lastDue(d, zone, now)
				switch {
				case !ok:
					t.Fatalf("%s %d:30: nothing was due at %v", name, hour, now)
				case date.Equal(last):
				case !last.IsZero() && !date.Equal(last.AddDate(0, 0, 1)):
					t.Fatalf("%s %d:30: %v comes after %v", name, hour, date, last)
				default:
					last = date
					days++
				}
			}
			if days < 365 || days > 366 {
				t.Errorf("%s %d:30: %d days in a year", name, hour, days)
			}
		}
	}
}

// zoneless is a state with a digest before all others whose time zone isn't known.
type zoneless struct{ State }

func (z zoneless) AllDigests(ctx context.Context) ([]library.Digest, error) {
	all, err := z.State.AllDigests(ctx)
	return append([]library.Digest{{ID: 1000, User: "U1", Zone: "Mars/Olympus", Days: library.Daily}}, all...), err
}

func TestDigestOfUnknownZoneHoldsUpNoOther(t *testing.T) {
	var now time.Time
	s, lib := unheard(t, func(o *Options) { o.Now = func() time.Time { return now } })
	d, err := lib.PutDigest(t.Context(), library.Digest{User: "U2", Zone: "UTC", Days: library.Daily, Hour: 8})
	if err != nil {
		t.Fatal(err)
	}
	now = d.Created.Truncate(24*time.Hour).AddDate(0, 0, 1).Add(8 * time.Hour)
	s.state = zoneless{lib}
	if err := s.dueDigests(t.Context()); err != nil {
		t.Error(err)
	}
	if n, err := lib.Pending(t.Context()); n != 1 || err != nil {
		t.Errorf("%d digests are due, %v; want 1", n, err)
	}
}

// A digest that is moved is next sent when its new time comes, not at once, nor
// only on the next day.
func TestDigestMoved(t *testing.T) {
	day := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	now := day.Add(7 * time.Hour)
	clock := func() time.Time { return now }
	lib, err := library.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"), library.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	s, _ := unheard(t, func(o *Options) { o.State, o.Now = lib, clock })
	for _, step := range []struct {
		at   string
		hour int // to which the digest is moved; 0 leaves it
		due  int // digests until then
	}{
		{"07:00", 8, 0},
		{"08:01", 0, 1},
		{"09:00", 17, 1}, // to later on the day
		{"09:01", 6, 1},  // to before now
		{"09:02", 17, 1},
		{"17:01", 0, 2},
		{"17:02", 17, 2}, // to the same time
		{"23:00", 0, 2},
	} {
		at, err := time.Parse("15:04", step.at)
		if err != nil {
			t.Fatal(err)
		}
		now = day.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
		if step.hour > 0 {
			if _, err := lib.PutDigest(t.Context(), library.Digest{User: "U1", Zone: "UTC", Days: library.Daily, Hour: step.hour}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.dueDigests(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, err := lib.Pending(t.Context()); n != step.due || err != nil {
			t.Errorf("%s: %d digests, %v; want %d", step.at, n, err, step.due)
		}
	}
}
