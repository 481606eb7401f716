package slacktest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"cuttings/bot/slackio/slacktest"
)

// app is an app reached over HTTP, that checks signatures as apps should.
type app struct {
	t      *testing.T
	secret string
	status func(n int) int // of the nth request, from 1

	mu   sync.Mutex
	got  []*http.Request
	body []string
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		a.t.Errorf("reading a request: %v", err)
	}
	v, err := slack.NewSecretsVerifier(r.Header, a.secret)
	if err == nil {
		_, _ = v.Write(body)
		err = v.Ensure()
	}
	if err != nil {
		a.t.Errorf("signature: %v", err)
	}
	a.mu.Lock()
	a.got, a.body = append(a.got, r), append(a.body, string(body))
	n := len(a.got)
	a.mu.Unlock()
	if strings.Contains(string(body), "url_verification") {
		_, challenge, _ := strings.Cut(string(body), `"challenge":"`)
		challenge, _, _ = strings.Cut(challenge, `"`)
		_, _ = io.WriteString(w, `{"challenge":"`+challenge+`"}`)
		return
	}
	if a.status != nil {
		if code := a.status(n); code != http.StatusOK {
			if code == http.StatusTeapot {
				w.Header().Set("X-Slack-No-Retry", "1")
			}
			w.WriteHeader(code)
		}
	}
}

func overHTTP(t *testing.T, o slacktest.Options, status func(int) int) (*slacktest.Server, *app) {
	t.Helper()
	s := start(t, o)
	a := &app{t: t, secret: s.SigningSecret(), status: status}
	srv := httptest.NewServer(a)
	t.Cleanup(srv.Close)
	s.DeliverTo(slacktest.HTTP{Events: srv.URL + "/events", Commands: srv.URL + "/commands", Interactions: srv.URL + "/interactions"})
	return s, a
}

func TestSignedDeliveries(t *testing.T) {
	s, a := overHTTP(t, slacktest.Options{}, nil)
	ctx := soon(t)
	ok(t, s.VerifyURL(ctx))
	ts := must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	ok(t, s.WaitDelivered(ctx))
	ok(t, s.Command(ctx, slacktest.Ada, slacktest.General, "/ask", "who & what?"))
	ok(t, s.RunShortcut(ctx, slacktest.Ada, "check", slacktest.General, ts))

	event, err := slackevents.ParseEvent([]byte(a.body[1]), slackevents.OptionNoVerifyToken())
	ok(t, err)
	if m := event.InnerEvent.Data.(*slackevents.MessageEvent); m.Text != "hello" {
		t.Errorf("event = %+v", m)
	}
	request := func(i int) *http.Request {
		r := a.got[i].Clone(ctx)
		r.Body = io.NopCloser(strings.NewReader(a.body[i]))
		return r
	}
	if c := must(slack.SlashCommandParse(request(2)))(t); c.Text != "who & what?" || a.got[2].URL.Path != "/commands" {
		t.Errorf("command = %+v", c)
	}
	if in := must(slack.InteractionCallbackParse(request(3)))(t); in.CallbackID != "check" || a.got[3].URL.Path != "/interactions" {
		t.Errorf("interaction = %+v", in)
	}
}

func TestHTTPRetries(t *testing.T) {
	s, a := overHTTP(t, slacktest.Options{Retries: []time.Duration{0, 0, 0}}, func(n int) int {
		if n < 3 {
			return http.StatusInternalServerError
		}
		return http.StatusOK
	})
	must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	ok(t, s.WaitDelivered(soon(t)))
	for i, want := range []string{"", "1", "2"} {
		h := a.got[i].Header
		if h.Get("X-Slack-Retry-Num") != want || want != "" && h.Get("X-Slack-Retry-Reason") != "http_error" || a.body[i] != a.body[0] {
			t.Errorf("attempt %d: %v", i, h)
		}
	}
	if d := s.Deliveries()[0]; !d.Acked || d.Attempts != 3 {
		t.Errorf("delivery = %+v", d)
	}
}

func TestHTTPTimeoutAndNoRetry(t *testing.T) {
	release := make(chan struct{})
	s, a := overHTTP(t, slacktest.Options{AckWithin: 150 * time.Millisecond, Retries: []time.Duration{0, 0, 0}}, func(n int) int {
		if n == 1 {
			<-release
			return http.StatusOK
		}
		return http.StatusTeapot // with X-Slack-No-Retry
	})
	must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	ok(t, s.WaitDelivered(soon(t)))
	close(release)
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.got) != 2 || a.got[1].Header.Get("X-Slack-Retry-Reason") != "http_timeout" {
		t.Errorf("%d requests, the second %v", len(a.got), a.got[1].Header)
	}
	if d := s.Deliveries()[0]; d.Acked || !d.GivenUp {
		t.Errorf("delivery = %+v", d)
	}
}

func TestVerifyURLFails(t *testing.T) {
	s := start(t, slacktest.Options{})
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	s.DeliverTo(slacktest.HTTP{Events: srv.URL})
	if s.VerifyURL(soon(t)) == nil {
		t.Error("verified an address that doesn't answer")
	}
}
