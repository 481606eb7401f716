package main

import (
	"iter"
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
	var lines []corpus.Span
	var (
		width     = first
		start     int // of the line
		cols      int // columns of [start, pos)
		breakAt   int // the last place up to pos where the line may break
		breakCols int // columns of [start, breakAt)
	)
	cut := func(end, endCols int) {
		trimmed := start + len(strings.TrimRight(text[start:end], " "))
		lines = append(lines, corpus.Span{Start: start, End: trimmed})
		start, cols, width = end, cols-endCols, rest
		breakAt, breakCols = max(breakAt, end), max(breakCols-endCols, 0)
	}
	pos := 0
	for cluster, c := range characters(text) {
		// A space may hang over the edge: it isn't shown there.
		if cols+c.width > width && cluster != " " && breakAt > start {
			cut(breakAt, breakCols)
		}
		if cols+c.width > width && cluster != " " && pos > start {
			cut(pos, cols)
		}
		pos += len(cluster)
		cols += c.width
		if c.mayBreak {
			breakAt, breakCols = pos, cols
		}
	}
	if start < len(text) || len(lines) == 0 {
		cut(len(text), cols)
	}
	return lines
}

// A character is what a terminal does with a grapheme cluster.
type character struct {
	width    int  // in columns
	mayBreak bool // the line may break after it
}

// characters yields the grapheme clusters of text.
func characters(text string) iter.Seq2[string, character] {
	return func(yield func(string, character) bool) {
		for state := -1; text != ""; {
			var cluster string
			var bits int
			cluster, text, bits, state = uniseg.StepString(text, state)
			if !yield(cluster, character{bits >> uniseg.ShiftWidth, bits&uniseg.MaskLine != uniseg.LineDontBreak}) {
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
	for cluster, c := range characters(s) {
		if cols += c.width; cols > width-1 {
			break
		}
		end += len(cluster)
	}
	return strings.TrimRight(s[:end], " ") + "…"
}

// pad returns s filled up with spaces to width columns.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-columns(s)))
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
