package local

import (
	"context"
	"fmt"
)

// An Embedder turns texts into vectors, one a text and in their order.
type Embedder interface {
	// ID names the model and all else that its vectors depend on.
	ID() string
	// Passages calls progress with how many of the texts are done.
	Passages(ctx context.Context, texts []string, progress func(done int)) ([][]float32, error)
}

// embedBatch is how many texts are embedded before their vectors are kept: what
// an interrupted run loses.
const embedBatch = 256

// Embed returns the vectors of texts: from the cache, or else from e and then
// kept in the cache. Equal texts are embedded once and share their vector.
// Progress, which may be nil, is called with how many of the texts that the
// cache lacks are done, and not at all if it lacks none.
//
// A warning is what went wrong with the cache; the vectors are right despite it.
// A nil Cache keeps nothing.
func (c *Cache) Embed(ctx context.Context, e Embedder, texts []string, progress func(done, total int)) (vectors [][]float32, warning, err error) {
	places := make(map[string][]int) // of each text
	var distinct []string
	for i, text := range texts {
		if places[text] == nil {
			distinct = append(distinct, text)
		}
		places[text] = append(places[text], i)
	}
	vectors = make([][]float32, len(texts))
	set := func(text string, vector []float32) {
		for _, i := range places[text] {
			vectors[i] = vector
		}
	}

	missing := distinct
	if c != nil {
		if missing, warning = c.lookUp(ctx, e.ID(), distinct, set); warning != nil {
			c = nil
		}
	}
	for done := 0; done < len(missing); done += embedBatch {
		batch := missing[done:min(done+embedBatch, len(missing))]
		batchProgress := func(n int) {
			if progress != nil {
				progress(done+n, len(missing))
			}
		}
		made, err := e.Passages(ctx, batch, batchProgress)
		if err != nil {
			return nil, warning, fmt.Errorf("embedding texts: %w", err)
		}
		if len(made) != len(batch) {
			return nil, warning, fmt.Errorf("embedding texts with %s: %d vectors for %d texts", e.ID(), len(made), len(batch))
		}
		for i, vector := range made {
			set(batch[i], vector)
		}
		if c != nil {
			if warning = c.Put(ctx, e.ID(), batch, made); warning != nil {
				c = nil // it would fail again, and may take long to
			}
		}
	}
	return vectors, warning, ctx.Err()
}

// lookUp sets the vectors that the cache has and returns the texts that it
// lacks, also where the cache fails.
func (c *Cache) lookUp(ctx context.Context, model string, texts []string, set func(string, []float32)) (missing []string, err error) {
	cached, err := c.Get(ctx, model, texts)
	for i, text := range texts {
		if cached != nil && cached[i] != nil {
			set(text, cached[i])
		} else {
			missing = append(missing, text)
		}
	}
	return missing, err
}
