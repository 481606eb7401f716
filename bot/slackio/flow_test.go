package slackio_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus/library"
)

func TestMentionIsAnsweredOnce(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		ts := w.mention("how long did they speak?")
		got := w.reply(slacktest.General, ts, 1)
		if !strings.Contains(got.Text, fifty) {
			t.Errorf("answer %q doesn't quote %q", got.Text, fifty)
		}
		if got.UnfurlLinks == nil || *got.UnfurlLinks || got.UnfurlMedia == nil || *got.UnfurlMedia {
			t.Error("the answer may unfurl")
		}
		if !strings.Contains(string(got.Metadata), "cuttings_answer") {
			t.Errorf("metadata %s", got.Metadata)
		}
		// It came as app_mention and as message, and comes again.
		for _, d := range w.slack.Deliveries() {
			w.do(w.slack.Redeliver(d.ID))
		}
		w.settled()
		if said := w.said(slacktest.General, ts); len(said) != 1 {
			t.Errorf("%d answers", len(said))
		}
		if asked := w.bot.questions(); !slices.Equal(asked, []string{"how long did they speak?"}) {
			t.Errorf("asked %q", asked)
		}
	})
}

func TestLostDeliveryIsAnsweredByItsRetry(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		w.slack.LoseDeliveries(2)
		ts := w.mention("how long did they speak?")
		w.reply(slacktest.General, ts, 1)
		w.settled()
		if said := w.said(slacktest.General, ts); len(said) != 1 {
			t.Errorf("%d answers", len(said))
		}
	})
}

func TestFollowUpInThread(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		ts := w.mention("how long did they speak?")
		w.reply(slacktest.General, ts, 1)

		w.say(slacktest.Ada, slacktest.General, ts, "and what did Peskov say?")
		w.reply(slacktest.General, ts, 2)
		w.say(slacktest.Ada, slacktest.General, ts, "thanks!")
		w.say(slacktest.Boris, slacktest.General, ts, "I was at that press conference")
		w.say(slacktest.Ada, slacktest.General, ts, "what was it like?")
		w.say(slacktest.Ada, slacktest.General, ts, "<@"+slacktest.Boris+"> who was there?")
		w.settled()
		if n := len(w.said(slacktest.General, ts)); n != 2 {
			t.Fatalf("%d answers: the bot talks into a conversation among people", n)
		}
		w.say(slacktest.Boris, slacktest.General, ts, w.slack.Mention()+" who threatened whom?")
		w.reply(slacktest.General, ts, 3)
		w.say(slacktest.Chen, slacktest.General, ts, "and what did the Kremlin say about it?")
		w.reply(slacktest.General, ts, 4)
		want := []string{
			"how long did they speak?",
			"how long did they speak? | and what did Peskov say?",
			"how long did they speak? | and what did Peskov say? | who threatened whom?",
			"how long did they speak? | and what did Peskov say? | who threatened whom? | and what did the Kremlin say about it?",
		}
		if asked := w.bot.questions(); !slices.Equal(asked, want) {
			t.Errorf("asked %q, want %q", asked, want)
		}
	})
}

// What follows on from a summary is asked with the wish for it in mind.
func TestFollowUpOnSummary(t *testing.T) {
	w := begin(t, socket)
	ts := w.mention("summary of sanctions")
	w.reply(slacktest.General, ts, 1)
	w.say(slacktest.Ada, slacktest.General, ts, "and what did Peskov say?")
	w.reply(slacktest.General, ts, 2)
	asked := w.bot.questions()
	if got, want := asked[len(asked)-1], "summary of sanctions | and what did Peskov say?"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
}

