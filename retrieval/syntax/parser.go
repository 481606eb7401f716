// Package syntax parses English sentences: the part of speech of each word, the
// word that governs it, and how.
//
// A [Parser] is the first layers of the bundled e5-small-v2, one more layer of
// its own, and a biaffine head (Dozat and Manning, "Deep Biaffine Attention for
// Neural Dependency Parsing", arXiv:1611.01734) over the first and the last piece
// of each word. Tags and relations are those of Universal Dependencies 2
// (universaldependencies.org), as in the English Web Treebank.
package syntax

import (
	"context"
	_ "embed"
	"fmt"
	"unsafe"

	"cuttings/retrieval/embedding"
)

// shared is how many layers of the embedding model a parser stands on.
const shared = 6

// maxTokens is how much of a sentence is read; what is over is left unparsed.
const maxTokens = 256

// A Parser holds the weights. Any number of goroutines may use it at once.
type Parser struct {
	tokenizer *embedding.Tokenizer
	encoder   *embedding.Encoder // gives each piece its vector
	heads     *heads
}

//go:embed weights/syntax.bin
var bundled string

// Bundled returns the parser in the binary, over the bundled embedding model.
func Bundled() (*Parser, error) {
	base, err := embedding.Bundled()
	if err != nil {
		return nil, err
	}
	return load(unsafe.Slice(unsafe.StringData(bundled), len(bundled)), base) // never written to
}

func load(data []byte, base *embedding.Model) (*Parser, error) {
	own, err := embedding.ParseWeights(data, "SYN1")
	if err != nil {
		return nil, fmt.Errorf("loading the parser: %w", err)
	}
	p := &Parser{tokenizer: base.Tokenizer()}
	if p.encoder, err = base.Under(shared, own); err != nil {
		return nil, fmt.Errorf("loading the parser: %w", err)
	}
	if p.heads, err = newHeads(own); err != nil {
		return nil, fmt.Errorf("loading the parser: %w", err)
	}
	return p, nil
}

// A Word is what a parse says of one word of a sentence.
type Word struct {
	// Tag is the universal part of speech, such as VERB; empty if the word wasn't read.
	Tag string
	// Head is the word that governs it, by number; [Root] if none does.
	Head int
	// Relation is how, such as nsubj.
	Relation string
}

// Root is the head of the word that no other governs.
const Root = -1

// Parse parses a sentence given as words and punctuation marks, parted the way the
// treebank does: "did" "n't", "Putin" "'s". The heads of its words form trees. Of a
// sentence of more than 254 pieces the end stays unread.
func (p *Parser) Parse(words []string) []Word {
	seq, at := p.pack(words)
	out := make([]Word, len(words))
	for i := range out {
		out[i].Head = Root
	}
	// Encode fails for a context that ends or ids that no tokenizer gives: never here.
	_ = p.encoder.Encode(context.Background(), []embedding.Sequence{seq}, func(_ int, hidden []float32) {
		copy(out, p.heads.parse(hidden, at))
	})
	return out
}

// ends are the places of a word's first and last piece in its sequence.
type ends struct{ first, last int }

// pack makes [CLS] the pieces of the words [SEP], as long as they fit.
func (p *Parser) pack(words []string) (embedding.Sequence, []ends) {
	ids := []int32{embedding.Start}
	var at []ends
	for _, w := range words {
		pieces := p.tokenizer.Encode(w)
		if len(pieces) == 0 {
			pieces = []embedding.Token{{ID: embedding.Unknown}}
		}
		if len(ids)+len(pieces) >= maxTokens {
			break
		}
		first := len(ids)
		for _, t := range pieces {
			ids = append(ids, t.ID)
		}
		at = append(at, ends{first, len(ids) - 1})
	}
	return embedding.Sequence{IDs: append(ids, embedding.Separator)}, at
}
