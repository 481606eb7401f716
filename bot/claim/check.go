package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

// How much of a claim its sentences must hold: a share of its words, names and
// numbers counting double and light words little; of that a share in themselves, not
// in the sentences before, to which they point back; and all but so many of its words
// of content. Chosen on the claims of the part "dev" (see TestClaims).
const (
	minHeld      = 0.72
	minDirect    = 0.60
	weightOfName = 2.0
	weightLight  = 0.2
	// perMissing is of how many words of content one may be missing.
	perMissing = 5
)

// A check holds a claim against the sentences that it names.
type check struct {
	checker *Checker
	text    string
	terms   terms
	units   []*unit
	// matches say where each term stands, in the unit that unitOf says.
	matches []match
	unitOf  []int
	// sayers are the folded phrases that name who the claim says it is said by.
	sayers []string
	// reported reports whether a report of the sentences accounts for the term at i;
	// see [Checker.inReport].
	reported func(i int) bool
}

// faults are the names of the rules that the claim breaks, and what is wrong by the
// first of those that hold always, else by the first.
func (c *check) faults() (names []string, reason string) {
	hard := false
	for _, r := range c.rules() {
		why := r.fault()
		if why == "" {
			continue
		}
		if reason == "" || hardRules[r.name] && !hard {
			reason, hard = why, hardRules[r.name]
		}
		names = append(names, r.name)
	}
	return names, reason
}

func (k *Checker) newCheck(text string, ids []int) *check {
	c := &check{checker: k, text: text, terms: k.parsed(text), sayers: sayersOf(text)}
	k.aliases(c.terms)
	for _, id := range ids {
		c.units = append(c.units, k.unit(id))
	}
	c.reported = func(i int) bool {
		if x := c.terms[i]; x.kind == termNumber && !isYear(x) && !c.terms.inDate(i) {
			return false
		}
		return slices.ContainsFunc(ids, func(id int) bool {
			return k.inReport(k.coverage.Sentences[id].Article, c.terms[i]) || k.meansDay(id, c.terms[i])
		})
	}
	c.place()
	return c
}

// A rule says what it finds wrong with a claim, or "".
type rule struct {
	name  string
	fault func() string
}

// Names of rules whose fault is that the sentences say the contrary.
const (
	rulePolarity   = "polarity"
	ruleDenied     = "denied"
	ruleDirections = "directions"
	ruleAttributed = "attributed"
	// ruleUnattributed is that a claim says of nobody, or of another, what somebody says.
	ruleUnattributed = "unattributed"
	// ruleSwapped and ruleReversed are that two change places.
	ruleSwapped  = "swapped"
	ruleReversed = "reversed"
	// ruleAltered is that a word turns round a sentence in its own words.
	ruleAltered = "altered"
)

// rules are all that a claim must pass.
func (c *check) rules() []rule {
	return []rule{
		{"quotations", c.quotations}, {"found", c.found}, {"named", c.named}, {"opposite", c.opposite}, {"held", c.held}, {"replaced", c.replaced},
		{rulePolarity, c.polarity}, {ruleDenied, c.denied}, {ruleDirections, c.directions}, {"quantities", c.quantities}, {"modality", c.modality},
		{ruleUnattributed, c.unattributed}, {ruleAttributed, c.attributed}, {"quoted", c.quotedOf},
		{"roles", c.roles}, {"subjects", c.subjects}, {"objects", c.objects}, {"deeds", c.deeds}, {"moved", c.moved}, {"names", c.names}, {"figures", c.figures}, {"numbered", c.numbered}, {"measured", c.measured}, {"other places", c.otherPlaces},
		{ruleSwapped, c.swapped}, {"distributed", c.distributed}, {ruleAltered, c.altered}, {"doubled", c.doubled}, {ruleReversed, c.reversed}, {"addressed", c.addressed},
	}
}

// used are those of the sentences that hold something of the claim.
func (c *check) used(ids []int) []int {
	var used []int
	add := func(k int) {
		if !slices.Contains(used, ids[k]) {
			used = append(used, ids[k])
		}
	}
	for k := range ids {
		for i, x := range c.terms {
			switch {
			case !x.counts():
			case c.matches[i].found:
				if c.unitOf[i] == k {
					add(k)
				}
			case !x.light && c.units[k].find(c.terms, i, 0).found:
				add(k)
			}
		}
	}
	return used
}

// place finds the unit that holds most of each clause.
func (c *check) place() {
	c.matches = make([]match, len(c.terms))
	c.unitOf = make([]int, len(c.terms))
	last := 0
	for from := 0; from < len(c.terms); {
		to := from + 1
		for to < len(c.terms) && c.terms[to].clause == c.terms[from].clause {
			to++
		}
		best, most := last, -1.0
		var found []match
		for k := range c.units {
			u := (last + k) % len(c.units)
			ms := make([]match, to-from)
			sum, after := 0.0, 0
			for i := from; i < to; i++ {
				if !c.terms[i].counts() {
					continue
				}
				ms[i-from] = c.units[u].find(c.terms, i, after)
				if m := ms[i-from]; m.found {
					sum += c.terms[i].weight()
					if m.at >= 0 {
						after = m.at
					} else {
						sum -= .01
					}
				}
			}
			if sum > most+1e-9 {
				best, most, found = u, sum, ms
			}
		}
		copy(c.matches[from:to], found)
		for i := from; i < to; i++ {
			c.unitOf[i] = best
		}
		last, from = best, to
	}
}

