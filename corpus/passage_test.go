package corpus

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestPassages(t *testing.T) {
	const wrapped = "President Vladimir Putin warned President Joe Biden on\nThursday that new sanctions would be a mistake, said Mr.\nUshakov. " +
		"The two talked for\nfifty minutes."
	tests := []struct {
		name, text string
		want       []string // paragraphs; a heading begins with #
	}{
		{"blank lines", "One is here.\n\n \t\nTwo is here.\n", []string{"One is here.", "Two is here."}},
		{"CRLF", "One is here.\r\n\r\nTwo is\r\nhere.", []string{"One is here.", "Two is\r\nhere."}},
		{"CR", "One is here.\r\rTwo is here.", []string{"One is here.", "Two is here."}},
		{"wrapped", wrapped, []string{wrapped}},
		{"wrapped, with a heading", "Putin warns Biden\n" + wrapped, []string{"#Putin warns Biden", wrapped}},
		{"wrapped at a capital", "President Vladimir\nPutin said on Monday that\nhe agrees.", []string{"President Vladimir\nPutin said on Monday that\nhe agrees."}},
		{"a paragraph a line", strings.Repeat("They talked on and on. ", 9) + "\nThey stopped.\nPutin calls again\nThey talked.",
			[]string{strings.TrimSpace(strings.Repeat("They talked on and on. ", 9)), "They stopped.", "#Putin calls again", "They talked."}},
		{"a long line cut within a sentence", strings.Repeat("They talked on and on, ", 9) + "\nand stopped.",
			[]string{strings.Repeat("They talked on and on, ", 9) + "\nand stopped."}},
		{"a list", "They agreed on these:\n- new talks\n- new treaties\n2) January 9\n\nThat was all.",
			[]string{"They agreed on these:", "- new talks", "- new treaties", "2) January 9", "That was all."}},
		{"headings", "Biden warns Putin\n\nHe did.\n\nPutin warns ‘Biden’\n\nHe did, too.", []string{"#Biden warns Putin", "He did.", "#Putin warns ‘Biden’", "He did, too."}},
		{"short lines that head nothing", "He did.\n\nPutin in 2021 (Image: AFP)\n\nBiden", []string{"He did.", "Putin in 2021 (Image: AFP)", "Biden"}},
		{"what is announced is no heading", "He said:\n\nNo new talks\n\nHe left.", []string{"He said:", "No new talks", "He left."}},
		{"a legend", "██ Held by Syria\n\n—The mayor\n\nHe left.", []string{"██ Held by Syria", "—The mayor", "He left."}},
		{"an interview", "Who called?\n\nPutin called.", []string{"Who called?", "Putin called."}},
		{"metadata", "Putin calls\nAs of: December 31, 2021\nHe did. /BNR", []string{"#Putin calls", "He did."}},
		{"nothing but metadata", "\uFEFFdate 2021-12-31", nil},
		{"no letters", "***\n\nHe did.", []string{"***", "He did."}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Parse("x", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, p := range a.Passages() {
				s := p.Span.Of(a.Text)
				if p.Heading {
					s = "#" + s
				}
				got = append(got, s)
				if p.Number != i+1 || p.Article != a.ID || p.Version != a.Version {
					t.Errorf("passage %d is numbered %d and belongs to %q, version %q", i+1, p.Number, p.Article, p.Version)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Passages of %q, -want +got:\n%s", test.text, diff)
			}
		})
	}
}

// TestGoldenSpans holds what is read from the bundled articles. To see what a
// change of the rules does to them, run it with -update and look at the diff.
func TestGoldenSpans(t *testing.T) {
	articles, err := Bundled()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		t.Run(a.ID, func(t *testing.T) {
			got := describe(a)
			file := filepath.Join("testdata", "spans", a.ID+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("spans of %s, -want +got:\n%s", a.ID, diff)
			}
		})
	}
}

