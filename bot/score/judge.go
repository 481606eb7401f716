package score

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"

	"cuttings/bot"
)

// Top is how many citations of an answer count; a fact that stands further down
// isn't found.
const Top = 5

// An Outcome is how a reply to a question turned out.
type Outcome string

// Outcomes of answerable questions, of those that aren't, and of both.
const (
	Right          Outcome = "right"
	PartlyRight    Outcome = "partly right"
	Wrong          Outcome = "wrong"
	Unsure         Outcome = "unsure"
	FalselyRefused Outcome = "falsely refused"

	RefusedRightly  Outcome = "refused rightly"
	FalselyAnswered Outcome = "falsely answered"

	Missing Outcome = "missing"
)

// Good reports whether nothing went wrong.
func (o Outcome) Good() bool { return o == Right || o == RefusedRightly }

// Judge says how reply r to question q turned out, and whether its first
// citation holds one of the facts. A nil reply is Missing.
func Judge(q Question, r *bot.Reply) (o Outcome, lead bool) {
	switch {
	case r == nil:
		return Missing, false
	case !q.Answerable && r.Answered:
		return FalselyAnswered, false
	case !q.Answerable:
		return RefusedRightly, false
	case !r.Answered && r.Reason == bot.Unsure:
		return Unsure, false
	case !r.Answered:
		return FalselyRefused, false
	}
	found := 0
	for _, at := range Found(q, r.Citations) {
		if at >= 0 {
			found++
		}
		lead = lead || at == 0
	}
	switch {
	case found == 0:
		return Wrong, false
	case found < len(q.Gold):
		return PartlyRight, lead
	}
	return Right, lead
}

// Found says of each fact of q which of the quotations holds it first, counted
// from 0; -1 if none of the first [Top] does.
func Found(q Question, quotations []bot.Citation) []int {
	var quotes []string
	for _, c := range quotations[:min(Top, len(quotations))] {
		quotes = append(quotes, Fold(c.Quote))
	}
	found := make([]int, len(q.Gold))
	for i, alternatives := range q.Gold {
		found[i] = slices.IndexFunc(quotes, func(quote string) bool { return holds(quote, alternatives) })
	}
	return found
}

// holds reports whether one of the alternatives lies inside a folded quote.
func holds(quote string, alternatives []string) bool {
	return slices.ContainsFunc(alternatives, func(a string) bool { return strings.Contains(quote, Fold(a)) })
}

// plain replaces typographic quotes and dashes, and drops the zero-width joiner.
var plain = strings.NewReplacer(
	"‘", "'", "’", "'", "“", `"`, "”", `"`,
	"\u2010", "-", "\u2011", "-", "\u2012", "-", "–", "-", "—", "-", "\u2212", "-",
	"\u200d", "",
)

// Fold returns s in the form in which facts and quotes are compared: full case
// folding, straight quotes, plain hyphens, one space for each run of white space.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, r := range plain.Replace(s) {
		// The information separators, U+001C to U+001F, are white space to
		// Python's str, which score.py goes by, but not to Unicode.
		if unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return cases.Fold().String(b.String())
}

// Misquoted returns the citations and closest passages of r whose quote isn't
// exactly the bytes of their span in the article. The function article returns
// an article's text by its id, and false if there is none.
func Misquoted(r bot.Reply, article func(id string) (string, bool)) []bot.Citation {
	var bad []bot.Citation
	for _, c := range slices.Concat(r.Citations, r.Closest) {
		text, ok := article(c.Article)
		s := c.Span
		if !ok || s.Start < 0 || s.Start >= s.End || s.End > len(text) || s.Of(text) != c.Quote {
			bad = append(bad, c)
		}
	}
	return bad
}

var mark = regexp.MustCompile(`\[(\d{1,3})\]`)

// StrayMarks returns the citation marks in text, such as [3], that no citation
// or closest passage of r bears.
func StrayMarks(r bot.Reply, text string) []string {
	var stray []string
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		if !slices.ContainsFunc(slices.Concat(r.Citations, r.Closest), func(c bot.Citation) bool { return c.Number == n }) {
			stray = append(stray, m[0])
		}
	}
	return stray
}
