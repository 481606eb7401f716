package slacktest_test

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"cuttings/bot/slackio/slacktest"
)

func TestMentionArrivesTwice(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, ackAll)
	ts := must(s.Say(slacktest.Ada, slacktest.General, "", s.Mention()+" who said it?"))(t)
	first, second := next(t, events), next(t, events)
	mention, message := inner[*slackevents.AppMentionEvent](t, first), inner[*slackevents.MessageEvent](t, second)
	if mention.TimeStamp != ts || message.TimeStamp != ts || mention.User != slacktest.Ada || !message.IsChannel() {
		t.Errorf("mention %+v, message %+v", mention, message)
	}
	if a, b := outer(t, first).EventID, outer(t, second).EventID; a == b || a == "" {
		t.Errorf("event ids %q and %q", a, b)
	}
	ok(t, s.WaitDelivered(soon(t)))
	for _, d := range s.Deliveries() {
		if !d.Acked || d.Attempts != 1 {
			t.Errorf("delivery %+v", d)
		}
	}
}

func TestWhatIsDelivered(t *testing.T) {
	s := start(t, slacktest.Options{})
	c, dm := api(s), s.DM(slacktest.Boris)
	for _, tt := range []struct {
		name string
		do   func() error
		want string // types of what the app gets
	}{
		{"channel talk", func() error { _, err := s.Say(slacktest.Ada, slacktest.General, "", "hello"); return err }, "message"},
		{"direct message", func() error { _, err := s.Say(slacktest.Boris, dm, "", s.Mention()); return err }, "message"},
		{"without the bot", func() error { _, err := s.Say(slacktest.Ada, slacktest.News, "", s.Mention()); return err }, ""},
		{"own post", func() error {
			_, _, err := c.PostMessageContext(t.Context(), dm, slack.MsgOptionText("hi", false))
			return err
		}, "message"},
		{"home", func() error { return s.OpenHome(slacktest.Boris) }, "app_home_opened"},
		{"messages tab", func() error { return s.OpenMessages(slacktest.Boris) }, "app_home_opened"},
		{"assistant", func() error { _, err := s.StartAssistant(slacktest.Boris, slacktest.General); return err }, "assistant_thread_started"},
		{"looking", func() error { return s.LookAt(slacktest.Boris, s.Messages(dm, "")[0].TS, slacktest.General) }, "assistant_thread_context_changed"},
		{"unknown", func() error { s.Event(map[string]any{"type": "moon_landed"}); return nil }, "moon_landed"},
	} {
		before := len(s.Deliveries())
		ok(t, tt.do())
		var got []string
		for _, d := range s.Deliveries()[before:] {
			got = append(got, d.Type)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: delivered %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAppAndAssistantEvents(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, ackAll)
	ok(t, s.OpenHome(slacktest.Chen))
	if e := inner[*slackevents.AppHomeOpenedEvent](t, next(t, events)); e.Tab != "home" || e.User != slacktest.Chen || e.Channel != s.DM(slacktest.Chen) {
		t.Errorf("home = %+v", e)
	}
	ok(t, s.OpenMessages(slacktest.Chen))
	if e := inner[*slackevents.AppHomeOpenedEvent](t, next(t, events)); e.Tab != "messages" {
		t.Errorf("messages = %+v", e)
	}
	ts := must(s.StartAssistant(slacktest.Chen, slacktest.General))(t)
	thread := inner[*slackevents.AssistantThreadStartedEvent](t, next(t, events)).AssistantThread
	if thread.ThreadTimeStamp != ts || thread.Context.ChannelID != slacktest.General {
		t.Errorf("thread = %+v", thread)
	}
	must(s.Say(slacktest.Chen, s.DM(slacktest.Chen), ts, "who?"))(t)
	if m := inner[*slackevents.MessageEvent](t, next(t, events)); !m.IsIM() || m.ThreadTimeStamp != ts {
		t.Errorf("said in it = %+v", m)
	}
}

// TestMalformedEventsCanBeAcknowledged: slack-go gives up on them, but their
// envelope has an id to acknowledge by.
func TestMalformedEventsCanBeAcknowledged(t *testing.T) {
	s := start(t, slacktest.Options{})
	sm := socketmode.New(api(s))
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = sm.RunContext(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	s.Event(map[string]any{"type": "moon_landed", "blocks": 7})
	for e := range sm.Events {
		bad, is := e.Data.(*socketmode.ErrorBadMessage)
		if !is {
			continue
		}
		var envelope struct {
			ID string `json:"envelope_id"`
		}
		ok(t, json.Unmarshal(bad.Message, &envelope))
		ok(t, sm.SendCtx(ctx, socketmode.Response{EnvelopeID: envelope.ID}))
		break
	}
	ok(t, s.WaitDelivered(soon(t)))
	if d := s.Deliveries()[0]; !d.Acked {
		t.Errorf("delivery = %+v", d)
	}
}

func TestSubscriptionsAndScopes(t *testing.T) {
	for _, tt := range []struct {
		name string
		o    slacktest.Options
		want int
	}{
		{"all", slacktest.Options{}, 2},
		{"no message.channels", slacktest.Options{Events: []string{"app_mention"}}, 1},
		{"no channels:history", slacktest.Options{Scopes: []string{"app_mentions:read"}}, 1},
		{"no app_mentions:read", slacktest.Options{Scopes: []string{"groups:history"}}, 0},
	} {
		s := start(t, tt.o)
		must(s.Say(slacktest.Ada, slacktest.General, "", s.Mention()))(t)
		if got := len(s.Deliveries()); got != tt.want {
			t.Errorf("%s: %d deliveries, want %d", tt.name, got, tt.want)
		}
	}
}

func TestEditAndDelete(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, ackAll)
	ts := must(s.Say(slacktest.Ada, slacktest.General, "", "who?"))(t)
	next(t, events)
	ok(t, s.Edit(slacktest.Ada, slacktest.General, ts, s.Mention()+" who said it?"))
	changed := inner[*slackevents.MessageEvent](t, next(t, events))
	if changed.SubType != "message_changed" || changed.Message.Timestamp != ts || changed.PreviousMessage.Text != "who?" {
		t.Errorf("changed = %+v", changed)
	}
	if m := inner[*slackevents.AppMentionEvent](t, next(t, events)); m.Edited == nil || m.TimeStamp != ts {
		t.Errorf("an edit that mentions = %+v", m)
	}
	ok(t, s.Delete(slacktest.Ada, slacktest.General, ts))
	if m := inner[*slackevents.MessageEvent](t, next(t, events)); m.SubType != "message_deleted" || m.DeletedTimeStamp != ts {
		t.Errorf("deleted = %+v", m)
	}
	if err := s.Edit(slacktest.Boris, slacktest.General, ts, "x"); err == nil {
		t.Error("edited what isn't there")
	}
}

func TestUnacknowledgedComesAgain(t *testing.T) {
	s := start(t, slacktest.Options{
		AckWithin: 150 * time.Millisecond, Retries: []time.Duration{time.Millisecond, time.Millisecond, time.Millisecond},
	})
	seen := 0
	events := listen(t, s, func(socketmode.Event) (any, bool) { seen++; return nil, seen == 3 })
	must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	var envelopes, ids []string
	for i := range 3 {
		e := next(t, events)
		envelopes, ids = append(envelopes, e.Request.EnvelopeID), append(ids, outer(t, e).EventID)
		if e.Request.RetryAttempt != i {
			t.Errorf("retry_attempt %d, want %d", e.Request.RetryAttempt, i)
		}
	}
	if ids[0] != ids[1] || ids[1] != ids[2] || envelopes[0] == envelopes[1] || envelopes[1] == envelopes[2] {
		t.Errorf("event ids %q, envelopes %q", ids, envelopes)
	}
	ok(t, s.WaitDelivered(soon(t)))
	if d := s.Deliveries()[0]; !d.Acked || d.Attempts != 3 {
		t.Errorf("delivery = %+v", d)
	}
}

func TestGivenUp(t *testing.T) {
	s := start(t, slacktest.Options{AckWithin: 5 * time.Millisecond, Retries: []time.Duration{time.Millisecond}})
	listen(t, s, func(socketmode.Event) (any, bool) { return nil, false })
	must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	ok(t, s.WaitDelivered(soon(t)))
	if d := s.Deliveries()[0]; d.Acked || !d.GivenUp || d.Attempts != 2 {
		t.Errorf("delivery = %+v", d)
	}
}

func TestRedeliverAndLose(t *testing.T) {
	s := start(t, slacktest.Options{Retries: []time.Duration{time.Millisecond}})
	events := listen(t, s, ackAll)
	s.LoseDeliveries(1)
	must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	e := next(t, events)
	if e.Request.RetryAttempt != 1 || e.Request.RetryReason != "connection_failed" {
		t.Errorf("after a loss: attempt %d, %q", e.Request.RetryAttempt, e.Request.RetryReason)
	}
	ok(t, s.WaitDelivered(soon(t)))
	id := outer(t, e).EventID
	ok(t, s.Redeliver(id))
	if again := next(t, events); outer(t, again).EventID != id || again.Request.RetryAttempt != 2 {
		t.Errorf("redelivered %+v", again.Request)
	}
	if s.Redeliver("Ev0") == nil {
		t.Error("redelivered what never was")
	}
}

func TestReconnect(t *testing.T) {
	for name, cut := range map[string]func(*slacktest.Server){
		"disconnect": func(s *slacktest.Server) { s.Disconnect("refresh_requested") },
		"drop":       (*slacktest.Server).Drop,
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, slacktest.Options{Retries: []time.Duration{time.Millisecond, time.Millisecond}})
			events := listen(t, s, ackAll)
			cut(s)
			must(s.Say(slacktest.Ada, slacktest.General, "", "said meanwhile"))(t)
			if m := inner[*slackevents.MessageEvent](t, next(t, events)); m.Text != "said meanwhile" {
				t.Errorf("message = %+v", m)
			}
			ok(t, s.WaitDelivered(soon(t)))
			if calls := s.Calls("apps.connections.open"); len(calls) != 2 {
				t.Errorf("%d connections were opened", len(calls))
			}
		})
	}
}

