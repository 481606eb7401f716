package logistic

import "math"

// An Example is what a [Decision] is fitted on.
type Example struct {
	Signals []float64
	// So says whether it is so, the probability of which is sought.
	So bool
}

// Fit fits a regression by gradient descent on standardised signals, with a little weight
// decay: weights and bias, to four places. There must be an example, and all must have
// the same number of signals.
func Fit(examples []Example) Decision {
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
			if e.So {
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
	d := Decision{Weights: w}
	for i := range w {
		w[i] = round(w[i] / deviation[i])
		bias -= w[i] * mean[i]
	}
	d.Bias = round(bias)
	return d
}

// Predictions are the probabilities that a regression on the other four fifths of the
// examples gives each.
func Predictions(examples []Example) []float64 {
	const folds = 5
	out := make([]float64, len(examples))
	for f := range folds {
		var train []Example
		for i, e := range examples {
			if i%folds != f {
				train = append(train, e)
			}
		}
		d := Fit(train)
		for i, e := range examples {
			if i%folds == f {
				out[i] = d.Probability(e.Signals)
			}
		}
	}
	return out
}

// Quantile is the value of which the share lies below, from 0 to less than 1, to four
// places. The values must be sorted, and there must be one.
func Quantile(sorted []float64, share float64) float64 {
	return round(sorted[int(share*float64(len(sorted)))])
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