// A remark of somebody else doesn't end the talk with the bot.
func TestFollowUpAfterRemarkOfAnother(t *testing.T) {
	w := begin(t, socket)
	ts := w.mention("how long did they speak?")
	w.reply(slacktest.General, ts, 1)
	w.say(slacktest.Boris, slacktest.General, ts, "interesting, I'll read that later")
	w.say(slacktest.Ada, slacktest.General, ts, "and what did Peskov say?")
	w.reply(slacktest.General, ts, 2)
	w.say(slacktest.Chen, slacktest.General, ts, "not what I heard")
	w.say(slacktest.Chen, slacktest.General, ts, "who threatened whom?")
	w.reply(slacktest.General, ts, 3)
	w.settled()
	if n := len(w.bot.questions()); n != 3 {
		t.Errorf("%d questions", n)
	}
}

func TestOtherThreadsAreLeftAlone(t *testing.T) {
	w := begin(t, socket)
	ts := w.say(slacktest.Boris, slacktest.General, "", "has anybody read the news?")
	w.say(slacktest.Ada, slacktest.General, ts, "what did Peskov say?")
	w.settled()
	if n := len(w.said(slacktest.General, ts)); n != 0 {
		t.Errorf("%d answers nobody asked for", n)
	}
}

// A mention in a thread that people began has the thread as its context, and a
// mention alone asks their last question.
func TestMentionInThreadOfPeople(t *testing.T) {
	w := begin(t, socket)
	ts := w.say(slacktest.Boris, slacktest.General, "", "how long did the presidents speak?")
	for range 25 { // more than a page of the double
		w.say(slacktest.Chen, slacktest.General, ts, "no idea")
	}
	w.say(slacktest.Ada, slacktest.General, ts, w.slack.Mention())
	w.reply(slacktest.General, ts, 1)
	w.say(slacktest.Ada, slacktest.General, ts, w.slack.Mention()+" and who called?")
	w.reply(slacktest.General, ts, 2)
	want := []string{"how long did the presidents speak?", "how long did the presidents speak? | and who called?"}
	if asked := w.bot.questions(); len(asked) != 2 || asked[0] != want[0] {
		t.Errorf("asked %q, want %q", asked, want)
	}
}

func TestDirectMessages(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		dm := w.slack.DM(slacktest.Ada)
		w.do(w.slack.OpenMessages(slacktest.Ada))
		w.wait("suggested prompts", func() bool { return len(w.slack.Prompts(dm, "")) == 2 })

		ts := w.say(slacktest.Ada, dm, "", "how long did they speak?")
		w.reply(dm, ts, 1)
		w.wait("the title", func() bool { return w.slack.Title(dm, ts) == "how long did they speak?" })
		if status := w.slack.Status(dm, ts); status != "" {
			t.Errorf("status %q after the answer", status)
		}
		second := w.say(slacktest.Ada, dm, "", "and what did Peskov say?")
		w.reply(dm, second, 1)
		third := w.say(slacktest.Ada, dm, "", "summary of sanctions")
		w.reply(dm, third, 1)
		fourth := w.say(slacktest.Ada, dm, "", "thank you")
		w.reply(dm, fourth, 1)
		fifth := w.say(slacktest.Ada, dm, "", "what's new since 24 December 2021?")
		w.reply(dm, fifth, 1)
		want := []string{
			"how long did they speak?",
			"how long did they speak? | and what did Peskov say?",
			`summary "sanctions" 0001-01-01T00:00:00Z`,
			`summary "" 2021-12-24T00:00:00+01:00`, // Ada is in Berlin
		}
		if asked := w.bot.questions(); !slices.Equal(asked, want) {
			t.Errorf("asked %q, want %q", asked, want)
		}
	})
}

// A direct conversation goes on after a restart.
func TestDirectMessagesGoOnAfterRestart(t *testing.T) {
	w := begin(t, socket)
	dm := w.slack.DM(slacktest.Ada)
	w.reply(dm, w.say(slacktest.Ada, dm, "", "how long did they speak?"), 1)
	w.settled()
	w.stop()
	w.start()
	w.reply(dm, w.say(slacktest.Ada, dm, "", "and what did Peskov say?"), 1)
	if asked := w.bot.questions(); asked[len(asked)-1] != "how long did they speak? | and what did Peskov say?" {
		t.Errorf("asked %q", asked)
	}
}

