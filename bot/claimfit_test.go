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
// quantile of five-fold predictions for the false ones, without the first, which the
// rules were made on and let pass fewer of them than of others.
func TestClaimDecision(t *testing.T) {
	if !*calibrate {
		t.Skip("takes a minute; needs -calibrate")
	}
	var fit []*example
	var parts []string
	var falseOnes []float64 // their probabilities; 0 for those that break such a rule
	yes := 0
	first := func(part string) bool { return part == "dev" || part == "kept" }
	for _, c := range bot.ClaimCases(t) {
		switch {
		case c.Part == "kept4" || c.Part == "kept5":
		case !c.Hard:
			if c.True {
				yes++
			}
			fit = append(fit, &example{Answerable: c.True, Signals: c.Signals})
			parts = append(parts, c.Part)
		case !c.True && !first(c.Part):
			falseOnes = append(falseOnes, 0)
		}
	}
	for i, p := range predictions(fit) {
		if !fit[i].Answerable && !first(parts[i]) {
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
