package corpus

import (
	"regexp"
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
	filled := false // whether the sentence has a letter or a digit yet
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isTerminator(r) {
			filled = filled || unicode.IsLetter(r) || unicode.IsDigit(r)
			i += n
			continue
		}
		c := newCandidate(text, start, i)
		i = c.end
		if filled && c.breaks() {
			spans = append(spans, Span{start, i})
			start = skipSpace(text, i)
			i, filled = start, false
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
	paren  bool   // an opening parenthesis comes next
	dash   bool   // a dash comes next
	next   int    // where the next word begins, after opening marks; len(text) for none
	first  rune   // its first rune
	word   string // the next word, with apostrophes and full stops inside it
}

// newCandidate looks at the terminator at text[stop:].
func newCandidate(text string, start, stop int) candidate {
	c := candidate{text: text, start: start, stop: stop, end: stop}
	dots := 0
	for c.end < len(text) {
		r, n := utf8.DecodeRuneInString(text[c.end:])
		if isTerminator(r) {
			if c.mark = r; r == '.' {
				dots++
			}
			c.ellipsis = r == '…' || dots > 1
		} else if n = closing(text[c.end:]); n > 0 {
			c.quoted = c.quoted || strings.ContainsFunc(text[c.end:c.end+n], isQuote)
		} else {
			break
		}
		c.end += n
	}
	at := skipSpace(text, c.end)
	c.spaced = at > c.end
	c.next = nextWord(text, at)
	if c.next == len(text) { // Only marks are left: they belong to this sentence.
		c.end = trim(text, Span{stop, len(text)}).End
		return c
	}
	c.paren = text[at] == '('
	c.dash = isDash(runeAt(text, at))
	c.first, _ = utf8.DecodeRuneInString(text[c.next:])
	c.word = wordAt(text, c.next)
	return c
}

// breaks reports whether the sentence ends here.
func (c candidate) breaks() bool {
	switch {
	case c.next == len(c.text):
		return true
	case c.mark > unicode.MaxASCII && c.mark != '…':
		return c.breaksAnywhere()
	case !c.spaced:
		return c.breaksUnspaced()
	case !c.beginsSentence():
		return false
	case c.ellipsis:
		return true
	case c.mark == '.':
		return !c.abbreviates() && !c.attributed()
	case c.mark == '!':
		return !exclaiming[wordBefore(c.text, c.stop)] && !c.attributed()
	}
	return !c.attributed()
}

// breaksAnywhere decides on terminators of scripts that need no space after them.
func (c candidate) breaksAnywhere() bool {
	if unicode.IsLower(c.first) || strings.ContainsRune(",;:،؛、，；：", c.first) {
		return false
	}
	// Japanese puts と ("that") after what was said.
	return !(c.quoted && strings.HasPrefix(c.text[c.end:], "と"))
}

// breaksUnspaced decides where no white space follows: "set.The talks", but not
// "3.6", "U.S.", "a.m." or "example.com".
func (c candidate) breaksUnspaced() bool {
	before := wordBefore(c.text, c.stop)
	if unicode.Is(unicode.Lo, c.first) { // a script without capitals
		return utf8.RuneCountInString(before) > 2 && !strings.ContainsFunc(before, func(r rune) bool { return r <= unicode.MaxASCII })
	}
	if !unicode.IsUpper(c.first) || c.ellipsis || c.dash {
		return false
	}
	if c.end > c.stop+1 || c.next > c.end { // set.”The, set.[1]The, set.“The
		return !strings.Contains(before, ".")
	}
	return len(before) > 1 && isLowerWord(before) && isCapitalised(c.word) && !inAddress(c.text, c.stop)
}

// beginsSentence reports whether the next word can be a sentence's first.
func (c candidate) beginsSentence() bool {
	if unicode.IsLower(c.first) {
		rest := c.text[c.next+utf8.RuneLen(c.first):]
		second, _ := utf8.DecodeRuneInString(rest)
		return unicode.IsUpper(second) // iPhone
	}
	return !strings.ContainsRune(",;:.?!…)]}&%/+=", c.first)
}

// abbreviates reports whether the full stop belongs to the word before it and
// ends no sentence.
func (c candidate) abbreviates() bool {
	before := wordBefore(c.text, c.stop)
	class := abbreviations[before]
	switch {
	case class == never, c.inLabel(before):
		return true
	case class == counted:
		return unicode.IsDigit(c.first)
	case class == clock || strings.HasSuffix(before, "a.m") || strings.HasSuffix(before, "p.m"):
		at := skipSpace(c.text, c.next+len(c.word))
		return c.paren || zones[c.word] || strings.EqualFold(wordAt(c.text, at), "time")
	case class == final || c.isInitials(before):
		return c.dash || !c.startsSentence() // TAMPA, Fla. — A storm
	case isNumber(before):
		return c.stop-len(before) == c.start || germanMonths[c.word] && len(before) <= 2
	}
	return false
}

// labelRE matches what follows the title in the label of who speaks: "MARCH:".
var labelRE = regexp.MustCompile(`^\p{Lu}[\p{Lu}.'’-]*(?: \p{Lu}[\p{Lu}.'’-]*){0,3}:`)

// inLabel reports whether the word before the full stop is a title in capitals in the label
// of who speaks: SEN. MARCH:
func (c candidate) inLabel(word string) bool {
	return abbreviations[titleCase(word)] == never && labelRE.MatchString(c.text[c.next:])
}

// titleCase is a word in capitals with only the first of them: SEN. It is empty for any
// other word.
func titleCase(word string) string {
	if word == "" || word != strings.ToUpper(word) {
		return ""
	}
	_, n := utf8.DecodeRuneInString(word)
	return word[:n] + strings.ToLower(word[n:])
}

// startsSentence reports whether the next word is one that sentences begin with
// and names don't.
func (c candidate) startsSentence() bool {
	word, _, _ := strings.Cut(strings.ReplaceAll(c.word, "’", "'"), "'")
	initial := utf8.RuneCountInString(c.word) == 1 && strings.HasPrefix(c.text[c.next+len(c.word):], ".")
	return starters[word] && !initial
}

// isInitials reports whether the word before the full stop is an initial or
// several: J, U.S, Ph.D.
func (c candidate) isInitials(word string) bool {
	if !isCapitalised(word) {
		return false
	}
	// Not AT&T, °C, 108-A; but J.-P.
	if before := c.text[:c.stop-len(word)]; before != "" {
		r, _ := utf8.DecodeLastRuneInString(before)
		if !unicode.IsSpace(r) && !isOpener(r) || r == '-' && !strings.HasSuffix(before, ".-") {
			return false
		}
	}
	most := 1 // letters
	if strings.Contains(word, ".") {
		most = 2
	}
	for part := range strings.SplitSeq(word, ".") {
		n := utf8.RuneCountInString(part)
		if n == 0 || n > most || strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) }) {
			return false
		}
	}
	return true
}

// attributed reports whether what follows a closing quotation mark says who
// spoke: “Will you come?” President Biden asked. After a full stop that must be
// all there is: “We tried.” Biden said. And no other quotation may follow, for
// then it is that one's speaker: Biden said, “We tried.”
func (c candidate) attributed() bool {
	if !c.quoted {
		return false
	}
	const maxWords = 7
	at := c.next
	for range maxWords {
		w := wordAt(c.text, at)
		end := at + len(w)
		rest := c.text[end:]
		switch {
		case reporting[w]:
			quote, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " ,:"))
			return at > c.next && !isQuote(quote) && (c.mark != '.' || strings.HasPrefix(rest, "."))
		case !isCapitalised(w) && !linking[w]:
			return false
		case strings.HasPrefix(rest, "."): // Mr.
			end++
		}
		at = skipSpace(c.text, end)
	}
	return false
}
