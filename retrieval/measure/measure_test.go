package measure

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/corpus"
)

// paragraphOf makes a paragraph of sentences of one letter: "a b c".
func paragraphOf(letters string) Paragraph {
	return joined(strings.Split(letters, ""))
}

// span covers the letters from the ith to the jth of such a paragraph.
func span(i, j int) corpus.Span { return corpus.Span{Start: 2 * i, End: 2*j + 1} }

func TestWindows(t *testing.T) {
	set := Set{Paragraphs: []Paragraph{paragraphOf("abcde"), paragraphOf("fg"), {}, paragraphOf("h"), paragraphOf("ijk")}}
	tests := []struct {
		size int
		want []Window
	}{
		{3, []Window{{0, span(0, 2)}, {0, span(1, 3)}, {0, span(2, 4)}, {1, span(0, 1)}, {3, span(0, 0)}, {4, span(0, 2)}}},
		{1, []Window{
			{0, span(0, 0)}, {0, span(1, 1)}, {0, span(2, 2)}, {0, span(3, 3)}, {0, span(4, 4)},
			{1, span(0, 0)}, {1, span(1, 1)}, {3, span(0, 0)}, {4, span(0, 0)}, {4, span(1, 1)}, {4, span(2, 2)},
		}},
		{9, []Window{{0, span(0, 4)}, {1, span(0, 1)}, {3, span(0, 0)}, {4, span(0, 2)}}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, set.Windows(test.size)); diff != "" {
			t.Errorf("windows of %d, -want +got:\n%s", test.size, diff)
		}
	}
}

// scripted ranks as it is told.
type scripted map[string][]int

func (s scripted) Rank(_ context.Context, question string, k int) ([]int, error) {
	ranked, ok := s[question]
	if !ok {
		return nil, errors.New("unexpected question")
	}
	return ranked[:min(k, len(ranked))], nil
}

func (s scripted) build(context.Context, []string) (Ranker, error) { return s, nil }

