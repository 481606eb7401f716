package bot

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// toSomebody are common verbs of which it matters who does them to whom.
var toSomebody = set(`told tell tells asked ask asks informed called`)

func sameLemma(a, b string) bool {
	for _, l := range lexicon.Lemmas(a)[1:] {
		if slices.Contains(lexicon.Lemmas(b), l) {
			return true
		}
	}
	return slices.Contains(lexicon.Lemmas(b), a)
}

// verbAt reports whether the word at i is, as far as its form and its neighbours
// tell, the verb of a clause.
func (s terms) verbAt(i int) bool {
	w := s[i].folded
	if titleWords[w] || !lexicon.Verb(w) || strings.HasSuffix(w, "ing") && (i == 0 || !beForms[s[i-1].folded] && s[i-1].kind != termName) {
		return false
	}
	if past(w) || lexicon.OnlyVerb(w) || strings.HasSuffix(w, "ing") {
		return true
	}
	if i == 0 {
		return false
	}
	before := s[i-1].folded
	return modalPlanned[before] || modalPossible[before] || before == "to" || doneWords[before] || before == "not" ||
		s[i-1].kind == termName && !s[i-1].owns && i+1 < len(s) && (s[i+1].kind == termName || s[i+1].kind == termFunction && !strings.HasSuffix(w, "s"))
}

// roles: who does it to whom stays so.
func (c *claimCheck) roles() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || !m.found || m.at < 0 || x.light && !toSomebody[x.folded] && !c.terms.passive(i) {
			continue
		}
		u := c.units[c.unitOf[i]]
		y := u.terms[m.at]
		if !c.terms.verbAt(i) || !u.terms.verbAt(m.at) || !retrieval.SameStem(x.folded, y.folded) && !(speechVerbs[x.folded] && speechVerbs[y.folded]) && !sameLemma(x.folded, y.folded) {
			continue
		}
		claim, own := c.terms.doers(i), u.terms.doers(m.at)
		// Who is told to do something does it: the order doesn't show it.
		infinitive := c.terms.infinitive(i) || u.terms.infinitive(m.at)
		if len(claim.agents) == 0 && len(claim.patients) == 0 {
			continue
		}
		switch {
		case among(claim.agents, own.patients) && !among(claim.agents, own.agents),
			among(claim.patients, own.agents) && !among(claim.patients, own.patients):
			return fmt.Sprintf("turns round who “%s” whom", x.text)
		case !infinitive && namedIn(claim.agents, u) && namedIn(own.agents, u) && !among(claim.agents, own.agents),
			!infinitive && otherNames(claim.agents, own.agents), !infinitive && otherNames(claim.patients, own.patients):
			return fmt.Sprintf("says that somebody else “%s”", x.text)
		}
	}
	return ""
}

func (s terms) infinitive(i int) bool { return i > 0 && s[i-1].folded == "to" }

// otherNames reports whether both hold names, and none in common.
func otherNames(a, b terms) bool {
	isName := func(x term) bool { return x.kind == termName && !dayTerms[x.folded] }
	return slices.ContainsFunc(a, isName) && slices.ContainsFunc(b, isName) && !slices.ContainsFunc(a, func(x term) bool {
		return isName(x) && slices.ContainsFunc(b, func(y term) bool { return isName(y) && sameName(x, y) })
	})
}

// symmetric words say of two the same as of the two turned round.
var symmetric = set(`meet meets met meeting meetings talk talks talked speak spoke spoken agree agreed agrees conversation call discuss discussed discussion relations ties relationship
	between and both together with same equal differ different border marry married ally allies neighbor`)

// order: of two that stand on either side of a word, the one doesn't change places
// with the other, unless the passive does it.
func (c *claimCheck) order() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || !m.found || m.at < 0 || symmetric[x.folded] || titleWords[x.folded] {
			continue
		}
		u := c.units[c.unitOf[i]]
		if c.terms.passive(i) != u.terms.passive(m.at) || !lexicon.Verb(x.folded) || !lexicon.Verb(u.terms[m.at].folded) {
			continue
		}
		for a := i - 1; a >= 0 && c.terms[a].clause == x.clause; a-- {
			if !c.isThing(a, i) || u.standsBefore(c.terms, a, m.at) {
				continue
			}
			for d := i + 1; d < len(c.terms) && d < i+10 && c.terms[d].kind != termMark; d++ {
				if c.isThing(d, i) && !sameDoer(c.terms[a], c.terms[d]) && !u.standsBehind(c.terms, d, m.at) {
					return fmt.Sprintf("turns round “%s” and “%s”", c.terms[a].text, c.terms[d].text)
				}
			}
		}
	}
	return ""
}

