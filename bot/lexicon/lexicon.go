// Package lexicon says how two English words are related: by WordNet 3.1, and by
// a list of words that news uses for each other.
package lexicon

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// A Relation is what one word is to another.
type Relation int

const (
	Unrelated Relation = iota
	// Broader: the other is a kind of it, as "vehicle" is to "car".
	Broader
	// Derived: it is made of the other, as "invasion" is of "invade".
	Derived
	// Same: it is another word for the other, or another form of it.
	Same
	// Opposite: it says the contrary.
	Opposite
)

//go:embed words.gz
var wordsGZ []byte

//go:embed news.txt
var newsText string

// An entry is what is known of one word.
type entry struct {
	kinds                            string
	same, opposite, broader, derived []string
}

type words struct {
	entries map[string]*entry
	base    map[string][]string // of irregular forms
}

// load reads the lists; they are part of the program, so that they are sound is
// what the tests say.
var load = sync.OnceValue(func() words {
	zip, err := gzip.NewReader(bytes.NewReader(wordsGZ))
	if err != nil {
		panic(fmt.Sprintf("lexicon: words.gz: %v", err))
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		panic(fmt.Sprintf("lexicon: words.gz: %v", err))
	}
	w := words{map[string]*entry{}, map[string][]string{}}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if form, base, ok := strings.Cut(line, " > "); ok {
			w.base[form] = append(w.base[form], base)
			continue
		}
		f := strings.Split(line, "\t")
		w.entries[f[0]] = &entry{f[1], strings.Fields(f[2]), strings.Fields(f[3]), strings.Fields(f[4]), strings.Fields(f[5])}
	}
	w.addNews(newsText)
	return w
})

func (w words) addNews(text string) {
	at := func(word string) *entry {
		if w.entries[word] == nil {
			w.entries[word] = &entry{}
		}
		return w.entries[word]
	}
	for line := range strings.Lines(text) {
		mark, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch mark {
		case "=":
			group := strings.Fields(rest)
			for _, a := range group {
				at(a).same = append(at(a).same, group...)
			}
		case ">":
			group := strings.Fields(rest)
			at(group[0]).broader = append(at(group[0]).broader, group[1:]...)
		case "!":
			left, right, _ := strings.Cut(rest, "|")
			for _, a := range strings.Fields(left) {
				for _, b := range strings.Fields(right) {
					at(a).opposite = append(at(a).opposite, b)
					at(b).opposite = append(at(b).opposite, a)
				}
			}
		}
	}
}

// Lemmas are the forms under which the lexicon may hold a lower-case word, itself
// first: "said" is a form of "say", "talks" of "talk".
func Lemmas(word string) []string {
	w := load()
	out := []string{word}
	add := func(s string) {
		if len(s) > 1 && w.entries[s] != nil && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, b := range w.base[word] {
		add(b)
	}
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(word, e[0]); ok && len(stem) > 1 {
			add(stem + e[1])
			if n := len(stem); e[2] != "" && n > 2 && stem[n-1] == stem[n-2] {
				add(stem[:n-1]) // planned, planning
			}
		}
	}
	return out
}

// endings of inflected forms, with what stands in the base for them; the third
// says that the letter before may be doubled.
var endings = [][3]string{{"ies", "y", ""}, {"es", "", ""}, {"s", "", ""}, {"ied", "y", ""}, {"ed", "", "d"}, {"ed", "e", ""},
	{"ing", "", "d"}, {"ing", "e", ""}, {"er", "", "d"}, {"er", "e", ""}, {"est", "", "d"}, {"est", "e", ""}, {"men", "man", ""}}

// Verb reports whether one of the forms of a word can be a verb.
func Verb(word string) bool { return is(word, "v") }

// Inflected reports whether a word is a verb with an ending, or one that has changed:
// "wins", "won".
func Inflected(word string) bool {
	return slices.ContainsFunc(Lemmas(strings.ToLower(word))[1:], Verb)
}

// OnlyVerb reports whether a word can be a verb and nothing else.
func OnlyVerb(word string) bool { return is(word, "v") && !is(word, "n") && !is(word, "a") }

// Alike reports whether two words can be of one part of speech: nouns, verbs, or
// adjectives.
func Alike(a, b string) bool {
	for _, kind := range []string{"n", "v", "a"} {
		if is(a, kind) && is(b, kind) {
			return true
		}
	}
	return false
}

// Known reports whether the lexicon holds a word or its base.
func Known(word string) bool {
	w := load()
	return slices.ContainsFunc(Lemmas(word), func(l string) bool { return w.entries[l] != nil })
}

func is(word, kind string) bool {
	w := load()
	return slices.ContainsFunc(Lemmas(word), func(l string) bool { e := w.entries[l]; return e != nil && strings.Contains(e.kinds, kind) })
}

// Relate says what the first of two lower-case words is to the second.
func Relate(a, b string) Relation {
	w := load()
	la, lb := Lemmas(a), Lemmas(b)
	best := Unrelated
	for _, x := range la {
		for _, y := range lb {
			if r := w.relate(x, y); r == Opposite {
				best = max(best, r)
			} else if r > best {
				best = r
			}
			if x == y {
				return Same
			}
		}
	}
	if best != Opposite && (negates(a, b) || negates(b, a)) {
		return Opposite
	}
	return best
}

func (w words) relate(x, y string) Relation {
	ex, ey := w.entries[x], w.entries[y]
	switch {
	case x == y:
		return Same
	case ex == nil || ey == nil:
		return Unrelated
	case slices.Contains(ex.opposite, y):
		return Opposite
	case slices.Contains(ex.same, y):
		return Same
	case slices.Contains(ex.derived, y) || slices.Contains(ey.derived, x):
		return Derived
	case slices.Contains(ey.broader, x):
		return Broader
	}
	for _, d := range ex.derived { // warning: warn: caution
		if e := w.entries[d]; e != nil && slices.Contains(e.same, y) {
			return Derived
		}
	}
	return Unrelated
}

// negates reports whether a is b with a prefix that turns its meaning round.
func negates(a, b string) bool {
	for _, p := range []string{"un", "dis", "in", "im", "il", "ir", "non", "non-", "de-", "mis"} {
		if rest, ok := strings.CutPrefix(a, p); ok && len(b) > 3 && rest == b {
			return true
		}
	}
	return false
}
