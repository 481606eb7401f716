package claim

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/bot/logistic"
)

var calibrate = flag.Bool("calibrate", false, "fit the decision (minutes)")

// falseKeptShare is how many of the false claims that the decision is fitted on may be kept:
// fewer than one in twenty, for of others it lets more through.
const falseKeptShare = 0.035

// TestClaimDecision fits the decision on the claims that break none of the rules that
// hold always, and holds decision.json to it: not on those kept aside. The threshold is a
// quantile of five-fold predictions for the false ones.
func TestClaimDecision(t *testing.T) {
	if !*calibrate {
		t.Skip("takes two minutes; needs -calibrate")
	}
	checkers := coverages(t)
	var fit []logistic.Example
	var falseOnes []float64 // their probabilities; 0 for those that break such a rule
	yes := 0
	for _, j := range judgedClaims(t, "testdata/claims.jsonl") {
		if totalsOnly(j.Part) {
			continue
		}
		k := checkers[j.Over]
		text, ids := Clean(j.Claim), k.all(t, j)
		c := k.newCheck(text, ids)
		faults, _ := c.faults()
		r, err := k.read(t.Context(), text, ids)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case !breaksHard(faults):
			if j.True {
				yes++
			}
			fit = append(fit, logistic.Example{Signals: c.signals(faults, r), So: j.True})
		case !j.True:
			falseOnes = append(falseOnes, 0)
		}
	}
	for i, p := range logistic.Predictions(fit) {
		if !fit[i].So {
			falseOnes = append(falseOnes, p)
		}
	}
	d := logistic.Fit(fit)
	slices.Sort(falseOnes)
	d.Answer = logistic.Quantile(falseOnes, 1-falseKeptShare)
	d.Names = signalNames
	d.Fitted = fmt.Sprintf("on %d true claims and %d false ones; go test ./bot/claim -run TestClaimDecision -calibrate -update", yes, len(fit)-yes)
	data, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	bottest.Golden(t, "decision.json", data)
}
