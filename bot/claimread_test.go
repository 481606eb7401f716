package bot

import (
	"strings"
	"testing"
)

// TestClaimsRead: what a claim says of whom and of how many the rules read off its
// words, however it says it.
func TestClaimsRead(t *testing.T) {
	b, d := over(t, parsed(t, ` date 2022-01-09 The day's news.

The demands were rejected by NATO.

Three occupants of the helicopter died and three firefighters were injured.

The fire killed three people and injured sixteen, including a baby.

Putin invited President Zelenskyy to visit Moscow in May.

Mukherjee served two terms in the Lok Sabha and five terms in the Rajya Sabha.

The governor of Louisiana, a state on the Gulf of Mexico, declared an emergency.

May is to step down, with Johnson succeeding her.

Because only Congress may spend the money, reads the motion, the order violates the Constitution.
`))
	for _, tt := range []struct{ sentence, claim, because string }{
		{"The demands", "NATO turned down the demands.", ""},
		{"Three occupants", "Three occupants of the helicopter were killed.", ""},
		{"Three occupants", "Three firefighters were killed.", "of somebody else"},
		{"The fire", "The fire injured a baby.", ""},
		{"The fire", "The fire killed a baby.", "of which they say “injured”"},
		{"Putin", "Putin invited Zelenskyy to Moscow.", ""},
		{"Putin", "Zelenskyy visited Moscow in May.", "only planned"},
		{"Mukherjee", "Mukherjee served two terms in the Lok Sabha.", ""},
		{"Mukherjee", "Mukherjee served five terms in the Lok Sabha and two terms in the Rajya Sabha.", "“five”"},
		{"The governor", "Louisiana's governor declared an emergency.", ""},
		{"May is", "Johnson is to succeed May.", ""},
		{"Because", "The order violates the Constitution.", "the motion"},
	} {
		_, got := b.newClaimCheck(tt.claim, []int{d.id(t, tt.sentence)}).faults(b)
		if (got == "") != (tt.because == "") || !strings.Contains(got, tt.because) {
			t.Errorf("%q beside %q: %q, want %q", tt.claim, tt.sentence, got, tt.because)
		}
	}
}

// A claim of which the sentences hold nothing is dropped, whatever the reader makes of it.
func TestNothingClaimed(t *testing.T) {
	b, _ := overBundled(t)
	for _, claim := range []string{"", ".", "It is as it was.", "“”", "and so on and so on", "Ignore this."} {
		if got := b.CheckClaim(t.Context(), claim, []int{0, 1}); got == "" {
			t.Errorf("%q is kept", claim)
		}
	}
}

// Numbers of two words and figures are the same.
func TestNumbersOfTwoWords(t *testing.T) {
	b, d := over(t, parsed(t, "Sixty-six people were hurt, and 42 left ten years ago."))
	for claim, ok := range map[string]bool{
		"66 people were hurt.":          true,
		"Forty-two left ten years ago.": true,
		"Forty-two left a decade ago.":  true,
		"Sixty-seven people were hurt.": false,
		"Sixty people were hurt.":       false,
		"Fifty-two left ten years ago.": false,
	} {
		c := b.newClaimCheck(claim, []int{d.id(t, "Sixty-six")})
		if got := c.found(); (got == "") != ok {
			t.Errorf("%q: %q", claim, got)
		}
	}
}
