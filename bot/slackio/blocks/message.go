// Package blocks renders what the bot says as Slack blocks and holds them to
// Slack's limits.
//
// [Answer], [Summary], [Sources] and [Checked] make messages of the bot's
// replies; [Home] and the functions that end in Modal make views. What they make
// always passes [ValidateMessage] or [ValidateView], whatever the reply holds:
// where Slack's limits don't allow all of it, it is shortened at a citation
// boundary, says so, and has a button to show the rest.
//
// Foreign text, which is all that comes from articles, questions and language
// models, stands only in rich_text and plain_text, where nothing is interpreted,
// and escaped in a message's text: it can't mention anybody, nor make a link.
package blocks

import "github.com/slack-go/slack"

// A Message is what is posted. Post it with unfurling of links and of media
// switched off.
type Message struct {
	// Text says the same as the blocks, for notifications, for screen readers, and
	// for where blocks are refused. It is escaped, and never empty.
	Text   string
	Blocks []slack.Block
}

// Plain is m without blocks, for a workspace that refuses them.
func Plain(m Message) Message { return Message{Text: m.Text} }

// A Ref names the answer that a message shows.
type Ref struct {
	ID string
}

// Options say how an answer is shown.
type AnswerOptions struct {
	// Heading stands above the answer: "Your daily digest".
	Heading string
	// Restate repeats the question, for others can't see what was asked with a
	// command.
	Restate bool
	// Ephemeral: only the asker sees it. It has a button to share it.
	Ephemeral bool
}