func TestEditUpdatesAnswerAndDeletionRemovesIt(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		w.bot.says(func(_ context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
			if strings.Contains(q, "Chopin") {
				return bot.Reply{Question: q, Reason: bot.NotCovered, Why: "The coverage doesn't mention Chopin.", Mode: bot.Extractive, Coverage: coverage()}, nil
			}
			return answered(q), nil
		})
		ts := w.mention("what did Chopin say?")
		first := w.reply(slacktest.General, ts, 1)
		w.do(w.slack.Edit(slacktest.Ada, slacktest.General, ts, w.slack.Mention()+" how long did they speak?"))
		w.wait("the changed answer", func() bool {
			said := w.said(slacktest.General, ts)
			return len(said) == 1 && strings.Contains(said[0].Text, fifty) && said[0].TS == first.TS
		})
		w.do(w.slack.Delete(slacktest.Ada, slacktest.General, ts))
		w.wait("the answer to go", func() bool { return len(w.said(slacktest.General, ts)) == 0 })
		w.settled()
	})
}

func TestMentionAddedByEditIsAnswered(t *testing.T) {
	w := begin(t, socket)
	ts := w.say(slacktest.Ada, slacktest.General, "", "how long did they speak?")
	w.do(w.slack.Edit(slacktest.Ada, slacktest.General, ts, w.slack.Mention()+" how long did they speak?"))
	w.reply(slacktest.General, ts, 1)
	w.settled()
	if n := len(w.said(slacktest.General, ts)); n != 1 {
		t.Errorf("%d answers", n)
	}
}

func TestUnknownAndMalformedEventsAreAcknowledged(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		ts := w.say(slacktest.Ada, slacktest.General, "", "how long did they speak?")
		w.slack.Event(map[string]any{"type": "never_heard_of", "x": 1})
		w.slack.Event(map[string]any{"type": "message", "channel": 7})
		w.slack.Event(map[string]any{"type": "app_mention", "user": slacktest.Ada, "channel": slacktest.General, "ts": ts,
			"text": w.slack.Mention() + " is it read beside a strange block?", "blocks": []any{map[string]any{"type": 12, "elements": "none"}}})
		w.do(w.slack.WaitDelivered(w.ctx))
		for _, d := range w.slack.Deliveries() {
			if !d.Acked || d.Attempts != 1 {
				t.Errorf("%s: acknowledged %v after %d attempts", d.Type, d.Acked, d.Attempts)
			}
		}
		w.settled()
		if asked := w.bot.questions(); !slices.Equal(asked, []string{"is it read beside a strange block?"}) {
			t.Errorf("asked %q", asked)
		}
	})
}

func TestBotsAreIgnored(t *testing.T) {
	w := begin(t, socket)
	w.slack.Event(map[string]any{"type": "app_mention", "user": "U0OTHERBOT", "bot_id": "B0OTHER", "channel": slacktest.General,
		"ts": "9999999999.000200", "text": w.slack.Mention() + " hello fellow bot, who spoke?"})
	w.slack.Event(map[string]any{"type": "message", "subtype": "bot_message", "bot_id": "B0OTHER", "channel": slacktest.General,
		"ts": "9999999999.000300", "text": w.slack.Mention() + " who spoke?"})
	w.slack.Event(map[string]any{"type": "message", "user": slacktest.BotUser, "channel": slacktest.General,
		"ts": "9999999999.000400", "text": w.slack.Mention() + " who spoke?"})
	w.settled()
	if asked := w.bot.questions(); len(asked) != 0 {
		t.Errorf("asked %q", asked)
	}
}

