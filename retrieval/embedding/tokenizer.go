package embedding

//go:generate python3 weights/tables.py

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The ids of the tokens that frame a text, and of a word that has no pieces in
// the vocabulary.
const (
	Unknown   int32 = 100 // [UNK]
	Start     int32 = 101 // [CLS]
	Separator int32 = 102 // [SEP]
)

// special are the tokens that stand for themselves in a text, as they do in
// the reference tokenizer.
var special = [...]string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}

// maxWordRunes is the length of a word past which it isn't split but unknown.
const maxWordRunes = 100

// A Token is a piece of a text.
type Token struct {
	ID int32
	// Start and End are the bytes [Start, End) of the text that the token was
	// made from, on rune boundaries. Marks that were dropped (accents) belong to
	// their letter. Both never decrease from token to token; a rune that was
	// taken apart (a Hangul syllable) can be in two.
	Start, End int
}

// A Tokenizer splits text as BERT's uncased models were trained to read it:
// without accents, in lower case, cut at white space and punctuation, and each
// word into the longest pieces that the vocabulary holds. Its ids are those of
// the reference implementation, the Python package tokenizers. It is safe for
// concurrent use.
type Tokenizer struct {
	first, rest map[string]int32 // pieces at a word's start; pieces further on, without their "##"
	longest     int              // bytes of the longest piece
}

// newTokenizer reads a vocabulary: one token a line, its id the line's number from 0.
func newTokenizer(vocabulary string) (*Tokenizer, error) {
	n := strings.Count(vocabulary, "\n")
	t := &Tokenizer{first: make(map[string]int32, n), rest: make(map[string]int32, n/4)}
	var id int32
	for word := range strings.Lines(vocabulary) {
		word = strings.TrimSuffix(word, "\n")
		if piece, ok := strings.CutPrefix(word, "##"); ok && piece != "" {
			t.rest[piece] = id
		} else {
			t.first[word] = id
		}
		t.longest = max(t.longest, len(word))
		id++
	}
	for word, want := range map[string]int32{"[UNK]": Unknown, "[CLS]": Start, "[SEP]": Separator} {
		if got, ok := t.first[word]; !ok || got != want {
			return nil, fmt.Errorf("reading the vocabulary of %d tokens: %s isn't token %d", n, word, want)
		}
	}
	return t, nil
}

// Encode returns the tokens of text, without [CLS] before and [SEP] behind it.
// Bytes that aren't UTF-8 are passed over, like control characters.
func (t *Tokenizer) Encode(text string) []Token {
	s := splitter{t: t, tokens: make([]Token, 0, len(text)/4+4)}
	for at := 0; at < len(text); {
		i, name := nextSpecial(text[at:])
		s.split(text[at:at+i], at)
		at += i
		if name != "" {
			s.tokens = append(s.tokens, Token{t.first[name], at, at + len(name)})
			at += len(name)
		}
	}
	return s.tokens
}

// nextSpecial finds the first special token in text; it is at len(text) and has
// no name if there is none.
func nextSpecial(text string) (at int, name string) {
	for at < len(text) {
		i := strings.IndexByte(text[at:], '[')
		if i < 0 {
			break
		}
		at += i
		for _, name := range special {
			if strings.HasPrefix(text[at:], name) {
				return at, name
			}
		}
		at++
	}
	return len(text), ""
}

// A splitter collects the tokens of one text.
type splitter struct {
	t      *Tokenizer
	tokens []Token
	word   []byte // the word so far, as the vocabulary spells it
	runes  []place
}

// A place says where a rune of the word stands in word and in the text.
type place struct{ word, start, end int }

// split adds the tokens of text, which stands at offset in the whole text.
func (s *splitter) split(text string, offset int) {
	var iter norm.Iter
	iter.InitString(norm.NFD, text)
	for !iter.Done() {
		from := iter.Pos()
		segment := iter.Next() // a rune with the marks that follow it, taken apart
		to := iter.Pos()
		if to == from { // a part of a rune, of which more is to come
			_, n := utf8.DecodeRuneInString(text[from:])
			to += n
		}
		start, end := offset+from, offset+to
		for len(segment) > 0 {
			r, n := utf8.DecodeRune(segment)
			segment = segment[n:]
			switch r = unicode.ToLower(r); {
			case r == utf8.RuneError || unicode.Is(droppedRunes, r):
			case unicode.IsSpace(r):
				s.flush()
			case unicode.Is(wordRunes, r):
				s.flush()
				s.add(r, start, end)
				s.flush()
			default:
				s.add(r, start, end)
			}
		}
	}
	s.flush()
}

func (s *splitter) add(r rune, start, end int) {
	s.runes = append(s.runes, place{len(s.word), start, end})
	s.word = utf8.AppendRune(s.word, r)
}

// flush ends the word and adds its tokens.
func (s *splitter) flush() {
	n := len(s.runes)
	if n == 0 {
		return
	}
	known := len(s.tokens)
	if n > maxWordRunes || !s.pieces() {
		s.tokens = append(s.tokens[:known], Token{Unknown, s.runes[0].start, s.runes[n-1].end})
	}
	s.word, s.runes = s.word[:0], s.runes[:0]
}

// pieces adds the word's longest pieces from left to right; false if a rest has none.
func (s *splitter) pieces() bool {
	vocabulary := s.t.first
	for from := 0; from < len(s.runes); vocabulary = s.t.rest {
		to := len(s.runes)
		end := len(s.word)
		start := s.runes[from].word
		for {
			if end-start <= s.t.longest {
				if id, ok := vocabulary[string(s.word[start:end])]; ok {
					s.tokens = append(s.tokens, Token{id, s.runes[from].start, s.runes[to-1].end})
					break
				}
			}
			to--
			if to == from {
				return false
			}
			end = s.runes[to].word
		}
		from = to
	}
	return true
}
