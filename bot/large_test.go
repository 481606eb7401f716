package bot

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
)

// BenchmarkStart is what a Bot over 10,000 reports takes before its first answer
// and for it, the search aside.
func BenchmarkStart(b *testing.B) {
	articles := slices.Repeat(bottest.Articles(b, "The dam burst on Monday, said Jane Doe of the Water Board. "+
		"It had rained for days in the valley. The river rose by two metres.\n\n"+
		"“It will take weeks,” she told reporters in Geneva on Sunday. Schools stay closed."), 10_000)
	for i := range articles {
		articles[i].ID = fmt.Sprint(i)
		articles[i].Published = time.Date(2000, 1, i, 0, 0, 0, 0, time.UTC)
	}
	d := &searcherDouble{coverage: retrieval.NewCoverage(articles)}
	for id := 0; id < len(d.coverage.Sentences); id += len(d.coverage.Sentences) / 30 {
		d.hits = append(d.hits, retrieval.Hit{Sentence: id, LogOdds: likely})
	}
	for b.Loop() {
		if _, err := New(d, BundledJudges(b), noTime).Answer(b.Context(), "What did Jane Doe say about the dam?"); err != nil {
			b.Fatal(err)
		}
	}
}
