package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxArticleBytes is the size of the largest article that is read.
const MaxArticleBytes = 4 << 20

// Parse reads a plain-text article. The text is kept byte for byte; four kinds
// of metadata are recognised, each only in its own place, and their spans go to
// [Article.Meta]:
//
//   - " date 2021-12-31 " at the start of the first line: Published. The rest of
//     the line is text.
//   - A headline: the first line, if it is short, has three words or more and no
//     final stop, and a blank line follows it; before a stamp it may be anything. It
//     becomes the Title and stays in the text, where it can be quoted as a heading.
//   - "As of: December 31, 2021 1:13 a.m." on a line of its own, first or right
//     after the headline: Updated. A date alone there: Published.
//   - A source mark at the very end: "/BNR" or "Source: BNR" gives the Outlet,
//     "Source: https://…" the URL, "source site" nothing.
//
// Data that holds no text, isn't UTF-8, holds a NUL byte, is larger than
// [MaxArticleBytes] or begins as a PDF or another document does is an error
// that names the article and the byte, and so is an id that couldn't be shown: an
// empty one, or one with control characters.
func Parse(id string, data []byte) (Article, error) {
	a, err := parse(id, data)
	if err != nil {
		return Article{}, fmt.Errorf("reading article %q: %w", id, err)
	}
	return a, nil
}

func parse(id string, data []byte) (Article, error) {
	if err := checkID(id); err != nil {
		return Article{}, err
	}
	if err := checkText(data); err != nil {
		return Article{}, err
	}
	sum := sha256.Sum256(data)
	a := Article{ID: id, Version: hex.EncodeToString(sum[:]), Text: string(data)}
	readMetadata(&a)
	return a, nil
}

func checkID(id string) error {
	if id == "" {
		return errors.New("it has no name")
	}
	if !utf8.ValidString(id) || strings.ContainsFunc(id, unicode.IsControl) {
		return &advised{errors.New("its name holds characters that can't be shown"), "rename files whose names hold control characters or aren't UTF-8"}
	}
	return nil
}

func checkText(data []byte) error {
	if len(data) > MaxArticleBytes {
		return &advised{fmt.Errorf("larger than %d MiB", MaxArticleBytes>>20), fmt.Sprintf("cut files larger than %d MiB into an article a file, or move them elsewhere", MaxArticleBytes>>20)}
	}
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return &advised{errors.New("invalid UTF-8 at byte 0: the file is UTF-16; save it as UTF-8"), "convert UTF-16 to UTF-8, as by: iconv -f UTF-16 -t UTF-8 OLD > NEW"}
	}
	for _, f := range formats {
		if f.begins.Match(data) {
			return &advised{errors.New(f.name + ": not plain text"), "save as plain text what is in another format, or move it elsewhere"}
		}
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return &advised{fmt.Errorf("NUL at byte %d: not a text file", i), "move what isn't text out of the folder of articles"}
	}
	if !utf8.Valid(data) {
		at := 0
		for {
			r, n := utf8.DecodeRune(data[at:])
			if r == utf8.RuneError && n == 1 {
				return &advised{fmt.Errorf("invalid UTF-8 at byte %d", at), "convert what isn't UTF-8, as by: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"}
			}
			at += n
		}
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte(bom)))) == 0 {
		return errNoText
	}
	return nil
}

// formats are those of documents that somebody may take for text or rename to .txt, with
// how a file in them begins.
var formats = []struct {
	name   string
	begins *regexp.Regexp
}{
	{"a PDF file", regexp.MustCompile(`^%PDF-\d`)},
	{"an RTF file", regexp.MustCompile(`^\{\\rtf\d`)},
	{"a ZIP archive or an office document", regexp.MustCompile(`^PK\x03\x04`)},
}

// errNoText says that a file holds nothing but white space.
var errNoText = errors.New("no text in it")

// bom is the byte order mark that some editors put before UTF-8 text.
const bom = "\uFEFF"

// Headlines end before 120 characters: the longest of 40 news reports has 101.
// A line that a stamp follows is a headline for certain, and may be longer.
const (
	maxHeading = 120
	maxTitle   = 250
)

var (
	datePrefix = regexp.MustCompile(`^\s*(?i:date):?[ \t]+(\d{4}-\d{2}-\d{2})(?:[ \t]+|$)`)
	stampLine  = regexp.MustCompile(`^(?i:as of)(?:\s*:\s*|\s+)(.+)$`)
	slashMark  = regexp.MustCompile(`^/\s?(\p{Lu}[\p{L}\p{Nd}&.-]{1,19}(?: \p{Lu}[\p{L}\p{Nd}&.-]*){0,3})/?$`)
	sourceMark = regexp.MustCompile(`^(?i:source)(?:\s*:\s*|\s+)(\S.*)$`)
)

