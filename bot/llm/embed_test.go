package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/llm/llmtest"
)

// embedder returns one over a server that answers the nth request, from 0, with
// data made of its texts; the 0th asks for the dimension.
func embedder(t *testing.T, data func(n int, texts []string) []any) (*Embedder, *server, error) {
	t.Helper()
	var s *server
	s = serve(t, func(n int, w http.ResponseWriter, _ *http.Request) {
		var texts []string
		if err := json.Unmarshal(s.requests()[n]["input"], &texts); err != nil {
			t.Error(err)
		}
		canned{Type: jsonType, Body: marshal(map[string]any{"data": data(n, texts)})}.write(w)
	})
	e, err := NewEmbedder(t.Context(), Config{URL: s.URL, Model: "test-embedding", Jitter: func() float64 { return 0 }})
	if e != nil {
		t.Cleanup(e.Close)
	}
	return e, s, err
}

func vector(index int, v ...float64) any { return map[string]any{"index": index, "embedding": v} }

func TestEmbedder(t *testing.T) {
	// Each text's vector is its length and 1, the last text's first.
	e, s, err := embedder(t, func(_ int, texts []string) []any {
		var data []any
		for i, text := range texts {
			data = append([]any{vector(i, float64(len(text)), 1)}, data...)
		}
		return data
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.ID(), "server/"+strings.TrimPrefix(s.URL, "http://")+"/test-embedding/2"; got != want {
		t.Errorf("ID %q, want %q", got, want)
	}
	var texts []string
	for i := range 2*embedBatch + 1 {
		texts = append(texts, strings.Repeat("x", i))
	}
	var progress []int
	vectors, err := e.Passages(t.Context(), texts, func(done int) { progress = append(progress, done) })
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		n := max(1, float64(i)) // an empty text is sent as a space
		if got, want := float64(v[0]/v[1]), n; math.Abs(got-want) > 1e-3 || math.Abs(math.Hypot(float64(v[0]), float64(v[1]))-1) > 1e-6 {
			t.Errorf("vector %d is %v, want one of length 1 in the direction of (%v, 1)", i, v, want)
		}
	}
	if diff := cmp.Diff([]int{64, 128, 129}, progress); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	if n := len(s.requests()); n != 4 {
		t.Errorf("%d requests, want 4", n)
	}
	if q, err := e.Query(t.Context(), "xxx"); err != nil || !cmp.Equal(q, vectors[3]) {
		t.Errorf("Query = %v, %v; want %v", q, err, vectors[3])
	}
	if got, err := e.Passages(t.Context(), nil, nil); err != nil || len(got) != 0 {
		t.Errorf("no texts: %v, %v", got, err)
	}
}

// TestEmbedderTakesLargeVectors: a whole batch of the largest models' vectors.
func TestEmbedderTakesLargeVectors(t *testing.T) {
	large := make([]float64, 4096)
	for i := range large {
		large[i] = -1 / float64(i+3)
	}
	e, _, err := embedder(t, func(_ int, texts []string) []any {
		var data []any
		for i := range texts {
			data = append(data, vector(i, large...))
		}
		return data
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Passages(t.Context(), make([]string, embedBatch), nil); err != nil {
		t.Error(err)
	}
}

func TestEmbedderRefusesOddVectors(t *testing.T) {
	for _, c := range []struct {
		data   []any
		detail string
	}{
		{[]any{vector(0, 1, 2)}, "1 vectors for 2 texts"},
		{[]any{vector(0, 1, 2), vector(1, 1, 2), vector(2, 1, 2)}, "3 vectors for 2 texts"},
		{[]any{vector(0, 1, 2), vector(0, 1, 2)}, "indexes"},
		{[]any{vector(0, 1, 2), vector(2, 1, 2)}, "indexes"},
		{[]any{vector(0, 1, 2), vector(-1, 1, 2)}, "indexes"},
		{[]any{vector(0, 1, 2), vector(1, 1, 2, 3)}, "dimension 3, not 2"},
		{[]any{vector(0, 1, 2), vector(1)}, "empty"},
		{[]any{vector(0, 1, 2), vector(1, 0, 0)}, "without a direction"},
		{[]any{vector(0, 1, 2), map[string]any{"index": 1, "embedding": "AAAA"}}, ""},
	} {
		e, _, err := embedder(t, func(n int, _ []string) []any {
			if n == 0 {
				return []any{vector(0, 1, 2)}
			}
			return c.data
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = e.Passages(t.Context(), []string{"a", "b"}, nil)
		var failed *Error
		if !errors.As(err, &failed) || !strings.Contains(err.Error(), c.detail) {
			t.Errorf("%v: %v, want one that says %q", c.data, err, c.detail)
		}
	}
}

func TestEmbedderOverDouble(t *testing.T) {
	s := llmtest.Start(llmtest.Quoting(1))
	defer s.Close()
	if _, err := NewEmbedder(t.Context(), Config{URL: s.URL, Model: "m", Key: "wrong"}); asError(err).Kind != Unauthorised {
		t.Errorf("with a wrong key: %v", err)
	}
	e, err := NewEmbedder(t.Context(), Config{URL: s.URL, Model: "m", Key: Secret(s.Key)})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	texts := []string{"the talks in Geneva", "a ship in the Baltic", "talks about talks"}
	vectors, err := e.Passages(t.Context(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		want := llmtest.Vector(text)
		normalize(want)
		if diff := cmp.Diff(want, vectors[i]); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	if e.Dimension() != llmtest.Dimension {
		t.Errorf("dimension %d", e.Dimension())
	}
}

func TestEmbedderRetries(t *testing.T) {
	n := 0
	s := serve(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		if n++; n == 1 {
			canned{Status: 503, Header: map[string]string{"Retry-After-Ms": "1"}}.write(w)
			return
		}
		canned{Type: jsonType, Body: fmt.Sprintf(`{"data":[{"index":0,"embedding":[%d]}]}`, n)}.write(w)
	})
	e, err := NewEmbedder(t.Context(), Config{URL: s.URL, Model: "m"})
	if err != nil || n != 2 {
		t.Fatalf("after %d requests: %v", n, err)
	}
	e.Close()
}
