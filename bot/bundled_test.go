package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"cuttings/bot"
	"cuttings/bot/bottest"
	"cuttings/bot/score"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// bundled is one Bot over the bundled articles and with the bundled models, for
// all tests. Its index is closed with the process.
var bundled = sync.OnceValues(func() (*bot.Bot, error) {
	articles, err := corpus.Bundled()
	if err != nil {
		return nil, err
	}
	search, _, err := buildSearcher(context.Background(), retrieval.NewCoverage(articles))
	if err != nil {
		return nil, err
	}
	judges, err := bot.LoadJudges()
	if err != nil {
		return nil, err
	}
	return bot.New(search, judges, noTime), nil
})

func overBundled(t testing.TB) *bot.Bot {
	t.Helper()
	b, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// bundledText is the text of a bundled article.
func bundledText(t testing.TB) func(id string) (string, bool) {
	t.Helper()
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, a := range articles {
		texts[a.ID] = a.Text
	}
	return func(id string) (string, bool) {
		text, ok := texts[id]
		return text, ok
	}
}

// TestBundledAnswers asks one question of each kind and compares the replies
// with testdata/answers.txt.
func TestBundledAnswers(t *testing.T) {
	b := overBundled(t)
	questions, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for dialogue := range strings.SplitSeq(strings.TrimSpace(string(questions)), "\n\n") {
		c := b.Converse()
		for question := range strings.Lines(dialogue) {
			question = strings.TrimSpace(question)
			r, err := c.Ask(t.Context(), question)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "? %s\n", question)
			if r.ReadAs != "" {
				fmt.Fprintf(&out, "  read as: %s\n", r.ReadAs)
			}
			for _, p := range r.Points {
				fmt.Fprintf(&out, "  %s: %v\n", p.Speaker, p.Citations)
			}
			fmt.Fprintf(&out, "%s\n\n", r.Text())
			checkReply(t, question, r)
		}
	}
	bottest.Golden(t, "testdata/answers.txt", out.Bytes())
}

// checkReply holds a reply to what is true of every one.
func checkReply(t *testing.T, question string, r bot.Reply) {
	t.Helper()
	if bad := score.Misquoted(r, bundledText(t)); len(bad) > 0 {
		t.Errorf("%q: quotes that aren't in the articles: %+v", question, bad)
	}
	if stray := score.StrayMarks(r, r.Text()); len(stray) > 0 {
		t.Errorf("%q: marks without a citation: %v", question, stray)
	}
	if r.Answered == (len(r.Citations) == 0) || r.Answered == (len(r.Points) == 0) || r.Answered != (r.Reason == "") || r.Answered != (r.Why == "") || r.Answered && len(r.Closest) > 0 {
		t.Errorf("%q: answered is %v, with %d citations, %d points, %d closest, reason %q, why %q", question, r.Answered, len(r.Citations), len(r.Points), len(r.Closest), r.Reason, r.Why)
	}
	for _, citations := range [][]bot.Citation{r.Citations, r.Closest} {
		quoted := 0
		for i, c := range citations {
			quoted += len(c.Quote)
			if c.Number != i+1 {
				t.Errorf("%q: citation %d has number %d", question, i+1, c.Number)
			}
			if !utf8.ValidString(c.Quote) || c.Quote == "" || c.Quote != strings.TrimSpace(c.Quote) {
				t.Errorf("%q: quote %q", question, c.Quote)
			}
			for _, w := range c.Words {
				if !c.Span.Contains(w) || w.Len() <= 0 {
					t.Errorf("%q: answering words %v lie outside %v", question, w, c.Span)
				}
			}
		}
		if len(citations) > bot.MaxCitations || quoted > bot.MaxQuoted {
			t.Errorf("%q: %d citations of %d bytes", question, len(citations), quoted)
		}
	}
	cited := map[int]int{}
	for _, p := range r.Points {
		for _, n := range p.Citations {
			cited[n]++
		}
	}
	for _, c := range r.Citations {
		if cited[c.Number] != 1 {
			t.Errorf("%q: citation %d is in %d points", question, c.Number, cited[c.Number])
		}
	}
	if len(cited) != len(r.Citations) {
		t.Errorf("%q: points hold %d numbers for %d citations", question, len(cited), len(r.Citations))
	}
}

// TestDeterminism asks the same questions again and again, one after another and
// at once, of one Bot and of another.
func TestDeterminism(t *testing.T) {
	b := overBundled(t)
	questions := []string{"What did Ushakov say about sanctions?", "How do the reports differ on the Geneva talks?", "What did Macron say?"}
	times := 10
	if testing.Short() {
		times = 2
	}
	var want []bot.Reply
	for _, q := range questions {
		r, err := b.Answer(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, r)
	}
	var wg sync.WaitGroup
	for range times {
		for i, q := range questions {
			wg.Go(func() {
				if got, err := b.Answer(t.Context(), q); err != nil || !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%q: got %+v, %v\nwant %+v", q, got, err, want[i])
				}
			})
		}
	}
	wg.Wait()
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	other := bot.New(newSearcher(t, retrieval.NewCoverage(articles)), bot.BundledJudges(t), noTime)
	for i, q := range questions {
		if got, err := other.Answer(t.Context(), q); err != nil || !reflect.DeepEqual(got, want[i]) {
			t.Errorf("another Bot, %q: got %+v, %v\nwant %+v", q, got, err, want[i])
		}
	}
}

func FuzzAnswer(f *testing.F) {
	for _, s := range []string{"", " \n", "?", "Who?", "\xff\x00\xfe", "ﷺ 語 İ", "[1] [99]", "What did “Biden” say? and? and?", strings.Repeat("sanctions ", 200), "vs vs each and and"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, question string) {
		r, err := overBundled(t).Answer(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		checkReply(t, question, r)
		if r.Question != question {
			t.Errorf("asked %q, the reply says %q", question, r.Question)
		}
	})
}

// TestBundledSummary compares the summaries of the bundled articles, and their
// list, with testdata/summary.txt.
func TestBundledSummary(t *testing.T) {
	b := overBundled(t)
	var out bytes.Buffer
	for _, topic := range []string{"", "sanctions", "Geneva talks", "climate"} {
		s, err := b.Summary(t.Context(), topic, 5)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "summary %q\n", topic)
		number, shown := 0, map[string]bool{}
		for _, p := range s.Points {
			for i, c := range p.Citations {
				fmt.Fprintf(&out, "%s %s\n", map[bool]string{true: "-", false: "  also"}[i == 0], c.Quote)
				number++
				if text, _ := bundledText(t)(c.Article); c.Number != number || c.Span.Of(text) != c.Quote || shown[c.Quote] {
					t.Errorf("citation %d of %q: %+v", number, topic, c)
				}
				shown[c.Quote] = true
			}
		}
		out.WriteByte('\n')
	}
	for _, topic := range []string{"", "NATO expansion", "2021-12-31", "31 December 2021 BNR", "climate"} {
		list, err := b.Sources(t.Context(), topic)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "sources %q\n", topic)
		for _, s := range list {
			fmt.Fprintf(&out, "  %s %s %q %q: %d passages, %d words\n", s.Published.Format("2006-01-02"), s.Article, s.Heading, s.Outlet, s.Passages, s.Words)
		}
	}
	bottest.Golden(t, "testdata/summary.txt", out.Bytes())
}
