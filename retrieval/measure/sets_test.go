package measure

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"cuttings/corpus"
	"cuttings/retrieval/local"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func source(t *testing.T, name, language string) Source {
	t.Helper()
	sources := Sources()
	i := slices.IndexFunc(sources, func(s Source) bool { return s.Name == name && s.Language == language })
	if i < 0 {
		t.Fatalf("no set %s in %s", name, language)
	}
	return sources[i]
}

func gzipped(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Offsets in the files count code points, those in a Set bytes.
func TestLoad(t *testing.T) {
	const (
		squad = `{"title":"T","paragraph":0,"context":"Ünder it. Øne øne.","qas":[
			{"id":"1","question":"What?","answers":[{"text":"Øne","answer_start":10},{"text":"ne","answer_start":11,"unique":false}]},
			{"id":"2","question":"Who?","answers":[],"is_impossible":true}]}`
		selqa = `{"article":"A","section":"S","question":"What?","sentences":[" One. ","Two."],"answers":[1,0]}
			{"article":"A","section":"S","question":"Why?","sentences":["One.","Two."],"answers":[]}

			{"article":"A","section":"S","question":"Who?","sentences":["One.","Two."],"answers":[1]}
			{"article":"A","section":"T","question":"Where?","sentences":["Three."],"answers":[0]}`
		qasrl = `{"id":"1","part":"dev","tokens":"No .","qas":[{"question":"Not this?","answers":["No"]}]}
			{"id":"2","part":"test","tokens":"He sang .","qas":[{"question":"Who sang?"},{"question":"What did someone do?"}]}`
	)
	oneLine := strings.NewReplacer("\n\t\t\t{\"id\"", "{\"id\"").Replace(squad)
	data := fstest.MapFS{
		"xquad/xquad.en.json":             {Data: []byte(`{"data":[{"title":"T","paragraphs":[` + squad + `]}],"version":"1.1"}`)},
		"xquad/xquad.ru.json.gz":          {Data: gzipped(t, `{"data":[]}`)},
		"squad2/dev_half_b.jsonl.gz":      {Data: gzipped(t, oneLine)},
		"reading/selqa_test.jsonl.gz":     {Data: gzipped(t, selqa)},
		"reading/qasrl_wikinews.jsonl.gz": {Data: gzipped(t, qasrl)},
	}
	under := Paragraph{"Ünder it. Øne øne.", []corpus.Span{{Start: 0, End: 10}, {Start: 11, End: 21}}}
	what := Question{"What?", 0, []corpus.Span{{Start: 11, End: 15}, {Start: 13, End: 15}, {Start: 18, End: 20}}}
	tests := []Set{
		{"xquad", "en", []Paragraph{under}, []Question{what}},
		{"xquad", "ru", nil, nil},
		{"squad2-dev-b", "en", []Paragraph{under}, []Question{what}},
		{
			"selqa-test", "en",
			[]Paragraph{
				{"One. Two.", []corpus.Span{{Start: 0, End: 4}, {Start: 5, End: 9}}},
				{"Three.", []corpus.Span{{Start: 0, End: 6}}},
			},
			[]Question{
				{"What?", 0, []corpus.Span{{Start: 5, End: 9}, {Start: 0, End: 4}}},
				{"Who?", 0, []corpus.Span{{Start: 5, End: 9}}},
				{"Where?", 1, []corpus.Span{{Start: 0, End: 6}}},
			},
		},
		{
			"qasrl-wikinews-test", "en",
			[]Paragraph{{"He sang .", []corpus.Span{{Start: 0, End: 9}}}},
			[]Question{{"Who sang?", 0, []corpus.Span{{Start: 0, End: 9}}}, {"What did someone do?", 0, []corpus.Span{{Start: 0, End: 9}}}},
		},
	}
	for _, want := range tests {
		got, err := source(t, want.Name, want.Language).Load(data)
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %s, -want +got:\n%s", want.Name, want.Language, diff)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	xquad := func(answer string) string {
		return `{"data":[{"paragraphs":[{"context":"Øne.","qas":[{"question":"What?","answers":[` + answer + `]}]}]}]}`
	}
	tests := []struct {
		name, set, file, content string
		want                     string
	}{
		{"wrong offset", "xquad", "xquad/xquad.en.json", xquad(`{"text":"ne","answer_start":2}`), `"ne" isn't at 2`},
		{"offset past the end", "xquad", "xquad/xquad.en.json", xquad(`{"text":"ne","answer_start":4}`), "isn't at 4"},
		{"offset below 0", "xquad", "xquad/xquad.en.json", xquad(`{"text":"ne","answer_start":-1}`), "isn't at -1"},
		{"empty answer", "xquad", "xquad/xquad.en.json", xquad(`{"text":"","answer_start":0}`), "isn't at 0"},
		{"cut off", "xquad", "xquad/xquad.en.json", `{"data":[`, "unexpected end"},
		{"no gzip", "squad2-dev-b", "squad2/dev_half_b.jsonl.gz", "{}", "decompressing"},
		{"second line", "squad2-dev-b", "squad2/dev_half_b.jsonl", "{}\n[]\n", "line 2"},
		{"sentence number", "selqa-test", "reading/selqa_test.jsonl", `{"question":"?","sentences":["a"],"answers":[1]}`, "sentence 1 of 1"},
	}
	for _, test := range tests {
		data := fstest.MapFS{test.file: {Data: []byte(test.content)}}
		_, err := source(t, test.set, "en").Load(data)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), test.file) {
			t.Errorf("%s: error %v, want %q and the file's name", test.name, err, test.want)
		}
	}
	for _, s := range Sources() {
		if _, err := s.Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s %s without data: error %v, want %v", s.Name, s.Language, err, fs.ErrNotExist)
		}
	}
}

