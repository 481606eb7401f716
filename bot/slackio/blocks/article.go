package blocks

import (
	"cmp"

	"github.com/slack-go/slack"

	"cuttings/corpus"
)

// onPage is how much of an article is read at once: short enough to scroll
// through.
var onPage = room{blocks: 60, text: 12000, bytes: 150000}

// PassageModal renders a page, counted from 0, of a quotation in its context: the
// paragraphs that it stands in, themselves set as quotations with the words of it
// bold, and one before and behind. A span that isn't one of the article's text
// gives the article.
func PassageModal(a corpus.Article, quotation corpus.Span, page int) slack.ModalViewRequest {
	if quotation.Start < 0 || quotation.Start >= quotation.End || quotation.End > len(a.Text) ||
		!boundary(a.Text, quotation.Start) || !boundary(a.Text, quotation.End) {
		return ArticleModal(a, page)
	}
	place := Place{Article: a.ID, Version: a.Version, Span: quotation}
	return reading{CallbackPassage, ActionPassage, "In context", a, around(a.Passages(), quotation), place}.modal(page)
}

// ArticleModal renders a page, counted from 0, of an article.
func ArticleModal(a corpus.Article, page int) slack.ModalViewRequest {
	return reading{CallbackArticle, ActionRead, "Article", a, a.Passages(), Place{Article: a.ID, Version: a.Version}}.modal(page)
}

// around are the passages that a quotation stands in, and one before and behind.
func around(passages []corpus.Passage, quotation corpus.Span) []corpus.Passage {
	from, to := len(passages), 0
	for i, p := range passages {
		if p.Span.Start < quotation.End && quotation.Start < p.Span.End {
			from, to = min(from, i), i+1
		}
	}
	if from >= to {
		return passages
	}
	return passages[max(from-1, 0):min(to+1, len(passages))]
}

// A reading is some of an article's passages, to be read.
type reading struct {
	callback, action, title string
	article                 corpus.Article
	passages                []corpus.Passage
	place                   Place
}

func (r reading) modal(page int) slack.ModalViewRequest {
	var text []slack.Block
	for _, p := range r.passages {
		text = append(text, r.passage(p)...)
	}
	value := func(page int) string {
		p := r.place
		p.Page = page
		return p.Value()
	}
	from, to, at := pages{
		room: onPage, n: len(text),
		part:  func(i int) size { return sizeOf(text[i : i+1]) },
		frame: func(int, int) size { return size{} },
	}.page(page)
	titled := from == 0 && len(r.passages) > 0 && r.passages[0].Span.Of(r.article.Text) == r.article.Title
	out := append(r.head(!titled), text[from:to]...)
	var whole *slack.ButtonBlockElement
	if r.place.Span.Len() > 0 && r.article.ID != "" {
		whole = button(ActionRead, "Read the whole article", Place{Article: r.article.ID, Version: r.article.Version}.Value())
	}
	out = append(out, buttons(whole)...)
	out = append(out, turn(r.action, value, at, at > 0, to < len(text))...)
	return view(r.callback, r.title, value(at), out)
}

// head says which article it is; with its title, unless the text begins with that.
func (r reading) head(titled bool) []slack.Block {
	a := r.article
	name := cmp.Or(line(a.Outlet, maxName), line(a.ID, maxName), "No name")
	elements := []slack.MixedElement{plain(dots(name, day(a.Date()), line(a.Author, maxName)))}
	if l := link(a.URL); l != "" {
		elements = append(elements, mrkdwn(l))
	}
	out := []slack.Block{slack.NewContextBlock("", elements...)}
	if title := line(a.Title, maxHeading); titled && title != "" {
		out = append([]slack.Block{slack.NewHeaderBlock(plain(title))}, out...)
	}
	return out
}

// passage is one paragraph: a quotation where the quotation stands in it.
func (r reading) passage(p corpus.Passage) []slack.Block {
	text, q := r.article.Text, r.place.Span
	from, to := max(q.Start, p.Span.Start), min(q.End, p.Span.End)
	if from >= to {
		return paragraph([]stretch{{text: p.Span.Of(text), bold: p.Heading}})
	}
	return quote([]stretch{
		{text: text[p.Span.Start:from]}, {text: text[from:to], bold: true}, {text: text[to:p.Span.End]},
	})
}
