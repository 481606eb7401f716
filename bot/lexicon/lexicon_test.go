package lexicon_test

import (
	"testing"

	"cuttings/bot/lexicon"
)

func TestRelate(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want lexicon.Relation
	}{
		{"said", "says", lexicon.Same},
		{"planned", "planning", lexicon.Same},
		{"cautioned", "warned", lexicon.Same},
		{"departure", "depart", lexicon.Derived},
		{"rose", "fell", lexicon.Opposite},
		{"happy", "unhappy", lexicon.Opposite},
		{"escalation", "de-escalation", lexicon.Opposite},
		{"fewer", "more", lexicon.Opposite},
		{"child", "infant", lexicon.Broader},
		{"infant", "child", lexicon.Unrelated},
		{"banana", "treaty", lexicon.Unrelated},
	} {
		if got := lexicon.Relate(test.a, test.b); got != test.want {
			t.Errorf("Relate(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}
