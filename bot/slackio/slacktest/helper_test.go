package slacktest_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
	"go.uber.org/goleak"

	"cuttings/bot/slackio/slacktest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a clock that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func start(t *testing.T, o slacktest.Options) *slacktest.Server {
	t.Helper()
	s, err := slacktest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// api is a real client of the double.
func api(s *slacktest.Server, options ...slack.Option) *slack.Client {
	return slack.New(s.BotToken(), append([]slack.Option{
		slack.OptionAPIURL(s.APIURL()), slack.OptionAppLevelToken(s.AppToken()),
	}, options...)...)
}

// soon bounds what should happen at once.
func soon(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// code is Slack's word for what an API call refused.
func code(err error) string {
	if r, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return r.Err
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// listen runs a real Socket Mode client and gives its events, acknowledged with
// what reply returns, to the test.
func listen(t *testing.T, s *slacktest.Server, reply func(socketmode.Event) (payload any, ack bool), options ...socketmode.Option) <-chan socketmode.Event {
	t.Helper()
	before := s.Connections()
	sm := socketmode.New(api(s), options...)
	ctx, stop := context.WithCancel(t.Context())
	out := make(chan socketmode.Event, 200)
	var running sync.WaitGroup
	running.Go(func() { _ = sm.RunContext(ctx) })
	running.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case e := <-sm.Events:
				if e.Request == nil || e.Type == socketmode.EventTypeHello {
					continue
				}
				if payload, ack := reply(e); ack {
					var err error
					if payload != nil {
						err = sm.Ack(*e.Request, payload)
					} else {
						err = sm.Ack(*e.Request)
					}
					if err != nil {
						t.Errorf("acknowledging: %v", err)
					}
				}
				out <- e
			}
		}
	})
	t.Cleanup(func() { stop(); running.Wait() })
	ok(t, s.WaitConnected(soon(t), before+1))
	return out
}

func ackAll(socketmode.Event) (any, bool) { return nil, true }

// next is the next delivery.
func next(t *testing.T, events <-chan socketmode.Event) socketmode.Event {
	t.Helper()
	select {
	case e := <-events:
		return e
	case <-soon(t).Done():
		t.Fatal("nothing was delivered")
		return socketmode.Event{}
	}
}

func outer(t *testing.T, e socketmode.Event) *slackevents.EventsAPICallbackEvent {
	t.Helper()
	event, ok := e.Data.(slackevents.EventsAPIEvent)
	if !ok {
		t.Fatalf("not an event: %T", e.Data)
	}
	return event.Data.(*slackevents.EventsAPICallbackEvent)
}

func inner[T any](t *testing.T, e socketmode.Event) T {
	t.Helper()
	event, ok := e.Data.(slackevents.EventsAPIEvent)
	if !ok {
		t.Fatalf("not an event: %T", e.Data)
	}
	v, ok := event.InnerEvent.Data.(T)
	if !ok {
		t.Fatalf("event is %T", event.InnerEvent.Data)
	}
	return v
}

func texts(list []slacktest.Message) []string {
	var out []string
	for _, m := range list {
		out = append(out, m.Text)
	}
	return out
}
