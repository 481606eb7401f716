package bot

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"cuttings/retrieval"
)

// A vocabulary says how a coverage uses its words, all of them folded.
type vocabulary struct {
	sentences int
	// holding is how many sentences hold a word.
	holding map[string]int
	// names are the words that stand inside sentences with a capital, and never
	// without.
	names map[string]bool
}

func vocabularyOf(sentences []retrieval.Sentence) vocabulary {
	v := vocabulary{sentences: len(sentences), holding: map[string]int{}, names: map[string]bool{}}
	common := map[string]bool{}
	last := map[string]int{}      // the last sentence that held a word, counted from 1
	folded := map[string]string{} // by the word as it is written: most come often
	for id, s := range sentences {
		for i, w := range strings.FieldsFunc(s.Text, notWritten) {
			f, ok := folded[w]
			if !ok {
				f = retrieval.Fold(trimWord(w))
				folded[w] = f
			}
			if f == "" {
				continue
			}
			if last[f] != id+1 {
				last[f] = id + 1
				v.holding[f]++
			}
			switch {
			case s.Heading || i == 0: // a capital there says nothing
			case unicode.IsUpper(firstRune(w)):
				v.names[f] = true
			default:
				common[f] = true
			}
		}
	}
	for w := range common {
		delete(v.names, w)
	}
	return v
}

// notWritten parts the words of a text as [retrieval.Words] does, all but the
// marks at their ends.
func notWritten(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’-.&", r)
}

func trimWord(w string) string {
	w = strings.Trim(w, "'’-.&")
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

func (v vocabulary) isName(folded string) bool { return v.names[folded] }

// rarity of a folded word: the logarithm of one in how many sentences holds it.
func (v vocabulary) rarity(word string) float64 {
	return math.Log(1 + float64(v.sentences)/float64(max(1, v.holding[word])))
}

// shared is the cosine of two lists of content words, each word weighed by its
// rarity in the coverage; it lies in [0, 1].
func (v vocabulary) shared(x, y []string) float64 {
	var xx, yy, xy float64
	for _, w := range x {
		weight := v.rarity(w)
		xx += float64(weight * weight)
		if holds(y, w) {
			xy += float64(weight * weight)
		}
	}
	for _, w := range y {
		weight := v.rarity(w)
		yy += float64(weight * weight)
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return min(1, xy/math.Sqrt(xx*yy))
}

// contentWords are the folded content words of a text, each once.
func contentWords(s string) []string {
	var out []string
	for _, w := range retrieval.Words(s) {
		if f := retrieval.Fold(w.Text); w.Content && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// holds reports whether one of the folded words is a form of w. A number has one
// form only.
func holds(words []string, w string) bool {
	if strings.ContainsAny(w, "0123456789") {
		return slices.Contains(words, w)
	}
	return slices.ContainsFunc(words, func(o string) bool { return retrieval.SameStem(o, w) })
}

// folded are the folded words of a text.
func folded(text string) []string { return strings.FieldsFunc(retrieval.Fold(text), notWord) }

func holdsAll(words, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !holds(words, w) })
}

// notWord parts the words of a folded text.
func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '&'
}
