package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the spans of the sentences of one paragraph, in order. They
// don't overlap, begin and end on rune boundaries, and leave out only white
// space.
//
// A sentence ends at a terminator (full stop, question or exclamation mark,
// ellipsis, and their like in other scripts) together with the closing quotation
// marks, brackets and footnote marks on it, if what follows begins a new one. So a
// quotation of several sentences is split, and what stands around a quotation
// stays with the sentence at that end of it:
//
//	“It is big. It is good,” he said.  ->  “It is big.  |  It is good,” he said.
//	"We tried?" he asked. He left.     ->  "We tried?" he asked.  |  He left.
//
// The rules for abbreviations and capital letters are those of English.
func Sentences(text string) []Span {
	var spans []Span
	start := skipSpace(text, 0)
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isTerminator(r) {
			i += n
			continue
		}
		c := newCandidate(text, start, i)
		if i = c.end; c.breaks() {
			spans = append(spans, Span{start, i})
			start = skipSpace(text, i)
			i = start
		}
	}
	if start < len(text) {
		spans = append(spans, trim(text, Span{start, len(text)}))
	}
	return spans
}

// A candidate is a place where a sentence may end.
type candidate struct {
	text  string
	start int // of the sentence
	stop  int // of the first terminator
	end   int // after the terminators and what closes on them

	mark     rune // the last terminator
	ellipsis bool // more than one full stop, or "…"
	quoted   bool // a closing quotation mark comes after the terminator

	spaced bool   // white space follows
	next   int    // where the next word begins, after opening marks; len(text) for none
	first  rune   // its first rune
	word   string // the next word: letters, digits, inner apostrophes and full stops
}

// newCandidate looks at the terminator at text[stop:].
func newCandidate(text string, start, stop int) candidate {
	c := candidate{text: text, start: start, stop: stop, end: stop}
	dots := 0
	for c.end < len(text) {
		r, n := utf8.DecodeRuneInString(text[c.end:])
		after, _ := utf8.DecodeRuneInString(text[c.end+n:])
		switch {
		case isTerminator(r):
			c.mark = r
			if r == '.' {
				dots++
			}
			c.ellipsis = r == '…' || dots > 1
		case strings.ContainsRune(`'"’`, r) && (unicode.IsLetter(after) || unicode.IsDigit(after)):
			// An apostrophe, or the opening mark of what follows.
			n = 0
		case isCloser(r):
			c.quoted = c.quoted || !strings.ContainsRune(")]}", r)
		default:
			n = footnote(text[c.end:])
		}
		if n == 0 {
			break
		}
		c.end += n
	}
	at := skipSpace(text, c.end)
	c.spaced = at > c.end
	c.next = skipOpeners(text, at)
	c.first, _ = utf8.DecodeRuneInString(text[c.next:])
	c.word = wordAt(text, c.next)
	return c
}

// breaks reports whether the sentence ends here.
func (c candidate) breaks() bool {
	switch {
	case c.next >= len(c.text):
		return true
	case c.mark > unicode.MaxASCII && c.mark != '…':
		return c.breaksAnywhere()
	case !c.spaced:
		return c.breaksUnspaced()
	case !c.beginsSentence():
		return false
	case c.mark == '.' && !c.ellipsis:
		return !c.abbreviates() && !c.attributed()
	case c.ellipsis:
		return true
	default:
		return !c.exclaims() && !c.attributed()
	}
}

// breaksAnywhere decides on terminators of scripts that need no space after them.
func (c candidate) breaksAnywhere() bool {
	if unicode.IsLower(c.first) || strings.ContainsRune(",;:，、；：", c.first) {
		return false
	}
	// Japanese puts と ("that") after what was said.
	return !(c.quoted && strings.HasPrefix(c.text[c.end:], "と"))
}

// breaksUnspaced decides where no white space follows: "set.The talks", but not
// "3.6", "U.S.", "a.m", "example.com".
func (c candidate) breaksUnspaced() bool {
	if !unicode.IsUpper(c.first) || c.ellipsis {
		return false
	}
	before := wordBefore(c.text, c.stop)
	if c.quoted || c.next > c.end || c.end > c.stop+1 { // set.”The, set.“The, set.[1]The
		return !strings.Contains(before, ".")
	}
	return len(before) > 1 && isLowerWord(before) && isCapitalised(c.word) && !inAddress(c.text, c.stop)
}

// beginsSentence reports whether the next word can be a sentence's first.
func (c candidate) beginsSentence() bool {
	if unicode.IsLower(c.first) {
		// iPhone, eBay
		second, _ := utf8.DecodeRuneInString(c.text[c.next+1:])
		return c.first < utf8.RuneSelf && unicode.IsUpper(second)
	}
	return !strings.ContainsRune(",;:.?!…)]}&%/+=", c.first)
}

// exclaims reports whether the mark is part of a name.
func (c candidate) exclaims() bool {
	return c.mark == '!' && exclaiming[wordBefore(c.text, c.stop)]
}

