package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
)

// A strangeSlack is a double of a server that is like Slack only in the least: it
// posts messages, lets an app connect, and sends what a test says. Nothing of it is
// shared with package slacktest.
type strangeSlack struct {
	*httptest.Server
	t *testing.T
	// unknown answers a method that it doesn't know.
	unknown http.HandlerFunc
	// auth is what auth.test answers.
	auth string

	mu      sync.Mutex
	posts   []url.Values // of every call but auth.test, with "method" and "text" among them
	changed chan struct{}
	out     chan any // for the WebSocket
}

func newStrangeSlack(t *testing.T, auth string, unknown http.HandlerFunc) *strangeSlack {
	s := &strangeSlack{t: t, auth: auth, unknown: unknown, changed: make(chan struct{}), out: make(chan any, 100)}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/auth.test", func(w http.ResponseWriter, _ *http.Request) { said(w, s.auth) })
	mux.HandleFunc("/api/apps.connections.open", func(w http.ResponseWriter, _ *http.Request) {
		said(w, fmt.Sprintf(`{"ok":true,"url":"ws%s/socket"}`, strings.TrimPrefix(s.URL, "http")))
	})
	mux.HandleFunc("/api/chat.postMessage", func(w http.ResponseWriter, r *http.Request) {
		n := s.note("chat.postMessage", r)
		said(w, fmt.Sprintf(`{"ok":true,"ts":"17000000%02d.000100"}`, n))
	})
	mux.HandleFunc("/hook", func(w http.ResponseWriter, r *http.Request) {
		s.note("response_url", r)
		io.WriteString(w, "<html>fine</html>")
	})
	mux.HandleFunc("/socket", s.socket)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		s.unknown(w, r)
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Server.Close)
	return s
}

func said(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(w, body)
}

// note writes a call down.
func (s *strangeSlack) note(method string, r *http.Request) (n int) {
	raw, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(raw))
	var message struct{ Text string }
	if json.Unmarshal(raw, &message) == nil {
		form = url.Values{"text": {message.Text}}
	}
	form.Set("method", method)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.posts = append(s.posts, form)
	close(s.changed)
	s.changed = make(chan struct{})
	return len(s.posts)
}

// socket is a Socket Mode connection whose hello says nothing.
func (s *strangeSlack) socket(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for {
			if _, _, err := ws.ReadMessage(); err != nil {
				return
			}
		}
	}()
	if ws.WriteJSON(map[string]any{"type": "hello"}) != nil {
		return
	}
	ping := time.NewTicker(time.Second)
	defer ping.Stop()
	for {
		select {
		case v := <-s.out:
			if ws.WriteJSON(v) != nil {
				return
			}
		case <-ping.C:
			if ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) != nil {
				return
			}
		case <-gone:
			return
		case <-s.t.Context().Done():
			return
		}
	}
}

// await waits for a post whose text holds a word, to a channel or user if one is
// given, and forgets all that came before it.
func (s *strangeSlack) await(t *testing.T, method, channel, text string) url.Values {
	t.Helper()
	limit := time.After(30 * time.Second)
	for {
		s.mu.Lock()
		changed := s.changed
		i := slices.IndexFunc(s.posts, func(f url.Values) bool {
			return f.Get("method") == method && (channel == "" || f.Get("channel") == channel) && strings.Contains(f.Get("text"), text)
		})
		var found url.Values
		if i >= 0 {
			found = s.posts[i]
			s.posts = s.posts[i+1:]
		}
		s.mu.Unlock()
		if found != nil {
			return found
		}
		select {
		case <-changed:
		case <-limit:
			s.mu.Lock()
			defer s.mu.Unlock()
			t.Fatalf("no %s to %q with %q; there were: %v", method, channel, text, s.posts)
		}
	}
}

