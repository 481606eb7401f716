package slackio

import "context"

// A Finding is one thing that was looked at.
type Finding struct {
	OK bool
	// What was found, in words.
	What string
	// Hint says what to do next; empty where nothing needs to be done.
	Hint string
}

// Doctor looks whether the bot can work: tokens, scopes, channels, coverage. It
// changes nothing and posts nothing.
func (s *Service) Doctor(ctx context.Context) []Finding { return nil }
