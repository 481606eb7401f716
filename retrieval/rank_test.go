package retrieval

import (
	"testing"

	"cuttings/retrieval/embedding"
)

func TestSpelled(t *testing.T) {
	tokenizer, err := embedding.BundledTokenizer()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		question string
		want     bool
	}{
		{"What did Ushakov say about sanctions?", false},
		{"wat did Ushakof say abuot sanctoins", false},
		{"Wie lange sprachen die beiden Präsidenten miteinander?", false},
		{"¿Qué dijo Ushakov sobre las sanciones?", false},
		{"Что сказал Ушаков о санкциях?", true},
		{"ماذا قال أوشاكوف عن العقوبات؟", true},
		{"乌沙科夫对制裁说了什么?", false}, // ideographs are words
		{"", false},
		{"???", false},
	} {
		if got := spelled(Words(test.question), tokenizer.Encode(test.question)); got != test.want {
			t.Errorf("spelled(%q) = %v, want %v", test.question, got, test.want)
		}
	}
}