// readMetadata fills in what a.Text states about itself.
func readMetadata(a *Article) {
	top := 0
	if strings.HasPrefix(a.Text, bom) {
		top = len(bom)
		a.Meta = append(a.Meta, Span{0, top})
	}
	lines := filledLines(a.Text, top)
	if len(lines) == 0 {
		return
	}

	// The prefix of the first line.
	if m := datePrefix.FindStringSubmatchIndex(lines[0].Of(a.Text)); m != nil {
		s := lines[0].Of(a.Text)
		if day, err := time.Parse(time.DateOnly, s[m[2]:m[3]]); err == nil {
			a.Published = day
			a.Meta = append(a.Meta, Span{top, lines[0].Start + m[1]})
			lines[0].Start += m[1]
			if lines[0].Len() == 0 {
				lines = lines[1:]
			}
		}
	}

	// The headline and the stamp. Either can be missing.
	switch {
	case len(lines) > 0 && readStamp(a, lines[0]):
	case len(lines) > 1:
		first := lines[0].Of(a.Text)
		switch {
		case utf8.RuneCountInString(first) > maxTitle, stampLine.MatchString(first):
		case readStamp(a, lines[1]), blankBetween(a.Text, lines[0], lines[1]) && looksLikeTitle(first):
			a.Title = first
		}
	}

	// The source mark. A report has more than its source.
	if len(lines) > 1 {
		readSource(a, lines[len(lines)-1])
	}
}

// readStamp records line as when the article was updated or published, if it says so
// and nothing else.
func readStamp(a *Article, line Span) bool {
	text, field := line.Of(a.Text), &a.Published
	if m := stampLine.FindStringSubmatch(text); m != nil {
		text, field = m[1], &a.Updated
	}
	t, ok := parseStamp(text)
	if !ok {
		return false
	}
	*field = t
	a.Meta = append(a.Meta, line)
	return true
}

// looksLikeTitle reports whether the first line of an article is its headline, and
// not a paragraph, nor a name such as those of the writer or the place.
func looksLikeTitle(line string) bool {
	const fewestWords = 3
	return looksLikeHeading(line) &&
		(len(strings.Fields(line)) >= fewestWords || strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Lo, r) }))
}

// readSource records a source mark: the whole of the last line, or the "/BNR"
// that follows its last sentence.
func readSource(a *Article, line Span) {
	text := line.Of(a.Text)
	if m := sourceMark.FindStringSubmatch(text); m != nil && utf8.RuneCountInString(m[1]) <= 80 {
		switch name := strings.TrimRight(m[1], " ."); {
		case strings.EqualFold(name, "site"):
		case strings.Contains(name, "://"):
			a.URL = name
		case strings.Contains(text, ":"):
			a.Outlet = name
		default: // "Source code was published": a sentence
			return
		}
		a.Meta = append(a.Meta, line)
		return
	}
	mark := line
	if i := strings.LastIndex(text, "/"); i > 0 && strings.HasSuffix(text, "/") {
		mark.Start += strings.LastIndex(text[:len(text)-1], "/")
	} else if i > 0 {
		mark.Start += i
	}
	before := strings.TrimRightFunc(a.Text[line.Start:max(mark.Start, line.Start)], unicode.IsSpace)
	if before != "" && (endsOpen(before) || len(before) == mark.Start-line.Start) {
		return
	}
	if m := slashMark.FindStringSubmatch(mark.Of(a.Text)); m != nil {
		a.Outlet = m[1]
		a.Meta = append(a.Meta, mark)
	}
}

// filledLines returns the lines of text from byte offset at on that hold more
// than white space, trimmed.
func filledLines(text string, at int) []Span {
	var lines []Span
	for at < len(text) {
		end, next := lineEnd(text, at)
		if s := trim(text, Span{at, end}); s.Len() > 0 {
			lines = append(lines, s)
		}
		at = next
	}
	return lines
}

// lineEnd returns where the line of text that holds byte offset at ends, and
// where the next one begins. Lines end in LF, CRLF or CR.
func lineEnd(text string, at int) (end, next int) {
	i := strings.IndexAny(text[at:], "\r\n")
	if i < 0 {
		return len(text), len(text)
	}
	end = at + i
	if strings.HasPrefix(text[end:], "\r\n") {
		return end, end + 2
	}
	return end, end + 1
}

// blankBetween reports whether a blank line stands between two lines of text.
func blankBetween(text string, a, b Span) bool {
	_, next := lineEnd(text, a.End)
	end, _ := lineEnd(text, next)
	return end < b.Start
}

// trim narrows s to what lies between the white space at its ends.
func trim(text string, s Span) Span {
	s.Start += len(s.Of(text)) - len(strings.TrimLeftFunc(s.Of(text), unicode.IsSpace))
	s.End -= len(s.Of(text)) - len(strings.TrimRightFunc(s.Of(text), unicode.IsSpace))
	return s
}
