package retrieval_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cuttings/retrieval"
	"cuttings/retrieval/embedding"
	"cuttings/retrieval/local"
	"cuttings/retrieval/measure"
)

var scores = flag.Bool("scores", false, "measure on the public question sets: a quarter of an hour on two processors")

// TestScores measures the ranking on the sets of package measure and compares
// with testdata/scores.txt. That and testdata/sweep.txt are measured anew by
//
//	go test ./retrieval -run Scores -scores -update -timeout 1h
func TestScores(t *testing.T) {
	data := questionSets(t)
	model := bundledModel(t)
	var lines strings.Builder
	fmt.Fprintln(&lines, measure.Header)
	for _, source := range measure.Sources() {
		set := loadSet(t, source, data)
		build := func(ctx context.Context, texts []string) (measure.Ranker, error) {
			vectors, err := model.Passages(ctx, texts, nil)
			if err != nil {
				return nil, err
			}
			return ranker{&retrieval.Ranker{Texts: retrieval.Split(texts), Index: buildIndex(t, texts, vectors), Model: model}}, nil
		}
		rows, err := measure.Measure(t.Context(), set, retrieval.WindowSize, build, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			t.Log(row)
			fmt.Fprintln(&lines, row)
		}
		if set.Name == "xquad" && set.Language == "en" && rows[0].R1 < .930 {
			t.Errorf("xquad/en: recall@1 is %.3f, want at least .930", rows[0].R1)
		}
	}
	golden(t, "scores.txt", lines.String())
}

type ranker struct{ *retrieval.Ranker }

func (r ranker) Rank(ctx context.Context, question string, k int) ([]int, error) {
	return r.IDs(ctx, question, k)
}

// TestScoresSweep measures other numbers than those of the ranking, on XQuAD in
// English, and compares with testdata/sweep.txt: sentences of a window, share of
// the vectors in the fused score (the rest is BM25's), and share of MaxSim in
// the score of the best of these.
func TestScoresSweep(t *testing.T) {
	data := questionSets(t)
	model := bundledModel(t)
	sources := measure.Sources()
	set := loadSet(t, sources[slices.IndexFunc(sources, func(s measure.Source) bool { return s.Name == "xquad" && s.Language == "en" })], data)

	queries := map[string]embedding.Embedding{}
	for _, q := range set.Questions {
		query, err := model.Query(t.Context(), q.Text)
		if err != nil {
			t.Fatal(err)
		}
		queries[q.Text] = query
	}
	var lines strings.Builder
	fmt.Fprintf(&lines, "sentences vectors maxsim | %s\n", measure.Header)
	for size := 1; size <= 4; size++ {
		s := newSweep(t, model, set, size, queries)
		if size == retrieval.WindowSize {
			s.checkRanker(t, model, set.Questions[:50])
		}
		for _, vectors := range []float64{0, .5, .6, .7, .8, 1} {
			for _, maxSim := range []float64{0, .25, .5, .65} {
				build := func(context.Context, []string) (measure.Ranker, error) { return s.ranker(vectors, maxSim), nil }
				rows, err := measure.Measure(t.Context(), set, size, build, nil)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					line := fmt.Sprintf("%9d %7.2f %6.2f | %s", size, vectors, maxSim, row)
					t.Log(line)
					fmt.Fprintln(&lines, line)
				}
			}
		}
	}
	golden(t, "sweep.txt", lines.String())
}

// A sweep keeps what doesn't depend on the weights.
type sweep struct {
	texts   []string
	index   *local.Index
	tokens  [][][]float32 // of each text, its sentences' in turn
	queries map[string]embedding.Embedding
	// By question: the two searches, and MaxSim by text.
	nearest, lexical map[string][]retrieval.Match
	maxSim           map[string]map[int]float64
}

