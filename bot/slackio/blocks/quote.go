package blocks

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/corpus"
)

// maxRich is the most units of one rich_text block that holds foreign text. Slack
// names no limit; this is that of other blocks.
const maxRich = 3000

// A stretch is text of one style.
type stretch struct {
	text string
	bold bool
}

// quotation is a quotation word for word, the answering words bold, as blocks of
// at most maxRich units. Together their texts are c.Quote.
func quotation(c bot.Citation) []slack.Block {
	var stretches []stretch
	at := 0
	for _, w := range wordsIn(c) {
		stretches = append(stretches, stretch{c.Quote[at:w.Start], false}, stretch{c.Quote[w.Start:w.End], true})
		at = w.End
	}
	return quote(append(stretches, stretch{c.Quote[at:], false}))
}

// quote sets stretches as quotations.
func quote(stretches []stretch) []slack.Block {
	var out []slack.Block
	for _, part := range split(stretches) {
		out = append(out, slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: part}))
	}
	return out
}

// paragraph sets stretches as a paragraph.
func paragraph(stretches []stretch) []slack.Block {
	var out []slack.Block
	for _, part := range split(stretches) {
		out = append(out, rich(part...))
	}
	return out
}

// split makes rich text of stretches, in parts of at most maxRich units.
func split(stretches []stretch) [][]slack.RichTextSectionElement {
	var out [][]slack.RichTextSectionElement
	free := 0
	for _, s := range stretches {
		for _, piece := range pieces(s.text, maxRich) {
			if n := units(piece); n > free || len(out) == 0 {
				out, free = append(out, nil), maxRich
			}
			free -= units(piece)
			e := word(piece)
			if s.bold {
				e = bold(piece)
			}
			out[len(out)-1] = append(out[len(out)-1], e)
		}
	}
	return out
}

// wordsIn are the places of the answering words in c.Quote, in order and apart
// from each other.
func wordsIn(c bot.Citation) []corpus.Span {
	words := slices.SortedFunc(slices.Values(c.Words), func(x, y corpus.Span) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	var out []corpus.Span
	at := 0
	for _, w := range words {
		start, end := max(w.Start-c.Span.Start, at), min(w.End-c.Span.Start, len(c.Quote))
		if start < end && boundary(c.Quote, start) && boundary(c.Quote, end) {
			out = append(out, corpus.Span{Start: start, End: end})
			at = end
		}
	}
	return out
}

// boundary reports whether s can be parted at byte i.
func boundary(s string, i int) bool { return i == len(s) || i < len(s) && utf8.RuneStart(s[i]) }

// number is a citation's mark.
func number(c bot.Citation) string { return fmt.Sprintf("[%d]", c.Number) }

// outlet is who published a citation's article, or else the article's id.
func outlet(c bot.Citation) string { return cmp.Or(line(c.Outlet, maxName), line(c.Article, maxName)) }

// dated is the day of a citation's report, after a comma; empty if it isn't known.
func dated(c bot.Citation) string {
	if c.Published.IsZero() {
		return ""
	}
	return ", " + day(c.Published)
}

// source says where a citation stands: who published it, when, and the heading.
func source(c bot.Citation) string {
	return dots(outlet(c), day(c.Published), line(c.Heading, maxHeading))
}

// sourceLine is a citation's context line: its mark, its source and its link.
func sourceLine(lead string, c bot.Citation) slack.Block {
	elements := []slack.MixedElement{plain(lead + number(c) + " " + source(c))}
	if l := link(c.URL); l != "" {
		elements = append(elements, mrkdwn(l))
	}
	return slack.NewContextBlock("", elements...)
}

// inContext is the button that shows a citation in its context.
func inContext(c bot.Citation) *slack.ButtonBlockElement {
	if c.Article == "" {
		return nil
	}
	return button(ActionPassage, "Show in context", Place{Article: c.Article, Version: c.Version, Span: c.Span}.Value())
}

// tooLong says why a quotation isn't shown.
func tooLong(quote string) string {
	return fmt.Sprintf("The passage has %d characters, too many to show here; “Show in context” shows all of it.", utf8.RuneCountInString(quote))
}
