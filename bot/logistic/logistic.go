// Package logistic decides by a logistic regression: it weighs signals to a
// probability, which thresholds part.
package logistic

import (
	"encoding/json"
	"fmt"
	"math"
)

// A Decision is a logistic regression over signals, and thresholds on the probability
// that it gives. [Fit] finds the regression; the thresholds are for its caller to set.
type Decision struct {
	// Names, Weights: one a signal, in the order in which signals are given.
	Names   []string  `json:"names"`
	Weights []float64 `json:"weights"`
	Bias    float64   `json:"bias"`
	// Answer and Refuse are the thresholds, from 0 to 1: what is at least as probable
	// as the one is so, what is less probable than the other isn't; between them it is
	// unsure. Where nothing may be unsure, Answer alone counts.
	Answer float64 `json:"answer"`
	Refuse float64 `json:"refuse"`
	// Fitted says on what.
	Fitted string `json:"fitted"`
}

// Read reads a Decision over so many signals from its JSON. It is an error if that isn't
// well-formed, or holds another number of weights.
func Read(data []byte, signals int) (Decision, error) {
	var d Decision
	if err := json.Unmarshal(data, &d); err != nil {
		return Decision{}, fmt.Errorf("reading a decision: %w", err)
	}
	if len(d.Weights) != signals {
		return Decision{}, fmt.Errorf("reading a decision: %d weights for %d signals", len(d.Weights), signals)
	}
	return d, nil
}

// JSON is what [Read] reads, indented and with a newline at its end.
func (d Decision) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing a decision: %w", err)
	}
	return append(data, '\n'), nil
}

// Probability is how probable it is, from 0 to 1, that what has the signals is so.
// There must be as many as weights.
func (d Decision) Probability(signals []float64) float64 {
	z := d.Bias
	for i, x := range signals {
		z += float64(d.Weights[i] * x)
	}
	return 1 / (1 + math.Exp(-z))
}

// Indicator is the signal of what is so or isn't: 1 or 0.
func Indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
