package report

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/bot/score"
)

// replied is a reply with a score to a question, as of 0 that isn't answerable,
// of 1 with the fact shown, or of 2 with another.
func replied(s float64, what int) Asked {
	a := Asked{score.Question{Text: "When?", Kind: "when"}, &bot.Reply{Score: s, Answered: s >= .5, Citations: []bot.Citation{cite(1, 0, 27)}}}
	if what > 0 {
		a.Question.Answerable = true
		a.Question.Gold = [][]string{{[]string{"", "January 12", "Geneva"}[what]}}
	}
	return a
}

func TestScores(t *testing.T) {
	s := newScores([]Asked{
		replied(.95, 1), replied(.9, 1), replied(.8, 2), replied(.6, 1), replied(.6, 0),
		replied(.4, 1), replied(.3, 0), replied(.2, 0), replied(.1, 0), replied(.05, 2),
	})
	// Of the 6 × 4 pairs, .6 ties with .6, and .4 and .05 lose to 1 and 4.
	if s.N != 10 || s.AUC != "0.771" {
		t.Errorf("%d scores, AUC %s; want 10, 0.771", s.N, s.AUC)
	}
	if s.Half != "40%" {
		t.Errorf("risk of the surer half = %s, want 40%%: of two and of one that isn't answerable", s.Half)
	}
	wantSteps := []step{
		{"10%", "0%", "0.95"}, {"20%", "0%", "0.90"}, {"30%", "33%", "0.80"}, {"40%", "40%", "0.60"}, {"50%", "40%", "0.60"},
		{"60%", "33%", "0.40"}, {"70%", "43%", "0.30"}, {"80%", "50%", "0.20"}, {"90%", "56%", "0.10"}, {"100%", "60%", "0.05"},
	}
	if diff := cmp.Diff(wantSteps, s.Steps); diff != "" {
		t.Errorf("risk (-want +got):\n%s", diff)
	}
	if s.At == nil || s.At.X != "120.0" || s.At.Label != "answered: 50% of the questions, 40% of them wrong" {
		t.Errorf("the decision stands at %+v", s.At)
	}
	n := 0
	for _, b := range s.Bins {
		n += b.N
	}
	top := s.Bins[len(s.Bins)-1]
	if n != 10 || top.From != "0.9" || top.N != 2 || top.Answers != 2 || top.Mean != "0.93" && top.Mean != "0.92" {
		t.Errorf("%d in bins, the last of them %+v", n, top)
	}
}

// TestWilson compares with the intervals that Newcombe (1998), table I, gives.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}, {29, 29, .8830, 1}} {
		low, high := wilson(c.k, c.n)
		if math.Abs(low-c.low) > 1e-4 || math.Abs(high-c.high) > 1e-4 {
			t.Errorf("wilson(%d, %d) = %.4f, %.4f; want %.4f, %.4f", c.k, c.n, low, high, c.low, c.high)
		}
	}
}
