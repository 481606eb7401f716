package slackio

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

const testSecret = "8f742231b10e8888abcd99yyyzzz85a5"

// silent is a double of the bot that is never asked.
type silent struct{ Bot }

func (silent) Coverage() bot.Coverage { return bot.Coverage{Articles: 5} }

func (silent) Suggest(context.Context, int) ([]string, error) { return nil, nil }

func (silent) Article(context.Context, string) (corpus.Article, error) {
	return corpus.Article{}, library.ErrNotFound
}

// unheard is a service over an empty library that knows who it is, and that nobody
// runs.
func unheard(t *testing.T, set func(*Options)) (*Service, *library.Library) {
	t.Helper()
	lib, err := library.Open(t.Context(), filepath.Join(t.TempDir(), "state.db"), library.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	o := Options{Config: Config{BotToken: "xoxb-test", SigningSecret: testSecret, APIURL: "http://127.0.0.1:1/api"}, Bot: silent{}, State: lib}
	if set != nil {
		set(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	s.self.user = "U0LAN0Z89"
	return s, lib
}

// sign signs a request as Slack does.
func sign(r *http.Request, secret, body string, at time.Time) {
	stamp := fmt.Sprint(at.Unix())
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", fmt.Sprintf("v0=%x", mac.Sum(nil)))
}

func TestHandlerTakesOnlyWhatSlackSigned(t *testing.T) {
	s, lib := unheard(t, nil)
	mention := `{"type":"event_callback","event_id":"Ev1","team_id":"T1","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1.1","text":"<@U0LAN0Z89> who?"}}`
	for _, test := range []struct {
		name         string
		path, body   string
		secret       string
		age          time.Duration
		unsigned     bool
		status       int
		says         string
		jobs         int // afterwards
		neverAgain   bool
		method       string
		retryNumbers string
	}{
		{name: "unsigned", path: eventsPath, body: mention, unsigned: true, status: 401, neverAgain: true},
		{name: "wrong secret", path: eventsPath, body: mention, secret: "guess", status: 401, neverAgain: true},
		{name: "old", path: eventsPath, body: mention, age: 6 * time.Minute, status: 401, neverAgain: true},
		{name: "from the future", path: eventsPath, body: mention, age: -6 * time.Minute, status: 401, neverAgain: true},
		{name: "too large", path: eventsPath, body: strings.Repeat("x", maxBody+1), status: 413, neverAgain: true},
		{name: "GET", path: eventsPath, method: http.MethodGet, status: 405},
		{name: "elsewhere", path: "/slack/other", body: mention, status: 404},
		{name: "url_verification", path: eventsPath, body: `{"type":"url_verification","token":"t","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}`, status: 200, says: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"},
		{name: "garbage", path: eventsPath, body: "{", status: 200},
		{name: "unknown event", path: eventsPath, body: `{"type":"event_callback","event_id":"Ev0","event":{"type":"never_heard_of"}}`, status: 200},
		{name: "certificate check", path: commandsPath, body: "ssl_check=1&token=t", status: 200},
		{name: "no payload", path: interactionsPath, body: "x=1", status: 200},
		{name: "mention", path: eventsPath, body: mention, status: 200, jobs: 1},
		{name: "mention again", path: eventsPath, body: mention, status: 200, jobs: 1, retryNumbers: "1"},
		{name: "the same as message", path: eventsPath, body: strings.NewReplacer("Ev1", "Ev2", "app_mention", "message").Replace(mention), status: 200, jobs: 1},
		{name: "a retry whose first delivery was lost", path: eventsPath, body: strings.NewReplacer("Ev1", "Ev3", "1.1", "2.2").Replace(mention), status: 200, jobs: 2, retryNumbers: "2"},
		{name: "command", path: commandsPath, body: url.Values{"command": {"/ask"}, "text": {"who & why?"}, "user_id": {"U1"}, "channel_id": {"C1"}, "trigger_id": {"t1"}}.Encode(), status: 200, jobs: 3},
		{name: "command again", path: commandsPath, body: url.Values{"command": {"/ask"}, "text": {"who & why?"}, "user_id": {"U1"}, "channel_id": {"C1"}, "trigger_id": {"t1"}}.Encode(), status: 200, jobs: 3},
		{name: "shortcut", path: interactionsPath, body: url.Values{"payload": {`{"type":"message_action","callback_id":"check","trigger_id":"t2","user":{"id":"U1"}}`}}.Encode(), status: 200, jobs: 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			method := test.method
			if method == "" {
				method = http.MethodPost
			}
			r := httptest.NewRequest(method, test.path, bytes.NewBufferString(test.body))
			secret := test.secret
			if secret == "" {
				secret = testSecret
			}
			if !test.unsigned {
				sign(r, secret, test.body, time.Now().Add(-test.age))
			}
			if test.retryNumbers != "" {
				r.Header.Set("X-Slack-Retry-Num", test.retryNumbers)
				r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
			}
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			if w.Code != test.status {
				t.Errorf("status %d, want %d", w.Code, test.status)
			}
			if got := w.Body.String(); w.Code == 200 && got != test.says {
				t.Errorf("said %q, want %q", got, test.says)
			}
			if got := w.Header().Get("X-Slack-No-Retry") != ""; got != test.neverAgain {
				t.Errorf("X-Slack-No-Retry %v, want %v", got, test.neverAgain)
			}
			if n, err := lib.Pending(t.Context()); err != nil || n != test.jobs {
				t.Errorf("%d jobs, %v, want %d", n, err, test.jobs)
			}
		})
	}
}

// Without a secret nothing is signed.
func TestHandlerWithoutSecret(t *testing.T) {
	s, _ := unheard(t, func(o *Options) { o.Config.SigningSecret = "" })
	r := httptest.NewRequest(http.MethodPost, eventsPath, strings.NewReader("{}"))
	sign(r, "", "{}", time.Now())
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status %d", w.Code)
	}
}

// What can't be recorded isn't acknowledged.
func TestHandlerOverBrokenState(t *testing.T) {
	s, lib := unheard(t, nil)
	lib.Close()
	body := `{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention","user":"U1","channel":"C1","ts":"1.1","text":"who?"}}`
	r := httptest.NewRequest(http.MethodPost, eventsPath, strings.NewReader(body))
	sign(r, testSecret, body, time.Now())
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("X-Slack-No-Retry") != "" {
		t.Errorf("status %d, %v", w.Code, w.Header())
	}
}

// Payloads as Slack's own SDK records them are all read, whatever they hold.
func TestRecordedPayloads(t *testing.T) {
	s, _ := unheard(t, nil)
	for kind, folder := range map[string]string{kindEvent: "events", kindInteraction: "interactions"} {
		files, err := filepath.Glob(filepath.Join(shared(t, "data/slack/"+folder), "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no payloads in %s: %v", folder, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.receive(t.Context(), kind, raw); err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
			if _, err := s.read(t.Context(), kind, raw); err != nil {
				t.Errorf("%s isn't read: %v", filepath.Base(file), err)
			}
		}
	}
}

func FuzzReceive(f *testing.F) {
	f.Add(0, []byte(`{"type":"event_callback","event_id":"Ev1","event":{"type":"message","user":"U1","channel":"D1","ts":"1.1","text":"who?"}}`))
	f.Add(0, []byte(`{"event":{"type":"message","subtype":"message_changed","channel":"C1","message":{"user":"U1","text":"a","ts":"1"},"previous_message":{"text":"b"}}}`))
	f.Add(1, []byte(`{"command":"/ask","user_id":"U1","trigger_id":"t"}`))
	f.Add(2, []byte(`{"type":"block_actions","user":{"id":"U"},"actions":[{"action_id":"share","value":"x"}]}`))
	kinds := []string{kindEvent, kindCommand, kindInteraction}
	f.Add(1, []byte(`{"command":"/ask","user_id":"U1"}`)) // neither trigger nor response_url: the clock makes its key
	s := &Service{}
	s.log = discarded
	s.now = func() time.Time { return time.Unix(1640908800, 0) }
	s.self.user = "U0BOT"
	f.Fuzz(func(t *testing.T, kind int, raw []byte) {
		w, err := s.read(t.Context(), kinds[((kind%3)+3)%3], raw)
		if err == nil && len(w.keys) > 0 {
			if w.job.Kind == "" || len(w.job.Payload) == 0 {
				t.Errorf("a job without kind or payload of %q", raw)
			}
			for _, key := range w.keys {
				if key == "" {
					t.Errorf("an empty key of %q", raw)
				}
			}
		}
	})
}
