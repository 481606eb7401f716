package blocks

import (
	"fmt"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// Summary renders a summary.
func Summary(s bot.Summary, ref Ref, o AnswerOptions) Message {
	return summarySheet(s, false).message(ref, o)
}

// SummaryModal renders a page, counted from 0, of all of a summary: also what
// the further reports say.
func SummaryModal(s bot.Summary, ref Ref, page int) slack.ModalViewRequest {
	return summarySheet(s, true).modal("The whole summary", ref, page)
}

// summarySheet quotes the first citation of each point; in full all of them.
func summarySheet(s bot.Summary, full bool) sheet {
	out := sheet{said: summaryHead(s), searched: s.Coverage}
	for _, p := range s.Points {
		for i, c := range p.Citations {
			next := item{cited: &c, repeats: quotes(p.Citations[:i], c.Quote)}
			if i > 0 {
				next.lead = "also in "
			}
			if !full {
				next.also = p.Citations[1:]
			}
			out.items = append(out.items, next)
			if !full {
				break
			}
		}
	}
	return out
}

// summaryHead says what the summary is of.
func summaryHead(s bot.Summary) string {
	topic := line(s.Topic, maxHeading)
	switch {
	case len(s.Points) == 0 && topic == "":
		return "The coverage has no main points."
	case len(s.Points) == 0:
		return fmt.Sprintf("The coverage says nothing on %s.", quoted(topic))
	case topic == "":
		return "The main points of the coverage."
	}
	return fmt.Sprintf("The main points on %s.", quoted(topic))
}