// describe lists an article's fields and the spans in it, a sentence a line.
func describe(a Article) string {
	var b strings.Builder
	when := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.RFC3339)
	}
	for _, field := range [][2]string{{"title", a.Title}, {"outlet", a.Outlet}, {"published", when(a.Published)}, {"updated", when(a.Updated)}} {
		if field[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", field[0], field[1])
		}
	}
	for _, m := range a.Meta {
		fmt.Fprintf(&b, "meta %d-%d: %q\n", m.Start, m.End, m.Of(a.Text))
	}
	for _, p := range a.Passages() {
		kind := ""
		if p.Heading {
			kind = " heading"
		}
		fmt.Fprintf(&b, "\npassage %d: %d-%d%s\n", p.Number, p.Span.Start, p.Span.End, kind)
		for _, s := range p.Sentences {
			fmt.Fprintf(&b, "  %d-%d: %s\n", s.Start, s.End, s.Of(a.Text))
		}
	}
	return b.String()
}

// checkSpans reports what is wrong with the spans of an article: they must be in
// range and in order, not overlap, lie on rune boundaries, have no white space at
// their ends, and together cover all that is neither white space nor metadata.
func checkSpans(t *testing.T, a Article) {
	t.Helper()
	at := 0
	meta := a.Meta
	// leftOut checks the text between the last sentence and the next one.
	leftOut := func(end int) {
		for at < end {
			if len(meta) > 0 && meta[0].Start <= at {
				at, meta = max(at, meta[0].End), meta[1:]
				continue
			}
			r, n := utf8.DecodeRuneInString(a.Text[at:])
			if !unicode.IsSpace(r) {
				t.Fatalf("byte %d, %q, of %q is in no sentence", at, r, a.Text)
			}
			at += n
		}
		if at > end {
			t.Fatalf("a sentence at byte %d of %q overlaps metadata", end, a.Text)
		}
	}
	for _, p := range a.Passages() {
		if len(p.Sentences) == 0 {
			t.Fatalf("passage %v of %q has no sentences", p.Span, a.Text)
		}
		if first, last := p.Sentences[0], p.Sentences[len(p.Sentences)-1]; first.Start != p.Span.Start || last.End != p.Span.End {
			t.Fatalf("passage %v of %q has sentences from %d to %d", p.Span, a.Text, first.Start, last.End)
		}
		for _, s := range p.Sentences {
			if s.Start < at || s.End <= s.Start || s.End > len(a.Text) {
				t.Fatalf("sentence %v of %q is empty, out of order or out of range", s, a.Text)
			}
			if !utf8.ValidString(s.Of(a.Text)) {
				t.Fatalf("sentence %v of %q cuts a rune", s, a.Text)
			}
			if strings.TrimSpace(s.Of(a.Text)) != s.Of(a.Text) {
				t.Fatalf("sentence %v of %q has white space at an end", s, a.Text)
			}
			leftOut(s.Start)
			at = s.End
		}
	}
	leftOut(len(a.Text))
}

func FuzzParse(f *testing.F) {
	articles, err := Bundled()
	if err != nil {
		f.Fatal(err)
	}
	for _, a := range articles {
		f.Add([]byte(a.Text))
	}
	for _, c := range labelled(f) {
		f.Add([]byte(strings.Join(c, "")))
	}
	for _, s := range []string{"\uFEFFdate 2021-12-31", "/BNR", "A\n\nAs of: 2021-12-31\n/A/", "A.\r\rB", "[.] “.” [a]. ", ".\u00a0”", "\u2028a。b", "a.[", "a.\n “"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Parse("x", data)
		if err != nil {
			return
		}
		checkSpans(t, a)
	})
}

// The texts are such that a rule that looks too far makes the time grow with the
// square of the length.
func BenchmarkPassages(b *testing.B) {
	bundled, err := Bundled()
	if err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct{ name, text string }{
		{"news", bundled[0].Text},
		{"dots", "a."},
		{"brackets", "a.["},
		{"quotes", "a.” \""},
		{"marks", "! "},
		{"names", "A.” B "},
		{"lines", "a\n"},
	} {
		text := strings.Repeat(bench.text, MaxArticleBytes/8/len(bench.text))
		b.Run(bench.name, func(b *testing.B) {
			a := Article{Text: text}
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				a.Passages()
			}
		})
	}
}
