package bot

import (
	"slices"
	"testing"

	"cuttings/bot/bottest"
)

// TestReprints: an article in which another is printed again is no second report.
func TestReprints(t *testing.T) {
	const (
		dam    = "The dam in the valley burst on Monday after rain."
		burst  = "After rain the dam in the valley burst on Monday."
		mayor  = "Mayor Jane Doe called the flood a great misfortune."
		school = "Schools in the county stay closed until further notice."
	)
	for _, tt := range []struct {
		name     string
		articles []string
		summary  []string
		quotes   []string // the articles that the answer quotes
	}{
		{"a copy", []string{dam + " " + mayor, dam + " " + mayor}, []string{dam + " a", mayor + " a"}, []string{"a"}},
		{"a copy that is earlier", []string{"2022-01-02\n\n" + dam + " " + mayor, "2022-01-01\n\n" + dam + " " + mayor},
			[]string{dam + " b", mayor + " b"}, []string{"b"}},
		{"a copy of a sentence", []string{dam, dam}, []string{dam + " a"}, []string{"a"}},
		{"a copy with a sentence more", []string{dam + " " + mayor, dam + " " + mayor + " " + school}, []string{dam + " a", mayor + " a", school + " b"}, []string{"a"}},
		{"a copy, and another report", []string{dam + " " + mayor, dam + " " + mayor, burst + " " + school},
			[]string{dam + " a c", mayor + " a", school + " c"}, []string{"a", "c"}},
		{"the same words in two reports", []string{dam + " " + mayor, dam + " " + school}, []string{dam + " a b", mayor + " a", school + " b"}, []string{"a", "b"}},
	} {
		b, d := over(t, bottest.Articles(t, tt.articles...))
		d.hits = nil
		for x, s := range d.coverage.Sentences {
			if s.Text == dam || s.Text == burst {
				d.hits = append(d.hits, b.candidate(x, found{}).Hit)
				d.hits[len(d.hits)-1].LogOdds = 5
			}
			for y, o := range d.coverage.Sentences {
				d.alike[[2]int{x, y}] = (s.Text == dam || s.Text == burst) && (o.Text == dam || o.Text == burst)
			}
		}
		if got := summed(t, b, "", 5); !slices.Equal(got, tt.summary) {
			t.Errorf("%s: summary %q, want %q", tt.name, got, tt.summary)
		}
		r, err := b.Answer(t.Context(), "What burst in the valley on Monday?")
		if err != nil {
			t.Fatal(err)
		}
		var quotes []string
		for _, c := range r.Citations {
			quotes = append(quotes, c.Article)
		}
		if !slices.Equal(quotes, tt.quotes) || len(r.Points) != 1 {
			t.Errorf("%s: %d points quote %q, want one, of %q", tt.name, len(r.Points), quotes, tt.quotes)
		}
	}
}

// TestReprintsWritten: neither does a model get it, nor a text that is checked, as a second.
func TestReprintsWritten(t *testing.T) {
	const (
		dam   = "The dam in the valley burst on Monday after rain."
		mayor = "Mayor Jane Doe called the flood a great misfortune."
	)
	b, d := over(t, bottest.Articles(t, "2022-01-02\n\n"+dam+" "+mayor, "2022-01-01\n\n"+dam+" "+mayor))
	d.hits = nil
	for x, s := range d.coverage.Sentences {
		if s.Text == dam {
			d.hits = append(d.hits, b.candidate(x, found{}).Hit)
			d.hits[len(d.hits)-1].LogOdds = 5
		}
	}
	p := &scriptedPhraser{}
	if _, err := b.WithPhraser(p).Answer(t.Context(), "What burst in the valley on Monday?"); err != nil {
		t.Fatal(err)
	}
	if want := []string{dam, mayor}; !slices.Equal(p.from, want) {
		t.Errorf("the model gets %q, want %q", p.from, want)
	}
	got, err := b.Check(t.Context(), dam)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Statements) != 1 || got.Statements[0].Verdict != Supported || len(got.Statements[0].Citations) != 1 || got.Statements[0].Citations[0].Article != "b" {
		t.Errorf("the check cites %+v, want the earlier report", got.Statements)
	}
}
