package slackio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

var discarded = slog.New(slog.DiscardHandler)

func TestAccessRefusal(t *testing.T) {
	some := Access{Channels: []string{"C1"}, Users: []string{"U1"}, Admins: []string{"U9"}}
	for _, test := range []struct {
		access        Access
		user, channel string
		direct, ok    bool
	}{
		{Access{}, "U2", "C2", false, true},
		{Access{Admins: []string{"U9"}}, "U2", "C2", false, true},
		{some, "U1", "C1", false, true},
		{some, "U1", "C2", false, false},
		{some, "U1", "D1", true, true},
		{some, "U2", "C1", false, false},
		{some, "U2", "D2", true, false},
		{some, "U9", "C2", false, true},
	} {
		if got := test.access.refusal(test.user, test.channel, test.direct); (got == "") != test.ok {
			t.Errorf("%+v: %s in %s: refused with %q", test.access, test.user, test.channel, got)
		}
	}
}

func TestKeyedLimit(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	k := &keyedLimit{limit: Limit{PerMinute: 6, Burst: 2}}
	var got []bool
	for _, seconds := range []int{0, 0, 0, 9, 10, 11, 20} {
		got = append(got, k.allow("a", at.Add(time.Duration(seconds)*time.Second)))
	}
	if want := []bool{true, true, false, false, true, false, true}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("allowed %v, want %v", got, want)
	}
	if !k.allow("b", at) {
		t.Error("one key's limit bounds another")
	}
	for i := range maxKeys + 10 {
		k.allow(fmt.Sprint(i), at.Add(time.Duration(i)*time.Minute))
	}
	if n := len(k.keys); n > maxKeys {
		t.Errorf("%d keys are kept", n)
	}
	none := &keyedLimit{limit: Limit{PerMinute: -1}}
	for range 1000 {
		if !none.allow("a", at) {
			t.Fatal("no limit bounds")
		}
	}
}

func TestPacer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPacer()
		start := time.Now()
		var at []string
		for range paceBurst + 2 {
			if err := p.wait(t.Context(), "C1"); err != nil {
				t.Fatal(err)
			}
			at = append(at, time.Since(start).String())
		}
		if got, want := strings.Join(at[paceBurst-1:], " "), "0s 1s 2s"; got != want {
			t.Errorf("sent at %s, want %s", got, want)
		}
		if err := p.wait(t.Context(), "C2"); err != nil || time.Since(start) != 2*time.Second {
			t.Errorf("another channel waits: %v", time.Since(start))
		}
		p.hold("C2", 30*time.Second)
		if err := p.wait(t.Context(), "C2"); err != nil || time.Since(start) != 32*time.Second {
			t.Errorf("a limit was waited for until %v", time.Since(start))
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := p.wait(ctx, "C1"); !errors.Is(err, context.Canceled) {
			t.Errorf("wait(cancelled) = %v", err)
		}
	})
}

// call waits as long as Slack says, tries again what may pass, and nothing else.
func TestCall(t *testing.T) {
	refused := func(word string) error { return slack.SlackErrorResponse{Err: word} }
	for _, test := range []struct {
		name   string
		errs   []error // in turn; nil after them
		calls  int
		took   time.Duration
		failed bool
	}{
		{"at once", nil, 1, 0, false},
		{"limited", []error{&slack.RateLimitedError{RetryAfter: 7 * time.Second}}, 2, 7 * time.Second, false},
		{"limited without a time", []error{slack.StatusCodeError{Code: 429}}, 2, unsaidWait, false},
		{"limited in words", []error{refused("ratelimited")}, 2, unsaidWait, false},
		{"limited for long", []error{&slack.RateLimitedError{RetryAfter: time.Minute}}, 1, 0, true},
		{"5xx", []error{slack.StatusCodeError{Code: 503}, slack.StatusCodeError{Code: 502}}, 3, backoff(1) + backoff(2), false},
		{"connection", []error{&net.OpError{Op: "read", Err: io.ErrUnexpectedEOF}}, 2, backoff(1), false},
		{"internal error", []error{refused("internal_error")}, 2, backoff(1), false},
		{"for ever", []error{io.EOF, io.EOF, io.EOF, io.EOF, io.EOF}, maxCalls, backoff(1) + backoff(2) + backoff(3), true},
		{"refused", []error{refused("invalid_auth")}, 1, 0, true},
		{"not there", []error{slack.StatusCodeError{Code: 404}}, 1, 0, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &Service{log: discarded, metrics: newMetrics()}
				start := time.Now()
				n := 0
				err := s.call(t.Context(), "some.method", func(context.Context) error {
					n++
					if n <= len(test.errs) {
						return test.errs[n-1]
					}
					return nil
				})
				if n != test.calls || time.Since(start) != test.took || (err != nil) != test.failed {
					t.Errorf("%d calls in %v with %v, want %d in %v", n, time.Since(start), err, test.calls, test.took)
				}
			})
		})
	}
}

