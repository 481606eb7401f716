package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/bot/score"
	"cuttings/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const text = "The forum is on January 12. It meets in Geneva."

func cite(n, start, end int) bot.Citation {
	return bot.Citation{
		Number: n, Article: "forum", Heading: "The Forum", Outlet: "Example Times", URL: "https://example.org/forum?a=1&b=2",
		Published: time.Date(2022, 1, 9, 0, 0, 0, 0, time.UTC), Passage: "forum#1",
		Span: corpus.Span{Start: start, End: end}, Quote: text[start:end],
	}
}

// evaluation tallies questions and replies.
func evaluation(asked ...Asked) Evaluation {
	t := score.NewTally(func(id string) (string, bool) { return text, id == "forum" })
	for _, a := range asked {
		t.Add(a.Question, a.Reply, "")
	}
	return Evaluation{Name: "questions.jsonl", Tally: t, Asked: asked}
}

func written(t *testing.T, e Evaluation) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, e); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPage compares the page on a question of each outcome with testdata/page.html.
func TestPage(t *testing.T) {
	forum, geneva := cite(1, 0, 27), cite(2, 28, 47)
	forum.Words = []corpus.Span{{Start: 16, End: 26}}
	coverage := bot.Coverage{Articles: 1, From: forum.Published, To: forum.Published}
	reply := func(score float64, cs ...bot.Citation) *bot.Reply {
		return &bot.Reply{Answered: true, Score: score, Citations: cs, Coverage: coverage}
	}
	unsure := &bot.Reply{Reason: bot.Unsure, Why: "The coverage may not say.", Score: .5, Closest: []bot.Citation{forum}, Coverage: coverage}
	refused := &bot.Reply{Reason: bot.NotCovered, Why: "The coverage doesn't mention that.", Score: .1, Closest: []bot.Citation{geneva}, Coverage: coverage}
	followUp := reply(.8, geneva)
	followUp.ReadAs = "When and where is the forum?"
	followUp.Points = []bot.Point{{Text: "The forum meets in Geneva.", Citations: []int{2}}}
	followUp.Missing = []string{"The coverage doesn't say “when”."}

	when := score.Question{ID: "1", Text: "When is the forum?", Kind: "when", Answerable: true, Gold: [][]string{{"January 12", "12 January"}}}
	both := score.Question{ID: "2", Text: "and where?", Kind: "list", Answerable: true, Gold: [][]string{{"January 12"}, {"Geneva"}}}
	off := score.Question{ID: "3", Text: "Who won?", Kind: "offtopic"}
	e := evaluation(
		Asked{when, reply(.95, forum, geneva)}, Asked{when, reply(.6, geneva)}, Asked{when, unsure}, Asked{when, refused}, Asked{when, nil},
		Asked{both, followUp}, Asked{off, reply(.7, forum)}, Asked{off, refused},
	)
	e.Failed = []string{"answered rightly: 1, limit 2"}
	got := written(t, e)
	golden := filepath.Join("testdata", "page.html")
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
		t.Errorf("page (-want +got):\n%s", diff)
	}
}

// TestHostile: nothing in questions, replies and articles becomes markup, and an
// address that isn't of the web no link.
func TestHostile(t *testing.T) {
	const evil = `</title><script>alert(1)</script><b onclick='x'>"&`
	c := cite(1, 0, 27)
	c.Heading, c.Outlet, c.Passage, c.Quote, c.URL = evil, evil, evil, evil, "javascript:alert(1)"
	c.Words = []corpus.Span{{Start: 2, End: 900}, {Start: -5, End: 3}}
	q := score.Question{ID: evil, Text: evil, Kind: evil, Answerable: true, Gold: [][]string{{"x" + evil}}}
	e := evaluation(Asked{q, &bot.Reply{Answered: true, ReadAs: evil, Missing: []string{evil}, Citations: []bot.Citation{c}}})
	e.Name, e.Failed = evil, []string{evil}
	page := written(t, e)
	for _, bad := range []string{"<script", "onclick='", "javascript:", "<b onclick"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if n := strings.Count(page, "&lt;script&gt;"); n < 10 {
		t.Errorf("the text shows %d times; want it wherever it was given", n)
	}
}

// TestNothing: a page on no question, and on one without a reply, has no curves.
func TestNothing(t *testing.T) {
	for _, e := range []Evaluation{evaluation(), evaluation(Asked{Question: score.Question{ID: "1", Text: "Who?", Kind: "who"}})} {
		if page := written(t, e); strings.Contains(page, "polyline") || strings.Contains(page, "NaN") {
			t.Errorf("a page on %d questions:\n%s", e.Tally.Questions, page)
		}
	}
}
