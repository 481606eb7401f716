package claim

import (
	"testing"

	"cuttings/bot/bottest"
	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// over makes a Checker over articles, with the models in the binary.
func over(t testing.TB, articles []corpus.Article) *Checker {
	t.Helper()
	p, err := bottest.Parser()
	if err != nil {
		t.Fatal(err)
	}
	r, err := bottest.Reader()
	if err != nil {
		t.Fatal(err)
	}
	return New(voice.New(retrieval.NewCoverage(articles)), Judges{p, r})
}

// overBundled makes a Checker over the bundled articles.
func overBundled(t testing.TB) *Checker {
	t.Helper()
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return over(t, articles)
}

// id is the number of the first sentence that begins so.
func (k *Checker) id(t testing.TB, begins string) int {
	t.Helper()
	return bottest.Sentence(t, k.coverage, "", begins)
}
