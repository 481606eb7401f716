package retrieval

import (
	"sort"
	"strings"
	"sync"

	"cuttings/corpus"
)

// A Coverage is the articles cut into what can be found: sentences, and windows
// of up to [WindowSize] consecutive sentences of one article, one beginning at
// each sentence.
//
// A sentence that says "he" is found through the windows around it, so windows
// run across paragraphs: in news a paragraph is often one sentence.
type Coverage struct {
	Articles  []corpus.Article
	Sentences []Sentence
	windows   []window
	// alone is the window of each sentence by itself.
	alone []int
	// vocabulary takes a while to read, and not every question needs it.
	vocabulary func() *Vocabulary
}

// A Sentence is one sentence of the coverage; its ID is its index in
// [Coverage.Sentences].
type Sentence struct {
	Article int // index in Coverage.Articles
	Passage int // corpus.Passage.Number
	Heading bool
	Span    corpus.Span
	Text    string
}

// A window is the sentences first..last-1, all of one article.
type window struct{ first, last int }

// WindowSize is the number of sentences of the longest windows. Windows of one,
// two or three find the right paragraph first for .970 to .973 of XQuAD's
// questions in English, those of four for .966 (testdata/sweep.txt).
const WindowSize = 3

// NewCoverage cuts the articles. Their order decides the order of everything
// that scores alike.
func NewCoverage(articles []corpus.Article) *Coverage {
	c := &Coverage{Articles: articles}
	for i, a := range articles {
		first := len(c.Sentences)
		for _, p := range a.Passages() {
			for _, s := range p.Sentences {
				c.Sentences = append(c.Sentences, Sentence{Article: i, Passage: p.Number, Heading: p.Heading, Span: s, Text: s.Of(a.Text)})
			}
		}
		c.windows = append(c.windows, windowsOf(first, len(c.Sentences))...)
	}
	c.alone = make([]int, len(c.Sentences))
	for i, w := range c.windows {
		if w.last == w.first+1 {
			c.alone[w.first] = i
		}
	}
	c.vocabulary = sync.OnceValue(func() *Vocabulary { return vocabularyOf(c.Sentences) })
	return c
}

// Vocabulary is how the coverage uses its words.
func (c *Coverage) Vocabulary() *Vocabulary { return c.vocabulary() }

func windowsOf(first, last int) []window {
	var out []window
	for size := range WindowSize {
		for i := first; i+size+1 <= last; i++ {
			out = append(out, window{i, i + size + 1})
		}
	}
	return out
}

// Heading is the title and the day of an article, "Dozens dead in boat fire, Wednesday,
// September 4, 2019."; empty without a title. The readers were trained on sentences
// behind it.
func (c *Coverage) Heading(article int) string {
	a := c.Articles[article]
	if a.Title == "" {
		return ""
	}
	return onDay(a.Title, a)
}

const (
	// leadWords is how many words of its first sentence stand for the title of an article.
	leadWords = 16
	// maxHeading bounds a heading in bytes, so that the sentences behind it are read too.
	maxHeading = 250
)

// ahead is what the reader of questions is told before sentences from the given one on:
// the heading of their article; of one without a title, how its first sentence begins, or
// nothing if that is the given one.
func (c *Coverage) ahead(sentence int) string {
	article := c.Sentences[sentence].Article
	if heading := c.Heading(article); heading != "" {
		return heading
	}
	first := sort.Search(sentence, func(i int) bool { return c.Sentences[i].Article >= article })
	if first == sentence {
		return ""
	}
	words := strings.Fields(c.Sentences[first].Text)
	lead := strings.Join(words[:min(leadWords, len(words))], " ")
	return onDay(strings.TrimRight(lead, ".,;:!?"), c.Articles[article])
}

// onDay is a text, cut to maxHeading, with the day of an article, if that is known.
func onDay(text string, a corpus.Article) string {
	if len(text) > maxHeading {
		text = strings.ToValidUTF8(text[:maxHeading], "")
	}
	if date := a.Date(); !date.IsZero() {
		return text + date.Format(", Monday, January 2, 2006.")
	}
	return text + "."
}

// Windows returns the texts to index; the position of a text is the ID that the
// [Index] must give back for it.
func (c *Coverage) Windows() []string {
	out := make([]string, len(c.windows))
	for i, sentences := range c.windowSentences() {
		out[i] = strings.Join(sentences, " ")
	}
	return out
}

// windowSentences returns the sentences of each window.
func (c *Coverage) windowSentences() [][]string {
	texts := make([]string, len(c.Sentences))
	for i, s := range c.Sentences {
		texts[i] = s.Text
	}
	out := make([][]string, len(c.windows))
	for i, w := range c.windows {
		out[i] = texts[w.first:w.last:w.last]
	}
	return out
}

// around returns size consecutive sentences of the window's article with the
// window in their middle, or all if the article has fewer.
func (c *Coverage) around(w window, size int) window {
	lo, hi := w.first, w.last
	article := c.Sentences[w.first].Article
	for lo > 0 && c.Sentences[lo-1].Article == article {
		lo--
	}
	for hi < len(c.Sentences) && c.Sentences[hi].Article == article {
		hi++
	}
	first := max(lo, min(w.first-(size-(w.last-w.first))/2, hi-size))
	return window{first, min(hi, first+size)}
}
