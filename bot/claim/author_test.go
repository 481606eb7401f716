package claim

import (
	"testing"

	"cuttings/bot/bottest"
)

// A claim may name a statement itself, or who made it, as the one who says it.
func TestSaidByItsAuthor(t *testing.T) {
	k := over(t, bottest.Articles(t, "Statement on the Harbour\n\nThe closure of the harbour goes on until June.\n\nMARIA J. LINDQVIST\n"))
	for claim, ok := range map[string]bool{
		"Lindqvist said the closure of the harbour goes on until June.":     true,
		"The statement said the closure of the harbour goes on until June.": true,
		"The order said the closure of the harbour goes on until June.":     true,
		"Haugen said the closure of the harbour goes on until June.":        false,
	} {
		c := k.newCheck(claim, []int{k.id(t, "The closure")})
		if got := c.attributed(); (got == "") != ok {
			t.Errorf("%q: %q", claim, got)
		}
	}
}

func TestTreebankWords(t *testing.T) {
	for _, tt := range []struct {
		word string
		want int
	}{{"didn't", 2}, {"cannot", 2}, {"Putin's", 2}, {"they've", 2}, {"White-House", 2}, {"COVID-19", 1}, {"'s", 1}, {"O'Brien", 1}} {
		if got := treebankWords(tt.word); len(got) != tt.want {
			t.Errorf("%s is parted into %q, want %d", tt.word, got, tt.want)
		}
	}
}