func TestInFlightOnACutConnectionComesAgain(t *testing.T) {
	s := start(t, slacktest.Options{Retries: []time.Duration{time.Millisecond}})
	seen := 0
	events := listen(t, s, func(socketmode.Event) (any, bool) { seen++; return nil, seen > 1 })
	must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	first := next(t, events)
	s.Drop()
	second := next(t, events)
	if outer(t, first).EventID != outer(t, second).EventID || second.Request.RetryReason != "connection_failed" {
		t.Errorf("after a cut: %+v", second.Request)
	}
}

func TestPingsKeepAQuietConnection(t *testing.T) {
	for _, tt := range []struct {
		name  string
		ping  time.Duration
		again bool // the client gives up and connects again
	}{
		{"in time", 10 * time.Millisecond, false},
		{"too seldom", time.Hour, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, slacktest.Options{Ping: tt.ping})
			listen(t, s, ackAll, socketmode.OptionPingInterval(200*time.Millisecond))
			ctx, cancel := context.WithTimeout(t.Context(), 900*time.Millisecond)
			defer cancel()
			_, err := s.WaitCalls(ctx, "apps.connections.open", 2)
			if again := err == nil; again != tt.again {
				t.Errorf("connected again: %v", again)
			}
		})
	}
}

func TestSeveralConnectionsShareTheLoad(t *testing.T) {
	s := start(t, slacktest.Options{})
	one := listen(t, s, ackAll)
	two := listen(t, s, ackAll)
	for range 4 {
		must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	}
	ok(t, s.WaitDelivered(soon(t)))
	for i, c := range []<-chan socketmode.Event{one, two} {
		for range 2 {
			next(t, c)
		}
		if len(c) != 0 {
			t.Errorf("connection %d got more than its share", i)
		}
	}
}