// TestServeStrangeSlack: whatever a server of Slack's kind doesn't know, and whatever its
// payloads lack, every way ends in a message.
func TestServeStrangeSlack(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't be told to stop on Windows")
	}
	cache := filepath.Join(t.TempDir(), "vectors.db")
	const whole, bare = `{"ok":true,"user_id":"U0BOT","bot_id":"B0BOT","team_id":"T1","user":"cuttings"}`, `{"ok":true}`
	page := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			io.WriteString(w, "<!doctype html><title>Not found</title>")
		}
	}
	for name, test := range map[string]struct {
		auth    string
		unknown http.HandlerFunc
		slash   string // behind the address of the Web API
		by      transport
	}{
		"unknown_method":           {whole, func(w http.ResponseWriter, _ *http.Request) { said(w, `{"ok":false,"error":"unknown_method"}`) }, "/", socketMode},
		"HTML 404":                 {whole, page(http.StatusNotFound), "", socketMode},
		"HTML 200":                 {whole, page(http.StatusOK), "/", signedHTTP},
		"501":                      {whole, page(http.StatusNotImplemented), "/", signedHTTP},
		"auth.test says little":    {bare, page(http.StatusNotFound), "", signedHTTP},
		"auth.test says it little": {bare, page(http.StatusNotFound), "", socketMode},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStrangeSlack(t, test.auth, test.unknown)
			dir, _ := fewWords(t)
			cmd := exec.Command(os.Args[0], "serve", "--data", t.TempDir(), "--cache", cache, "--health=", "--listen=127.0.0.1:0", "--articles", dir)
			cmd.Args[0] = "cuttings"
			cmd.Env = append(withoutSecrets(os.Environ()), "SLACK_API_URL="+s.URL+"/api"+test.slash, "SLACK_BOT_TOKEN=xoxb-strange")
			d := &deployment{t: t, ctx: t.Context()}
			var send func(kind string, payload map[string]any)
			switch test.by {
			case socketMode:
				cmd.Env = append(cmd.Env, "SLACK_APP_TOKEN=xapp-strange")
				d.process = begin(t, cmd)
				n := 0
				send = func(kind string, payload map[string]any) {
					n++
					s.out <- map[string]any{"envelope_id": fmt.Sprint("e", n), "type": kind, "payload": payload}
				}
			case signedHTTP:
				const secret = "0123456789abcdef"
				cmd.Env = append(cmd.Env, "SLACK_SIGNING_SECRET="+secret)
				d.process = begin(t, cmd)
				base := "http://" + d.says(`taking signed requests" address=(\S+)`) + "/slack/"
				send = func(kind string, payload map[string]any) { post(t, base, secret, kind, payload) }
			}
			strange(t, s, send)
		})
	}
}

// post sends a payload as a signed request.
func post(t *testing.T, base, secret, kind string, payload map[string]any) {
	t.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	path, form, body := "events", "application/json", string(raw)
	switch kind {
	case "slash_commands":
		values := url.Values{}
		for name, v := range payload {
			values.Set(name, fmt.Sprint(v))
		}
		path, form, body = "commands", "application/x-www-form-urlencoded", values.Encode()
	case "interactive":
		path, form, body = "interactions", "application/x-www-form-urlencoded", url.Values{"payload": {string(raw)}}.Encode()
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	stamp := fmt.Sprint(time.Now().Unix())
	r.Header.Set("Content-Type", form)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", slacktest.Sign(secret, stamp, []byte(body)))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: status %d", kind, resp.StatusCode)
	}
}

