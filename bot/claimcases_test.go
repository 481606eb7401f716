package bot

import "testing"

// A ClaimCase is what the decision on claims sees of a judged one.
type ClaimCase struct {
	Part       string
	True, Hard bool // Hard: a rule that holds always is broken
	Signals    []float64
}

// ClaimSignalNames are the names of a case's signals.
var ClaimSignalNames = claimSignalNames

// TotalsOnly is totalsOnly.
var TotalsOnly = totalsOnly

// ClaimCases are those of testdata/claims.
func ClaimCases(t *testing.T) []ClaimCase {
	bots := claimCoverages(t)
	var out []ClaimCase
	for _, j := range judgedClaims(t, "testdata/claims/claims.jsonl") {
		b := bots[j.Over]
		ids := b.all(t, j)
		text := cleanClaim(j.Claim)
		c := b.newClaimCheck(text, ids)
		faults, _ := c.faults(b)
		odds, withBefore, err := b.support(t.Context(), text, ids)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, ClaimCase{j.Part, j.True, breaksHard(faults), c.signals(faults, odds, withBefore)})
	}
	return out
}

// all are the sentences of a judged claim.
func (b *Bot) all(t testing.TB, c judgedClaim) []int {
	t.Helper()
	var ids []int
	for _, s := range c.Sentences {
		ids = append(ids, b.begins(t, c.Article, s))
	}
	return ids
}
