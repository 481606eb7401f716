package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/corpus"
	"cuttings/retrieval"
)

// How far below the best score a sentence may lie and still be quoted, in
// log-odds: for a question with one answer, with several, and for the best
// sentence of a side that the question wants heard.
const (
	marginOne     = 2.0
	marginSeveral = 3.5
	marginSide    = 6.0
)

// choose picks the sentences to quote, best first: the best, one for each side
// that the question wants heard, and those that answer nearly as well. It keeps
// to MaxCitations and MaxQuoted.
func (f found) choose() []*candidate {
	q, all := f.question, f.candidates
	var out []*candidate
	room := MaxQuoted
	add := func(c *candidate) {
		if len(out) == MaxCitations || slices.Contains(out, c) || repeats(out, c) {
			return
		}
		if len(out) == 0 {
			c.shorten(MaxQuoted)
		}
		if c.span.Len() <= room {
			out = append(out, c)
			room -= c.span.Len()
		}
	}
	best := all[0].score
	add(all[0])
	for _, side := range q.heard(all) {
		for _, c := range all {
			if c.score >= best-marginSide && side(c) {
				add(c)
				break
			}
		}
	}
	margin := marginOne
	if q.several || q.sides {
		margin = marginSeveral
	}
	for _, c := range all[1:] {
		if c.score >= best-margin {
			add(c)
		}
	}
	return out
}

// heard are the sides that a question wants heard, as tests of a sentence.
func (q question) heard(all []*candidate) []func(*candidate) bool {
	var sides []func(*candidate) bool
	if q.sides || q.coordinated() {
		for _, n := range q.names {
			sides = append(sides, func(c *candidate) bool { return c.voice.has(n) || mentions(c, n) })
		}
	}
	if q.sides || q.kind == kindYesNo {
		seen := map[string]bool{}
		for _, c := range all {
			camp := campOf(c.voice.source)
			if camp != "" && !seen[camp] {
				seen[camp] = true
				if q.sides || c.score >= all[0].score-marginSeveral {
					sides = append(sides, func(c *candidate) bool { return campOf(c.voice.source) == camp })
				}
			}
		}
	}
	if q.sides && len(q.names) == 0 {
		seen := map[int]bool{}
		for _, c := range all {
			if !seen[c.sentence.Article] {
				seen[c.sentence.Article] = true
				sides = append(sides, func(o *candidate) bool { return o.sentence.Article == c.sentence.Article })
			}
		}
	}
	return sides
}

// coordinated reports whether the question joins two names or things by "and".
func (q question) coordinated() bool {
	return len(q.names) > 1 && strings.Contains(retrieval.Fold(q.text), " and ")
}

func mentions(c *candidate, n name) bool {
	return holds(strings.FieldsFunc(retrieval.Fold(c.sentence.Text), notWord), n.last())
}

// repeats reports whether a sentence of the same words is among those chosen.
func repeats(chosen []*candidate, c *candidate) bool {
	text := retrieval.Fold(c.sentence.Text)
	return slices.ContainsFunc(chosen, func(o *candidate) bool {
		return o.sentence.Article == c.sentence.Article && retrieval.Fold(o.sentence.Text) == text
	})
}

// shorten cuts the span to quote to at most limit bytes around the answering
// words, at spaces.
func (c *candidate) shorten(limit int) {
	if c.span.Len() <= limit {
		return
	}
	text, base := c.sentence.Text, c.sentence.Span.Start
	mid := len(text) / 2
	if len(c.Words) > 0 {
		mid = (c.Words[0].Start+c.Words[len(c.Words)-1].End)/2 - base
	}
	start := max(0, min(mid-limit/2, len(text)-limit))
	end := min(len(text), start+limit)
	if start > 0 {
		if i := strings.IndexByte(text[start:end], ' '); i >= 0 {
			start += i + 1
		}
	}
	if end < len(text) {
		if i := strings.LastIndexByte(text[start:end], ' '); i > 0 {
			end = start + i
		}
	}
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && end > start && !utf8.RuneStart(text[end]) {
		end--
	}
	c.span = corpus.Span{Start: base + start, End: base + end}
}
