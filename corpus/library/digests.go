package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A Digest is a summary that a user is sent again and again. There is one for each
// user and topic.
type Digest struct {
	// ID is unique, also among the digests that are gone; PutDigest gives it.
	ID      int64
	Team    string
	User    string // not empty
	Channel string // where to send it
	Topic   string // empty: all news. Letter case counts.
	Zone    string // IANA name of the user's time zone, "Europe/Sofia"
	Days    Days
	Hour    int       // 0 to 23, in Zone
	Minute  int       // 0 to 59
	Created time.Time // PutDigest gives it
	Changed time.Time // when PutDigest last stored it
}

// Days are the days on which a digest is sent.
type Days string

const (
	Daily    Days = "daily"
	Weekdays Days = "weekdays" // Monday to Friday
)

const digestColumns = `id, team, user, channel, topic, zone, days, hour, minute, created, changed`

func (d *Digest) fields() []any {
	return []any{&d.ID, &d.Team, &d.User, &d.Channel, &d.Topic, &d.Zone, &d.Days, &d.Hour, &d.Minute, stamp{&d.Created}, stamp{&d.Changed}}
}

// PutDigest stores a digest and returns it with its ID. In place of an earlier one of
// the same user and topic it gets that one's ID and Created.
func (l *Library) PutDigest(ctx context.Context, d Digest) (Digest, error) {
	const doing = "storing a digest"
	if err := checkDigest(d); err != nil {
		return Digest{}, l.fail(doing, err)
	}
	err := l.change(ctx, doing, func(tx *sql.Tx) error {
		return scanOne(tx.QueryRowContext(ctx, `
			INSERT INTO digests(team, user, channel, topic, zone, days, hour, minute, created, changed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
			ON CONFLICT(team, user, topic) DO UPDATE SET
				channel = excluded.channel, zone = excluded.zone, days = excluded.days, hour = excluded.hour, minute = excluded.minute,
				changed = excluded.changed
			RETURNING `+digestColumns,
			d.Team, d.User, d.Channel, d.Topic, d.Zone, string(d.Days), d.Hour, d.Minute, micros(l.now())), d.fields())
	})
	if err != nil {
		return Digest{}, err
	}
	return d, nil
}

func checkDigest(d Digest) error {
	switch {
	case d.User == "":
		return errors.New("it is nobody's")
	case d.Days != Daily && d.Days != Weekdays:
		return fmt.Errorf("there are no days %q", d.Days)
	case d.Hour < 0 || d.Hour > 23 || d.Minute < 0 || d.Minute > 59:
		return fmt.Errorf("%d:%02d is no time of day", d.Hour, d.Minute)
	}
	if _, err := time.LoadLocation(d.Zone); err != nil || d.Zone == "" || d.Zone == "Local" {
		return fmt.Errorf("%q is no time zone", d.Zone)
	}
	return nil
}

// Digests gives a user's digests, oldest first.
func (l *Library) Digests(ctx context.Context, team, user string) ([]Digest, error) {
	return l.digests(ctx, `WHERE team = ? AND user = ?`, team, user)
}

// AllDigests gives everybody's digests, oldest first.
func (l *Library) AllDigests(ctx context.Context) ([]Digest, error) {
	return l.digests(ctx, ``)
}

func (l *Library) digests(ctx context.Context, where string, args ...any) ([]Digest, error) {
	rows, err := l.read.QueryContext(ctx, `SELECT `+digestColumns+` FROM digests `+where+` ORDER BY id`, args...)
	digests, err := scanAll(rows, err, (*Digest).fields)
	if err != nil {
		return nil, l.fail("reading the digests", err)
	}
	return digests, nil
}

// DeleteDigest ends one of a user's digests. The error is [ErrNotFound] if the user
// has none with that ID.
func (l *Library) DeleteDigest(ctx context.Context, team, user string, id int64) error {
	return l.change(ctx, "deleting a digest", func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, `DELETE FROM digests WHERE id = ? AND team = ? AND user = ?`, id, team, user))
	})
}

// DeleteDigests ends all n digests of a user.
func (l *Library) DeleteDigests(ctx context.Context, team, user string) (n int, err error) {
	err = l.change(ctx, "deleting digests", func(tx *sql.Tx) error {
		n, err = affected(tx.ExecContext(ctx, `DELETE FROM digests WHERE team = ? AND user = ?`, team, user))
		return err
	})
	return n, err
}
