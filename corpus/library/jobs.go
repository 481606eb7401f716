package library

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Limits of what a job may hold, in bytes.
const (
	MaxPayload = 1 << 20
	// MaxName is the longest Kind, Queue or event key.
	MaxName = 1 << 10

	maxCause = 1 << 10
)

// A NewJob is work to be done.
type NewJob struct {
	// Kind says what to do. It isn't empty.
	Kind string
	// Queue names what must be done one after another, in the order in which it was
	// recorded. A job that isn't due yet, or waits to be tried again, holds back
	// those behind it. An empty Queue is none: the job waits for no other.
	Queue   string
	Payload []byte // an empty one comes back as nil
	// Due is when the job may be claimed; zero means now.
	Due time.Time
}

// A Job is work that isn't finished.
type Job struct {
	// ID is unique, also among the jobs that are gone, and grows.
	ID int64
	NewJob
	// Attempts is how often the job was claimed, this time included. It also counts
	// the attempts that ended with their process.
	Attempts int
	// PutOff is how many of them ended with [Library.Retry].
	PutOff int
	// Cause is what [Library.Retry] last gave; empty the first time.
	Cause   string
	Created time.Time
}

// Record remembers the keys of an event and adds the job that it asks for, unless
// one of the keys was known already: then it only remembers the others, and fresh is
// false. When it returns without an error all of that is on the disk, and the event
// can be acknowledged.
//
// An event without a key, and an empty key, are errors: they would be the same for
// many events. Keys are forgotten by [Library.Prune].
func (l *Library) Record(ctx context.Context, keys []string, job NewJob) (fresh bool, err error) {
	const doing = "recording an event"
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	if err := errors.Join(checkKeys(keys), checkJob(job)); err != nil {
		return false, l.fail(doing, err)
	}
	now := l.now()
	err = l.change(ctx, doing, func(tx *sql.Tx) error {
		fresh = true
		for _, key := range keys {
			err := one(tx.ExecContext(ctx, `INSERT INTO events(key, at) VALUES(?, ?) ON CONFLICT DO NOTHING`, key, micros(now)))
			if errors.Is(err, ErrNotFound) {
				fresh = false
			} else if err != nil {
				return err
			}
		}
		if !fresh {
			return nil
		}
		return insertJob(ctx, tx, job, now)
	})
	return fresh && err == nil, err
}

// Enqueue adds a job that no event asked for.
func (l *Library) Enqueue(ctx context.Context, job NewJob) error {
	const doing = "adding a job"
	if err := checkJob(job); err != nil {
		return l.fail(doing, err)
	}
	return l.change(ctx, doing, func(tx *sql.Tx) error { return insertJob(ctx, tx, job, l.now()) })
}

func checkKeys(keys []string) error {
	if len(keys) == 0 {
		return errors.New("the event has no key")
	}
	for _, key := range keys {
		if key == "" || len(key) > MaxName {
			return fmt.Errorf("an event key has %d bytes, not 1 to %d", len(key), MaxName)
		}
	}
	return nil
}

func checkJob(job NewJob) error {
	switch {
	case job.Kind == "" || len(job.Kind) > MaxName:
		return fmt.Errorf("the job's kind has %d bytes, not 1 to %d", len(job.Kind), MaxName)
	case len(job.Queue) > MaxName:
		return fmt.Errorf("the name of the job's queue has %d bytes, more than %d", len(job.Queue), MaxName)
	case len(job.Payload) > MaxPayload:
		return fmt.Errorf("the job's payload has %d bytes, more than %d", len(job.Payload), MaxPayload)
	}
	return nil
}

func insertJob(ctx context.Context, tx *sql.Tx, job NewJob, now time.Time) error {
	if job.Due.IsZero() {
		job.Due = now
	}
	queue := sql.NullString{String: job.Queue, Valid: job.Queue != ""}
	_, err := tx.ExecContext(ctx, `INSERT INTO jobs(kind, queue, payload, created, due) VALUES(?, ?, ?, ?, ?)`,
		job.Kind, queue, blob(job.Payload), micros(now), micros(job.Due))
	return err
}

