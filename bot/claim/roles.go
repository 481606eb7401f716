package claim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// toSomebody are common verbs of which it matters who does them to whom.
var toSomebody = lexicon.Set(`told tell tells asked ask asks informed called`)

func sameLemma(a, b string) bool {
	for _, l := range lexicon.Lemmas(a)[1:] {
		if slices.Contains(lexicon.Lemmas(b), l) {
			return true
		}
	}
	return slices.Contains(lexicon.Lemmas(b), a)
}

// roles: who does it to whom stays so.
func (c *check) roles() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || !m.found || m.at < 0 {
			continue
		}
		u := c.units[c.unitOf[i]]
		if x.light && !toSomebody[x.folded] && !c.terms.passive(i) && !u.terms.passive(m.at) {
			continue
		}
		y := u.terms[m.at]
		if !c.terms.verbAt(i) || !u.terms.verbAt(m.at) || !retrieval.SameStem(x.folded, y.folded) && !(voice.SpeechVerb(x.folded) && voice.SpeechVerb(y.folded)) && !sameLemma(x.folded, y.folded) {
			continue
		}
		claim, own := c.terms.doers(i), u.terms.doers(m.at)
		if len(claim.agents) == 0 && len(claim.patients) == 0 {
			continue
		}
		doer := among(claim.agents, own.patients) && !among(claim.agents, own.agents)
		done := among(claim.patients, own.agents) && !among(claim.patients, own.patients)
		// Where a verb has no subject of its own, the parse may err in whose it shares.
		subject, passive := u.terms.ownSubject(m.at), u.terms.passive(m.at)
		known := subject != noTerm && u.terms[subject].tag != "PRON"
		sure := c.terms.ownSubject(i) != noTerm && (known || passive && len(own.agents) > 0)
		switch {
		case doer && done, (doer || done) && sure:
			return fmt.Sprintf("turns round who “%s” whom", x.text)
		case sure && !(undergoing[x.folded] && c.otherPatients(u, claim.patients, own.patients)) && namedIn(claim.agents, u) && namedIn(own.agents, u) && !u.refers(subject, claim.agents) && !among(claim.agents, own.agents) && !among(claim.agents, u.terms.under(subject)),
			sure && known && passive && c.terms.passive(i) && namedIn(claim.patients, u) && namedIn(own.patients, u) && !among(claim.patients, own.patients) && !among(claim.patients, u.terms.under(subject)),
			sure && otherNames(claim.agents, own.agents), sure && otherNames(claim.patients, own.patients):
			return fmt.Sprintf("says that somebody else “%s”", x.text)
		}
	}
	return ""
}

// undergoing are verbs that say little but that something is there for somebody.
var undergoing = lexicon.Set(`face faces faced facing have has had get gets got receive receives received`)

// otherPatients reports whether those to whom the claim has something done aren't those to whom the
// unit has it done, though it names them: what it says of them it says in another way, "shoppers
// face no penalties" where "producers face fines, but there will be no penalties for shoppers".
func (c *check) otherPatients(u *unit, claim, own terms) bool {
	return len(own) > 0 && namedIn(claim, u) && !among(claim, own)
}

// refers reports whether the subject at i is a noun that may mean one of those named: by what
// it is to somebody, "her client", or as one known from the sentences before, "the city".
func (u *unit) refers(i int, who terms) bool {
	if i == noTerm || u.terms[i].kind == termName || len(who.named()) == 0 {
		return false
	}
	if j := u.terms.dependent(i, "nmod"); j != noTerm && j < i && u.terms[j].tag == "PRON" {
		return true
	}
	j := u.terms.dependent(i, "det")
	return j != noTerm && u.terms[j].folded == "the" && !slices.ContainsFunc(u.terms, func(y term) bool { return y.kind == termName && among(terms{y}, who) })
}

