package slackio_test

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
)

// value is the value of a message's or view's first element of an action.
func value(t *testing.T, raw json.RawMessage, action string) (id, value string) {
	t.Helper()
	m := regexp.MustCompile(`"action_id":\s*"(` + action + `(?::\d+)?)"[^{}]*"value":\s*"([^"]*)"|"value":\s*"([^"]*)"[^{}]*"action_id":\s*"(` + action + `(?::\d+)?)"`).FindSubmatch(compact(raw))
	switch {
	case m == nil:
		t.Fatalf("no element with action %s in %s", action, raw)
	case len(m[1]) > 0:
		return string(m[1]), string(m[2])
	}
	return string(m[4]), string(m[3])
}

// compact leaves out the texts of elements, which stand between what is looked for.
func compact(raw json.RawMessage) []byte {
	return regexp.MustCompile(`"text":\s*\{[^{}]*\},?`).ReplaceAll(raw, nil)
}

func TestCommands(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		ask := func(command, args string) {
			w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, command, args))
			w.settled() // commands that only ask don't wait for each other
		}

		ask("/ask", "how long did they speak?")
		w.whisper(slacktest.Ada, slacktest.General, fifty)
		ask("/summary", "sanctions")
		ask("/summary", "")
		ask("/sources", "Geneva")
		w.whisper(slacktest.Ada, slacktest.General, "Example Times")
		w.settled()
		want := []string{"how long did they speak?", `summary "sanctions" 0001-01-01T00:00:00Z`, `summary "" 0001-01-01T00:00:00Z`, `sources "Geneva"`}
		if asked := w.bot.questions(); !slices.Equal(asked, want) {
			t.Errorf("asked %q, want %q", asked, want)
		}
		if n := len(w.slack.Messages(slacktest.General, "")); n != 0 {
			t.Errorf("%d messages that everybody sees", n)
		}
	})
}

func TestCommandsExplainThemselves(t *testing.T) {
	w := begin(t, socket)
	for _, c := range blocks.Commands() {
		w.do(w.slack.Command(w.ctx, slacktest.Boris, slacktest.General, c.Name, "help"))
		w.settled()
	}
	w.do(w.slack.Command(w.ctx, slacktest.Boris, slacktest.General, "/digest", "hourly"))
	w.do(w.slack.Command(w.ctx, slacktest.Boris, slacktest.General, "/ask", ""))
	w.do(w.slack.Command(w.ctx, slacktest.Boris, slacktest.General, "/digest", "daily 25:00"))
	w.settled()
	got := w.slack.Ephemerals(slacktest.Boris, slacktest.General)
	if len(got) != len(blocks.Commands())+3 {
		t.Fatalf("%d answers", len(got))
	}
	for i, c := range blocks.Commands() {
		if !strings.Contains(got[i].Text, c.Name) {
			t.Errorf("help for %s: %q", c.Name, got[i].Text)
		}
	}
	if asked := w.bot.questions(); len(asked) != 0 {
		t.Errorf("asked %q", asked)
	}
}

func TestShareInChannel(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/ask", "how long did they speak?"))
		mine := w.whisper(slacktest.Ada, slacktest.General, fifty)
		id, v := value(t, mine.Blocks, blocks.ActionShare)
		w.do(w.slack.Press(w.ctx, slacktest.Ada, slacktest.General, mine.TS, id, v))
		shared, err := w.slack.WaitMessage(w.ctx, slacktest.General, "", nil)
		w.do(err)
		if !strings.Contains(shared.Text, fifty) || !strings.Contains(shared.Text, "how long did they speak?") {
			t.Errorf("shared %q", shared.Text)
		}
		w.settled()
		// What is asked below it goes on from it.
		w.say(slacktest.Ada, slacktest.General, shared.TS, "and what did Peskov say?")
		w.reply(slacktest.General, shared.TS, 2)
		if asked := w.bot.questions(); asked[len(asked)-1] != "how long did they speak? | and what did Peskov say?" {
			t.Errorf("asked %q", asked)
		}
	})
}

