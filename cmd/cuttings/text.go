package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"cuttings/bot"
	"cuttings/corpus"
)

// reply renders a reply for reading.
func (s screen) reply(r bot.Reply) string {
	var b strings.Builder
	if r.ReadAs != "" {
		s.write(&b, 0, 2, new(rich).add(faint, "Read as: "+r.ReadAs))
		b.WriteByte('\n')
	}
	switch {
	case r.Answered:
		s.points(&b, r)
	case r.Reason == bot.Unsure && len(r.Closest) > 0:
		s.write(&b, 0, 0, new(rich).add(bold, r.Why).add(plain, " The closest passages, which may not answer:"))
		for _, c := range r.Closest {
			b.WriteByte('\n')
			s.citation(&b, c)
		}
	default:
		s.write(&b, 0, 0, new(rich).add(bold, r.Why).add(plain, " "+r.Coverage.String()))
		if len(r.Closest) > 0 {
			b.WriteByte('\n')
			c := r.Closest[0]
			s.source(&b, 0, new(rich).add(plain, "The nearest article is ").add(mark, number(c)).add(plain, " "), c)
		}
	}
	s.notice(&b, r.Notice)
	return b.String()
}

// points renders the points of an answer: each says who speaks, what, and where
// it stands.
func (s screen) points(b *strings.Builder, r bot.Reply) {
	above := r.Above()
	first := !s.claims(b, r)
	shown := map[int]bool{}
	for k, p := range r.Points {
		cited := slices.DeleteFunc(citations(r, p.Citations), func(c bot.Citation) bool { return shown[c.Number] })
		if len(cited) == 0 {
			continue
		}
		for _, c := range cited {
			shown[c.Number] = true
		}
		if !first {
			b.WriteByte('\n')
		}
		first = false
		if p.Text != "" {
			for i, c := range cited {
				if i > 0 {
					b.WriteByte('\n')
				}
				s.citation(b, c)
			}
			continue
		}
		if above[k] != "" {
			s.write(b, 0, 0, new(rich).add(speaker, above[k]+":"))
		}
		s.statement(b, cited)
	}
	for _, m := range r.Missing {
		b.WriteByte('\n')
		s.write(b, 0, 0, new(rich).add(bold, m))
	}
}

// claims renders what a language model wrote, with the marks of the citations that
// follow; it reports whether there was any.
func (s screen) claims(b *strings.Builder, r bot.Reply) bool {
	any := false
	for _, p := range r.Points {
		if p.Text == "" {
			continue
		}
		line := new(rich).add(plain, p.Text)
		for _, c := range citations(r, p.Citations) {
			line.add(plain, " ").add(mark, number(c))
		}
		s.write(b, 0, 0, line)
		any = true
	}
	return any
}

// statement renders citations that say one thing: the first is quoted.
func (s screen) statement(b *strings.Builder, cited []bot.Citation) {
	s.citation(b, cited[0])
	for _, c := range cited[1:] {
		s.source(b, len(number(cited[0]))+1, new(rich).add(plain, "also in ").add(mark, number(c)).add(plain, " "), c)
	}
}

// citations returns the citations of r with these numbers.
func citations(r bot.Reply, numbers []int) []bot.Citation {
	var out []bot.Citation
	for _, n := range numbers {
		if i := slices.IndexFunc(r.Citations, func(c bot.Citation) bool { return c.Number == n }); i >= 0 {
			out = append(out, r.Citations[i])
		}
	}
	return out
}

// citation renders a quotation as a block, the words that answer set off, with
// its source below.
func (s screen) citation(b *strings.Builder, c bot.Citation) {
	q := new(rich).add(mark, number(c)).add(plain, " ")
	indent := len(q.text)
	at := 0
	for _, w := range wordsIn(c) {
		q.add(plain, c.Quote[at:w.Start]).add(bold, c.Quote[w.Start:w.End])
		at = w.End
	}
	q.add(plain, c.Quote[at:])
	s.write(b, 0, indent, q)
	s.source(b, indent, new(rich), c)
}

// number is a citation's mark.
func number(c bot.Citation) string { return fmt.Sprintf("[%d]", c.Number) }

