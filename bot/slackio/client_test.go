package slackio

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// The token goes in the header of every call of the Web API, and nowhere else.
func TestTokenInHeader(t *testing.T) {
	type got struct{ path, header, body string }
	var calls []got
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		calls = append(calls, got{r.URL.Path, r.Header.Get("Authorization"), string(body)})
		io.WriteString(w, `{"ok":true,"ts":"1.1","channel":"C1","user_id":"U1"}`)
	}))
	defer server.Close()
	s, _ := unheard(t, func(o *Options) { o.Config.APIURL = server.URL + "/api" })
	s.self.user = ""
	if _, err := s.whoAmI(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.respond(t.Context(), listener{Channel: "C1", User: "U1", ResponseURL: server.URL + "/response/1"}, blocks.Note("hello")); err != nil {
		t.Fatal(err)
	}
	if len(calls) != 2 {
		t.Fatalf("calls %+v", calls)
	}
	form, err := url.ParseQuery(calls[0].body)
	if err != nil || calls[0].path != "/api/auth.test" || calls[0].header != "Bearer xoxb-test" || form.Get("token") != "xoxb-test" {
		t.Errorf("a call of the Web API: %+v, %v", calls[0], err)
	}
	if calls[1].path != "/response/1" || calls[1].header != "" || strings.Contains(calls[1].body, "xoxb") {
		t.Errorf("an answer to a response_url: %+v", calls[1])
	}
}

// A response_url that did what was asked isn't asked again, whatever it says.
func TestAnswersOfResponseURL(t *testing.T) {
	for _, test := range []struct {
		kind, body string
		refused    string
	}{
		{"text/plain", "ok", ""},
		{"text/html", "OK", ""},
		{"text/plain", `{"ok":true}`, ""},
		{"application/json", `{"ok":true}`, ""},
		{"application/json", "", ""},
		{"", "", ""},
		{"text/plain", `{"ok":false,"error":"expired_url"}`, "expired_url"},
		{"application/json", `{"ok":false,"error":"invalid_blocks"}`, "invalid_blocks"},
	} {
		n := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			n++
			w.Header().Set("Content-Type", test.kind)
			io.WriteString(w, test.body)
		}))
		s, _ := unheard(t, nil)
		err := s.respond(t.Context(), listener{Channel: "C1", User: "U1", ResponseURL: server.URL}, blocks.Note("hello"))
		server.Close()
		if code(err) != test.refused || (err != nil) != (test.refused != "") || n != 1 {
			t.Errorf("%s %q: %v after %d calls, want %q after one", test.kind, test.body, err, n, test.refused)
		}
	}
}

func TestSummaryRequest(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) // a Wednesday
	s, _ := unheard(t, func(o *Options) { o.Now = func() time.Time { return now } })
	s.zones.known = map[string]zoneOf{"U1": {zone: time.UTC, until: now.Add(time.Hour)}}
	monday := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for args, want := range map[string]bot.Request{
		"":                       {},
		"sanctions":              {Topic: "sanctions"},
		"since Monday":           {Since: monday},
		"sanctions since Monday": {Topic: "sanctions", Since: monday},
		"of sanctions":           {Topic: "sanctions"},
		"what Putin said":        {Topic: "what Putin said"},
	} {
		got := s.summaryRequest(context.Background(), "U1", args)
		if got.Kind != bot.SummaryRequest || got.Topic != want.Topic || !got.Since.Equal(want.Since) {
			t.Errorf("/summary %s: %+v, want %+v", args, got, want)
		}
	}
}

// cut is a network that cuts every connection.
type cut struct{}

func (cut) RoundTrip(*http.Request) (*http.Response, error) { return nil, io.EOF }

// A response_url is a secret on whatever host it is: it doesn't stand in the log.
func TestResponseURLIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	s, _ := unheard(t, func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		o.Config.HTTPClient = &http.Client{Transport: cut{}}
	})
	synctest.Test(t, func(t *testing.T) {
		err := s.whisper(t.Context(), listener{Channel: "C1", User: "U1", ResponseURL: "https://slack.example.org/actions/secret"}, blocks.Note("hello"))
		if !outage(err) {
			t.Errorf("whisper: %v, want an outage", err)
		}
		if text := log.String() + err.Error(); !strings.Contains(text, "response_url") || strings.Contains(text, "/actions/secret") {
			t.Errorf("logged: %s", text)
		}
	})
}

// hung is a network that never answers.
type hung struct{}

func (hung) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// recorder is a state that records everything.
type recorder struct{ State }

func (recorder) Record(context.Context, []string, library.NewJob) (bool, error) { return true, nil }

// While Slack is being asked who the bot is, what it sends is recorded in time: the
// envelope says who the bot is, or else the payload comes again.
func TestAcknowledgedWhileSlackHangs(t *testing.T) {
	s, _ := unheard(t, func(o *Options) {
		o.State = recorder{}
		o.Config.HTTPClient = &http.Client{Transport: hung{}, Timeout: apiTimeout}
	})
	s.self.user = ""
	synctest.Test(t, func(t *testing.T) {
		asking := make(chan struct{})
		go func() {
			defer close(asking)
			if user, err := s.whoAmI(t.Context()); err == nil {
				t.Errorf("Slack said that the bot is %q", user)
			}
		}()
		synctest.Wait()
		for _, test := range []struct {
			more     string
			recorded bool
			took     time.Duration
		}{
			{``, false, recordTimeout},
			{`,"authorizations":[{"user_id":"U1","is_bot":true}]`, true, 0},
			{``, true, 0}, // it is known now
		} {
			start := time.Now()
			err := s.receive(t.Context(), kindEvent, []byte(`{"event_id":"E1","event":{"type":"app_mention","user":"U2","channel":"C1","ts":"1.1","text":"who?"}`+test.more+`}`))
			if took := time.Since(start); (err == nil) != test.recorded || took != test.took {
				t.Errorf("event%s: %v after %v, want recorded %v after %v", test.more, err, took, test.recorded, test.took)
			}
		}
		<-asking
		if got := s.botUser(); got != "U1" {
			t.Errorf("the bot is %q", got)
		}
	})
}
