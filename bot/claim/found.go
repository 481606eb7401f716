package claim

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// found: all figures and larger numbers of the claim stand in its sentences, or are of
// the day of their report; and all its names stand in them or elsewhere in it.
func (c *check) found() string { return c.lacking(c.unreported) }

// named: all its other names and numbers, and its spans of time, stand in its sentences.
func (c *check) named() string {
	return c.lacking(func(i int) bool { return !c.unreported(i) })
}

// countable is up to where numbers in words may count what sentences list: "two of them".
const countable = 12

// unreported reports whether the term at i is a figure, a larger number or a name that
// neither the reports of the sentences account for nor their figures make.
func (c *check) unreported(i int) bool {
	x := c.terms[i]
	value, err := strconv.ParseFloat(x.value, 64)
	figure := strings.ContainsAny(x.text, "0123456789") || err == nil && value > countable
	return (x.kind == termName && !c.actsFor(i) || x.kind == termNumber && figure && !c.derived(i)) && !c.reported(i)
}

// lacking names the first name, number or span of time that none of the sentences
// hold, among those that are wanted.
func (c *check) lacking(wanted func(i int) bool) string {
	for i, x := range c.terms {
		if x.counts() && !c.matches[i].found && c.bound(i) && wanted(i) && !c.heldElsewhere(i) && !c.meant(i) {
			return fmt.Sprintf("“%s” isn't in its sentences", x.text)
		}
	}
	return ""
}

// bound reports whether the term at i is a name, a number or a span of time, for which
// no other word stands.
func (c *check) bound(i int) bool {
	x := c.terms[i]
	return x.kind == termName || x.kind == termNumber && !c.looseNumber(i) || spans[x.folded] && !(i+1 < len(c.terms) && c.terms[i+1].folded == "old")
}

// heldElsewhere reports whether another unit than that of the term at i holds it.
func (c *check) heldElsewhere(i int) bool {
	for k, u := range c.units {
		if k != c.unitOf[i] && u.find(c.terms, i, 0).found {
			return true
		}
	}
	return false
}

// inReport reports whether an article, its headline included, holds a name or another of
// the same government, as that of its seat; or whether it is of the year, or the day of
// the month, that a number gives.
func (k *Checker) inReport(article int, x term) bool {
	a := k.coverage.Articles[article]
	if x.kind == termNumber {
		day := a.Date()
		return !day.IsZero() && (x.text == strconv.Itoa(day.Year()) || x.text == strconv.Itoa(day.Day()))
	}
	camp, ofCamp := strings.CutPrefix(x.value, "camp ")
	holds := func(text string) bool {
		return slices.ContainsFunc(retrieval.Parted(voice.InOneWord(text)), func(w string) bool {
			w = strings.TrimSuffix(w, "'s")
			is := retrieval.Fold(w)
			return is == x.folded || spelling(is, x.folded) || ofCountry(is, x.folded) || ofCountry(x.folded, is) || ofCamp && campOfWord(is, w) == camp
		})
	}
	return holds(a.Title) || slices.ContainsFunc(k.reports.Sentences(article), func(s retrieval.Sentence) bool { return holds(s.Text) })
}

// yearsFrom are words for years as seen from that of a report, and how many lie ahead.
var yearsFrom = map[*regexp.Regexp]int{
	regexp.MustCompile(`(?i)\b(?:(?:last|previous|past) year|a year ago)\b`): -1,
	regexp.MustCompile(`(?i)\bnext year\b`):                                  1,
}

// meansDay reports whether a number is the year or the day of the month of a day that a
// sentence means (see [Checker.daysMeant]), or a year that it means by "last year".
func (k *Checker) meansDay(id int, x term) bool {
	s := k.coverage.Sentences[id]
	day := k.coverage.Articles[s.Article].Date()
	if x.kind != termNumber || day.IsZero() {
		return false
	}
	for re, years := range yearsFrom {
		if re.MatchString(s.Text) && x.text == strconv.Itoa(day.Year()+years) {
			return true
		}
	}
	return slices.ContainsFunc(k.daysMeant(s.Article, k.terms(s.Text)), func(d time.Time) bool {
		return x.text == strconv.Itoa(d.Year()) || x.text == strconv.Itoa(d.Day())
	})
}
