package bot

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cuttings/corpus"
	"cuttings/retrieval"
)

// Limits of what is checked of a text.
const (
	maxStatements = 20
	// maxNearest is how many of the sentences found a statement is held against.
	maxNearest = 12
	// together is how many of them may carry it only together.
	together = 4
	// maxEvidence is the most citations of a statement.
	maxEvidence = 3
	// minSaid is the least number of names, numbers and words of content that make
	// a statement.
	minSaid = 2
)

// Check holds a text that somebody wrote against the coverage, a sentence at a
// time, by the same rules as what a language model writes. Questions, links and
// what states nothing are passed over, and so are all statements but the first 20.
//
// A statement is contradicted where all of it but one thing is carried by a
// sentence that has something else there: another number or date, the opposite of
// a word, other words between the quotation marks; or a sentence denies what it
// states. Another name is no contradiction: what one did another may have done too.
// An error is a failure of the search.
func (b *Bot) Check(ctx context.Context, text string) (Checked, error) {
	out := Checked{Text: text, Coverage: b.scope}
	number := 0
	for _, span := range statementsIn(text) {
		said := span.Of(text)
		clean := cleanClaim(labelRE.ReplaceAllString(said, "$1"))
		if !b.states(clean) {
			continue
		}
		if len(out.Statements) == maxStatements {
			out.Left++
			continue
		}
		v, err := b.verdict(ctx, clean)
		if err != nil {
			return Checked{}, fmt.Errorf("checking a text: %w", err)
		}
		s := CheckedStatement{Text: said, Verdict: v.verdict, Why: v.why}
		for _, id := range v.ids[:min(maxEvidence, len(v.ids))] {
			number++
			at := b.coverage.Sentences[id]
			s.Citations = append(s.Citations, b.citation(at.Article, at.Passage, at.Span, nil, number))
		}
		out.Statements = append(out.Statements, s)
	}
	return out, nil
}

// labelRE matches a link in Slack's markup: what it is labelled with is part of what is
// said.
var labelRE = regexp.MustCompile(`<[^<>|]*\|([^<>|]*)>`)

// statementsIn are the places of a text's sentences, line by line.
func statementsIn(text string) []corpus.Span {
	var out []corpus.Span
	start := 0
	for line := range strings.Lines(text) {
		for _, s := range corpus.Sentences(line) {
			out = append(out, corpus.Span{Start: start + s.Start, End: start + s.End})
		}
		start += len(line)
	}
	return out
}

// states reports whether a sentence, cleaned, states something.
func (b *Bot) states(clean string) bool {
	if len(clean) > maxClaim || strings.HasSuffix(clean, "?") {
		return false
	}
	said := 0
	for _, x := range b.terms(clean) {
		if x.counts() && !x.light {
			said++
		}
	}
	return said >= minSaid
}

// A finding is what the coverage says to one statement.
type finding struct {
	verdict Verdict
	why     string
	ids     []int // of sentences, the most telling first
}

// verdict holds a statement against the sentences that are nearest to it.
func (b *Bot) verdict(ctx context.Context, text string) (finding, error) {
	res, err := b.search.Search(ctx, text)
	if err != nil {
		return finding{}, err
	}
	ids := nearest(res.Hits)
	if f, ok, err := b.supported(ctx, text, ids); ok || err != nil {
		return f, err
	}
	for _, find := range []func(string, []int) (finding, bool){b.misquoted, b.contradicted} {
		if f, ok := find(text, ids); ok {
			return f, nil
		}
	}
	return finding{NotThere, b.whyNotThere(text, ids, res.Signals), ids[:min(maxEvidence-1, len(ids))]}, nil
}

// nearest are the sentences found, by their nearness alone: whether they answer is
// no matter here.
func nearest(hits []retrieval.Hit) []int {
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(x, y retrieval.Hit) int {
		switch {
		case x.Retrieval > y.Retrieval:
			return -1
		case x.Retrieval < y.Retrieval:
			return 1
		}
		return 0
	})
	var ids []int
	for _, h := range hits[:min(maxNearest, len(hits))] {
		ids = append(ids, h.Sentence)
	}
	return ids
}

// How much of a statement a sentence must hold itself, by weight, to support or to
// contradict it: what only sentences before it name is little to go by, where nobody
// has said which sentence is meant. Chosen on the claims of the part "dev".
const (
	minSupport       = 0.66
	minContradiction = 0.75
	minTogether      = 0.85
)

// supported finds the sentences that carry a statement: each by itself, or, if none
// does, some of the nearest together. What the report has somebody say supports a
// statement that says it of nobody, and is marked so.
func (b *Bot) supported(ctx context.Context, text string, ids []int) (finding, bool, error) {
	f := finding{verdict: Supported}
	var voiced []int
	for _, id := range ids {
		c := b.newClaimCheck(text, []int{id})
		if c.share() < minSupport {
			continue
		}
		faults, _ := c.faults(b)
		voice := unsaid(text, faults)
		if !voice && breaksHard(faults) {
			continue
		}
		borne, err := b.borneOut(ctx, c, []int{id}, faults)
		switch {
		case err != nil:
			return finding{}, false, err
		case borne && voice:
			voiced = append(voiced, id)
		case borne:
			f.ids = append(f.ids, id)
		}
	}
	if len(f.ids) > 0 {
		return f, true, nil
	}
	if len(voiced) > 0 {
		f.ids, f.why = voiced, "By the account of "+describe(b.reports.Of(voiced[0]))+"."
		return f, true, nil
	}
	near := ids[:min(together, len(ids))]
	used, reason := b.carry(ctx, text, near)
	f.ids = used
	return f, reason == "" && len(used) > 0 && len(used) <= maxEvidence && b.newClaimCheck(text, near).share() >= minTogether, nil
}

// faults are the names of the rules that a statement breaks, held against a
// sentence, and how much of it the sentence holds itself, from 0 to 1.
func (b *Bot) faults(text string, id int) (names []string, share float64) {
	c := b.newClaimCheck(text, []int{id})
	names, _ = c.faults(b)
	return names, c.share()
}

// unsaid reports whether the only fault of a statement is that it says of nobody what
// the report has somebody say.
func unsaid(text string, faults []string) bool {
	return slices.Equal(faults, []string{ruleUnattributed}) && len(sayersOf(text)) == 0
}

// share is how much of a claim its units hold themselves, by weight.
func (c *claimCheck) share() float64 {
	all, held := 0.0, 0.0
	for i, x := range c.terms {
		if !x.counts() {
			continue
		}
		all += x.weight()
		if c.matches[i].found && c.matches[i].at >= 0 {
			held += x.weight()
		}
	}
	return held / max(all, 1)
}
