// Package retrieval finds the sentences of a coverage that answer a question.
//
// A [Searcher] ranks windows of sentences by vectors and by words (BM25), adds
// the two up, reranks the best by MaxSim, weighs in how much of the question
// the whole article holds, and has a reader judge the sentences around the best:
// [Searcher.Search] returns sentences with the log-odds that they answer, and what
// a decision to refuse needs to know.
package retrieval

import (
	"context"
	"fmt"
	"math"
	"time"

	"cuttings/corpus"
	"cuttings/retrieval/embedding"
	"cuttings/retrieval/reader"
)

// A Searcher searches one coverage. Any number of goroutines may use it at once.
type Searcher struct {
	Parts
	ranker *Ranker
}

// Parts are what a Searcher is made of; all but Embed are needed.
type Parts struct {
	Coverage *Coverage
	// Vectors are the Model's of [Coverage.Windows]. Index holds those texts with
	// Vectors, or with those that go with Embed.
	Vectors [][]float32
	Index   Index
	Model   *embedding.Model
	// Embed, if not nil, gives questions the vectors by which Index is searched:
	// another model's finds, and Model reranks, compares and says how well the
	// coverage fits, since its numbers are what all thresholds were chosen for.
	Embed  func(ctx context.Context, question string) ([]float32, error)
	Reader *reader.Reader
	// Author, if not nil, is the name of whose words a sentence is where it names nobody:
	// the maker of a statement; empty where that isn't known. The reader is told.
	Author func(sentence int) string
	// Now times the steps; nothing else depends on it.
	Now func() time.Time
}

// New returns a Searcher.
func New(parts Parts) *Searcher {
	return &Searcher{parts, &Ranker{
		Texts: parts.Coverage.windowSentences(),
		Index: parts.Index,
		Model: parts.Model,
		Embed: parts.Embed,
	}}
}

// Searched is the coverage that is searched.
func (s *Searcher) Searched() *Coverage { return s.Coverage }

// Similarity is the cosine of two sentences of the coverage.
func (s *Searcher) Similarity(a, b int) float64 {
	return float64(dot(s.Vectors[s.Coverage.alone[a]], s.Vectors[s.Coverage.alone[b]]))
}

// A Hit is a sentence that may answer.
type Hit struct {
	Sentence int // index in Coverage.Sentences
	// LogOdds is the reader's: that the sentence answers, against "no answer here".
	LogOdds float64
	// Retrieval is the score of search and rerank, in [0, 1.5].
	Retrieval float64
	// Lacks is how much less of the question's words, weighed by rarity, its article holds
	// than the article that holds most of them; in [0, 1].
	Lacks float64
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
	// Cosine of the question and the best window, by the bundled model.
	Cosine float64
	// Foreign says that the question is in a language that the models don't know:
	// what was found was found by words alone, and log-odds mean nothing.
	Foreign bool
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
	found, err := s.ranker.Rank(ctx, res.Question, res.Words)
	if err != nil {
		return Result{}, err
	}
	res.Signals.Foreign = found.Foreign
	res.Signals.Cosine = s.cosine(found)
	ranked := s.Now()
	res.Searched = ranked.Sub(start)
	if res.Hits, err = s.read(ctx, res.Question, found, s.Coverage.affinity(res.Words)); err != nil {
		return Result{}, fmt.Errorf("reading: %w", err)
	}
	res.Read = s.Now().Sub(ranked)
	return res, nil
}

// cosine is that of the question and the nearest window found.
func (s *Searcher) cosine(found Ranking) float64 {
	switch {
	case len(found.Vectors) == 0:
		return 0
	case s.Embed == nil:
		return found.Vectors[0].Score
	}
	best := math.Inf(-1)
	for _, m := range found.Vectors {
		best = max(best, float64(dot(found.query, s.Vectors[m.ID])))
	}
	return best
}