func TestEveryFailureIsTold(t *testing.T) {
	type answer = func(context.Context, string, []bot.Turn) (bot.Reply, error)
	for name, test := range map[string]struct {
		answer answer
		want   string
	}{
		"error": {func(context.Context, string, []bot.Turn) (bot.Reply, error) {
			return bot.Reply{}, errors.New("the index is gone")
		}, "Something went wrong"},
		"panic": {func(context.Context, string, []bot.Turn) (bot.Reply, error) { panic("xoxb-secret-token") }, "Something went wrong"},
		"timeout": {func(ctx context.Context, _ string, _ []bot.Turn) (bot.Reply, error) {
			<-ctx.Done()
			return bot.Reply{}, ctx.Err()
		}, "longer than 100ms"},
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, socket, func(w *world, _ *slacktest.Options) {
				if name == "timeout" {
					w.options.AnswerTimeout = 100 * time.Millisecond
				}
			})
			w.bot.says(test.answer)
			ts := w.mention("how long did they speak?")
			got := w.reply(slacktest.General, ts, 1)
			if !strings.Contains(got.Text, test.want) {
				t.Errorf("said %q, want %q", got.Text, test.want)
			}
			_, reference, _ := strings.Cut(got.Text, "Reference: ")
			reference, _, _ = strings.Cut(reference, ".")
			if len(reference) < 8 || !strings.Contains(w.log.String(), "reference="+reference) {
				t.Errorf("reference %q isn't in the log", reference)
			}
			if strings.Contains(w.log.String(), "xoxb-secret") {
				t.Error("a token is in the log")
			}
			w.settled()
			if n := len(w.said(slacktest.General, ts)); n != 1 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

// The status moves on with the steps of the work, by the status line or, where the
// workspace has none, by the message that stands in for it; the answer takes its place.
func TestStatusMovesOn(t *testing.T) {
	for _, line := range []bool{true, false} {
		t.Run(fmt.Sprintf("status line %v", line), func(t *testing.T) {
			w := begin(t, socket)
			shown := func(ts string) string {
				if line {
					return w.slack.Status(slacktest.General, ts)
				}
				said := w.said(slacktest.General, ts)
				return said[len(said)-1].Text
			}
			if !line {
				w.slack.Refuse("assistant.threads.setStatus")
			}
			var seen []string
			asked := make(chan string, 1)
			w.bot.says(func(ctx context.Context, question string, _ []bot.Turn) (bot.Reply, error) {
				ts := <-asked
				for _, step := range []bot.Step{bot.Writing, bot.Checking} {
					step.Begin(ctx)
					seen = append(seen, shown(ts))
				}
				return answered(question), nil
			})
			ts := w.mention("how long did they speak?")
			asked <- ts
			w.wait("the answer", func() bool {
				said := w.said(slacktest.General, ts)
				return len(said) > 0 && strings.Contains(said[len(said)-1].Text, fifty)
			})
			w.settled()
			if n := len(w.said(slacktest.General, ts)); n != 1 {
				t.Errorf("%d messages", n)
			}
			if len(seen) != 2 || !strings.Contains(seen[0], "writing") || !strings.Contains(seen[1], "checking") {
				t.Errorf("shown: %q", seen)
			}
		})
	}
}

// What isn't a question to the bot is left alone, also where only one person and
// the bot have spoken; what is one is answered.
func TestRemarksOfTheAskerAreLeftAlone(t *testing.T) {
	w := begin(t, socket)
	ts := w.mention("how long did they speak?")
	w.reply(slacktest.General, ts, 1)
	for _, remark := range []string{
		"great, I'll put that in the deck", "ok", ":+1:", "fyi the meeting is moved to 3", "has anyone time to proofread this?",
		"<!subteam^S123|@desk> what did Peskov say?", "<!here> who met him?", "<!channel|channel> who met him?", "<!everyone> who met him?",
	} {
		w.say(slacktest.Ada, slacktest.General, ts, remark)
		w.settled()
	}
	if asked := w.bot.questions(); len(asked) != 1 {
		t.Errorf("asked %q", asked)
	}
	for i, question := range []string{"and Peskov?", "why?", "what did Biden say", "summary of sanctions", "is it <!date^1640908800^{date}|31 December 2021>?"} {
		w.say(slacktest.Ada, slacktest.General, ts, question)
		w.reply(slacktest.General, ts, 2+i)
	}
	w.settled()
}

// A follow-up written while the bot is at work on the question before is one.
func TestFollowUpBeforeTheAnswer(t *testing.T) {
	w := begin(t, socket)
	release := make(chan struct{})
	w.bot.says(func(_ context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
		<-release
		return answered(q), nil
	})
	ts := w.mention("how long did they speak?")
	w.say(slacktest.Ada, slacktest.General, ts, "and what did Peskov say?")
	w.do(w.slack.WaitDelivered(w.ctx))
	close(release)
	w.reply(slacktest.General, ts, 2)
	w.settled()
}

// What was written before the bot came into a thread isn't a question to it,
// though it is edited afterwards.
func TestEditOfWhatIsOlderThanTheBot(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		root := w.say(slacktest.Ada, slacktest.General, "", "did anybody see the news on the cal?")
		remark := w.say(slacktest.Chen, slacktest.General, root, "who is on call tomorow?")
		question := w.say(slacktest.Ada, slacktest.General, root, w.slack.Mention()+" how long did they speak?")
		w.reply(slacktest.General, root, 1)
		later := w.say(slacktest.Ada, slacktest.General, root, "thanks")
		w.settled()
		w.do(w.slack.Edit(slacktest.Ada, slacktest.General, root, "What did Peskov say in the call?"))
		w.do(w.slack.Edit(slacktest.Chen, slacktest.General, remark, "Who is on call tomorrow?"))
		w.settled()
		if asked := w.bot.questions(); len(asked) != 1 {
			t.Errorf("asked %q", asked)
		}
		// What is younger is, and so is what was a question to it already.
		w.do(w.slack.Edit(slacktest.Ada, slacktest.General, later, "what did Peskov say?"))
		w.reply(slacktest.General, root, 2)
		w.do(w.slack.Edit(slacktest.Ada, slacktest.General, question, w.slack.Mention()+" who called?"))
		w.settled()
		if asked := w.bot.questions(); len(asked) != 3 || !strings.HasSuffix(asked[2], "who called?") {
			t.Errorf("asked %q", asked)
		}
	})
}

