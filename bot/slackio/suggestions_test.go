package slackio

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"cuttings/bot"
)

// A thinking bot counts how often questions are worked out.
type thinking struct {
	Bot
	suggest  func() ([]string, error)
	times    int
	articles int
}

func (b *thinking) Suggest(context.Context, int) ([]string, error) {
	b.times++
	return b.suggest()
}

func (b *thinking) Coverage() bot.Coverage { return bot.Coverage{Articles: b.articles} }

type neverIngested struct{ State }

func (neverIngested) Ingested(context.Context) (time.Time, error) { return time.Time{}, nil }

// TestSuggestions: questions are worked out once for each coverage, also where there are
// none, and seldom again where it fails.
func TestSuggestions(t *testing.T) {
	for _, test := range []struct {
		name         string
		suggest      func() ([]string, error)
		want         []string
		times, later int // in the first minutes, and after a quarter of an hour
	}{
		{"some", func() ([]string, error) { return []string{"Who?"}, nil }, []string{"Who?"}, 1, 1},
		{"none", func() ([]string, error) { return nil, nil }, nil, 1, 1},
		{"failure", func() ([]string, error) { return nil, errors.New("too slow") }, nil, 1, 2},
		{"panic", func() ([]string, error) { panic("fallen over") }, nil, 1, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			b := &thinking{suggest: test.suggest}
			s := &Service{log: discarded, bot: b, state: neverIngested{}, now: func() time.Time { return now }}
			s.options.AnswerTimeout = time.Minute
			for range 9 {
				if got := s.suggestions(t.Context()); !slices.Equal(got, test.want) {
					t.Fatalf("suggestions %q, want %q", got, test.want)
				}
				now = now.Add(20 * time.Second)
			}
			if b.times != test.times {
				t.Errorf("worked out %d times in 3 minutes, want %d", b.times, test.times)
			}
			now = now.Add(15 * time.Minute)
			s.suggestions(t.Context())
			if b.times != test.later {
				t.Errorf("worked out %d times after a quarter of an hour, want %d", b.times, test.later)
			}
			b.articles++
			s.suggestions(t.Context())
			if b.times != test.later+1 {
				t.Errorf("worked out %d times once the coverage changed, want %d", b.times, test.later+1)
			}
		})
	}
}
