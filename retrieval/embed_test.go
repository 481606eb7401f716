package retrieval_test

import (
	"context"
	"errors"
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"cuttings/retrieval"
	"cuttings/retrieval/local"
)

// otherModel is a double of another embedding model, with other dimensions: it
// counts words by hash.
func otherModel(text string) []float32 {
	v := make([]float32, 48)
	for _, word := range strings.Fields(strings.ToLower(text)) {
		h := fnv.New32a()
		h.Write([]byte(strings.Trim(word, ".,?“”’'")))
		v[h.Sum32()%48]++
	}
	var sum float64
	for _, x := range v {
		sum += float64(x * x)
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// TestSearchByAnotherModel: an index of another model's vectors is searched by
// that model, and the signals stay those of the bundled one.
func TestSearchByAnotherModel(t *testing.T) {
	own := bundledParts(t)
	parts := own
	texts := parts.Coverage.Windows()
	docs := make([]local.Doc, len(texts))
	for i, text := range texts {
		docs[i] = local.Doc{Text: text, Vector: otherModel(text)}
	}
	index, err := local.Build(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	parts.Index = index
	var asked []string
	parts.Embed = func(_ context.Context, question string) ([]float32, error) {
		asked = append(asked, question)
		return otherModel(question), nil
	}

	const question = "How did Ushakov describe the conversation?"
	got, err := retrieval.New(parts).Search(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	if len(asked) != 1 || asked[0] != question {
		t.Errorf("the other model was asked %q", asked)
	}
	if rank := rankOf(parts.Coverage, got.Hits, "He described the conversation between Putin and Biden as constructive"); rank == 0 || rank > 3 {
		t.Errorf("the answer is at rank %d, want 1 to 3", rank)
	}
	// The best window for the bundled model is among those found, so that the
	// cosine is the very same.
	want := search(t, question)
	if diff := math.Abs(got.Signals.Cosine - want.Signals.Cosine); diff > 1e-6 {
		t.Errorf("cosine %v, want the bundled model's %v", got.Signals.Cosine, want.Signals.Cosine)
	}
	if got.Signals.Foreign != want.Signals.Foreign {
		t.Errorf("foreign is %t", got.Signals.Foreign)
	}

	down := errors.New("the server is down")
	parts.Embed = func(context.Context, string) ([]float32, error) { return nil, down }
	if _, err := retrieval.New(parts).Search(t.Context(), question); !errors.Is(err, down) {
		t.Errorf("got %v, want the embedder's error", err)
	}
}
