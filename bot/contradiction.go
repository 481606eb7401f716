package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// minWordsQuoted is the least number of words of a quotation that can be altered,
// and sameQuoted the share of them, and of those of content, that a sentence must
// hold to be its source.
const (
	minWordsQuoted = 4
	sameQuoted     = 0.6
)

// misquoted finds where the words between a statement's quotation marks come from,
// if they stand nowhere in the coverage as they are.
func (b *Bot) misquoted(text string, ids []int) (finding, bool) {
	for _, q := range allQuoted(text) {
		words := strings.Fields(q)
		if len(words) < minWordsQuoted || slices.ContainsFunc(b.coverage.Sentences, func(s retrieval.Sentence) bool { return strings.Contains(quoteFold(s.Text), q) }) {
			continue
		}
		content := retrieval.ContentWords(q)
		for _, id := range ids {
			s := b.coverage.Sentences[id].Text
			held := slices.DeleteFunc(retrieval.ContentWords(s), func(w string) bool { return !slices.Contains(content, w) })
			slices.Sort(held)
			if sharedRun(words, strings.Fields(quoteFold(s))) >= sameQuoted*float64(len(words)) &&
				float64(len(slices.Compact(held))) >= sameQuoted*float64(len(content)) {
				return finding{Contradicted, "The words between the quotation marks don't stand so in the coverage: compare them.", []int{id}}, true
			}
		}
	}
	return finding{}, false
}

// sharedRun is how many of the words stand in the same order among others: the
// length of the longest common subsequence.
func sharedRun(words, among []string) float64 {
	trim := func(w string) string { return strings.Trim(w, `.,;:!?"'()`) }
	row := make([]int, len(among)+1)
	for _, w := range words {
		diagonal := 0
		for j, a := range among {
			above := row[j+1]
			if trim(w) == trim(a) {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(among)])
}

// contradicted finds a sentence that says otherwise: that denies the statement or
// turns it round, or that would carry it if it said another number, date or word.
func (b *Bot) contradicted(text string, ids []int) (finding, bool) {
	for _, id := range ids {
		faults, share := b.faults(text, id)
		if len(sayersOf(text)) == 0 {
			faults = slices.DeleteFunc(faults, func(name string) bool { return name == ruleUnattributed || name == ruleAttributed })
		}
		switch {
		case share < minContradiction:
		case slices.Equal(faults, []string{rulePolarity}):
			return finding{Contradicted, "One denies what the other states.", []int{id}}, true
		case slices.Equal(faults, []string{ruleDirections}):
			return finding{Contradicted, "The coverage has the comparison the other way round.", []int{id}}, true
		}
		if was, is, ok := b.mended(text, id, maxMended); ok {
			return finding{Contradicted, "The coverage says " + quoted(is) + ", not " + quoted(was) + ".", []int{id}}, true
		}
	}
	return finding{}, false
}

// maxMended is how many things may differ: a day and its month.
const maxMended = 2

// mended puts what a sentence says in the place of numbers, dates and words of a
// statement that it has otherwise. It gives the first of these and what it put there,
// if the sentence then carries the statement.
func (b *Bot) mended(text string, id, most int) (was, is string, ok bool) {
	if most == 0 {
		return "", "", false
	}
	c := b.newClaimCheck(text, []int{id})
	u := c.units[0]
	for i, x := range c.terms {
		if c.matches[i].found {
			continue
		}
		for j, y := range u.terms {
			if !c.differs(i, u, j) {
				continue
			}
			other, found := exchanged(plainText(text), x.text, y.text)
			if !found {
				continue
			}
			if faults, share := b.faults(other, id); share >= minContradiction && (len(faults) == 0 || unsaid(text, faults)) {
				return x.text, y.text, true
			}
			if _, _, ok := b.mended(other, id, most-1); ok && x.kind == termNumber {
				return x.text, y.text, true
			}
		}
	}
	return "", "", false
}

// differs reports whether the term at i of a claim and the one at j of a unit are two
// answers to one question: two numbers of the same things, two dates, opposites.
func (c *claimCheck) differs(i int, u *unit, j int) bool {
	x, y := c.terms[i], u.terms[j]
	switch {
	case dayTerms[x.folded] && dayTerms[y.folded]:
		return x.folded != y.folded
	case x.kind == termNumber && y.kind == termNumber:
		loose := c.terms.bounded(i, moreThan) || c.terms.bounded(i, lessThan) || c.terms.bounded(i, roughly) ||
			u.terms.bounded(j, moreThan) || u.terms.bounded(j, lessThan) || u.terms.bounded(j, roughly)
		kind := func(value string) string { k, _, _ := strings.Cut(value, " "); return strings.Trim(k, "0123456789.") }
		// What the unit counts so, the claim may mean beside what it counts itself.
		again := slices.ContainsFunc(c.terms, func(z term) bool { return z.kind == termNumber && z.value == y.value })
		return !loose && !again && x.value != y.value && kind(x.value) == kind(y.value) && yearRE.MatchString(x.value) == yearRE.MatchString(y.value)
	case x.kind == termContent && y.kind == termContent:
		return !x.negated && !y.negated && lexicon.Relate(x.folded, y.folded) == lexicon.Opposite
	}
	return false
}

// exchanged puts a word in the place of another where that stands for the first time.
func exchanged(text, word, other string) (string, bool) {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return "", false
		}
		i += at
		end := i + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !inWord(before) && !inWord(after) {
			return text[:i] + other + text[end:], true
		}
		at = end
	}
}

// whyNotThere says what stands in the way of a statement.
func (b *Bot) whyNotThere(text string, ids []int, signals retrieval.Signals) string {
	names := slices.DeleteFunc(slices.Clone(signals.Names), func(name string) bool {
		folded := retrieval.Fold(name)
		return dayTerms[folded] || monthTerms[folded] > 0
	})
	if len(names) > 0 {
		return "The coverage doesn't mention " + list(names) + "."
	}
	if other := b.otherSpeaker(text, ids); other != "" {
		return "In the coverage it is said by " + other + "."
	}
	if missing := b.lacking(text, ids); len(missing) > 0 {
		return "The nearest passages don't hold " + list(missing) + "."
	}
	return "No passage says this; the nearest are shown."
}

// otherSpeaker is who says in the coverage what a statement has somebody else say.
func (b *Bot) otherSpeaker(text string, ids []int) string {
	plain, _ := voice.Unquoted(text)
	for _, id := range ids {
		source := b.reports.Of(id)
		for _, who := range voice.Speakers(plain) {
			other, ok := exchanged(text, who, source.Display)
			if !ok || source.Display == "" {
				continue
			}
			if faults, share := b.faults(other, id); len(faults) == 0 && share >= minSupport {
				return source.Display
			}
		}
	}
	return ""
}

// lacking are the names and numbers of a statement that none of the sentences holds.
func (b *Bot) lacking(text string, ids []int) []string {
	if len(ids) == 0 {
		return nil
	}
	c := b.newClaimCheck(text, ids)
	var out []string
	for i, x := range c.terms {
		if x.kind != termName && x.kind != termNumber {
			continue
		}
		if !slices.ContainsFunc(c.units, func(u *unit) bool { return u.find(c.terms, i, 0).found }) {
			out = append(out, x.text)
		}
	}
	return out
}
