package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus/library"
)

const (
	asked     = "What did Ushakov say about sanctions?"
	colossal  = "colossal mistake"
	nobodySay = "The coverage doesn't mention"
)

// overBoth runs a test over either transport.
func overBoth(t *testing.T, f func(t *testing.T, over string)) {
	if runtime.GOOS == "windows" {
		t.Skip("processes are ended by signals here")
	}
	for _, over := range []string{"socket", "http"} {
		t.Run(over, func(t *testing.T) {
			t.Parallel()
			f(t, over)
		})
	}
}

// TestServe goes through what people do in Slack, with the whole program as a
// process beside the Slack double.
func TestServe(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over)

		ts := w.mention(asked)
		m := w.answer(slacktest.General, ts, 1, colossal)
		verbatim(t, m)
		w.say(slacktest.Ada, slacktest.General, ts, "and what did Psaki say?")
		w.answer(slacktest.General, ts, 2, "Read as: What did Psaki say about sanctions?")
		w.say(slacktest.Boris, slacktest.General, ts, "are you coming to lunch?")
		w.say(slacktest.Ada, slacktest.General, ts, "Who is the king of Spain?")
		w.answer(slacktest.General, ts, 3, "") // lunch is nobody's business

		w.press(m, slacktest.General, blocks.ActionPassage, 0)
		w.modal("Ushakov")
		w.do(w.slack.CloseModal(w.ctx, slacktest.Ada))
		w.do(w.slack.Press(w.ctx, slacktest.Ada, slacktest.General, m.TS, blocks.ActionFeedback, ""))
		w.whisper(slacktest.Ada, slacktest.General, "Thanks")

		dm := w.slack.DM(slacktest.Ada)
		for question, want := range map[string]string{
			"When do Russia and NATO meet?":         "January 12",
			"summary":                               "The main points of the coverage.",
			"summary of sanctions":                  "The main points on “sanctions”.",
			"what's new since 30 December 2021?":    "since 30 December 2021",
			"Who won the 2014 cup in Ouagadougou?":  "doesn't",
			"thanks":                                "You're welcome.",
			"which articles do you have on Geneva?": "article",
		} {
			ts := w.say(slacktest.Ada, dm, "", question)
			w.answer(dm, ts, 1, want)
		}

		w.command("/ask", asked)
		mine := w.whisper(slacktest.Ada, slacktest.General, colossal)
		w.press(mine, slacktest.General, blocks.ActionShare, 0)
		w.do(w.slack.Wait(w.ctx, func() bool {
			return slices.ContainsFunc(w.slack.Messages(slacktest.General, ""), func(m slacktest.Message) bool { return m.BotID != "" && strings.Contains(m.Text, colossal) })
		}))
		w.command("/sources", "BNR")
		list := w.whisper(slacktest.Ada, slacktest.General, "BNR")
		w.press(list, slacktest.General, blocks.ActionRead, 0)
		w.modal("Biden")
		w.do(w.slack.CloseModal(w.ctx, slacktest.Ada))
		w.command("/summary", "sanctions")
		w.whisper(slacktest.Ada, slacktest.General, "The main points on “sanctions”.")
		w.command("/digest", "daily 08:00 sanctions")
		w.whisper(slacktest.Ada, slacktest.General, "every day at 08:00")
		w.command("/digest", "list")
		w.whisper(slacktest.Ada, slacktest.General, "Your digests")
		for _, c := range blocks.Commands() {
			w.command(c.Name, "help")
			w.whisper(slacktest.Ada, slacktest.General, c.Name+" "+c.Hint)
		}

		w.do(w.slack.OpenHome(slacktest.Ada))
		home, err := w.slack.WaitHome(w.ctx, slacktest.Ada, nil)
		w.do(err)
		for _, want := range []string{"5 articles", "BNR", "08:00"} {
			if !strings.Contains(string(home.JSON), want) {
				t.Errorf("home has no %q: %s", want, home.JSON)
			}
		}

		said := w.say(slacktest.Boris, slacktest.General, "", "The call between Biden and Putin lasted 30 minutes.")
		w.do(w.slack.RunShortcut(w.ctx, slacktest.Ada, blocks.CallbackCheck, slacktest.General, said))
		w.whisper(slacktest.Ada, slacktest.General, "The coverage says “50”, not “30”.")

		if got := w.end(sigterm); got != 0 {
			t.Errorf("exit status %d", got)
		}
		for _, secret := range []string{w.slack.BotToken(), w.slack.AppToken(), w.slack.SigningSecret()} {
			if strings.Contains(w.proc.said(), secret) {
				t.Error("the log holds a secret")
			}
		}
	})
}

