package retrieval

import (
	"math"
	"strings"
	"unicode"
)

// A Vocabulary says how a coverage uses its words, all of them folded.
type Vocabulary struct {
	// Sentences is how many there are, and Holding how many of them hold a word.
	Sentences int
	Holding   map[string]int
	// Names are the words that stand inside sentences with a capital, and never
	// without, as they are written but for format characters.
	Names map[string]string

	// articles are those that hold a word, in order; alike are the words that begin with
	// the same stemLength bytes.
	articles map[string][]int32
	alike    map[string][]string
}

// IsName reports whether the coverage writes a folded word only with a capital.
func (v *Vocabulary) IsName(folded string) bool {
	_, ok := v.Names[folded]
	return ok
}

// Rarity of a folded word: the logarithm of one in how many sentences holds it.
func (v *Vocabulary) Rarity(folded string) float64 {
	return math.Log(1 + float64(v.Sentences)/float64(max(1, v.Holding[folded])))
}

func vocabularyOf(sentences []Sentence) *Vocabulary {
	v := &Vocabulary{Sentences: len(sentences), Holding: map[string]int{}, Names: map[string]string{}, articles: map[string][]int32{}, alike: map[string][]string{}}
	common := map[string]bool{}
	last := map[string]int{}      // the last sentence that held a word, counted from 1
	folded := map[string]string{} // by the word as it is written: most come often
	for id, s := range sentences {
		for i, w := range strings.FieldsFunc(WithoutFormat(s.Text), notWritten) {
			w = trimWord(w)
			f, ok := folded[w]
			if !ok {
				f = Fold(w)
				folded[w] = f
			}
			if f == "" {
				continue
			}
			if last[f] != id+1 {
				last[f] = id + 1
				v.Holding[f]++
				v.inArticle(f, int32(s.Article))
			}
			switch {
			case s.Heading || i == 0: // a capital there says nothing
			case !unicode.IsUpper(firstRune(w)):
				common[f] = true
			case v.Names[f] == "":
				v.Names[f] = w
			}
		}
	}
	for w := range common {
		delete(v.Names, w)
	}
	return v
}

// inArticle notes that an article, the latest so far, holds a folded word.
func (v *Vocabulary) inArticle(folded string, article int32) {
	in := v.articles[folded]
	if len(in) == 0 && len(folded) >= stemLength {
		v.alike[folded[:stemLength]] = append(v.alike[folded[:stemLength]], folded)
	}
	if len(in) == 0 || in[len(in)-1] != article {
		v.articles[folded] = append(in, article)
	}
}

// notWritten parts the words of a text as [Words] does, all but the marks at
// their ends.
func notWritten(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’-.&", r)
}

func trimWord(w string) string {
	w = strings.Trim(w, "'’-.&")
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}
