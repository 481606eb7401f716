package slacktest

import (
	"errors"
	"net/url"
	"time"
)

// ErrNotAcknowledged says that the app didn't acknowledge in time: what people
// see as "operation_timeout" or "dispatch_failed".
var ErrNotAcknowledged = errors.New("not acknowledged")

var errTodo = errors.New("slacktest: not written yet")

// A Fault makes calls of the Web API go wrong.
type Fault struct {
	// Method is the one concerned; "" is every one, "response_url" the posts to those.
	Method string
	// Skip lets that many calls pass first.
	Skip int
	// Times is how many calls it strikes; 0 is one, less is all of them.
	Times int

	// Delay is waited before anything else.
	Delay time.Duration
	// Hold is waited for before anything else, until it is closed.
	Hold <-chan struct{}
	// Status answers with this HTTP status instead of working.
	Status int
	// RetryAfter is the header with a 429, in whole seconds.
	RetryAfter int
	// Error answers with ok false and this error instead of working.
	Error string
	// Lose works, then cuts the connection without an answer.
	Lose bool
}

// A Limit is a rate limit: so many calls within a time, per channel or altogether.
type Limit struct {
	Calls     int
	Per       time.Duration
	ByChannel bool
}

// A Call is one call of the Web API (Method "response_url" for a post there).
type Call struct {
	Method string
	Args   url.Values // nested values as JSON; without the token
	Error  string     // of the answer; "" when it was ok
	Status int
	At     time.Time
}

// A Delivery is something sent to the app.
type Delivery struct {
	ID       string // event_id, or trigger_id
	Kind     string // "events_api", "slash_commands" or "interactive"
	Type     string // of the event or interaction, or the command
	Attempts int
	Acked    bool
	GivenUp  bool
	// Answer is what the acknowledgement carried; nil when nothing.
	Answer []byte
}

// TierLimits are Slack's published rate limits of the methods that the double has.
func TierLimits() map[string]Limit { return nil }

// Inject has a fault strike from now on; of several the earliest fitting one does.
func (s *Server) Inject(f Fault) {}

// Refuse has the workspace not know some methods: unknown_method.
func (s *Server) Refuse(methods ...string) {}

// Disconnect asks every Socket Mode client to connect again ("warning",
// "refresh_requested", "link_disabled", …) and closes the connections.
func (s *Server) Disconnect(reason string) {}

// Drop cuts every Socket Mode connection without a word.
func (s *Server) Drop() {}

// Redeliver delivers an event again, acknowledged or not: the same event_id in a
// new envelope, marked as a retry.
func (s *Server) Redeliver(id string) error { return errTodo }

// LoseDeliveries loses the next n attempts to deliver events on their way: they
// fail at once, and only a retry brings them.
func (s *Server) LoseDeliveries(n int) {}
