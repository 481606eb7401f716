package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Feedback is what a user said of an answer.
type Feedback struct {
	Answer  string // Answer.ID
	User    string
	Good    bool
	Reason  string // one of a few, why it isn't good; may be empty
	Comment string // in the user's words; may be empty
	At      time.Time
}

// A FeedbackEntry is feedback with the answer that it is about.
type FeedbackEntry struct {
	Feedback Feedback
	Answer   Answer
}

func (e *FeedbackEntry) fields() []any {
	f := &e.Feedback
	return append(e.Answer.fields(), &f.Answer, &f.User, &f.Good, &f.Reason, &f.Comment, stamp{&f.At})
}

// PutFeedback stores what a user says of an answer, in place of what the same user
// said of it before. A zero At means now. The error is [ErrNotFound] if there is no
// such answer.
func (l *Library) PutFeedback(ctx context.Context, f Feedback) error {
	const doing = "storing feedback"
	if f.User == "" {
		return l.fail(doing, errors.New("it is nobody's"))
	}
	if f.At.IsZero() {
		f.At = l.now()
	}
	return l.change(ctx, doing, func(tx *sql.Tx) error {
		err := one(tx.ExecContext(ctx, `
			INSERT INTO feedback(answer, user, good, reason, comment, at) SELECT id, ?, ?, ?, ?, ? FROM answers WHERE id = ?
			ON CONFLICT(answer, user) DO UPDATE SET
				good = excluded.good, reason = excluded.reason, comment = excluded.comment, at = excluded.at`,
			f.User, f.Good, f.Reason, f.Comment, micros(f.At), f.Answer))
		if errors.Is(err, ErrNotFound) {
			return fmt.Errorf("answer %q: %w", f.Answer, err)
		}
		return err
	})
}

// Feedback gives what was said at a time or after it, each with its answer as it is
// now, oldest first.
func (l *Library) Feedback(ctx context.Context, since time.Time) ([]FeedbackEntry, error) {
	rows, err := l.read.QueryContext(ctx, `
		SELECT a.id, team, channel, thread, asked, a.user, kind, question, body, state, ts, created, posted,
			answer, f.user, good, reason, comment, at
		FROM feedback AS f JOIN answers AS a ON a.id = answer WHERE at >= ? ORDER BY at, answer, f.user`, since.UnixMicro())
	entries, err := scanAll(rows, err, (*FeedbackEntry).fields)
	if err != nil {
		return nil, l.fail("reading the feedback", err)
	}
	return entries, nil
}
