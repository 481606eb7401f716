package logistic

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for data, want := range map[string]string{
		`{"names":["a","b"],"weights":[1,2],"bias":-1,"answer":0.7,"refuse":0.2}`: "",
		`{"weights":[1]}`: "1 weights for 2 signals",
		`{"weights":`:     "reading a decision: unexpected end",
	} {
		d, err := Read([]byte(data), 2)
		if want == "" && (err != nil || d.Answer != .7 || d.Weights[1] != 2) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("Read(%s) = %+v, %v; want error %q", data, d, err, want)
		}
	}
}

// What is more probable where a signal is higher gets a weight for it, and a signal that
// is always the same next to none.
func TestFit(t *testing.T) {
	var examples []Example
	for i := range 50 {
		examples = append(examples, Example{Signals: []float64{float64(i), 3}, So: i%10 < 2 != (i > 25)})
	}
	d := Fit(examples)
	if low, high := d.Probability([]float64{0, 3}), d.Probability([]float64{49, 3}); low > .3 || high < .7 || d.Weights[1] != 0 {
		t.Errorf("probabilities %.3f and %.3f with weights %g", low, high, d.Weights)
	}
	right := 0
	for i, p := range Predictions(examples) {
		if (p > .5) == examples[i].So {
			right++
		}
	}
	if right < 35 {
		t.Errorf("of 50 examples %d are predicted rightly by the others", right)
	}
}

func TestQuantile(t *testing.T) {
	sorted := []float64{.1, .20004, .3, .4}
	for share, want := range map[float64]float64{0: .1, .25: .2, .5: .3, .99: .4} {
		if got := Quantile(sorted, share); got != want {
			t.Errorf("Quantile(%g) = %g, want %g", share, got, want)
		}
	}
}
