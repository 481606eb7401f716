package bot

import (
	"context"
	"testing"
	"time"

	"cuttings/bot/bottest"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// A searcherDouble stands for a search: it finds the sentences that its test
// gives it, whatever is asked.
type searcherDouble struct {
	coverage *retrieval.Coverage
	hits     []retrieval.Hit
	signals  retrieval.Signals
	err      error
	// alike are pairs of sentences of which the cosine is 1; of others it is 0.
	alike map[[2]int]bool
}

func (d *searcherDouble) Search(_ context.Context, question string) (retrieval.Result, error) {
	return retrieval.Result{Hits: d.hits, Question: question, Words: retrieval.Words(question), Signals: d.signals}, d.err
}

func (d *searcherDouble) Searched() *retrieval.Coverage { return d.coverage }

func (d *searcherDouble) Similarity(a, b int) float64 {
	if a == b || d.alike[[2]int{a, b}] || d.alike[[2]int{b, a}] {
		return 1
	}
	return 0
}

func noTime() time.Time { return time.Time{} }

// over makes a Bot over articles, whose search finds what the test says.
func over(t testing.TB, articles []corpus.Article) (*Bot, *searcherDouble) {
	t.Helper()
	d := &searcherDouble{coverage: retrieval.NewCoverage(articles), alike: map[[2]int]bool{}}
	d.signals.Cosine = .85 // as of a window that fits
	return New(d, BundledJudges(t), noTime), d
}

// overBundled makes a Bot over the bundled articles that finds nothing.
func overBundled(t testing.TB) (*Bot, *searcherDouble) {
	t.Helper()
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return over(t, articles)
}

// finds makes the search find sentences that begin with the given words, each
// with its log-odds.
func (d *searcherDouble) finds(t testing.TB, hits ...hit) {
	t.Helper()
	d.hits = nil
	for _, h := range hits {
		d.hits = append(d.hits, retrieval.Hit{Sentence: d.id(t, h.begins), LogOdds: h.odds, Retrieval: 1})
	}
}

type hit struct {
	begins string
	odds   float64
}

func (d *searcherDouble) id(t testing.TB, begins string) int {
	t.Helper()
	return bottest.Sentence(t, d.coverage, "", begins)
}
