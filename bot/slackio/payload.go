package slackio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// The payloads of Slack, with the fields that the bot reads. slack-go's own types
// are stricter than is good here: they refuse a whole event for an event type or a
// block that they don't know, while a question beside an unknown block is a
// question all the same.

// The kinds of payload.
const (
	kindEvent       = "event"
	kindCommand     = "command"
	kindInteraction = "interaction"
)

// An envelope is an Events API callback.
type envelope struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"`
	TeamID    string `json:"team_id"`
	EventID   string `json:"event_id"`
	Event     event  `json:"event"`
	// Authorizations name the bot itself.
	Authorizations []struct {
		UserID string `json:"user_id"`
		IsBot  bool   `json:"is_bot"`
	} `json:"authorizations"`
}

// bot is the user that the bot is, as far as the envelope says.
func (e envelope) bot() string {
	for _, a := range e.Authorizations {
		if a.IsBot {
			return a.UserID
		}
	}
	return ""
}

// An event is what happened.
type event struct {
	Type        string `json:"type"`
	SubType     string `json:"subtype"`
	User        ref    `json:"user"`
	BotID       string `json:"bot_id"`
	Text        string `json:"text"`
	TS          string `json:"ts"`
	ThreadTS    string `json:"thread_ts"`
	ChannelType string `json:"channel_type"`
	Edited      edited `json:"edited"`

	// Message and Previous are those of message_changed and message_deleted.
	Message   *changed `json:"message"`
	Previous  *changed `json:"previous_message"`
	DeletedTS string   `json:"deleted_ts"`

	// Tab is that of app_home_opened.
	Tab string `json:"tab"`

	Channel ref `json:"channel"`
}

type edited struct {
	TS string `json:"ts"`
}

// A changed message is one that was edited or deleted.
type changed struct {
	User     string `json:"user"`
	BotID    string `json:"bot_id"`
	SubType  string `json:"subtype"`
	Text     string `json:"text"`
	TS       string `json:"ts"`
	ThreadTS string `json:"thread_ts"`
	Edited   edited `json:"edited"`
}

// A ref is the id of a user or channel; some events hold the whole of it in its
// place.
type ref string

func (r *ref) UnmarshalJSON(raw []byte) error {
	var id string
	if json.Unmarshal(raw, &id) == nil {
		*r = ref(id)
		return nil
	}
	var whole struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		return err
	}
	*r = ref(whole.ID)
	return nil
}

// A command is a slash command.
type command struct {
	Command     string `json:"command"`
	Text        string `json:"text"`
	Team        string `json:"team_id"`
	Channel     string `json:"channel_id"`
	User        string `json:"user_id"`
	ResponseURL string `json:"response_url"`
	TriggerID   string `json:"trigger_id"`
}

// An interaction is a button pressed, a modal submitted or a shortcut used.
type interaction struct {
	Type        string    `json:"type"`
	CallbackID  string    `json:"callback_id"`
	TriggerID   string    `json:"trigger_id"`
	ResponseURL string    `json:"response_url"`
	ActionTS    string    `json:"action_ts"`
	Team        named     `json:"team"`
	User        named     `json:"user"`
	Channel     named     `json:"channel"`
	Message     changed   `json:"message"`
	MessageTS   string    `json:"message_ts"`
	Container   container `json:"container"`
	Actions     []action  `json:"actions"`
	View        view      `json:"view"`
}

type named struct {
	ID string `json:"id"`
	// TeamID is that of a user.
	TeamID string `json:"team_id"`
}

type container struct {
	Type        string `json:"type"`
	MessageTS   string `json:"message_ts"`
	ThreadTS    string `json:"thread_ts"`
	ChannelID   string `json:"channel_id"`
	IsEphemeral bool   `json:"is_ephemeral"`
	ViewID      string `json:"view_id"`
}

type action struct {
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
	ActionTS string `json:"action_ts"`
}

// A view is a modal or App Home. The whole of it goes with it.
type view struct {
	viewFields
	raw json.RawMessage
}

type viewFields struct {
	ID         string `json:"id"`
	Hash       string `json:"hash"`
	Type       string `json:"type"`
	CallbackID string `json:"callback_id"`
}

func (v *view) UnmarshalJSON(raw []byte) error {
	v.raw = bytes.Clone(raw)
	return json.Unmarshal(raw, &v.viewFields)
}

func (v view) MarshalJSON() ([]byte, error) {
	if v.raw == nil {
		return []byte("null"), nil
	}
	return v.raw, nil
}

// team is the workspace of an interaction.
func (i interaction) team() string {
	if i.Team.ID != "" {
		return i.Team.ID
	}
	return i.User.TeamID
}

// errUnreadable says that a payload isn't what Slack sends. It is acknowledged all
// the same: sent again it would be no better.
var errUnreadable = errors.New("unreadable payload")

func decode(kind string, raw []byte, into any) error {
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%w: %s: %v", errUnreadable, kind, err)
	}
	return nil
}
