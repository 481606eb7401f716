// Package retrieval finds the sentences of a coverage that answer a question.
//
// A [Searcher] ranks windows of sentences by vectors and by words (BM25), adds
// the two up, reranks the best by MaxSim, and has a reader judge the sentences
// around them: [Searcher.Search] returns sentences with the log-odds that they
// answer, and what a decision to refuse needs to know.
package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"cuttings/corpus"
	"cuttings/retrieval/embedding"
	"cuttings/retrieval/reader"
)

// An Index holds the texts of [Coverage.Windows] by position. Both searches
// return at most k matches, best first, equal scores by ID.
type Index interface {
	// Nearest scores by cosine.
	Nearest(ctx context.Context, vector []float32, k int) ([]Match, error)
	// Lexical scores by BM25 those texts that hold any of the words, stemmed.
	Lexical(ctx context.Context, words []string, k int) ([]Match, error)
	// DocFreq says in how many texts each word occurs, stemmed.
	DocFreq(ctx context.Context, words []string) ([]int, error)
	// Similar returns the word of the texts that a word may be a misspelling of.
	Similar(ctx context.Context, word string) (string, bool, error)
}

// A Searcher searches one coverage. Any number of goroutines may use it at once.
type Searcher struct{ Parts }

// Parts are what a Searcher is made of; all are needed.
type Parts struct {
	Coverage *Coverage
	// Vectors are the model's of [Coverage.Windows], and Index holds those texts.
	Vectors [][]float32
	Index   Index
	Model   *embedding.Model
	Reader  *reader.Reader
	// Now times the steps; nothing else depends on it.
	Now func() time.Time
}

// New returns a Searcher.
func New(parts Parts) *Searcher { return &Searcher{parts} }

// Searched is the coverage that is searched.
func (s *Searcher) Searched() *Coverage { return s.Coverage }

// Similarity is the cosine of two sentences of the coverage.
func (s *Searcher) Similarity(a, b int) float64 {
	return float64(dot(s.Vectors[s.Coverage.alone[a]], s.Vectors[s.Coverage.alone[b]]))
}

// The numbers of the pipeline. They were chosen on the developer sets; the
// scores stand in testdata/scores.txt.
const (
	// candidates is how many windows each of the two rankings contributes.
	candidates = 200
	// vectorWeight is the share of the vectors in the fused score, the rest is BM25's.
	vectorWeight = 0.7
	// reranked is how many windows MaxSim looks at, with maxSimWeight as its share.
	reranked     = 20
	maxSimWeight = 0.25
	// readWindows is how many windows the reader reads, of readSize sentences each.
	readWindows = 10
	readSize    = 3
)

// shorter is what a sentence gets of the score of a window of 1, 2 or 3
// sentences that holds it: the longer the window, the less it says of one sentence.
var shorter = [...]float64{1, .85, .75}

// A Hit is a sentence that may answer.
type Hit struct {
	Sentence int // index in Coverage.Sentences
	// LogOdds is the reader's: that the sentence answers, against "no answer here".
	LogOdds float64
	// Retrieval is the score of search and rerank, in [0, 1.5].
	Retrieval float64
	// Words are the answering words, as places in the article.
	Words []corpus.Span
	// Ranks of the best window that holds the sentence, from 1; 0 where a method didn't find it.
	VectorRank, LexicalRank int
}

// A Result is what was found, and what there is to know about how well the
// coverage fits the question.
type Result struct {
	// Hits are in order of the sum of LogOdds and Retrieval.
	Hits []Hit
	// Question is the question as it was searched: misspelled words mended.
	Question string
	Words    []Word
	// Signals for the decision whether anything answers.
	Signals Signals
	// Searched and Read are the wall-clock times of finding and reading.
	Searched, Read time.Duration
}

// Signals say how well the coverage fits a question.
type Signals struct {
	// Cosine of the question and the best window.
	Cosine float64
	// Unknown are the content words that the coverage never uses, misspellings
	// mended; of these, Names are written like names.
	Unknown, Names []string
	// Mended are the words that were taken for misspellings, with what for.
	Mended [][2]string
}

// Search ranks the sentences of the coverage for a question.
func (s *Searcher) Search(ctx context.Context, question string) (Result, error) {
	start := s.Now()
	res := Result{Question: question}
	if err := s.mend(ctx, &res); err != nil {
		return Result{}, err
	}
	query, err := s.Model.Query(ctx, res.Question)
	if err != nil {
		return Result{}, fmt.Errorf("embedding the question: %w", err)
	}
	vectors, err := s.Index.Nearest(ctx, query.Vector, candidates)
	if err != nil {
		return Result{}, fmt.Errorf("searching by vector: %w", err)
	}
	var words []Match
	if terms := contentWords(res.Words); len(terms) > 0 {
		if words, err = s.Index.Lexical(ctx, terms, candidates); err != nil {
			return Result{}, fmt.Errorf("searching by words: %w", err)
		}
	}
	fused := fuse(vectors, words, vectorWeight)
	top, err := s.rerank(ctx, query, fused[:min(reranked, len(fused))])
	if err != nil {
		return Result{}, fmt.Errorf("reranking: %w", err)
	}
	if len(vectors) > 0 {
		res.Signals.Cosine = vectors[0].Score
	}
	scores := s.sentenceScores(top, vectors)
	res.Searched = s.Now().Sub(start)

	res.Hits, err = s.read(ctx, res.Question, top, scores)
	if err != nil {
		return Result{}, fmt.Errorf("reading: %w", err)
	}
	s.rank(res.Hits, vectors, words)
	res.Read = s.Now().Sub(start) - res.Searched
	return res, nil
}

