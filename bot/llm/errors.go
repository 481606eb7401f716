package llm

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/bot"
)

// A Kind of failure.
type Kind string

const (
	Unauthorised Kind = "unauthorised"  // the key was refused
	RateLimited  Kind = "rate limited"  // try again later, see [Error.After]
	OutOfCredit  Kind = "out of credit" // the account at the server has nothing left
	TooLong      Kind = "too long"      // the prompt doesn't fit the model
	Refused      Kind = "refused"       // the model, or a filter, declined
	CutShort     Kind = "cut short"     // the answer ran into its limit
	BadAnswer    Kind = "bad answer"    // the answer isn't of the form asked for
	Unreachable  Kind = "unreachable"   // no connection
	Failing      Kind = "failing"       // the server failed, or broke off
	NotFound     Kind = "not found"     // no such address or model
	Rejected     Kind = "rejected"      // the server didn't take the request
	TimedOut     Kind = "timed out"     // the deadline passed
	Cancelled    Kind = "cancelled"     // the caller gave up
	Spent        Kind = "spent"         // the budget is
	Resting      Kind = "resting"       // failed so often that the server isn't asked for now
)

// An Error is why a server gave nothing. Nothing in it holds a key.
type Error struct {
	Kind Kind
	// After is how long a server that is rate limited wants to be left alone, or
	// one that is resting will be; 0 if that isn't known.
	After time.Duration
	// Status is that of HTTP; 0 if there was none.
	Status int
	// Detail is what the server or the system said, shortened.
	Detail string

	cause  error  // a context's error, or nil: other causes could hold a key
	reason string // in place of the kind's own words
	said   string // what the server said, in full but for keys
	broken bool   // the server broke off in mid-answer
	unread bool   // the answer came whole but isn't of the form asked for
	// thinking says that an answer was cut short by the thoughts before it.
	thinking bool
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	if e.Status != 0 {
		fmt.Fprintf(&b, " (status %d)", e.Status)
	}
	if e.Detail != "" {
		b.WriteString(": " + e.Detail)
	}
	return b.String()
}

// Unwrap returns the context's error where it ended the call, else nil.
func (e *Error) Unwrap() error { return e.cause }

// Reason says it in words for a person.
func (e *Error) Reason() string {
	if e.reason != "" {
		return e.reason
	}
	switch e.Kind {
	case Unauthorised:
		return "the language model's server refused the key"
	case RateLimited:
		if e.After > 0 {
			return "the language model's server takes no more requests for the next " + inWords(e.After)
		}
		return "the language model's server takes no more requests for now"
	case OutOfCredit:
		return "the account for the language model has no credit left"
	case TooLong:
		return "the sentences were too long for the language model"
	case Refused:
		return "the language model declined to answer"
	case CutShort:
		return "the language model's answer was cut off"
	case BadAnswer:
		return "the language model's answer couldn't be read"
	case Unreachable:
		return "the language model's server can't be reached"
	case Failing:
		return "the language model's server failed"
	case NotFound:
		return "the language model's server doesn't know the model or the address"
	case Rejected:
		return "the language model's server didn't take the request"
	case TimedOut:
		return "the language model took too long"
	case Cancelled:
		return "the question was withdrawn"
	}
	return "the language model gave nothing"
}

// inWords is a time in the largest unit of which it holds one, rounded up: "2 minutes".
func inWords(d time.Duration) string {
	d = (d + time.Second - 1).Truncate(time.Second)
	unit, name := time.Second, "second"
	switch {
	case d >= time.Hour:
		unit, name = time.Hour, "hour"
	case d >= time.Minute:
		unit, name = time.Minute, "minute"
	}
	n := (d + unit - 1) / unit
	if n == 1 {
		return "1 " + name
	}
	return fmt.Sprintf("%d %ss", n, name)
}

// costs reports whether a server may have worked for a call that ended so.
func (e *Error) costs() bool {
	switch e.Kind {
	case TimedOut, Cancelled, CutShort, Refused, BadAnswer:
		return true
	}
	return e.broken
}

// phraseError is e as the bot wants it.
func (e *Error) phraseError() error {
	return &bot.PhraseError{Reason: e.Reason(), Down: e.down(), Err: e}
}

// down reports whether another prompt would fare no better.
func (e *Error) down() bool {
	switch e.Kind {
	case TimedOut, Unreachable, Failing, Resting, Unauthorised, NotFound, RateLimited, OutOfCredit, Spent:
		return true
	}
	return false
}

// asError is err as an *Error; what isn't one is the client's own failure with a
// connection.
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	switch {
	case errors.Is(err, context.Canceled):
		return &Error{Kind: Cancelled, cause: context.Canceled}
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{Kind: TimedOut, cause: context.DeadlineExceeded}
	}
	return &Error{Kind: Failing, Detail: "the connection broke off", broken: true}
}

// ended is the error of a context that has ended.
func ended(ctx context.Context) *Error {
	if e := (*Error)(nil); errors.As(context.Cause(ctx), &e) {
		return e
	}
	return asError(ctx.Err())
}
