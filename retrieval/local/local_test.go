package local

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/retrieval"
)

var _ retrieval.Index = (*Index)(nil)

// near accepts scores that differ in what rounding does.
var near = cmpopts.EquateApprox(0, 1e-6)

func TestNearest(t *testing.T) {
	half := float32(math.Sqrt(0.5))
	docs := []Doc{
		0: {Vector: []float32{0, 1, 0}},
		1: {Vector: []float32{1, 0, 0}},
		2: {Vector: []float32{half, half, 0}},
		3: {Vector: []float32{3, 0, 0}}, // as 1, of another length
		4: {Vector: []float32{-1, 0, 0}},
	}
	all := []retrieval.Match{
		{ID: 1, Score: 1},
		{ID: 3, Score: 1},
		{ID: 2, Score: math.Sqrt(0.5)},
		{ID: 0, Score: 0},
		{ID: 4, Score: -1},
	}
	tests := []struct {
		name string
		docs []Doc
		vec  []float32
		k    int
		want []retrieval.Match
	}{
		{"all in order", docs, []float32{1, 0, 0}, 5, all},
		{"k cuts", docs, []float32{1, 0, 0}, 3, all[:3]},
		{"k cuts a tie: lower ID stays", docs, []float32{1, 0, 0}, 1, all[:1]},
		{"fewer documents than k", docs, []float32{1, 0, 0}, 100, all},
		{"query of any length", docs, []float32{0.01, 0, 0}, 5, all},
		{"no results wanted", docs, []float32{1, 0, 0}, 0, nil},
		{"fewer than no results wanted", docs, []float32{1, 0, 0}, -1, nil},
		{"no documents", nil, []float32{1, 0, 0}, 5, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := build(t, test.docs).Nearest(t.Context(), test.vec, test.k)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got, near); diff != "" {
				t.Errorf("Nearest(%v, %d), -want +got:\n%s", test.vec, test.k, diff)
			}
		})
	}
}

// Nearest finds the same documents as sorting all of them by exact cosine,
// also where many are equal or nearly so.
func TestNearestIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	centre := madeVector(random)
	var docs []Doc
	for i := range 1000 {
		v := slices.Clone(centre)
		switch i % 3 {
		case 0: // the same vector, hundreds of times
		case 1: // too near for float32 sums to order
			v[random.IntN(dimensions)] += 1e-7
		default:
			v = madeVector(random)
		}
		docs = append(docs, Doc{Vector: v})
	}
	x := build(t, docs)
	for _, k := range []int{1, 10, 50, 400, 1000} {
		query := centre
		want := make([]retrieval.Match, len(docs))
		for id, doc := range docs {
			want[id] = retrieval.Match{ID: id, Score: dot(query, doc.Vector)}
		}
		slices.SortFunc(want, byScore)
		got, err := x.Nearest(t.Context(), query, k)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[:k], got); diff != "" {
			t.Errorf("Nearest of %d, -want +got:\n%s", k, diff)
		}
	}
}

func TestBadVectors(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	tests := []struct {
		name   string
		vector []float32
		want   string
	}{
		{"wrong length", []float32{1, 0, 0}, "3 numbers"},
		{"empty", nil, "0 numbers"},
		{"zero", []float32{0, 0}, "zero vector"},
		{"not a number", []float32{nan, 0}, "finite"},
		{"infinite", []float32{0, inf}, "finite"},
	}
	x := build(t, []Doc{{Vector: []float32{1, 0}}})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Build(t.Context(), []Doc{{Vector: []float32{1, 0}}, {Vector: test.vector}})
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "document 1") {
				t.Errorf("Build: error %v, want %q for document 1", err, test.want)
			}
			_, err = x.Nearest(t.Context(), test.vector, 1)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Nearest: error %v, want %q", err, test.want)
			}
		})
	}
	if _, err := Build(t.Context(), []Doc{{Text: "all without vectors"}}); err == nil {
		t.Error("Build without vectors: no error")
	}
}

