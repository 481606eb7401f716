package bot_test

import (
	"testing"

	"cuttings/bot"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// BenchmarkAnswer is a whole answer over the bundled articles, search and
// reading included.
func BenchmarkAnswer(b *testing.B) {
	articles, err := corpus.Bundled()
	if err != nil {
		b.Fatal(err)
	}
	search := newSearcher(b, retrieval.NewCoverage(articles))
	answers := bot.New(search, bot.BundledJudges(b), noTime)
	for b.Loop() {
		if _, err := answers.Answer(b.Context(), "What did Ushakov say about sanctions?"); err != nil {
			b.Fatal(err)
		}
	}
}
