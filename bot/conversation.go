package bot

import (
	"context"
	"slices"
	"strings"

	"cuttings/bot/claim"
	"cuttings/corpus"
)

// A Conversation answers questions in turn, each with what was asked before in
// mind. It isn't for use by several goroutines at once.
type Conversation struct {
	bot    *Bot
	before []Turn // the latest last
}

// A turn is what a follow-up may refer to.
type turn struct {
	// question is the last question as it was understood; empty at the beginning.
	question string
	// speaker is who says what was answered, as the report writes it.
	speaker string
}

// Converse begins a conversation.
func (b *Bot) Converse() *Conversation { return b.Continue(nil) }

// Continue takes up a conversation where these turns, the latest last, left it.
// Of a turn it needs the question, or Reply.ReadAs, and who spoke in Reply.Points.
func (b *Bot) Continue(before []Turn) *Conversation {
	return &Conversation{bot: b, before: slices.Clone(before)}
}

// Ask answers the next question. A follow-up ("and what did Peskov say?") is
// read as a full question; Reply.ReadAs says how. It refers to the question
// before, or, where that had no answer and this reading has none either, to the
// last one that had.
func (c *Conversation) Ask(ctx context.Context, text string) (Reply, error) {
	var reply Reply
	readings, usage := c.readings(ctx, text)
	for i, full := range readings {
		r, err := c.bot.Answer(ctx, full)
		if err != nil {
			return Reply{}, err
		}
		r.Question = text
		if full != text {
			r.ReadAs = full
		}
		if i == 0 || r.Answered {
			reply = r
		}
		if reply.Answered || full == text {
			break
		}
	}
	reply.Usage.Add(usage)
	c.before = append(c.before, Turn{Question: text, Reply: reply})
	return reply, nil
}

// readings are the full questions that a text may mean, the likeliest first: as a
// language model reads a follow-up, if there is one, then as the rules do.
func (c *Conversation) readings(ctx context.Context, text string) ([]string, Usage) {
	var out []string
	for _, before := range c.contexts() {
		if full := c.bot.resolve(before, text); !slices.Contains(out, full) {
			out = append(out, full)
		}
	}
	if out[0] == text { // it stands for itself
		return out, Usage{}
	}
	full, usage := c.bot.rewritten(ctx, c.before, text, out[0])
	if full != "" && !slices.Contains(out, full) {
		out = append([]string{full}, out...)
	}
	return out, usage
}

// contexts are the turns to which a follow-up may refer, at most two and at
// least one: the last, and if that had no answer, the last that had.
func (c *Conversation) contexts() []turn {
	var out []turn
	for _, t := range slices.Backward(c.before) {
		question, ok := c.bot.asked(t)
		if !ok || len(out) > 0 && !t.Reply.Answered {
			continue
		}
		was := turn{question: question}
		if len(t.Reply.Points) > 0 {
			was.speaker = t.Reply.Points[0].Speaker
		}
		if out = append(out, was); t.Reply.Answered {
			break
		}
	}
	if len(out) == 0 {
		return []turn{{}}
	}
	return out
}

// asked is the question of a turn as it was understood; false for small talk and
// the like. A summary of a topic leads on as a question about it does.
func (b *Bot) asked(t Turn) (string, bool) {
	if t.Reply.ReadAs != "" {
		return t.Reply.ReadAs, true
	}
	switch r := Read(t.Question, b.now()); {
	case r.Kind == Question || t.Reply.Answered:
		return t.Question, true
	case r.Kind == SummaryRequest && r.Topic != "":
		return "What was said about " + r.Topic + "?", true
	}
	return "", false
}

// rewritten is a follow-up as the model reads it, or empty where code's reading
// stands. The model's is shown and searched for unchecked by anything else, so it
// must be one sentence, of what was asked and said before, that denies what code's
// does and no more.
func (b *Bot) rewritten(ctx context.Context, before []Turn, text, reading string) (string, Usage) {
	if b.phraser == nil || len(before) == 0 {
		return "", Usage{}
	}
	modelCtx, cancel := partOf(ctx)
	defer cancel()
	full, usage, err := b.phraser.Rewrite(modelCtx, before, text)
	full = claim.Clean(full)
	if err != nil || len(full) > claim.MaxBytes || !oneSentence(full) || claim.Denials(full) != claim.Denials(reading) {
		return "", usage
	}
	known := text
	for _, t := range before {
		known += ". " + t.Question + ". " + t.Reply.ReadAs
		for _, p := range t.Reply.Points {
			known += ". " + p.Speaker + ". " + p.Text
		}
		for _, c := range t.Reply.Citations {
			known += ". " + c.Quote
		}
	}
	if b.claims.Adds(full, known) {
		return "", usage
	}
	return full, usage
}

// oneSentence reports whether a text is a single sentence or question.
func oneSentence(text string) bool {
	return len(corpus.Sentences(text)) == 1 && !strings.ContainsAny(strings.TrimRight(text, ` ?!”"’')`), "?!;")
}
