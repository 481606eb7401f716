package claim

import (
	"strings"

	"cuttings/bot/lexicon"
)

// negators deny what stands behind them; denials are verbs that do.
var (
	negators = lexicon.Set(`not no never none neither nobody nothing nor cannot without don't doesn't didn't won't can't isn't aren't wasn't weren't hasn't haven't hadn't
		wouldn't couldn't shouldn't hardly unlikely unable excluding exclude excludes excluded`)
	denials = lexicon.Set(`fail fails failed failing refuse refuses refused refusing decline declines declined declining`)
)

// disclaims are verbs whose object isn't so, in the words of who says it.
var disclaims = lexicon.Set(`deny denies denied denying`)

// negatedReach is how many words of content one negation reaches.
const negatedReach = 3

// negate marks what is denied.
func (s terms) negate() {
	for i, x := range s {
		ruledOut := x.folded == "out" && s.rulesOut(i-1) && !s.deniedShortly(i-1)
		denied := disclaims[x.folded] && !(i > 0 && negators[s[i-1].folded]) && !(i+1 < len(s) && s[i+1].folded == "by")
		yetTo := x.folded == "yet" && i+1 < len(s) && s[i+1].folded == "to"
		keptFrom := x.folded == "from" && s.keepsFrom(i)
		denies := keptFrom || negators[x.folded] || ruledOut || denied || yetTo || s.insteadAt(i) || denials[x.folded] && i+1 < len(s) && s[i+1].folded == "to"
		if !denies || x.folded == "not" && i+1 < len(s) && s[i+1].folded == "only" {
			continue
		}
		if x.folded == "no" && i > 0 && s[i-1].kind == termContent && !bounding[s.wordBehind(i)] {
			s[i-1].negated = true // "received no complaint"
		}
		if x.folded == "not" && s[max(0, i-1)].folded == "or" {
			continue // "whether it passes or not"
		}
		if x.folded == "not" && s.endsClause(i) && i > 1 && s[i-2].kind == termContent {
			s[i-2].negated, s[i-2].negatedFirst = true, true // "but food was not"
			continue
		}
		reach := negatedReach
		if x.folded == "than" || x.folded == "of" || s.rulesOut(i+1) || s.rulesOut(i+2) {
			reach = 1
		}
		reached := 0
		for j := i + 1; j < len(s) && reached < reach && s[j].kind != termMark && s[j].folded != "but" && !s.beyond(i, j, reached); j++ {
			if s[j].kind == termContent {
				s[j].negated = true
				s[j].negatedFirst = reached == 0
				reached++
			}
			if stopping[s[j].folded] && reached == 1 {
				break // "won't stop campaigning"
			}
		}
	}
}

// bounding are words with which "no" gives a bound, and denies no deed: "no later than".
var bounding = lexicon.Set(`later longer fewer less more sooner earlier`)

// rulesOut reports whether "rule out" begins at i, in one of its forms.
func (s terms) rulesOut(i int) bool {
	return i >= 0 && i+1 < len(s) && ruling[s[i].folded] && s[i+1].folded == "out"
}

var ruling = lexicon.Set(`rule rules ruled ruling`)

// deniedShortly reports whether a denial stands right before the term at i, or before the word
// before it.
func (s terms) deniedShortly(i int) bool {
	return i > 0 && negators[s[i-1].folded] || i > 1 && negators[s[i-2].folded]
}

// keepsFrom reports whether the "from" at i says of the deed behind it that it isn't done: "kept
// divers from entering".
func (s terms) keepsFrom(i int) bool {
	if i+1 >= len(s) || s[i+1].kind != termContent || !strings.HasSuffix(s[i+1].folded, "ing") {
		return false
	}
	for j := i - 1; j > 0 && j >= i-keepsReach && s[j].kind != termMark; j-- {
		if keeping[s[j].folded] {
			return !s.deniedShortly(j)
		}
	}
	return false
}

// keepsReach is how many words may stand between "kept" and "from".
const keepsReach = 4

var keeping = lexicon.Set(`keep keeps kept keeping prevent prevents prevented preventing stop stops stopped stopping bar bars barred barring ban bans banned banning block blocks blocked blocking
	prohibit prohibits prohibited prohibiting`)

// endsClause reports whether nothing stands behind the term at i in its clause, nor goes on with
// it behind a comma: "did not, in his view, meet".
func (s terms) endsClause(i int) bool {
	return i+1 == len(s) || s[i+1].kind == termMark && (s[i+1].text != "," || i+2 < len(s) && parts[s[i+2].folded])
}

// insteadAt reports whether the term at i ends "rather than" or "instead of".
func (s terms) insteadAt(i int) bool {
	return i > 0 && (s[i].folded == "than" && s[i-1].folded == "rather" || s[i].folded == "of" && s[i-1].folded == "instead")
}

// beyond reports whether what the word at i denies doesn't reach the term at j, past so many
// words of content: of "no" and "without", what a clause says of the noun behind them, "no
// complaint that would change it"; of "without", what the next preposition begins.
func (s terms) beyond(i, j, reached int) bool {
	if reached == 0 {
		return false
	}
	switch s[i].folded {
	case "no":
		return s[j].folded == "that" && !grounds[s[j-1].folded] || s[j].folded == "which" || s[j].folded == "who"
	case "without":
		return parts[s[j].folded] || linkWords[s[j].folded]
	}
	return false
}

// grounds are nouns behind which "that" begins what they are for: "no evidence that it works".
var grounds = lexicon.Set(`evidence proof sign signs indication indications suggestion guarantee assurance claim belief confirmation doubt hint trace reason chance risk danger hope fear idea news word
	report reports question possibility likelihood`)

// stopping are verbs that say, denied, that what follows goes on.
var stopping = lexicon.Set(`stop stops stopped stopping cease ceases ceased ceasing quit`)

// denies reports whether a word denies something, "not only" aside.
func (s terms) denies() bool {
	for i := range s {
		if s.deniesAt(i) {
			return true
		}
	}
	return false
}

// deniesAt reports whether the word at i is a denial; "not only" is none, nor "not stop".
func (s terms) deniesAt(i int) bool {
	w := s[i].folded
	ofVerb := w == "not" || w == "never" || w == "cannot" || strings.HasSuffix(w, "n't")
	return negators[w] && !(i+1 < len(s) && (w == "not" && s[i+1].folded == "only" || ofVerb && stopping[s[i+1].folded]))
}