// wordsIn returns the places of the answering words in c.Quote, in order and
// apart from each other.
func wordsIn(c bot.Citation) []corpus.Span {
	words := slices.SortedFunc(slices.Values(c.Words), func(x, y corpus.Span) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	var out []corpus.Span
	at := 0
	for _, w := range words {
		start, end := max(w.Start-c.Span.Start, at), min(w.End-c.Span.Start, len(c.Quote))
		if start < end {
			out = append(out, corpus.Span{Start: start, End: end})
			at = end
		}
	}
	return out
}

// source renders where a citation stands: the article's heading, who published
// it, when, and its id. The heading leads to the article's address; where it
// can't be clicked, the address follows. A line ends between two of these
// rather than inside one, and what follows stands in further. The first line
// begins with what line holds already.
func (s screen) source(b *strings.Builder, indent int, line *rich, c bot.Citation) {
	parts := []string{c.Heading, c.Outlet, date(c.Published), c.Article}
	if !s.links {
		parts = append(parts, c.URL)
	}
	const between = " · "
	const further = 2
	first := indent
	begun := false // the line holds a part
	for i, part := range parts {
		if part == "" {
			continue
		}
		if begun && columns(line.text+between+printable(part)) > s.width-first {
			s.write(b, first, indent+further, line)
			line, begun, first = new(rich), false, indent+further
		}
		if begun {
			line.add(faint, between)
		}
		begun = true
		if i == 0 {
			line.addLink(faint, part, c.URL)
		} else {
			line.add(faint, part)
		}
	}
	s.write(b, first, indent+further, line)
}

// date is a day for reading; empty if it isn't known.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// summary renders the main points.
func (s screen) summary(sum bot.Summary) string {
	var b strings.Builder
	s.write(&b, 0, 0, new(rich).add(bold, sum.Head()).add(plain, " "+sum.Coverage.String()))
	for _, p := range sum.Points {
		if len(p.Citations) == 0 {
			continue
		}
		b.WriteByte('\n')
		if p.Text != "" {
			s.write(&b, 0, 0, new(rich).add(plain, p.Text))
		}
		s.statement(&b, p.Citations)
	}
	s.notice(&b, sum.Notice)
	return b.String()
}

// notice says why a language model wrote nothing, if there is one to say it of.
func (s screen) notice(b *strings.Builder, text string) {
	if text != "" {
		b.WriteByte('\n')
		s.write(b, 0, 0, new(rich).add(faint, text))
	}
}

// sourceList renders a list of articles for a narrow screen, each as below a citation.
func (s screen) sourceList(list []bot.Source) string {
	var b strings.Builder
	for i, src := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		s.source(&b, 0, new(rich), bot.Citation{Heading: src.Heading, Outlet: src.Outlet, Published: src.Published, URL: src.URL, Article: src.Article})
		s.write(&b, 2, 2, new(rich).add(faint, fmt.Sprintf("passages: %d", src.Passages)))
	}
	return b.String()
}

// noSources says why no article is listed.
func (s screen) noSources(why string) string {
	var b strings.Builder
	s.write(&b, 0, 0, new(rich).add(bold, why))
	return b.String()
}

// heading renders a question above its reply.
func (s screen) heading(question string) string {
	var b strings.Builder
	s.write(&b, 0, 2, new(rich).add(mark, "> ").add(bold, question))
	return b.String()
}

// sources renders a list of articles as a table. Only on a terminal are headings
// cut short, to fit its width; where too little is left of them, there is no table.
func (s screen) sources(list []bot.Source) string {
	rows := [][]string{{"DATE", "OUTLET", "TITLE", "PASSAGES", "ARTICLE"}}
	for _, src := range list {
		day := ""
		if !src.Published.IsZero() {
			day = src.Published.Format(time.DateOnly)
		}
		rows = append(rows, []string{day, src.Outlet, src.Heading, fmt.Sprint(src.Passages), src.Article})
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = cmp.Or(printable(cell), "–")
			widths[i] = max(widths[i], columns(row[i]))
		}
	}
	const title, gap, minTitle = 2, 2, 10
	if s.terminal {
		total := gap * (len(widths) - 1)
		for _, w := range widths {
			total += w
		}
		if total > s.width {
			if widths[title] -= total - s.width; widths[title] < minTitle {
				return s.sourceList(list)
			}
		}
	}
	var b strings.Builder
	for n, row := range rows {
		for i, cell := range row {
			cell = cutTo(cell, widths[i])
			blank := strings.Repeat(" ", widths[i]-columns(cell))
			switch {
			case n == 0:
				cell = s.paint(bold, cell)
			case i == title:
				cell = s.link(list[n-1].URL, cell)
			case i == len(row)-1:
				cell = s.paint(faint, cell)
			}
			if i < len(row)-1 {
				cell += blank + strings.Repeat(" ", gap)
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
