package bot_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"cuttings/bot"
	"cuttings/bot/score"
)

// A decision is what decision.json holds.
type decision struct {
	Names   []string  `json:"names"`
	Weights []float64 `json:"weights"`
	Bias    float64   `json:"bias"`
	Answer  float64   `json:"answer"`
	Refuse  float64   `json:"refuse"`
	Fitted  string    `json:"fitted"`
}

func (d decision) json(t *testing.T) []byte {
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

func (d decision) probability(x []float64) float64 {
	z := d.Bias
	for i, v := range x {
		z += d.Weights[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// The shares of answerable questions that may go unanswered, and that may be
// refused outright. An eighth lies near where the shares of answerable questions
// answered and of others refused sum up highest.
const (
	unansweredShare = 0.125
	refuseShare     = 0.05
)

// fitDecision fits the weights on the examples that aren't kept aside. The
// thresholds are quantiles of five-fold predictions for the answerable of them.
func fitDecision(all []*example) decision {
	var dev []*example
	for _, e := range all {
		if !e.Kept && e.Signals != nil {
			dev = append(dev, e)
		}
	}
	var yes []float64
	for i, p := range predictions(dev) {
		if dev[i].Answerable {
			yes = append(yes, p)
		}
	}
	d := logistic(dev)
	slices.Sort(yes)
	d.Answer = quantile(yes, unansweredShare)
	d.Refuse = quantile(yes, refuseShare)
	d.Names = bot.SignalNames
	d.Fitted = fmt.Sprintf("on %d answerable questions and %d others; go test ./bot -run TestCalibration -calibrate -update", len(yes), len(dev)-len(yes))
	return d
}

// predictions are the probabilities that a regression on the other four fifths of the
// examples gives each.
func predictions(examples []*example) []float64 {
	const folds = 5
	out := make([]float64, len(examples))
	for f := range folds {
		var train []*example
		for i, e := range examples {
			if i%folds != f {
				train = append(train, e)
			}
		}
		d := logistic(train)
		for i, e := range examples {
			if i%folds == f {
				out[i] = d.probability(e.Signals)
			}
		}
	}
	return out
}

// quantile is the value of which the share lies below.
func quantile(sorted []float64, share float64) float64 {
	return round(sorted[int(share*float64(len(sorted)))])
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// logistic fits a regression by gradient descent on standardised signals, with a
// little weight decay.
func logistic(examples []*example) decision {
	const (
		decay = 0.02
		rate  = 0.5
		steps = 3000
	)
	n, width := float64(len(examples)), len(examples[0].Signals)
	mean, deviation := make([]float64, width), make([]float64, width)
	for i := range width {
		for _, e := range examples {
			mean[i] += e.Signals[i] / n
		}
		for _, e := range examples {
			deviation[i] += (e.Signals[i] - mean[i]) * (e.Signals[i] - mean[i]) / n
		}
		deviation[i] = math.Sqrt(deviation[i]) + 1e-9
	}
	w, bias := make([]float64, width), 0.0
	gradient := make([]float64, width)
	for range steps {
		clear(gradient)
		var gradientBias float64
		for _, e := range examples {
			z := bias
			for i, x := range e.Signals {
				z += w[i] * (x - mean[i]) / deviation[i]
			}
			g := 1 / (1 + math.Exp(-z))
			if e.Answerable {
				g--
			}
			for i, x := range e.Signals {
				gradient[i] += g * (x - mean[i]) / deviation[i] / n
			}
			gradientBias += g / n
		}
		for i := range w {
			w[i] -= rate * (gradient[i] + decay*w[i])
		}
		bias -= rate * gradientBias
	}
	d := decision{Weights: w}
	for i := range w {
		w[i] = round(w[i] / deviation[i])
		bias -= w[i] * mean[i]
	}
	d.Bias = round(bias)
	return d
}

// report tabulates what the decision makes of each set, in the terms of the
// scorer, and the area under the curve of answerable against not.
func report(all []*example, d decision) []byte {
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
				if e.Kept != part || name != "all" && e.Set != name {
					continue
				}
				p := 0.0
				if e.Signals != nil {
					p = d.probability(e.Signals)
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
	for _, part := range []bool{false, true} {
		wrong, n := surerHalf(all, part)
		fmt.Fprintf(&b, "%-4s  wrong or unanswerable among the surer half: %d of %d\n", partNames[part], wrong, n)
	}
	return b.Bytes()
}

var partNames = map[bool]string{false: "dev", true: "kept"}

// surerHalf counts the questions of a part that aren't answered rightly or can't be,
// among the half that gets the higher scores; by these, not refitted.
func surerHalf(all []*example, part bool) (wrong, n int) {
	var of []*example
	for _, e := range all {
		if e.Kept == part {
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
