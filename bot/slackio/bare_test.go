package slackio

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/bot"
)

// A bareServer knows auth.test and chat.postMessage, as a simple emulator of Slack
// would, and no other method.
type bareServer struct {
	*httptest.Server
	mu      sync.Mutex
	posts   []url.Values
	changed chan struct{}
}

// newBareServer answers what it doesn't know with a status and an error.
func newBareServer(t *testing.T, status int) *bareServer {
	b := &bareServer{changed: make(chan struct{}, 100)}
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		raw, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(raw))
		switch r.URL.Path {
		case "/api/auth.test":
			io.WriteString(w, `{"ok":true,"user_id":"U0BOT","user":"cuttings","team":"bare"}`)
		case "/api/chat.postMessage":
			b.mu.Lock()
			b.posts = append(b.posts, form)
			n := len(b.posts)
			b.mu.Unlock()
			fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":"%d.000100"}`, form.Get("channel"), 1700000000+n)
			b.changed <- struct{}{}
		default:
			w.WriteHeader(status)
			io.WriteString(w, `{"ok":false,"error":"unknown_method"}`)
		}
	}))
	t.Cleanup(b.Server.Close)
	return b
}

// await waits for a post with a text to a channel.
func (b *bareServer) await(t *testing.T, channel, text string) url.Values {
	t.Helper()
	limit := time.After(20 * time.Second)
	for {
		b.mu.Lock()
		i := slices.IndexFunc(b.posts, func(f url.Values) bool { return f.Get("channel") == channel && strings.Contains(f.Get("text"), text) })
		b.mu.Unlock()
		if i >= 0 {
			return b.posts[i]
		}
		select {
		case <-b.changed:
		case <-limit:
			t.Fatalf("no post to %s with %q in %v", channel, text, b.posts)
		}
	}
}

// repeater is a double of the bot that says the question.
type repeater struct{ silent }

func (repeater) Answer(_ context.Context, question string, before []bot.Turn) (bot.Reply, error) {
	return bot.Reply{Question: question, Reason: bot.NotCovered, Why: fmt.Sprintf("You asked %q after %d.", question, len(before)), Mode: bot.Extractive}, nil
}

// Whatever else a server doesn't know, every question gets its answer.
func TestServerThatOnlyPosts(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusNotFound} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			server := newBareServer(t, status)
			s, _ := unheard(t, func(o *Options) {
				o.Config.APIURL = server.URL + "/api/"
				o.Config.HTTPClient = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 5 * time.Second}
				o.Bot = repeater{}
			})
			s.self.user = "" // it has to ask
			ctx, cancel := context.WithCancel(t.Context())
			var running sync.WaitGroup
			running.Go(func() {
				if err := s.Run(ctx); err != nil {
					t.Error(err)
				}
			})
			defer running.Wait()
			defer cancel()
			send := func(kind string, payload any) {
				t.Helper()
				raw, err := json.Marshal(payload)
				if err != nil {
					t.Fatal(err)
				}
				if err := s.receive(t.Context(), kind, raw); err != nil {
					t.Fatal(err)
				}
			}
			event := func(id string, e map[string]any) {
				send(kindEvent, map[string]any{"type": "event_callback", "event_id": id, "team_id": "T1", "event": e})
			}
			event("Ev1", map[string]any{"type": "app_mention", "user": "U1", "channel": "C1", "ts": "10.1", "text": "<@U0BOT> who called?"})
			if got := server.await(t, "C1", `You asked "who called?" after 0`); got.Get("thread_ts") != "10.1" {
				t.Errorf("answered in thread %q", got.Get("thread_ts"))
			}
			event("Ev2", map[string]any{"type": "message", "user": "U1", "channel": "C1", "ts": "10.2", "thread_ts": "10.1", "text": "and what did Peskov say?", "channel_type": "channel"})
			server.await(t, "C1", `You asked "and what did Peskov say?" after 1`)
			event("Ev3", map[string]any{"type": "message", "user": "U1", "channel": "D1", "ts": "10.3", "text": "who called whom?", "channel_type": "im"})
			server.await(t, "D1", `You asked "who called whom?"`)
			event("Ev4", map[string]any{"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"})
			send(kindCommand, map[string]string{"command": "/ask", "text": "who sent it?", "user_id": "U1", "channel_id": "C1", "trigger_id": "t1"})
			server.await(t, "U1", `You asked "who sent it?"`)
		})
	}
}
