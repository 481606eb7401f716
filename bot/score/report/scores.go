package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"cuttings/bot/score"
)

// A scored question is how sure a reply was, and whether what it showed, as an
// answer or as the closest passages, holds a fact that was wanted.
type scored struct {
	score              float64
	answers            bool
	answerable, spoken bool // spoken: it was given as an answer
}

// scores are the figures and curves of [bot.Reply.Score].
type scores struct {
	N    int
	AUC  string // of telling answerable questions from others; empty without both
	Half string // the risk among the surer half
	Bins []bin
	// Calibration and Risk are drawn in a square of side plotSide, the origin at the
	// upper left.
	Calibration []bubble
	Risk        string // the points of a line
	Steps       []step
	RiskTop     string // what the upper end of the risk axis stands for
	RiskTicks   []tick
	At          *dot // where the decision to answer stands
}

// plotSide is the side of a plot, in units of the drawing.
const plotSide = 240

// A bin is the questions whose score lies in one tenth.
type bin struct {
	From, To         string
	N, Answers       int
	Mean, Share      string
	Lowest, Greatest string // the 95% interval of Share
}

// A bubble is a bin as it is drawn.
type bubble struct {
	bin
	X, Y, R, Low, High string
}

// A step is the risk at a share of the questions.
type step struct{ Share, Risk, Score string }

type tick struct{ Y, Label string }

type dot struct{ X, Y, Label string }

// bins is how many equal parts the scores are put in.
const bins = 10

func newScores(asked []Asked) scores {
	var all []scored
	for _, a := range asked {
		if a.Reply == nil {
			continue
		}
		quotations := slices.Concat(a.Reply.Citations, a.Reply.Closest)
		holds := slices.ContainsFunc(score.Found(a.Question, quotations), func(at int) bool { return at >= 0 })
		all = append(all, scored{a.Reply.Score, a.Question.Answerable && holds, a.Question.Answerable, a.Reply.Answered})
	}
	// The surest first; the order of the file doesn't matter.
	slices.SortStableFunc(all, func(x, y scored) int { return cmp.Compare(y.score, x.score) })
	s := scores{N: len(all), AUC: auc(all)}
	s.calibrate(all)
	s.rank(all)
	return s
}

// auc is the probability that an answerable question scores more than one that
// isn't, ties counting a half (the area under the ROC curve).
func auc(all []scored) string {
	var wins, pairs float64
	for _, x := range all {
		for _, y := range all {
			if !x.answerable || y.answerable {
				continue
			}
			pairs++
			switch {
			case x.score > y.score:
				wins++
			case x.score == y.score:
				wins += .5
			}
		}
	}
	if pairs == 0 {
		return ""
	}
	return fmt.Sprintf("%.3f", wins/pairs)
}

func (s *scores) calibrate(all []scored) {
	var sum [bins]float64
	var n, answers [bins]int
	for _, q := range all {
		i := min(bins-1, max(0, int(q.score*bins)))
		sum[i] += q.score
		n[i]++
		if q.answers {
			answers[i]++
		}
	}
	for i := range n {
		if n[i] == 0 {
			continue
		}
		mean, share := sum[i]/float64(n[i]), float64(answers[i])/float64(n[i])
		low, high := wilson(answers[i], n[i])
		b := bin{
			From: fmt.Sprintf("%.1f", float64(i)/bins), To: fmt.Sprintf("%.1f", float64(i+1)/bins),
			N: n[i], Answers: answers[i], Mean: fmt.Sprintf("%.2f", mean), Share: percent(share),
			Lowest: percent(low), Greatest: percent(high),
		}
		s.Bins = append(s.Bins, b)
		s.Calibration = append(s.Calibration, bubble{
			bin: b, X: at(mean), Y: at(1 - share), Low: at(1 - low), High: at(1 - high),
			R: fmt.Sprintf("%.1f", 3+9*math.Sqrt(float64(n[i])/float64(len(all)))),
		})
	}
}

// wilson is the 95% score interval of a share (Wilson 1927).
func wilson(k, n int) (low, high float64) {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	middle := p + z*z/(2*m)
	reach := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (middle-reach)/(1+z*z/m)), min(1, (middle+reach)/(1+z*z/m))
}

// rank draws the risk, the share that doesn't answer, among the surest questions,
// as more and more of them are taken in. Those with equal scores come in at once.
func (s *scores) rank(all []scored) {
	type point struct{ share, risk, score float64 }
	var points []point
	bad := 0
	for i, q := range all {
		if !q.answers {
			bad++
		}
		if i+1 == len(all) || all[i+1].score != q.score {
			points = append(points, point{float64(i+1) / float64(len(all)), float64(bad) / float64(i+1), q.score})
		}
	}
	top := 0.0
	for _, p := range points {
		top = max(top, p.risk)
	}
	top = max(.1, math.Ceil(top*10-1e-9)/10)
	s.RiskTop = percent(top)
	for i := 0; i <= 2; i++ {
		s.RiskTicks = append(s.RiskTicks, tick{at(float64(i) / 2), percent(top * (1 - float64(i)/2))})
	}
	var line []string
	next := 1
	for _, p := range points {
		line = append(line, at(p.share)+","+at(1-p.risk/top))
		for ; next <= 10 && p.share >= float64(next)/10-1e-9; next++ {
			s.Steps = append(s.Steps, step{percent(float64(next) / 10), percent(p.risk), fmt.Sprintf("%.2f", p.score)})
			if next == 5 {
				s.Half = percent(p.risk)
			}
		}
	}
	s.Risk = strings.Join(line, " ")
	spoken, wrong := 0, 0
	for _, q := range all {
		if q.spoken {
			spoken++
			if !q.answers {
				wrong++
			}
		}
	}
	if spoken > 0 {
		share, risk := float64(spoken)/float64(len(all)), float64(wrong)/float64(spoken)
		s.At = &dot{at(share), at(1 - min(1, risk/top)), fmt.Sprintf("answered: %s of the questions, %s of them wrong", percent(share), percent(risk))}
	}
}

// at is a place along the side of a plot.
func at(share float64) string { return fmt.Sprintf("%.1f", plotSide*share) }

func percent(share float64) string { return fmt.Sprintf("%.0f%%", 100*share) }