// reversed: of two, the one who does it doesn't become the one to whom it is done.
func (c *check) reversed() string {
	for i, x := range c.terms {
		if symmetric[x.folded] || !c.terms.verbAt(i) {
			continue
		}
		claim := c.terms.doers(i)
		turned, straight := false, false
		for _, u := range c.units {
			at := u.onlyVerb(x)
			if at == noTerm {
				continue
			}
			own := u.doers(at)
			doer, done := alike(claim.agents, own.agents), alike(claim.patients, own.patients)
			straight = straight || doer || done
			turned = turned || alike(claim.agents, own.patients) && alike(claim.patients, own.agents) && !doer && !done
		}
		if turned && !straight {
			return fmt.Sprintf("turns round who “%s” whom", x.text)
		}
	}
	return ""
}

// onlyVerb is where a unit has a verb in some form, if it has it once; else noTerm.
func (u *unit) onlyVerb(x term) int {
	at := noTerm
	for j, y := range u.terms {
		if !u.terms.verbAt(j) || !retrieval.SameStem(x.folded, y.folded) && !sameLemma(x.folded, y.folded) {
			continue
		}
		if at != noTerm {
			return noTerm
		}
		at = j
	}
	return at
}

// doers are those of the verb at i with whom "I" and "me" and "the President" mean.
func (u *unit) doers(i int) doing {
	d := u.terms.doers(i)
	passive := u.terms.passive(i)
	for j, x := range u.terms {
		var who terms
		switch {
		case x.head != i || j == i:
			continue
		case x.folded == "i" || x.folded == "me":
			for _, w := range strings.Fields(cmp.Or(u.says, u.author)) {
				if !voice.Title(w) {
					who = append(who, term{kind: termName, text: w, folded: w})
				}
			}
		case x.folded == "president" && u.president != "":
			who = terms{{kind: termName, text: u.president, folded: u.president}}
		}
		switch x.relation {
		case "nsubj", "nsubj:pass":
			if passive {
				d.patients = append(d.patients, who...)
			} else {
				d.agents = append(d.agents, who...)
			}
		case "obj", "iobj":
			d.patients = append(d.patients, who...)
		}
	}
	return d
}

// alike reports whether one of the names is among others; or one of the nouns and offices
// of those who have no name.
func alike(a, b terms) bool {
	if x, y := a.named(), b.named(); len(x) > 0 || len(y) > 0 {
		return among(x, y)
	}
	return among(a, b) || slices.ContainsFunc(a, func(x term) bool {
		return voice.Title(x.folded) && slices.ContainsFunc(b, func(y term) bool { return y.folded == x.folded })
	})
}

// otherNames reports whether both hold names, and none in common.
func otherNames(a, b terms) bool {
	isName := func(x term) bool { return x.kind == termName && !dayTerms[x.folded] }
	return slices.ContainsFunc(a, isName) && slices.ContainsFunc(b, isName) && !slices.ContainsFunc(a, func(x term) bool {
		return isName(x) && slices.ContainsFunc(b, func(y term) bool { return isName(y) && sameName(x, y) })
	})
}

// symmetric words say of two the same as of the two turned round.
var symmetric = lexicon.Set(`meet meets met meeting meetings talk talks talked speak spoke spoken agree agreed agrees conversation call discuss discussed discussion relations ties relationship
	between and both together with same equal differ different border marry married ally allies neighbor face faces faced facing`)

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
func (c *check) says(x term) bool {
	return slices.ContainsFunc(c.sayers, func(p string) bool { return slices.Contains(voice.PhraseWords(p), x.folded) })
}

// linkWords tie a phrase to the one before it.
var linkWords = lexicon.Set(`of from to with for in on at by about against between into over under during after before through around near as than like towards upon within without behind including via`)

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
	return x.kind == termContent && !voice.Title(x.folded) && relate(x.folded, y.folded) == lexicon.Same && x.folded != "" && (x.folded == y.folded || !x.light)
}

// namedIn reports whether doers are names, or nouns that the unit holds too.
func namedIn(a terms, u *unit) bool {
	return slices.ContainsFunc(a, func(x term) bool {
		return x.kind == termName || x.kind == termContent && !x.light && slices.ContainsFunc(u.terms, func(y term) bool { return y.folded == x.folded })
	})
}