// isThing reports whether the term at i is a name, or a noun that the unit holds in
// the same form, of the same unit as the term at v.
func (c *claimCheck) isThing(i, v int) bool {
	x, m := c.terms[i], c.matches[i]
	if !m.found || m.at < 0 || c.unitOf[i] != c.unitOf[v] || dayTerms[x.folded] || c.terms.adjunct(i) || c.says(x) {
		return false
	}
	return x.kind == termName || x.kind == termContent && !x.light && m.rel == lexicon.Same && !c.terms.verbAt(i) && retrieval.SameStem(x.folded, c.units[c.unitOf[i]].terms[m.at].folded)
}

// adjunct reports whether a term stands in a phrase of place or time, which may
// stand anywhere.
func (s terms) adjunct(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && s[j].kind != termMark; j-- {
		switch s[j].folded {
		case "in", "on", "at", "near", "during", "around", "via":
			return true
		}
		if linkWords[s[j].folded] {
			return false
		}
	}
	return false
}

// says reports whether a term belongs to who the claim says it is said by.
func (c *claimCheck) says(x term) bool {
	return slices.ContainsFunc(c.sayers, func(p string) bool { return slices.Contains(phraseWords(p), x.folded) })
}

func (u *unit) standsBefore(c terms, i, at int) bool { return u.standsIn(c[i], 0, at) }
func (u *unit) standsBehind(c terms, i, at int) bool { return u.standsIn(c[i], at+1, len(u.terms)) }

func (u *unit) standsIn(x term, from, to int) bool {
	return slices.ContainsFunc(u.terms[from:to], func(y term) bool {
		return y.kind >= termContent && (sameDoer(x, y) || retrieval.SameStem(x.folded, y.folded))
	})
}

// A doing is who does what a verb says, and to whom.
type doing struct{ agents, patients terms }

// doers reads off the order of the words who does what the verb at i says.
func (s terms) doers(i int) doing {
	left, right := s.before(i), s.behind(i)
	if s.passive(i) {
		for j := i + 1; j < len(s) && s[j].kind != termMark; j++ {
			if s[j].folded == "by" {
				return doing{agents: s.phraseAt(j + 1), patients: left}
			}
		}
		return doing{patients: left}
	}
	return doing{left, right}
}

