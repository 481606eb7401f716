package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// MaxBody is the most that an answer's body may hold, in bytes.
const MaxBody = 16 << 20

// An Answer is what was said to one question. The library looks into nothing of it
// but the state; times in the messaging service (ts) are the service's own strings.
type Answer struct {
	// ID is unique and isn't empty.
	ID      string
	Team    string
	Channel string
	Thread  string // ts of the thread's first message
	Asked   string // ts of the question
	User    string // who asked
	// Kind tells answers of different sorts apart.
	Kind     string
	Question string
	Body     []byte
	State    State
	TS       string    // ts of the posted answer; empty before
	Created  time.Time // zero in PutAnswer: now, or as it was
	Posted   time.Time // zero before
}

// State is how far an answer got.
type State string

const (
	// Ready: worked out, not posted.
	Ready State = "ready"
	// Posting: may or may not have been posted. Who finds it so looks for the
	// answer's ID where it was to be posted.
	Posting State = "posting"
	// Posted: posted, as TS.
	Posted State = "posted"
	// Deleted: was taken back.
	Deleted State = "deleted"
)

const answerColumns = `id, team, channel, thread, asked, user, kind, question, body, state, ts, created, posted`

// fields are the places of answerColumns.
func (a *Answer) fields() []any {
	return []any{&a.ID, &a.Team, &a.Channel, &a.Thread, &a.Asked, &a.User, &a.Kind, &a.Question, &a.Body, &a.State, &a.TS,
		stamp{&a.Created}, stamp{&a.Posted}}
}

// PutAnswer stores a new answer, or replaces the one with the same ID.
func (l *Library) PutAnswer(ctx context.Context, a Answer) error {
	const doing = "storing an answer"
	if err := checkAnswer(a); err != nil {
		return l.fail(doing, err)
	}
	return l.change(ctx, doing, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO answers(`+answerColumns+`) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, coalesce(?12, ?14), ?13)
			ON CONFLICT(id) DO UPDATE SET
				team = excluded.team, channel = excluded.channel, thread = excluded.thread, asked = excluded.asked,
				user = excluded.user, kind = excluded.kind, question = excluded.question, body = excluded.body,
				state = excluded.state, ts = excluded.ts, created = coalesce(?12, created), posted = excluded.posted`,
			a.ID, a.Team, a.Channel, a.Thread, a.Asked, a.User, a.Kind, a.Question, blob(a.Body), string(a.State), a.TS,
			micros(a.Created), micros(a.Posted), micros(l.now()))
		return err
	})
}

func checkAnswer(a Answer) error {
	if a.ID == "" {
		return errors.New("it has no id")
	}
	if len(a.Body) > MaxBody {
		return fmt.Errorf("answer %q: its body has %d bytes, more than %d", a.ID, len(a.Body), MaxBody)
	}
	switch a.State {
	case Ready, Posting, Posted, Deleted:
		return nil
	default:
		return fmt.Errorf("answer %q: there is no state %q", a.ID, a.State)
	}
}

// Answer gives the answer with an ID, or [ErrNotFound].
func (l *Library) Answer(ctx context.Context, id string) (Answer, error) {
	var a Answer
	row := l.read.QueryRowContext(ctx, `SELECT `+answerColumns+` FROM answers WHERE id = ?`, id)
	if err := scanOne(row, a.fields()); err != nil {
		return Answer{}, l.fail(fmt.Sprintf("reading answer %q", id), err)
	}
	return a, nil
}

// AnswerTo gives the newest answer to the message asked, or [ErrNotFound].
func (l *Library) AnswerTo(ctx context.Context, channel, asked string) (Answer, error) {
	var a Answer
	row := l.read.QueryRowContext(ctx, `
		SELECT `+answerColumns+` FROM answers WHERE channel = ? AND asked = ? ORDER BY created DESC, number DESC LIMIT 1`, channel, asked)
	if err := scanOne(row, a.fields()); err != nil {
		return Answer{}, l.fail(fmt.Sprintf("reading the answer to message %q in channel %q", asked, channel), err)
	}
	return a, nil
}

// Thread gives the answers in a thread, in whatever state, oldest first.
func (l *Library) Thread(ctx context.Context, channel, thread string) ([]Answer, error) {
	rows, err := l.read.QueryContext(ctx, `
		SELECT `+answerColumns+` FROM answers WHERE channel = ? AND thread = ? ORDER BY created, number`, channel, thread)
	answers, err := scanAll(rows, err, (*Answer).fields)
	if err != nil {
		return nil, l.fail(fmt.Sprintf("reading the answers in thread %q of channel %q", thread, channel), err)
	}
	return answers, nil
}
