package slackio

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// A listener is who is told something that nobody else sees.
type listener struct {
	Channel, User, Thread string
	// ResponseURL is where Slack takes an answer to what they did; it lives half an
	// hour. Empty if there is none.
	ResponseURL string
	// Replace changes the message that ResponseURL belongs to.
	Replace bool
}

// whisper says something that only one person sees: in answer to what they did, or
// else beside the channel's messages, or else by direct message. A response_url may
// be down alone, so its failing is no reason to wait.
func (s *Service) whisper(ctx context.Context, to listener, m blocks.Message) error {
	if err := blocks.ValidateMessage(m.Text, m.Blocks); err != nil {
		s.log.Error("blocks left out: they aren't valid", "cause", err)
		m = blocks.Plain(m)
	}
	ways := []func(context.Context, listener, blocks.Message) error{s.respond, s.postEphemeral, s.postDirect}
	var err error
	for n, way := range ways {
		err = way(ctx, to, m)
		if err != nil && refusesContent(err) {
			s.log.Warn("blocks left out: Slack doesn't take them", "channel", to.Channel, "cause", explain(err))
			err = way(ctx, to, blocks.Plain(m))
		}
		if err == nil || ctx.Err() != nil || n > 0 && later(err) {
			return err
		}
		s.log.Debug("not told this way", "channel", to.Channel, "user", to.User, "cause", explain(err))
	}
	return fmt.Errorf("%w: telling %s in %s: %s", errForGood, to.User, to.Channel, explain(err))
}

// errNoWay says that there is no such way to tell somebody something.
var errNoWay = slack.SlackErrorResponse{Err: "not_supported"}

func (s *Service) respond(ctx context.Context, to listener, m blocks.Message) error {
	if to.ResponseURL == "" {
		return errNoWay
	}
	return s.call(ctx, "response_url", func(ctx context.Context) error {
		how := slack.MsgOptionResponseURL(to.ResponseURL, slack.ResponseTypeEphemeral)
		if to.Replace {
			how = slack.MsgOptionReplaceOriginal(to.ResponseURL)
		}
		_, _, err := s.api.PostMessageContext(ctx, to.Channel, append(content(m), how)...)
		return withoutURL(err)
	})
}

func (s *Service) postEphemeral(ctx context.Context, to listener, m blocks.Message) error {
	if to.Channel == "" {
		return errNoWay
	}
	return s.call(ctx, "chat.postEphemeral", func(ctx context.Context) error {
		options := content(m)
		if to.Thread != "" {
			options = append(options, slack.MsgOptionTS(to.Thread))
		}
		_, err := s.api.PostEphemeralContext(ctx, to.Channel, to.User, options...)
		return err
	})
}

func (s *Service) postDirect(ctx context.Context, to listener, m blocks.Message) error {
	channel, err := s.conversation(ctx, to.User)
	if err != nil {
		return err
	}
	_, err = s.send(ctx, library.Answer{ID: answerID("direct", to.User, m.Text), Channel: channel}, m)
	return err
}
