package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/bot/score"
	"cuttings/corpus"
)

// shared returns a path in the folder of shared data, which lies beside the
// repository or where CUTTINGS_SHARED says; it skips the test if there is none.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("CUTTINGS_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skip("missing: ", err)
	}
	return path
}

// TestScoresAgree: on the same output, the report of package score equals that
// of the reference scorer byte for byte. The replies are drawn at random, so
// that they hold every outcome, bad quotes and stray marks.
func TestScoresAgree(t *testing.T) {
	scorer := shared(t, "eval/score.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("missing: ", err)
	}
	dialogueFile := filepath.Join(t.TempDir(), "dialogues.jsonl")
	err = os.WriteFile(dialogueFile, []byte(`{"id":"d","turns":[
		{"id":"d-1","question":"When is the forum?","kind":"when","answerable":true,"gold":[["January 12"]]},
		{"id":"d-2","question":"And where?","kind":"followup","answerable":true,"gold":[["Geneva"]]}]}`), 0o666)
	if err != nil {
		t.Fatal(err)
	}
	// The reference scorer reads a line at a time.
	flat, _ := os.ReadFile(dialogueFile)
	if err := os.WriteFile(dialogueFile, []byte(strings.ReplaceAll(string(flat), "\n", " ")), 0o666); err != nil {
		t.Fatal(err)
	}

	articlesDir := shared(t, "articles")
	for i, file := range []string{shared(t, "eval/questions.jsonl"), shared(t, "eval/news.jsonl"), dialogueFile} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			questions, err := new(app).readQuestions(file)
			if err != nil {
				t.Fatal(err)
			}
			article, err := articleTexts(articlesDir)
			if err != nil {
				t.Fatal(err)
			}
			articles, _, err := corpus.ReadDir(t.Context(), os.DirFS(articlesDir))
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(1, uint64(i)))
			tally := score.NewTally(article)
			var answers strings.Builder
			for _, d := range questions {
				for _, q := range d {
					r := randomReply(rng, q, articles)
					text := r.Text()
					if rng.IntN(10) == 0 {
						text += " [77]"
					}
					tally.Add(q, &r, text)
					object := replyJSON(r)
					object.Text = text
					line, err := jsonLine(object)
					if err != nil {
						t.Fatal(err)
					}
					answers.WriteString(line)
				}
			}
			limits := score.Limits{MinRight: new(1000), MinRefused: new(1000), MaxMissed: new(0.25), MaxBadQuotes: new(0)}
			got := new(strings.Builder)
			list(got, tally)
			got.WriteString(tally.String())
			for _, f := range tally.Check(limits) {
				fmt.Fprintf(got, "FAIL %s\n", f)
			}

			cmd := exec.Command(python, scorer, file, "-", "--articles", articlesDir, "--list",
				"--min-right", "1000", "--min-refused", "1000", "--max-false-refusals", "0.25", "--max-bad-quotes", "0")
			cmd.Stdin = strings.NewReader(answers.String())
			cmd.Env = append(os.Environ(), "PYTHONUTF8=1")
			want, err := cmd.Output()
			if exit, ok := err.(*exec.ExitError); err != nil && (!ok || len(exit.Stderr) > 0) {
				t.Fatalf("%v\n%s", err, exit.Stderr)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("reports (-reference +ours):\n%s", diff)
			}
		})
	}
}

// randomReply draws a reply of any outcome.
func randomReply(rng *rand.Rand, q score.Question, articles []corpus.Article) bot.Reply {
	r := bot.Reply{Question: q.Text, Mode: bot.Extractive}
	cite := func(n int) bot.Citation {
		a := articles[rng.IntN(len(articles))]
		passages := a.Passages()
		p := passages[rng.IntN(len(passages))]
		c := bot.Citation{Number: n, Article: a.ID, Span: p.Span, Quote: p.Span.Of(a.Text)}
		switch rng.IntN(8) {
		case 0: // a gold text, which likely isn't what stands there
			if len(q.Gold) > 0 {
				fact := q.Gold[rng.IntN(len(q.Gold))]
				c.Quote = "so: " + strings.ToUpper(fact[rng.IntN(len(fact))]) + "."
			}
		case 1:
			c.Article = "no-such-article"
		}
		return c
	}
	switch n := 1 + rng.IntN(7); rng.IntN(4) {
	case 0:
		r.Reason = bot.NotCovered
	case 1:
		r.Reason = bot.Unsure
		for i := range n {
			r.Closest = append(r.Closest, cite(i+1))
		}
	default:
		r.Answered = true
		for i := range n {
			c := cite(i + 1)
			if len(q.Gold) > 0 && rng.IntN(2) == 0 {
				c.Quote = q.Gold[i%len(q.Gold)][0]
			}
			r.Citations = append(r.Citations, c)
			r.Points = append(r.Points, bot.Point{Citations: []int{i + 1}})
		}
	}
	return r
}
