package library

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDigests(t *testing.T) {
	l, c := open(t)
	start := c.now()
	put := func(d Digest) Digest {
		t.Helper()
		stored, err := l.PutDigest(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return stored
	}
	morning := Digest{Team: "T1", User: "U1", Channel: "D1", Zone: "Europe/Sofia", Days: Daily, Hour: 8}
	news := put(morning)
	morning.Topic = "sanctions"
	sanctions := put(morning)
	morning.User = "U2"
	others := put(morning)
	morning.Team = "T2"
	elsewhere := put(morning)
	want := Digest{ID: 1, Team: "T1", User: "U1", Channel: "D1", Zone: "Europe/Sofia", Days: Daily, Hour: 8, Created: start, Changed: start}
	if diff := cmp.Diff(want, news); diff != "" {
		t.Errorf("PutDigest (-want +got):\n%s", diff)
	}

	// Another time for the same topic.
	c.advance(time.Hour)
	later := sanctions
	later.ID, later.Created, later.Changed = 0, time.Time{}, time.Time{}
	later.Channel, later.Zone, later.Days, later.Hour, later.Minute = "D9", "UTC", Weekdays, 23, 59
	got := put(later)
	later.ID, later.Created, later.Changed = sanctions.ID, start, c.now()
	if diff := cmp.Diff(later, got); diff != "" {
		t.Errorf("PutDigest again (-want +got):\n%s", diff)
	}
	wantDigests(t, l, "T1", "U1", news, later)
	wantDigests(t, l, "T1", "U2", others)
	wantDigests(t, l, "T1", "U3")
	all, err := l.AllDigests(t.Context())
	if diff := cmp.Diff([]Digest{news, later, others, elsewhere}, all); diff != "" || err != nil {
		t.Errorf("AllDigests: %v (-want +got):\n%s", err, diff)
	}

	// Nobody ends another's digest.
	for _, not := range []struct{ team, user string }{{"T1", "U1"}, {"T2", "U2"}} {
		if err := l.DeleteDigest(t.Context(), not.team, not.user, others.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("DeleteDigest by %v: %v, want ErrNotFound", not, err)
		}
	}
	if err := l.DeleteDigest(t.Context(), "T1", "U2", others.ID); err != nil {
		t.Error(err)
	}
	wantDigests(t, l, "T1", "U2")
	if n, err := l.DeleteDigests(t.Context(), "T1", "U1"); n != 2 || err != nil {
		t.Errorf("DeleteDigests = %d, %v; want 2", n, err)
	}
	if err := l.DeleteDigest(t.Context(), "T2", "U2", elsewhere.ID); err != nil {
		t.Error(err)
	}
	// An id is not used again: it stands in the keys of what was sent.
	if d := put(morning); d.ID <= elsewhere.ID {
		t.Errorf("a new digest has the id %d of an old one", d.ID)
	}
}

func wantDigests(t *testing.T, l *Library, team, user string, want ...Digest) {
	t.Helper()
	got, err := l.Digests(t.Context(), team, user)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("Digests(%q, %q): %v (-want +got):\n%s", team, user, err, diff)
	}
}

func TestDigestLimits(t *testing.T) {
	l, _ := open(t)
	good := Digest{User: "U1", Zone: "UTC", Days: Daily}
	for _, test := range []struct {
		spoil func(*Digest)
		says  string
	}{
		{func(d *Digest) { d.User = "" }, "nobody's"},
		{func(d *Digest) { d.Days = "sometimes" }, `no days "sometimes"`},
		{func(d *Digest) { d.Hour = 24 }, "24:00 is no time"},
		{func(d *Digest) { d.Hour, d.Minute = 8, 60 }, "8:60 is no time"},
		{func(d *Digest) { d.Hour = -1 }, "-1:00 is no time"},
		{func(d *Digest) { d.Zone = "" }, `"" is no time zone`},
		{func(d *Digest) { d.Zone = "Local" }, `"Local" is no time zone`},
		{func(d *Digest) { d.Zone = "Europe/../x" }, `"Europe/../x" is no time zone`},
	} {
		bad := good
		test.spoil(&bad)
		if _, err := l.PutDigest(t.Context(), bad); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("PutDigest(%+v): %v, want %q", bad, err, test.says)
		}
	}
	if _, err := l.PutDigest(t.Context(), good); err != nil {
		t.Error(err)
	}
}
