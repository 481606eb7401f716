package slackio

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// Ornaments are what an answer can do without: the status while working, a
// thread's title, suggested prompts. A failure of one costs nothing but itself.

const (
	// ornamentTimeout bounds a call that is no more than an ornament.
	ornamentTimeout = 2 * time.Second
	// lackingFor is how long a method isn't called that the workspace doesn't know.
	lackingFor = time.Hour
)

// lacking are the methods that the workspace doesn't know, or doesn't let the bot
// use, until when it is asked again.
type lacking struct {
	mu      sync.Mutex
	methods map[string]time.Time
}

func (l *lacking) has(method string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return now.Before(l.methods[method])
}

func (l *lacking) add(method string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.methods == nil {
		l.methods = map[string]time.Time{}
	}
	l.methods[method] = until
}

// ornament makes a call once, and reports whether that worked.
func (s *Service) ornament(ctx context.Context, method, channel string, f func(context.Context) error) bool {
	// What a method can't do in one kind of channel it may do in another.
	key := method
	if channel != "" {
		key += ":" + channel[:1]
	}
	if s.lacking.has(key, s.now()) {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, ornamentTimeout)
	defer cancel()
	err := f(ctx)
	s.notice(err)
	if err == nil {
		return true
	}
	if lacks(err) {
		s.lacking.add(key, s.now().Add(lackingFor))
	}
	s.log.Debug("done without", "method", method, "channel", channel, "cause", redact(err.Error()))
	return false
}

// setStatus shows what the bot is doing below a thread until its next message
// there; an empty text takes it away. Slack puts the bot's name before it.
func (s *Service) setStatus(ctx context.Context, channel, thread, text string) bool {
	const method = "assistant.threads.setStatus"
	if text != "" {
		text = "is " + text
	}
	return s.ornament(ctx, method, channel, func(ctx context.Context) error {
		return s.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: channel, ThreadTS: thread, Status: text})
	})
}

// setTitle names a thread of the agent pane.
func (s *Service) setTitle(ctx context.Context, channel, thread, title string) {
	const method = "assistant.threads.setTitle"
	s.ornament(ctx, method, channel, func(ctx context.Context) error {
		return s.api.SetAssistantThreadsTitleContext(ctx, slack.AssistantThreadsSetTitleParameters{ChannelID: channel, ThreadTS: thread, Title: title})
	})
}

// suggestPrompts offers questions in the agent pane.
func (s *Service) suggestPrompts(ctx context.Context, channel string, questions []string) {
	const method = "assistant.threads.setSuggestedPrompts"
	// No thread: with one the call does nothing in an agent app.
	p := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: channel, Title: "Try one of these"}
	for _, q := range questions {
		p.AddPrompt(shorten(q, 75), q)
	}
	s.ornament(ctx, method, channel, func(ctx context.Context) error {
		return s.api.SetAssistantThreadsSuggestedPromptsContext(ctx, p)
	})
}

// shorten cuts a text to at most n runes, at a word where there is one.
func shorten(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := n - 1
	for i := cut; i > n/2; i-- {
		if runes[i] == ' ' {
			cut = i
			break
		}
	}
	return string(runes[:cut]) + "…"
}
