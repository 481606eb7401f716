package bot_test

import (
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/bot/score"
	"cuttings/corpus"
	"cuttings/retrieval"
	"cuttings/retrieval/embedding"
	"cuttings/retrieval/local"
	"cuttings/retrieval/reader"
)

var (
	calibrate = flag.Bool("calibrate", false, "run the calibration (minutes)")
	results   = flag.String("results", "", "folder that keeps the search results between calibrations")
	dump      = flag.String("dump", "", "write a line of JSON for each question to this file")
)

// A set is a question file and the coverage it asks about.
type set struct {
	name, questions string
	articles        func(t *testing.T) []corpus.Article
}

func sets(shared string) []set {
	folder := func(dir string) func(*testing.T) []corpus.Article {
		return func(t *testing.T) []corpus.Article { return readDir(t, dir) }
	}
	made := func(script, data string) func(*testing.T) []corpus.Article {
		return func(t *testing.T) []corpus.Article {
			dir := t.TempDir()
			out, err := exec.Command("python3", filepath.Join("testdata/calibration", script), filepath.Join(shared, "data/whitehouse", data), dir).CombinedOutput()
			if err != nil {
				t.Skipf("%s: %v\n%s", script, err, out)
			}
			return readDir(t, dir)
		}
	}
	bundled := func(t *testing.T) []corpus.Article {
		articles, err := corpus.Bundled()
		if err != nil {
			t.Fatal(err)
		}
		return articles
	}
	return []set{
		{"questions", filepath.Join(shared, "eval/questions.jsonl"), bundled},
		{"news", filepath.Join(shared, "eval/news.jsonl"), folder(filepath.Join(shared, "eval/news"))},
		{"bundled", "testdata/calibration/bundled.jsonl", bundled},
		{"wikinews", "testdata/calibration/wikinews.jsonl", made("make_wikinews.py", "wikinews.jsonl.gz")},
		{"releases", "testdata/calibration/releases.jsonl", made("make_releases.py", "articles.jsonl.gz")},
	}
}

func readDir(t *testing.T, dir string) []corpus.Article {
	articles, err := corpus.ReadDir(t.Context(), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

// kept reports whether a question is in the part kept aside from fitting.
func kept(question string) bool {
	h := sha256.Sum256([]byte("cuttings|" + question))
	return h[0] < 0x80
}

func TestCalibration(t *testing.T) {
	if !*calibrate {
		t.Skip("needs -calibrate")
	}
	shared := "../../shared"
	if _, err := os.Stat(shared); err != nil {
		t.Skip("needs the shared data beside the repository")
	}
	var out *json.Encoder
	if *dump != "" {
		f, err := os.Create(*dump)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		out = json.NewEncoder(f)
	}
	for _, s := range sets(shared) {
		t.Run(s.name, func(t *testing.T) {
			b := newBot(t, s.name, s.articles(t))
			f, err := os.Open(s.questions)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			dialogues, err := score.Read(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range dialogues {
				last, part := "", kept(d[0].Text)
				for _, q := range d {
					last = bot.Resolve(last, q.Text)
					c, err := b.Consider(t.Context(), last)
					if err != nil {
						t.Fatal(err)
					}
					outcome, lead := score.Judge(q, &c.Reply)
					if !q.Answerable {
						a := q
						a.Answerable = true
						outcome, lead = score.FalselyAnswered, false
					}
					if out != nil {
						var quotes []string
						for _, x := range c.Reply.Citations {
							quotes = append(quotes, x.Quote)
						}
						if err := out.Encode(map[string]any{"set": s.name, "id": q.ID, "kind": q.Kind, "question": q.Text, "asked": last, "kept": part && s.name != "questions" && s.name != "news",
							"answerable": q.Answerable, "outcome": outcome, "lead": lead, "signals": c.Signals, "names": c.Names, "gold": q.Gold, "quotes": quotes}); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		})
	}
}

func newBot(t *testing.T, name string, articles []corpus.Article) *bot.Bot {
	coverage := retrieval.NewCoverage(articles)
	return bot.New(&remembering{t: t, name: name, coverage: coverage, known: map[string]retrieval.Result{}}, func() time.Time { return time.Time{} })
}

func newSearcher(t *testing.T, coverage *retrieval.Coverage) *retrieval.Searcher {
	t.Helper()
	model, err := embedding.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	read, err := reader.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	texts := coverage.Windows()
	vectors, err := model.Passages(t.Context(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	docs := make([]local.Doc, len(texts))
	for i, text := range texts {
		docs[i] = local.Doc{Text: text, Vector: vectors[i]}
	}
	index, err := local.Build(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	return retrieval.New(coverage, vectors, index, model, read)
}

// remembering is a Searcher that keeps its results in a file.
type remembering struct {
	t        *testing.T
	name     string
	coverage *retrieval.Coverage
	known    map[string]retrieval.Result
	loaded   bool
	search   *retrieval.Searcher
}

func (r *remembering) Coverage() *retrieval.Coverage { return r.coverage }

func (r *remembering) Similarity(a, b int) float64 { return r.search.Similarity(a, b) }

func (r *remembering) Search(ctx context.Context, question string) (retrieval.Result, error) {
	path := filepath.Join(*results, r.name+".gob")
	if !r.loaded && *results != "" {
		r.loaded = true
		if f, err := os.Open(path); err == nil {
			err = gob.NewDecoder(f).Decode(&r.known)
			f.Close()
			if err != nil {
				return retrieval.Result{}, fmt.Errorf("reading %s: %w", path, err)
			}
		}
	}
	if got, ok := r.known[question]; ok {
		return got, nil
	}
	if r.search == nil {
		r.search = newSearcher(r.t, r.coverage)
		if *results != "" {
			r.t.Cleanup(func() {
				f, err := os.Create(path)
				if err == nil {
					err = gob.NewEncoder(f).Encode(r.known)
					f.Close()
				}
				if err != nil {
					r.t.Error(err)
				}
			})
		}
	}
	got, err := r.search.Search(ctx, question)
	r.known[question] = got
	return got, err
}