func newSweep(t *testing.T, model *embedding.Model, set measure.Set, size int, queries map[string]embedding.Embedding) *sweep {
	t.Helper()
	var texts []string
	for _, w := range set.Windows(size) {
		texts = append(texts, w.Span.Of(set.Paragraphs[w.Paragraph].Text))
	}
	vectors, err := model.Passages(t.Context(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	tokens := make([][][]float32, len(texts))
	for i, sentences := range retrieval.Split(texts) {
		embedded, err := model.PassageTokens(t.Context(), sentences, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range embedded {
			tokens[i] = append(tokens[i], e.TokenVectors...)
		}
	}
	index := buildIndex(t, texts, vectors)
	s := &sweep{
		texts: texts, index: index, tokens: tokens, queries: queries,
		nearest: map[string][]retrieval.Match{}, lexical: map[string][]retrieval.Match{}, maxSim: map[string]map[int]float64{},
	}
	for _, q := range set.Questions {
		if s.nearest[q.Text], err = index.Nearest(t.Context(), queries[q.Text].Vector, retrieval.Candidates); err != nil {
			t.Fatal(err)
		}
		if s.lexical[q.Text], err = index.Lexical(t.Context(), retrieval.LexicalTerms(retrieval.Words(q.Text)), retrieval.Candidates); err != nil {
			t.Fatal(err)
		}
		s.maxSim[q.Text] = map[int]float64{}
	}
	return s
}

// ranker ranks like retrieval.Ranker, with other weights.
func (s *sweep) ranker(vectors, maxSim float64) measure.Ranker {
	return rankerFunc(func(_ context.Context, question string, k int) ([]int, error) {
		fused := retrieval.Fuse(s.nearest[question], s.lexical[question], vectors)
		n := min(retrieval.Reranked, len(fused))
		var sims []retrieval.Match
		for _, m := range fused[:n] {
			sim, ok := s.maxSim[question][m.ID]
			if !ok {
				sim = retrieval.MaxSim(s.queries[question].TokenVectors, s.tokens[m.ID])
				s.maxSim[question][m.ID] = sim
			}
			sims = append(sims, retrieval.Match{ID: m.ID, Score: sim})
		}
		var ids []int
		for _, m := range slices.Concat(retrieval.Fuse(fused[:n], sims, 1-maxSim), fused[n:]) {
			ids = append(ids, m.ID)
		}
		return ids[:min(k, len(ids))], nil
	})
}

// checkRanker makes sure that, with the numbers of the ranking, they agree.
func (s *sweep) checkRanker(t *testing.T, model *embedding.Model, questions []measure.Question) {
	t.Helper()
	own := ranker{&retrieval.Ranker{Texts: retrieval.Split(s.texts), Index: s.index, Model: model}}
	for _, q := range questions {
		want, err := own.Rank(t.Context(), q.Text, 100)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := s.ranker(retrieval.VectorWeight, retrieval.MaxSimWeight).Rank(t.Context(), q.Text, 100); !slices.Equal(got, want) {
			t.Errorf("%q: the sweep ranks %v, the ranker %v", q.Text, got, want)
		}
	}
}

type rankerFunc func(ctx context.Context, question string, k int) ([]int, error)

func (f rankerFunc) Rank(ctx context.Context, question string, k int) ([]int, error) {
	return f(ctx, question, k)
}

// questionSets is the folder of the sets. The test is skipped without it, or
// without the flag.
func questionSets(t *testing.T) fs.FS {
	t.Helper()
	if !*scores {
		t.Skip("takes long; runs with -scores")
	}
	folder, err := filepath.Abs(filepath.Join(cmp.Or(os.Getenv("CUTTINGS_SHARED"), "../../shared"), "data"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the question sets aren't there: %v", err)
	}
	return os.DirFS(folder)
}

func loadSet(t *testing.T, source measure.Source, data fs.FS) measure.Set {
	t.Helper()
	set, err := source.Load(data)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func bundledModel(tb testing.TB) *embedding.Model {
	tb.Helper()
	model, err := embedding.Bundled()
	if err != nil {
		tb.Fatal(err)
	}
	return model
}

func buildIndex(tb testing.TB, texts []string, vectors [][]float32) *local.Index {
	tb.Helper()
	docs := make([]local.Doc, len(texts))
	for i, text := range texts {
		docs[i] = local.Doc{Text: text, Vector: vectors[i]}
	}
	index, err := local.Build(tb.Context(), docs)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { index.Close() })
	return index
}
