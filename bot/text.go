package bot

import (
	"fmt"
	"strings"
	"time"

	"cuttings/bot/voice"
)

// Text is the reply in plain words, with citations marked as [1].
func (r Reply) Text() string {
	var b strings.Builder
	switch {
	case r.Answered:
		for i, p := range r.Points {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(r.PointText(p))
		}
		for _, m := range r.Missing {
			b.WriteString("\n" + m)
		}
	case len(r.Closest) > 0 && r.Reason == Unsure:
		fmt.Fprintf(&b, "%s The closest passages, which may not answer:", r.Why)
		for _, c := range r.Closest {
			fmt.Fprintf(&b, "\n%s [%d]", quotation(c.Quote), c.Number)
		}
	default:
		b.WriteString(r.Why + " " + r.Coverage.String())
		if len(r.Closest) > 0 {
			c := r.Closest[0]
			fmt.Fprintf(&b, " The nearest article is “%s” [%d].", c.Heading, c.Number)
		}
	}
	return b.String()
}

// PointText is one point: the claim of a language model with the marks of what
// carries it, or a quotation, and where else the same stands.
func (r Reply) PointText(p Point) string {
	if p.Text != "" {
		return p.Text + marks(p.Citations)
	}
	lead := r.Citations[p.Citations[0]-1]
	s := fmt.Sprintf("%s [%d]", quotation(lead.Quote), lead.Number)
	if len(p.Citations) > 1 {
		var also []string
		for _, n := range p.Citations[1:] {
			also = append(also, fmt.Sprintf("[%d]", n))
		}
		s += " (also in " + strings.Join(also, ", ") + ")"
	}
	return s
}

// marks are the marks of citations, each behind a space.
func marks(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, " [%d]", n)
	}
	return b.String()
}

// quotation sets a quotation in marks, unless it begins with one of its own that is closed.
func quotation(s string) string {
	if _, open := voice.Unquoted(s); !open && (strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`)) {
		return s
	}
	return quoted(s)
}

func quoted(s string) string { return "“" + s + "”" }

// String says what was searched: "Searched 5 articles of 31 December 2021."
func (c Coverage) String() string {
	s := fmt.Sprintf("Searched %d articles", c.Articles)
	if c.Articles == 1 {
		s = "Searched 1 article"
	}
	switch {
	case c.From.IsZero():
	case c.From.Equal(c.To) || day(c.From) == day(c.To):
		s += " of " + day(c.From)
	default:
		s += " from " + day(c.From) + " to " + day(c.To)
	}
	return s + "."
}

func day(t time.Time) string { return t.Format("2 January 2006") }
