package retrieval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/corpus"
)

func parse(tb testing.TB, texts ...string) []corpus.Article {
	tb.Helper()
	var articles []corpus.Article
	for i, text := range texts {
		article, err := corpus.Parse(string(rune('a'+i)), []byte(text))
		if err != nil {
			tb.Fatal(err)
		}
		articles = append(articles, article)
	}
	return articles
}

func TestCoverage(t *testing.T) {
	c := NewCoverage(parse(t, "Mayor opens bridge\n\nShe spoke. It rained.\n\nHe left.", "Nobody came."))
	sentences := []Sentence{
		{Article: 0, Passage: 1, Heading: true, Span: corpus.Span{Start: 0, End: 18}, Text: "Mayor opens bridge"},
		{Article: 0, Passage: 2, Span: corpus.Span{Start: 20, End: 30}, Text: "She spoke."},
		{Article: 0, Passage: 2, Span: corpus.Span{Start: 31, End: 41}, Text: "It rained."},
		{Article: 0, Passage: 3, Span: corpus.Span{Start: 43, End: 51}, Text: "He left."},
		{Article: 1, Passage: 1, Span: corpus.Span{Start: 0, End: 12}, Text: "Nobody came."},
	}
	if diff := cmp.Diff(sentences, c.Sentences); diff != "" {
		t.Errorf("sentences, -want +got:\n%s", diff)
	}
	// Windows run across paragraphs, but not across articles.
	windows := []string{
		"Mayor opens bridge", "She spoke.", "It rained.", "He left.",
		"Mayor opens bridge She spoke.", "She spoke. It rained.", "It rained. He left.",
		"Mayor opens bridge She spoke. It rained.", "She spoke. It rained. He left.",
		"Nobody came.",
	}
	if diff := cmp.Diff(windows, c.Windows()); diff != "" {
		t.Errorf("windows, -want +got:\n%s", diff)
	}
	for i, w := range c.alone {
		if windows[w] != c.Sentences[i].Text {
			t.Errorf("sentence %d alone is window %d, %q", i, w, windows[w])
		}
	}
}

func TestEmptyCoverage(t *testing.T) {
	if c := NewCoverage(nil); len(c.Sentences) != 0 || len(c.Windows()) != 0 {
		t.Errorf("%d sentences and %d windows of nothing", len(c.Sentences), len(c.Windows()))
	}
}

func TestAround(t *testing.T) {
	// Sentences 0 to 4 and 5 to 6.
	c := NewCoverage(parse(t, "One is here. Two is here. Three is here. Four is here. Five is here.", "Six is here. Seven is here."))
	tests := []struct {
		in   window
		size int
		want window
	}{
		{window{2, 3}, 3, window{1, 4}},
		{window{2, 4}, 3, window{2, 5}}, // the odd one comes after
		{window{1, 4}, 3, window{1, 4}},
		{window{0, 1}, 3, window{0, 3}},
		{window{4, 5}, 3, window{2, 5}}, // not into the next article
		{window{5, 6}, 3, window{5, 7}}, // nor into the one before
		{window{6, 7}, 3, window{5, 7}},
		{window{2, 3}, 1, window{2, 3}},
		{window{2, 3}, 9, window{0, 5}},
		{window{2, 3}, 4, window{1, 5}},
	}
	for _, test := range tests {
		if got := c.around(test.in, test.size); got != test.want {
			t.Errorf("%d around %v: %v, want %v", test.size, test.in, got, test.want)
		}
	}
}

func TestAhead(t *testing.T) {
	c := NewCoverage(parse(t,
		"Mayor opens bridge\n\nAs of: May 23, 2022\n\nShe spoke.",
		"Mayor opens bridge\n\nShe spoke.",
		" date 2021-12-31 Nobody came. It rained.",
		strings.Repeat("市长为海边小镇的大桥剪彩", 40)+"。 It rained.",
		"The mayor of a town on the coast opened a bridge of which, she said, nobody had dared to dream. It rained.",
	))
	want := []string{
		0: "Mayor opens bridge, Monday, May 23, 2022.", 1: "Mayor opens bridge, Monday, May 23, 2022.",
		2: "Mayor opens bridge.", 3: "Mayor opens bridge.",
		4: "", 5: "Nobody came, Friday, December 31, 2021.",
		6: "", 7: strings.Repeat("市长为海边小镇的大桥剪彩", 6) + "市长为海边小镇的大桥剪.",
		8: "", 9: "The mayor of a town on the coast opened a bridge of which, she said, nobody.",
	}
	for id, s := range c.Sentences {
		if got := c.ahead(id); got != want[id] {
			t.Errorf("ahead of %q: %q, want %q", s.Text, got, want[id])
		}
	}
}
