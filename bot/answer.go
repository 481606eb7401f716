package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"cuttings/retrieval"
)

// Limits of an answer.
const (
	MaxCitations = 5
	// MaxQuoted is the most bytes that the citations of one answer quote together.
	MaxQuoted = 900
	// maxClosest is how many passages an unsure reply shows.
	maxClosest = 3
)

// Answer answers one question. An error is a failure of the search, never a
// want of an answer.
func (b *Bot) Answer(ctx context.Context, text string) (Reply, error) {
	return b.answer(ctx, text, rewriting{})
}

// answer answers a question for which a language model has rewritten a follow-up.
func (b *Bot) answer(ctx context.Context, text string, before rewriting) (Reply, error) {
	start := b.now()
	found, err := b.find(ctx, text)
	if err != nil {
		return Reply{}, fmt.Errorf("answering: %w", err)
	}
	if found.parts, err = b.parts(ctx, found); err != nil {
		return Reply{}, fmt.Errorf("answering: %w", err)
	}
	r := b.reply(found)
	r.Question = text
	b.write(ctx, found, before, &r)
	r.Timings = Timings{Search: found.res.Searched, Read: found.res.Read, Total: b.now().Sub(start)}
	return r, nil
}

// found is a question with its weighed candidates, best first.
type found struct {
	question   question
	res        retrieval.Result
	candidates []*candidate
	// never says why nothing can answer; empty where something may.
	never string
	// parts are the questions if it asks several in one; see [Bot.parts].
	parts []part
}

func (b *Bot) find(ctx context.Context, text string) (found, error) {
	asked, eachReport := unframed(text)
	res, err := b.search.Search(ctx, b.withoutYears(asked))
	if err != nil {
		return found{}, err
	}
	switch Read(text, time.Time{}).Kind {
	case Thanks, Help, Empty:
		return found{res: res, never: "That asks nothing of the coverage."}, nil
	}
	f := found{
		question:   analyse(res.Question, res.Words, b.coverage.Vocabulary().IsName),
		res:        res,
		candidates: b.candidates(res.Hits),
	}
	f.question.ofEachReport(eachReport)
	unnamed := b.unnamedIn(f.question)
	for _, c := range f.candidates {
		c.unnamed = unnamed(c.sentence.Article)
		f.question.weigh(c)
	}
	slices.SortFunc(f.candidates, func(x, y *candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), b.byDate(x, y))
	})
	f.lasting()
	f.never = b.beyond(text, f)
	return f, nil
}

// lasting leaves out what holds no length of time, if that is asked for and there is
// another that likely answers: "last had a call" is alike to "how long did the call
// last", and no answer to it.
func (f *found) lasting() {
	if f.question.kind != kindLong {
		return
	}
	holds := func(c *candidate) bool { return kindLong.in(c.sentence.Text) }
	if slices.ContainsFunc(f.candidates, func(c *candidate) bool { return holds(c) && c.LogOdds > 0 }) {
		f.candidates = slices.DeleteFunc(f.candidates, func(c *candidate) bool { return !holds(c) })
	}
}

// byDate breaks ties: the earlier report, then the id, then the place.
func (b *Bot) byDate(x, y *candidate) int {
	ax, ay := b.coverage.Articles[x.sentence.Article], b.coverage.Articles[y.sentence.Article]
	return cmp.Or(ax.Date().Compare(ay.Date()), cmp.Compare(ax.ID, ay.ID), cmp.Compare(x.sentence.Span.Start, y.sentence.Span.Start))
}

// reply decides, and writes what is to be said. A question of two parts of which
// one is answered is answered, with a word on the other.
func (b *Bot) reply(f found) Reply {
	d, parts := decide(f), f.parts
	if said, ok := f.spoken(); ok && d != answer {
		f, d = said, answer
	}
	for i := 0; d != answer && i < len(parts); i++ {
		if parts[i].of == nil && decide(parts[i].found) == answer {
			f, d = parts[i].found, answer
			f.parts = parts
		}
	}
	r := Reply{Mode: Extractive, Coverage: b.scope}
	switch d {
	case answer:
		r = b.answered(f)
	case unsure:
		r.Reason, r.Why, r.Closest = Unsure, f.why(false), b.closest(f, maxClosest)
	default:
		r.Reason, r.Why, r.Closest = NotCovered, f.why(true), b.closest(f, 1)
	}
	r.Score = f.score()
	return r
}

func (b *Bot) answered(f found) Reply {
	r := Reply{Answered: true, Mode: Extractive, Coverage: b.scope}
	chosen := b.choose(f)
	for i, c := range chosen {
		r.Citations = append(r.Citations, b.cite(c, i+1))
	}
	r.Points = b.points(chosen)
	r.Missing = b.missing(f, chosen)
	return r
}
