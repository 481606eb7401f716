// Package claim finds out whether sentences of a coverage bear out a claim.
//
// A [Checker] reads a claim and the sentences as terms with a parse, and places each term
// of the claim in a sentence. Rules say what is wrong with it beside them; some hold
// always, the others are weighed with what a reader makes of the claim in the place of
// a question. What a language model writes names its sentences ([Checker.Carry]); for
// what anybody says they are searched ([Checker.Support], [Checker.Contradiction]).
package claim

import (
	"context"
	"fmt"
	"slices"

	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// Judges are the models by which claims are checked.
type Judges struct {
	Parser Parser
	Reader Reader
}

// A Checker holds claims against sentences of one coverage, which are given by their
// numbers in it. Any number of goroutines may use it at once.
type Checker struct {
	reports  *voice.Reports
	coverage *retrieval.Coverage
	parses   *parses
	reader   Reader
}

// New returns a Checker of claims against what the reports say.
func New(reports *voice.Reports, judges Judges) *Checker {
	return &Checker{reports: reports, coverage: reports.Coverage(), parses: &parses{parser: judges.Parser}, reader: judges.Reader}
}

// Check says in a few words why sentences don't carry a claim, as it was written; empty
// if they do.
func (k *Checker) Check(ctx context.Context, text string, sentences []int) string {
	_, reason := k.hold(ctx, Clean(text), sentences)
	return reason
}

// Carry says which sentences carry a claim, cleaned (see [Clean]): of those that it
// names, or else one of all that could be meant, which must hold most of it and break no
// rule at all. If none do, reason says in a few words why the named ones don't; else it
// is empty.
func (k *Checker) Carry(ctx context.Context, text string, named, all []int) (used []int, reason string) {
	used, reason = k.hold(ctx, text, named)
	if reason == "" {
		return used, ""
	}
	for _, id := range all {
		if faults, share := k.faults(text, id); len(faults) > 0 || share < minSupport {
			continue
		}
		if used, r := k.hold(ctx, text, []int{id}); r == "" {
			return used, ""
		}
	}
	return nil, reason
}

// hold holds a claim against sentences and says which of them carry it, or in a
// few words why they don't: it breaks a rule that holds always, or the reader and the
// other rules together find it unlikely.
func (k *Checker) hold(ctx context.Context, text string, ids []int) (used []int, reason string) {
	if len(ids) == 0 {
		return nil, "names no sentence"
	}
	c := k.newCheck(text, ids)
	faults, reason := c.faults()
	words := retrieval.Folded(text)
	for i, id := range ids {
		if len(words) > 0 && slices.Equal(words, retrieval.Folded(k.coverage.Sentences[id].Text)) && !slices.Contains(faults, ruleUnattributed) {
			return ids[i : i+1], "" // word for word, and not said by somebody whom it leaves out
		}
	}
	if breaksHard(faults) {
		return nil, reason
	}
	used = c.used(ids)
	if len(used) == 0 {
		return nil, "says nothing that its sentences hold"
	}
	borne, unlikely, err := k.borneOut(ctx, c, ids, faults)
	switch {
	case err != nil:
		return nil, fmt.Sprintf("couldn't be checked: %v", err)
	case borne:
		return used, ""
	case reason == "":
		return nil, unlikely
	}
	return nil, reason
}

// Adds reports whether a text, cleaned, has a name or a number that what is known doesn't.
func (k *Checker) Adds(text, known string) bool {
	said := k.terms(known)
	return slices.ContainsFunc(k.terms(text), func(x term) bool {
		switch x.kind {
		case termName:
			return !slices.ContainsFunc(said, func(y term) bool { return y.kind == termName && sameName(x, y) || y.folded == x.folded })
		case termNumber:
			return !slices.ContainsFunc(said, func(y term) bool { return y.kind == termNumber && y.value == x.value })
		}
		return false
	})
}
