package retrieval

import (
	"math"
	"testing"
)

func TestAffinity(t *testing.T) {
	c := NewCoverage(parse(t,
		"A ferry sank off Tablas in 2012. A panel blamed the captain.",
		"A dam broke near Lesk. A panel with 2012 pages sat. The panels met.",
		"Rain fell on Lesk."))
	rarity := func(in float64) float64 { return math.Log(1 + 3/in) }
	tests := []struct {
		name, question string
		lacks          [3]float64
	}{
		{"who holds most lacks nothing", "Who was on the Tablas panel?", [3]float64{0, rarity(1) / (rarity(1) + rarity(2)), 1}},
		{"other forms count", "What did the ferries carry?", [3]float64{0, 1, 1}},
		{"of numbers they don't", "Was it 201?", [3]float64{}},
		{"nor do years", "Which ferry sank in 2012?", [3]float64{0, 1, 1}},
		{"a word that is nowhere says nothing", "Which zeppelin came to Tablas?", [3]float64{0, 1, 1}},
		{"nor does one without content", "What was the one of it?", [3]float64{}},
		{"a word said twice counts once", "A panel, a panel at Lesk?", [3]float64{.5, 0, .5}},
	}
	for _, tt := range tests {
		a := c.affinity(Words(tt.question))
		for article, want := range tt.lacks {
			if got := a.lacks(article); math.Abs(got-want) > 1e-12 {
				t.Errorf("%s: %q: article %d lacks %.3f, want %.3f", tt.name, tt.question, article, got, want)
			}
		}
	}
}

func TestInContext(t *testing.T) {
	s := New(Parts{Coverage: NewCoverage(parse(t, "It is. So it was.", "F is."))}) // windows 0 to 2, and 3
	found := Ranking{Top: []Match{{3, .5}, {0, .2}}, Rest: []Match{{1, .9}, {2, .4}}}
	got := s.inContext(toWeigh(found), affinity{of: map[int]float64{0: .8}, most: .8})
	want := []int{1, 0, 2, 3} // .45+.6, .2+.6, .2+.6, .5
	for i, m := range got {
		if m.ID != want[i] {
			t.Fatalf("windows in the order %v, want %v", got, want)
		}
	}
}