func (x term) counts() bool { return x.kind >= termContent }

func (x term) weight() float64 {
	switch {
	case x.kind == termName || x.kind == termNumber:
		return weightOfName
	case x.light:
		return weightLight
	}
	return 1
}

// opposite: no word of the claim stands for which its sentences have its opposite.
func (c *check) opposite() string {
	for i, x := range c.terms {
		m, own := c.matches[i], c.units[c.unitOf[i]].terms
		if !x.counts() || m.opposite < 0 || c.holdsToo(i, m.opposite) {
			continue
		}
		if m.found && m.rel == lexicon.Derived && m.at >= 0 && c.terms.verbAt(i) && own.verbAt(m.opposite) && !own.verbAt(m.at) || // disagreed, of "agreed on the resolution of disagreements"
			!m.found && !x.negated && !own[m.opposite].negated {
			return fmt.Sprintf("says “%s” where they say “%s”", x.text, own[m.opposite].text)
		}
	}
	return ""
}

// held: the words of the claim stand in its sentences.
func (c *check) held() string {
	all, held := 0.0, 0.0
	content := 0
	var missing []string
	for i, x := range c.terms {
		if !x.counts() || x.kind == termNumber && !c.matches[i].found && c.looseNumber(i) {
			continue
		}
		all += x.weight()
		if x.kind == termContent && !x.light {
			content++
		}
		switch {
		case c.matches[i].found, c.bound(i) && c.heldElsewhere(i):
			held += x.weight()
		case x.kind == termContent && !x.light:
			missing = append(missing, x.text)
		}
	}
	if all == 0 {
		return "says nothing"
	}
	for _, i := range []int{c.mainVerb(), c.terms.complement()} {
		if i >= 0 && (!c.matches[i].found || c.takenFor(i)) && !slices.ContainsFunc(c.units, func(u *unit) bool { return !c.takenFor(i) && u.find(c.terms, i, 0).found }) {
			return fmt.Sprintf("“%s” isn't in its sentences", c.terms[i].text)
		}
	}
	if c.share() < minDirect {
		return "is mostly about what they don't name"
	}
	if held/all < minHeld || len(missing) > (content+1)/perMissing {
		if len(missing) == 0 {
			return "isn't in its sentences"
		}
		return fmt.Sprintf("“%s” isn't in its sentences", strings.Join(missing[:min(3, len(missing))], ", "))
	}
	return ""
}

// takenFor reports whether the word that is held to be the term at i is another term of
// the claim in itself: the "call" that was requested is no request.
func (c *check) takenFor(i int) bool {
	m := c.matches[i]
	if !m.found || m.at < 0 {
		return false
	}
	own := c.units[c.unitOf[i]].terms[m.at].folded
	return own != c.terms[i].folded && slices.ContainsFunc(c.terms, func(x term) bool { return x.folded == own })
}

// holdsToo reports whether the claim holds a term of the unit of the term at i
// beside that: "soldiers and civilians".
func (c *check) holdsToo(i, at int) bool {
	for j, m := range c.matches {
		if m.found && m.at == at && c.unitOf[j] == c.unitOf[i] {
			return true
		}
	}
	return false
}

// mainVerb is the first verb that isn't one of speaking, or -1 if there is none or
// it says little; a participle that opens the claim is it only if there is no other:
// "Answering critics, she defended it".
func (c *check) mainVerb() int {
	beside := -1
	for i, x := range c.terms {
		switch {
		case x.kind != termContent || x.light || voice.SpeechVerb(x.folded) || voice.Title(x.folded) || !c.terms.verbAt(i) || c.says(x):
		case i > 0 || !strings.HasSuffix(x.folded, "ing"):
			return i
		case beside < 0:
			beside = i
		}
	}
	return beside
}

// anyVerb is the main verb, or if it has none the first that isn't one of speaking; or -1.
func (c *check) anyVerb() int {
	if i := c.mainVerb(); i >= 0 {
		return i
	}
	return slices.IndexFunc(c.terms, func(x term) bool {
		return x.tag == "VERB" && x.kind == termContent && !voice.SpeechVerb(x.folded) && !c.says(x)
	})
}

// complement is the noun of the first "is a …", or -1 if there is none: what
// somebody or something is said to be.
func (s terms) complement() int {
	for i := 1; i+1 < len(s); i++ {
		if !beForms[s[i-1].folded] || s[i].folded != "a" && s[i].folded != "an" {
			continue
		}
		j := i + 1
		for j+1 < len(s) && (s[j+1].kind == termContent || s[j+1].kind == termName) && !past(s[j+1].folded) {
			j++
		}
		if s[j].kind == termContent {
			return j
		}
		return -1
	}
	return -1
}

// spans of time, which are never another's paraphrase.
var spans = lexicon.Set(`second seconds minute minutes hour hours day days night nights weekend weekends week weeks fortnight fortnights month months winter winters summer summers season seasons year years decade decades century centuries`)

// looseNumber reports whether a number is only a manner of speaking: "the two
// leaders".
func (c *check) looseNumber(i int) bool {
	return c.terms[i].value == "2" && i+1 < len(c.terms) && pairWords[c.terms[i+1].folded]
}

var pairWords = lexicon.Set(`leaders presidents sides men women countries of parties governments have had were are agreed spoke talked met also will would`)