// mend replaces words that the coverage never uses by what they may be
// misspellings of, and notes those that remain unknown.
func (s *Searcher) mend(ctx context.Context, res *Result) error {
	words := Words(res.Question)
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	freq, err := s.Index.DocFreq(ctx, texts)
	if err != nil {
		return fmt.Errorf("looking up words: %w", err)
	}
	mended, at := "", 0
	for i, w := range words {
		if !w.Content || freq[i] > 0 {
			continue
		}
		like, ok, err := s.likely(ctx, w)
		if err != nil {
			return fmt.Errorf("looking up words: %w", err)
		}
		if !ok {
			res.Signals.Unknown = append(res.Signals.Unknown, w.Text)
			if w.Capital {
				res.Signals.Names = append(res.Signals.Names, w.Text)
			}
			continue
		}
		res.Signals.Mended = append(res.Signals.Mended, [2]string{w.Text, like})
		mended += res.Question[at:w.Start] + like
		at = w.End
	}
	res.Question = mended + res.Question[at:]
	res.Words = Words(res.Question)
	return nil
}

// likely is the word of the coverage that w may be a misspelling of. A word
// that the model's vocabulary holds whole is taken to be spelt right unless only
// the order of its letters differs, and a name is only mended to a name.
func (s *Searcher) likely(ctx context.Context, w Word) (string, bool, error) {
	like, ok, err := s.Index.Similar(ctx, w.Text)
	if err != nil || !ok {
		return "", false, err
	}
	if len(s.Model.Tokenizer().Encode(w.Text)) < 2 && !sameLetters(Fold(w.Text), like) {
		return "", false, nil
	}
	name, isName := s.Coverage.capitals[like]
	if w.Capital && !isName {
		return "", false, nil
	}
	if isName {
		like = name
	}
	return like, true, nil
}

func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func contentWords(words []Word) []string {
	var out []string
	for _, w := range words {
		if w.Content {
			out = append(out, w.Text)
		}
	}
	return out
}

// rerank scores the best windows anew: fused score and MaxSim, both scaled.
func (s *Searcher) rerank(ctx context.Context, query embedding.Embedding, fused []Match) ([]Match, error) {
	texts := make([]string, len(fused))
	for i, m := range fused {
		texts[i] = s.Coverage.text(s.Coverage.windows[m.ID])
	}
	passages, err := s.Model.PassageTokens(ctx, texts, nil)
	if err != nil {
		return nil, err
	}
	sims := make([]Match, len(fused))
	for i, p := range passages {
		sims[i] = Match{fused[i].ID, maxSim(query.TokenVectors, p.TokenVectors)}
	}
	return fuse(fused, sims, 1-maxSimWeight), nil
}

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
				scores[w.first] += .5 * m.Score
			}
		}
	}
	return scores
}

// read has the reader judge the sentences around the best windows. A sentence
// read in several windows gets the mean of its best and its average log-odds.
func (s *Searcher) read(ctx context.Context, question string, top []Match, scores map[int]float64) ([]Hit, error) {
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
	texts := make([][]string, len(spans))
	for i, w := range spans {
		for _, sen := range s.Coverage.Sentences[w.first:w.last] {
			texts[i] = append(texts[i], sen.Text)
		}
	}
	odds, err := s.Reader.Read(ctx, question, texts)
	if err != nil {
		return nil, err
	}
	type seen struct {
		best, sum float64
		n         int
		words     []corpus.Span
	}
	all := map[int]*seen{}
	for i, w := range spans {
		for j, score := range odds[i] {
			id := w.first + j
			h := all[id]
			if h == nil {
				h = &seen{best: score.LogOdds - 1}
				all[id] = h
			}
			h.sum += score.LogOdds
			h.n++
			if score.LogOdds > h.best {
				h.best = score.LogOdds
				h.words = h.words[:0]
				base := s.Coverage.Sentences[id].Span.Start
				for _, sp := range score.Words {
					h.words = append(h.words, corpus.Span{Start: base + sp.Start, End: base + sp.End})
				}
			}
		}
	}
	hits := make([]Hit, 0, len(all))
	for id, h := range all {
		hits = append(hits, Hit{Sentence: id, LogOdds: (h.best + h.sum/float64(h.n)) / 2, Retrieval: scores[id], Words: h.words})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.LogOdds+b.Retrieval, a.LogOdds+a.Retrieval), cmp.Compare(a.Sentence, b.Sentence))
	})
	return hits, nil
}

// rank notes the rank of the best window of each hit in both rankings.
func (s *Searcher) rank(hits []Hit, vectors, words []Match) {
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
	v, l := best(vectors), best(words)
	for i := range hits {
		hits[i].VectorRank, hits[i].LexicalRank = v[hits[i].Sentence], l[hits[i].Sentence]
	}
}
