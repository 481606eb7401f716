package bot

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A Summary is the main points of the coverage, or of what it says on a topic.
type Summary struct {
	// Topic is what was asked for; empty for the whole coverage.
	Topic string
	// Points are in order: what most reports carry first. None: the coverage
	// says nothing on the topic.
	Points   []SummaryPoint
	Coverage Coverage
}

// A SummaryPoint is one statement, word for word: the first citation is the one
// to show, the others carry the same in other reports.
type SummaryPoint struct {
	Citations []Citation
}

// Two sentences carry the same point when the cosine of their vectors is at
// least carriesCosine and that of their words at least carriesWords; either
// alone takes sentences about the same people for the same statement. From
// carriesRepeat on, one of two points is dropped as a repetition.
const (
	carriesCosine = 0.86
	carriesWords  = 0.33
	carriesRepeat = 0.25
)

// maxSummed bounds the sentences compared with each other. Of a larger coverage
// the first sentences of each report are taken: news says the main thing first.
const maxSummed = 2000

// minPointWords is the least number of words of a sentence that makes a point.
const minPointWords = 6

// Summary gives at most n main points: of the whole coverage, or, with a topic,
// of the sentences that speak of it. A point is a sentence that many reports
// carry; of these the most central is quoted.
func (b *Bot) Summary(ctx context.Context, topic string, n int) (Summary, error) {
	out := Summary{Topic: topic, Coverage: b.scope}
	ids, err := b.onTopic(ctx, topic)
	if err != nil {
		return Summary{}, fmt.Errorf("summing up: %w", err)
	}
	all := b.carried(ids)
	number := 0
	var said []int
	for _, p := range all {
		if len(out.Points) == n {
			break
		}
		if !b.standsAlone(p.lead) || slices.ContainsFunc(said, func(s int) bool { return b.repeats(s, p) }) {
			continue
		}
		said = append(said, p.lead)
		said = append(said, p.others...)
		var point SummaryPoint
		for _, id := range append([]int{p.lead}, p.others...) {
			number++
			s := b.coverage.Sentences[id]
			point.Citations = append(point.Citations, b.citation(s.Article, s.Passage, s.Span, nil, number))
		}
		out.Points = append(out.Points, point)
	}
	return out, nil
}

// onTopic are the sentences that can make a point: all statements of the
// coverage, or those in whose neighbourhood most of the topic's words stand.
func (b *Bot) onTopic(ctx context.Context, topic string) ([]int, error) {
	var ids []int
	if strings.TrimSpace(topic) == "" {
		each := max(1, maxSummed/max(1, b.scope.Articles))
		taken := map[int]int{}
		for id, s := range b.coverage.Sentences {
			if b.statement(id) && taken[s.Article] < each && len(ids) < maxSummed {
				taken[s.Article]++
				ids = append(ids, id)
			}
		}
		return ids, nil
	}
	res, err := b.search.Search(ctx, topic)
	if err != nil {
		return nil, err
	}
	wanted := contentWords(res.Question)
	for _, h := range res.Hits {
		words := strings.FieldsFunc(b.around(h.Sentence), notWord)
		found := 0
		for _, w := range wanted {
			if holds(words, w) {
				found++
			}
		}
		if b.statement(h.Sentence) && len(wanted) > 0 && 2*found > len(wanted) {
			ids = append(ids, h.Sentence)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// statement reports whether a sentence can stand as a point.
func (b *Bot) statement(id int) bool {
	s := b.coverage.Sentences[id]
	return !s.Heading && len(strings.Fields(s.Text)) >= minPointWords && !strings.Contains(s.Text, "?")
}

// leaning is the beginning of a sentence that needs the one before it.
var leaning = regexp.MustCompile(`^\W*(?:That|This|These|Those|He|She|They|It|His|Her|Their|Its|Otherwise|However|Furthermore|Moreover|But|And|So|Also|In addition|In turn|At the same time|On the other hand|Meanwhile|Then|There|Here|Such|Both|We|I|Our|My|You)\b`)

// standsAlone reports whether a sentence can be read without the one before it.
func (b *Bot) standsAlone(id int) bool {
	return !leaning.MatchString(b.coverage.Sentences[id].Text)
}

// repeats reports whether a point says what a sentence already shown says.
func (b *Bot) repeats(shown int, p carriedPoint) bool {
	_, words := b.sharedWords(shown, p.lead)
	return words >= carriesRepeat || slices.Contains(p.others, shown)
}

// A carriedPoint is a sentence and those of other reports that carry the same.
type carriedPoint struct {
	lead    int
	others  []int
	central float64 // mean cosine to the others, or to everything if there are none
}

// carried finds for each sentence who else carries it, most carried first, then
// the most central, then by place.
func (b *Bot) carried(ids []int) []carriedPoint {
	out := make([]carriedPoint, 0, len(ids))
	for _, x := range ids {
		p := carriedPoint{lead: x}
		best := map[int]int{} // by article
		var sum float64
		for _, y := range ids {
			ax, ay := b.coverage.Sentences[x].Article, b.coverage.Sentences[y].Article
			if ax == ay {
				continue
			}
			cosine := b.search.Similarity(x, y)
			sum += cosine
			if cosine < carriesCosine || !b.carries(x, y) {
				continue
			}
			if z, ok := best[ay]; !ok || b.search.Similarity(x, z) < cosine {
				best[ay] = y
			}
		}
		for _, y := range best {
			p.others = append(p.others, y)
		}
		slices.Sort(p.others)
		for _, y := range p.others {
			p.central += b.search.Similarity(x, y) / float64(len(p.others))
		}
		if len(p.others) == 0 {
			p.central = sum / float64(len(ids))
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(p, q carriedPoint) int {
		return cmp.Or(cmp.Compare(len(q.others), len(p.others)), cmp.Compare(q.central, p.central), cmp.Compare(p.lead, q.lead))
	})
	return out
}

// carries reports whether two sentences of like vectors make the same statement:
// they share enough words or a quoted phrase, their figures agree, and neither
// puts into one government's mouth what the other puts into another's.
func (b *Bot) carries(x, y int) bool {
	tx, ty := b.coverage.Sentences[x].Text, b.coverage.Sentences[y].Text
	if !agree(figures(tx), figures(ty), func(x, y string) bool { return x == y }) {
		return false
	}
	if cx, cy := campOf(b.voice(x).source), campOf(b.voice(y).source); cx != "" && cy != "" && cx != cy {
		return false
	}
	if q := quotedIn(tx); len(q) > 0 && len(quotedIn(ty)) > 0 && agree(q, quotedIn(ty), eitherContains) {
		return true
	}
	_, words := b.sharedWords(x, y)
	return words >= carriesWords
}

// sharedWords is how alike the words of two sentences are, in [0, 1].
func (b *Bot) sharedWords(x, y int) (within, both float64) {
	return b.vocabulary().shared(contentWords(b.coverage.Sentences[x].Text), contentWords(b.coverage.Sentences[y].Text))
}
