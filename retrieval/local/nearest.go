package local

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/philippgille/chromem-go"

	"cuttings/retrieval"
)

// addVectors puts the documents' vectors into a collection of their own. Only
// numbers go in: chromem-go's text and metadata stay empty.
func addVectors(ctx context.Context, docs []Doc) (*chromem.Collection, error) {
	// Without a function of ours chromem-go would send texts to OpenAI.
	noText := func(context.Context, string) ([]float32, error) {
		return nil, errors.New("text without a vector")
	}
	collection, err := chromem.NewDB().CreateCollection("windows", nil, noText)
	if err != nil {
		return nil, err
	}
	for id, doc := range docs {
		if len(doc.Vector) != len(docs[0].Vector) {
			return nil, fmt.Errorf("document %d: vector of %d numbers, others have %d", id, len(doc.Vector), len(docs[0].Vector))
		}
		vector, err := unit(doc.Vector)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", id, err)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := collection.AddDocument(ctx, chromem.Document{ID: strconv.Itoa(id), Embedding: vector}); err != nil {
			return nil, fmt.Errorf("document %d: %w", id, err)
		}
	}
	return collection, nil
}

// Nearest returns the k documents whose vectors have the highest cosine with
// vec, all of them if there are fewer; best first, equal scores by ID. Scores
// lie in [-1, 1] and are the same on every machine.
func (x *Index) Nearest(ctx context.Context, vec []float32, k int) ([]retrieval.Match, error) {
	if len(x.docs) == 0 || k <= 0 {
		return nil, ctx.Err()
	}
	if want := len(x.docs[0].Vector); len(vec) != want {
		return nil, fmt.Errorf("searching vectors: query of %d numbers, index of %d", len(vec), want)
	}
	query, err := unit(vec)
	if err != nil {
		return nil, fmt.Errorf("searching vectors: query: %w", err)
	}
	near, err := x.candidates(ctx, query, min(k, len(x.docs)))
	if err != nil {
		return nil, fmt.Errorf("searching vectors: %w", err)
	}
	scored := make([]retrieval.Match, len(near))
	for i, result := range near {
		id, err := strconv.Atoi(result.ID)
		if err != nil {
			return nil, fmt.Errorf("searching vectors: document %q: %w", result.ID, err)
		}
		scored[i] = retrieval.Match{ID: id, Score: dot(query, result.Embedding)}
	}
	slices.SortFunc(scored, byScore)
	return scored[:min(k, len(scored))], nil
}

// candidates asks chromem-go for so many results that the k best by exact
// cosine are among them. Its scores are float32 sums whose last bits depend on
// the machine, and of equal scores it keeps any: so documents that are too
// close to the k-th to be told apart must all come back.
func (x *Index) candidates(ctx context.Context, query []float32, k int) ([]chromem.Result, error) {
	// The rounding error of each float32 dot product of unit vectors is below
	// n·u, u = 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms,
	// 3.1). Twice that, since two are compared, and as much again for lengths
	// that are not quite 1.
	slack := 4 * float32(len(query)) * 0x1p-24

	for n := k + 16; ; n *= 4 {
		n = min(n, len(x.docs))
		results, err := x.vectors.QueryEmbedding(ctx, query, n, nil, nil)
		if err != nil {
			return nil, err
		}
		// A query cut short by its context returns too little, and no error.
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if n == len(x.docs) || results[n-1].Similarity < results[k-1].Similarity-slack {
			return results, nil
		}
	}
}

// byScore orders by descending score, then ascending ID.
func byScore(a, b retrieval.Match) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
}

// unit returns v with length 1: v itself if it is within 1e-6 of that, which is
// what chromem-go leaves alone, else a copy.
func unit(v []float32) ([]float32, error) {
	length := math.Sqrt(dot(v, v))
	switch {
	case len(v) == 0:
		return nil, errors.New("empty vector")
	case length == 0:
		return nil, errors.New("zero vector")
	case math.IsNaN(length) || math.IsInf(length, 0):
		return nil, errors.New("vector isn't finite")
	case math.Abs(length-1) < 1e-6:
		return v, nil
	}
	u := make([]float32, len(v))
	for i, f := range v {
		u[i] = float32(float64(f) / length)
	}
	return u, nil
}

// dot sums in float64. A product of two float32 is exact there, so a compiler
// that fuses multiplication and addition doesn't change the sum.
func dot(a, b []float32) float64 {
	var sum float64
	for i, f := range a {
		sum += float64(f) * float64(b[i])
	}
	return sum
}
