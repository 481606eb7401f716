// Package bot is what the bot says: an answer made of word-for-word sentences
// of the coverage with their places, or a refusal that says why.
//
// [Bot.Answer] is the way of a question: it reads what is asked, has
// [retrieval.Searcher] find sentences, weighs them, decides whether they answer,
// and chooses and groups those to quote into a [Reply]. A Reply is plain data;
// the faces (terminal, JSON, Slack) only render it.
package bot

import (
	"context"
	"strings"
	"time"

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
	voices   []attribution  // for each sentence of the coverage
	articles []string       // the folded text of each article
	content  [][]string     // the folded content words of each sentence
	holding  map[string]int // for each of these, how many sentences hold it
	scope    Coverage
}

// New returns a Bot. The clock is only used to time the steps.
func New(search Searcher, now func() time.Time) *Bot {
	b := &Bot{search: search, now: now, coverage: search.Searched()}
	b.scope.Articles = len(b.coverage.Articles)
	for _, a := range b.coverage.Articles {
		b.articles = append(b.articles, retrieval.Fold(a.Text))
		d := a.Date()
		if d.IsZero() {
			continue
		}
		if b.scope.From.IsZero() || d.Before(b.scope.From) {
			b.scope.From = d
		}
		if d.After(b.scope.To) {
			b.scope.To = d
		}
	}
	sentences := b.coverage.Sentences
	b.holding = map[string]int{}
	for _, s := range sentences {
		words := contentWords(s.Text)
		b.content = append(b.content, words)
		for _, w := range words {
			b.holding[w]++
		}
	}
	for first := 0; first < len(sentences); {
		last := first
		for last < len(sentences) && sentences[last].Article == sentences[first].Article {
			last++
		}
		b.voices = append(b.voices, attribute(sentences[first:last])...)
		first = last
	}
	return b
}

// candidates are the hits of a search with what code knows of them.
func (b *Bot) candidates(hits []retrieval.Hit) []*candidate {
	out := make([]*candidate, len(hits))
	for i, h := range hits {
		s := b.coverage.Sentences[h.Sentence]
		out[i] = &candidate{Hit: h, sentence: s, span: s.Span, voice: b.voices[h.Sentence]}
	}
	return out
}

// around is the folded text of a sentence and of the two on either side.
func (b *Bot) around(id int) string {
	all := b.coverage.Sentences
	var parts []string
	for i := max(0, id-2); i < min(len(all), id+3); i++ {
		if all[i].Article == all[id].Article {
			parts = append(parts, all[i].Text)
		}
	}
	return retrieval.Fold(strings.Join(parts, " "))
}
