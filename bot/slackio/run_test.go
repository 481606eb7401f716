package slackio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"

	"cuttings/corpus/library"
)

// fullDisk is a state without room for the next changes. It knows no answer.
type fullDisk struct {
	State
	fails int
	done  []string
}

func (f *fullDisk) change(what string) error {
	if f.fails > 0 {
		f.fails--
		return library.ErrFull
	}
	f.done = append(f.done, what)
	return nil
}

func (f *fullDisk) Answer(context.Context, string) (library.Answer, error) {
	if f.fails > 0 {
		return library.Answer{}, library.ErrFull
	}
	return library.Answer{}, library.ErrNotFound
}

func (f *fullDisk) Finish(context.Context, int64) error { return f.change("finish") }

func (f *fullDisk) Retry(context.Context, int64, time.Time, string) error { return f.change("retry") }

func (f *fullDisk) Pending(context.Context) (int, error) { return 0, library.ErrFull }

// What became of a job is written down once there is room, or the process ends.
func TestWriteDown(t *testing.T) {
	for _, test := range []struct {
		name    string
		kind    string
		fails   int
		patient time.Duration // until the process ends
		done    []string
	}{
		{"at once", jobDeletion, 0, time.Hour, []string{"finish"}},
		{"finished later", "of no kind", 5, time.Hour, []string{"finish"}},
		{"put off later", jobDeletion, 5, time.Hour, []string{"retry"}},
		{"after an hour", jobDeletion, 100, 2 * time.Hour, []string{"retry"}},
		{"never", jobDeletion, 1 << 30, time.Hour, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				state := &fullDisk{fails: test.fails}
				s := &Service{log: discarded, metrics: newMetrics(), state: state, now: time.Now}
				ctx, cancel := context.WithTimeout(t.Context(), test.patient)
				defer cancel()
				s.attempt(ctx, library.Job{ID: 1, Attempts: 1, Created: time.Now(), NewJob: library.NewJob{Kind: test.kind, Payload: []byte(`{"Channel":"C1","TS":"1.1","Thread":"1.1"}`)}})
				if !slices.Equal(state.done, test.done) {
					t.Errorf("written down: %q, want %q", state.done, test.done)
				}
				if ended := ctx.Err() != nil; ended != (test.done == nil) {
					t.Errorf("it waited for the end of the process: %v", ended)
				}
			})
		})
	}
}

// ailing is a state that fails, and notes what became of a job.
type ailing struct {
	State
	err  error
	done string
}

func (a *ailing) Answer(context.Context, string) (library.Answer, error) {
	return library.Answer{}, a.err
}

func (a *ailing) Digests(context.Context, string, string) ([]library.Digest, error) {
	return nil, a.err
}

func (a *ailing) Finish(context.Context, int64) error {
	a.done = "given up"
	return nil
}

func (a *ailing) Retry(context.Context, int64, time.Time, string) error {
	a.done = "again"
	return nil
}

func (a *ailing) Pending(context.Context) (int, error) { return 0, nil }

// An outage is waited out for as long as an answer is wanted; what else fails, and
// what takes its process with it, is tried a few times.
func TestGivesUp(t *testing.T) {
	down := slack.StatusCodeError{Code: http.StatusServiceUnavailable}
	for _, test := range []struct {
		name             string
		kind             string
		err              error
		attempts, putOff int
		age              time.Duration
		want             string
	}{
		{"outage", jobMessage, down, 50, 49, 119 * time.Minute, "again"},
		{"long outage", jobMessage, down, 50, 49, 2 * time.Hour, "given up"},
		{"limited", jobMessage, &slack.RateLimitedError{RetryAfter: time.Minute}, 50, 49, time.Hour, "again"},
		{"trouble", jobMessage, slack.SlackErrorResponse{Err: "fatal_error"}, 50, 49, time.Hour, "again"},
		{"no connection", jobEdit, &url.Error{Op: "Post", URL: "https://slack.com", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}, 50, 49, time.Hour, "again"},
		{"cut connection", jobDeletion, fmt.Errorf("posting: %w", io.EOF), 50, 49, time.Hour, "again"},
		{"full disk", jobMessage, fmt.Errorf("storing: %w", library.ErrFull), 50, 49, time.Hour, "again"},
		{"digest", jobDigest, down, 200, 199, 6*time.Hour - time.Minute, "again"},
		{"late digest", jobDigest, down, 200, 199, 6 * time.Hour, "given up"},
		{"home", jobHome, down, 20, 19, 29 * time.Minute, "again"},
		{"old home", jobHome, down, 20, 19, 30 * time.Minute, "given up"},
		{"command", jobCommand, down, 20, 19, 29 * time.Minute, "again"},
		{"refused", jobMessage, slack.SlackErrorResponse{Err: "not_in_channel"}, maxAttempts - 1, maxAttempts - 2, 0, "again"},
		{"refused often", jobMessage, slack.SlackErrorResponse{Err: "not_in_channel"}, maxAttempts, maxAttempts - 1, 0, "given up"},
		{"of another cause often", jobMessage, errors.New("no such thing"), maxAttempts, maxAttempts - 1, 0, "given up"},
		{"crashes", jobMessage, down, maxAttempts, 0, 0, "again"},
		{"too many crashes", jobMessage, down, maxAttempts + 1, 0, 0, "given up"},
		{"too many crashes after an outage", jobMessage, down, maxAttempts + 51, 50, 0, "given up"},
	} {
		t.Run(test.name, func(t *testing.T) {
			now := time.Now()
			state := &ailing{err: test.err}
			s, _ := unheard(t, func(o *Options) {
				o.State, o.Bot = state, silent{}
				o.Now = func() time.Time { return now }
			})
			s.attempt(t.Context(), library.Job{
				Attempts: test.attempts, PutOff: test.putOff, Created: now.Add(-test.age),
				NewJob: library.NewJob{Kind: test.kind, Payload: []byte(`{"Channel":"C1","TS":"1.1","Thread":"1.1","Direct":true,"command":"/ask","user_id":"U1"}`)},
			})
			if state.done != test.want {
				t.Errorf("%s, want %s", state.done, test.want)
			}
		})
	}
}
