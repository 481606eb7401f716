package claim

import (
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

// dependent is the first term that depends on the one at i in one of the ways, or noTerm.
func (s terms) dependent(i int, relations ...string) int {
	for j, x := range s {
		if x.head == i && j != i && slices.Contains(relations, x.relation) {
			return j
		}
	}
	return noTerm
}

// phraseOf are the names and nouns that the term at i stands for: itself with the
// words of its name, those joined to it by "and", and its appositions; for a pronoun
// those that it most likely means.
func (s terms) phraseOf(i int) terms {
	if s[i].tag == "PRON" || s[i].tag == "DET" {
		if r := s.relativeTo(i); r != noTerm && s[r].tag != "PRON" && s[r].tag != "DET" {
			return s.phraseOf(r)
		}
		switch s[i].folded {
		case "it":
			for j := i - 1; j >= 0; j-- {
				if s[j].relation == "nsubj" && s[j].kind == termContent && s[j].tag == "NOUN" {
					return nil // it may mean that as well
				}
			}
			return s[:i].named()
		case "he", "she", "they", "him", "her", "them":
			return s[:i].named()
		}
		return nil
	}
	return s.collect(i)
}

// collect are the names and nouns of the phrase with the head at i.
func (s terms) collect(i int) terms {
	var out terms
	for j, x := range s {
		switch {
		case j == i:
			if x.kind == termName || x.kind == termContent {
				out = append(out, x)
			}
		case x.head != i:
		case x.relation == "flat" || x.relation == "compound" || x.relation == "conj" || x.relation == "appos" || x.relation == "amod" && x.kind == termName:
			out = append(out, s.collect(j)...)
		}
	}
	return out
}

// relativeTo is what a relative pronoun at i stands for, or noTerm.
func (s terms) relativeTo(i int) int {
	switch s[i].folded {
	case "who", "which", "that", "whom":
	default:
		return noTerm
	}
	for j := s[i].head; j != noTerm; j = s[j].head {
		if s[j].relation == "acl:relcl" {
			return s[j].head
		}
	}
	return noTerm
}

// subjectOwn is the subject that depends on the verb at i: the nearest before it that doesn't own
// another, "the Waves' captain", else the nearest behind it in the same part of the sentence; or
// noTerm.
func (s terms) subjectOwn(i int) int {
	best := noTerm
	for j, x := range s {
		switch {
		case !s.subjectOf(j, i), j > i && (best != noTerm || s.colonBetween(i, j)):
		case best == noTerm || !x.owns:
			best = j
		}
	}
	return best
}

// subjectOf reports whether the term at j is a subject of the verb at i.
func (s terms) subjectOf(j, i int) bool {
	switch s[j].relation {
	case "nsubj", "nsubj:pass", "csubj":
		return s[j].head == i && s.dependent(j, "case") == noTerm // "aid of 95 million euros"
	}
	return false
}

func (s terms) colonBetween(i, j int) bool {
	return slices.ContainsFunc(s[i:j], func(x term) bool { return x.text == ":" })
}

// subjectAt is the term that the verb at i says something of, its own subject or
// the one that it shares with a verb that governs it; noTerm if there is none.
func (s terms) subjectAt(i int) int {
	for ; i != noTerm; i = s[i].head {
		if j := s.subjectOwn(i); j != noTerm {
			return j
		}
		switch s[i].relation {
		case "conj", "advcl", "parataxis":
		case "xcomp":
			if j := s.dependent(s[i].head, "obj", "iobj"); j != noTerm {
				return j
			}
		case "acl", "acl:relcl", "amod":
			return s[i].head
		default:
			return noTerm
		}
	}
	return noTerm
}

// named are the names among the terms.
func (s terms) named() terms {
	var out terms
	for _, x := range s {
		if x.kind == termName {
			out = append(out, x)
		}
	}
	return out
}

// verbAt reports whether the term at i is the verb of a clause.
func (s terms) verbAt(i int) bool {
	return s[i].tag == "VERB" && s[i].relation != "amod" && s[i].relation != "compound"
}

// A doing is who does what a verb says, and to whom.
type doing struct{ agents, patients terms }

// doers reads off the parse who does what the verb at i says.
func (s terms) doers(i int) doing {
	if s.passive(i) {
		var agents terms
		if j := s.agentAt(i); j != noTerm {
			agents = s.phraseOf(j)
		}
		return doing{agents: agents, patients: s.before(i)}
	}
	return doing{s.before(i), s.behind(i)}
}

// agentAt is the term behind the "by" of a passive verb, or noTerm.
func (s terms) agentAt(i int) int {
	for j, x := range s {
		if x.head == i && (x.relation == "obl:agent" || x.relation == "obl") && !s.timeAt(j) {
			if k := s.dependent(j, "case"); k != noTerm && s[k].folded == "by" {
				return j
			}
		}
	}
	return noTerm
}

// timeAt reports whether the noun at i is of a time: "Sunday evening", "the end of May".
func (s terms) timeAt(i int) bool {
	return spans[s[i].folded] || dayTerms[s[i].folded] || partsOfDay[s[i].folded] || s[i].kind == termNumber && s.dependent(i, "flat") == noTerm
}

var partsOfDay = lexicon.Set(`morning noon midday afternoon evening midnight dawn dusk end`)

// passive reports whether the verb at i tells what is done to its subject.
func (s terms) passive(i int) bool {
	for ; i != noTerm; i = s[i].head {
		if aux := s.dependent(i, "aux"); s.dependent(i, "aux:pass") != noTerm || s.dependent(i, "nsubj:pass") != noTerm && (aux == noTerm || !doneWords[s[aux].folded]) {
			return true
		}
		if onlyPast[s[i].folded] {
			return false
		}
		if !past(s[i].folded) && !strings.HasSuffix(s[i].folded, "en") || s.dependent(i, "nsubj", "obj", "aux") != noTerm {
			return false
		}
		if s[i].relation == "acl" || s[i].relation == "amod" || s.agentAt(i) != noTerm {
			return true
		}
		if s[i].relation != "conj" {
			return false
		}
	}
	return false
}

// onlyPast are pasts that are no participles: "was born and grew up".
var onlyPast = lexicon.Set(`gave went came took began fell rose grew saw spoke wrote broke chose drew drove flew forgot knew ran shook swore threw wore withdrew`)

// before are the names and nouns that the verb at i has for subject.
func (s terms) before(i int) terms {
	j := s.subjectAt(i)
	if j == noTerm {
		return nil
	}
	out := s.phraseOf(j)
	for k := j - 1; k >= 0 && s[k].counts() && s[k].tag != "VERB" && !s[k].owns && s.governs(s[j].head, k); k-- {
		if s.subjectOf(k, s[j].head) { // a name of which a parse made two: "operator Lanh Phuong Logistics"
			out = append(out, s.phraseOf(k)...)
		}
	}
	return out
}

// behind are the names and nouns that the verb at i has for object, and those that
// "to" joins to it.
func (s terms) behind(i int) terms {
	var out terms
	for j, x := range s {
		if x.head != i {
			continue
		}
		switch x.relation {
		case "obj", "iobj":
			out = append(out, s.phraseOf(j)...)
		case "nsubj": // a second one: "Haugen asked Lind to leave"
			if first := s.subjectOwn(i); first != noTerm && first < i && j > i {
				out = append(out, s.phraseOf(j)...)
			}
		case "obl":
			if k := s.dependent(j, "case"); k != noTerm && s[k].folded == "to" {
				out = append(out, s.phraseOf(j)...)
			}
		case "xcomp":
			if x.tag == "VERB" && s.dependent(i, "obj") == noTerm {
				out = append(out, s.behind(j)...)
			}
		}
	}
	return out
}

// ownSubject is the subject of the verb at i, its own or that of a verb which "and"
// joins it to: what a parse seldom has wrong; or noTerm.
func (s terms) ownSubject(i int) int {
	j := s.subjectOwn(i)
	if h := s[i].head; j == noTerm && s[i].relation == "conj" && h != noTerm && s.passive(i) == s.passive(h) {
		j = s.subjectOwn(h)
	}
	return j
}

// under are all terms that the one at i governs, and itself.
func (s terms) under(i int) terms {
	var out terms
	for j := range s {
		if i != noTerm && s.governs(i, j) {
			out = append(out, s[j])
		}
	}
	return out
}
