package bot

import (
	"fmt"
	"strings"

	"cuttings/corpus"
)

// cite makes a citation of a candidate: its words are read from the article's text.
func (b *Bot) cite(c *candidate, number int) Citation {
	return b.citation(c.sentence.Article, c.sentence.Passage, c.span, c.Words, number)
}

func (b *Bot) citation(article, passage int, span corpus.Span, words []corpus.Span, number int) Citation {
	a := b.coverage.Articles[article]
	out := Citation{
		Number:    number,
		Article:   a.ID,
		Version:   a.Version,
		Title:     a.Title,
		Heading:   b.heading(article),
		Outlet:    a.Outlet,
		Published: a.Date(),
		URL:       a.URL,
		Passage:   fmt.Sprintf("%s#%d", a.ID, passage),
		Span:      span,
		Quote:     span.Of(a.Text),
	}
	for _, w := range words {
		if span.Contains(w) {
			out.Words = append(out.Words, w)
		}
	}
	return out
}

// headingWords is how many first words stand for a title that isn't stated.
const headingWords = 8

// heading is an article's title, or else its first words.
func (b *Bot) heading(article int) string {
	if t := b.coverage.Articles[article].Title; t != "" {
		return t
	}
	all := b.reports.Sentences(article)
	if len(all) == 0 {
		return ""
	}
	words := strings.Fields(all[0].Text)
	if len(words) > headingWords {
		return strings.Join(words[:headingWords], " ") + " …"
	}
	return strings.Join(words, " ")
}

// closest cites the n best candidates.
func (b *Bot) closest(f found, n int) []Citation {
	s := &selection{bot: b, room: MaxQuoted}
	for _, c := range f.candidates {
		if len(s.chosen) == n {
			break
		}
		c.shorten(MaxQuoted)
		s.add(c)
	}
	var out []Citation
	for i, c := range s.chosen {
		out = append(out, b.cite(c, i+1))
	}
	return out
}