// TestServeRedelivery: an event that is delivered again is answered once, also by
// another life of the program.
func TestServeRedelivery(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over)
		ts := w.mention(asked)
		w.answer(slacktest.General, ts, 1, colossal)
		again := func() {
			for _, d := range w.slack.Deliveries() {
				if d.Type == "app_mention" || d.Type == "message" {
					w.do(w.slack.Redeliver(d.ID))
				}
			}
		}
		again()
		w.end(sigterm)
		w.start()
		again()
		// What comes after it shows that it was taken.
		last := w.mention(asked)
		w.answer(slacktest.General, last, 1, colossal)
		if n := len(w.answers(slacktest.General, ts)); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
}

// TestServeKilled: what was acknowledged is answered once, though the program is
// killed before it has answered.
func TestServeKilled(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over)
		var asked []string
		for i := range 12 {
			asked = append(asked, w.mention(fmt.Sprintf("What did Ushakov say about sanctions, %d?", i)))
		}
		w.do(w.slack.WaitDelivered(w.ctx))
		w.end(os.Kill)
		w.start()
		for _, ts := range asked {
			w.answer(slacktest.General, ts, 1, colossal)
		}
		last := w.mention("When do Russia and NATO meet?")
		w.answer(slacktest.General, last, 1, "January 12")
		for _, ts := range asked {
			if n := len(w.answers(slacktest.General, ts)); n != 1 {
				t.Errorf("%d answers", n)
			}
		}
	})
}

// TestServeStopsUnderLoad: told to stop, the program finishes what runs and ends
// well; what it had acknowledged and not answered is answered by the next one.
func TestServeStopsUnderLoad(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over, "--workers", "2")
		var asked []string
		for range 30 {
			asked = append(asked, w.mention("When do Russia and NATO meet?"))
		}
		w.answer(slacktest.General, asked[0], 1, "January 12")
		if got := w.end(sigterm); got != 0 {
			t.Errorf("exit status %d", got)
		}
		w.start()
		for _, ts := range asked {
			w.answer(slacktest.General, ts, 1, "January 12")
		}
		w.do(w.slack.WaitDelivered(w.ctx))
		for _, ts := range asked {
			if n := len(w.answers(slacktest.General, ts)); n != 1 {
				t.Errorf("%d answers", n)
			}
		}
	})
}

// TestServeHundredAtOnce: a hundred questions at once, of three people in four
// conversations, are each answered once.
func TestServeHundredAtOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred questions")
	}
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over)
		type place struct{ channel, ts string }
		var asked []place
		for i := range 100 {
			user := []string{slacktest.Ada, slacktest.Boris, slacktest.Chen}[i%3]
			channel, text := slacktest.General, w.slack.Mention()+" When do Russia and NATO meet?"
			if i%4 != 0 {
				channel, text = w.slack.DM(user), "When do Russia and NATO meet?"
			}
			asked = append(asked, place{channel, w.say(user, channel, "", text)})
		}
		for _, p := range asked {
			w.answer(p.channel, p.ts, 1, "January 12")
		}
		w.do(w.slack.WaitDelivered(w.ctx))
		for _, p := range asked {
			if n := len(w.answers(p.channel, p.ts)); n != 1 {
				t.Errorf("%d answers in %s", n, p.channel)
			}
		}
	})
}

// TestServeDigestOnce: a digest that came due while no program ran is sent by the
// next, and by no other.
func TestServeDigestOnce(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over)
		w.end(sigterm)
		due := time.Now().UTC().Add(-time.Hour)
		l, err := library.Open(w.ctx, filepath.Join(w.data, "cuttings.db"), library.Options{Now: func() time.Time { return due.AddDate(0, 0, -2) }})
		w.do(err)
		dm := w.slack.DM(slacktest.Ada)
		_, err = l.PutDigest(w.ctx, library.Digest{Team: slacktest.TeamID, User: slacktest.Ada, Channel: dm, Topic: "sanctions", Zone: "UTC", Days: library.Daily, Hour: due.Hour(), Minute: due.Minute()})
		w.do(err)
		w.do(l.Close())
		for range 2 {
			w.start()
			w.do(w.slack.Wait(w.ctx, func() bool { return len(w.answers(dm, "")) > 0 }))
			ts := w.mention("When do Russia and NATO meet?")
			w.answer(slacktest.General, ts, 1, "January 12")
			w.end(sigterm)
		}
		got := w.answers(dm, "")
		if len(got) != 1 || !strings.Contains(got[0].Text, "Your daily digest on sanctions") {
			t.Errorf("digests %+v", got)
		}
	})
}

