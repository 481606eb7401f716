package slacktest

import (
	"net/http"
	"slices"
	"time"
)

// Ids of the workspace, its app and the people and channels that it starts with.
const (
	TeamID  = "T0DOUBLE"
	AppID   = "A0DOUBLE"
	BotID   = "B0DOUBLE"
	BotUser = "U0BOT"

	Ada   = "U0ADA"   // in Berlin; in General and News
	Boris = "U0BORIS" // in New York; in General
	Chen  = "U0CHEN"  // in Tokyo; in General

	General = "C0GENERAL" // public, with the bot in it
	News    = "C0NEWS"    // public, without the bot
	Desk    = "G0DESK"    // private, with the bot and Ada
)

// AllScopes are the bot scopes that the double knows.
var allScopes = []string{
	"app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write",
	"commands", "groups:history", "groups:read", "im:history", "im:read", "im:write",
	"mpim:history", "mpim:read", "users:read",
}

// AllScopes returns the bot scopes that the double knows.
func AllScopes() []string { return slices.Clone(allScopes) }

// Options says what kind of workspace to start; the zero value is a good one.
type Options struct {
	// Addr is a loopback address; "" is "127.0.0.1:0".
	Addr string
	// Tokens and secret; each is random when empty.
	BotToken, AppToken, SigningSecret string
	// Scopes are those granted to the bot; nil is [AllScopes].
	Scopes []string
	// AppScopes are those of the app-level token; nil is connections:write.
	AppScopes []string
	// Events are the event types subscribed to ("app_mention", "message.im", …); nil is all.
	Events []string
	// Name is the bot's name; "" is "cuttings".
	Name string
	// Commands and Shortcuts are what the demo page offers.
	Commands  []Command
	Shortcuts []Shortcut
	// Users and Channels are there besides those of the constants.
	Users    []User
	Channels []Channel

	// Now is the clock of timestamps, signatures, triggers, response_urls and
	// rate limits; nil is time.Now.
	Now func() time.Time
	// AckWithin is how long a delivery waits for its acknowledgement; 0 is 3 s.
	AckWithin time.Duration
	// Retries are the waits before an event is delivered again; nil is Slack's
	// almost at once, 1 minute, 5 minutes.
	Retries []time.Duration
	// Ping is the interval of WebSocket PINGs; 0 is 5 s.
	Ping time.Duration
	// Page is the most objects in a page of a list; 0 is 10, small on purpose.
	Page int
	// Limits are rate limits by method; nil is none, see [TierLimits].
	Limits map[string]Limit
	// Validate refuses messages with blocks, and views. Surface is "message",
	// "modal" or "home"; raw is the view, or {"text": …, "blocks": …} of a message.
	// nil is ValidateJSON of package blocks.
	Validate func(surface string, raw []byte) error
	// HTTP, when an address in it is set, delivers by signed HTTP rather than
	// by Socket Mode; see also [Server.DeliverTo].
	HTTP HTTP
}

// HTTP says where signed requests go.
type HTTP struct {
	Events, Commands, Interactions string
	// Client sends them; nil is one that follows no redirects.
	Client *http.Client
}

// A Command is a slash command of the app's manifest.
type Command struct {
	Name        string `json:"name"`  // with its slash
	Usage       string `json:"usage"` // "[topic]"
	Description string `json:"description"`
}

// A Shortcut is a message shortcut of the app's manifest.
type Shortcut struct {
	Callback string `json:"callback"`
	Name     string `json:"name"`
}

func (o Options) withDefaults() Options {
	o.Addr = or(o.Addr, "127.0.0.1:0")
	o.Name = or(o.Name, "cuttings")
	if o.Scopes == nil {
		o.Scopes = allScopes
	}
	if o.AppScopes == nil {
		o.AppScopes = []string{"connections:write"}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.AckWithin == 0 {
		o.AckWithin = 3 * time.Second
	}
	if o.Retries == nil {
		o.Retries = []time.Duration{100 * time.Millisecond, time.Minute, 5 * time.Minute}
	}
	if o.Ping == 0 {
		o.Ping = 5 * time.Second
	}
	if o.Page == 0 {
		o.Page = 10
	}
	if o.Validate == nil {
		o.Validate = validate
	}
	return o
}
