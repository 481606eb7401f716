package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passages returns the article's paragraphs, in order. Together their sentences
// cover all of the text that is neither metadata nor white space.
//
// A blank line ends a paragraph. What a single line break means depends on the
// lines around it: it ends a paragraph where each paragraph stands on one line,
// and is white space where the text was wrapped to a width.
func (a Article) Passages() []Passage {
	var ps []Passage
	for _, span := range paragraphs(a.Text, a.Meta) {
		text := span.Of(a.Text)
		p := Passage{Article: a.ID, Version: a.Version, Number: len(ps) + 1, Span: span}
		p.Sentences = Sentences(text)
		for i := range p.Sentences {
			p.Sentences[i].Start += span.Start
			p.Sentences[i].End += span.Start
		}
		p.Heading = looksLikeHeading(text) && (len(ps) == 0 || !endsInComma(ps[len(ps)-1].Span.Of(a.Text)))
		ps = append(ps, p)
	}
	// A heading heads something: short lines at the end are none.
	for i := len(ps) - 1; i >= 0 && ps[i].Heading; i-- {
		ps[i].Heading = false
	}
	if len(ps) > 0 && a.Title != "" && ps[0].Span.Of(a.Text) == a.Title {
		ps[0].Heading = true
	}
	return ps
}

// paragraphs returns the spans of the paragraphs of text between the spans of meta.
func paragraphs(text string, meta []Span) []Span {
	var out []Span
	at := 0
	for _, m := range meta {
		out = appendParagraphs(out, text, Span{at, m.Start})
		at = m.End
	}
	return appendParagraphs(out, text, Span{at, len(text)})
}

// appendParagraphs appends the paragraphs of one stretch of text.
func appendParagraphs(out []Span, text string, within Span) []Span {
	var block []Span // the lines since the last blank one
	for at := within.Start; at < within.End; {
		end, next := lineEnd(text[:within.End], at)
		line := trim(text, Span{at, end})
		if line.Len() > 0 {
			block = append(block, line)
		} else {
			out = appendBlock(out, text, block)
			block = block[:0]
		}
		at = next
	}
	return appendBlock(out, text, block)
}

// appendBlock appends the paragraphs of lines without a blank line between them.
func appendBlock(out []Span, text string, lines []Span) []Span {
	width := 0 // of the longest line, in runes
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.Of(text)))
	}
	for i, l := range lines {
		if i > 0 && continues(lines[i-1].Of(text), l.Of(text), width) {
			out[len(out)-1].End = l.End
		} else {
			out = append(out, l)
		}
	}
	return out
}

// maxWrap is the width in runes up to which text is taken to have been wrapped.
const maxWrap = 120

// continues reports whether next goes on with the paragraph of the line before
// it, in a block whose longest line has width runes. Wrapped text fills its
// lines: a line that leaves room for the next line's first word ended on purpose.
// In a sentence that is still open, only a line much shorter than the others did.
func continues(line, next string, width int) bool {
	if startsItem(next) {
		return false
	}
	if endsOpen(line) && startsLower(next) {
		return true
	}
	if width > maxWrap {
		return false
	}
	word, _, _ := strings.Cut(next, " ")
	used := utf8.RuneCountInString(line) + 1 + utf8.RuneCountInString(word)
	if endsOpen(line) {
		return 4*used > 3*width
	}
	return used > width
}

// looksLikeHeading reports whether a paragraph is a short line without a final
// stop, and not several sentences, nor an item of a list.
func looksLikeHeading(text string) bool {
	return utf8.RuneCountInString(text) <= maxHeading &&
		!strings.ContainsAny(text, "\r\n") &&
		strings.ContainsFunc(text, unicode.IsLetter) &&
		endsOpen(text) && !endsInComma(text) && !startsItem(text) && startsPlainly(text) &&
		len(Sentences(text)) == 1
}

// endsOpen reports whether text ends without a sentence's final stop.
func endsOpen(text string) bool {
	text = strings.TrimRightFunc(text, isCloser)
	r, _ := utf8.DecodeLastRuneInString(text)
	return !isTerminator(r)
}

// endsInComma reports whether text ends in a mark that leads on to what follows.
func endsInComma(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(text, isCloser))
	return strings.ContainsRune(":;,：；，、", r)
}

// startsItem reports whether text begins with the mark of a list's item.
func startsItem(text string) bool {
	for _, mark := range []string{"- ", "– ", "— ", "* ", "• ", "· ", "‣ ", "▪ ", "◦ "} {
		if strings.HasPrefix(text, mark) || strings.HasPrefix(text, mark[:len(mark)-1]+"\t") {
			return true
		}
	}
	digits := strings.TrimLeft(text, "0123456789")
	return digits != text && (strings.HasPrefix(digits, ". ") || strings.HasPrefix(digits, ") "))
}

// startsPlainly reports whether text begins as a sentence does, with a capital, a
// digit or a quotation mark, and not with a symbol as the lines of a map's legend do.
func startsPlainly(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r) || isQuote(r)
}

func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}
