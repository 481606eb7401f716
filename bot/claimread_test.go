package bot

import (
	"slices"
	"strings"
	"testing"

	"cuttings/retrieval"
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

// What looking proves is held to always: figures and larger numbers that are there or of
// the report's day, names that the report has. Else the rule "named" weighs.
func TestFoundAlways(t *testing.T) {
	b, d := over(t, parsed(t, ` date 2022-01-09 The day's news.

The fire killed three people in Bergen.

Minister Haugen spoke later.
`))
	for claim, rule := range map[string]string{
		"The fire killed three people in Bergen.": "",
		"The fire killed three people in Oslo.":   "found",
		"The fire killed three people in Voss.":   "found",
		"The fire killed three people in Haugen.": "named",
		"The fire killed 30 people.":              "found",
		"The fire killed thirty people.":          "found",
		"The fire killed two people.":             "named",
		"The fire killed three people in 2022.":   "named",
		"The fire killed three people in 2021.":   "found",
	} {
		faults, _ := b.newClaimCheck(claim, []int{d.id(t, "The fire")}).faults(b)
		for _, name := range []string{"found", "named"} {
			if slices.Contains(faults, name) != (name == rule) {
				t.Errorf("%q breaks %v, want of these rules %q", claim, faults, rule)
			}
		}
	}
}

// A sentence word for word is carried, but not without who says it.
func TestWordForWord(t *testing.T) {
	b, d := over(t, parsed(t, `The treaty, of which nobody knows the half, was signed in a tent.

Haugen spoke on Monday. "The border is closed," he said. "No truck will pass before May."
`))
	for sentence, carried := range map[string]bool{
		"The treaty, of which nobody knows the half, was signed in a tent.": true,
		"No truck will pass before May.":                                    false,
	} {
		id := slices.IndexFunc(d.coverage.Sentences, func(s retrieval.Sentence) bool { return strings.Contains(s.Text, strings.TrimSuffix(sentence, ".")) })
		if got := b.CheckClaim(t.Context(), sentence, []int{id}); (got == "") != carried {
			t.Errorf("%q: %q, want it carried: %v", sentence, got, carried)
		}
	}
}
