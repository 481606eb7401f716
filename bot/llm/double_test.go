package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cuttings/bot"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const testKey = "sk-test-0123456789abcdef"

// A server is a double of a model's server whose replies are canned, good and
// broken ones. It remembers the bodies that it was sent.
type server struct {
	URL  string
	mu   sync.Mutex
	sent []map[string]json.RawMessage
}

// serve starts a server that handles the nth request, from 0, by handle.
func serve(t *testing.T, handle func(n int, w http.ResponseWriter, r *http.Request)) *server {
	t.Helper()
	s := &server{}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]json.RawMessage
		if r.Method == http.MethodPost {
			if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
				t.Errorf("request %s: %v", r.URL, err)
			}
		}
		s.mu.Lock()
		n := len(s.sent)
		s.sent = append(s.sent, body)
		s.mu.Unlock()
		handle(n, w, r)
	}))
	t.Cleanup(func() { h.CloseClientConnections(); h.Close() })
	s.URL = h.URL
	return s
}

// serveBodies starts a server that replies to a request by its body alone.
func serveBodies(t *testing.T, answer func(map[string]json.RawMessage) canned) *server {
	t.Helper()
	var s *server
	s = serve(t, func(n int, w http.ResponseWriter, _ *http.Request) { answer(s.requests()[n]).write(w) })
	return s
}

func (s *server) requests() []map[string]json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

// client returns a client of a server that waits for nothing long.
func client(t *testing.T, cfg Config) *Client {
	t.Helper()
	if cfg.Model == "" {
		cfg.Model = "test-model"
	}
	if cfg.Key == "" {
		cfg.Key = testKey
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 10 * time.Second
	}
	if cfg.Jitter == nil {
		cfg.Jitter = func() float64 { return 0 }
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// draftText is a good answer's text, and good what is read from it.
const draftText = `{"answerable":true,"claims":[{"text":"Talks began.","sentences":[1]}]}`

var reports = []bot.Material{{Heading: "Example Wire, 14 January 2022", Sentences: []string{"The talks began on 10 January."}}}

// whole is a reply in one piece.
func whole(content, finish string) string {
	return marshal(map[string]any{
		"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": content}}},
		"usage":   map[string]any{"prompt_tokens": 70, "completion_tokens": 30},
	})
}

// piece is a line of a stream, with a piece of text and maybe an end.
func piece(content string, finish any) string {
	return "data: " + marshal(map[string]any{
		"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "delta": map[string]any{"content": content}}},
	}) + "\n\n"
}

const (
	usageChunk = `data: {"choices":[],"usage":{"prompt_tokens":70,"completion_tokens":30}}` + "\n\n"
	done       = "data: [DONE]\n\n"
)

// streamed is a good stream of a text.
func streamed(content string) string {
	return piece(content[:len(content)/2], nil) + piece(content[len(content)/2:], nil) + piece("", "stop") + usageChunk + done
}

func marshal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// A canned reply. The zero Type is that of a stream.
type canned struct {
	Status int
	Type   string
	Header map[string]string
	Body   string
}

func (c canned) write(w http.ResponseWriter) {
	for name, value := range c.Header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", c.contentType())
	w.WriteHeader(c.status())
	io.WriteString(w, c.Body)
}

func (c canned) status() int {
	if c.Status == 0 {
		return http.StatusOK
	}
	return c.Status
}

func (c canned) contentType() string {
	if c.Type == "" {
		return eventStream
	}
	return c.Type
}

// A wire is a transport without a network: the nth request, from 0, gets the
// nth reply, and all further ones the last.
type wire struct {
	mu      sync.Mutex
	n       int
	at      []time.Time
	replies []func(*http.Request) (*http.Response, error)
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		io.Copy(io.Discard, req.Body)
		req.Body.Close()
	}
	w.mu.Lock()
	reply := w.replies[min(w.n, len(w.replies)-1)]
	w.n++
	w.at = append(w.at, time.Now())
	w.mu.Unlock()
	return reply(req)
}

// reply is a canned reply as a wire's.
func reply(c canned) func(*http.Request) (*http.Response, error) {
	return func(req *http.Request) (*http.Response, error) {
		h := http.Header{"Content-Type": {c.contentType()}}
		for name, value := range c.Header {
			h.Set(name, value)
		}
		return &http.Response{
			StatusCode: c.status(), Status: http.StatusText(c.status()), Header: h, Request: req,
			Body: io.NopCloser(bytes.NewBufferString(c.Body)),
		}, nil
	}
}

// stuck is a stream that begins with text and then says nothing more.
func stuck(text string) func(*http.Request) (*http.Response, error) {
	return func(req *http.Request) (*http.Response, error) {
		resp, err := reply(canned{})(req)
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(text), untilDone{req}))
		return resp, err
	}
}

type untilDone struct{ req *http.Request }

func (u untilDone) Read([]byte) (int, error) {
	<-u.req.Context().Done()
	return 0, u.req.Context().Err()
}

// kind is the kind of an error, which must be one that a person can be told.
func kind(t *testing.T, err error) Kind {
	t.Helper()
	if err == nil {
		return ""
	}
	var told *bot.PhraseError
	if !errors.As(err, &told) || told.Reason == "" {
		t.Errorf("error %v has no words for a person", err)
	}
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is no *Error", err)
	}
	return e.Kind
}