func TestAgain(t *testing.T) {
	if got := again(fmt.Errorf("posting: %w", &slack.RateLimitedError{RetryAfter: 90 * time.Second}), 1); got != 90*time.Second {
		t.Errorf("after a limit: %v", got)
	}
	for attempts, want := range map[int]time.Duration{1: 2 * time.Second, 3: 8 * time.Second, 7: 2 * time.Minute, 1000: 2 * time.Minute} {
		if got := again(io.EOF, attempts); got != want {
			t.Errorf("after %d attempts: %v, want %v", attempts, got, want)
		}
	}
}

func TestRedact(t *testing.T) {
	for text, want := range map[string]string{
		"calling with xoxb-123-456-abcDEF failed":                 "calling with [redacted] failed",
		"xapp-1-A0-1-abc":                                         "[redacted]",
		`Post "https://hooks.slack.com/commands/T1/2/3": EOF`:     `Post "[redacted] EOF`,
		"wss://wss-primary.slack.com/link/?ticket=12-34&app_id=5": "wss://wss-primary.slack.com/link/?[redacted]&app_id=5",
		"nothing to hide: channel_not_found":                      "nothing to hide: channel_not_found",
	} {
		if got := redact(text); got != want {
			t.Errorf("redact(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, test := range []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"who threatened whom", 12, "who threate…"},
		{"who threatened whom", 16, "who threatened…"},
		{strings.Repeat("ü", 20), 10, strings.Repeat("ü", 9) + "…"},
	} {
		if got := shorten(test.text, test.n); got != test.want || len([]rune(got)) > test.n {
			t.Errorf("shorten(%q, %d) = %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

func TestHealth(t *testing.T) {
	s, lib := unheard(t, nil)
	get := func(path string) (int, string) {
		w := httptest.NewRecorder()
		s.Health().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body.String()
	}
	expect := func(path string, status int, text string) {
		t.Helper()
		if code, body := get(path); code != status || !strings.Contains(body, text) {
			t.Errorf("%s: %d %q, want %d %q", path, code, body, status, text)
		}
	}
	expect("/healthz", 200, "ok")
	expect("/readyz", 503, "not running")
	s.ready.Store(true)
	expect("/readyz", 200, "ok")
	s.connection.Store(connecting)
	expect("/readyz", 503, "no connection")
	s.connection.Store(connected)
	expect("/readyz", 200, "ok")
	if err := s.receive(t.Context(), kindEvent, []byte("{")); err != nil {
		t.Fatal(err)
	}
	expect("/metrics", 200, `cuttings_slack_payloads_total{kind="event",outcome="unreadable"} 1`)
	lib.Close()
	expect("/readyz", 503, "database")
	expect("/healthz", 200, "ok")
}

func TestNewRefuses(t *testing.T) {
	for _, o := range []Options{{}, {Bot: silent{}}, {Bot: silent{}, State: struct{ State }{}}} {
		if _, err := New(o); err == nil {
			t.Errorf("New(%+v) gave no error", o)
		}
	}
}
