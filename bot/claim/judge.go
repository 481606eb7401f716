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

// A Reader says how likely sentences bear out a claim, and which of its words they don't;
// [reader.Claims] is one.
type Reader interface {
	Read(ctx context.Context, claim string, windows [][]string) ([]reader.Verdict, error)
}

// hardRules are those that a claim must keep whatever the reader says, as looking
// proves them: quotations word for word, figures that are there or follow and are of what
// they belong to, in its measure, no name that the report hasn't, no words of somebody's as nobody's, nor
// between quotation marks as another's, no two that change places, nothing of one that is
// said of another beside it or moved to it, no denial or contrary in a sentence's own words, no denial of
// a denial, nothing asked or said to the reader.
var hardRules = lexicon.Set(`quotations quoted found quantities numbered measured unattributed swapped reversed distributed moved altered doubled addressed`)

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

// signals are what the decision on a claim weighs: what the reader says of it, words that
// its sentences lack, how much of it they hold themselves, and the rules that it breaks.
func (c *check) signals(faults []string, r reading) []float64 {
	missing, content := 0.0, 0.0
	for i, x := range c.terms {
		if x.kind == termContent && !x.light {
			content++
			missing += logistic.Indicator(!c.matches[i].found)
		}
	}
	out := []float64{r.odds, r.withBefore, min(missing, 3), missing / max(content, 1), c.share()}
	for _, rules := range softRules {
		out = append(out, logistic.Indicator(slices.ContainsFunc(rules, func(name string) bool { return slices.Contains(faults, name) })))
	}
	return append(out, logistic.Indicator(len(faults) == 0))
}

// borneOut reports whether the reader and the faults of a claim together find it likely
// that sentences bear it out; if not, it says in a few words what they don't.
func (k *Checker) borneOut(ctx context.Context, c *check, ids []int, faults []string) (borne bool, reason string, err error) {
	r, err := k.read(ctx, c.text, ids)
	if err != nil {
		return false, "", err
	}
	if fitted.Probability(c.signals(faults, r)) >= fitted.Answer {
		return true, "", nil
	}
	return false, notBorneOut(c.text, r.doubts), nil
}

// A reading is what the reader says of a claim: the log-odds that any of its sentences
// bears it out, within ±maxBorne, by themselves and with the one before the first; and the
// doubts about its words, by the sentences alone.
type reading struct {
	odds, withBefore float64
	doubts           []reader.Doubt
}

// maxBorne bounds the reader's log-odds, so that being very sure doesn't outweigh every
// rule.
const maxBorne = 4

// read has the reader judge a claim by sentences, behind the heading of their article if
// it has a title. Behind how an article begins, as questions are read, it kept fewer true
// ones.
func (k *Checker) read(ctx context.Context, text string, ids []int) (reading, error) {
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
	verdicts, err := k.reader.Read(ctx, text, windows)
	if err != nil {
		return reading{}, fmt.Errorf("reading a claim: %w", err)
	}
	first, last := verdicts[0], verdicts[len(verdicts)-1]
	return reading{borne(first.Scores[head:]), borne(last.Scores[head:]), first.Doubts}, nil
}

// borne is the log-odds that any of the sentences bears out the claim.
func borne(scores []reader.Score) float64 {
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s.LogOdds)
	}
	return max(-maxBorne, min(maxBorne, math.Log(sum)))
}

// maxDoubted is the most places that a reason names.
const maxDoubted = 2

// notBorneOut says which words of a claim its sentences likely don't bear out, those that
// follow each other as one; of the claim as a whole, if these are most of them or none.
func notBorneOut(text string, doubts []reader.Doubt) string {
	var places []reader.Range
	n := 0
	for i, d := range doubts {
		switch {
		case d.LogOdds <= 0:
			continue
		case i > 0 && doubts[i-1].LogOdds > 0:
			places[len(places)-1].End = d.Word.End
		default:
			places = append(places, d.Word)
		}
		n++
	}
	if n == 0 || 2*n > len(doubts) {
		return "isn't borne out by its sentences"
	}
	var words []string
	for _, p := range places[:min(maxDoubted, len(places))] {
		words = append(words, "“"+text[p.Start:p.End]+"”")
	}
	if len(words) == 1 {
		return words[0] + " isn't borne out by its sentences"
	}
	return strings.Join(words, " and ") + " aren't borne out by its sentences"
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
