package llm

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// maxReply bounds the bytes of what a model writes, maxErrorReply those of an
	// error's.
	maxReply      = 4 << 20
	maxErrorReply = 64 << 10
	// retries is how often a request is sent again, before the first byte of a
	// reply.
	retries   = 2
	firstWait = 500 * time.Millisecond
	// maxRest is how long a server may ask to be left alone.
	maxRest = time.Hour
)

// A doer sends go-openai's requests. It adds headers and fields, retries what is
// worth it, and bounds and checks what comes back, so that go-openai sees good
// replies only: every failure is an [*Error].
type doer struct {
	http    *http.Client
	header  map[string]Secret
	extra   map[string]json.RawMessage
	jitter  func() float64
	now     func() time.Time
	secrets redactor

	maxReply int                 // bytes
	patience time.Duration       // all the waits of a request together
	limited  func(time.Duration) // hears at once for how long a server wants no requests
}

func newDoer(cfg Config, maxReply int, patience time.Duration, limited func(time.Duration)) *doer {
	header := maps.Clone(cfg.Header)
	if header == nil {
		header = map[string]Secret{}
	}
	if cfg.Key != "" {
		header["Authorization"] = "Bearer " + cfg.Key
		if u, err := url.Parse(cfg.URL); err == nil && isAzure(u.Hostname()) {
			header["api-key"] = cfg.Key
		}
	}
	return &doer{
		// A redirect would carry the prompt, and maybe the key, elsewhere.
		http: &http.Client{
			Transport:     cfg.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		header:  header,
		extra:   cfg.ExtraBody,
		jitter:  cfg.Jitter,
		now:     cfg.Now,
		secrets: newRedactor(cfg),

		maxReply: maxReply,
		patience: patience,
		limited:  limited,
	}
}

// fieldsKey is the context's key of fields for one request's body.
type fieldsKey struct{}

// withFields has the doer put fields into the body: those that go-openai would
// leave out, such as a temperature of 0.
func withFields(ctx context.Context, fields map[string]json.RawMessage) context.Context {
	return context.WithValue(ctx, fieldsKey{}, fields)
}

// Do sends a request, again if need be: after as long as the server asks for, or
// else twice as long each time, with jitter. An error is an [*Error].
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	body, err := d.body(req)
	if err != nil {
		return nil, &Error{Kind: Rejected, Detail: "the request's body couldn't be made"}
	}
	for name, value := range d.header {
		req.Header.Set(name, string(value))
	}
	patience := d.patience
	for attempt := 0; ; attempt++ {
		try := req.Clone(req.Context())
		if body != nil {
			// The transport gets it again where a connection closed before it was sent.
			again := func() io.ReadCloser { return io.NopCloser(bytes.NewReader(body)) }
			try.GetBody = func() (io.ReadCloser, error) { return again(), nil }
			try.Body, try.ContentLength = again(), int64(len(body))
		}
		resp, failure := d.once(try)
		if failure == nil {
			return resp, nil
		}
		pause := cmp.Or(failure.After, firstWait<<attempt)
		if attempt == retries || !failure.retry || pause > patience {
			return nil, &failure.Error
		}
		pause = min(patience, pause+time.Duration(d.jitter()*float64(pause)/2))
		patience -= pause
		if !wait(req.Context(), pause) {
			return nil, &failure.Error
		}
	}
}

// body is the request's body with the fields added; nil if it has none.
func (d *doer) body(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer req.Body.Close()
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, err
	}
	own, _ := req.Context().Value(fieldsKey{}).(map[string]json.RawMessage)
	maps.Copy(fields, own)
	maps.Copy(fields, d.extra)
	maps.DeleteFunc(fields, func(_ string, v json.RawMessage) bool { return string(v) == "null" })
	return json.Marshal(fields)
}

// A failure of one try. It may be worth another.
type failure struct {
	Error
	retry bool
}

