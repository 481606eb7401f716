package bot

import (
	"cmp"
	"slices"

	"cuttings/corpus"
)

// maxMaterial is the most sentences that a language model is given for an answer.
const maxMaterial = 12

// A materialList is what a model writes from: sentences in the order of their
// numbers, which count from 1.
type materialList struct {
	b   *Bot
	ids []int
}

// material chooses what the model writes from: the sentences chosen, those beside
// them, and the best others, in the order of their reports and without reprints.
func (b *Bot) material(chosen []int, f found) materialList {
	ids := slices.Clone(chosen)
	add := func(id int) {
		if len(ids) < maxMaterial && !b.coverage.Sentences[id].Heading && !slices.ContainsFunc(ids, func(o int) bool { return o == id || b.reprints(o, id) }) {
			ids = append(ids, id)
		}
	}
	for _, id := range chosen {
		article := b.coverage.Sentences[id].Article
		for _, n := range []int{id - 1, id + 1} {
			if n >= b.reports.First(article) && n < b.reports.First(article+1) {
				add(n)
			}
		}
	}
	for _, c := range f.candidates {
		if f.candidates[0].score-c.score > marginSide {
			break
		}
		add(c.Sentence)
	}
	return b.inOrder(ids)
}

// inOrder puts sentences in the order of their reports, the earliest first.
func (b *Bot) inOrder(ids []int) materialList {
	slices.SortFunc(ids, func(x, y int) int {
		ax, ay := b.coverage.Sentences[x].Article, b.coverage.Sentences[y].Article
		return cmp.Or(b.coverage.Articles[ax].Date().Compare(b.coverage.Articles[ay].Date()), cmp.Compare(ax, ay), cmp.Compare(x, y))
	})
	return materialList{b, ids}
}

// materials are the sentences by report.
func (m materialList) materials() []Material {
	var out []Material
	last := -1
	for _, id := range m.ids {
		s := m.b.coverage.Sentences[id]
		if s.Article != last {
			a := m.b.coverage.Articles[s.Article]
			heading := cmp.Or(a.Outlet, a.ID)
			if d := a.Date(); !d.IsZero() {
				heading += ", " + day(d)
			}
			out = append(out, Material{Heading: heading})
			last = s.Article
		}
		at := &out[len(out)-1]
		at.Sentences = append(at.Sentences, s.Text)
		at.Spans = append(at.Spans, s.Span)
	}
	return out
}

// sentences are those with the given numbers; others are passed over.
func (m materialList) sentences(numbers []int) []int {
	var out []int
	for _, n := range numbers {
		if n >= 1 && n <= len(m.ids) && !slices.Contains(out, m.ids[n-1]) {
			out = append(out, m.ids[n-1])
		}
	}
	return out
}

// cited are the sentences that citations quote.
func (b *Bot) cited(cs []Citation) []int {
	var out []int
	for _, c := range cs {
		if id := b.sentenceOf(c); id >= 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// sentenceOf is the sentence in which a citation lies, or -1.
func (b *Bot) sentenceOf(c Citation) int {
	article := slices.IndexFunc(b.coverage.Articles, func(a corpus.Article) bool { return a.ID == c.Article })
	if article < 0 {
		return -1
	}
	for id := b.reports.First(article); id < b.reports.First(article+1); id++ {
		if b.coverage.Sentences[id].Span.Contains(c.Span) {
			return id
		}
	}
	return -1
}
