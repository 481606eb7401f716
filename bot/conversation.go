package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

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
	readings, rewritten := c.readings(ctx, text)
	for i, full := range readings {
		r, err := c.bot.answer(ctx, full, rewritten)
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
	reply.Usage.Add(rewritten.usage)
	c.before = append(c.before, Turn{Question: text, Reply: reply})
	return reply, nil
}

// readings are the full questions that a text may mean, the likeliest first: as a
// language model reads a follow-up, if there is one, then as the rules do. What is no
// question stands for itself.
func (c *Conversation) readings(ctx context.Context, text string) ([]string, rewriting) {
	if Read(text, c.bot.now()).Kind != Question {
		return []string{text}, rewriting{}
	}
	var out []string
	for _, before := range c.contexts() {
		if full := c.bot.resolve(before, text); !slices.Contains(out, full) {
			out = append(out, full)
		}
	}
	if out[0] == text { // it stands for itself
		return out, rewriting{}
	}
	r := c.bot.rewrite(ctx, c.before, text, out[0])
	if r.full != "" && !slices.Contains(out, r.full) {
		out = append([]string{r.full}, out...)
	}
	return out, r
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

// A rewriting is what a language model made of a follow-up.
type rewriting struct {
	full   string // empty where code's reading stands
	usage  Usage
	took   time.Duration
	failed error // why the server isn't asked again for this question
}

// rewrite has the model read a follow-up. What it says is shown and searched for
// unchecked by anything else, so it must be one sentence, of what was asked and said
// before, that denies what code's reading does and no more.
func (b *Bot) rewrite(ctx context.Context, before []Turn, text, reading string) rewriting {
	if b.phraser == nil || len(before) == 0 {
		return rewriting{}
	}
	modelCtx, cancel := context.WithTimeout(ctx, min(maxRewriting, shareOf(b.modelTime(ctx, 0), rewritingShare)))
	defer cancel()
	start := time.Now()
	full, usage, err := b.phraser.Rewrite(modelCtx, before, text)
	r := rewriting{usage: usage, took: time.Since(start)}
	if p := (*PhraseError)(nil); errors.As(err, &p) && p.Down || errors.Is(err, context.DeadlineExceeded) {
		r.failed = err
	}
	full = claim.Clean(full)
	if err != nil || len(full) > claim.MaxBytes || !oneSentence(full) || claim.Denials(full) != claim.Denials(reading) {
		return r
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
	if !b.claims.Adds(full, known) {
		r.full = full
	}
	return r
}

// oneSentence reports whether a text is a single sentence or question.
func oneSentence(text string) bool {
	return len(corpus.Sentences(text)) == 1 && !strings.ContainsAny(strings.TrimRight(text, ` ?!”"’')`), "?!;")
}
