package bot

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/claim"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// Limits of what is checked of a text.
const (
	maxStatements = 20
	// maxNearest is how many of the sentences found a statement is held against.
	maxNearest = 12
	// maxEvidence is the most citations of a statement: all that carry it together.
	maxEvidence = claim.MaxTogether
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
		clean := claim.Clean(labelRE.ReplaceAllString(said, "$1"))
		if !b.claims.States(clean) {
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
		s := CheckedStatement{Text: said, Verdict: v.verdict, Why: v.Why}
		for _, id := range v.Sentences[:min(maxEvidence, len(v.Sentences))] {
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

// A finding is what the coverage says to one statement.
type finding struct {
	verdict Verdict
	claim.Finding
}

// verdict holds a statement against the sentences that are nearest to it.
func (b *Bot) verdict(ctx context.Context, text string) (finding, error) {
	res, err := b.search.Search(ctx, text)
	if err != nil {
		return finding{}, err
	}
	ids := b.nearest(res.Hits)
	if f, ok, err := b.claims.Support(ctx, text, ids); ok || err != nil {
		return finding{Supported, f}, err
	}
	if f, ok := b.claims.Contradiction(text, ids); ok {
		return finding{Contradicted, f}, nil
	}
	return finding{NotThere, claim.Finding{Why: b.whyNotThere(text, ids, res.Signals), Sentences: ids[:min(maxEvidence-1, len(ids))]}}, nil
}

// nearest are the sentences found, without reprints, by their nearness alone: whether they
// answer is no matter here.
func (b *Bot) nearest(hits []retrieval.Hit) []int {
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
	for _, h := range hits {
		ids = append(ids, h.Sentence)
	}
	ids = b.withoutReprints(ids)
	return ids[:min(maxNearest, len(ids))]
}

// whyNotThere says what stands in the way of a statement.
func (b *Bot) whyNotThere(text string, ids []int, signals retrieval.Signals) string {
	names := slices.DeleteFunc(slices.Clone(signals.Names), func(name string) bool { return claim.Calendar(retrieval.Fold(name)) })
	if len(names) > 0 {
		return "The coverage doesn't mention " + list(names) + "."
	}
	if other := b.claims.OtherSpeaker(text, ids); other != "" {
		return "In the coverage it is said by " + other + "."
	}
	if missing := b.claims.Lacking(text, ids); len(missing) > 0 {
		return "The nearest passages don't hold " + list(missing) + "."
	}
	return "No passage says this; the nearest are shown."
}
