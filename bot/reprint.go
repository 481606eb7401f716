package bot

import (
	"slices"

	"cuttings/retrieval"
)

// reprints reports whether two sentences are one and the same: in the same words, in one
// article or in two of which one reprints the other. Reports that merely quote the same
// words are two.
func (b *Bot) reprints(x, y int) bool {
	sx, sy := b.coverage.Sentences[x], b.coverage.Sentences[y]
	return retrieval.Fold(sx.Text) == retrieval.Fold(sy.Text) && (sx.Article == sy.Article || b.copied(sx.Article, sy.Article))
}

// copied reports whether two articles have one text, or most sentences of one, and not one
// only, stand in the other.
func (b *Bot) copied(x, y int) bool {
	if b.coverage.Articles[x].Version == b.coverage.Articles[y].Version {
		return true
	}
	x1, y1 := b.reports.Sentences(x), b.reports.Sentences(y)
	if len(x1) > len(y1) {
		x1, y1 = y1, x1
	}
	known, both := map[string]bool{}, 0
	for _, s := range y1 {
		known[retrieval.Fold(s.Text)] = true
	}
	for _, s := range x1 {
		if known[retrieval.Fold(s.Text)] {
			both++
		}
	}
	return both > 1 && 2*both > len(x1)
}

// withoutReprints leaves out of some sentences, whose order stays, each that reprints one of
// an earlier report, so that none counts twice.
func (b *Bot) withoutReprints(ids []int) []int {
	byDay := slices.Clone(ids)
	slices.SortStableFunc(byDay, func(x, y int) int {
		ax, ay := b.coverage.Articles[b.coverage.Sentences[x].Article], b.coverage.Articles[b.coverage.Sentences[y].Article]
		return ax.Date().Compare(ay.Date())
	})
	kept := map[int]bool{}
	known := map[string][]int{}
	for _, id := range byDay {
		text := retrieval.Fold(b.coverage.Sentences[id].Text)
		if !slices.ContainsFunc(known[text], func(o int) bool { return b.reprints(id, o) }) {
			known[text] = append(known[text], id)
			kept[id] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id int) bool { return !kept[id] })
}
