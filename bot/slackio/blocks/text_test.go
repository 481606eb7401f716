package blocks

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	tests := []struct {
		in   string
		most int
		want string
	}{
		{"a", 5, "a"},
		{" a \n\t b ", 5, "a b"},
		{"abcdef", 6, "abcdef"},
		{"abcdefg", 6, "abcde…"},
		{"abcd efgh", 6, "abcd…"},
		{"a\x00\x1bb", 5, "ab"},
		{"\u202eab\u202c", 5, "ab"},
		{"a\xff", 5, "a\uFFFD"},
		{"שלום", 6, "\u2068שלום\u2069"},
		{"שלום", 5, "\u2068של…\u2069"},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 15, "👩‍👩‍👧‍👦…"}, // 11 units each
		{"e\u0301e\u0301e\u0301", 5, "e\u0301e\u0301…"},
		{"\n", 5, ""},
	}
	for _, test := range tests {
		if got := line(test.in, test.most); got != test.want {
			t.Errorf("line(%q, %d) = %q, want %q", test.in, test.most, got, test.want)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, 80)
	}
	f.Fuzz(func(t *testing.T, s string, most int) {
		const least = 10
		most = least + max(most, 0)%500
		got := line(s, most)
		if units(got) > most || !utf8.ValidString(got) || strings.ContainsFunc(got, unicode.IsControl) {
			t.Errorf("line(%q, %d) = %q", s, most, got)
		}
	})
}

// FuzzPieces: pieces are short enough, and together the whole.
func FuzzPieces(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, 50)
	}
	f.Fuzz(func(t *testing.T, s string, most int) {
		if !utf8.ValidString(s) {
			t.Skip("an article's text is valid UTF-8")
		}
		most = 2 + max(most, 0)%3000
		var b strings.Builder
		for _, p := range pieces(s, most) {
			if p == "" || units(p) > most || !utf8.ValidString(p) {
				t.Errorf("pieces(%q, %d) has the piece %q", s, most, p)
			}
			b.WriteString(p)
		}
		if b.String() != s {
			t.Errorf("pieces(%q, %d) are together %q", s, most, b.String())
		}
	})
}

func TestWebAddress(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://bnr.example/a?b=1&c=2", "https://bnr.example/a?b=1&c=2"},
		{"http://bnr.example/a|b>c", "http://bnr.example/a%7Cb%3Ec"},
		{"https://пример.example/ж", "https://пример.example/ж"},
		{"", ""}, {"bnr.example", ""}, {"//bnr.example/a", ""}, {"https://", ""}, {"javascript:alert(1)", ""},
		{"https://bnr.example/a b", ""}, {"https://bnr.example/\n", ""}, {"ftp://bnr.example", ""},
		{"https://bnr.example/" + strings.Repeat("a", 2000), ""},
	}
	for _, test := range tests {
		if got := webAddress(test.in); got != test.want {
			t.Errorf("webAddress(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
