// Package embedding turns text into vectors with the bundled model, e5-small-v2,
// in pure Go and assembly.
//
// [Bundled] returns the [Model]; its [Model.Query] and [Model.Passages] give one
// unit vector a text, whose products with each other are cosines; [Model.Query]
// and [Model.PassageTokens] give one for each token too, for late interaction. Under it lie a [Tokenizer] and an [Encoder],
// which runs any BERT encoder of the same family, such as the reader's.
//
// Weights are int8 with a scale a row, activations int8 with a scale a token.
// Integer sums are exact and all other arithmetic keeps to one order, so that
// vectors have the same bits on every processor.
package embedding

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"sync"
	"unsafe"
)

// Dimension is the width of the bundled model's vectors.
const Dimension = 384

// WeightsSHA256 and VocabularySHA256 are the hashes of the bundled files.
const (
	WeightsSHA256    = "96f8549c68d54ff8c5ac2b488680081f49a4c53dcd690c1beaa1afd2319433c9"
	VocabularySHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
)

// arithmetic counts the changes to the tokenizer or the kernels that change a
// bit of a vector.
const arithmetic = 1

//go:embed weights/e5.bin
var weightsFile string

//go:embed weights/vocab.txt
var vocabularyFile string

var (
	bundledWeights = sync.OnceValues(func() (*Weights, error) {
		data := unsafe.Slice(unsafe.StringData(weightsFile), len(weightsFile)) // never written to
		return ParseWeights(data, "EMB1")
	})
	bundledTokenizer = sync.OnceValues(func() (*Tokenizer, error) { return newTokenizer(vocabularyFile) })
	bundled          = sync.OnceValues(loadBundled)
)

// BundledWeights returns the bundled model's weights, which other encoders are
// deltas of ([Weights.Adapt]).
func BundledWeights() (*Weights, error) { return bundledWeights() }

// BundledTokenizer returns the tokenizer of the bundled model.
func BundledTokenizer() (*Tokenizer, error) { return bundledTokenizer() }

// Bundled returns the bundled model. It is loaded at the first call.
func Bundled() (*Model, error) { return bundled() }

func loadBundled() (*Model, error) {
	w, err := bundledWeights()
	if err != nil {
		return nil, fmt.Errorf("loading the embedding model: %w", err)
	}
	return loadModel(w, kernels()[0])
}

func loadModel(w *Weights, k *kernel) (*Model, error) {
	t, err := bundledTokenizer()
	if err != nil {
		return nil, fmt.Errorf("loading the embedding model: %w", err)
	}
	e, err := newEncoder(w, k)
	if err != nil {
		return nil, fmt.Errorf("loading the embedding model: %w", err)
	}
	return &Model{encoder: e, tokenizer: t}, nil
}

// A Model gives texts their vectors. It is safe for concurrent use.
type Model struct {
	encoder   *Encoder
	tokenizer *Tokenizer
}

// ID names the model and its arithmetic: vectors of equal texts under equal IDs
// have equal bits, on every machine.
func (m *Model) ID() string {
	return fmt.Sprintf("e5-small-v2-int8/%s/%d", WeightsSHA256[:16], arithmetic)
}

// Kernel names the code that the model runs on this processor.
func (m *Model) Kernel() string { return m.encoder.Kernel() }

// Under returns an encoder of the model's first layers and of the layers of a
// weights file on top of them.
func (m *Model) Under(layers int, upper *Weights) (*Encoder, error) {
	return m.encoder.under(layers, upper)
}

// Tokenizer returns the model's tokenizer.
func (m *Model) Tokenizer() *Tokenizer { return m.tokenizer }

// An Embedding is what the model makes of one text. All vectors are unit vectors
// of width [Dimension].
type Embedding struct {
	// Vector stands for the whole text.
	Vector []float32
	// Tokens are the text's own tokens, as [Tokenizer.Encode] gives them, and
	// TokenVectors their vectors, each in the light of the whole text. A text
	// longer than the model reads has only the tokens that it read.
	Tokens       []Token
	TokenVectors [][]float32
}

// e5 was trained with these words before a question and before what answers it.
const (
	queryPrefix   = "query: "
	passagePrefix = "passage: "
)

// Query embeds a question.
func (m *Model) Query(ctx context.Context, text string) (Embedding, error) {
	var e Embedding
	err := m.embed(ctx, queryPrefix, []string{text}, true, func(_ int, got Embedding) { e = got })
	return e, err
}

// Passages embeds texts that may answer a question and returns a vector for
// each. It calls progress, if not nil, with the number of texts done, one call
// at a time. A text is cut off after about 500 tokens.
func (m *Model) Passages(ctx context.Context, texts []string, progress func(done int)) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	err := m.passages(ctx, texts, false, progress, func(i int, e Embedding) { vectors[i] = e.Vector })
	if err != nil {
		return nil, err
	}
	return vectors, nil
}

// PassageTokens is Passages with the vectors of the tokens: 1.5 kB each.
func (m *Model) PassageTokens(ctx context.Context, texts []string, progress func(done int)) ([]Embedding, error) {
	all := make([]Embedding, len(texts))
	err := m.passages(ctx, texts, true, progress, func(i int, e Embedding) { all[i] = e })
	if err != nil {
		return nil, err
	}
	return all, nil
}

func (m *Model) passages(ctx context.Context, texts []string, tokens bool, progress func(int), visit func(int, Embedding)) error {
	done := 0
	return m.embed(ctx, passagePrefix, texts, tokens, func(i int, e Embedding) {
		visit(i, e)
		done++
		if progress != nil {
			progress(done)
		}
	})
}

func (m *Model) embed(ctx context.Context, prefix string, texts []string, tokenVectors bool, visit func(int, Embedding)) error {
	before := m.tokenizer.Encode(prefix)
	tokens := make([][]Token, len(texts))
	seqs := make([]Sequence, len(texts))
	each(len(texts), func(i int) {
		own := m.tokenizer.Encode(texts[i])
		own = own[:min(len(own), MaxTokens-2-len(before))]
		ids := make([]int32, 0, len(before)+len(own)+2)
		ids = append(ids, Start)
		for _, t := range before {
			ids = append(ids, t.ID)
		}
		for _, t := range own {
			ids = append(ids, t.ID)
		}
		tokens[i], seqs[i].IDs = own, append(ids, Separator)
	})
	err := m.encoder.Encode(ctx, seqs, func(i int, hidden []float32) {
		e := Embedding{Vector: make([]float32, Dimension)}
		for row := hidden; len(row) > 0; row = row[Dimension:] {
			for j, v := range row[:Dimension] {
				e.Vector[j] += v
			}
		}
		normalize(e.Vector)
		if tokenVectors {
			e.Tokens = tokens[i]
			e.TokenVectors = unitRows(hidden[(1+len(before))*Dimension:], len(e.Tokens))
		}
		visit(i, e)
	})
	if err != nil {
		return fmt.Errorf("embedding %d texts: %w", len(texts), err)
	}
	return nil
}

// unitRows returns copies of n rows, scaled to length 1.
func unitRows(hidden []float32, n int) [][]float32 {
	all := append([]float32(nil), hidden[:n*Dimension]...)
	rows := make([][]float32, n)
	for i := range rows {
		rows[i] = all[i*Dimension:][:Dimension:Dimension]
		normalize(rows[i])
	}
	return rows
}

// normalize scales v to length 1.
func normalize(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x) // exact, so fusing changes nothing
	}
	length := float32(math.Sqrt(sum))
	for i := range v {
		v[i] /= length
	}
}
