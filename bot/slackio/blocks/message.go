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

import (
	"cmp"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// A Message is what is posted. Post it with unfurling of links and of media
// switched off.
type Message struct {
	// Text says the same as the blocks, for notifications, for screen readers, and
	// for where blocks are refused. It is escaped, and never empty.
	Text   string
	Blocks []slack.Block
}

// Plain is m without blocks, for a workspace that refuses them. Post it with
// mrkdwn switched off.
func Plain(m Message) Message { return Message{Text: m.Text} }

// Basic is m with the newer elements replaced by older ones that do the same, for
// a workspace that doesn't know them: feedback buttons become plain buttons.
func Basic(m Message) Message {
	out := Message{Text: m.Text}
	for _, b := range m.Blocks {
		c, ok := b.(*slack.ContextActionsBlock)
		if !ok {
			out.Blocks = append(out.Blocks, b)
			continue
		}
		for _, e := range c.Elements.ElementSet {
			if f, ok := e.(*slack.FeedbackButtonsBlockElement); ok {
				good := slack.NewButtonBlockElement(numbered(f.ActionID, 1), f.PositiveButton.Value, f.PositiveButton.Text)
				bad := slack.NewButtonBlockElement(numbered(f.ActionID, 2), f.NegativeButton.Value, f.NegativeButton.Text)
				out.Blocks = append(out.Blocks, buttons(good, bad)...)
			}
		}
	}
	return out
}

// Note says one thing in plain words.
func Note(text string) Message {
	if line(text, 1) == "" {
		text = "There is nothing to say."
	}
	var t script
	t.must(text)
	var blocks []slack.Block
	for _, piece := range pieces(cut(text, maxFallback), maxRich) {
		blocks = append(blocks, slack.NewSectionBlock(plain(piece), nil, nil))
	}
	return Message{Text: t.String(), Blocks: blocks}
}

// Failure says that something went wrong: why, in words for a person, and by
// which reference the log names it.
func Failure(reason, reference string) Message {
	reason = cmp.Or(line(reason, 2*maxLine), "Something went wrong.")
	var under string
	if reference = line(reference, maxName); reference != "" {
		under = "Reference: " + reference
	}
	var t script
	t.must(reason)
	t.must(under)
	blocks := []slack.Block{rich(word(reason))}
	if under != "" {
		blocks = append(blocks, small(under))
	}
	return Message{Text: t.String(), Blocks: blocks}
}

// Status says that articles are being searched: "searching 5 articles…".
func Status(articles int) string { return "searching " + count(articles, "article") + "…" }

// Step says what a language model's answer is waiting for: "checking every claim…".
func Step(s bot.Step) string {
	if s == bot.Checking {
		return "checking every claim against its sources…"
	}
	return "writing from what was found…"
}
