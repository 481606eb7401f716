package retrieval

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// mend replaces words that the coverage never uses by what they may be
// misspellings of, and notes those that remain unknown.
func (s *Searcher) mend(ctx context.Context, res *Result) error {
	words, known, err := s.lookUp(ctx, Words(res.Question))
	if err != nil {
		return fmt.Errorf("looking up words: %w", err)
	}
	var mended strings.Builder
	at := 0
	for i, w := range words {
		if w.Content && s.Coverage.Vocabulary().IsName(Fold(w.Text)) {
			w.Capital = true // "what did peskov say"
		}
		before := res.Question[at:w.Start]
		at = w.End
		if w.Content && !known[i] {
			like, ok, err := s.likely(ctx, w)
			if err != nil {
				return fmt.Errorf("looking up words: %w", err)
			}
			if ok {
				res.Signals.Mended = append(res.Signals.Mended, [2]string{w.Text, like.Text})
				w = like
			} else {
				res.Signals.unknown(w)
			}
		}
		mended.WriteString(before)
		w.Start = mended.Len()
		mended.WriteString(w.Text)
		w.End = mended.Len()
		res.Words = append(res.Words, w)
	}
	res.Question = mended.String() + res.Question[at:]
	return nil
}

func (s *Signals) unknown(w Word) {
	if slices.Contains(s.Unknown, w.Text) {
		return
	}
	s.Unknown = append(s.Unknown, w.Text)
	if w.Capital {
		s.Names = append(s.Names, w.Text)
	}
}

// lookUp says which words the coverage uses. One with a hyphen that it never
// uses whole ("Putin-Psaki") is taken apart.
func (s *Searcher) lookUp(ctx context.Context, words []Word) ([]Word, []bool, error) {
	known, err := s.known(ctx, words)
	if err != nil {
		return nil, nil, err
	}
	var parts []Word
	for i, w := range words {
		if known[i] || !w.Content {
			parts = append(parts, w)
		} else {
			parts = append(parts, w.parts()...)
		}
	}
	if len(parts) > len(words) {
		known, err = s.known(ctx, parts)
	}
	return parts, known, err
}

func (s *Searcher) known(ctx context.Context, words []Word) ([]bool, error) {
	known := make([]bool, len(words))
	var texts []string
	var of []int // the word of each text
	for i, w := range words {
		for _, text := range w.spellings() {
			texts, of = append(texts, text), append(of, i)
		}
	}
	freq, err := s.Index.DocFreq(ctx, texts)
	if err != nil {
		return nil, err
	}
	for i, n := range freq {
		known[of[i]] = known[of[i]] || n > 0
	}
	return known, nil
}

// likely is the word of the coverage that w may be a misspelling of. A word
// that the model's vocabulary holds whole is taken to be spelt right unless only
// the order of its letters differs, and a name is only mended to a name.
func (s *Searcher) likely(ctx context.Context, w Word) (like Word, ok bool, err error) {
	text, ok, err := s.Index.Similar(ctx, w.Text)
	if err != nil || !ok {
		return Word{}, false, err
	}
	like = Word{Text: text, Content: !stopWord(text)}
	if len(s.Model.Tokenizer().Encode(w.Text)) < 2 && !(like.Content && sameLetters(Fold(w.Text), text)) {
		return Word{}, false, nil
	}
	if name, isName := s.Coverage.Vocabulary().Names[text]; isName {
		like.Text, like.Capital = name, true
	}
	return like, like.Capital || !w.Capital, nil
}

func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}
