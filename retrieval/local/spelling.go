package local

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"cuttings/retrieval"
)

// maxWordLength is how many letters a word has at most to be compared.
const maxWordLength = 32

// A vocabulary holds the words of the documents as they are spelt there, split
// and folded by FTS5 but not stemmed. Words with digits are left out: 2021 is
// no misspelling of 2022.
type vocabulary struct {
	byLength [maxWordLength + 1][]entry
}

type entry struct {
	word    string
	letters uint64 // letterSet of word
	docs    int    // how many documents hold it
}

func newVocabulary(ctx context.Context, docs []Doc) (*vocabulary, error) {
	db, err := openTexts(ctx, docs, `detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2'`)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `CREATE VIRTUAL TABLE terms USING fts5vocab(docs, row)`); err != nil {
		return nil, err
	}
	rows, err := db.QueryContext(ctx, `SELECT term, doc FROM terms`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	v := &vocabulary{}
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.word, &e.docs); err != nil {
			return nil, err
		}
		if n, ok := lettersOnly(e.word); ok && n <= maxWordLength {
			e.letters = letterSet(e.word)
			v.byLength[n] = append(v.byLength[n], e)
		}
	}
	return v, rows.Err()
}

// Similar returns the word of the documents that word most likely misspells:
// the one at the smallest distance, then in most documents, then first in the
// alphabet. Distance counts letters put in, left out, replaced, and neighbours
// swapped: at most 1 in a word of 4 or 5 letters, 2 in a longer one, and none in
// a shorter one. At distance 2 the first letter must be right. A word that the
// documents use is most similar to itself.
//
// The word returned is in lower case without diacritics. False means that
// nothing is near, or that word holds anything but letters.
func (x *Index) Similar(ctx context.Context, word string) (string, bool, error) {
	v, err := x.vocabulary(ctx)
	if err != nil {
		return "", false, fmt.Errorf("listing the words of the coverage: %w", err)
	}
	best, ok, err := v.similar(ctx, fold(word))
	if err != nil {
		return "", false, fmt.Errorf("looking for words like %.40q: %w", word, err)
	}
	return best.word, ok, nil
}

func (v *vocabulary) similar(ctx context.Context, word string) (best entry, ok bool, err error) {
	n, onlyLetters := lettersOnly(word)
	limit := allowedDistance(n)
	if !onlyLetters || limit == 0 || n > maxWordLength {
		return entry{}, false, ctx.Err()
	}
	var (
		letters  = letterSet(word)
		query    = []rune(word)
		other    = make([]rune, 0, maxWordLength)
		bestDist = limit + 1
	)
	for length := n - limit; length <= min(n+limit, maxWordLength); length++ {
		if err := ctx.Err(); err != nil {
			return entry{}, false, err
		}
		for _, e := range v.byLength[length] {
			// One edit changes at most two members of the set.
			if bits.OnesCount64(letters^e.letters) > 2*limit {
				continue
			}
			other = appendRunes(other[:0], e.word)
			d := distance(query, other)
			if d > limit || d > 1 && query[0] != other[0] {
				continue
			}
			closer := cmp.Or(cmp.Compare(d, bestDist), cmp.Compare(best.docs, e.docs), cmp.Compare(e.word, best.word))
			if closer < 0 {
				best, bestDist = e, d
			}
		}
	}
	return best, bestDist <= limit, nil
}

// allowedDistance is the most that a word of n letters may be misspelt.
func allowedDistance(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 6:
		return 1
	default:
		return 2
	}
}

// distance is the Damerau-Levenshtein distance in its restricted form, optimal
// string alignment: no part is edited twice. Neither word is longer than
// maxWordLength.
func distance(a, b []rune) int {
	// Rows i-2, i-1 and i of the table whose cell [i][j] is the distance of
	// a[:i] and b[:j].
	var rows [3][maxWordLength + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := last[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(replace, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// letterSet has a bit for each letter that occurs; letters may share a bit.
func letterSet(word string) uint64 {
	var set uint64
	for _, r := range word {
		set |= 1 << (r % 64)
	}
	return set
}

func appendRunes(runes []rune, s string) []rune {
	for _, r := range s {
		runes = append(runes, r)
	}
	return runes
}

// lettersOnly counts the letters of a word, and the marks that belong to them
// in some alphabets; it says whether there is nothing else.
func lettersOnly(word string) (n int, ok bool) {
	for _, r := range word {
		if !unicode.IsLetter(r) && (n == 0 || !unicode.Is(unicode.Mn, r)) {
			return 0, false
		}
		n++
	}
	return n, n > 0
}

// fold lowers case and takes diacritics off Latin letters, as FTS5 does for
// "remove_diacritics 2", of what is searchable.
func fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case '\u0300' <= r && r <= '\u0331':
			return -1
		case r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r):
			base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
			return unicode.ToLower(base)
		default:
			return unicode.ToLower(r)
		}
	}, retrieval.Searchable(s))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
