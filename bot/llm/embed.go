package llm

import (
	"context"
	"fmt"
	"math"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

const (
	// embedBatch is how many texts are in one request.
	embedBatch = 64
	// maxVectors bounds the bytes of their vectors: of twice the dimension of the
	// largest models, with a number as long as JSON may have it and indented.
	maxVectors = embedBatch * 8192 * 32
)

// An Embedder gets the vectors of texts from a server. It is the embedder of a
// vector cache, and its Query is the one by which an index over its vectors is
// searched. Any number of goroutines may use it at once.
type Embedder struct {
	cfg       Config
	api       *openai.Client
	doer      *doer
	dimension int
}

// NewEmbedder returns an embedder. It asks the server for one vector, whose
// dimension all others must have. Of a Config's numbers only Timeout matters,
// which bounds each request.
func NewEmbedder(ctx context.Context, cfg Config) (*Embedder, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("setting up the embedding model: %w", err)
	}
	d := newDoer(cfg, maxVectors, embedPatience, func(time.Duration) {})
	e := &Embedder{cfg: cfg, doer: d, api: newAPI(cfg, d)}
	first, err := e.batch(ctx, []string{"dimension"})
	if err != nil {
		return nil, fmt.Errorf("asking %s for its dimension: %w", host(cfg.URL), err)
	}
	e.dimension = len(first[0])
	return e, nil
}

// Close closes the connections that no call is using.
func (e *Embedder) Close() { e.doer.http.CloseIdleConnections() }

// ID names the model, where it is, and its dimension: a cache keeps vectors by it.
func (e *Embedder) ID() string {
	return fmt.Sprintf("server/%s/%s/%d", host(e.cfg.URL), e.cfg.Model, e.dimension)
}

// Dimension is the length of each vector.
func (e *Embedder) Dimension() int { return e.dimension }

// Query returns a question's unit vector.
func (e *Embedder) Query(ctx context.Context, question string) ([]float32, error) {
	vectors, err := e.Passages(ctx, []string{question}, nil)
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// Passages returns a unit vector for each text. It calls progress, if not nil,
// with the number of texts done.
func (e *Embedder) Passages(ctx context.Context, texts []string, progress func(done int)) ([][]float32, error) {
	var vectors [][]float32
	for len(vectors) < len(texts) {
		next := texts[len(vectors):min(len(vectors)+embedBatch, len(texts))]
		made, err := e.batch(ctx, next)
		if err != nil {
			return nil, fmt.Errorf("embedding texts at %s: %w", host(e.cfg.URL), err)
		}
		vectors = append(vectors, made...)
		if progress != nil {
			progress(len(vectors))
		}
	}
	return vectors, nil
}

// batch asks for the vectors of some texts in one request. An error is an [*Error].
func (e *Embedder) batch(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, e.cfg.Timeout)
	defer cancel()
	input := make([]string, len(texts))
	for i, text := range texts {
		input[i] = text
		if text == "" {
			input[i] = " " // servers refuse empty texts
		}
	}
	resp, err := e.api.CreateEmbeddings(ctx, openai.EmbeddingRequestStrings{
		Input: input, Model: openai.EmbeddingModel(e.cfg.Model), EncodingFormat: openai.EmbeddingEncodingFormatFloat,
	})
	if err != nil {
		if ctx.Err() != nil {
			return nil, ended(ctx)
		}
		return nil, asError(err)
	}
	return e.placed(resp.Data, len(texts))
}

// placed puts vectors in the order of their texts, whatever order they came in,
// and holds that they are as many as the texts, of one dimension, and finite.
func (e *Embedder) placed(data []openai.Embedding, texts int) ([][]float32, error) {
	bad := func(format string, args ...any) error {
		return &Error{Kind: BadAnswer, Detail: fmt.Sprintf(format, args...)}
	}
	if len(data) != texts {
		return nil, bad("%d vectors for %d texts", len(data), texts)
	}
	vectors := make([][]float32, texts)
	dimension := e.dimension
	for _, d := range data {
		switch {
		case d.Index < 0 || d.Index >= texts || vectors[d.Index] != nil:
			return nil, bad("the vectors' indexes aren't those of the texts")
		case len(d.Embedding) == 0:
			return nil, bad("an empty vector")
		case dimension == 0:
			dimension = len(d.Embedding)
		case len(d.Embedding) != dimension:
			return nil, bad("a vector of dimension %d, not %d", len(d.Embedding), dimension)
		}
		if !normalize(d.Embedding) {
			return nil, bad("a vector without a direction")
		}
		vectors[d.Index] = d.Embedding
	}
	return vectors, nil
}

// normalize scales v to length 1, and reports whether it has a length.
func normalize(v []float32) bool {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	if length == 0 || math.IsInf(length, 0) || math.IsNaN(length) {
		return false
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / length)
	}
	return true
}
