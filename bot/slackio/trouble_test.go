package slackio_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
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

// What a workspace doesn't know costs the ornament, never the answer.
func TestWorkspaceWithoutOrnaments(t *testing.T) {
	for _, word := range []string{"unknown_method", "missing_scope", "not_allowed_token_type", "channel_type_not_supported"} {
		t.Run(word, func(t *testing.T) {
			w := begin(t, socket)
			for _, method := range []string{"assistant.threads.setStatus", "assistant.threads.setTitle", "assistant.threads.setSuggestedPrompts"} {
				w.slack.Inject(slacktest.Fault{Method: method, Times: -1, Error: word})
			}
			release := make(chan struct{})
			w.bot.says(func(ctx context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
				<-release
				return answered(q), nil
			})
			ts := w.mention("how long did they speak?")
			status, err := w.slack.WaitMessage(w.ctx, slacktest.General, ts, nil)
			w.do(err)
			if status.Text != "searching 5 articles…" {
				t.Errorf("status %q", status.Text)
			}
			close(release)
			got := w.reply(slacktest.General, ts, 1)
			if got.TS != status.TS || !strings.Contains(got.Text, fifty) {
				t.Errorf("answer %q in the place of the status: %v", got.Text, got.TS == status.TS)
			}
			dm := w.slack.DM(slacktest.Ada)
			w.do(w.slack.OpenMessages(slacktest.Ada))
			w.reply(dm, w.say(slacktest.Ada, dm, "", "how long did they speak?"), 1)
			w.settled()
			if n := len(w.slack.Calls("assistant.threads.setStatus")); n != 2 {
				t.Errorf("%d calls of a method that isn't there, want one for each kind of channel", n)
			}
		})
	}
}

func TestPostIsEffectivelyOnce(t *testing.T) {
	for name, fault := range map[string]slacktest.Fault{
		"answer lost after posting": {Lose: true},
		"5xx before posting":        {Status: http.StatusBadGateway, Times: 2},
		"429 with Retry-After":      {Status: http.StatusTooManyRequests, RetryAfter: 1},
		"internal error":            {Error: "internal_error"},
		"metadata not taken":        {Error: "metadata_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, socket)
			fault.Method = "chat.postMessage"
			w.slack.Inject(fault)
			ts := w.mention("how long did they speak?")
			w.reply(slacktest.General, ts, 1)
			w.settled()
			if said := w.said(slacktest.General, ts); len(said) != 1 {
				t.Errorf("%d messages", len(said))
			}
			a, err := w.lib.AnswerTo(w.ctx, slacktest.General, ts)
			if err != nil || a.State != library.Posted || a.TS == "" {
				t.Errorf("answer %+v, %v", a, err)
			}
		})
	}
}

func TestLimitsOfOtherMethodsAreWaitedFor(t *testing.T) {
	w := begin(t, socket)
	w.slack.Refuse("assistant.threads.setStatus")
	w.slack.Inject(slacktest.Fault{Method: "chat.update", Status: http.StatusTooManyRequests, RetryAfter: 1})
	ts := w.mention("how long did they speak?")
	w.reply(slacktest.General, ts, 1)
	w.settled()
	if n := len(w.said(slacktest.General, ts)); n != 1 {
		t.Errorf("%d messages", n)
	}
}

func TestRefusedBlocksBecomeText(t *testing.T) {
	for _, word := range []string{"invalid_blocks", "msg_blocks_too_long"} {
		t.Run(word, func(t *testing.T) {
			w := begin(t, socket)
			w.slack.Inject(slacktest.Fault{Method: "chat.postMessage", Error: word, Times: 2})
			ts := w.mention("how long did they speak?")
			got := w.reply(slacktest.General, ts, 1)
			if !strings.Contains(got.Text, fifty) || len(got.Blocks) > len("[]") {
				t.Errorf("answer %q with blocks %s", got.Text, got.Blocks)
			}
			w.settled()
		})
	}
}

