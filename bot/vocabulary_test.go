package bot

import "testing"

func TestVocabulary(t *testing.T) {
	_, d := over(t, parsed(t, "On Sunday Peskov spoke of May and of the Kremlin's fears. They may fear it in Zürich.\n\nThe talks went on. A talk in Geneva, sanctions or no.", "Sanctions hurt. It is U.S. policy that sanctions hurt."))
	v := vocabularyOf(d.coverage.Sentences)
	for word, want := range map[string]bool{
		"peskov": true, "kremlin": true, "zurich": true, "geneva": true, "u.s": true,
		"sunday":    true,
		"may":       false, // it is also a common word
		"sanctions": false, "the": false, "they": false, "macron": false,
	} {
		if v.isName(word) != want {
			t.Errorf("isName(%q) = %v, want %v", word, !want, want)
		}
	}
	if v.sentences != 6 || v.holding["sanctions"] != 3 || v.holding["kremlin"] != 1 {
		t.Errorf("%d sentences, %d hold sanctions, %d kremlin; want 6, 3, 1", v.sentences, v.holding["sanctions"], v.holding["kremlin"])
	}
}

func TestShared(t *testing.T) {
	v := vocabulary{sentences: 100, holding: map[string]int{"putin": 50, "dam": 1, "valley": 1}}
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
