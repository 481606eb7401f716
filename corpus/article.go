// Package corpus holds the coverage: articles as they were stored, and the
// places in them that can be quoted.
//
// An [Article] keeps its text exactly as it was read, metadata lines and all; a
// [Span] is a place in that text, and a quotation is nothing but a span. A
// [Passage] is one paragraph with its sentences.
package corpus

import "time"

// A Span is the half-open range of bytes [Start, End) of an article's text.
// Both ends lie on rune boundaries.
type Span struct {
	Start, End int
}

// Of returns the bytes of text that s covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// An Article is one report. A field that the report doesn't state stays empty.
type Article struct {
	// ID names the article: the file's stem.
	ID string
	// Version is the SHA-256 of Text in hexadecimal.
	Version string
	Title   string
	Outlet  string
	Author  string
	URL     string
	// Language is a BCP 47 tag.
	Language string
	// Published and Updated are in UTC; zero when not stated.
	Published time.Time
	Updated   time.Time
	// Text is the whole file. It is valid UTF-8, and offsets count its bytes.
	Text string
	// Meta are the places in Text that hold metadata and nothing to quote, in order.
	Meta []Span
}

// Date is the day of the report: when it was published or else updated; zero
// when it states neither.
func (a Article) Date() time.Time {
	if a.Published.IsZero() {
		return a.Updated
	}
	return a.Published
}

// A Passage is one paragraph of an article.
type Passage struct {
	Article string // Article.ID
	Version string // Article.Version
	// Number counts the article's passages from 1.
	Number int
	Span   Span
	// Sentences lie in Span, in order, and leave out only white space.
	Sentences []Span
	// Heading says that the passage is a headline or a heading between
	// paragraphs: a short line without a sentence's final stop.
	Heading bool
}