func TestShareWhereTheBotIsnt(t *testing.T) {
	w := begin(t, socket)
	w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.News, "/ask", "how long did they speak?"))
	mine := w.whisper(slacktest.Ada, slacktest.News, fifty)
	id, v := value(t, mine.Blocks, blocks.ActionShare)
	w.do(w.slack.Press(w.ctx, slacktest.Ada, slacktest.News, mine.TS, id, v))
	w.whisper(slacktest.Ada, slacktest.News, "Invite me")
	w.settled()
}

func TestButtonsOfAnAnswer(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		ts := w.mention("how long did they speak?")
		m := w.reply(slacktest.General, ts, 1)

		id, v := value(t, m.Blocks, blocks.ActionPassage)
		w.do(w.slack.Press(w.ctx, slacktest.Boris, slacktest.General, m.TS, id, v))
		w.modal(slacktest.Boris, "Peskov called the talks good.")
		w.do(w.slack.CloseModal(w.ctx, slacktest.Boris))

		w.do(w.slack.Press(w.ctx, slacktest.Ada, slacktest.General, m.TS, blocks.ActionFeedback, ""))
		w.whisper(slacktest.Ada, slacktest.General, "Thanks")
		bad := regexp.MustCompile(`bad [a-z0-9]+`).FindString(string(m.Blocks))
		w.do(w.slack.Press(w.ctx, slacktest.Boris, slacktest.General, m.TS, blocks.ActionFeedback, bad))
		modal := w.modal(slacktest.Boris, "More about it")
		problems, err := w.slack.Submit(w.ctx, slacktest.Boris, modal.ID, map[string]string{"reason": blocks.ReasonWrong, "comment": "it was sixty"})
		w.do(err)
		if len(problems) > 0 {
			t.Errorf("problems %v", problems)
		}
		w.settled()
		got, err := w.lib.Feedback(w.ctx, time.Time{})
		w.do(err)
		if len(got) != 2 || !got[0].Feedback.Good || got[1].Feedback.Good || got[1].Feedback.Reason != blocks.ReasonWrong ||
			got[1].Feedback.Comment != "it was sixty" || got[1].Answer.Question != "how long did they speak?" {
			t.Errorf("feedback %+v", got)
		}
	})
}

func TestSourcesArePagedAndRead(t *testing.T) {
	w := begin(t, socket, func(w *world, _ *slacktest.Options) { w.bot.articles = 25 })
	w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/sources", ""))
	m := w.whisper(slacktest.Ada, slacktest.General, "Page 1 of 3")
	id, v := value(t, m.Blocks, blocks.ActionSources)
	w.do(w.slack.Press(w.ctx, slacktest.Ada, slacktest.General, m.TS, id, v))
	w.wait("the second page in the place of the first", func() bool {
		es := w.slack.Ephemerals(slacktest.Ada, slacktest.General)
		return len(es) == 1 && strings.Contains(es[0].Text, "Page 2 of 3")
	})
	id, v = value(t, m.Blocks, blocks.ActionRead)
	w.do(w.slack.Press(w.ctx, slacktest.Ada, slacktest.General, m.TS, id, v))
	w.modal(slacktest.Ada, "Peskov called the talks good.")

	dm := w.slack.DM(slacktest.Ada)
	ts := w.say(slacktest.Ada, dm, "", "which articles do you have?")
	list := w.reply(dm, ts, 1)
	id, v = value(t, list.Blocks, blocks.ActionSources)
	w.do(w.slack.Press(w.ctx, slacktest.Ada, dm, list.TS, id, v))
	w.wait("the second page", func() bool {
		said := w.said(dm, ts)
		return len(said) == 1 && strings.Contains(said[0].Text, "Page 2 of 3")
	})
}

