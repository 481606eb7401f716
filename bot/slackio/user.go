package slackio

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// zoneFor is how long a user's time zone is taken as known.
const zoneFor = time.Hour

// zones are the time zones of users.
type zones struct {
	mu    sync.Mutex
	known map[string]zoneOf
}

type zoneOf struct {
	zone  *time.Location
	until time.Time
}

// zone is a user's time zone; UTC if Slack doesn't say.
func (s *Service) zone(ctx context.Context, user string) *time.Location {
	s.zones.mu.Lock()
	known, ok := s.zones.known[user]
	s.zones.mu.Unlock()
	if ok && s.now().Before(known.until) {
		return known.zone
	}
	var got *slack.User
	err := s.call(ctx, "users.info", func(ctx context.Context) (err error) {
		got, err = s.api.GetUserInfoContext(ctx, user)
		return err
	})
	zone := time.UTC
	if err == nil && got.TZ != "" && got.TZ != "Local" {
		zone, err = time.LoadLocation(got.TZ)
	}
	if err != nil {
		s.log.Warn("time zone not known: taking UTC", "user", user, "cause", redact(err.Error()))
		return time.UTC
	}
	s.zones.mu.Lock()
	defer s.zones.mu.Unlock()
	if s.zones.known == nil || len(s.zones.known) >= maxKeys {
		s.zones.known = map[string]zoneOf{}
	}
	s.zones.known[user] = zoneOf{zone: zone, until: s.now().Add(zoneFor)}
	return zone
}

// conversation is the channel of a user's direct messages.
func (s *Service) conversation(ctx context.Context, user string) (channel string, err error) {
	var got *slack.Channel
	err = s.call(ctx, "conversations.open", func(ctx context.Context) (err error) {
		got, _, _, err = s.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
		return err
	})
	switch {
	case err == nil:
		return got.ID, nil
	case passing(err):
		return "", fmt.Errorf("opening a direct conversation: %w", err)
	}
	// What is posted to a user's id reaches them too.
	s.log.Warn("direct conversation not opened", "user", user, "cause", redact(err.Error()))
	return user, nil
}
