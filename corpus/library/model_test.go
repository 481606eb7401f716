package library

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// A model says in the plainest way what the jobs and events of a library should be.
type model struct {
	now    time.Time
	last   int64 // the last id given
	jobs   []modelJob
	events map[string]time.Time
}

type modelJob struct {
	Job
	claimed bool
}

func (m *model) enqueue(job NewJob) {
	if job.Due.IsZero() {
		job.Due = m.now
	}
	m.last++
	m.jobs = append(m.jobs, modelJob{Job: Job{ID: m.last, NewJob: job, Created: m.now}})
}

func (m *model) record(keys []string, job NewJob) bool {
	fresh := true
	for _, key := range keys {
		if _, known := m.events[key]; known {
			fresh = false
		}
	}
	for _, key := range keys {
		if _, known := m.events[key]; !known {
			m.events[key] = m.now
		}
	}
	if fresh {
		m.enqueue(job)
	}
	return fresh
}

// claimable are the places in jobs of those that wait for their time alone, in the
// order of claiming.
func (m *model) claimable() []int {
	var heads []int
	seen := map[string]bool{}
	for i, j := range m.jobs {
		if !j.claimed && (j.Queue == "" || !seen[j.Queue]) {
			heads = append(heads, i)
		}
		seen[j.Queue] = true
	}
	slices.SortStableFunc(heads, func(a, b int) int { return m.jobs[a].Due.Compare(m.jobs[b].Due) })
	return heads
}

func (m *model) claim(limit int) []Job {
	var jobs []Job
	for _, i := range m.claimable() {
		if j := &m.jobs[i]; len(jobs) < limit && !j.Due.After(m.now) {
			j.claimed = true
			j.Attempts++
			jobs = append(jobs, j.Job)
		}
	}
	return jobs
}

func (m *model) nextDue() (time.Time, bool) {
	heads := m.claimable()
	if len(heads) == 0 {
		return time.Time{}, false
	}
	return m.jobs[heads[0]].Due, true
}

// claimed is the place in jobs of the claimed job with an id, or -1.
func (m *model) claimed(id int64) int {
	return slices.IndexFunc(m.jobs, func(j modelJob) bool { return j.ID == id && j.claimed })
}

func (m *model) finish(id int64) bool {
	i := m.claimed(id)
	if i >= 0 {
		m.jobs = slices.Delete(m.jobs, i, i+1)
	}
	return i >= 0
}

func (m *model) retry(id int64, due time.Time, cause string) bool {
	i := m.claimed(id)
	if i >= 0 {
		m.jobs[i].claimed, m.jobs[i].Due, m.jobs[i].Cause = false, due, cause
		m.jobs[i].PutOff++
	}
	return i >= 0
}

func (m *model) release() int {
	n := 0
	for i := range m.jobs {
		if m.jobs[i].claimed {
			m.jobs[i].claimed = false
			n++
		}
	}
	return n
}

func (m *model) prune(before time.Time) {
	for key, at := range m.events {
		if at.Before(before) {
			delete(m.events, key)
		}
	}
}

// FuzzJobs holds whatever sequence of calls to what the model says of it. Of each
// call one byte is what to do and one what with.
func FuzzJobs(f *testing.F) {
	seeds := uint64(40)
	if testing.Short() { // which goes with the race detector, that makes SQLite slow
		seeds = 5
	}
	for seed := range seeds {
		random := rand.New(rand.NewPCG(seed, 1))
		calls := make([]byte, 120)
		for i := range calls {
			calls[i] = byte(random.Uint32())
		}
		f.Add(calls)
	}
	l, c := open(f)
	if _, err := l.write.Exec(`PRAGMA synchronous = OFF`); err != nil { // for speed
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, calls []byte) {
		if _, err := l.write.Exec(`DELETE FROM jobs; DELETE FROM events; DELETE FROM sqlite_sequence`); err != nil {
			t.Fatal(err)
		}
		m := &model{now: c.now(), events: map[string]time.Time{}}
		calls = calls[:min(len(calls), 200)]
		for i := 0; i+1 < len(calls); i += 2 {
			step(t, l, c, m, calls[i], int(calls[i+1]))
			compare(t, l, m)
		}
	})
}

// step makes the same call to both.
func step(t *testing.T, l *Library, c *clock, m *model, call byte, n int) {
	ctx := t.Context()
	job := NewJob{
		Kind:    fmt.Sprint("kind ", n%3),
		Queue:   []string{"", "a", "b"}[n%3],
		Payload: fmt.Append(nil, n),
		Due:     []time.Time{{}, m.now.Add(time.Duration(n%7-3) * time.Second)}[n%2],
	}
	id := m.last - int64(n%8)
	due := m.now.Add(time.Duration(n%5-1) * time.Second)
	var got, want any
	var err error
	switch call % 9 {
	case 0:
		err = l.Enqueue(ctx, job)
		m.enqueue(job)
	case 1, 2:
		keys := []string{fmt.Sprint(n % 16), fmt.Sprint(n / 16)}
		got, err = l.Record(ctx, keys, job)
		want = m.record(keys, job)
	case 3, 4:
		got, err = l.Claim(ctx, n%4)
		want = m.claim(n % 4)
	case 5:
		got, want = found(l.Finish(ctx, id)), m.finish(id)
	case 6:
		got, want = found(l.Retry(ctx, id, due, job.Kind)), m.retry(id, due, job.Kind)
	case 7:
		if n%4 != 0 { // mostly, time goes by
			m.now = c.advance(time.Duration(n%5) * time.Second)
			return
		}
		got, err = l.Release(ctx)
		want = m.release()
	case 8:
		err = l.Prune(ctx, due)
		m.prune(due)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("call %d with %d (-want +got):\n%s", call%9, n, diff)
	}
}

// found is whether a job was there; other errors stay what they are.
func found(err error) any {
	switch {
	case err == nil:
		return true
	case errors.Is(err, ErrNotFound):
		return false
	default:
		return err
	}
}

// compare holds all that can be asked of the library to the model.
func compare(t *testing.T, l *Library, m *model) {
	if n, err := l.Pending(t.Context()); n != len(m.jobs) || err != nil {
		t.Fatalf("Pending() = %d, %v; want %d", n, err, len(m.jobs))
	}
	due, ok, err := l.NextDue(t.Context())
	if wantDue, want := m.nextDue(); !due.Equal(wantDue) || ok != want || err != nil {
		t.Fatalf("NextDue() = %v, %v, %v; want %v, %v", due, ok, err, wantDue, want)
	}
	if got, want := storedJobs(t, l), m.jobs; len(got)+len(want) > 0 {
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(modelJob{})); diff != "" {
			t.Fatalf("the jobs (-want +got):\n%s", diff)
		}
	}
}

// storedJobs are the jobs in the file, in the order of their ids.
func storedJobs(t *testing.T, l *Library) []modelJob {
	t.Helper()
	rows, err := l.read.QueryContext(t.Context(), `
		SELECT id, kind, coalesce(queue, ''), payload, due, attempts, put_off, cause, created, claimed IS NOT NULL FROM jobs`)
	jobs, err := scanAll(rows, err, func(j *modelJob) []any {
		return []any{&j.ID, &j.Kind, &j.Queue, &j.Payload, stamp{&j.Due}, &j.Attempts, &j.PutOff, &j.Cause, stamp{&j.Created}, &j.claimed}
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(jobs, func(a, b modelJob) int { return cmp.Compare(a.ID, b.ID) })
	return jobs
}
