package llm

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/bot"
)

// The tests of this file run on a clock that jumps: a minute of waiting takes no
// time. Their servers are wires, without a network.

type roundTrip = func(*http.Request) (*http.Response, error)

func failing(err error) roundTrip {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

func status(code int, header ...string) roundTrip {
	h := map[string]string{}
	for i := 0; i < len(header); i += 2 {
		h[header[i]] = header[i+1]
	}
	return reply(canned{Status: code, Type: jsonType, Header: h, Body: `{"error":{"message":"not now"}}`})
}

// over returns a client of a wire, for use in a bubble.
func over(t *testing.T, cfg Config, replies ...roundTrip) (*Client, *wire) {
	w := &wire{replies: replies}
	cfg.URL, cfg.Transport = "http://double.test", w
	if cfg.Timeout == 0 {
		cfg.Timeout = 2 * time.Minute
	}
	return client(t, cfg), w
}

func TestRetries(t *testing.T) {
	good := reply(canned{Body: streamed(draftText)})
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for _, c := range []struct {
		name     string
		replies  []roundTrip
		deadline time.Duration
		want     Kind
		requests int
		waited   time.Duration
	}{
		{"refused once", []roundTrip{failing(refused), good}, 0, "", 2, firstWait},
		{"refused always", []roundTrip{failing(refused)}, 0, Unreachable, 3, 3 * firstWait},
		{"reset", []roundTrip{failing(syscall.ECONNRESET), good}, 0, "", 2, firstWait},
		{"closed", []roundTrip{failing(io.EOF), good}, 0, "", 2, firstWait},
		{"no such host", []roundTrip{failing(&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}})}, 0, Unreachable, 1, 0},
		{"bad certificate", []roundTrip{failing(errors.New("x509: certificate signed by unknown authority"))}, 0, Unreachable, 1, 0},
		{"503, then 502", []roundTrip{status(503), status(502), good}, 0, "", 3, 3 * firstWait},
		{"503 for ever", []roundTrip{status(503)}, 0, Failing, 3, 3 * firstWait},
		{"500", []roundTrip{status(500), good}, 0, Failing, 1, 0},
		{"429 with seconds", []roundTrip{status(429, "Retry-After", "2"), good}, 0, "", 2, 2 * time.Second},
		{"429 with a part of a second", []roundTrip{status(429, "Retry-After-Ms", "250", "Retry-After", "1"), good}, 0, "", 2, 250 * time.Millisecond},
		{"429 until a time", []roundTrip{func(r *http.Request) (*http.Response, error) {
			return status(429, "Retry-After", time.Now().Add(3*time.Second).UTC().Format(http.TimeFormat))(r)
		}, good}, 0, "", 2, 3 * time.Second},
		{"429 until a time gone by", []roundTrip{status(429, "Retry-After", "Fri, 01 Jan 1999 00:00:00 GMT"), good}, 0, "", 2, firstWait},
		{"429 with nonsense", []roundTrip{status(429, "Retry-After", "soon"), good}, 0, "", 2, firstWait},
		{"429 for longer than is waited", []roundTrip{status(429, "Retry-After", "4"), good}, 0, RateLimited, 1, 0},
		{"429 for longer in all than is waited", []roundTrip{status(429, "Retry-After", "2")}, 0, RateLimited, 2, 2 * time.Second},
		{"503 for longer than is waited", []roundTrip{status(503, "Retry-After", "15"), good}, 0, Failing, 1, 0},
		{"no time to wait", []roundTrip{status(429, "Retry-After", "2"), good}, 1 * time.Second, RateLimited, 1, 0},
		{"time for one", []roundTrip{status(503)}, firstWait + firstWait/2, Failing, 2, firstWait},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if c.deadline > 0 {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, c.deadline)
					defer cancel()
				}
				cl, w := over(t, Config{}, c.replies...)
				start := time.Now()
				_, err := cl.Phrase(ctx, "When?", reports)
				if got := kind(t, err); got != c.want {
					t.Errorf("it failed as %q, want %q (%v)", got, c.want, err)
				}
				if w.n != c.requests {
					t.Errorf("%d requests, want %d", w.n, c.requests)
				}
				if waited := time.Since(start); waited != c.waited {
					t.Errorf("it took %v, want %v", waited, c.waited)
				}
			})
		})
	}
}

func TestJitterSpreadsRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cl, w := over(t, Config{Jitter: func() float64 { return 0.5 }}, status(503))
		cl.Phrase(t.Context(), "When?", reports)
		for i, want := range []time.Duration{firstWait * 5 / 4, firstWait * 5 / 2} {
			if got := w.at[i+1].Sub(w.at[i]); got != want {
				t.Errorf("wait %d took %v, want %v", i+1, got, want)
			}
		}
	})
}

