package claim

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
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

// Contradiction finds a sentence that says otherwise than a statement, cleaned, and
// reports whether there is one: where what it quotes comes from, if that stands nowhere
// so; or what denies it, turns it round, or would carry it if it said another number,
// date or word.
func (k *Checker) Contradiction(text string, sentences []int) (Finding, bool) {
	if f, ok := k.misquoted(text, sentences); ok {
		return f, true
	}
	return k.contradicted(text, sentences)
}

// misquoted finds where the words between a statement's quotation marks come from,
// if they stand nowhere in the coverage as they are.
func (k *Checker) misquoted(text string, ids []int) (Finding, bool) {
	for _, q := range allQuoted(text) {
		words := strings.Fields(q)
		if len(words) < minWordsQuoted || slices.ContainsFunc(k.coverage.Sentences, func(s retrieval.Sentence) bool { return strings.Contains(quoteFold(s.Text), q) }) {
			continue
		}
		content := retrieval.ContentWords(q)
		for _, id := range ids {
			s := k.coverage.Sentences[id].Text
			held := slices.DeleteFunc(retrieval.ContentWords(s), func(w string) bool { return !slices.Contains(content, w) })
			slices.Sort(held)
			if sharedRun(words, strings.Fields(quoteFold(s))) >= sameQuoted*float64(len(words)) &&
				float64(len(slices.Compact(held))) >= sameQuoted*float64(len(content)) {
				return Finding{"The words between the quotation marks don't stand so in the coverage: compare them.", []int{id}}, true
			}
		}
	}
	return Finding{}, false
}

// sharedRun is how many of the words stand in the same order among others.
func sharedRun(words, among []string) float64 {
	trimmed := func(words []string) []string {
		out := make([]string, len(words))
		for i, w := range words {
			out[i] = strings.Trim(w, `.,;:!?"'()`)
		}
		return out
	}
	shared := slices.DeleteFunc(aligned(trimmed(words), trimmed(among)), func(at int) bool { return at < 0 })
	return float64(len(shared))
}

// contradicted finds a sentence that says otherwise: that denies the statement or
// turns it round, or that would carry it if it said another number, date or word.
func (k *Checker) contradicted(text string, ids []int) (Finding, bool) {
	for _, id := range ids {
		faults, share := k.faults(text, id)
		if len(sayersOf(text)) == 0 {
			faults = slices.DeleteFunc(faults, func(name string) bool { return name == ruleUnattributed || name == ruleAttributed })
		}
		altered := slices.Contains(faults, ruleAltered)
		faults = slices.DeleteFunc(faults, func(name string) bool { return name == ruleAltered })
		switch {
		case share < minContradiction:
		case len(faults) > 0 && !slices.ContainsFunc(faults, func(name string) bool { return name != rulePolarity && name != ruleDenied }):
			return Finding{"One denies what the other states.", []int{id}}, true
		case slices.Equal(faults, []string{ruleDirections}):
			return Finding{"The coverage has the comparison the other way round.", []int{id}}, true
		case turnsRound(faults):
			return Finding{"The coverage has the two the other way round.", []int{id}}, true
		}
		if was, is, ok := k.mended(text, id, maxMended); ok {
			return Finding{fmt.Sprintf("The coverage says “%s”, not “%s”.", is, was), []int{id}}, true
		}
		if altered {
			return Finding{"The coverage says the contrary, else in the same words.", []int{id}}, true
		}
	}
	return Finding{}, false
}

// turnsRound reports whether nothing is wrong with a statement but that two change places.
func turnsRound(faults []string) bool {
	return slices.ContainsFunc(faults, func(name string) bool { return name == ruleSwapped || name == ruleReversed }) &&
		!slices.ContainsFunc(faults, func(name string) bool { return !placeRules[name] })
}

// placeRules are those that two break by changing places.
var placeRules = lexicon.Set(ruleSwapped + " " + ruleReversed + " roles names figures subjects objects numbered")

// maxMended is how many things may differ: a day and its month.
const maxMended = 2

// mended puts what a sentence says in the place of numbers, dates and words of a
// statement that it has otherwise. It gives the first of these and what it put there,
// if the sentence then carries the statement.
func (k *Checker) mended(text string, id, most int) (was, is string, ok bool) {
	if most == 0 {
		return "", "", false
	}
	c := k.newCheck(text, []int{id})
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
			if faults, share := k.faults(other, id); share >= minContradiction && (len(faults) == 0 || unsaid(text, faults)) {
				return x.text, y.text, true
			}
			if _, _, ok := k.mended(other, id, most-1); ok && x.kind == termNumber {
				return x.text, y.text, true
			}
		}
	}
	return "", "", false
}

// differs reports whether the term at i of a claim and the one at j of a unit are two
// answers to one question: two numbers of the same things, two dates, opposites.
func (c *check) differs(i int, u *unit, j int) bool {
	x, y := c.terms[i], u.terms[j]
	switch {
	case dayTerms[x.folded] && dayTerms[y.folded]:
		return x.folded != y.folded
	case x.kind == termNumber && y.kind == termNumber:
		loose := c.terms.boundOf(i) != exactly || u.terms.boundOf(j) != exactly
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

// OtherSpeaker is who says in one of the sentences what a statement, cleaned, has
// somebody else say; empty if nobody does.
func (k *Checker) OtherSpeaker(text string, sentences []int) string {
	plain, _ := voice.Unquoted(text)
	for _, id := range sentences {
		source := k.reports.Of(id)
		for _, who := range voice.Speakers(plain) {
			other, ok := exchanged(text, who, source.Display)
			if !ok || source.Display == "" {
				continue
			}
			if faults, share := k.faults(other, id); len(faults) == 0 && share >= minSupport {
				return source.Display
			}
		}
	}
	return ""
}

// Lacking are the names and numbers of a statement, cleaned, that none of the sentences
// holds, as it writes them.
func (k *Checker) Lacking(text string, sentences []int) []string {
	if len(sentences) == 0 {
		return nil
	}
	c := k.newCheck(text, sentences)
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

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
