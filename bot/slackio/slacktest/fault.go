package slacktest

import (
	"errors"
	"fmt"
	"net/url"
	"time"
)

// ErrNotAcknowledged says that the app didn't acknowledge in time: what people
// see as "operation_timeout" or "dispatch_failed".
var ErrNotAcknowledged = errors.New("the app didn't acknowledge")

func fault(format string, args ...any) error {
	return fmt.Errorf("Slack double: "+format, args...)
}

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

// A Call is one call of the Web API (Method "response_url" for a post there).
type Call struct {
	Method string
	Args   url.Values // nested values as JSON; without the token
	Error  string     // of the answer; "" when it was ok
	Status int        // of the answer; 0 when it was lost
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

// Inject has a fault strike from now on; of several the earliest fitting one does.
func (s *Server) Inject(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Refuse has the workspace not know some methods: unknown_method.
func (s *Server) Refuse(methods ...string) {
	for _, m := range methods {
		s.Inject(Fault{Method: m, Times: -1, Error: "unknown_method"})
	}
}

// LoseDeliveries loses the next n attempts to deliver events on their way: they
// fail at once, and only a retry brings them.
func (s *Server) LoseDeliveries(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wire.lose = n
}

// strike is the fault that this call meets, or nil. The caller holds s.mu.
func (s *Server) strike(method string) *Fault {
	for _, f := range s.faults {
		if f.Method != "" && f.Method != method || f.Times == 0 {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}
