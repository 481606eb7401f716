package claim

import (
	"strings"
	"testing"

	"cuttings/retrieval/reader"
)

// Words that follow each other are named as one, at most two places, none where most are doubted.
func TestNotBorneOut(t *testing.T) {
	const text = "Haugen sold 17 per cent of Norsk Oil."
	for _, tt := range []struct{ doubted, want string }{
		{"", "isn't borne out by its sentences"},
		{"Oil", "“Oil” isn't borne out by its sentences"},
		{"17 per cent", "“17 per cent” isn't borne out by its sentences"},
		{"sold cent Oil", "“sold” and “cent” aren't borne out by its sentences"},
		{"Haugen sold 17 per cent", "isn't borne out by its sentences"},
	} {
		doubted := strings.Fields(tt.doubted)
		var doubts []reader.Doubt
		at := 0
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '.' }) {
			start := at + strings.Index(text[at:], word)
			at = start + len(word)
			d := reader.Doubt{Word: reader.Range{Start: start, End: at}, LogOdds: -1}
			if len(doubted) > 0 && doubted[0] == word {
				doubted, d.LogOdds = doubted[1:], 1
			}
			doubts = append(doubts, d)
		}
		if got := notBorneOut(text, doubts); got != tt.want {
			t.Errorf("%q doubted: %s, want %s", tt.doubted, got, tt.want)
		}
	}
}
