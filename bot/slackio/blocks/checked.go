package blocks

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// Checked renders what the coverage says to a text.
func Checked(c bot.Checked, ref Ref, o AnswerOptions) Message {
	return checkedSheet(c).message(ref, o)
}

// CheckedModal renders a page, counted from 0, of all of what the coverage says
// to a text.
func CheckedModal(c bot.Checked, ref Ref, page int) slack.ModalViewRequest {
	return checkedSheet(c).modal("The whole check", ref, page)
}

func checkedSheet(c bot.Checked) sheet {
	out := sheet{searched: c.Coverage}
	verdicts := map[bot.Verdict]int{}
	for _, s := range c.Statements {
		verdicts[s.Verdict]++
		first := item{above: verdictLine(s), after: line(s.Why, maxLine)}
		if len(s.Citations) == 0 {
			out.items = append(out.items, first)
			continue
		}
		for i, cited := range s.Citations {
			next := item{cited: &cited, repeats: quotes(s.Citations[:i], cited.Quote)}
			if i == 0 {
				next.above, next.after = first.above, first.after
			}
			out.items = append(out.items, next)
		}
	}
	out.said = "There is no statement in it to check."
	if n := len(c.Statements); n > 0 {
		out.said = checkedHead(n, verdicts)
	}
	if c.Left > 0 {
		out.said += " The text holds " + count(c.Left, "more statement") + ", which I haven't checked."
	}
	return out
}

// verdictLine says of a statement how the coverage stands to it.
func verdictLine(s bot.CheckedStatement) string {
	const most = 600
	verdict := "Not in the coverage"
	switch s.Verdict {
	case bot.Supported:
		verdict = "Supported"
	case bot.Contradicted:
		verdict = "Contradicted"
	}
	return verdict + ": " + quoted(line(s.Text, most))
}

// checkedHead counts the statements: "3 statements: 1 supported, 2 contradicted."
func checkedHead(n int, verdicts map[bot.Verdict]int) string {
	var parts []string
	rest := n
	for _, v := range []bot.Verdict{bot.Supported, bot.Contradicted} {
		if verdicts[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", verdicts[v], v))
			rest -= verdicts[v]
		}
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprintf("%d %s", rest, bot.NotThere))
	}
	return count(n, "statement") + ": " + strings.Join(parts, ", ") + "."
}
