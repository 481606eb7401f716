// Package bot is what the bot says: an answer made of word-for-word sentences
// of the coverage with their places, or a refusal that says why.
//
// [Bot.Answer] is the way of a question: it reads what is asked, has
// [retrieval.Searcher] find sentences, weighs them, decides whether they answer,
// and chooses and groups those to quote into a [Reply]. A Reply is plain data;
// the faces (terminal, JSON, Slack) only render it.
//
// [Read] tells a question from a wish for a summary, the sources or help;
// [Bot.Continue] answers with what was said before in mind; [Bot.Summary],
// [Bot.News] and [Bot.Sources] say what the coverage holds, and [Bot.Suggest] what
// to ask of it. What a language model writes of it ([Bot.WithPhraser]) and what anybody
// says ([Bot.Check]) is held against the coverage by a [claim.Checker]; who speaks in it
// is known by [voice.Reports].
package bot

import (
	"context"
	"strings"
	"time"

	"cuttings/bot/claim"
	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// A Searcher finds sentences; [retrieval.Searcher] is one.
type Searcher interface {
	Search(ctx context.Context, question string) (retrieval.Result, error)
	// Searched is the coverage that is searched.
	Searched() *retrieval.Coverage
	// Similarity is the cosine of two sentences of the coverage.
	Similarity(a, b int) float64
}

// A Bot answers over one coverage. Any number of goroutines may use it at once.
type Bot struct {
	search   Searcher
	now      func() time.Time
	coverage *retrieval.Coverage
	scope    Coverage
	// reports say who speaks in the sentences.
	reports *voice.Reports
	phraser Phraser // nil: nothing is written by a model
	claims  *claim.Checker
}

// New returns a Bot. The judges serve the check of claims; the clock times the steps,
// and says which days a text means by "yesterday".
func New(search Searcher, judges claim.Judges, now func() time.Time) *Bot {
	b := &Bot{search: search, now: now, coverage: search.Searched()}
	b.scope = scopeOf(b.coverage.Articles)
	b.reports = voice.New(b.coverage)
	b.claims = claim.New(b.reports, judges)
	return b
}

// Coverage says what is searched.
func (b *Bot) Coverage() Coverage { return b.scope }

func scopeOf(articles []corpus.Article) Coverage {
	c := Coverage{Articles: len(articles)}
	for _, a := range articles {
		d := a.Date()
		if d.IsZero() {
			continue
		}
		if c.From.IsZero() || d.Before(c.From) {
			c.From = d
		}
		if d.After(c.To) {
			c.To = d
		}
	}
	return c
}

// candidates are the hits of a search with what code knows of them.
func (b *Bot) candidates(hits []retrieval.Hit) []*candidate {
	out := make([]*candidate, len(hits))
	for i, h := range hits {
		s := b.coverage.Sentences[h.Sentence]
		out[i] = &candidate{Hit: h, sentence: s, span: b.whole(h.Sentence), voice: b.reports.Of(h.Sentence)}
	}
	return out
}

// around is the folded text of a sentence and of the two on either side.
func (b *Bot) around(id int) string {
	article := b.coverage.Sentences[id].Article
	var parts []string
	for i := max(b.reports.First(article), id-2); i < min(b.reports.First(article+1), id+3); i++ {
		parts = append(parts, b.coverage.Sentences[i].Text)
	}
	return retrieval.Fold(strings.Join(parts, " "))
}
