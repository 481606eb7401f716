package slackio

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

const (
	// pageSize is how many messages of a thread are asked for at once.
	pageSize = 200
	// maxPages bounds how much of a thread is read.
	maxPages = 20
	// maxTurns is how many earlier questions a follow-up may refer to.
	maxTurns = 8
)

// replies are the messages of a thread, its first one included, oldest first.
func (s *Service) replies(ctx context.Context, channel, thread string) ([]slack.Message, error) {
	var all []slack.Message
	cursor := ""
	for range maxPages {
		var page []slack.Message
		var next string
		err := s.call(ctx, "conversations.replies", func(ctx context.Context) (err error) {
			page, _, next, err = s.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
				ChannelID: channel, Timestamp: thread, Cursor: cursor, Limit: pageSize, IncludeAllMetadata: true,
			})
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, m := range page {
			// Some servers begin each page with the thread's first message.
			if len(all) == 0 || m.Timestamp > all[len(all)-1].Timestamp {
				all = append(all, m)
			}
		}
		if next == "" || next == cursor {
			break
		}
		cursor = next
	}
	return all, nil
}

// addressed matches what speaks to people: the mention of a user, of a group, or of
// everybody in a channel.
var addressed = regexp.MustCompile(`<(?:@[A-Z0-9]+|!subteam\^[^<>|]*|!here|!channel|!everyone)(?:\|[^<>]*)?>`)

// forBot reports whether a message without a mention in a thread is for the bot.
// The bot must have been asked there before the message was written, and have
// answered: an older one that is edited, such as the thread's first, wasn't
// written to it. Then it is if it is plainly a question and speaks to nobody else,
// unless people have been talking to and fro since the bot last spoke.
func (s *Service) forBot(ctx context.Context, m message, text string) (bool, error) {
	if addressed.MatchString(m.Text) || !bot.IsQuestion(text) {
		return false, nil
	}
	answers, err := s.state.Thread(ctx, m.Channel, m.Thread)
	if err != nil {
		return false, err
	}
	posted := map[string]bool{}
	for _, a := range answers {
		if a.State == library.Posted && cmp.Or(a.Asked, a.TS) < m.TS {
			posted[a.TS] = true
		}
	}
	if len(posted) == 0 {
		return false, nil
	}
	before, err := s.replies(ctx, m.Channel, m.Thread)
	if err != nil {
		// Who else spoke there isn't known then.
		s.log.Debug("thread not read", m.attributes(), "cause", redact(err.Error()))
		return true, nil
	}
	// speakers are the people who spoke since the bot, each once in a row.
	var speakers []string
	for _, r := range before {
		switch {
		case r.Timestamp >= m.TS:
		case posted[r.Timestamp], s.wrote(r):
			speakers = nil
		case r.BotID == "" && (len(speakers) == 0 || speakers[len(speakers)-1] != r.User):
			speakers = append(speakers, r.User)
		}
	}
	return len(speakers) < 2, nil
}

// before is what was asked in a message's thread before it, the latest last: as
// the bot remembers it, or else as the thread shows it.
func (s *Service) before(ctx context.Context, m message) ([]bot.Turn, error) {
	thread := m.Thread
	if m.Direct && thread == m.TS {
		// A new message beside the threads goes on from the last one.
		if thread = s.recent.of(m.Channel); thread == "" {
			thread = s.lastThread(ctx, m)
		}
	}
	if thread == "" {
		return nil, nil
	}
	answers, err := s.state.Thread(ctx, m.Channel, thread)
	if err != nil {
		return nil, err
	}
	var turns []bot.Turn
	for _, a := range answers {
		if a.Asked >= m.TS || a.State != library.Posted {
			continue
		}
		var said said
		if err := json.Unmarshal(a.Body, &said); err != nil {
			return nil, fmt.Errorf("reading answer %s: %w", a.ID, err)
		}
		switch {
		case said.Reply != nil:
			turns = append(turns, bot.Turn{Question: a.Question, Reply: *said.Reply})
		case said.Summary != nil && a.Kind == jobMessage: // leads on as a question about its topic does
			turns = append(turns, bot.Turn{Question: a.Question})
		}
	}
	if len(turns) == 0 && m.Thread != m.TS {
		turns = s.asked(ctx, m)
	}
	return turns[max(0, len(turns)-maxTurns):], nil
}

// lastThread is the thread of the message before m in a direct conversation, for
// when the process is younger than that; empty if there is none.
func (s *Service) lastThread(ctx context.Context, m message) (thread string) {
	s.ornament(ctx, "conversations.history", m.Channel, func(ctx context.Context) error {
		got, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: m.Channel, Latest: m.TS, Limit: 10})
		if err != nil {
			return err
		}
		for _, r := range got.Messages {
			if r.Timestamp < m.TS && r.Timestamp > thread {
				thread = r.Timestamp
			}
		}
		return nil
	})
	return thread
}

// asked are the questions that a thread shows before a message, without answers.
func (s *Service) asked(ctx context.Context, m message) []bot.Turn {
	messages, err := s.replies(ctx, m.Channel, m.Thread)
	if err != nil {
		s.log.Warn("thread not read", m.attributes(), "cause", redact(err.Error()))
		return nil
	}
	var turns []bot.Turn
	for _, r := range messages {
		if r.Timestamp >= m.TS || r.BotID != "" || s.wrote(r) {
			continue
		}
		text := s.plain(r.Text)
		if bot.IsQuestion(text) || mentions(r.Text, s.botUser()) && text != "" {
			turns = append(turns, bot.Turn{Question: text})
		}
	}
	return turns
}

// plain is the plain text of an incoming one, without the bot's mention.
func (s *Service) plain(text string) string {
	return strings.TrimSpace(blocks.FromSlack(text, blocks.Names{Bot: s.botUser()}))
}

// wrote reports whether a message is the bot's own.
func (s *Service) wrote(m slack.Message) bool {
	return m.User != "" && m.User == s.botUser() || m.Metadata.EventType == metadataType
}

// recent is the latest thread of each direct conversation.
type recent struct {
	mu      sync.Mutex
	threads map[string]string
}

func (r *recent) of(channel string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.threads[channel]
}

func (r *recent) set(channel, thread string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.threads == nil || len(r.threads) >= maxKeys {
		r.threads = map[string]string{}
	}
	r.threads[channel] = thread
}