func TestMeasure(t *testing.T) {
	// Windows of three: 0 abc, 1 bcd, 2 cde; 3 fgh; 4 ijk, 5 jkl; 6 to 12 one each.
	set := Set{Name: "made", Language: "en"}
	for _, letters := range []string{"abcde", "fgh", "ijkl", "m", "n", "o", "p", "q", "r", "s"} {
		set.addParagraph(paragraphOf(letters))
	}
	tests := []struct {
		name     string
		question Question
		ranked   []int
		// Rank of the first right window and paragraph, 0 for none.
		window, paragraph int
	}{
		{"first", Question{Paragraph: 1, Answers: []corpus.Span{span(1, 1)}}, []int{3, 0, 1}, 1, 1},
		{"window in its paragraph, not holding the answer", Question{Paragraph: 0, Answers: []corpus.Span{span(0, 0)}}, []int{2, 3, 1, 0}, 4, 1},
		{"same place in another paragraph", Question{Paragraph: 1, Answers: []corpus.Span{span(0, 0)}}, []int{0, 4, 3}, 3, 3},
		{"any of several answers", Question{Paragraph: 0, Answers: []corpus.Span{span(0, 0), span(4, 4)}}, []int{1, 2}, 2, 1},
		{"answer over two sentences", Question{Paragraph: 2, Answers: []corpus.Span{span(2, 3)}}, []int{4, 5}, 2, 1},
		{"answer in no window whole", Question{Paragraph: 0, Answers: []corpus.Span{span(0, 4)}}, []int{0, 1, 2}, 0, 1},
		{"fifth", Question{Paragraph: 3, Answers: []corpus.Span{span(0, 0)}}, []int{0, 1, 2, 3, 6}, 5, 3},
		{"sixth", Question{Paragraph: 3, Answers: []corpus.Span{span(0, 0)}}, []int{0, 1, 3, 4, 5, 6}, 6, 4},
		{"tenth", Question{Paragraph: 9, Answers: []corpus.Span{span(0, 0)}}, []int{0, 3, 4, 6, 7, 8, 9, 10, 11, 12}, 10, 10},
		{"eleventh", Question{Paragraph: 9, Answers: []corpus.Span{span(0, 0)}}, []int{0, 1, 3, 4, 6, 7, 8, 9, 10, 11, 12}, 11, 10},
		{"not found", Question{Paragraph: 9, Answers: []corpus.Span{span(0, 0)}}, []int{1}, 0, 0},
		{"nothing found", Question{Paragraph: 9, Answers: []corpus.Span{span(0, 0)}}, nil, 0, 0},
	}
	at := func(rank, depth int) float64 {
		if rank == 0 || rank > depth {
			return 0
		}
		return 1
	}
	row := func(unit string, rank int) Row {
		return Row{"made", "en", unit, 1, at(rank, 1), at(rank, 5), at(rank, 10) / float64(max(rank, 1))}
	}
	all := scripted{}
	var sums [2]Row // over all tests
	for _, test := range tests {
		test.question.Text = test.name
		set.Questions = append(set.Questions, test.question)
		all[test.name] = test.ranked
		one := set
		one.Questions = []Question{test.question}
		got, err := Measure(t.Context(), one, 3, all.build, nil)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		want := []Row{row("window", test.window), row("paragraph", test.paragraph)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
		for i := range sums {
			sums[i].R1 += want[i].R1
			sums[i].R5 += want[i].R5
			sums[i].MRR10 += want[i].MRR10
		}
	}

	var calls []int
	got, err := Measure(t.Context(), set, 3, all.build, func(done, total int) { calls = append(calls, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	n := len(tests)
	var want []Row
	for i, unit := range []string{"window", "paragraph"} {
		want = append(want, Row{"made", "en", unit, n, sums[i].R1 / float64(n), sums[i].R5 / float64(n), sums[i].MRR10 / float64(n)})
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("all questions, -want +got:\n%s", diff)
	}
	if len(calls) != 2*n || calls[0] != 1 || calls[2*n-2] != n || calls[1] != n {
		t.Errorf("progress %v, want 1 to %d of %d", calls, n, n)
	}
}

// The ranker is built of the windows' texts, verbatim.
func TestMeasureTexts(t *testing.T) {
	set := Set{Paragraphs: []Paragraph{paragraphOf("abcd"), {Text: "x  y", Sentences: []corpus.Span{{Start: 0, End: 1}, {Start: 3, End: 4}}}}}
	var got []string
	_, err := Measure(t.Context(), set, 3, func(_ context.Context, texts []string) (Ranker, error) {
		got = texts
		return scripted{}, nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a b c", "b c d", "x  y"}, got); diff != "" {
		t.Errorf("texts, -want +got:\n%s", diff)
	}
}

// Where every paragraph is one window there is nothing else to find.
func TestMeasureWithoutParagraphs(t *testing.T) {
	set := Set{Paragraphs: []Paragraph{paragraphOf("a"), paragraphOf("b")}, Questions: []Question{{"?", 1, []corpus.Span{span(0, 0)}}}}
	got, err := Measure(t.Context(), set, 3, scripted{"?": {1, 0}}.build, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Row{{"", "", "window", 1, 1, 1, 1}}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMeasureErrors(t *testing.T) {
	set := Set{Name: "made", Paragraphs: []Paragraph{paragraphOf("abcd")}, Questions: []Question{{"?", 0, []corpus.Span{span(0, 0)}}}}
	fail := errors.New("no")
	builders := map[string]Builder{
		"build":   func(context.Context, []string) (Ranker, error) { return nil, fail },
		"rank":    scripted{}.build,
		"unknown": scripted{"?": {2}}.build,
		"below 0": scripted{"?": {-1}}.build,
		"twice":   scripted{"?": {1, 1}}.build,
	}
	for name, build := range builders {
		if _, err := Measure(t.Context(), set, 3, build, nil); err == nil || !strings.Contains(err.Error(), "made") {
			t.Errorf("%s: error %v, want one that names the set", name, err)
		}
	}
}

func TestRowLines(t *testing.T) {
	rows := Header + "\n" + Row{"xquad", "en", "window", 1190, .93456, .98, .95}.String() +
		"\n" + Row{"qasrl-wikinews-test", "en", "paragraph", 3623, 1, 0, .5}.String()
	want := `set                  lng unit           n    R@1    R@5 MRR@10
xquad                en  window      1190  0.935  0.980  0.950
qasrl-wikinews-test  en  paragraph   3623  1.000  0.000  0.500`
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
