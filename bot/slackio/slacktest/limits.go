package slacktest

import (
	"math"
	"time"
)

// A Limit is a rate limit: so many calls within a time, per channel or altogether.
type Limit struct {
	Calls     int
	Per       time.Duration
	ByChannel bool
}

// TierLimits are Slack's published rate limits of the methods that the double
// has, and for messages a burst of 5 in 5 seconds for a channel.
func TierLimits() map[string]Limit {
	limits := map[string]Limit{"chat.postMessage": {Calls: 5, Per: 5 * time.Second, ByChannel: true}}
	for calls, methods := range map[int][]string{
		20: {"conversations.list"},
		50: {"chat.update", "chat.delete", "conversations.replies", "conversations.history", "conversations.info",
			"conversations.open", "users.conversations", "bots.info", "apps.connections.open"},
		100: {"views.open", "views.push", "views.update", "views.publish", "users.info", "chat.postEphemeral",
			"assistant.threads.setTitle", "assistant.threads.setSuggestedPrompts", "conversations.members"},
	} {
		for _, m := range methods {
			limits[m] = Limit{Calls: calls, Per: time.Minute}
		}
	}
	return limits
}

// window counts calls since a time.
type window struct {
	start time.Time
	calls int
}

// limited says how many whole seconds a call has to wait; 0 lets it pass.
// The caller holds s.mu.
func (s *Server) limited(method, channel string) int {
	l, ok := s.o.Limits[method]
	if !ok {
		return 0
	}
	key := method
	if l.ByChannel {
		key += " " + channel
	}
	now := s.o.Now()
	w := s.limits[key]
	if w == nil || now.Sub(w.start) >= l.Per {
		w = &window{start: now}
		s.limits[key] = w
	}
	if w.calls >= l.Calls {
		return int(math.Ceil((l.Per - now.Sub(w.start)).Seconds()))
	}
	w.calls++
	return 0
}