// strange sends payloads that lack what Slack's have, and waits for what is said.
func strange(t *testing.T, s *strangeSlack, send func(kind string, payload map[string]any)) {
	type fields = map[string]any
	const ask, lisbon = "Where did the committee meet?", "Lisbon"
	event := func(e fields) { send("events_api", fields{"type": "event_callback", "event": e}) }

	// No event_id, no team, no authorizations.
	event(fields{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1000000001.000100", "text": "<@U0BOT> " + ask})
	first := s.await(t, "chat.postMessage", "C1", lisbon)
	if first.Get("thread_ts") != "1000000001.000100" {
		t.Errorf("answered in thread %q", first.Get("thread_ts"))
	}
	event(fields{"type": "message", "user": "U1", "channel": "C1", "ts": "1000000002.000100", "thread_ts": "1000000001.000100", "text": "and who opened the session?"})
	s.await(t, "chat.postMessage", "C1", "Ana Reis")
	event(fields{"type": "message", "user": "U1", "channel": "D1", "ts": "1000000003.000100", "text": ask, "channel_type": "im"})
	s.await(t, "chat.postMessage", "D1", lisbon)
	event(fields{"type": "message", "user": "U1", "channel": "D1", "ts": "1000000004.000100", "text": "summary"})
	s.await(t, "chat.postMessage", "D1", lisbon)
	event(fields{"type": "app_home_opened", "user": "U1"})

	// Commands with and without a response_url and a trigger_id, and with much more.
	send("slash_commands", fields{"command": "/ask", "text": ask, "user_id": "U1", "channel_id": "C1", "response_url": s.URL + "/hook"})
	s.await(t, "response_url", "", lisbon)
	for range 2 { // twice the same is two questions
		send("slash_commands", fields{"command": "/ask", "text": ask, "user_id": "U1"})
		s.await(t, "chat.postMessage", "U1", lisbon)
	}
	send("slash_commands", fields{"command": "/sources", "text": "", "user_id": "U1", "channel_id": "D1", "trigger_id": "t2", "extra": "x", "token": ""})
	s.await(t, "chat.postMessage", "U1", "passage")
	send("slash_commands", fields{"command": "/ask", "text": ask, "channel_id": "C1", "response_url": s.URL + "/hook?2"})
	s.await(t, "response_url", "", lisbon)
	send("slash_commands", fields{"command": "/digest", "text": "daily 08:00", "user_id": "U1", "channel_id": "C1", "trigger_id": "t3"})
	s.await(t, "chat.postMessage", "U1", "08:00")

	// Interactions without a response_url; the workspace has no views.
	press := func(trigger, action, value string) {
		send("interactive", fields{"type": "block_actions", "user": fields{"id": "U1"}, "trigger_id": trigger,
			"channel": fields{"id": "C1"}, "message": fields{"ts": "1700000001.000100"},
			"actions": []any{fields{"action_id": action, "value": value}}})
	}
	places := pressable([]byte(first.Get("blocks")), blocks.ActionPassage)
	if len(places) == 0 {
		t.Fatalf("no quotation in %v", first)
	}
	press("t4", blocks.ActionPassage, places[0].value)
	s.await(t, "chat.postMessage", "U1", "In context")
	press("t5", blocks.ActionRead, "0 0 0 /committee")
	s.await(t, "chat.postMessage", "U1", "Ana Reis")
	press("", blocks.ActionFeedback, pressableVote(first))
	s.await(t, "chat.postMessage", "U1", "noted")
	press("t6", blocks.ActionAsk, ask)
	s.await(t, "chat.postMessage", "C1", lisbon)
	send("interactive", fields{"type": "message_action", "callback_id": blocks.CallbackCheck, "user": fields{"id": "U1"},
		"channel": fields{"id": "C1"}, "message": fields{"ts": "1000000009.000100", "user": "U2", "text": "The committee met in Lisbon."}})
	s.await(t, "chat.postMessage", "U1", lisbon)
	send("interactive", fields{"type": "message_action", "callback_id": blocks.CallbackCheck, "user": fields{"id": "U1"}, "trigger_id": "t7"})
	s.await(t, "chat.postMessage", "U1", "no text")
}

// pressableVote is the value of a message's thumbs-down.
func pressableVote(m url.Values) string {
	_, rest, _ := strings.Cut(m.Get("blocks"), `"bad `)
	id, _, _ := strings.Cut(rest, `"`)
	return "bad " + id
}