func TestReconnects(t *testing.T) {
	w := begin(t, socket)
	w.slack.Disconnect("refresh_requested")
	ts := w.mention("how long did they speak?")
	w.reply(slacktest.General, ts, 1)
	w.slack.Drop()
	second := w.mention("who called?")
	w.reply(slacktest.General, second, 1)
	w.settled()
	if n := len(w.said(slacktest.General, ts)); n != 1 {
		t.Errorf("%d answers", n)
	}
}

// What was acknowledged and not answered is answered by the next process.
func TestQuestionOutlivesTheProcess(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by, func(w *world, _ *slacktest.Options) { w.options.Grace = time.Millisecond })
		began := make(chan struct{})
		w.bot.says(func(ctx context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
			close(began)
			<-ctx.Done()
			return bot.Reply{}, ctx.Err()
		})
		ts := w.mention("how long did they speak?")
		<-began
		w.do(w.slack.WaitDelivered(w.ctx))
		w.stop()
		if n := len(w.said(slacktest.General, ts)); n != 0 {
			t.Fatalf("%d messages before the end", n)
		}
		w.bot.says(nil)
		w.start()
		w.reply(slacktest.General, ts, 1)
		w.settled()
		if n := len(w.said(slacktest.General, ts)); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
}

// forgetful is a state that dies before it can write down that an answer was
// posted.
type forgetful struct {
	*library.Library
	mu   sync.Mutex
	died chan struct{}
}

func (f *forgetful) PutAnswer(ctx context.Context, a library.Answer) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a.State == library.Posted && f.died != nil {
		close(f.died)
		f.died = nil
		<-ctx.Done()
		return ctx.Err()
	}
	return f.Library.PutAnswer(ctx, a)
}

func TestCrashBetweenPostingAndRecording(t *testing.T) {
	died := make(chan struct{})
	w := begin(t, socket, func(w *world, _ *slacktest.Options) {
		w.options.Grace = time.Millisecond
		w.options.State = &forgetful{Library: w.lib, died: died}
	})
	ts := w.mention("how long did they speak?")
	<-died
	w.stop()
	w.options.State = w.lib
	w.start()
	w.settled()
	said := w.said(slacktest.General, ts)
	if len(said) != 1 {
		t.Fatalf("%d answers", len(said))
	}
	if a, err := w.lib.AnswerTo(w.ctx, slacktest.General, ts); err != nil || a.State != library.Posted || a.TS != said[0].TS {
		t.Errorf("answer %+v, %v", a, err)
	}
}

// Shutting down finishes what runs.
func TestShutdownFinishesWhatRuns(t *testing.T) {
	w := begin(t, socket)
	began, release := make(chan struct{}), make(chan struct{})
	w.bot.says(func(ctx context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
		close(began)
		<-release
		return answered(q), ctx.Err()
	})
	ts := w.mention("how long did they speak?")
	<-began
	stopped := make(chan struct{})
	go func() { w.stop(); close(stopped) }()
	for !strings.Contains(w.log.String(), "msg=stopping") {
		w.log.next(w.ctx)
	}
	close(release)
	<-stopped
	if n := len(w.said(slacktest.General, ts)); n != 1 {
		t.Errorf("%d answers", n)
	}
}

