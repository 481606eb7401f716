package bot

import (
	"testing"

	"cuttings/retrieval"
)

func TestShared(t *testing.T) {
	v := vocabulary{&retrieval.Vocabulary{Sentences: 100, Holding: map[string]int{"putin": 50, "dam": 1, "valley": 1}}}
	tests := []struct {
		name     string
		x, y     []string
		min, max float64
	}{
		{"the same", []string{"dam", "putin"}, []string{"putin", "dam"}, 1, 1},
		{"nothing", []string{"dam"}, []string{"valley"}, 0, 0},
		{"no words", nil, []string{"valley"}, 0, 0},
		{"a rare word", []string{"dam", "putin"}, []string{"dam", "talks"}, .6, 1},
		{"a common word", []string{"dam", "putin"}, []string{"valley", "putin"}, 0, .2},
		{"another form", []string{"sanction"}, []string{"sanctions"}, 1, 1},
	}
	for _, tt := range tests {
		if got := v.shared(tt.x, tt.y); got < tt.min-1e-9 || got > tt.max+1e-9 {
			t.Errorf("%s: shared(%v, %v) = %.3f, want %.1f to %.1f", tt.name, tt.x, tt.y, got, tt.min, tt.max)
		}
	}
}
