package slackio_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/bot/slackio"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus/library"
)

// clock is a clock that a test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// A digest is sent once a day, however often the process starts, late if it wasn't
// running, and not at all if that is long past.
func TestDigestIsSentOnce(t *testing.T) {
	c := &clock{at: time.Now()}
	w := begin(t, socket, func(w *world, _ *slacktest.Options) { w.options.Now = c.now })
	dm := w.slack.DM(slacktest.Ada)
	d, err := w.lib.PutDigest(w.ctx, library.Digest{Team: slacktest.TeamID, User: slacktest.Ada, Channel: dm, Zone: "Europe/Berlin", Days: library.Daily, Hour: 8})
	w.do(err)
	berlin, err := time.LoadLocation(d.Zone)
	w.do(err)
	local := d.Created.In(berlin)
	day := func(n, hour, minute int) time.Time {
		return time.Date(local.Year(), local.Month(), local.Day()+n, hour, minute, 0, 0, berlin)
	}
	restart := func(at time.Time) {
		w.stop()
		c.set(at)
		w.start()
		// Run looks for what is due at its start; a home that is opened after that
		// goes through the same jobs.
		w.settled()
	}
	sent := func() int { return len(w.slack.Messages(dm, "")) }
	expect := func(when string, n int) {
		t.Helper()
		if n > 0 {
			w.wait("a digest "+when, func() bool { return sent() >= n })
		}
		w.settled()
		if got := sent(); got != n {
			t.Fatalf("%s: %d digests, want %d", when, got, n)
		}
	}
	restart(day(1, 7, 59))
	expect("before the time", 0)
	restart(day(1, 8, 1))
	expect("at the time", 1)
	restart(day(1, 8, 2))
	restart(day(1, 13, 0))
	expect("after two more starts", 1)
	restart(day(2, 13, 59))
	expect("late", 2)
	restart(day(3, 14, 1))
	expect("too late", 2)
	restart(day(4, 8, 0))
	expect("on the next day", 3)
}

func TestDigestSaysWhatIsNew(t *testing.T) {
	c := &clock{at: time.Now()}
	w := begin(t, socket, func(w *world, _ *slacktest.Options) { w.options.Now = c.now })
	w.bot.summaries = func(topic string, since time.Time) bot.Summary {
		s := bot.Summary{Topic: topic, Coverage: coverage()}
		if since.IsZero() {
			s.Points = []bot.SummaryPoint{{Citations: []bot.Citation{quote(1, fifty)}}}
		}
		return s
	}
	dm := w.slack.DM(slacktest.Ada)
	d, err := w.lib.PutDigest(w.ctx, library.Digest{Team: slacktest.TeamID, User: slacktest.Ada, Channel: dm, Topic: "sanctions", Zone: "UTC", Days: library.Daily, Hour: 8})
	w.do(err)
	w.stop()
	day := d.Created.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1)
	c.set(day.Add(8 * time.Hour))
	w.start()
	m, err := w.slack.WaitMessage(w.ctx, dm, "", nil)
	w.do(err)
	for _, want := range []string{"Your daily digest on sanctions", "nothing new since " + day.AddDate(0, 0, -1).Format("2 January"), fifty} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("digest has no %q: %q", want, m.Text)
		}
	}
	asked := w.bot.questions()
	if want := `summary "sanctions" ` + day.AddDate(0, 0, -1).Format(time.RFC3339); !slices.Contains(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
	w.settled()
}

// Who may no longer ask gets no digest either, and can always end theirs.
func TestDigestOfWhoHasNoAccess(t *testing.T) {
	c := &clock{at: time.Now()}
	w := begin(t, socket, func(w *world, _ *slacktest.Options) {
		w.options.Now = c.now
		w.options.Access = slackio.Access{Users: []string{slacktest.Boris}, Channels: []string{slacktest.Desk}}
	})
	dms := map[string]string{slacktest.Ada: w.slack.DM(slacktest.Ada), slacktest.Boris: w.slack.DM(slacktest.Boris)}
	var d library.Digest
	for user, dm := range dms {
		var err error
		d, err = w.lib.PutDigest(w.ctx, library.Digest{Team: slacktest.TeamID, User: user, Channel: dm, Zone: "UTC", Days: library.Daily, Hour: 8})
		w.do(err)
	}
	w.stop()
	c.set(d.Created.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1).Add(8 * time.Hour))
	w.start()
	_, err := w.slack.WaitMessage(w.ctx, dms[slacktest.Boris], "", nil)
	w.do(err)
	w.settled()
	if n := len(w.slack.Messages(dms[slacktest.Ada], "")); n != 0 {
		t.Errorf("%d digests to somebody without access", n)
	}
	w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/digest", "list"))
	w.whisper(slacktest.Ada, slacktest.General, "only to certain people")
	w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/digest", "off"))
	w.do(w.slack.Command(w.ctx, slacktest.Boris, slacktest.General, "/digest", "off"))
	w.settled()
	if all, err := w.lib.AllDigests(w.ctx); err != nil || len(all) != 0 {
		t.Errorf("left: %+v, %v", all, err)
	}
}