func TestCancelled(t *testing.T) {
	docs := []Doc{{Text: "Ushakov spoke.", Vector: []float32{1, 0}}}
	x := build(t, docs)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	calls := map[string]func() error{
		"Build":    func() error { _, err := Build(ctx, docs); return err },
		"Nearest":  func() error { _, err := x.Nearest(ctx, docs[0].Vector, 1); return err },
		"Lexical":  func() error { _, err := x.Lexical(ctx, []string{"spoke"}, 1); return err },
		"no words": func() error { _, err := x.Lexical(ctx, nil, 1); return err },
		"DocFreq":  func() error { _, err := x.DocFreq(ctx, []string{"spoke"}); return err },
		"Similar":  func() error { _, _, err := x.Similar(ctx, "Ushakvo"); return err },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v, want %v", name, err, context.Canceled)
		}
	}
	// The database in memory outlives calls that were cut short.
	if got, err := x.Lexical(t.Context(), []string{"spoke"}, 1); err != nil || len(got) != 1 {
		t.Errorf("Lexical afterwards = %v, %v; want one document", got, err)
	}
}

// Queries cut short in the middle end with the context's error or a whole
// result, and leave the index usable.
func TestCancelledMidway(t *testing.T) {
	x := build(t, madeDocs(2000))
	random := rand.New(rand.NewPCG(6, 6))
	query, words := madeVector(random), strings.Fields(madeText(random, 50))
	wantNear, err := x.Nearest(t.Context(), query, 20)
	if err != nil {
		t.Fatal(err)
	}
	wantWords, err := x.Lexical(t.Context(), words, 20)
	if err != nil {
		t.Fatal(err)
	}
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if got, err := x.Nearest(ctx, query, 20); !errors.Is(err, context.Canceled) {
			if diff := cmp.Diff(wantNear, got); err != nil || diff != "" {
				t.Fatalf("Nearest: error %v, -want +got:\n%s", err, diff)
			}
		}
		if got, err := x.Lexical(ctx, words, 20); !errors.Is(err, context.Canceled) {
			if diff := cmp.Diff(wantWords, got); err != nil || diff != "" {
				t.Fatalf("Lexical: error %v, -want +got:\n%s", err, diff)
			}
		}
		cancel()
	}
	if got, err := x.Lexical(t.Context(), words, 20); err != nil || !cmp.Equal(wantWords, got) {
		t.Errorf("Lexical afterwards = %v, %v; want %v", got, err, wantWords)
	}
}

// Many goroutines, many times: always the same answer as the first.
func TestDeterministicAndConcurrent(t *testing.T) {
	docs := madeDocs(500)
	random := rand.New(rand.NewPCG(7, 7))
	for i := range docs {
		if i%2 == 0 {
			docs[i].Vector = madeVector(random)
		}
	}
	query, words := docs[1].Vector, strings.Fields(madeText(random, 8))
	type answers struct {
		Near, Words []retrieval.Match
		Counts      []int
		Similar     string
	}
	ask := func(x *Index) (a answers) {
		var errs [4]error
		a.Near, errs[0] = x.Nearest(t.Context(), query, 20)
		a.Words, errs[1] = x.Lexical(t.Context(), words, 20)
		a.Counts, errs[2] = x.DocFreq(t.Context(), words)
		a.Similar, _, errs[3] = x.Similar(t.Context(), words[0]+"x")
		if err := errors.Join(errs[:]...); err != nil {
			t.Error(err)
		}
		return a
	}
	want := ask(build(t, docs))
	if len(want.Near) != 20 || len(want.Words) != 20 || want.Similar == "" {
		t.Fatalf("answers that prove too little: %+v", want)
	}
	x := build(t, docs)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 10 {
				if diff := cmp.Diff(want, ask(x)); diff != "" {
					t.Errorf("answers differ, -want +got:\n%s", diff)
				}
			}
		})
	}
	group.Wait()
}

func TestTwoIndexesAreApart(t *testing.T) {
	one := build(t, []Doc{{Text: "grain", Vector: []float32{1}}})
	two := build(t, []Doc{{Text: "gas", Vector: []float32{1}}})
	for _, test := range []struct {
		x    *Index
		want []int
	}{{one, []int{1, 0}}, {two, []int{0, 1}}} {
		got, err := test.x.DocFreq(t.Context(), []string{"grain", "gas"})
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("DocFreq = %v, %v; want %v", got, err, test.want)
		}
	}
}

func TestClosed(t *testing.T) {
	x, err := Build(t.Context(), []Doc{{Text: "gas", Vector: []float32{1}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(x.Close(), x.Close()); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	if _, err := x.Lexical(t.Context(), []string{"gas"}, 1); err == nil {
		t.Error("Lexical after Close: no error")
	}
}