// attributed reports whether what follows a closing quotation mark says who
// spoke: “Will you come?” President Biden asked. After a full stop that must be
// all: “We tried.” Biden said.
func (c candidate) attributed() bool {
	if !c.quoted {
		return false
	}
	at := c.next
	for range 7 {
		w := wordAt(c.text, at)
		if w == "" {
			return false
		}
		end := at + len(w)
		after, _ := utf8.DecodeRuneInString(c.text[end:])
		if reporting[w] {
			return at > c.next && (c.mark != '.' || strings.ContainsRune(".,", after))
		}
		if !isCapitalised(w) && !linking[w] {
			return false
		}
		if after == '.' { // Mr.
			end++
		}
		at = skipSpace(c.text, end)
	}
	return false
}

// abbreviates reports whether the full stop belongs to the word before it and
// ends no sentence.
func (c candidate) abbreviates() bool {
	before := wordBefore(c.text, c.stop)
	if before == "" {
		return false
	}
	kind := abbreviations[before]
	switch {
	case kind == never:
		return true
	case kind == counted:
		return unicode.IsDigit(c.first)
	case kind == clock || kind == 0 && isClock(before):
		return zoneOrDay[c.word]
	case kind == final || isInitials(before):
		return !starters[c.word]
	case isNumber(before):
		return c.stop-len(before) == c.start || germanMonths[c.word] && len(before) <= 2
	}
	return false
}

// isTerminator reports whether r can end a sentence.
func isTerminator(r rune) bool {
	return r == '…' || unicode.Is(unicode.STerm, r)
}

// isCloser reports whether r can stand between a terminator and the next sentence.
func isCloser(r rune) bool {
	return strings.ContainsRune(`"'`, r) || unicode.In(r, unicode.Pe, unicode.Pf)
}

// isOpener reports whether r can stand before a sentence's first word.
func isOpener(r rune) bool {
	return strings.ContainsRune("\"'¿¡•*", r) || unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd)
}

// footnote returns the length of the footnote mark that text begins with, such as
// [12], [b], [note 3] or ², or 0.
func footnote(text string) int {
	if r, n := utf8.DecodeRuneInString(text); unicode.Is(unicode.No, r) && !unicode.IsDigit(r) {
		return n
	}
	if !strings.HasPrefix(text, "[") {
		return 0
	}
	in, _, closed := strings.Cut(text[1:], "]")
	mark := strings.TrimPrefix(in, "note ")
	if !closed || mark == "" || len(mark) > 3 {
		return 0
	}
	if len(mark) == 1 && 'a' <= mark[0] && mark[0] <= 'z' || strings.Trim(mark, "0123456789") == "" {
		return len(in) + len("[]")
	}
	return 0
}

// skipSpace returns the offset of the first rune of text at or after i that isn't
// white space.
func skipSpace(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace))
}

// skipOpeners returns the offset of the first rune of text at or after i that is
// neither an opening mark nor white space.
func skipOpeners(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], func(r rune) bool { return isOpener(r) || unicode.IsSpace(r) }))
}

// isWordRune reports whether r is part of a word wherever it stands in it.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// wordAt returns the word that begins at text[i:], with apostrophes and full
// stops inside it.
func wordAt(text string, i int) string {
	s := text[i:]
	end := 0
	for j, r := range s {
		if isWordRune(r) {
			end = j + utf8.RuneLen(r)
		} else if !strings.ContainsRune(".'’", r) || end != j {
			break
		}
	}
	return s[:end]
}

// wordBefore returns the word that ends at text[:i], with full stops inside it.
func wordBefore(text string, i int) string {
	s := text[:i]
	at := len(s)
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !isWordRune(r) && r != '.' {
			break
		}
		at -= n
	}
	return strings.TrimLeft(s[at:], ".")
}

// inAddress reports whether text[i:] lies in a web or mail address.
func inAddress(text string, i int) bool {
	from := strings.LastIndexFunc(text[:i], unicode.IsSpace) + 1
	word := text[from:]
	if end := strings.IndexFunc(word, unicode.IsSpace); end >= 0 {
		word = word[:end]
	}
	return strings.ContainsAny(word, "@/_\\") || strings.HasPrefix(word, "www.")
}

func isLowerWord(w string) bool {
	return w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

func isCapitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func isNumber(w string) bool { return strings.Trim(w, "0123456789") == "" }

// isInitials reports whether w, without its last full stop, is an initial or
// several: J, U.S, Ph.D. Each holds at most two letters.
func isInitials(w string) bool {
	if !isCapitalised(w) {
		return false
	}
	for part := range strings.SplitSeq(w, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || n == 2 && !strings.Contains(w, ".") || !isWordRune([]rune(part)[0]) {
			return false
		}
	}
	return true
}

// isClock reports whether w ends in a.m or p.m, as in 8a.m.
func isClock(w string) bool {
	return strings.HasSuffix(w, "a.m") || strings.HasSuffix(w, "p.m")
}
