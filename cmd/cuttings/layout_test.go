package main

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"plain text":                    "plain text",
		" two\n\tlines\u00a0 of it\r\n": " two lines of it ",
		"\x1b[31mred\x1b[0m":            "␛[31mred␛[0m",
		"\x1b]0;title\x07":              "␛]0;title␇",
		"nul \x00, delete \x7f":         "nul ␀, delete ␡",
		"\u009b2J and \u0090":           "\ufffd2J and \ufffd",
		"abc\u202edcb\u2066x\u200f":     "abc\ufffddcb\ufffdx\ufffd",
		"not UTF-8: \xff\xe2\x82":       "not UTF-8: \ufffd\ufffd\ufffd",
		"é, e\u0301, 👩‍🚀, 中":            "é, e\u0301, 👩‍🚀, 中",
	} {
		if got := printable(in); got != want {
			t.Errorf("printable(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name        string
		text        string
		first, rest int
		want        []string
	}{
		{"empty", "", 10, 10, []string{""}},
		{"fits", "ten column", 10, 10, []string{"ten column"}},
		{"words", "the forum is on January 12", 10, 10, []string{"the forum", "is on", "January 12"}},
		{"a space hangs over", "ten column more", 10, 10, []string{"ten column", "more"}},
		{"another width below", "the forum is on January 12", 16, 7, []string{"the forum is on", "January", "12"}},
		{"no break inside a date", "on 9-10 January", 5, 5, []string{"on", "9-10", "Janua", "ry"}},
		{"after a hyphen", "word-for-word", 9, 9, []string{"word-for-", "word"}},
		{"no break before a full stop", "it is so.", 8, 8, []string{"it is", "so."}},
		{"a long word", "incomprehensibility", 8, 8, []string{"incompre", "hensibil", "ity"}},
		{"a long word after a short one", "an incomprehensible", 8, 8, []string{"an", "incompre", "hensible"}},
		{"wide characters", "中文字符的宽度", 6, 6, []string{"中文字", "符的宽", "度"}},
		{"wide ones don't fit by half", "中文字符", 5, 5, []string{"中文", "字符"}},
		{"wide punctuation stays behind", "中文。字符", 4, 4, []string{"中", "文。", "字符"}},
		{"combining marks", strings.Repeat("e\u0301", 6), 4, 4, []string{strings.Repeat("e\u0301", 4), strings.Repeat("e\u0301", 2)}},
		{"one picture, several runes", "👩‍🚀👩‍🚀👩‍🚀", 4, 4, []string{"👩‍🚀👩‍🚀", "👩‍🚀"}},
		{"a column too few", "中a", 1, 1, []string{"中", "a"}},
	} {
		var got []string
		for _, line := range wrap(c.text, c.first, c.rest) {
			got = append(got, line.Of(c.text))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: wrap(%q, %d, %d) (-want +got):\n%s", c.name, c.text, c.first, c.rest, diff)
		}
	}
}

// FuzzWrap: lines are in order, keep to the width unless a single character is
// wider, and leave out nothing but spaces; none holds what a terminal acts on.
func FuzzWrap(f *testing.F) {
	f.Add("the forum is on January 12", uint8(10), uint8(6))
	f.Add("中文。e\u0301\u0301 \x1b[1m👩‍🚀 a-b/c", uint8(3), uint8(2))
	f.Add("a\r\n\u2028\u0085\u200b\u00ad", uint8(1), uint8(1))
	f.Fuzz(func(t *testing.T, raw string, first, rest uint8) {
		text := printable(raw)
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			t.Fatalf("printable(%q) = %q", raw, text)
		}
		width := max(int(first), 1)
		at := 0
		for _, line := range wrap(text, width, max(int(rest), 1)) {
			if line.Start < at || line.End < line.Start || line.End > len(text) {
				t.Fatalf("wrap(%q): line %v after %d", text, line, at)
			}
			if gap := text[at:line.Start]; strings.Trim(gap, " ") != "" {
				t.Errorf("wrap(%q) leaves out %q", text, gap)
			}
			at = line.End
			clusters := 0
			for range characters(line.Of(text)) {
				clusters++
			}
			if n := columns(line.Of(text)); n > width && clusters > 1 {
				t.Errorf("wrap(%q): %q takes %d columns of %d", text, line.Of(text), n, width)
			}
			width = max(int(rest), 1)
		}
		if gap := text[at:]; strings.Trim(gap, " ") != "" {
			t.Errorf("wrap(%q) leaves out %q", text, gap)
		}
	})
}

func TestCutTo(t *testing.T) {
	for _, c := range []struct {
		s     string
		width int
		want  string
	}{
		{"fits", 4, "fits"},
		{"the forum", 8, "the for…"},
		{"the forum", 5, "the…"},
		{"中文字", 5, "中文…"},
		{"中文字", 4, "中…"},
	} {
		if got := cutTo(c.s, c.width); got != c.want {
			t.Errorf("cutTo(%q, %d) = %q, want %q", c.s, c.width, got, c.want)
		}
	}
}
