package slackio

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// metadataType is the type of the metadata of every message that the bot posts;
// its payload holds the answer's id.
const metadataType = "cuttings_answer"

// post puts a message where an answer belongs: posts it, or changes what the
// answer's earlier message says. It is effectively once: where an earlier attempt
// may have posted without learning so, it looks for the answer's id first. The
// answer it returns is stored, in the state after.
func (s *Service) post(ctx context.Context, a library.Answer, m blocks.Message, after library.State) (library.Answer, error) {
	if a.State == library.Posting && a.TS == "" {
		ts, err := s.find(ctx, a)
		if err != nil {
			return a, err
		}
		a.TS = ts
	}
	a.State = library.Posting
	if err := s.state.PutAnswer(ctx, a); err != nil {
		return a, err
	}
	ts, err := s.put(ctx, a, m)
	if err != nil {
		return a, err
	}
	if a.Thread == "" {
		// What is said below it goes on from it.
		a.Thread = ts
	}
	a.TS, a.State = ts, after
	if after == library.Posted {
		a.Posted = s.now()
	}
	return a, s.state.PutAnswer(ctx, a)
}

// put sends a message with its blocks, or else, if they aren't taken, without.
func (s *Service) put(ctx context.Context, a library.Answer, m blocks.Message) (ts string, err error) {
	if err := blocks.ValidateMessage(m.Text, m.Blocks); err != nil {
		s.log.Error("blocks left out: they aren't valid", "reference", a.ID, "cause", err)
		m = blocks.Plain(m)
	}
	ts, err = s.putOnce(ctx, a, m)
	for _, simpler := range []func(blocks.Message) blocks.Message{blocks.Basic, blocks.Plain} {
		if !refusesContent(err) {
			break
		}
		s.log.Warn("message simplified: Slack doesn't take it", "reference", a.ID, "cause", explain(err))
		ts, err = s.putOnce(ctx, a, simpler(m))
	}
	if err != nil && !later(err) {
		err = fmt.Errorf("%w: posting answer %s: %s", errForGood, a.ID, explain(err))
	}
	return ts, err
}

func (s *Service) putOnce(ctx context.Context, a library.Answer, m blocks.Message) (ts string, err error) {
	if a.TS == "" {
		return s.send(ctx, a, m)
	}
	err = s.update(ctx, a.Channel, a.TS, m)
	if code(err) == "message_not_found" {
		return s.send(ctx, a, m)
	}
	if lacks(err) {
		s.lacking.add("chat.update", s.now().Add(lackingFor))
	}
	if lacks(err) || slices.Contains([]string{"cant_update_message", "edit_window_closed"}, code(err)) {
		if ts, err = s.send(ctx, a, m); err == nil {
			s.remove(ctx, a.Channel, a.TS)
		}
		return ts, err
	}
	return a.TS, err
}

// send posts a message. It tries again by itself, but after a failure that leaves
// open whether Slack has posted, only once it has looked.
func (s *Service) send(ctx context.Context, a library.Answer, m blocks.Message) (ts string, err error) {
	const method = "chat.postMessage"
	options := append(content(m), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if a.Thread != "" {
		options = append(options, slack.MsgOptionTS(a.Thread))
	}
	plain := options
	options = append(slices.Clone(options), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"id": a.ID}}))
	for n := 1; ; n++ {
		if err := s.pace.wait(ctx, a.Channel); err != nil {
			return "", err
		}
		_, ts, err = s.api.PostMessageContext(ctx, a.Channel, options...)
		s.notice(err)
		if err == nil {
			return ts, nil
		}
		wait, limited := retryAfter(err)
		switch {
		case limited:
			s.pace.hold(a.Channel, wait)
		case refusesMetadata(err):
			options = plain
		case !passing(err) && !isPage(err):
			return "", err
		case ctx.Err() != nil:
			return "", err
		}
		if n == maxCalls || limited && wait > maxWait {
			return "", err
		}
		s.metrics.retries.WithLabelValues(method).Inc()
		s.log.Warn("posting again", "reference", a.ID, "cause", redact(err.Error()))
		if limited || refusesMetadata(err) {
			continue // it wasn't posted
		}
		if err := sleep(ctx, backoff(n)); err != nil {
			return "", err
		}
		if ts, err = s.find(ctx, a); err != nil || ts != "" {
			return ts, err
		}
	}
}

// explain is an error in words, with what Slack says is wrong with the blocks.
func explain(err error) string {
	text := redact(fmt.Sprint(err))
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) && len(refused.ResponseMetadata.Messages) > 0 {
		text += fmt.Sprintf(" %q", refused.ResponseMetadata.Messages)
	}
	return text
}

// content is the part of a message that is the same wherever it goes. Without
// blocks it says so: a change that leaves them out would keep the old ones.
func content(m blocks.Message) []slack.MsgOption {
	options := []slack.MsgOption{slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...)}
	if len(m.Blocks) == 0 {
		options = append(options, slack.MsgOptionDisableMarkdown())
	}
	return options
}

func (s *Service) update(ctx context.Context, channel, ts string, m blocks.Message) error {
	return s.call(ctx, "chat.update", func(ctx context.Context) error {
		_, _, _, err := s.api.UpdateMessageContext(ctx, channel, ts, content(m)...)
		return err
	})
}

// remove takes a message away. That it isn't there, or can't be, is no matter.
func (s *Service) remove(ctx context.Context, channel, ts string) {
	err := s.call(ctx, "chat.delete", func(ctx context.Context) error {
		_, _, err := s.api.DeleteMessageContext(ctx, channel, ts)
		return err
	})
	if err != nil {
		s.log.Warn("message not deleted", "channel", channel, "ts", ts, "cause", redact(err.Error()))
	}
}

// find is the message that carries an answer's id; empty if there is none. In a
// workspace that can't be asked it finds none: better twice than never.
func (s *Service) find(ctx context.Context, a library.Answer) (ts string, err error) {
	messages, err := s.posted(ctx, a)
	if lacks(err) || slices.Contains([]string{"thread_not_found", "not_in_channel"}, code(err)) {
		s.log.Warn("can't look whether an answer was posted", "reference", a.ID, "cause", redact(err.Error()))
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking whether answer %s was posted: %w", a.ID, err)
	}
	for _, m := range messages {
		if m.Metadata.EventType == metadataType && m.Metadata.EventPayload["id"] == a.ID {
			return m.Timestamp, nil
		}
	}
	return "", nil
}

// posted are the messages among which an answer may be.
func (s *Service) posted(ctx context.Context, a library.Answer) ([]slack.Message, error) {
	if a.Thread != "" {
		return s.replies(ctx, a.Channel, a.Thread)
	}
	var got *slack.GetConversationHistoryResponse
	err := s.call(ctx, "conversations.history", func(ctx context.Context) (err error) {
		got, err = s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
			ChannelID: a.Channel, Limit: pageSize, IncludeAllMetadata: true,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return got.Messages, nil
}

// since is how long ago something was, for the log.
func (s *Service) since(t time.Time) time.Duration { return s.now().Sub(t).Round(time.Millisecond) }
