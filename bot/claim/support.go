package claim

import (
	"context"
	"slices"
	"strings"
)

// MaxTogether is the most sentences that carry a statement only together.
const MaxTogether = 3

const (
	// together is among how many of the nearest sentences these are looked for.
	together = 4
	// minSaid is the least number of names, numbers and words of content that make
	// a statement.
	minSaid = 2
)

// States reports whether a sentence, cleaned, states something, and isn't too long to be
// checked.
func (k *Checker) States(clean string) bool {
	if len(clean) > MaxBytes || strings.HasSuffix(clean, "?") {
		return false
	}
	said := 0
	for _, x := range k.terms(clean) {
		if x.counts() && !x.light {
			said++
		}
	}
	return said >= minSaid
}

// A Finding is what sentences say to a statement.
type Finding struct {
	// Why says in one line what differs, or on whose account the statement is
	// supported; it may be empty.
	Why string
	// Sentences are those that say it, by number, the most telling first.
	Sentences []int
}

// How much of a statement a sentence must hold itself, by weight, to support or to
// contradict it: what only sentences before it name is little to go by, where nobody
// has said which sentence is meant. Chosen on the claims of the part "dev".
const (
	minSupport       = 0.66
	minContradiction = 0.75
	minTogether      = 0.85
)

// Support finds the sentences that carry a statement, cleaned, among those given, the
// nearest first: each by itself, or, if none does, some of the nearest together. What the
// report has somebody say supports a statement that says it of nobody, and is marked so.
// It reports whether there are any; if not, the Finding says nothing. An error is a failure
// of the reader.
func (k *Checker) Support(ctx context.Context, text string, sentences []int) (Finding, bool, error) {
	var f Finding
	var voiced []int
	for _, id := range sentences {
		c := k.newCheck(text, []int{id})
		if c.share() < minSupport {
			continue
		}
		faults, _ := c.faults()
		unattributed := unsaid(text, faults)
		if !unattributed && breaksHard(faults) {
			continue
		}
		borne, _, err := k.borneOut(ctx, c, []int{id}, faults)
		switch {
		case err != nil:
			return Finding{}, false, err
		case borne && unattributed:
			voiced = append(voiced, id)
		case borne:
			f.Sentences = append(f.Sentences, id)
		}
	}
	if len(f.Sentences) > 0 {
		return f, true, nil
	}
	if len(voiced) > 0 {
		f.Sentences, f.Why = voiced, "By the account of "+describe(k.reports.Of(voiced[0]))+"."
		return f, true, nil
	}
	near := sentences[:min(together, len(sentences))]
	used, reason := k.hold(ctx, text, near)
	f.Sentences = used
	return f, reason == "" && len(used) > 0 && len(used) <= MaxTogether && k.newCheck(text, near).share() >= minTogether, nil
}

// faults are the names of the rules that a statement breaks, held against a
// sentence, and how much of it the sentence holds itself, from 0 to 1.
func (k *Checker) faults(text string, id int) (names []string, share float64) {
	c := k.newCheck(text, []int{id})
	names, _ = c.faults()
	return names, c.share()
}

// unsaid reports whether the only fault of a statement is that it says of nobody what
// the report has somebody say.
func unsaid(text string, faults []string) bool {
	return slices.Equal(faults, []string{ruleUnattributed}) && len(sayersOf(text)) == 0
}

// share is how much of a claim its units hold themselves, by weight.
func (c *check) share() float64 {
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
