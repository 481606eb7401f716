package bot

import (
	"regexp"
	"slices"
	"strings"
)

// correcting matches what a sentence says that corrects a report, or tells what an earlier
// one said: "an earlier version of this article put the toll at 11".
var correcting = regexp.MustCompile(`(?i)\b(?:` + strings.Join([]string{
	`(?:earlier|previous|initial|first|preliminary|original) (?:news )?(?:reports?|articles?|versions?|counts?|tally|tolls?|estimates?|figures?)`,
	`had (?:earlier|first|initially|originally|previously) (?:said|reported|put|given)`,
	`had (?:put|given) .{1,60}? (?:at|as) (?:about |at least |more than |over )?[$€£]?(?:\d+|` + numberWord + `)`,
	`(?:wrongly|mistakenly|erroneously|incorrectly) (?:` + reportedAs + `)`,
	`(?:` + reportedAs + `) (?:wrongly|mistakenly|erroneously|incorrectly)`,
	`correction`, `(?:been|was|were|since|later|now) corrected`, `correct(?:s|ed|ing)? (?:the|its|an?|this|that|our|their|earlier|previous)`,
	`retract(?:s|ed|ion)`, `revis(?:es|ed|ing) (?:upwards?|downwards?|up|down|(?:the|its|their|that) (?:\w+ ){0,2}(?:toll|count|figure|number|estimate|report)s?)`,
}, `|`) + `)\b`)

const reportedAs = `said|reported|stated|put|gave|given|named|identified|attributed|described|listed|counted|spelled`

// correctionTitle matches the title of an article that corrects an earlier one.
var correctionTitle = regexp.MustCompile(`(?i)^(?:corrections?|clarification|erratum|corrected)\s*(?:[:|–—-]|$)`)

// statementOf is what a sentence of the coverage states. The first of an article that is
// titled a correction corrects, for it mostly tells what was wrong.
func (b *Bot) statementOf(id int) statement {
	s := b.coverage.Sentences[id]
	st := b.vocabulary().statement(s.Text)
	first := !s.Heading && (id == b.reports.First(s.Article) || b.coverage.Sentences[id-1].Heading)
	st.corrects = st.corrects || first && correctionTitle.MatchString(b.coverage.Articles[s.Article].Title)
	return st
}

// corrects reports whether one sentence may correct the other: it tells the same, with the
// figures that were reported or those that are right, or one of its figures.
func (v vocabulary) corrects(x, y statement) bool {
	return x.corrects && !y.corrects && (v.alikeBut(x, y) || slices.ContainsFunc(x.figures, func(f string) bool { return slices.Contains(y.figures, f) }))
}

// corrections are those of some sentences that correct one that is to be quoted, each with
// the sentence behind it, which mostly says what is right; for one that is itself a
// correction, that sentence.
func (b *Bot) corrections(id int, among []int) []int {
	v := b.vocabulary()
	said := b.statementOf(id)
	if said.corrects {
		return b.behind(id)
	}
	var out []int
	for _, o := range among {
		if !b.coverage.Sentences[o].Heading && v.corrects(b.statementOf(o), said) {
			out = append(append(out, o), b.behind(o)...)
		}
	}
	return out
}

// behind is the sentence behind another, if there is one and it isn't a heading.
func (b *Bot) behind(id int) []int {
	if s := b.coverage.Sentences; id+1 < len(s) && s[id+1].Article == s[id].Article && !s[id+1].Heading {
		return []int{id + 1}
	}
	return nil
}