// lexical ranks by words alone, every word of the question.
type lexical struct{ index *local.Index }

var word = regexp.MustCompile(`[\pL\pN]+`)

func (l lexical) Rank(ctx context.Context, question string, k int) ([]int, error) {
	found, err := l.index.Lexical(ctx, word.FindAllString(question, -1), k)
	ids := make([]int, len(found))
	for i, m := range found {
		ids[i] = m.ID
	}
	return ids, err
}

// TestBM25 scores plain BM25 on the real sets: what any other way of ranking has
// to beat, and a check of the sets themselves. Chinese has no spaces between
// words, so BM25 finds next to nothing there.
func TestBM25(t *testing.T) {
	if testing.Short() {
		t.Skip("14,000 questions take 20 s")
	}
	data := dataFolder(t)
	reports := make([]string, len(Sources()))
	t.Run("sets", func(t *testing.T) {
		for i, source := range Sources() {
			t.Run(source.Name+"-"+source.Language, func(t *testing.T) {
				t.Parallel()
				reports[i] = measureBM25(t, source, data)
			})
		}
	})
	got := Header + "\n" + strings.Join(reports, "")
	golden := filepath.Join("testdata", "bm25.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("scores, -want +got (-update rewrites them):\n%s", diff)
	}
}

// measureBM25 returns the rows of one set and how large it is.
func measureBM25(t *testing.T, source Source, data fs.FS) string {
	set, err := source.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := Measure(t.Context(), set, 3, func(ctx context.Context, texts []string) (Ranker, error) {
		docs := make([]local.Doc, len(texts))
		for i, text := range texts {
			docs[i] = local.Doc{Text: text, Vector: []float32{1}}
		}
		index, err := local.Build(ctx, docs)
		if err != nil {
			return nil, err
		}
		t.Cleanup(func() { index.Close() })
		return lexical{index}, nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var report strings.Builder
	for _, row := range rows {
		fmt.Fprintln(&report, row)
	}
	windows := set.Windows(3)
	cut := 0 // questions whose answer no window holds
	for _, q := range set.Questions {
		if !slices.ContainsFunc(windows, q.answeredBy) {
			cut++
		}
	}
	fmt.Fprintf(&report, "  %d paragraphs, %d windows, %d answers cut\n", len(set.Paragraphs), len(windows), cut)
	return report.String()
}

// dataFolder is shared/data beside the repository.
func dataFolder(t *testing.T) fs.FS {
	t.Helper()
	folder, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the question sets aren't there: %v", err)
	}
	return os.DirFS(folder)
}