// TestServeArticlesChange: an article that is added can be asked about, and an old
// quotation is still shown in the text that it was taken from.
func TestServeArticlesChange(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		dir := t.TempDir()
		write := func(name, text string) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		write("harbour.txt", "The harbour of Varna closed on Tuesday after a storm. Mayor Petrova said that 40 ships were waiting.\n")
		w := inWorkspace(t, over, "--articles", dir, "--reload", "50ms")
		ts := w.mention("How many ships were waiting?")
		m := w.answer(slacktest.General, ts, 1, "40 ships")

		write("harbour.txt", "The harbour of Varna opened again on Friday.\n")
		write("bridge.txt", "A bridge over the Kamchia was closed on Monday. Engineer Ivanov said that the repair would take nine weeks.\n")
		w.do(w.slack.Wait(w.ctx, func() bool {
			if strings.Contains(w.proc.said(), "read again") {
				return true
			}
			time.AfterFunc(50*time.Millisecond, func() { w.slack.Event(map[string]any{"type": "nothing"}) }) // look again
			return false
		}))
		ts = w.mention("How long will the repair of the bridge take?")
		w.answer(slacktest.General, ts, 1, "nine weeks")
		w.press(m, slacktest.General, blocks.ActionPassage, 0)
		w.modal("40 ships")
	})
}

// TestServeWithoutOrnaments: a workspace that knows few methods costs the ornaments,
// not the answer.
func TestServeWithoutOrnaments(t *testing.T) {
	overBoth(t, func(t *testing.T, over string) {
		w := inWorkspace(t, over)
		w.slack.Refuse("assistant.threads.setStatus", "assistant.threads.setTitle", "assistant.threads.setSuggestedPrompts", "chat.update", "chat.delete",
			"users.info", "views.publish", "conversations.replies", "conversations.history")
		ts := w.mention(asked)
		w.answer(slacktest.General, ts, 1, colossal)
		dm := w.slack.DM(slacktest.Boris)
		ts = w.say(slacktest.Boris, dm, "", "what's new since Monday?")
		w.answer(dm, ts, 1, "")
	})
}

// TestServeErrors: what can't begin says why, and what to do.
func TestServeErrors(t *testing.T) {
	w := inWorkspace(t, "socket")
	other := *w
	other.data = filepath.Join(t.TempDir(), "state")
	run := func(env []string, args ...string) string {
		t.Helper()
		a := &app{in: strings.NewReader(""), out: new(strings.Builder), errOut: new(strings.Builder), now: time.Now, open: opening(func(string) string { return "" })}
		a.getenv = func(name string) string {
			for _, e := range env {
				if v, ok := strings.CutPrefix(e, name+"="); ok {
					return v
				}
			}
			return ""
		}
		if status := a.run(w.ctx, append([]string{"serve", "--health", ""}, args...)); status == 0 {
			t.Errorf("serve %q with %q: exit status 0", args, env)
		}
		return a.errOut.(*strings.Builder).String()
	}
	api, token, socket := "SLACK_API_URL="+w.slack.APIURL(), "SLACK_BOT_TOKEN="+w.slack.BotToken(), "SLACK_APP_TOKEN="+w.slack.AppToken()
	for _, test := range []struct {
		name string
		env  []string
		args []string
		want string // a pattern
	}{
		{"nothing", nil, nil, `(?s)no Slack credentials.*hint:.*--demo`},
		{"bot token alone", []string{token}, nil, `(?s)nothing by which.*hint:.*SLACK_APP_TOKEN`},
		{"app token alone", []string{socket}, nil, `(?s)SLACK_BOT_TOKEN isn't set.*hint: `},
		{"state in use", []string{api, token, socket}, []string{"--data", w.data}, `(?s)in use.*hint: stop the other`},
		{"no such folder", []string{api, token, socket}, []string{"--data", other.data, "--articles", "/nonexistent"}, `(?s)error: opening the articles.*hint: `},
		{"wrong bot token", []string{api, "SLACK_BOT_TOKEN=xoxb-wrong", socket}, []string{"--data", other.data}, `(?s)invalid_auth.*hint: .*doctor`},
		{"wrong app token", []string{api, token, "SLACK_APP_TOKEN=xapp-wrong"}, []string{"--data", other.data}, `(?s)invalid_auth.*hint: .*doctor`},
		{"no address", nil, []string{"--listen", "3000"}, `(?s)invalid --listen "3000".*hint: `},
		{"no number", nil, []string{"--per-user", "0"}, `invalid --per-user 0`},
		{"half a model", []string{api, token, socket, "CUTTINGS_MODEL=m"}, []string{"--data", other.data}, `(?s)CUTTINGS_MODEL_URL isn't set.*hint: `},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := run(test.env, test.args...); !regexp.MustCompile(test.want).MatchString(got) {
				t.Errorf("said %q, want %q", got, test.want)
			}
		})
	}
}