func TestRatesAreBounded(t *testing.T) {
	w := begin(t, socket, func(w *world, _ *slacktest.Options) {
		w.options.PerUser = slackio.Limit{PerMinute: 1, Burst: 2}
		w.options.Access.Admins = []string{slacktest.Boris}
	})
	refused := 0
	for range 3 {
		if got := w.reply(slacktest.General, w.mention("how long did they speak?"), 1); strings.Contains(got.Text, "ask again in a minute") {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d of 3 questions refused, want one", refused)
	}
	for range 3 {
		ts := w.say(slacktest.Boris, slacktest.General, "", w.slack.Mention()+" how long did they speak?")
		w.reply(slacktest.General, ts, 1)
	}
	w.settled()
	if n := len(w.bot.questions()); n != 2+3 {
		t.Errorf("%d questions taken", n)
	}
}

func TestAccess(t *testing.T) {
	w := begin(t, socket, func(w *world, _ *slacktest.Options) {
		w.options.Access = slackio.Access{Channels: []string{slacktest.Desk}, Users: []string{slacktest.Ada}}
	})
	elsewhere := w.mention("how long did they speak?")
	if got := w.reply(slacktest.General, elsewhere, 1); !strings.Contains(got.Text, "don't answer in this channel") {
		t.Errorf("said %q", got.Text)
	}
	dm := w.slack.DM(slacktest.Boris)
	if got := w.reply(dm, w.say(slacktest.Boris, dm, "", "how long did they speak?"), 1); !strings.Contains(got.Text, "only to certain people") {
		t.Errorf("said %q", got.Text)
	}
	ts := w.say(slacktest.Ada, slacktest.Desk, "", w.slack.Mention()+" how long did they speak?")
	w.reply(slacktest.Desk, ts, 1)
	own := w.slack.DM(slacktest.Ada)
	w.reply(own, w.say(slacktest.Ada, own, "", "how long did they speak?"), 1)
	w.settled()
	if n := len(w.bot.questions()); n != 2 {
		t.Errorf("%d questions taken", n)
	}
}

// A hundred questions in a hundred threads, of several people, all at once.
func TestHundredQuestionsAtOnce(t *testing.T) {
	w := begin(t, socket, func(w *world, o *slacktest.Options) {
		for i := range 25 {
			o.Channels = append(o.Channels, slacktest.Channel{ID: fmt.Sprintf("C%03d", i), Name: fmt.Sprintf("c%d", i), Members: []string{slacktest.BotUser, slacktest.Ada, slacktest.Boris, slacktest.Chen, "U0DANA"}})
		}
		o.Users = append(o.Users, slacktest.User{ID: "U0DANA", Name: "dana", TZ: "Europe/Paris"})
	})
	type asked struct{ channel, ts, question string }
	var all []asked
	for i := range 100 {
		user := []string{slacktest.Ada, slacktest.Boris, slacktest.Chen, "U0DANA"}[i%4]
		channel := fmt.Sprintf("C%03d", i%25)
		q := fmt.Sprintf("how long did they speak the %dth time?", i)
		all = append(all, asked{channel, w.say(user, channel, "", w.slack.Mention()+" "+q), q})
	}
	for _, a := range all {
		w.reply(a.channel, a.ts, 1)
	}
	w.settled()
	for _, a := range all {
		if n := len(w.said(a.channel, a.ts)); n != 1 {
			t.Errorf("%d answers to %q", n, a.question)
		}
	}
	questions := w.bot.questions()
	slices.Sort(questions)
	if n := len(slices.Compact(questions)); n != 100 {
		t.Errorf("%d different questions", n)
	}
}

// Answers in a thread come in the order of the questions.
func TestOrderInThread(t *testing.T) {
	w := begin(t, socket)
	first := make(chan struct{})
	w.bot.says(func(ctx context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
		if q == "first?" {
			<-first
		}
		r := answered(q)
		r.ReadAs = q
		return r, nil
	})
	ts := w.say(slacktest.Ada, slacktest.General, "", w.slack.Mention()+" first?")
	w.say(slacktest.Ada, slacktest.General, ts, w.slack.Mention()+" second?")
	w.say(slacktest.Ada, slacktest.General, ts, w.slack.Mention()+" third?")
	w.do(w.slack.WaitDelivered(w.ctx))
	close(first)
	w.reply(slacktest.General, ts, 3)
	w.settled()
	if asked := w.bot.questions(); !slices.Equal(asked, []string{"first?", "first? | second?", "first? | second? | third?"}) {
		t.Errorf("asked %q", asked)
	}
}

// brokenState fails to record, as a full disk would.
type brokenState struct {
	slackio.State
	mu    sync.Mutex
	fails int
}

func (b *brokenState) Record(ctx context.Context, keys []string, job library.NewJob) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fails > 0 {
		b.fails--
		return false, errors.New("the disk is full")
	}
	return b.State.Record(ctx, keys, job)
}

