package slackio

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// A Finding is one thing that was looked at.
type Finding struct {
	OK bool
	// What was found, in words.
	What string
	// Hint says what to do next; empty where nothing needs to be done.
	Hint string
}

// Doctor looks whether the bot can work in Slack: its tokens and what they grant,
// and the channels that it is to answer in. It changes nothing and posts nothing.
func Doctor(ctx context.Context, c Config, access Access, log *slog.Logger) []Finding {
	o := Options{Config: c, Access: access, Log: log}
	setDefaults(&o)
	s := &Service{options: o, log: o.Log, metrics: newMetrics()}
	s.api = newClient(o.Config, s.metrics, s.log)
	found := s.examineBotToken(ctx)
	if c.AppToken != "" {
		found = append(found, s.examineAppToken(ctx))
	}
	if c.AppToken == "" && c.SigningSecret == "" {
		found = append(found, Finding{
			What: "There is neither an app-level token nor a signing secret: nothing that people write would reach the bot.",
			Hint: "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).",
		})
	}
	if c.SigningSecret != "" {
		found = append(found, Finding{
			OK:   true,
			What: "A signing secret is set. Whether it is the right one shows with the first request.",
		})
	}
	for _, channel := range access.Channels {
		found = append(found, s.examineChannel(ctx, channel))
	}
	return found
}

// examineBotToken asks Slack whose the token is, and what it grants.
func (s *Service) examineBotToken(ctx context.Context) []Finding {
	var got *slack.AuthTestResponse
	err := s.call(ctx, "auth.test", func(ctx context.Context) (err error) {
		got, err = s.api.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return []Finding{{What: "The bot token doesn't work: " + explain(err) + ".", Hint: tokenHint(err, "SLACK_BOT_TOKEN", "xoxb-", "“OAuth & Permissions”")}}
	}
	found := []Finding{{OK: true, What: fmt.Sprintf("The bot token works: %s in the workspace %s.", got.User, got.Team)}}
	header := got.Header.Get("X-Oauth-Scopes")
	if header == "" {
		return append(found, Finding{OK: true, What: "The server doesn't say which scopes the token has, so they weren't compared."})
	}
	return append(found, examineScopes(header)...)
}

// examineScopes compares what is granted with what the manifest asks for.
func examineScopes(header string) []Finding {
	var has []string
	for scope := range strings.SplitSeq(header, ",") {
		has = append(has, strings.TrimSpace(scope))
	}
	var found []Finding
	for _, c := range capabilities {
		var missing []string
		for _, scope := range c.scopes {
			if !slices.Contains(has, scope) {
				missing = append(missing, scope)
			}
		}
		if len(missing) > 0 {
			found = append(found, Finding{
				What: fmt.Sprintf("Missing for %s: %s.", c.what, strings.Join(missing, ", ")),
				Hint: "Put the output of “cuttings manifest” into the app's settings (“App Manifest”), then reinstall the app to the workspace: new scopes count only from then on.",
			})
		}
	}
	_, wanted := granted()
	if len(found) == 0 {
		found = append(found, Finding{OK: true, What: fmt.Sprintf("All %d scopes are granted.", len(wanted))})
	}
	var more []string
	for _, scope := range has {
		if scope != "" && !slices.Contains(wanted, scope) {
			more = append(more, scope)
		}
	}
	if len(more) > 0 {
		found = append(found, Finding{
			OK:   true,
			What: fmt.Sprintf("The token can do more than the bot uses: %s.", strings.Join(more, ", ")),
			Hint: "Take these scopes from the app: what it can't do, it can't be made to do.",
		})
	}
	return found
}

// examineAppToken opens no connection, it only asks where one would go.
func (s *Service) examineAppToken(ctx context.Context) Finding {
	err := s.call(ctx, "apps.connections.open", func(ctx context.Context) error {
		_, _, err := s.api.StartSocketModeContext(ctx)
		return err
	})
	switch {
	case err == nil:
		return Finding{OK: true, What: "The app-level token works: Socket Mode can connect."}
	case code(err) == "missing_scope":
		return Finding{What: "The app-level token may not open connections.", Hint: "Make a new one under “Basic Information”, “App-Level Tokens”, with the scope connections:write, and set SLACK_APP_TOKEN to it."}
	}
	return Finding{What: "The app-level token doesn't work: " + explain(err) + ".", Hint: tokenHint(err, "SLACK_APP_TOKEN", "xapp-", "“Basic Information”, “App-Level Tokens”")}
}

func tokenHint(err error, variable, prefix, where string) string {
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) {
		return "Slack wasn't reached: look at the network, the proxy settings and SLACK_API_URL."
	}
	return fmt.Sprintf("Copy the token that begins with %s from the app's settings (%s) and set %s to it.", prefix, where, variable)
}

func (s *Service) examineChannel(ctx context.Context, id string) Finding {
	var got *slack.Channel
	err := s.call(ctx, "conversations.info", func(ctx context.Context) (err error) {
		got, err = s.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
		return err
	})
	switch {
	case err == nil && got.IsMember:
		return Finding{OK: true, What: fmt.Sprintf("The bot is in #%s (%s).", got.Name, id)}
	case err == nil:
		return Finding{What: fmt.Sprintf("The bot isn't in #%s (%s), so it sees nothing there.", got.Name, id), Hint: "Write /invite and the bot's name in the channel."}
	case code(err) == "channel_not_found":
		return Finding{What: fmt.Sprintf("There is no channel %s that the bot can see.", id), Hint: "If it is a private one, invite the bot there; otherwise look whether the id is right (at the bottom of the channel's details)."}
	}
	return Finding{What: fmt.Sprintf("Channel %s couldn't be looked at: %s.", id, explain(err)), Hint: "Mend the findings above first, then look again."}
}
