package slacktest

import (
	"context"
	"fmt"
)

// Wait waits until the condition holds; it looks whenever something changes.
// The condition may call the methods of s that look.
func (s *Server) Wait(ctx context.Context, condition func() bool) error {
	return s.wait(ctx, "a condition", condition)
}

func (s *Server) wait(ctx context.Context, what string, condition func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if condition() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, context.Cause(ctx))
		}
	}
}

// first waits until look gives something that matches.
func first[T any](ctx context.Context, s *Server, what string, look func() []T, match func(T) bool) (T, error) {
	var found T
	err := s.wait(ctx, what, func() bool {
		for _, v := range look() {
			if match == nil || match(v) {
				found = v
				return true
			}
		}
		return false
	})
	return found, err
}

// WaitMessage waits for a message of the bot in a channel or thread, as in
// [Server.Messages], that matches (nil matches any) and returns the first.
func (s *Server) WaitMessage(ctx context.Context, channel, thread string, match func(Message) bool) (Message, error) {
	what := fmt.Sprintf("a message in %s %s", channel, thread)
	return first(ctx, s, what, func() []Message { return s.Messages(channel, thread) }, func(m Message) bool {
		return m.BotID != "" && (match == nil || match(m))
	})
}

// WaitEphemeral waits for a message that only this person sees.
func (s *Server) WaitEphemeral(ctx context.Context, user, channel string, match func(Message) bool) (Message, error) {
	what := fmt.Sprintf("an ephemeral message to %s in %s", user, channel)
	return first(ctx, s, what, func() []Message { return s.Ephemerals(user, channel) }, match)
}

// WaitModal waits for a modal on top for this person.
func (s *Server) WaitModal(ctx context.Context, user string, match func(View) bool) (View, error) {
	return first(ctx, s, "a modal for "+user, func() []View {
		open := s.Modals(user)
		return open[max(0, len(open)-1):]
	}, match)
}

// WaitHome waits for a home published for this person.
func (s *Server) WaitHome(ctx context.Context, user string, match func(View) bool) (View, error) {
	return first(ctx, s, "a home for "+user, func() []View {
		if v, ok := s.Home(user); ok {
			return []View{v}
		}
		return nil
	}, match)
}

// WaitCalls waits until a method was called n times and returns the calls.
func (s *Server) WaitCalls(ctx context.Context, method string, n int) ([]Call, error) {
	var calls []Call
	err := s.wait(ctx, fmt.Sprintf("%d calls of %s", n, method), func() bool {
		calls = s.Calls(method)
		return len(calls) >= n
	})
	return calls, err
}

// WaitConnected waits until n Socket Mode connections are open.
func (s *Server) WaitConnected(ctx context.Context, n int) error {
	return s.wait(ctx, fmt.Sprintf("%d connections", n), func() bool { return s.Connections() == n })
}

// WaitDelivered waits until every delivery so far is acknowledged or given up.
func (s *Server) WaitDelivered(ctx context.Context) error {
	return s.wait(ctx, "deliveries", func() bool {
		for _, d := range s.Deliveries() {
			if !d.Acked && !d.GivenUp {
				return false
			}
		}
		return true
	})
}
