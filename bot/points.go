package bot

import "strings"

// points groups citations, numbered from 1 in the order of chosen, into
// statements: a citation joins the first point whose lead says the same in
// another report.
func (b *Bot) points(chosen []*candidate) []Point {
	type lead struct {
		statement
		article int
	}
	var out []Point
	var leads []lead
next:
	for i, c := range chosen {
		s := lead{b.statementOf(c.Sentence), c.sentence.Article}
		for j, l := range leads {
			if l.article != s.article && b.vocabulary().same(l.statement, s.statement) {
				out[j].Citations = append(out[j].Citations, i+1)
				continue next
			}
		}
		out = append(out, Point{Speaker: c.speaker(), Citations: []int{i + 1}})
		leads = append(leads, s)
	}
	return out
}

// speaker is the name of who speaks in a quotation; empty where that is only said beside
// its answering words: "requested by Russia" is nobody's, whatever officials say behind it.
func (c *candidate) speaker() string {
	within, all := 0, 0
	for _, w := range c.Words {
		from, to := w.Start-c.sentence.Span.Start, w.End-c.sentence.Span.Start
		within += max(0, min(to, c.voice.To)-max(from, c.voice.From))
		all += w.Len()
	}
	switch {
	case c.voice.Author != "" && !c.sentence.Heading:
		return c.voice.Author
	case 2*within < all, all == 0 && c.voice.From > 0:
		return ""
	}
	return c.voice.Display
}

// fromReport stands above what nobody says by name, behind what somebody says.
const fromReport = "From the report"

// Above says what stands above each point: who speaks, unless they do in the point before
// too, or that it is the report again; a claim of a language model has nothing above.
func (r Reply) Above() []string {
	out := make([]string, len(r.Points))
	before := ""
	for i, p := range r.Points {
		switch {
		case p.Text != "":
			before = ""
			continue
		case sameSpeaker(p.Speaker, before):
		case p.Speaker == "":
			out[i] = fromReport
		default:
			out[i] = p.Speaker
		}
		before = p.Speaker
	}
	return out
}

// sameSpeaker reports whether two names are one, or one the end of the other: Ushakov and
// Yuri Ushakov. None is only none.
func sameSpeaker(a, b string) bool {
	return a == b || a != "" && b != "" && (strings.HasSuffix(a, " "+b) || strings.HasSuffix(b, " "+a))
}

// speakerOf is the name of who vouches for a sentence as a whole; empty if nobody does.
func (b *Bot) speakerOf(id int) string {
	a := b.reports.Of(id)
	if a.To-a.From < len(b.coverage.Sentences[id].Text) {
		return ""
	}
	return a.Display
}