func (d *doer) once(req *http.Request) (*http.Response, *failure) {
	resp, err := d.http.Do(req)
	if err != nil {
		return nil, d.unreachable(req.Context(), err)
	}
	if resp.StatusCode < 200 || resp.StatusCode >= 300 {
		defer resp.Body.Close()
		text, _ := io.ReadAll(io.LimitReader(resp.Body, maxErrorReply)) // part of it will do
		e := d.classify(resp.StatusCode, text)
		e.After = d.retryAfter(resp.Header)
		if e.Kind == RateLimited && e.After > 0 {
			d.limited(e.After)
		}
		return nil, &failure{e, worthRetrying(e)}
	}
	streaming := strings.HasPrefix(req.Header.Get("Accept"), eventStream)
	body := bufio.NewReader(&limitedBody{resp.Body, d.maxReply, d.maxReply})
	if streaming && (contentType(resp) == eventStream || beginsEvents(body)) {
		resp.Body = &events{lines: body, Closer: resp.Body, stated: d.stated}
		return resp, nil
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		if req.Context().Err() != nil {
			return nil, &failure{Error: *ended(req.Context())}
		}
		e := *asError(err)
		e.Status = resp.StatusCode
		return nil, &failure{Error: e}
	}
	text = bytes.TrimPrefix(text, byteOrderMark)
	if e := d.checkReply(resp, text); e != nil {
		return nil, &failure{Error: *e}
	}
	if streaming {
		return nil, &failure{Error: Error{Kind: Rejected, Status: resp.StatusCode, Detail: notStreamed, said: notStreamed}}
	}
	if strings.HasSuffix(req.URL.Path, "/chat/completions") {
		if chat := distilled(text); chat != nil {
			text = chat
		}
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	return resp, nil
}

const eventStream = "text/event-stream"

// beginsEvents reports whether a body is a stream of events, whatever type the
// server gives it. Space and a byte order mark before are read over.
func beginsEvents(body *bufio.Reader) bool {
	for {
		c, err := body.ReadByte()
		if err != nil {
			return false
		}
		if strings.IndexByte("\r\n\t \xef\xbb\xbf", c) < 0 {
			body.UnreadByte()
			break
		}
	}
	for _, begin := range []string{":", "data:", "event:", "id:", "retry:"} {
		if got, _ := body.Peek(len(begin)); string(got) == begin {
			return true
		}
	}
	return false
}

// notStreamed is said of a server that was asked for a stream and sent one reply.
const notStreamed = "stream: the server doesn't stream"

func contentType(resp *http.Response) string {
	t, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return t
}

// checkReply holds that a reply is one JSON object and no error.
func (d *doer) checkReply(resp *http.Response, text []byte) *Error {
	if !json.Valid(text) {
		what := "something that isn't JSON"
		if contentType(resp) == "text/html" {
			what = "a web page"
		}
		return &Error{Kind: BadAnswer, Status: resp.StatusCode, Detail: "the server answered with " + what}
	}
	if e := d.stated(resp.StatusCode, text); e != nil {
		return e
	}
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return &Error{Kind: BadAnswer, Status: resp.StatusCode, Detail: "the server answered with something that isn't a JSON object"}
	}
	return nil
}

// empty reports whether a JSON value says nothing: gateways send an error with each
// reply, and leave its fields blank where there is none.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case map[string]any:
		for _, field := range v {
			if !empty(field) {
				return false
			}
		}
		return true
	case []any:
		return len(v) == 0
	}
	return v == "" || v == false || v == 0.0
}

// unreachable is what a failed connection means. The error's text isn't shown as
// it is: it holds the address.
func (d *doer) unreachable(ctx context.Context, err error) *failure {
	if ctx.Err() != nil {
		return &failure{Error: *ended(ctx)}
	}
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	e := Error{Kind: Unreachable, Detail: d.secrets.detail(err.Error())}
	var dns *net.DNSError
	var dial *net.OpError
	switch {
	case errors.As(err, &dns):
		return &failure{e, dns.IsTemporary && !dns.IsNotFound}
	case errors.As(err, &dial) && dial.Op == "dial":
		return &failure{e, !dial.Timeout()}
	}
	// A server that is being restarted closes the connection.
	return &failure{e, errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET)}
}

// statusOverloaded is Anthropic's, and so some gateways'.
const statusOverloaded = 529

// worthRetrying reports whether the same request may fare better in a moment.
func worthRetrying(e Error) bool {
	switch e.Status {
	case http.StatusTooManyRequests:
		return e.Kind == RateLimited
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, statusOverloaded:
		return true
	}
	return false
}

// wait waits before another try. It reports whether that is in time.
func wait(ctx context.Context, pause time.Duration) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= pause {
		return false
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// retryAfter reads how long a server wants to be left alone: in milliseconds, in
// seconds or until a time, but at most for [maxRest].
func (d *doer) retryAfter(h http.Header) time.Duration {
	seconds := func(s float64) time.Duration { return time.Duration(min(s, maxRest.Seconds()) * float64(time.Second)) }
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil && ms > 0 {
		return seconds(ms / 1000)
	}
	given := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(given, 64); err == nil && s > 0 {
		return seconds(s)
	}
	if at, err := http.ParseTime(given); err == nil {
		return min(max(0, at.Sub(d.now())), maxRest)
	}
	return 0
}

// A limitedBody fails where a body is longer than it may be.
type limitedBody struct {
	io.ReadCloser
	most, left int
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, &Error{Kind: BadAnswer, Detail: fmt.Sprintf("the reply is longer than %d bytes", b.most)}
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