// TestInTime holds that a server that says nothing, or too little, ends no later
// than it may.
func TestInTime(t *testing.T) {
	silent := func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}
	const timeout, stall = time.Minute, 10 * time.Second
	for _, c := range []struct {
		name     string
		reply    roundTrip
		deadline time.Duration
		want     Kind
		took     time.Duration
	}{
		{"silent", silent, time.Hour, TimedOut, timeout},
		{"silent beyond the caller's deadline", silent, 8 * time.Second, TimedOut, 8 * time.Second},
		{"silent after the header", stuck(""), time.Hour, TimedOut, timeout},
		{"thinks without a word", stuck(`data: {"choices":[{"delta":{"role":"assistant","content":""}}]}` + "\n\n"), time.Hour, TimedOut, timeout},
		{"stops in mid-answer, twice", stuck(piece(`{"answ`, nil)), time.Hour, Failing, 2 * stall},
		{"stops in mid-thought, twice", stuck(`data: {"choices":[{"delta":{"reasoning_content":"hm"}}]}` + "\n\n"), time.Hour, Failing, 2 * stall},
		{"drips for ever", dripping(piece(`a`, nil)), time.Hour, TimedOut, timeout},
		{"drips keep-alives for ever", dripping(": ping\n\n"), time.Hour, TimedOut, timeout},
		{"drips keep-alives after a word", dripping(": ping\n\n", piece(`{`, nil)), time.Hour, Failing, 2 * stall},
		{"stays open after the end", stuck(piece(draftText, "stop")), time.Hour, "", afterEnd},
		{"stays open after the usage", stuck(piece(draftText, nil) + piece("", "stop") + usageChunk), time.Hour, "", afterEnd},
		{"drips keep-alives after the end", dripping(": ping\n\n", piece(draftText, "stop")), time.Hour, "", afterEnd},
		{"ends just before the deadline", stuck(piece(draftText, "stop")), afterEnd / 2, "", afterEnd / 2},
		{"says that it hasn't ended", stuck(piece(`{"answ`, "null")), time.Hour, Failing, 2 * stall},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				cl, _ := over(t, Config{Timeout: timeout, Stall: stall}, c.reply)
				ctx, cancel := context.WithTimeout(t.Context(), c.deadline)
				defer cancel()
				start := time.Now()
				_, err := cl.Phrase(ctx, "When?", reports)
				if got := kind(t, err); got != c.want {
					t.Errorf("it failed as %q, want %q (%v)", got, c.want, err)
				}
				if took := time.Since(start); took != c.took {
					t.Errorf("it took %v, want %v", took, c.took)
				}
				if c.want == TimedOut && !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("error %v isn't the deadline's", err)
				}
			})
		})
	}
}

// dripping is a stream that begins with some text, and then says the same each
// second.
func dripping(drop string, begin ...string) roundTrip {
	return func(req *http.Request) (*http.Response, error) {
		resp, err := reply(canned{})(req)
		resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(strings.Join(begin, "")), &drip{ctx: req.Context(), drop: drop}))
		return resp, err
	}
}

type drip struct {
	ctx  context.Context
	drop string
}

func (d *drip) Read(p []byte) (int, error) {
	select {
	case <-time.After(time.Second):
		return copy(p, d.drop), nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cl, _ := over(t, Config{}, stuck(piece("{", nil)))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		start := time.Now()
		_, err := cl.Phrase(ctx, "When?", reports)
		if kind(t, err) != Cancelled || !errors.Is(err, context.Canceled) || time.Since(start) != 3*time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

// TestLeftAloneAfterFailures: a server that failed several times isn't asked for
// a while, then once, and if that goes well as before.
func TestLeftAloneAfterFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		replies := make([]roundTrip, maxFailures)
		for i := range replies {
			replies[i] = status(500)
		}
		cl, w := over(t, Config{}, append(replies, status(500), reply(canned{Body: streamed(draftText)}))...)
		ask := func() error {
			_, err := cl.Phrase(t.Context(), "When?", reports)
			return err
		}
		for range maxFailures {
			if got := kind(t, ask()); got != Failing {
				t.Fatalf("it failed as %q", got)
			}
		}
		err := ask()
		if kind(t, err) != Resting || w.n != maxFailures {
			t.Fatalf("after %d failures and %d requests: %v", maxFailures, w.n, err)
		}
		var told *bot.PhraseError
		errors.As(err, &told)
		if want := "the language model's server failed, several times; it is left alone for a moment"; told.Reason != want {
			t.Errorf("reason %q, want %q", told.Reason, want)
		}
		time.Sleep(rest + time.Second)
		if got := kind(t, ask()); got != Failing { // asked once
			t.Fatalf("it failed as %q", got)
		}
		if got := kind(t, ask()); got != Resting || w.n != maxFailures+1 {
			t.Fatalf("it failed as %q after %d requests", got, w.n)
		}
		time.Sleep(rest + time.Second)
		for range 2 {
			if err := ask(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestQuestionsFaultsDontRest: what is the question's doing isn't the server's.
func TestQuestionsFaultsDontRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cl, w := over(t, Config{}, reply(canned{Body: piece("{", "length")}))
		for range 3 * maxFailures {
			if _, err := cl.Phrase(t.Context(), "When?", reports); kind(t, err) != CutShort {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		for range 3 * maxFailures {
			if _, err := cl.Phrase(ctx, "When?", reports); kind(t, err) != Cancelled {
				t.Fatal(err)
			}
		}
		if w.n < 3*maxFailures {
			t.Errorf("%d requests", w.n)
		}
	})
}

// TestLeftAloneAsAsked: no request is made before the server wants one.
func TestLeftAloneAsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cl, w := over(t, Config{}, status(429, "Retry-After", "60"), reply(canned{Body: streamed(draftText)}))
		for i, want := range []string{"1 minute:", "20 seconds:"} {
			_, err := cl.Phrase(t.Context(), "When?", reports)
			if kind(t, err) != RateLimited || !strings.Contains(err.Error(), "takes no more requests for the next "+want) {
				t.Errorf("call %d: %v", i+1, err)
			}
			time.Sleep(40 * time.Second)
		}
		if w.n != 1 {
			t.Errorf("%d requests, want 1", w.n)
		}
		if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
			t.Error(err)
		}
	})
}

