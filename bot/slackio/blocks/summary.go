package blocks

import (
	"strings"

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
	out := sheet{said: line(s.Head(), 2*maxLine), searched: s.Coverage, notes: notes(s.Notice, s.Dropped)}
	for _, p := range s.Points {
		if len(p.Citations) == 0 {
			continue
		}
		if text := strings.TrimSpace(p.Text); text != "" {
			out.claims = append(out.claims, claim{text: text, cited: p.Citations, item: len(out.items)})
		}
		if !full {
			out.items = append(out.items, item{cited: &p.Citations[0], also: p.Citations[1:]})
			continue
		}
		for i, c := range p.Citations {
			next := item{cited: &c, repeats: quotes(p.Citations[:i], c.Quote)}
			if i > 0 {
				next.lead = "also in "
			}
			out.items = append(out.items, next)
		}
	}
	return out
}
