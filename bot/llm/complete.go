package llm

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"

	"cuttings/bot"
	"cuttings/prompts"
)

// maxTries bounds the calls for one answer: one for each thing that a server may
// refuse, one more where an answer broke off, one where it couldn't be read.
const maxTries = 8

// complete has the model answer a prompt and reads the answer. An error is an
// [*Error]; what the call used is returned with it.
func (c *Client) complete(ctx context.Context, p prompts.Prompt, read func(string) error) (bot.Usage, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	start := time.Now()
	used, err := c.admitted(ctx, p, read)
	took := slog.Duration("took", time.Since(start))
	if err == nil {
		c.cfg.Log.InfoContext(ctx, "the language model answered", "form", p.Name, "prompt_tokens", used.Prompt, "completion_tokens", used.Completion, took)
		return used, nil
	}
	e := asError(err)
	c.cfg.Log.WarnContext(ctx, "the language model gave nothing", "form", p.Name, "kind", e.Kind, "status", e.Status, "detail", unechoed(e.Detail, p), took)
	return used, e
}

// unechoed is what a server said, up to where it repeats the prompt: a question is
// in no log.
func unechoed(said string, p prompts.Prompt) string {
	const run = 20 // bytes that aren't alike by chance
	for i := range len(said) - run + 1 {
		if strings.Contains(p.User, said[i:i+run]) {
			return said[:i] + "…"
		}
	}
	return said
}

// admitted answers if budget, breaker and the number of calls allow.
func (c *Client) admitted(ctx context.Context, p prompts.Prompt, read func(string) error) (bot.Usage, error) {
	if e := c.trouble.limited(c.cfg.Now()); e != nil {
		return bot.Usage{}, e
	}
	asker := bot.Asker(ctx)
	reserved := c.reserved(*c.dialect.Load(), p)
	if e := c.ledger.reserve(asker, reserved); e != nil {
		return bot.Usage{}, e
	}
	var used bot.Usage
	defer func() { c.ledger.settle(asker, reserved, used.Prompt+used.Completion) }()
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return used, asError(ctx.Err())
	}
	if e := c.trouble.limited(c.cfg.Now()); e != nil { // since it was waiting
		return used, e
	}
	_, err := c.breaker.Execute(func() (bot.Usage, error) {
		var err error
		used, err = c.tries(ctx, p, read)
		return used, err
	})
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return used, c.trouble.resting()
	}
	if err != nil {
		c.trouble.note(asError(err))
	}
	return used, err
}

// tries calls until an answer can be read or there is nothing more to try.
func (c *Client) tries(ctx context.Context, p prompts.Prompt, read func(string) error) (used bot.Usage, err error) {
	brokeOff := false
	var before *dialect // a guess, which is only remembered if it was right
	defer func() {
		if err != nil && before != nil {
			c.dialect.Store(before)
		}
	}()
	for range maxTries {
		d := c.dialect.Load()
		next := *d
		var text string
		var u bot.Usage
		text, u, err = c.call(ctx, *d, p)
		used.Add(u)
		if err == nil {
			if err = read(text); err == nil {
				c.answered.Store(true)
				return used, nil
			}
		}
		e := asError(err)
		changed := false
		switch {
		case e.broken && !brokeOff && ctx.Err() == nil:
			brokeOff = true
			continue
		case e.unread && !d.spelled && d.format < anyObject:
			next.spelled, changed = true, true
		case e.thinking && !d.thinks:
			next.thinks = true
			changed = c.maxTokens(next, p) > c.maxTokens(*d, p)
		default:
			next, changed = d.without(e)
			if !changed && e.Kind == Rejected && e.Status == http.StatusBadRequest && before == nil && !c.answered.Load() {
				before, next = d, d.plainest()
				changed = next != *d
			}
		}
		if !changed {
			return used, e
		}
		c.cfg.Log.DebugContext(ctx, "the language model's server is asked otherwise", "because", e.Detail)
		c.dialect.CompareAndSwap(d, &next)
	}
	return used, err
}

const (
	// maxFailures in a row have the server left alone for rest.
	maxFailures = 5
	rest        = 30 * time.Second
)

func newBreaker() *gobreaker.CircuitBreaker[bot.Usage] {
	return gobreaker.NewCircuitBreaker[bot.Usage](gobreaker.Settings{
		Timeout:     rest,
		ReadyToTrip: func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= maxFailures },
		// A server that answers at all is well: a long prompt and a refusal are
		// the question's doing.
		IsSuccessful: func(err error) bool {
			if err == nil {
				return true
			}
			switch asError(err).Kind {
			case TooLong, Refused, CutShort:
				return true
			}
			return false
		},
		IsExcluded: func(err error) bool { return err != nil && asError(err).Kind == Cancelled },
	})
}

// trouble is what is remembered of failures.
type trouble struct {
	mu    sync.Mutex
	last  *Error
	until time.Time // the server wants no requests before
}

func (t *trouble) note(e *Error) {
	if e.Kind == Cancelled {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = e
}

// limit has the server left alone until a time.
func (t *trouble) limit(until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if until.After(t.until) {
		t.until = until
	}
}

// limited is an error while the server wants no requests.
func (t *trouble) limited(now time.Time) *Error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if left := t.until.Sub(now); left > 0 {
		return &Error{Kind: RateLimited, After: left, Detail: "not asked again so soon"}
	}
	return nil
}

// resting is the error while the server is left alone: it says what it failed with.
func (t *trouble) resting() *Error {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := &Error{Kind: Resting, reason: "the language model's server failed several times and is left alone for a moment"}
	if t.last != nil {
		failed := *t.last
		failed.After = 0 // was said a while ago
		e.reason = failed.Reason() + ", several times; it is left alone for a moment"
		e.Detail = t.last.Error()
	}
	return e
}
