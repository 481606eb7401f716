package retrieval

import (
	"cmp"
	"context"
	"slices"

	"cuttings/corpus"
	"cuttings/retrieval/reader"
)

// readWindows is how many windows the reader reads, of readSize sentences each.
// Three sentences put the right one first more often than five (211 to 202 of
// 259 developer questions), and cost less.
const (
	readWindows = 10
	readSize    = 3
)

// What decides which windows are read: their score, if they weren't reranked that
// times unreranked, and articleWeight times the affinity of their article. Of 1,207
// questions on 114 reports 1,164 then have the answer among what is read, 1,141 without;
// weights of .25 to 1 come to 1,160 and more.
const (
	articleWeight = .75
	unreranked    = .5
)

// toWeigh are the windows found, with those scores.
func toWeigh(found Ranking) []Match {
	out := slices.Clone(found.Top)
	for _, m := range found.Rest {
		out = append(out, Match{m.ID, float64(unreranked * m.Score)})
	}
	return out
}

// inContext are the windows in the order of their scores and the affinity of their articles.
func (s *Searcher) inContext(windows []Match, a affinity) []Match {
	out := make([]Match, len(windows))
	for i, m := range windows {
		article := s.Coverage.Sentences[s.Coverage.windows[m.ID].first].Article
		out[i] = Match{m.ID, m.Score + float64(articleWeight*a.of[article])}
	}
	slices.SortFunc(out, byScore)
	return out
}

// shorter is what a sentence gets of the score of a window of 1, 2 or 3
// sentences that holds it: the longer the window, the less it says of one sentence.
var shorter = [...]float64{1, .85, .75}

// sentenceScores gives each sentence of the windows the best of their scores,
// plus half its own cosine, scaled.
func (s *Searcher) sentenceScores(top, vectors []Match) map[int]float64 {
	scores := map[int]float64{}
	for _, m := range top {
		w := s.Coverage.windows[m.ID]
		for i := w.first; i < w.last; i++ {
			scores[i] = max(scores[i], m.Score*shorter[w.last-w.first-1])
		}
	}
	for _, m := range scaled(vectors) {
		if w := s.Coverage.windows[m.ID]; w.last == w.first+1 {
			if _, ok := scores[w.first]; ok {
				scores[w.first] += float64(.5 * m.Score)
			}
		}
	}
	return scores
}

// read has the reader judge the sentences around the best windows. Hits come in
// order of the sum of log-odds and retrieval score.
func (s *Searcher) read(ctx context.Context, question string, found Ranking, a affinity) ([]Hit, error) {
	windows := toWeigh(found)
	spans := s.toRead(s.inContext(windows, a))
	texts, ahead := make([][]string, len(spans)), make([]int, len(spans))
	for i, w := range spans {
		texts[i] = s.before(w)
		ahead[i] = len(texts[i])
		for _, sentence := range s.Coverage.Sentences[w.first:w.last] {
			texts[i] = append(texts[i], sentence.Text)
		}
	}
	scores, err := s.Reader.Read(ctx, question, texts)
	if err != nil {
		return nil, err
	}
	readings := map[int]*reading{}
	for i, w := range spans {
		for j, score := range scores[i][ahead[i]:] {
			id := w.first + j
			if readings[id] == nil {
				readings[id] = &reading{}
			}
			readings[id].add(score)
		}
	}
	retrieved := s.sentenceScores(windows, found.Vectors)
	hits := make([]Hit, 0, len(readings))
	for id, r := range readings {
		sentence := s.Coverage.Sentences[id]
		hits = append(hits, Hit{Sentence: id, LogOdds: r.logOdds(), Retrieval: retrieved[id], Lacks: a.lacks(sentence.Article), Words: r.words(sentence.Span.Start)})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.LogOdds+b.Retrieval, a.LogOdds+a.Retrieval), cmp.Compare(a.Sentence, b.Sentence))
	})
	s.rank(hits, found)
	return hits, nil
}

// before is what the reader is told ahead of a window: the heading of its article, and
// whose words it is where it doesn't say so itself.
func (s *Searcher) before(w window) []string {
	var out []string
	if heading := s.Coverage.ahead(w.first); heading != "" {
		out = append(out, heading)
	}
	if who := s.author(w); who != "" {
		out = append(out, who+" said:")
	}
	return out
}

// author is whose words a window is, by the first of its sentences of which that is known.
func (s *Searcher) author(w window) string {
	if s.Author == nil {
		return ""
	}
	for id := w.first; id < w.last; id++ {
		if who := s.Author(id); who != "" {
			return who
		}
	}
	return ""
}

// toRead are the windows of readSize sentences around the best windows; one that
// lies in another already taken is passed over.
func (s *Searcher) toRead(top []Match) []window {
	var spans []window
	for _, m := range top {
		w := s.Coverage.windows[m.ID]
		if len(spans) == readWindows {
			break
		}
		if !slices.ContainsFunc(spans, func(o window) bool { return o.first <= w.first && w.last <= o.last }) {
			spans = append(spans, s.Coverage.around(w, readSize))
		}
	}
	return spans
}

// A reading is what the reader said of one sentence, in every window that it was
// read in. Windows that were cut before it don't count.
type reading struct {
	best reader.Score
	sum  float64
	n    int
}

func (r *reading) add(score reader.Score) {
	if score.LogOdds == reader.Unread {
		return
	}
	r.sum += score.LogOdds
	r.n++
	if r.n == 1 || score.LogOdds > r.best.LogOdds {
		r.best = score
	}
}

// logOdds is the mean of the best and of the average, or reader.Unread.
func (r *reading) logOdds() float64 {
	if r.n == 0 {
		return reader.Unread
	}
	return (r.best.LogOdds + r.sum/float64(r.n)) / 2
}

// words are the answering words of the best reading, as places in the article.
func (r *reading) words(start int) []corpus.Span {
	out := make([]corpus.Span, len(r.best.Words))
	for i, w := range r.best.Words {
		out[i] = corpus.Span{Start: start + w.Start, End: start + w.End}
	}
	return out
}

// rank notes the rank of the best window of each hit in both rankings.
func (s *Searcher) rank(hits []Hit, found Ranking) {
	best := func(ms []Match) map[int]int {
		ranks := map[int]int{}
		for r, m := range ms {
			w := s.Coverage.windows[m.ID]
			for i := w.first; i < w.last; i++ {
				if ranks[i] == 0 {
					ranks[i] = r + 1
				}
			}
		}
		return ranks
	}
	v, l := best(found.Vectors), best(found.Words)
	for i := range hits {
		hits[i].VectorRank, hits[i].LexicalRank = v[hits[i].Sentence], l[hits[i].Sentence]
	}
}
