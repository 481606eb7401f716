package bot_test

import (
	"fmt"
	"slices"
	"testing"

	"cuttings/bot"
)

// falseKeptShare is how many of the false claims may be kept.
const falseKeptShare = 0.05

// TestClaimDecision fits the decision on the claims that break none of the rules that
// hold always, and holds claims.json to it: not on those kept aside. The threshold is a
// quantile of five-fold predictions for the false ones.
func TestClaimDecision(t *testing.T) {
	if !*calibrate {
		t.Skip("takes two minutes; needs -calibrate")
	}
	var fit []*example
	var falseOnes []float64 // their probabilities; 0 for those that break such a rule
	yes := 0
	for _, c := range bot.ClaimCases(t) {
		switch {
		case bot.TotalsOnly(c.Part):
		case !c.Hard:
			if c.True {
				yes++
			}
			fit = append(fit, &example{Answerable: c.True, Signals: c.Signals})
		case !c.True:
			falseOnes = append(falseOnes, 0)
		}
	}
	for i, p := range predictions(fit) {
		if !fit[i].Answerable {
			falseOnes = append(falseOnes, p)
		}
	}
	d := logistic(fit)
	slices.Sort(falseOnes)
	d.Answer = quantile(falseOnes, 1-falseKeptShare)
	d.Names = bot.ClaimSignalNames
	d.Fitted = fmt.Sprintf("on %d true claims and %d false ones; go test ./bot -run TestClaimDecision -calibrate -update", yes, len(fit)-yes)
	bot.Golden(t, "claims.json", d.json(t))
}