// What couldn't be recorded isn't acknowledged, and so comes again.
func TestNotRecordedNotAcknowledged(t *testing.T) {
	both(t, func(t *testing.T, by over) {
		w := begin(t, by, func(w *world, o *slacktest.Options) {
			o.AckWithin = 200 * time.Millisecond
			o.Retries = []time.Duration{50 * time.Millisecond, 50 * time.Millisecond, 50 * time.Millisecond}
			w.options.State = &brokenState{State: w.lib, fails: 2}
		})
		ts := w.mention("how long did they speak?")
		w.reply(slacktest.General, ts, 1)
		w.settled()
		if n := len(w.said(slacktest.General, ts)); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
}

// Each way of telling somebody something may be closed.
func TestWhispersFindAWay(t *testing.T) {
	for _, test := range []struct {
		name   string
		faults []slacktest.Fault
		direct bool // it comes by direct message
	}{
		{"response_url gone", []slacktest.Fault{{Method: "response_url", Times: -1, Status: http.StatusNotFound}}, false},
		{"no ephemeral messages either", []slacktest.Fault{{Method: "response_url", Times: -1, Status: http.StatusNotFound}, {Method: "chat.postEphemeral", Times: -1, Error: "unknown_method"}}, true},
		{"response_url down", []slacktest.Fault{{Method: "response_url", Times: -1, Status: http.StatusBadGateway}}, false},
		{"blocks not taken", []slacktest.Fault{{Method: "response_url", Error: "invalid_blocks"}}, false},
		{"a failure that passes", []slacktest.Fault{{Method: "response_url", Status: http.StatusBadGateway}}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := begin(t, socket)
			for _, f := range test.faults {
				w.slack.Inject(f)
			}
			w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/ask", "how long did they speak?"))
			if test.direct {
				m, err := w.slack.WaitMessage(w.ctx, w.slack.DM(slacktest.Ada), "", nil)
				w.do(err)
				if !strings.Contains(m.Text, fifty) || m.UnfurlLinks == nil || *m.UnfurlLinks {
					t.Errorf("said %q", m.Text)
				}
			} else {
				w.whisper(slacktest.Ada, slacktest.General, fifty)
			}
			w.settled()
		})
	}
}

func TestWorkspaceThatCannotChangeMessages(t *testing.T) {
	w := begin(t, socket)
	w.slack.Refuse("assistant.threads.setStatus", "chat.update")
	ts := w.mention("how long did they speak?")
	w.wait("the answer in place of the status", func() bool {
		said := w.said(slacktest.General, ts)
		return len(said) == 1 && strings.Contains(said[0].Text, fifty)
	})
	w.settled()
}

// A refusal that isn't known is taken for one of what the message holds.
func TestUnknownRefusalSimplifiesTheMessage(t *testing.T) {
	w := begin(t, socket)
	w.slack.Inject(slacktest.Fault{Method: "chat.postMessage", Error: "invalid_arguments", Times: 2})
	ts := w.mention("how long did they speak?")
	if got := w.reply(slacktest.General, ts, 1); !strings.Contains(got.Text, fifty) {
		t.Errorf("said %q", got.Text)
	}
	w.settled()
}

// Where the channel takes nothing from the bot, the asker gets the answer alone.
func TestChannelThatTakesNothing(t *testing.T) {
	w := begin(t, socket)
	w.slack.Inject(slacktest.Fault{Method: "chat.postMessage", Error: "restricted_action_thread_locked", Times: -1})
	w.mention("how long did they speak?")
	w.whisper(slacktest.Ada, slacktest.General, fifty)
	w.settled()
}

// fallen panics where a bot shouldn't.
type fallen struct{ *talker }

func (fallen) Sources(context.Context, string) ([]bot.Source, error) { panic("fallen over") }

func TestPanicsInCommandsAreTold(t *testing.T) {
	w := begin(t, socket, func(w *world, _ *slacktest.Options) { w.options.Bot = fallen{w.bot} })
	w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, "/sources", ""))
	m := w.whisper(slacktest.Ada, slacktest.General, "Something went wrong")
	_, reference, _ := strings.Cut(m.Text, "Reference: ")
	reference, _, _ = strings.Cut(reference, ".")
	if len(reference) < 8 || !strings.Contains(w.log.String(), "reference="+reference) {
		t.Errorf("reference %q isn't in the log", reference)
	}
	w.settled()
	if n := len(w.slack.Ephemerals(slacktest.Ada, slacktest.General)); n != 1 {
		t.Errorf("%d messages", n)
	}
}

