package bot_test

import (
	"bytes"
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
	"cuttings/bot/bottest"
	"cuttings/bot/score"
	"cuttings/bot/voice"
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
	// split says that a part of the questions is kept aside.
	split    bool
	articles func(t *testing.T) []corpus.Article
	// written says that the questions are of those written to train the readers, on
	// reports held out: harder than others, and many.
	written bool
}

func sets(t *testing.T, shared string) []set {
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
	held := t.TempDir()
	if out, err := exec.Command("python3", "testdata/calibration/make_written.py", "../retrieval/reader/train", held).CombinedOutput(); err != nil {
		t.Skipf("make_written.py: %v\n%s", err, out)
	}
	return []set{
		{name: "questions", questions: filepath.Join(shared, "eval/questions.jsonl"), articles: bundled},
		{name: "news", questions: filepath.Join(shared, "eval/news.jsonl"), articles: folder(filepath.Join(shared, "eval/news"))},
		{name: "bundled", questions: "testdata/calibration/bundled.jsonl", split: true, articles: bundled},
		{name: "wikinews", questions: "testdata/calibration/wikinews.jsonl", split: true, articles: made("make_wikinews.py", "wikinews.jsonl.gz")},
		{name: "releases", questions: "testdata/calibration/releases.jsonl", split: true, articles: made("make_releases.py", "articles.jsonl.gz")},
		{name: "plain", questions: "testdata/calibration/plain.jsonl", split: true, articles: folder("testdata/calibration/plain")},
		{name: "written", questions: filepath.Join(held, "questions.jsonl"), split: true, articles: folder(held), written: true},
	}
}

func readDir(t *testing.T, dir string) []corpus.Article {
	articles, _, err := corpus.ReadDir(t.Context(), os.DirFS(dir))
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

// An example is one question of the calibration: what was seen, and how the
// reply turned out that it would get if every question were answered.
type example struct {
	Set, ID, Kind, Question string
	Kept, Answerable        bool
	Written                 bool
	Outcome                 score.Outcome
	Lead                    bool
	Signals                 []float64
	Score                   float64
	Quotes                  []string
}

// TestCalibration fits the decision on the developer questions and the parts of
// the other questions not kept aside, and holds decision.json and the report to
// what comes out.
func TestCalibration(t *testing.T) {
	if !*calibrate {
		t.Skip("takes minutes; needs -calibrate")
	}
	shared := "../../shared"
	if _, err := os.Stat(shared); err != nil {
		t.Skip("needs the shared data beside the repository")
	}
	var all []*example
	for _, s := range sets(t, shared) {
		all = append(all, s.examples(t)...)
	}
	if *dump != "" {
		writeJSONLines(t, *dump, all)
	}
	fitted := fitDecision(all)
	data, err := fitted.JSON()
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile("decision.json")
	if err != nil {
		t.Fatal(err)
	}
	bottest.Golden(t, "decision.json", data)
	if !bytes.Equal(data, before) {
		t.Fatal("decision.json is new, and the scores in the report are by the one before: run this again for it, with the same -results")
	}
	bottest.Golden(t, "testdata/calibration/report.txt", report(all, fitted))
}

func (s set) examples(t *testing.T) []*example {
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
	var out []*example
	for _, d := range dialogues {
		last, aside := "", s.split && kept(d[0].Text)
		for _, q := range d {
			last = b.Resolve(last, q.Text)
			c, err := b.Consider(t.Context(), last)
			if err != nil {
				t.Fatal(err)
			}
			e := &example{Set: s.name, ID: q.ID, Kind: q.Kind, Question: last, Kept: aside, Written: s.written, Answerable: q.Answerable, Signals: c.Signals, Score: c.Score}
			e.Outcome, e.Lead = score.Judge(q, &c.Reply)
			for _, x := range c.Reply.Citations {
				e.Quotes = append(e.Quotes, x.Quote)
			}
			out = append(out, e)
		}
	}
	return out
}

func writeJSONLines(t *testing.T, path string, all []*example) {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for _, e := range all {
		if err := enc.Encode(e); err != nil {
			t.Fatal(err)
		}
	}
}

func noTime() time.Time { return time.Time{} }

func newBot(t *testing.T, name string, articles []corpus.Article) *bot.Bot {
	coverage := retrieval.NewCoverage(articles)
	return bot.New(&remembering{t: t, name: name, coverage: coverage, known: map[string]retrieval.Result{}}, bot.BundledJudges(t), noTime)
}

func newSearcher(t testing.TB, coverage *retrieval.Coverage) *retrieval.Searcher {
	t.Helper()
	search, closeIndex, err := buildSearcher(t.Context(), coverage)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeIndex() })
	return search
}

func buildSearcher(ctx context.Context, coverage *retrieval.Coverage) (*retrieval.Searcher, func() error, error) {
	model, err := embedding.Bundled()
	if err != nil {
		return nil, nil, err
	}
	read, err := reader.Bundled()
	if err != nil {
		return nil, nil, err
	}
	texts := coverage.Windows()
	vectors, err := model.Passages(ctx, texts, nil)
	if err != nil {
		return nil, nil, err
	}
	docs := make([]local.Doc, len(texts))
	for i, text := range texts {
		docs[i] = local.Doc{Text: text, Vector: vectors[i]}
	}
	index, err := local.Build(ctx, docs)
	if err != nil {
		return nil, nil, err
	}
	parts := retrieval.Parts{Coverage: coverage, Vectors: vectors, Index: index, Model: model, Reader: read, Author: voice.New(coverage).WordsOf, Now: noTime}
	return retrieval.New(parts), index.Close, nil
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

func (r *remembering) Searched() *retrieval.Coverage { return r.coverage }

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
				err := os.MkdirAll(*results, 0o755)
				var f *os.File
				if err == nil {
					f, err = os.Create(path)
				}
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
