package claim

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/logistic"
	"cuttings/retrieval/reader"
)

// A Reader says how likely sentences answer a question, or bear out a claim in its
// place; [reader.Reader] is one.
type Reader interface {
	Read(ctx context.Context, question string, windows [][]string) ([][]reader.Score, error)
}

// hardRules are those that a claim must keep whatever the reader says, as looking
// proves them: quotations word for word, figures that are there or follow and are of what
// they belong to, no name that the report hasn't, no words of somebody's as nobody's, nor
// between quotation marks as another's, no two that change places, nothing of one that is
// said of another beside it, no denial or contrary in a sentence's own words, no denial of
// a denial.
var hardRules = lexicon.Set(`quotations quoted found quantities numbered unattributed swapped reversed distributed altered doubled`)

// breaksHard reports whether one of the rules broken holds always.
func breaksHard(faults []string) bool {
	return slices.ContainsFunc(faults, func(name string) bool { return hardRules[name] })
}

// softRules are the others, which take reading, and weigh with what the reader says: each
// by itself, or alike ones as one.
var softRules = [][]string{
	{"held"}, {"subjects", "objects"}, {"other places"}, {"replaced"}, {"figures"}, {"named"}, {"opposite", ruleDirections, rulePolarity},
	{ruleDenied}, {ruleAttributed}, {"modality"}, {"roles"}, {"deeds"}, {"names"},
}

// signalNames are the names of what the decision on a claim weighs, in order.
var signalNames = func() []string {
	names := []string{"reader", "context", "missing", "missingShare", "share"}
	for _, rules := range softRules {
		names = append(names, strings.Join(rules, ", "))
	}
	return append(names, "faultless")
}()

// signals are what the decision on a claim weighs: the reader's log-odds for the
// sentences alone and with the one before them, words that these lack, how much of the
// claim they hold themselves, and the rules that it breaks.
func (c *check) signals(faults []string, odds, withBefore float64) []float64 {
	missing, content := 0.0, 0.0
	for i, x := range c.terms {
		if x.kind == termContent && !x.light {
			content++
			missing += logistic.Indicator(!c.matches[i].found)
		}
	}
	out := []float64{odds, withBefore, min(missing, 3), missing / max(content, 1), c.share()}
	for _, rules := range softRules {
		out = append(out, logistic.Indicator(slices.ContainsFunc(rules, func(name string) bool { return slices.Contains(faults, name) })))
	}
	return append(out, logistic.Indicator(len(faults) == 0))
}

// borneOut reports whether the reader and the faults of a claim together find it likely
// that sentences bear it out.
func (k *Checker) borneOut(ctx context.Context, c *check, ids []int, faults []string) (bool, error) {
	odds, withBefore, err := k.support(ctx, c.text, ids)
	if err != nil {
		return false, err
	}
	return fitted.Probability(c.signals(faults, odds, withBefore)) >= fitted.Answer, nil
}

// maxBorne bounds the reader's log-odds, so that being very sure doesn't outweigh every
// rule.
const maxBorne = 4

// support asks the reader whether sentences bear out a claim, behind the heading of
// their article if it has a title: by themselves, and with the sentence before the first.
// Behind how an article begins, as questions are read, it kept fewer true ones.
func (k *Checker) support(ctx context.Context, text string, ids []int) (odds, withBefore float64, err error) {
	article := k.coverage.Sentences[ids[0]].Article
	var own []string
	if heading := k.coverage.Heading(article); heading != "" {
		own = append(own, heading)
	}
	head := len(own)
	for _, id := range ids {
		own = append(own, k.coverage.Sentences[id].Text)
	}
	windows := [][]string{own}
	if before := ids[0] - 1; before >= k.reports.First(article) && !k.coverage.Sentences[before].Heading {
		windows = append(windows, slices.Insert(slices.Clone(own), head, k.coverage.Sentences[before].Text))
	}
	scores, err := k.reader.Read(ctx, text, windows)
	if err != nil {
		return 0, 0, fmt.Errorf("reading a claim: %w", err)
	}
	return borne(scores[0][head:]), borne(scores[len(scores)-1][head:]), nil
}

// borne is the log-odds that any of the sentences bears out the claim.
func borne(scores []reader.Score) float64 {
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s.LogOdds)
	}
	return max(-maxBorne, min(maxBorne, math.Log(sum)))
}

//go:embed decision.json
var decisionJSON []byte

// fitted decides on claims; TestClaimDecision fits it. Its one threshold is Answer.
var fitted = func() logistic.Decision {
	d, err := logistic.Read(decisionJSON, len(signalNames))
	if err != nil {
		panic(fmt.Sprintf("claim: decision.json: %v", err))
	}
	return d
}()