// A question whose deletion arrives first isn't answered when it arrives.
func TestDeletionBeforeItsQuestion(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by)
		for i, e := range []map[string]any{
			{"channel": slacktest.General, "channel_type": "channel", "text": w.slack.Mention() + " who called?"},
			{"channel": w.slack.DM(slacktest.Ada), "channel_type": "im", "text": "who called?"},
		} {
			ts := fmt.Sprintf("170000000%d.000100", i)
			e["type"], e["user"], e["ts"] = "message", slacktest.Ada, ts
			w.slack.Event(map[string]any{"type": "message", "subtype": "message_deleted", "channel": e["channel"], "channel_type": e["channel_type"],
				"ts": "1700000009.000100", "deleted_ts": ts, "previous_message": e})
			w.settled()
			w.slack.Event(e)
			w.settled()
		}
		// The double has no such message, so already beginning an answer would fail.
		if n := len(w.slack.Calls("assistant.threads.setStatus")) + len(w.slack.Calls("chat.postMessage")); n != 0 {
			t.Errorf("%d calls to answer, asked %q", n, w.bot.questions())
		}
		// What people delete of their own talk isn't noted.
		ts := w.say(slacktest.Ada, slacktest.General, "", "never mind")
		w.do(w.slack.Delete(slacktest.Ada, slacktest.General, ts))
		w.settled()
		if a, err := w.lib.AnswerTo(w.ctx, slacktest.General, ts); !errors.Is(err, library.ErrNotFound) {
			t.Errorf("noted: %+v, %v", a, err)
		}
	})
}