// TestFarLimit: what a server says of the far future holds for an hour.
func TestFarLimit(t *testing.T) {
	for _, c := range []struct{ header, value string }{
		{"Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"}, {"Retry-After", "1e300"}, {"Retry-After-Ms", "1e12"},
	} {
		synctest.Test(t, func(t *testing.T) {
			cl, w := over(t, Config{}, status(429, c.header, c.value), reply(canned{Body: streamed(draftText)}))
			for range 2 {
				_, err := cl.Phrase(t.Context(), "When?", reports)
				if kind(t, err) != RateLimited || !strings.Contains(err.Error(), "for the next 1 hour:") || w.n != 1 {
					t.Errorf("%s %s: %v after %d requests", c.header, c.value, err, w.n)
				}
			}
			time.Sleep(maxRest)
			if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestInWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Millisecond: "1 second", time.Second: "1 second", 59*time.Second + 1: "1 minute", 20 * time.Second: "20 seconds", time.Minute: "1 minute",
		61 * time.Second: "2 minutes", time.Hour: "1 hour", 25 * time.Hour: "25 hours",
	} {
		if got := inWords(d); got != want {
			t.Errorf("inWords(%v) = %q, want %q", d, got, want)
		}
	}
}

// TestLimitHoldsForAll: of those who ask a server that is at its limit nobody waits
// for long, and hardly anybody asks before the time that it named.
func TestLimitHoldsForAll(t *testing.T) {
	for _, after := range []string{"2", "15", "60"} {
		synctest.Test(t, func(t *testing.T) {
			slow := func(req *http.Request) (*http.Response, error) {
				time.Sleep(500 * time.Millisecond)
				return status(429, "Retry-After", after)(req)
			}
			cl, w := over(t, Config{Jitter: func() float64 { return 0.5 }}, slow)
			var all sync.WaitGroup
			for range 20 {
				all.Go(func() {
					start := time.Now()
					_, err := cl.Phrase(t.Context(), "When?", reports)
					if took := time.Since(start); kind(t, err) != RateLimited || took > 4*time.Second {
						t.Errorf("Retry-After %s: after %v: %v", after, took, err)
					}
				})
				time.Sleep(10 * time.Millisecond)
			}
			all.Wait()
			if w.n > 2*defaultParallel {
				t.Errorf("Retry-After %s: %d requests", after, w.n)
			}
		})
	}
}

// TestFourAtOnce: more calls than the limit wait, and none is lost.
func TestFourAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		running, most := 0, 0
		count := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			running += n
			most = max(most, running)
		}
		slow := func(req *http.Request) (*http.Response, error) {
			count(1)
			time.Sleep(time.Second)
			count(-1)
			return reply(canned{Body: streamed(draftText)})(req)
		}
		cl, _ := over(t, Config{}, slow)
		start := time.Now()
		errs := make(chan error)
		for range 10 {
			go func() {
				_, err := cl.Phrase(t.Context(), "When?", reports)
				errs <- err
			}()
		}
		for range 10 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(start); most != defaultParallel || took != 3*time.Second {
			t.Errorf("%d at once in %v, want %d in 3s", most, took, defaultParallel)
		}
	})
}
