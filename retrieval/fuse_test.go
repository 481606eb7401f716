package retrieval

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestScaled(t *testing.T) {
	tests := []struct{ in, want []Match }{
		{nil, nil},
		{[]Match{{7, 3}}, []Match{{7, 0}}},
		{[]Match{{7, 3}, {8, 3}}, []Match{{7, 0}, {8, 0}}},
		{[]Match{{1, 10}, {2, 4}, {3, 2}}, []Match{{1, 1}, {2, .25}, {3, 0}}},
		{[]Match{{1, -1}, {2, 1}, {3, 0}}, []Match{{1, 0}, {2, 1}, {3, .5}}},
	}
	for _, test := range tests {
		in := slices.Clone(test.in)
		if diff := cmp.Diff(test.want, scaled(in), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("scaled(%v), -want +got:\n%s", test.in, diff)
		}
		if !slices.Equal(in, test.in) {
			t.Errorf("scaled changed its argument %v to %v", test.in, in)
		}
	}
}

func TestFuse(t *testing.T) {
	vectors := []Match{{1, .9}, {2, .8}, {3, .7}} // scaled 1, .5, 0
	words := []Match{{4, 9}, {2, 6}, {1, 5}}      // scaled 1, .25, 0
	tests := []struct {
		name   string
		a, b   []Match
		weight float64
		want   []Match
	}{
		{"nothing", nil, nil, .5, nil},
		{"one side only", vectors, nil, .5, []Match{{1, .5}, {2, .25}, {3, 0}}},
		{"first alone counts", vectors, words, 1, []Match{{1, 1}, {2, .5}, {3, 0}, {4, 0}}},
		{"second alone counts", vectors, words, 0, []Match{{4, 1}, {2, .25}, {1, 0}, {3, 0}}},
		// 1: .75; 2: .75·.5 + .25·.25; 3: 0; 4: .25
		{"weighted", vectors, words, .75, []Match{{1, .75}, {2, .4375}, {4, .25}, {3, 0}}},
		{"equal scores by ID", []Match{{5, 1}, {3, 1}, {9, 0}}, []Match{{4, 1}, {9, 0}}, .5, []Match{{3, .5}, {4, .5}, {5, .5}, {9, 0}}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, fuse(test.a, test.b, test.weight), cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-12)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", test.name, diff)
		}
	}
}

func TestMaxSim(t *testing.T) {
	x, y := []float32{1, 0}, []float32{0, 1}
	diagonal := []float32{.6, .8}
	tests := []struct {
		name           string
		query, passage [][]float32
		want           float64
	}{
		{"no query", nil, [][]float32{x}, 0},
		{"no passage", [][]float32{x}, nil, -1},
		{"same", [][]float32{x, y}, [][]float32{y, x}, 1},
		{"orthogonal", [][]float32{x}, [][]float32{y}, 0},
		{"best of the passage", [][]float32{x}, [][]float32{y, diagonal}, .6},
		{"mean over the query", [][]float32{x, y}, [][]float32{diagonal}, .7},
		{"one passage token for all", [][]float32{x, x, y}, [][]float32{x}, 2. / 3},
	}
	for _, test := range tests {
		if got := maxSim(test.query, test.passage); math.Abs(got-test.want) > 1e-6 {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestDot(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 7, 8, 9, 16, 384} {
		a, b := make([]float32, n), make([]float32, n)
		var want float64
		for i := range n {
			a[i], b[i] = random.Float32()-.5, random.Float32()-.5
			want += float64(a[i]) * float64(b[i])
		}
		if got := float64(dot(a, b)); math.Abs(got-want) > 1e-5 {
			t.Errorf("of %d numbers: %v, want %v", n, got, want)
		}
	}
}
