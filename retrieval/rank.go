package retrieval

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"cuttings/retrieval/embedding"
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

// The numbers of the ranking. They were chosen on the developer sets; their
// scores stand in testdata/scores.txt, those of others in testdata/sweep.txt.
const (
	// candidates is how many texts each of the two rankings contributes.
	candidates = 200
	// vectorWeight is the share of the vectors in the fused score, the rest is BM25's.
	vectorWeight = 0.7
	// reranked is how many texts MaxSim looks at, with maxSimWeight as its share.
	reranked     = 20
	maxSimWeight = 0.25
)

// A Ranker ranks texts for a question: by vectors and by words, the two added
// up, the best reranked by MaxSim. Any number of goroutines may use it at once.
type Ranker struct {
	// Index holds Texts, with the vectors that Model gives them.
	Texts []string
	Index Index
	Model *embedding.Model
	// Keep has the token vectors of each text that was reranked kept for later
	// questions: 1.5 kB a token.
	Keep bool

	mu   sync.Mutex
	kept map[int][][]float32 // by text
}

// A Ranking is what a [Ranker] makes of one question.
type Ranking struct {
	// Top are the reranked texts, best first, scored in [0, 1]; Rest are the
	// others that either search found, best first.
	Top, Rest []Match
	// Vectors and Words are the two searches by themselves: cosine and BM25.
	Vectors, Words []Match
}

// Rank ranks the texts for a question whose words are given.
func (r *Ranker) Rank(ctx context.Context, question string, words []Word) (Ranking, error) {
	query, err := r.Model.Query(ctx, question)
	if err != nil {
		return Ranking{}, fmt.Errorf("embedding the question: %w", err)
	}
	var out Ranking
	if out.Vectors, err = r.Index.Nearest(ctx, query.Vector, candidates); err != nil {
		return Ranking{}, fmt.Errorf("searching by vector: %w", err)
	}
	if terms := lexicalTerms(words); len(terms) > 0 {
		if out.Words, err = r.Index.Lexical(ctx, terms, candidates); err != nil {
			return Ranking{}, fmt.Errorf("searching by words: %w", err)
		}
	}
	fused := fuse(out.Vectors, out.Words, vectorWeight)
	n := min(reranked, len(fused))
	if out.Top, err = r.rerank(ctx, query, fused[:n]); err != nil {
		return Ranking{}, fmt.Errorf("reranking: %w", err)
	}
	out.Rest = fused[n:]
	return out, nil
}

// lexicalTerms are what BM25 looks for: all words but those that make a question
// of it. Words without content weigh little but help: on XQuAD in English BM25
// alone finds .894 first with them, .885 without, and .887 with all words.
func lexicalTerms(words []Word) []string {
	var out []string
	for _, w := range words {
		if !interrogative[Fold(w.Text)] {
			out = append(out, w.spellings()...)
		}
	}
	return out
}

var interrogative = setOf("what who whom whose which when where why how did do does")

// IDs is Rank for those who want only the indexes of at most k texts, best first.
func (r *Ranker) IDs(ctx context.Context, question string, k int) ([]int, error) {
	found, err := r.Rank(ctx, question, Words(question))
	if err != nil {
		return nil, err
	}
	var ids []int
	for _, m := range slices.Concat(found.Top, found.Rest) {
		ids = append(ids, m.ID)
	}
	return ids[:min(k, len(ids))], nil
}

// rerank scores the best texts anew: fused score and MaxSim, both scaled.
func (r *Ranker) rerank(ctx context.Context, query embedding.Embedding, fused []Match) ([]Match, error) {
	passages, err := r.tokenVectors(ctx, fused)
	if err != nil {
		return nil, err
	}
	sims := make([]Match, len(fused))
	for i, p := range passages {
		sims[i] = Match{fused[i].ID, maxSim(query.TokenVectors, p)}
	}
	return fuse(fused, sims, 1-maxSimWeight), nil
}

// tokenVectors returns those of the texts of the matches.
func (r *Ranker) tokenVectors(ctx context.Context, matches []Match) ([][][]float32, error) {
	vectors := make([][][]float32, len(matches))
	var missing []int // indexes in matches
	var texts []string
	r.mu.Lock()
	for i, m := range matches {
		if vectors[i] = r.kept[m.ID]; vectors[i] == nil {
			missing, texts = append(missing, i), append(texts, r.Texts[m.ID])
		}
	}
	r.mu.Unlock()
	made, err := r.Model.PassageTokens(ctx, texts, nil)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, e := range made {
		vectors[missing[i]] = e.TokenVectors
		if r.Keep {
			if r.kept == nil {
				r.kept = map[int][][]float32{}
			}
			r.kept[matches[missing[i]].ID] = e.TokenVectors
		}
	}
	return vectors, nil
}
