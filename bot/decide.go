package bot

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"cuttings/retrieval"
)

type decision int

const (
	refuse decision = iota
	unsure
	answer
)

// A calibration is a logistic regression over the signals of the best
// candidate, and the two thresholds on the probability that it answers.
// TestCalibration fits it and writes decision.json.
type calibration struct {
	// Names, Weights: one a signal, in the order of signals.vector.
	Names   []string  `json:"names"`
	Weights []float64 `json:"weights"`
	Bias    float64   `json:"bias"`
	// Answer and Refuse are the thresholds: above the one the reply answers,
	// below the other it refuses, between them it is unsure.
	Answer float64 `json:"answer"`
	Refuse float64 `json:"refuse"`
	// Fitted says on what.
	Fitted string `json:"fitted"`
}

//go:embed decision.json
var decisionJSON []byte

var fitted = func() calibration {
	var c calibration
	if err := json.Unmarshal(decisionJSON, &c); err != nil {
		panic(fmt.Sprintf("bot: decision.json: %v", err))
	}
	if n := len(signals{}.vector()); len(c.Weights) != n {
		panic(fmt.Sprintf("bot: decision.json holds %d weights for %d signals", len(c.Weights), n))
	}
	return c
}()

// probability that what has the signals is so.
func (c calibration) probability(signals []float64) float64 {
	z := c.Bias
	for i, x := range signals {
		z += float64(c.Weights[i] * x)
	}
	return 1 / (1 + math.Exp(-z))
}

// hopeless reports whether nothing can answer: nothing was found, or it's known why not,
// or the question asks for nothing of a kind in words that the coverage never uses: "bye".
func (f found) hopeless() bool {
	if len(f.candidates) == 0 || f.never != "" {
		return true
	}
	content := contentOf(f.res.Words)
	return f.question.kind == kindOther && len(content) > 0 && !f.res.Signals.Foreign &&
		!slices.ContainsFunc(content, func(w retrieval.Word) bool { return !slices.Contains(f.res.Signals.Unknown, w.Text) })
}

// probability that the best candidate answers; 0 without one, or where none can.
func (f found) probability() float64 {
	if f.hopeless() {
		return 0
	}
	return fitted.probability(f.signals().vector())
}

// score is how probable it is that all that is asked is answered: as the least sure part.
func (f found) score() float64 {
	least := f.probability()
	for _, p := range f.parts {
		least = min(least, p.probability())
	}
	return least
}

// decide says whether the best candidate answers.
func decide(f found) decision {
	switch p := f.probability(); {
	case f.hopeless():
		return refuse
	case f.res.Signals.Foreign:
		return unsure
	case p >= fitted.Answer:
		return answer
	case p >= fitted.Refuse:
		return unsure
	}
	return refuse
}
