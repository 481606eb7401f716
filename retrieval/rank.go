package retrieval

import (
	"context"
	"fmt"
	"slices"
	"unicode"

	"cuttings/corpus"
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
	vectorWeight = 0.6
	// reranked is how many texts MaxSim looks at, with maxSimWeight as its share.
	reranked     = 20
	maxSimWeight = 0.5
	// maxPieces is how many pieces the model may need for a word of the question,
	// on average, before its vectors say nothing: e5-small-v2 knows English. It
	// takes about 1.3 for English, 2 for German and 5 for Russian.
	maxPieces = 3.5
)

// A Ranker ranks texts for a question: by vectors and by words, the two added
// up, the best reranked by MaxSim. A question in a language that the model can
// only spell is ranked by words alone. Any number of goroutines may use it at once.
type Ranker struct {
	// Texts are the sentences of each text that Index holds.
	Texts [][]string
	Index Index
	Model *embedding.Model
	// Embed gives questions the vectors to look for, where another model than
	// Model gave those in Index; nil means that Model did.
	Embed func(ctx context.Context, question string) ([]float32, error)
}

// Split cuts each text into its sentences.
func Split(texts []string) [][]string {
	out := make([][]string, len(texts))
	for i, text := range texts {
		for _, s := range corpus.Sentences(text) {
			out[i] = append(out[i], s.Of(text))
		}
	}
	return out
}

// A Ranking is what a [Ranker] makes of one question.
type Ranking struct {
	// Top are the reranked texts, best first, scored in [0, 1]; Rest are the
	// others that either search found, best first.
	Top, Rest []Match
	// Vectors and Words are the two searches by themselves: cosine and BM25.
	Vectors, Words []Match
	// Foreign says that the model doesn't know the question's language.
	Foreign bool

	query []float32 // Model's vector of the question
}

// Rank ranks the texts for a question whose words are given.
func (r *Ranker) Rank(ctx context.Context, question string, words []Word) (Ranking, error) {
	query, err := r.Model.Query(ctx, question)
	if err != nil {
		return Ranking{}, fmt.Errorf("embedding the question: %w", err)
	}
	out := Ranking{query: query.Vector}
	wanted := query.Vector
	if r.Embed != nil {
		if wanted, err = r.Embed(ctx, question); err != nil {
			return Ranking{}, fmt.Errorf("embedding the question: %w", err)
		}
	}
	if out.Vectors, err = r.Index.Nearest(ctx, wanted, candidates); err != nil {
		return Ranking{}, fmt.Errorf("searching by vector: %w", err)
	}
	if terms := lexicalTerms(words); len(terms) > 0 {
		if out.Words, err = r.Index.Lexical(ctx, terms, candidates); err != nil {
			return Ranking{}, fmt.Errorf("searching by words: %w", err)
		}
	}
	if out.Foreign = spelled(words, query.Tokens); out.Foreign && len(out.Words) > 0 {
		out.Vectors, out.Top = nil, scaled(out.Words)
		return out, nil
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

// spelled reports whether the model knows so few of the question's words that
// it takes them letter by letter.
func spelled(words []Word, tokens []embedding.Token) bool {
	units, pieces := 0, 0
	for _, w := range words {
		units += max(1, ideographs(w.Text))
		for _, t := range tokens {
			if w.Start <= t.Start && t.End <= w.End {
				pieces++
			}
		}
	}
	return float64(pieces) > maxPieces*float64(units)
}

// ideographs counts the characters that are words by themselves.
func ideographs(s string) int {
	n := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// rerank scores the best texts anew: fused score and MaxSim, both scaled. The
// tokens of a text are those of its sentences, each embedded by itself: on
// XQuAD in English that puts the right window first more often than tokens
// embedded in their window (.943 to .934 of 1,190), and windows that overlap
// share the work.
func (r *Ranker) rerank(ctx context.Context, query embedding.Embedding, fused []Match) ([]Match, error) {
	var sentences []string
	number := map[string]int{} // of each sentence in sentences
	for _, m := range fused {
		for _, s := range r.Texts[m.ID] {
			if _, ok := number[s]; !ok {
				number[s] = len(sentences)
				sentences = append(sentences, s)
			}
		}
	}
	embedded, err := r.Model.PassageTokens(ctx, sentences, nil)
	if err != nil {
		return nil, err
	}
	sims := make([]Match, len(fused))
	for i, m := range fused {
		var passage [][]float32
		for _, s := range r.Texts[m.ID] {
			passage = append(passage, embedded[number[s]].TokenVectors...)
		}
		sims[i] = Match{m.ID, maxSim(query.TokenVectors, passage)}
	}
	return fuse(fused, sims, 1-maxSimWeight), nil
}
