package claim

import (
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// crowns are the titles of whom a report mostly names by them alone.
var crowns = lexicon.Set(`queen king pope`)

func crowned(p string) bool {
	return slices.ContainsFunc(voice.PhraseWords(p), func(w string) bool { return crowns[w] })
}

// sourceWords are the words of a source that tell it from others.
func sourceWords(a voice.Attribution) []string {
	var out []string
	for _, w := range voice.PhraseWords(a.Source + " " + retrieval.Fold(a.Display)) {
		if !voice.Title(w) && !functionWords[w] || voice.Group(w) || crowns[w] {
			out = append(out, w)
		}
	}
	return out
}

// speaksFor reports whether a folded phrase means one of those who speak.
func (k *Checker) speaksFor(p string, a voice.Attribution) bool {
	phrases := append([]string{a.Source, retrieval.Fold(a.Display)}, a.Others...)
	anonymous := isAnonymous(p)
	for _, q := range phrases {
		if q == "" {
			continue
		}
		if anonymous || isAnonymous(q) {
			if anonymous && isAnonymous(q) && sameCampOrNone(p, q) {
				return true
			}
			if isAnonymous(q) && !anonymous && voice.Government(p) != "" && voice.Government(p) == voice.Government(q) && len(sourceNames(p)) == 0 {
				return true // "Washington says" for a US official
			}
			continue
		}
		if g := voice.Government(p); g != "" && (g == voice.Government(q) || k.reports.CampOf(q) == g && voice.Government(p) != "" && len(sourceNames(p)) == 0) {
			return true
		}
		for _, w := range sourceNames(p) {
			for _, v := range sourceNames(q) {
				if w == v || spelling(w, v) || len(w) > 4 && len(v) > 4 && retrieval.SameStem(w, v) {
					return true
				}
			}
		}
		if crowned(p) && crowned(q) {
			return true
		}
		if h := k.headNamed(p); h != "" && slices.Contains(strings.Fields(q), h) {
			return true
		}
		if h := k.headNamed(q); h != "" && slices.Contains(strings.Fields(p), h) {
			return true
		}
	}
	return false
}

// headNamed is who is meant by "the Russian president", if no name stands there.
func (k *Checker) headNamed(p string) string {
	words := voice.PhraseWords(p)
	camp := ""
	for _, w := range words {
		if c := campOfWord(w, strings.ToUpper(w)); c != "" {
			camp = c
		}
	}
	if camp != "" && slices.ContainsFunc(words, func(w string) bool { return headOffices[w] }) {
		return k.reports.Head(camp)
	}
	return ""
}

// sourceNames are the words of a phrase that name somebody or some body: its
// last names, not countries or offices, nor the name of whose child or lawyer somebody is.
func sourceNames(p string) []string {
	if _, somebody, ok := strings.Cut(p, "'s "); ok && others[strings.TrimRight(strings.Fields(somebody + " .")[0], ",")] {
		p = somebody
	}
	var out []string
	for _, w := range voice.PhraseWords(p) {
		if !voice.Title(w) && !functionWords[w] && campOfWord(w, strings.ToUpper(w)) == "" && !voice.Office(w) && !vagueSources[w] {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		for _, w := range voice.PhraseWords(p) {
			if voice.Office(w) || voice.Group(w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// others are words for people whom their relation to somebody tells from them.
var others = lexicon.Set(`child children son sons daughter daughters brother brothers sister sisters wife husband widow mother father parents family relatives
	lawyer lawyers friend friends neighbor neighbors neighbour neighbours colleague colleagues client clients rival rivals opponent opponents predecessor successor`)

var vagueSources = lexicon.Set(`unnamed anonymous unidentified source sources local two several some other others also later new own`)

// isAnonymous reports whether a phrase means somebody whom the report doesn't name.
func isAnonymous(p string) bool {
	words := voice.PhraseWords(p)
	anonymous := false
	for _, w := range words {
		switch {
		case anonymousWords[w]:
			anonymous = true
		case voice.Title(w), functionWords[w], vagueSources[w], campOfWord(w, strings.ToUpper(w)) != "":
		default:
			return false
		}
	}
	return anonymous
}

var anonymousWords = lexicon.Set(`official representative source anonymous unnamed unidentified`)

func sameCampOrNone(p, q string) bool {
	a, c := voice.Government(p), voice.Government(q)
	return a == "" || c == "" || a == c
}

// namesSource reports whether the claim names a source: as one who says it, or
// as who does it.
func (c *check) namesSource(a voice.Attribution, said []string) bool {
	for _, p := range said {
		if c.checker.speaksFor(p, voice.Attribution{Source: a.Source, Display: a.Display}) {
			return true
		}
	}
	var named []string
	for _, x := range c.terms {
		if x.kind == termName {
			named = append(named, x.folded)
		}
	}
	for _, u := range c.units {
		if u.voice.Source == a.Source && c.holdsOffice(u, a, append(named, said...)) {
			return true
		}
	}
	words := sourceWords(a)
	if (len(words) == 0 || a.Display == "" && strings.Contains(voice.WithoutArticle(a.Source), " ")) && strings.Contains(" "+strings.Join(retrieval.Folded(c.text), " ")+" ", " "+voice.WithoutArticle(a.Source)+" ") && !c.terms.onlyUndergoes(a.Source) {
		return true // the Deputy Secretary, the labour court
	}
	letters := initials(c.checker.terms(a.Display))
	for i, x := range c.terms {
		if x.kind != termName && x.kind != termContent || c.terms.undergoes(i) {
			continue
		}
		if x.kind == termName && len(x.text) > 2 && strings.ToUpper(x.text) == x.text && strings.Contains(letters, " "+x.folded+" ") {
			return true // the ACLU
		}
		for _, w := range words {
			if x.kind == termName && (x.folded == w || spelling(x.folded, w) || x.value == "camp "+campOfWord(w, strings.ToUpper(w)) && campOfWord(w, strings.ToUpper(w)) != "" && voice.Government(a.Source) != "") {
				return true
			}
			if (voice.Group(w) || crowns[w]) && x.folded == w {
				return true
			}
		}
	}
	return false
}

// undergoes reports whether what the term at i is a part of is only what a claim says something
// is done to, or with: "owes the city council", "talks with the city council".
func (s terms) undergoes(i int) bool {
	for part[s[i].relation] && s[i].head != noTerm && !s.comesFrom(i) {
		i = s[i].head
	}
	return s[i].relation == "obj" || s[i].relation == "iobj" || s[i].relation == "obl" && !s.comesFrom(i)
}

// comesFrom reports whether something comes from what the term at i stands for: "by scientists".
func (s terms) comesFrom(i int) bool {
	c := s.dependent(i, "case")
	return c != noTerm && fromCases[s[c].folded]
}

// onlyUndergoes reports whether the last word of a phrase undergoes something wherever it stands.
func (s terms) onlyUndergoes(phrase string) bool {
	words, only := voice.PhraseWords(phrase), false
	for i, x := range s {
		if len(words) > 0 && x.folded == words[len(words)-1] {
			if only = s.undergoes(i); !only {
				return false
			}
		}
	}
	return only
}

// part are the relations of a word to the one of whose name or phrase it is a part.
var part = lexicon.Set(`flat compound conj appos amod nmod`)

// fromCases are prepositions before whom something comes from.
var fromCases = lexicon.Set(`according by per`)

// holdsOffice reports whether one of the phrases names somebody of whom a sentence
// before says that they hold the office by which the source is named.
func (c *check) holdsOffice(u *unit, a voice.Attribution, said []string) bool {
	words := voice.PhraseWords(a.Source)
	if slices.ContainsFunc(words, func(w string) bool { return !voice.Title(w) && !functionWords[w] }) {
		return false
	}
	for i, x := range u.near {
		if !voice.Title(x.folded) || functionWords[x.folded] || !slices.Contains(words, x.folded) {
			continue
		}
		for j := i + 1; j < len(u.near) && j <= i+5 && u.near[j].kind != termMark; j++ {
			if y := u.near[j]; y.kind == termName && y.camp() == "" && slices.ContainsFunc(said, func(p string) bool { return slices.Contains(voice.PhraseWords(p), y.folded) }) {
				return true
			}
		}
	}
	return false
}
