package blocks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"cuttings/corpus"
)

// shownText is the text of rich_text blocks, and of that what is bold in
// quotations.
func shownText(blocks []slack.Block) (text, marked string) {
	for _, b := range blocks {
		r, ok := b.(*slack.RichTextBlock)
		if !ok {
			continue
		}
		for _, e := range r.Elements {
			switch e := e.(type) {
			case *slack.RichTextSection:
				for _, w := range e.Elements {
					if w, ok := w.(*slack.RichTextSectionTextElement); ok {
						text += w.Text
					}
				}
			case *slack.RichTextQuote:
				for _, w := range e.Elements {
					w := w.(*slack.RichTextSectionTextElement)
					text += w.Text
					if w.Style != nil && w.Style.Bold {
						marked += w.Text
					}
				}
			}
		}
	}
	return text, marked
}

// read turns the pages of a modal to the last, and returns the text of all and
// what is marked.
func read(t *testing.T, modal func(page int) slack.ModalViewRequest) (text, marked string, pages int) {
	t.Helper()
	for page := 0; ; page++ {
		v := modal(page)
		if err := ValidateView(v); err != nil {
			t.Fatalf("page %d is refused: %v", page, err)
		}
		checkBlocks(t, v.Blocks.BlockSet, quotedPieces(v.Blocks.BlockSet))
		more, bold := shownText(v.Blocks.BlockSet)
		text, marked = text+more, marked+bold
		next := false
		for _, e := range v.Blocks.BlockSet {
			if a, ok := e.(*slack.ActionBlock); ok {
				for _, b := range a.Elements.ElementSet {
					next = next || b.(*slack.ButtonBlockElement).Text.Text == "Next"
				}
			}
		}
		if !next {
			return text, marked, page + 1
		}
	}
}

// quotedPieces are what is set as quotations: in an article, whole paragraphs.
func quotedPieces(blocks []slack.Block) []string {
	var out []string
	text := ""
	for _, b := range blocks {
		r, ok := b.(*slack.RichTextBlock)
		if ok {
			if _, ok = r.Elements[0].(*slack.RichTextQuote); ok {
				more, _ := shownText([]slack.Block{b})
				text += more
				continue
			}
		}
		if text != "" {
			out, text = append(out, text), ""
		}
	}
	return append(out, text)
}

// longArticle has paragraphs of all lengths.
func longArticle(t *testing.T) corpus.Article {
	t.Helper()
	var b strings.Builder
	for i := range 150 {
		fmt.Fprintf(&b, "Paragraph %d, <!channel> *said* :tada: שלום.%s\n\n", i, strings.Repeat(" And so on & on.", i*i%400))
	}
	b.WriteString("The end " + strings.Repeat("without an end ", 2000) + ".")
	a, err := corpus.Parse("long", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestArticleModalWhole(t *testing.T) {
	a := longArticle(t)
	var want string
	for _, p := range a.Passages() {
		want += p.Span.Of(a.Text)
	}
	text, _, pages := read(t, func(page int) slack.ModalViewRequest { return ArticleModal(a, page) })
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("the pages together, -want +got:\n%s", diff)
	}
	if pages < 3 {
		t.Errorf("%d pages", pages)
	}
	last := ArticleModal(a, pages-1)
	if diff := cmp.Diff(last, ArticleModal(a, 1000)); diff != "" {
		t.Errorf("a page that there isn't isn't the last:\n%s", diff)
	}
	if diff := cmp.Diff(ArticleModal(a, 0), ArticleModal(a, -1)); diff != "" {
		t.Errorf("a page before the first isn't the first:\n%s", diff)
	}
}

func TestPassageModalMarks(t *testing.T) {
	a := longArticle(t)
	passages := a.Passages()
	at := func(from, to int) corpus.Span {
		return corpus.Span{Start: passages[from].Span.Start + 5, End: passages[to].Span.End - 3}
	}
	tests := []struct {
		name        string
		span        corpus.Span
		first, last int // the passages shown
	}{
		{"the first", at(0, 0), 0, 1},
		{"one between", at(70, 70), 69, 71},
		{"over two", at(70, 71), 69, 72},
		{"the last, very long", at(150, 150), 149, 150},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var want, mark string
			for _, p := range passages[test.first : test.last+1] {
				want += p.Span.Of(a.Text)
				if from, to := max(p.Span.Start, test.span.Start), min(p.Span.End, test.span.End); from < to {
					mark += a.Text[from:to]
				}
			}
			text, marked, _ := read(t, func(page int) slack.ModalViewRequest { return PassageModal(a, test.span, page) })
			if diff := cmp.Diff(want, text); diff != "" {
				t.Errorf("text, -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(mark, marked); diff != "" {
				t.Errorf("marked, -want +got:\n%s", diff)
			}
		})
	}
}

// TestPassageModalElsewhere: a place that isn't in the article shows the article.
func TestPassageModalElsewhere(t *testing.T) {
	a := longArticle(t)
	hebrew := strings.Index(a.Text, "ש")
	for _, span := range []corpus.Span{{Start: -1, End: 3}, {Start: 5, End: 5}, {Start: 9, End: 4}, {Start: 0, End: len(a.Text) + 1}, {Start: 0, End: hebrew + 1}} {
		if diff := cmp.Diff(ArticleModal(a, 0), PassageModal(a, span, 0)); diff != "" {
			t.Errorf("PassageModal of %v isn't the article:\n%s", span, diff)
		}
	}
}
