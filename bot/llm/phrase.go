package llm

import (
	"context"
	"time"

	"cuttings/bot"
	"cuttings/prompts"
)

var _ bot.Phraser = (*Client)(nil)

// Phrase implements bot.Phraser. An error is a bot.PhraseError over an [*Error].
func (c *Client) Phrase(ctx context.Context, question string, from []bot.Material) (bot.Draft, error) {
	return c.draft(ctx, prompts.Answer(question, articles(from)))
}

// Summarise implements bot.Phraser, as [Client.Phrase] does.
func (c *Client) Summarise(ctx context.Context, topic string, from []bot.Material) (bot.Draft, error) {
	return c.draft(ctx, prompts.Summary(topic, articles(from)))
}

// Timeout implements bot.Phraser.
func (c *Client) Timeout() time.Duration { return c.cfg.Timeout }

func (c *Client) draft(ctx context.Context, p prompts.Prompt) (bot.Draft, error) {
	var draft bot.Draft
	used, err := c.complete(ctx, p, func(text string) (err error) {
		draft, err = readDraft(text)
		return c.unread(err)
	})
	if err != nil {
		return bot.Draft{Usage: used}, asError(err).phraseError()
	}
	draft.Usage = used
	return draft, nil
}

// Rewrite implements bot.Phraser, as [Client.Phrase] does.
func (c *Client) Rewrite(ctx context.Context, before []bot.Turn, question string) (string, bot.Usage, error) {
	var full string
	used, err := c.complete(ctx, prompts.Rewrite(earlier(before), question), func(text string) (err error) {
		full, err = readQuestion(text)
		return c.unread(err)
	})
	if err != nil {
		return "", used, asError(err).phraseError()
	}
	return full, used, nil
}

// unread is the error of an answer that isn't of the form asked for.
func (c *Client) unread(err error) error {
	if err == nil {
		return nil
	}
	return &Error{Kind: BadAnswer, Detail: c.doer.secrets.detail(err.Error()), unread: true}
}

func articles(from []bot.Material) []prompts.Article {
	var out []prompts.Article
	for _, m := range from {
		out = append(out, prompts.Article{Heading: m.Heading, Sentences: m.Sentences})
	}
	return out
}

// The model is told the latest turns, and the first statements of each: what a
// follow-up may mean.
const (
	maxTurns = 4
	maxSaid  = 3
)

func earlier(before []bot.Turn) []prompts.Earlier {
	var out []prompts.Earlier
	for _, turn := range before[max(0, len(before)-maxTurns):] {
		e := prompts.Earlier{Question: turn.Question}
		if turn.Reply.ReadAs != "" {
			e.Question = turn.Reply.ReadAs
		}
		for _, p := range turn.Reply.Points[:min(maxSaid, len(turn.Reply.Points))] {
			if said := statement(turn.Reply, p); said != "" {
				e.Said = append(e.Said, said)
			}
		}
		out = append(out, e)
	}
	return out
}

// statement is what a point says: a model's claim, or the citation it quotes.
func statement(r bot.Reply, p bot.Point) string {
	if p.Text != "" || len(p.Citations) == 0 {
		return p.Text
	}
	for _, c := range r.Citations {
		if c.Number == p.Citations[0] {
			return c.Quote
		}
	}
	return ""
}