// A token that will never do isn't tried for ever.
func TestHopelessTokens(t *testing.T) {
	for _, test := range []struct {
		name string
		set  func(*slackio.Options)
		run  func(*slackio.Service, context.Context) error
		want string
	}{
		{"app token without its scope", nil, (*slackio.Service).Socket, "connections:write"},
		{"wrong app token", func(o *slackio.Options) { o.Config.AppToken = "xapp-wrong" }, (*slackio.Service).Socket, "invalid_auth"},
		{"wrong bot token", func(o *slackio.Options) { o.Config.BotToken = "xoxb-wrong" }, (*slackio.Service).Run, "invalid_auth"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := begin(t, signed, func(_ *world, o *slacktest.Options) { o.AppScopes = []string{"authorizations:read"} })
			o := w.options
			o.Config.AppToken = w.slack.AppToken()
			if test.set != nil {
				test.set(&o)
			}
			s, err := slackio.New(o)
			w.do(err)
			if err := test.run(s, w.ctx); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("ended with %v, want %q", err, test.want)
			}
		})
	}
}

// What people and articles write mentions nobody, however it comes back.
func TestForeignTextMentionsNobody(t *testing.T) {
	w := begin(t, socket)
	w.bot.says(func(_ context.Context, q string, _ []bot.Turn) (bot.Reply, error) {
		return bot.Reply{Question: q, Mode: bot.Extractive, Reason: bot.NotCovered, Why: "The coverage doesn't mention <!channel> or <@U0BORIS>.", Coverage: coverage()}, nil
	})
	ts := w.mention("what of &lt;!channel&gt; and <!here> and <@" + slacktest.Boris + ">?")
	got := w.reply(slacktest.General, ts, 1)
	for _, bad := range []string{"<!", "<@", "<#"} {
		if strings.Contains(got.Text, bad) {
			t.Errorf("the text holds %s: %q", bad, got.Text)
		}
	}
	if asked := w.bot.questions(); len(asked) != 1 || strings.ContainsAny(strings.TrimPrefix(asked[0], "what of <!channel>"), "<>") {
		t.Errorf("asked %q", asked)
	}
	w.settled()
}

// A token that is refused while the bot runs ends it, and costs no question.
func TestTokenRefusedLater(t *testing.T) {
	for _, word := range []string{"token_revoked", "account_inactive"} {
		t.Run(word, func(t *testing.T) {
			w := begin(t, signed)
			w.stop()
			o := w.options
			s, err := slackio.New(o)
			w.do(err)
			server := httptest.NewServer(s.Handler())
			w.slack.DeliverTo(slacktest.HTTP{Events: server.URL + "/slack/events"})
			ended := make(chan error, 1)
			go func() { ended <- s.Run(w.ctx) }()
			w.reply(slacktest.General, w.mention("who called?"), 1)
			w.settled()
			w.slack.Inject(slacktest.Fault{Times: -1, Error: word})
			ts := w.mention("how long did they speak?")
			if err := <-ended; err == nil || !strings.Contains(err.Error(), word) || !strings.Contains(err.Error(), "SLACK_BOT_TOKEN") {
				t.Errorf("Run ended with %v", err)
			}
			ready := httptest.NewRecorder()
			if s.Health().ServeHTTP(ready, httptest.NewRequest(http.MethodGet, "/readyz", nil)); ready.Code != http.StatusServiceUnavailable {
				t.Errorf("/readyz: %d %s", ready.Code, ready.Body)
			}
			server.Close()
			if n, err := w.lib.Pending(w.ctx); n != 1 || err != nil {
				t.Errorf("%d jobs are left, %v; want the question", n, err)
			}
			w.slack.ClearFaults()
			w.start()
			w.reply(slacktest.General, ts, 1)
			w.settled()
		})
	}
}