func TestHome(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/digest", "daily 08:00"))
		w.settled()
		w.do(w.slack.OpenHome(slacktest.Ada))
		home, err := w.slack.WaitHome(w.ctx, slacktest.Ada, nil)
		w.do(err)
		for _, want := range []string{"5 articles", "Example Times", "How long did they speak?", "08:00"} {
			if !strings.Contains(string(home.JSON), want) {
				t.Errorf("home has no %q: %s", want, home.JSON)
			}
		}
		id, v := value(t, home.JSON, blocks.ActionAsk)
		w.do(w.slack.PressView(w.ctx, slacktest.Ada, home.ID, id, v))
		m, err := w.slack.WaitMessage(w.ctx, w.slack.DM(slacktest.Ada), "", nil)
		w.do(err)
		if !strings.Contains(m.Text, fifty) {
			t.Errorf("answer %q", m.Text)
		}
		id, v = value(t, home.JSON, blocks.ActionDigestOff)
		w.do(w.slack.PressView(w.ctx, slacktest.Ada, home.ID, id, v))
		w.settled()
		if ds, err := w.lib.AllDigests(w.ctx); err != nil || len(ds) != 0 {
			t.Errorf("digests %v, %v", ds, err)
		}
	})
}

func TestCheckAgainstCoverage(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		ts := w.say(slacktest.Boris, slacktest.General, "", "They spoke for fifty minutes &amp; more.")
		w.do(w.slack.RunShortcut(w.ctx, slacktest.Ada, blocks.CallbackCheck, slacktest.General, ts))
		w.whisper(slacktest.Ada, slacktest.General, fifty)
		w.settled()
	})
}

func TestDigestOrders(t *testing.T) {
	w := begin(t, socket)
	order := func(args string) { w.do(w.slack.Command(w.ctx, slacktest.Boris, slacktest.General, "/digest", args)) }
	order("weekdays 7:30 Sanctions")
	order("daily 08:00")
	order("daily 09:15 sanctions") // in place of the first
	w.settled()
	ds, err := w.lib.AllDigests(w.ctx)
	w.do(err)
	if len(ds) != 2 || ds[0].Zone != "America/New_York" || ds[0].Hour != 9 || ds[0].Minute != 15 || ds[0].Topic != "Sanctions" ||
		ds[0].Channel != w.slack.DM(slacktest.Boris) {
		t.Fatalf("digests %+v", ds)
	}
	order("list")
	order("off SANCTIONS")
	order("off sanctions")
	order("off")
	w.settled()
	if ds, err := w.lib.AllDigests(w.ctx); err != nil || len(ds) != 0 {
		t.Errorf("digests %v, %v", ds, err)
	}
	if n := len(w.slack.Ephemerals(slacktest.Boris, slacktest.General)); n != 7 {
		t.Errorf("%d answers", n)
	}
}

// What only asks doesn't wait for what the same person asked before; what changes
// something is done in its order.
func TestSlowCommandHoldsUpNothing(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		release := make(chan struct{})
		w.bot.says(func(ctx context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
			if q == "slow?" {
				<-release
			}
			return answered(q), nil
		})
		command := func(channel, command, args string) {
			w.do(w.slack.Command(w.ctx, slacktest.Ada, channel, command, args))
		}
		command(slacktest.General, "/ask", "slow?")
		command(slacktest.Desk, "/digest", "daily 08:00")
		command(slacktest.Desk, "/digest", "daily 09:00")
		command(slacktest.Desk, "/digest", "list")
		w.whisper(slacktest.Ada, slacktest.Desk, "09:00")
		command(slacktest.Desk, "/ask", "quick?")
		w.whisper(slacktest.Ada, slacktest.Desk, fifty)
		ts := w.say(slacktest.Ada, slacktest.Desk, "", "They spoke for fifty minutes.")
		w.do(w.slack.RunShortcut(w.ctx, slacktest.Ada, blocks.CallbackCheck, slacktest.Desk, ts))
		w.whisper(slacktest.Ada, slacktest.Desk, "They spoke for fifty minutes.")
		close(release)
		w.settled()
	})
}
