// Package local is the embedded index over windows of text: vectors in
// chromem-go and words in SQLite's FTS5, both in memory, and a file that keeps
// vectors between runs.
//
// [Build] makes an [Index] of texts with their vectors. [Index.Nearest] ranks
// them by meaning, [Index.Lexical] by the words that they share with a
// question; [Index.DocFreq] and [Index.Similar] say which words the coverage
// uses at all. An Index is a [retrieval.Index].
//
// A [Cache] is that file: vectors by model and text, in SQLite. [Cache.Embed]
// embeds only what isn't in it.
package local

import (
	"context"
	"fmt"
	"sync"

	"github.com/philippgille/chromem-go"
)

// A Doc is one text to be found. Its ID in every [retrieval.Match] is its place
// in the slice given to [Build], from 0.
type Doc struct {
	Text string
	// Vector has the same length in every Doc of an index, and is not zero.
	Vector []float32
}

// An Index finds documents. It never changes once built, and any number of
// goroutines may use it at once.
type Index struct {
	docs    []Doc
	vectors *chromem.Collection
	words   *wordTable

	// spelling is made when first asked for: most questions are spelt right.
	mu       sync.Mutex
	spelling *vocabulary
}

// Build makes an index of docs, which may be empty. Vectors that are empty, of
// differing lengths, zero or not finite are an error. The index keeps docs: don't
// change them afterwards. Close it after use.
func Build(ctx context.Context, docs []Doc) (*Index, error) {
	x := &Index{docs: docs}
	var err error
	if x.vectors, err = addVectors(ctx, docs); err != nil {
		return nil, fmt.Errorf("building the vector index: %w", err)
	}
	if x.words, err = newWordTable(ctx, docs); err != nil {
		return nil, fmt.Errorf("building the word index: %w", err)
	}
	return x, nil
}

// Close frees the index. Lexical and DocFreq fail afterwards.
func (x *Index) Close() error {
	return x.words.close()
}

// vocabulary returns the words of the documents. A list cut short by ctx isn't
// kept.
func (x *Index) vocabulary(ctx context.Context) (*vocabulary, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.spelling == nil {
		v, err := newVocabulary(ctx, x.docs)
		if err != nil {
			return nil, err
		}
		x.spelling = v
	}
	return x.spelling, nil
}
