package bot_test

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"cuttings/bot"
	"cuttings/bot/logistic"
	"cuttings/bot/score"
)

// The shares of answerable questions that may go unanswered, and that may be
// refused outright. With the reader of stage 24 and .105 unanswered one more of 188
// others is refused and five fewer of 377 are answered rightly, with .115 three and nine.
const (
	unansweredShare = 0.095
	refuseShare     = 0.05
)

// fitDecision fits the weights on the examples that aren't kept aside. The
// thresholds are quantiles of five-fold predictions for the answerable of them,
// the written ones aside, which are harder than what people ask.
func fitDecision(all []*example) logistic.Decision {
	var dev []logistic.Example
	var written []bool
	for _, e := range all {
		if !e.Kept && e.Signals != nil {
			dev = append(dev, logistic.Example{Signals: e.Signals, So: e.Answerable})
			written = append(written, e.Written)
		}
	}
	var yes []float64
	answerable := 0
	for i, p := range logistic.Predictions(dev) {
		if dev[i].So {
			answerable++
		}
		if dev[i].So && !written[i] {
			yes = append(yes, p)
		}
	}
	d := logistic.Fit(dev)
	slices.Sort(yes)
	d.Answer = logistic.Quantile(yes, unansweredShare)
	d.Refuse = logistic.Quantile(yes, refuseShare)
	d.Names = bot.SignalNames
	d.Fitted = fmt.Sprintf("on %d answerable questions and %d others; go test ./bot -run TestCalibration -calibrate -update", answerable, len(dev)-answerable)
	return d
}

// report tabulates what the decision makes of each set, in the terms of the
// scorer, and the area under the curve of answerable against not; "all" are all
// but the written ones.
func report(all []*example, d logistic.Decision) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%-10s %-4s %10s %6s %6s %8s %8s %10s %8s %6s\n", "set", "part", "answerable", "right", "lead", "unsure", "refused", "others", "refused", "AUC")
	for _, part := range []bool{false, true} {
		var names []string
		for _, e := range all {
			if e.Kept == part && !slices.Contains(names, e.Set) {
				names = append(names, e.Set)
			}
		}
		for _, name := range append(names, "all") {
			var right, lead, unsure, refused, rightly, yesN, noN int
			var yes, no []float64
			for _, e := range all {
				if e.Kept != part || name == "all" && e.Written || name != "all" && e.Set != name {
					continue
				}
				p := 0.0
				if e.Signals != nil {
					p = d.Probability(e.Signals)
				}
				switch {
				case !e.Answerable:
					noN++
					no = append(no, p)
					if p < d.Answer {
						rightly++
					}
					continue
				case p < d.Refuse:
					refused++
				case p < d.Answer:
					unsure++
				default:
					if e.Outcome == score.Right {
						right++
					}
					if e.Lead {
						lead++
					}
				}
				yesN++
				yes = append(yes, p)
			}
			fmt.Fprintf(&b, "%-10s %-4s %10d %6d %6d %8d %8d %10d %8d %6.3f\n", name, partNames[part], yesN, right, lead, unsure, refused, noN, rightly, auc(yes, no))
		}
	}
	b.WriteByte('\n')
	for _, written := range []bool{false, true} {
		for _, part := range []bool{false, true} {
			wrong, n := surerHalf(all, part, written)
			fmt.Fprintf(&b, "%-9s %-4s  wrong or unanswerable among the surer half: %d of %d\n", map[bool]string{false: "all", true: "written"}[written], partNames[part], wrong, n)
		}
	}
	return b.Bytes()
}

var partNames = map[bool]string{false: "dev", true: "kept"}

// surerHalf counts the questions of a part that aren't answered rightly or can't be,
// among the half that gets the higher scores; by these, not refitted.
func surerHalf(all []*example, part, written bool) (wrong, n int) {
	var of []*example
	for _, e := range all {
		if e.Kept == part && e.Written == written {
			of = append(of, e)
		}
	}
	slices.SortStableFunc(of, func(x, y *example) int { return cmp.Compare(y.Score, x.Score) })
	n = len(of) / 2
	for _, e := range of[:n] {
		if !e.Answerable || e.Outcome != score.Right {
			wrong++
		}
	}
	return wrong, n
}

// auc is the probability that an answerable question gets more than another.
func auc(yes, no []float64) float64 {
	var sum float64
	for _, p := range yes {
		for _, q := range no {
			switch {
			case p > q:
				sum++
			case p == q:
				sum += .5
			}
		}
	}
	return sum / float64(len(yes)*len(no))
}
