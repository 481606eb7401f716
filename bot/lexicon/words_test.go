package lexicon_test

import (
	"strings"
	"testing"

	"cuttings/bot/lexicon"
)

func TestSet(t *testing.T) {
	set := lexicon.Set("of the\n\tsea of")
	if len(set) != 3 || !set["of"] || !set["the"] || !set["sea"] || set["land"] {
		t.Errorf("Set = %v, want of, the and sea", set)
	}
}

func TestNumber(t *testing.T) {
	for word, want := range map[string]string{"two": "2", "twelve": "12", "ninety": "90", "billion": "1000000000", "one": "", "ship": "", "": ""} {
		if got := lexicon.Number(word); got != want {
			t.Errorf("Number(%q) = %q, want %q", word, got, want)
		}
	}
	for _, word := range strings.Fields(lexicon.NumberWords) {
		if lexicon.Number(word) == "" {
			t.Errorf("Number doesn't know %q", word)
		}
	}
}

func TestInflected(t *testing.T) {
	for word, want := range map[string]bool{"wins": true, "Won": true, "win": false, "ship": false, "": false} {
		if got := lexicon.Inflected(word); got != want {
			t.Errorf("Inflected(%q) = %t, want %t", word, got, want)
		}
	}
}
