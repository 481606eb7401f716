package main

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"cuttings/corpus"
)

// printable returns s fit to be shown on one line of a terminal, however
// hostile: each run of white space becomes one space, each control character a
// visible stand-in, so that no escape sequence gets through, and the characters
// that reorder text go the same way. Invalid UTF-8 becomes U+FFFD.
func printable(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		switch {
		case r < ' ':
			b.WriteRune('␀' + r) // U+2400 to U+241F picture U+0000 to U+001F
		case r == 0x7f:
			b.WriteRune('␡')
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			b.WriteRune(unicode.ReplacementChar)
		default:
			b.WriteRune(r)
		}
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// columns is how many columns of a terminal the printable text s takes.
func columns(s string) int { return uniseg.StringWidth(s) }

// wrap cuts text into lines, the first of at most first columns and the others
// of at most rest, and returns where they stand. A line breaks where Unicode
// lets it (UAX #14), or else between characters as a reader sees them. White
// space at a line's end belongs to no line. The text must be printable.
func wrap(text string, first, rest int) []corpus.Span {
	chars := slices.Collect(characters(text))
	var lines []corpus.Span
	width, at := first, 0
	for len(chars) > 0 || len(lines) == 0 {
		n, mayBreak, cols := 0, 0, 0 // in chars
		for _, c := range chars {
			// A space may hang over the edge: it isn't shown there.
			if cols+c.width > width && c.text != " " && n > 0 {
				break
			}
			n++
			cols += c.width
			if c.mayBreak {
				mayBreak = n
			}
		}
		if n < len(chars) && mayBreak > 0 {
			n = mayBreak
		}
		end := at
		for _, c := range chars[:n] {
			end += len(c.text)
		}
		trimmed := at + len(strings.TrimRight(text[at:end], " "))
		lines = append(lines, corpus.Span{Start: at, End: trimmed})
		chars, at, width = chars[n:], end, rest
	}
	return lines
}

// A character is a grapheme cluster.
type character struct {
	text     string
	width    int  // in columns
	mayBreak bool // the line may break after it
}

// characters yields the characters of text.
func characters(text string) iter.Seq[character] {
	return func(yield func(character) bool) {
		for state := -1; text != ""; {
			var c character
			var bits int
			c.text, text, bits, state = uniseg.StepString(text, state)
			c.width = bits >> uniseg.ShiftWidth
			c.mayBreak = bits&uniseg.MaskLine != uniseg.LineDontBreak
			if !yield(c) {
				return
			}
		}
	}
}

// cutTo returns s, cut short with an ellipsis if it takes more than width columns.
func cutTo(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	cols, end := 0, 0
	for c := range characters(s) {
		if cols += c.width; cols > width-1 {
			break
		}
		end += len(c.text)
	}
	return strings.TrimRight(s[:end], " ") + "…"
}

// A rich is a paragraph in pieces, each with its style. Its zero value is empty.
type rich struct {
	text   string
	pieces []piece // of text, in order, without gaps
}

type piece struct {
	end     int // in bytes of rich.text; it starts where the one before ends
	style   style
	address string // where it leads; empty for nowhere
}

// add appends s in a style, made printable.
func (r *rich) add(st style, s string) *rich { return r.addLink(st, s, "") }

// addLink is add for text that leads to a web address.
func (r *rich) addLink(st style, s, address string) *rich {
	s = printable(s)
	if strings.HasSuffix(r.text, " ") {
		s = strings.TrimPrefix(s, " ")
	}
	if s == "" {
		return r
	}
	r.text += s
	p := piece{len(r.text), st, address}
	if last := len(r.pieces) - 1; last >= 0 && r.pieces[last].style == st && r.pieces[last].address == address {
		r.pieces[last] = p
	} else {
		r.pieces = append(r.pieces, p)
	}
	return r
}

// write lays r out: its first line indented by first columns, the others by rest.
func (s screen) write(b *strings.Builder, first, rest int, r *rich) {
	indent := first
	for _, line := range wrap(r.text, max(s.width-first, 1), max(s.width-rest, 1)) {
		b.WriteString(strings.Repeat(" ", indent))
		indent = rest
		start := 0
		for _, p := range r.pieces {
			if from, to := max(start, line.Start), min(p.end, line.End); from < to {
				b.WriteString(s.link(p.address, s.paint(p.style, r.text[from:to])))
			}
			start = p.end
		}
		b.WriteByte('\n')
	}
}
