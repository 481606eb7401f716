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
