package bot

import "context"

// A Conversation answers questions in turn, each with what was asked before in
// mind. It isn't for use by several goroutines at once.
type Conversation struct {
	bot    *Bot
	before turn
}

// A turn is what a follow-up may refer to.
type turn struct {
	// question is the last question as it was understood; empty at the beginning.
	question string
	// speaker is who says what was answered, as the report writes it.
	speaker string
}

// Converse begins a conversation.
func (b *Bot) Converse() *Conversation { return &Conversation{bot: b} }

// Ask answers the next question. A follow-up ("and what did Peskov say?") is
// read as a full question; Reply.ReadAs says how.
func (c *Conversation) Ask(ctx context.Context, text string) (Reply, error) {
	full := c.bot.resolve(c.before, text)
	r, err := c.bot.Answer(ctx, full)
	if err != nil {
		return Reply{}, err
	}
	c.before = turn{question: full}
	if len(r.Points) > 0 {
		c.before.speaker = r.Points[0].Speaker
	}
	r.Question = text
	if full != text {
		r.ReadAs = full
	}
	return r, nil
}