// claimable are the jobs that wait for nothing but their time: in each queue the
// first that isn't finished.
const claimable = `
	FROM jobs AS job WHERE claimed IS NULL
	AND NOT EXISTS (SELECT 1 FROM jobs AS before WHERE before.queue = job.queue AND before.id < job.id)`

// Claim hands out up to limit jobs that are due, those that have been for longest
// first, and of each queue only the first unfinished one. Nobody else gets them
// before [Library.Finish], [Library.Retry] or [Library.Release].
func (l *Library) Claim(ctx context.Context, limit int) ([]Job, error) {
	if limit <= 0 {
		return nil, nil
	}
	var jobs []Job
	err := l.change(ctx, "claiming jobs", func(tx *sql.Tx) error {
		now := micros(l.now())
		rows, err := tx.QueryContext(ctx, `
			UPDATE jobs SET claimed = ?, attempts = attempts + 1
			WHERE id IN (SELECT id `+claimable+` AND due <= ? ORDER BY due, id LIMIT ?)
			RETURNING id, kind, coalesce(queue, ''), payload, due, attempts, put_off, cause, created`, now, now, limit)
		jobs, err = scanAll(rows, err, func(j *Job) []any {
			return []any{&j.ID, &j.Kind, &j.Queue, &j.Payload, stamp{&j.Due}, &j.Attempts, &j.PutOff, &j.Cause, stamp{&j.Created}}
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	// RETURNING keeps no order.
	slices.SortFunc(jobs, func(a, b Job) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.ID, b.ID))
	})
	return jobs, nil
}

// Finish says that a claimed job is done. It is gone then, with its payload. The
// error is [ErrNotFound] if no such job is claimed.
func (l *Library) Finish(ctx context.Context, id int64) error {
	return l.change(ctx, "finishing a job", func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, `DELETE FROM jobs WHERE id = ? AND claimed IS NOT NULL`, id))
	})
}

// Retry says that a claimed job couldn't be done, and why, and when to try it again.
// Of a long cause the beginning is kept. The error is [ErrNotFound] if no such job is
// claimed.
func (l *Library) Retry(ctx context.Context, id int64, due time.Time, cause string) error {
	if due.IsZero() {
		due = l.now()
	}
	if len(cause) > maxCause {
		cause = strings.ToValidUTF8(cause[:maxCause], "")
	}
	return l.change(ctx, "putting off a job", func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, `UPDATE jobs SET claimed = NULL, put_off = put_off + 1, due = ?, cause = ? WHERE id = ? AND claimed IS NOT NULL`,
			micros(due), cause, id))
	})
}

// Release gives back all n claimed jobs: they are due as they were before. It is for
// the start, when those who had claimed them are gone.
func (l *Library) Release(ctx context.Context) (n int, err error) {
	err = l.change(ctx, "giving back jobs", func(tx *sql.Tx) error {
		n, err = affected(tx.ExecContext(ctx, `UPDATE jobs SET claimed = NULL WHERE claimed IS NOT NULL`))
		return err
	})
	return n, err
}

// Pending is how many jobs aren't finished, claimed ones included.
func (l *Library) Pending(ctx context.Context) (n int, err error) {
	if err := l.read.QueryRowContext(ctx, `SELECT count(*) FROM jobs`).Scan(&n); err != nil {
		return 0, l.fail("counting the jobs", err)
	}
	return n, nil
}

// NextDue is when, with nothing finished or added before, [Library.Claim] will next
// have a job to give; false means never. It is in the past where there is one now.
func (l *Library) NextDue(ctx context.Context) (time.Time, bool, error) {
	var due time.Time
	if err := l.read.QueryRowContext(ctx, `SELECT min(due) `+claimable).Scan(stamp{&due}); err != nil {
		return time.Time{}, false, l.fail("looking for the next job", err)
	}
	return due, !due.IsZero(), nil
}

// Prune forgets the event keys that were recorded before a time. An event that is
// offered again after that is a new one.
func (l *Library) Prune(ctx context.Context, before time.Time) error {
	return l.change(ctx, "forgetting events", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM events WHERE at < ?`, before.UnixMicro())
		return err
	})
}
