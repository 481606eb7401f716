package retrieval

import (
	"cmp"
	"slices"
)

// A Match is an indexed text and how well it fits; higher is better.
type Match struct {
	ID    int
	Score float64
}

// byScore orders matches best first, equal scores by ID.
func byScore(a, b Match) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
}

// fuse adds up two rankings, each scaled to [0, 1] by its minimum and maximum
// (min-max fusion): weight*a + (1-weight)*b. What one of them lacks counts as
// its minimum there.
func fuse(a, b []Match, weight float64) []Match {
	sum := map[int]float64{}
	add := func(ms []Match, w float64) {
		for _, m := range scaled(ms) {
			sum[m.ID] += float64(w * m.Score) // no fused multiply-add: the same bits everywhere
		}
	}
	add(a, weight)
	add(b, 1-weight)
	out := make([]Match, 0, len(sum))
	for id, s := range sum {
		out = append(out, Match{id, s})
	}
	slices.SortFunc(out, byScore)
	return out
}

// scaled maps scores linearly onto [0, 1]; equal scores become 0.
func scaled(ms []Match) []Match {
	out := slices.Clone(ms)
	if len(ms) == 0 {
		return out
	}
	lo, hi := ms[0].Score, ms[0].Score
	for _, m := range ms {
		lo, hi = min(lo, m.Score), max(hi, m.Score)
	}
	for i, m := range ms {
		out[i].Score = 0
		if hi > lo {
			out[i].Score = (m.Score - lo) / (hi - lo)
		}
	}
	return out
}

// maxSim is the mean over the query's tokens of the best cosine among the
// passage's tokens (ColBERT, Khattab and Zaharia 2020, with the mean for the
// sum). Both hold a unit vector a token.
func maxSim(query, passage [][]float32) float64 {
	if len(query) == 0 {
		return 0
	}
	var sum float64
	for _, q := range query {
		best := float32(-1)
		for _, p := range passage {
			best = max(best, dot(q, p))
		}
		sum += float64(best)
	}
	return sum / float64(len(query))
}

// dot adds up in eight lanes, always in the same order.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	b = b[:len(a)]
	i := 0
	for ; i+8 <= len(a); i += 8 {
		x, y := a[i:i+8:i+8], b[i:i+8:i+8]
		s0 += float32(x[0] * y[0])
		s1 += float32(x[1] * y[1])
		s2 += float32(x[2] * y[2])
		s3 += float32(x[3] * y[3])
		s4 += float32(x[4] * y[4])
		s5 += float32(x[5] * y[5])
		s6 += float32(x[6] * y[6])
		s7 += float32(x[7] * y[7])
	}
	for ; i < len(a); i++ {
		s0 += float32(a[i] * b[i])
	}
	return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7))
}