func (s terms) passive(i int) bool {
	if !past(s[i].folded) && !strings.HasSuffix(s[i].folded, "en") {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-4 && s[j].kind != termMark; j-- {
		if beForms[s[j].folded] {
			return true
		}
		if s[j].kind >= termContent && !strings.HasSuffix(s[j].folded, "ly") && !(i+1 < len(s) && s[i+1].kind == termMark) {
			return i+1 < len(s) && s[i+1].folded == "by"
		}
	}
	return i+1 < len(s) && s[i+1].folded == "by"
}

// linkWords tie a phrase to the one before it.
var linkWords = set(`of from to with for in on at by about against between into over under during after before through around near as than like towards upon within without behind including via`)

// before are the names and nouns of the phrase that the verb at i has for subject.
func (s terms) before(i int) (subject terms) {
	var out, aside, apposed terms
	defer func() {
		if len(subject) == 0 {
			subject = aside
		}
		subject = append(subject, apposed...)
	}()
	skipped := 0
	for j := i - 1; j >= 0; j-- {
		x := s[j]
		switch {
		case x.text == "," && j > 0 && skipped == 1 && len(out) > 0 && s[i-1].kind == termMark && s[j-1].kind >= termContent:
			if !descriptive[s[j+1].folded] {
				apposed = out // the governor, Kay Ivey, declared
			}
			out, aside = nil, nil
			continue
		case x.kind == termMark:
			if len(out) > 0 || skipped > 1 || x.text == ";" || x.text == ":" || x.text == "." {
				return out
			}
			skipped++
			continue
		case x.folded == "that" || x.folded == "if" || x.folded == "because" || x.folded == "while" || x.folded == "when" || x.folded == "where":
			return out
		case x.folded == "and" || x.folded == "but":
			if len(out) == 0 { // "he came and saw": the subject stands further before
				continue
			}
			if j > 0 && s[j-1].kind >= termContent && (s[j-1].kind == termName || !lexicon.OnlyVerb(s[j-1].folded) && !s.verbAt(j-1)) && !speechVerbs[s[j-1].folded] {
				continue
			}
			return out
		case (x.folded == "he" || x.folded == "she" || x.folded == "it" || x.folded == "they") && len(out) == 0:
			return s[:j].firstNames()
		case x.folded == "with" && strings.HasSuffix(s[i].folded, "ing"):
			return out // with the US threatening
		case clauseLinks[x.folded] && len(out) > 0 && (j == 0 || s[j-1].kind == termMark):
			return out // …, as the United States encourages
		case linkWords[x.folded]:
			// What stands behind it belongs to a phrase before, unless there is none.
			if aside == nil {
				aside = out.together()
			}
			out = nil
		case x.kind == termName || x.kind == termContent && !lexicon.OnlyVerb(x.folded) && !speechVerbs[x.folded] && !strings.HasSuffix(x.folded, "ly"):
			out = append(out, x)
		case x.kind == termContent && len(out) > 0:
			return out
		}
	}
	return out
}

// descriptive words begin an apposition that names nobody: "…, a state on the Gulf,".
var descriptive = set(`a an who which`)

// clauseLinks may begin a clause with a subject of its own.
var clauseLinks = set(`as after before since until`)

// together are the first of some terms, as long as they are names if the first is one.
func (s terms) together() terms {
	for i, x := range s {
		if x.kind != termName {
			return s[:i]
		}
	}
	return s
}

// firstNames is the first run of names, whom a pronoun most likely means.
func (s terms) firstNames() terms {
	var out terms
	for _, x := range s {
		switch {
		case x.kind == termName:
			out = append(out, x)
		case len(out) > 0 && x.folded != "and":
			return out
		}
	}
	return out
}

// behind are the names and nouns of the phrase that the verb at i has for object,
// and of the one that "to" joins to it.
func (s terms) behind(i int) terms {
	var out terms
	for j := i + 1; j < len(s) && j <= i+9; j++ {
		x := s[j]
		switch {
		case x.kind == termMark, x.folded == "that", x.folded == "if", x.folded == "because", x.folded == "while", x.folded == "when", x.folded == "where", x.folded == "which", x.folded == "who":
			return out
		case linkWords[x.folded] && x.folded != "to":
			return out
		case x.kind == termName || x.kind == termContent && !strings.HasSuffix(x.folded, "ly"):
			if lexicon.OnlyVerb(x.folded) && x.kind != termName {
				return out
			}
			out = append(out, x)
		}
	}
	return out
}

func (s terms) phraseAt(i int) terms {
	var out terms
	for j := i; j < len(s) && s[j].kind != termMark && !linkWords[s[j].folded]; j++ {
		if s[j].kind >= termContent {
			out = append(out, s[j])
		}
	}
	return out
}

// among reports whether one of the names or nouns is among others.
func among(a, b terms) bool {
	return slices.ContainsFunc(a, func(x term) bool {
		return slices.ContainsFunc(b, func(y term) bool { return sameDoer(x, y) })
	})
}

func sameDoer(x, y term) bool {
	if x.kind == termName || y.kind == termName {
		return sameName(x, y) || x.folded == y.folded
	}
	return x.kind == termContent && !titleWords[x.folded] && relate(x.folded, y.folded) == lexicon.Same && x.folded != "" && (x.folded == y.folded || !x.light)
}

// namedIn reports whether doers are names, or nouns that the unit holds too.
func namedIn(a terms, u *unit) bool {
	return slices.ContainsFunc(a, func(x term) bool {
		return x.kind == termName || x.kind == termContent && !x.light && slices.ContainsFunc(u.terms, func(y term) bool { return y.folded == x.folded })
	})
}
