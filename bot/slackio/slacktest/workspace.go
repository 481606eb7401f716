package slacktest

import "encoding/json"

// A User is a person (or bot) of the workspace.
type User struct {
	ID    string
	Name  string
	TZ    string // IANA name
	Bot   bool
	Guest bool
}

// A Channel is a conversation.
type Channel struct {
	ID      string // C… public, G… private, D… direct
	Name    string
	Private bool
	// IM is the person of a direct conversation with the bot.
	IM      string
	Members []string // users' ids
}

// A Message is what stands in a channel, or was shown to one person there.
type Message struct {
	Channel  string
	TS       string
	ThreadTS string // of the parent; empty outside threads
	User     string
	BotID    string // when an app posted it
	Text     string
	Blocks   json.RawMessage // an array, or nil
	Metadata json.RawMessage // nil unless given
	// Unfurl flags as given; nil when not.
	UnfurlLinks, UnfurlMedia *bool
	Edited                   string // ts of the last edit
	// Only is who alone sees an ephemeral message.
	Only string
}

// A View is a modal or a home.
type View struct {
	ID              string
	Type            string // "modal" or "home"
	User            string
	CallbackID      string
	ExternalID      string
	PrivateMetadata string
	Hash            string
	Root, Previous  string // ids of the views below; of a home, its own id and ""
	JSON            json.RawMessage
}

// A Prompt is one that the app suggests in a conversation.
type Prompt struct {
	Title   string `json:"title"`
	Message string `json:"message"`
}

// state is what the workspace holds. Server.mu guards it.
type state struct {
	users     []*User
	channels  []*Channel
	messages  map[string][]*Message // by channel, the earliest first
	ephemeral []*Message
	homes     map[string]*View   // by user
	modals    map[string][]*View // by user, the topmost last
	triggers  map[string]*trigger
	responses map[string]*response
	threads   map[[2]string]*assistant // by channel and thread
	lastTS    int64                    // microseconds
	lastID    int
}

// assistant is what the app set for a thread ("" is the conversation itself).
type assistant struct {
	status  string
	loading []string
	title   string
	prompts []Prompt
}
