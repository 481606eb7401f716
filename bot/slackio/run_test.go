package slackio

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

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
				s := &Service{log: discarded, metrics: newMetrics(prometheus.NewRegistry()), state: state, now: time.Now}
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
