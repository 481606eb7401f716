package score

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// run is a handful of questions with their replies: each outcome once, and two
// quotes that aren't what their article says.
func run() *Tally {
	text := "The forum is on January 12. It meets in Geneva."
	cite := func(n, start, end int) bot.Citation {
		return bot.Citation{Number: n, Article: "a", Span: corpus.Span{Start: start, End: end}, Quote: text[start:end]}
	}
	forum, geneva := cite(1, 0, 27), cite(2, 28, 47)
	wrongQuote, wrongPlace := forum, geneva
	wrongQuote.Quote = "The forum is on January 13."
	wrongPlace.Article = "b"

	t := NewTally(func(id string) (string, bool) { return text, id == "a" })
	answer := func(cs ...bot.Citation) *bot.Reply { return &bot.Reply{Answered: true, Citations: cs} }
	when := Question{ID: "1", Text: "When is the forum?", Kind: "when", Answerable: true, Gold: [][]string{{"January 12"}}}
	both := Question{ID: "2", Text: "When and where?", Kind: "list", Answerable: true, Gold: [][]string{{"January 12"}, {"Geneva"}}}
	off := Question{ID: "3", Text: "Who won?", Kind: "offtopic"}

	t.Add(off, answer(forum), "The forum is on January 12. [1]")
	t.Add(off, &bot.Reply{Reason: bot.NotCovered, Closest: []bot.Citation{geneva}}, "No. See [2].")
	t.Add(off, &bot.Reply{Reason: bot.Unsure, Closest: []bot.Citation{wrongPlace}}, "Perhaps [3].")
	t.Add(when, answer(geneva, forum), "[2] [1]")
	t.Add(when, answer(wrongQuote), "[1]")
	t.Add(when, &bot.Reply{Reason: bot.Unsure}, "")
	t.Add(when, &bot.Reply{Reason: bot.NotCovered}, "")
	t.Add(both, answer(geneva), "[2]")
	t.Add(both, nil, "")
	return t
}

func TestTallyText(t *testing.T) {
	golden := filepath.Join("testdata", "tally.txt")
	got := run().String()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestTallyFailures(t *testing.T) {
	var got []Outcome
	for _, f := range run().Failures {
		got = append(got, f.Outcome)
	}
	want := []Outcome{FalselyAnswered, Wrong, Unsure, FalselyRefused, PartlyRight, Missing}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
}

func TestCheck(t *testing.T) {
	tally := run() // 1 right, 2 refused rightly, 1.5 missed, 2 bad quotes
	for _, c := range []struct {
		name   string
		limits Limits
		want   []string
	}{
		{"none", Limits{}, nil},
		{"all kept, just", Limits{MinRight: new(1), MinRefused: new(2), MaxMissed: new(1.5), MaxBadQuotes: new(2)}, nil},
		{"all broken, just", Limits{MinRight: new(2), MinRefused: new(3), MaxMissed: new(1.0), MaxBadQuotes: new(1)}, []string{
			"answered rightly: 1, limit 2",
			"refused rightly: 2, limit 3",
			"falsely refused: 1.5, limit 1",
			"quotes that differ: 2, limit 1",
		}},
	} {
		if diff := cmp.Diff(c.want, tally.Check(c.limits)); diff != "" {
			t.Errorf("%s: Check (-want +got):\n%s", c.name, diff)
		}
	}
}
