package claim

import (
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

// A bound is on which side of a number what it tells may lie: "more than 5", "up to 5".
type bound int

const (
	exactly bound = iota // no bound is told
	about
	moreThan
	atLeast
	lessThan
	atMost
	nearly  // less, and close to it
	unclear // a bound, or only how long: "over five days", "within five days"
)

// holds reports whether whatever lies within another bound of a number lies within this one.
// "About 5" may be told of 5, of a little more or less, and the other way round; but not of
// "at least 5" or "up to 5", which may be far from it.
func (b bound) holds(other bound) bool {
	return b == other || b == unclear || other == unclear || slices.Contains(within[b], other)
}

var within = map[bound][]bound{
	exactly:  {about},
	about:    {exactly, moreThan, lessThan, nearly},
	atLeast:  {exactly, moreThan},
	atMost:   {exactly, lessThan, nearly},
	lessThan: {nearly},
	nearly:   {lessThan},
}

// boundedAlike reports whether the number at i lies, where unit u tells it of the same, within
// the bound that the claim gives it. A unit that gives it none may compare it elsewhere.
func (c *check) boundedAlike(i int, u *unit) bool {
	b, own := c.terms.boundOf(i), u.terms.boundOf(c.matches[i].at)
	if own == exactly && ((b == moreThan || b == atLeast) && u.terms.has(upwards) || (b == lessThan || b == atMost || b == nearly) && u.terms.has(downwards)) {
		return true
	}
	return b.holds(own) || slices.ContainsFunc(u.places(c.terms[i]), func(at int) bool {
		return u.terms[at].kind == termNumber && b.holds(u.terms.boundOf(at)) && c.counts(i, u, at)
	})
}

// boundOf is the bound of the number at i, by the words before and behind it.
func (s terms) boundOf(i int) bound {
	if strings.HasPrefix(s[i].value, "month") {
		return s.boundOfDate(i)
	}
	if b := s.boundBehind(i + 1); b != exactly {
		return b
	}
	found := exactly
	for j := i - 1; j >= 0 && j >= i-boundReach; j-- {
		switch b := s.boundAt(j, i); {
		case b == about:
			found = about // unless "more than about 5"
		case b != exactly:
			return b
		case s[j].folded == "the" && passedMarks[s.wordBehind(i)]: // "passed the 100,000 mark"
		case !beforeBounded[s[j].folded] && measures[s[j].folded] == "":
			return found
		}
	}
	return found
}

// boundOfDate is the bound of a date that begins with the month at i.
func (s terms) boundOfDate(i int) bound {
	switch {
	case i == 0:
	case s[i-1].folded == "beyond":
		return moreThan
	case s[i-1].folded == "after" || s[i-1].folded == "past":
		return unclear
	}
	return exactly
}

// boundReach is how many words before a number may give it a bound, and beforeBounded which of
// them may stand between, besides currencies: "more than another 50", but not "above the 50
// expected", which compares something with 50.
const boundReach = 3

// passedMarks are words for a number that something passes.
var passedMarks = lexicon.Set(`mark threshold milestone barrier`)

var beforeBounded = lexicon.Set(`a an another some half further additional`)

// boundBehind is the bound that the words from i on give the number before them: "5 or more",
// "5 years at most".
func (s terms) boundBehind(i int) bound {
	for end := min(i+2, len(s)-1); i < end && s[i].kind != termMark; i++ {
		if i+2 < len(s) && s[i+2].kind == termNumber {
			break // "5 and over 20 others"
		}
		second := s[i+1].folded
		switch first := s[i].folded; {
		case first == "plus":
			return atLeast
		case first == "or" && second == "so":
			return about
		case first == "at" && (second == "least" || second == "most"):
			return boundPhrases["at "+second]
		case first != "or" && first != "and":
		case upwards[second] && (first == "or" || second != "more"):
			return atLeast
		case downwards[second] && first == "or":
			return atMost
		}
	}
	return exactly
}

// boundAt is the bound that the word at j, with the one before it, gives the number at i.
func (s terms) boundAt(j, i int) bound {
	w, before, first := s[j].folded, "", ""
	if j > 0 {
		before = s[j-1].folded
	}
	if j > 1 {
		first = s[j-2].folded
	}
	b, denied := boundPhrases[before+" "+w], negators[first]
	switch {
	case w == "to" && before == "up" && moving[first]:
		return exactly
	case b != exactly:
	case w == "than" && upwards[before]:
		b = moreThan
	case w == "than" && downwards[before]:
		b = lessThan
	case passing[w] && !s.large(i), w == "past" && (before == "the" || before == "this" || spans[s.wordBehind(i)]):
	case boundWords[w] == moreThan && s.yearAt(i), boundWords[w] == lessThan && s.yearAt(i), w == "over" && spans[s.wordBehind(i)] && !lasting[before]:
		return unclear
	default:
		b, denied = boundWords[w], negators[before]
	}
	switch {
	case denied && b == moreThan:
		return atMost
	case denied && b == lessThan:
		return atLeast
	}
	return b
}

var (
	upwards   = lexicon.Set(`more greater higher larger bigger longer older further above over`)
	downwards = lexicon.Set(`less fewer lower smaller shorter younger below under`)

	boundPhrases = map[string]bound{"at least": atLeast, "at most": atMost, "up to": atMost, "many as": atMost, "much as": atMost, "few as": atLeast, "little as": atLeast,
		"minimum of": atLeast, "maximum of": atMost, "upwards of": moreThan, "upward of": moreThan, "excess of": moreThan, "short of": nearly, "close to": nearly}

	// moving are verbs of small steps, behind which "up to 5" isn't at most 5: "edged up to 5".
	moving = lexicon.Set(`edge edged edges inch inched inches creep crept creeps tick ticked ticks nudged`)

	// boundWords are single words that give a number behind them a bound.
	boundWords = func() map[string]bound {
		m := map[string]bound{"minimum": atLeast, "maximum": atMost, "nearly": nearly, "almost": nearly, "approaching": nearly, "within": unclear}
		for b, words := range map[bound]map[string]bool{about: roughly, moreThan: lexicon.Set(`over above beyond exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing`), lessThan: lexicon.Set(`under below`)} {
			for w := range words {
				m[w] = b
			}
		}
		for w := range passing {
			m[w] = moreThan
		}
		return m
	}()
	// passing are words for what becomes more, or for something else: "passed two laws", "half
	// past six".
	passing = lexicon.Set(`topped tops topping passed passes passing past crossed crosses crossing breached`)
	roughly = lexicon.Set(`about around roughly approximately some estimated circa`)
	// lasting are words behind which "over" before a span of time says more than it.
	lasting = lexicon.Set(`for just well by lasted lasting took taken last old`)
)

// wordBehind is the folded word behind the number at i.
func (s terms) wordBehind(i int) string {
	if i+1 < len(s) {
		return s[i+1].folded
	}
	return ""
}

// yearAt reports whether the number at i is likely a year: it counts nothing.
func (s terms) yearAt(i int) bool {
	return yearRE.MatchString(s[i].value) && !(i+1 < len(s) && s[i+1].counts())
}

// large reports whether the number at i is one that may be passed by a count, not a count of
// what is passed.
func (s terms) large(i int) bool { return s.measure(i).unit != "" || len(s[i].value) > 2 }
