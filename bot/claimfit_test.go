package bot_test

import (
	"fmt"
	"slices"
	"testing"

	"cuttings/bot"
)

// falseKeptShare is how many of the false claims may be kept.
const falseKeptShare = 0.05

// TestClaimDecision fits the decision on claims on those that break none of the rules
// that hold always, and holds claims.json to it: not on those kept aside, nor on the
// first, which the rules were made on and break fewer of them than others would. The
// threshold is a quantile of five-fold predictions for the false ones.
func TestClaimDecision(t *testing.T) {
	if !*calibrate {
		t.Skip("takes a minute; needs -calibrate")
	}
	var fit []*example
	broken, yes := 0, 0
	for _, c := range bot.ClaimCases(t) {
		switch {
		case c.Part == "kept4" || c.Part == "dev" || c.Part == "kept":
		case c.Hard:
			if !c.True {
				broken++
			}
		default:
			if c.True {
				yes++
			}
			fit = append(fit, &example{Answerable: c.True, Signals: c.Signals})
		}
	}
	kept := make([]float64, broken) // at 0, whatever the threshold
	for i, p := range predictions(fit) {
		if !fit[i].Answerable {
			kept = append(kept, p)
		}
	}
	d := logistic(fit)
	slices.Sort(kept)
	d.Answer = quantile(kept, 1-falseKeptShare)
	d.Names = bot.ClaimSignalNames
	d.Fitted = fmt.Sprintf("on %d true claims and %d false ones; go test ./bot -run TestClaimDecision -calibrate -update", yes, len(fit)-yes)
	bot.Golden(t, "claims.json", d.json(t))
}
