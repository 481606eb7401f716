package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isTerminator reports whether r can end a sentence.
func isTerminator(r rune) bool {
	return r == '…' || unicode.Is(unicode.STerm, r)
}

// isQuote reports whether r is a quotation mark, opening or closing.
func isQuote(r rune) bool {
	return r == '"' || r == '\'' || r == '„' || r == '‚' || strings.ContainsRune("「」『』", r) || unicode.In(r, unicode.Pi, unicode.Pf)
}

// isOpener reports whether r can stand before a sentence's first word.
func isOpener(r rune) bool {
	return isQuote(r) || strings.ContainsRune("¿¡•*", r) || unicode.Is(unicode.Ps, r) || isDash(r)
}

// isCloser reports whether r can stand after a sentence's last word or mark.
func isCloser(r rune) bool {
	return isQuote(r) || unicode.Is(unicode.Pe, r)
}

func isDash(r rune) bool { return unicode.Is(unicode.Pd, r) }

// isWordRune reports whether r is part of a word wherever it stands in it.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Bounds in bytes on how far a rule looks, so that no text takes more than time
// in proportion to its length.
const (
	maxMark = 40  // a footnote mark or an aside
	maxWord = 64  // a word
	maxURL  = 256 // a web or mail address
)

// closing returns the length of the mark that text begins with if, right after a
// terminator, it belongs to the sentence that ends: a closing quotation mark or
// bracket, or a footnote mark such as [12], [citation needed] or ². It is 0
// otherwise.
func closing(text string) int {
	r, n := utf8.DecodeRuneInString(text)
	after, _ := utf8.DecodeRuneInString(text[n:])
	switch {
	case r == '[':
		return bracketed(text)
	case r == '”' || unicode.In(r, unicode.Pe, unicode.No):
		return n
	case isQuote(r) && !isWordRune(after):
		// Before a letter it is an apostrophe or opens what follows. Which marks
		// open depends on the language: “…”, „…“, «…», »…«.
		return n
	case unicode.IsSpace(r) && (unicode.Is(unicode.Pf, after) || after == '"'):
		// A closing mark set off: .’ ” or . »
		m := n + utf8.RuneLen(after)
		if beyond, _ := utf8.DecodeRuneInString(text[m:]); m == len(text) || unicode.IsSpace(beyond) {
			return m
		}
	}
	return 0
}

// bracketed returns the length of the pair of square brackets that text begins
// with, or 0 if it doesn't begin with one.
func bracketed(text string) int {
	if !strings.HasPrefix(text, "[") {
		return 0
	}
	return strings.IndexByte(text[:min(len(text), maxMark)], ']') + 1
}

// skipSpace returns the offset of the first rune of text at or after i that isn't
// white space.
func skipSpace(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace))
}

// runeAt returns the rune of text that begins at i.
func runeAt(text string, i int) rune {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

// nextWord returns the offset of the first rune of text at or after i that is
// neither white space, nor an opening mark, nor part of an editor's aside such as
// "[laughs]" or "[...]".
func nextWord(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if aside := asideLen(text[i:]); aside > 0 {
			n = aside
		} else if !isOpener(r) && !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

// asideLen returns the length of the aside that text begins with, or 0. What
// stands in brackets for other words of the sentence is none: [T]he, [Putin].
func asideLen(text string) int {
	n := bracketed(text)
	if n == 0 {
		return 0
	}
	in, _ := utf8.DecodeRuneInString(text[1:])
	after, _ := utf8.DecodeRuneInString(text[n:])
	if isTerminator(in) || unicode.IsLower(in) && !isWordRune(after) {
		return n
	}
	return 0
}

// wordAt returns the word that begins at text[i:], with apostrophes and full
// stops inside it.
func wordAt(text string, i int) string {
	s := text[i:min(len(text), i+maxWord)]
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
	at := i
	for at > 0 && i-at < maxWord {
		r, n := utf8.DecodeLastRuneInString(text[:at])
		if !isWordRune(r) && r != '.' {
			break
		}
		at -= n
	}
	return strings.TrimLeft(text[at:i], ".")
}

// inAddress reports whether text[i:] lies in a web or mail address.
func inAddress(text string, i int) bool {
	from, to := max(0, i-maxURL), min(len(text), i+maxURL)
	from += strings.LastIndexFunc(text[from:i], unicode.IsSpace) + 1
	word := text[from:to]
	if end := strings.IndexFunc(word, unicode.IsSpace); end >= 0 {
		word = word[:end]
	}
	return strings.ContainsAny(word, `@/_\`) || strings.HasPrefix(word, "www.")
}

// isLowerWord reports whether w has lower-case letters only, and at least one.
func isLowerWord(w string) bool {
	return w != "" && !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLower(r) })
}

func isCapitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func isNumber(w string) bool {
	return w != "" && strings.Trim(w, "0123456789") == ""
}
