package slackio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// The states of the Socket Mode connection; the zero value is none wanted.
const (
	connecting = iota + 1
	connected
)

// maxFrame bounds a message of the WebSocket; Slack's are far smaller.
const maxFrame = 4 << 20

// Socket takes in payloads over Socket Mode until ctx ends, which is no error, or
// until Slack refuses the app's token. It reconnects by itself; what Slack sends
// in between it sends again.
func (s *Service) Socket(ctx context.Context) error {
	if s.options.Config.AppToken == "" {
		return errors.New("slackio: Socket Mode needs an app-level token")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := socketmode.New(s.api, socketmode.OptionReadLimit(maxFrame), socketmode.OptionLog(slackLog{s.log}))
	failed := make(chan error, 1)
	go func() { failed <- client.RunContext(ctx) }()
	for {
		select {
		case e := <-client.Events:
			if err := hopeless(e); err != nil {
				cancel()
				<-failed
				return err
			}
			s.socketEvent(ctx, client, e)
		case err := <-failed:
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("connecting to Slack: %w", err)
		}
	}
}

// hopeless is the error of an attempt to connect that no other will better, though
// slack-go would go on trying for ever.
func hopeless(e socketmode.Event) error {
	failed, ok := e.Data.(*slack.ConnectionErrorEvent)
	if !ok || !slices.Contains([]string{"missing_scope", "not_allowed_token_type"}, code(failed.ErrorObj)) {
		return nil
	}
	return fmt.Errorf("connecting to Slack: %w: SLACK_APP_TOKEN must be an app-level token with the scope connections:write", failed.ErrorObj)
}

// socketEvent records what a message of the WebSocket holds, which takes
// milliseconds, and acknowledges it. Working on it is for others: while this loop
// stands still, so does the reading of Slack's pings.
func (s *Service) socketEvent(ctx context.Context, client *socketmode.Client, e socketmode.Event) {
	switch e.Type {
	case socketmode.EventTypeConnecting:
		s.connection.Store(connecting)
		s.log.Debug("connecting to Slack")
	case socketmode.EventTypeConnected:
		s.connection.Store(connected)
		s.log.Info("connected to Slack")
	case socketmode.EventTypeConnectionError:
		s.log.Warn("no connection to Slack", "cause", redact(fmt.Sprint(e.Data)))
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeSlashCommand, socketmode.EventTypeInteractive:
		s.socketPayload(ctx, client, *e.Request)
	case socketmode.EventTypeErrorBadMessage:
		// slack-go can't read it, and drops it without acknowledging it.
		bad, ok := e.Data.(*socketmode.ErrorBadMessage)
		if !ok {
			return
		}
		var r socketmode.Request
		if err := json.Unmarshal(bad.Message, &r); err != nil || r.EnvelopeID == "" {
			s.log.Warn("message of the WebSocket not understood", "cause", redact(bad.Cause.Error()))
			return
		}
		s.socketPayload(ctx, client, r)
	}
}

// socketKinds are the kinds of payload by the type of their envelope.
var socketKinds = map[string]string{
	socketmode.RequestTypeEventsAPI:     kindEvent,
	socketmode.RequestTypeSlashCommands: kindCommand,
	socketmode.RequestTypeInteractive:   kindInteraction,
}

func (s *Service) socketPayload(ctx context.Context, client *socketmode.Client, r socketmode.Request) {
	log := s.log.With("envelope", r.EnvelopeID, "retry", r.RetryAttempt)
	if kind, known := socketKinds[r.Type]; known {
		if err := s.receive(ctx, kind, r.Payload); err != nil {
			return // Slack sends it again
		}
	}
	ctx, cancel := context.WithTimeout(ctx, recordTimeout)
	defer cancel()
	// Empty: what goes with an acknowledgement is lost silently beyond 20 kB.
	if err := client.AckCtx(ctx, r.EnvelopeID, nil); err != nil {
		log.Warn("not acknowledged", "cause", err)
	}
}
