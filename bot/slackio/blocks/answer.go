package blocks

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// AnswerOptions say how an answer is shown.
type AnswerOptions struct {
	// Heading stands above it: "Your daily digest".
	Heading string
	// Restate repeats the question: others can't see what was asked with a command.
	Restate bool
	// Ephemeral: only the asker sees it. It has a button to share it.
	Ephemeral bool
}

// Answer renders a reply. Without an id in ref it has no buttons for feedback,
// for sharing and for what isn't shown.
func Answer(r bot.Reply, ref Ref, o AnswerOptions) Message {
	return answerSheet(r).message(ref, o)
}

// AnswerModal renders a page, counted from 0, of all of a reply.
func AnswerModal(r bot.Reply, ref Ref, page int) slack.ModalViewRequest {
	return answerSheet(r).modal("The whole answer", ref, page)
}

func answerSheet(r bot.Reply) sheet {
	s := sheet{asked: r.Question, searched: r.Coverage}
	if q := line(r.ReadAs, maxQuestion); q != "" {
		s.head = append(s.head, "Read as: "+q)
	}
	if r.Answered {
		s.claims, s.items = answerItems(r)
	}
	if len(s.items) == 0 {
		s.refuse(r)
	}
	s.foot = missing(r.Missing)
	s.notes = notes(r.Notice, r.Dropped)
	return s
}

// missing says which parts of the question aren't answered.
func missing(parts []string) []string {
	const most = 5
	var out []string
	for i, m := range parts {
		if i == most {
			n := len(parts) - most
			return append(out, fmt.Sprintf("And %s more without an answer.", count(n, "part")))
		}
		if m = line(m, maxLine); m != "" {
			out = append(out, m)
		}
	}
	return out
}

// refuse says why a reply doesn't answer, with what is nearest.
func (s *sheet) refuse(r bot.Reply) {
	s.said = cmp.Or(line(r.Why, 2*maxLine), "The coverage doesn't say.")
	nearest := r.Closest
	switch {
	case len(nearest) == 0:
	case r.Reason == bot.Unsure:
		s.then = "The closest passages, which may not answer:"
	default:
		s.then = "The nearest passage, which doesn't answer:"
		if len(nearest) > 1 {
			s.then = "The nearest passages, which don't answer:"
		}
	}
	for _, c := range nearest {
		if r.Reason != bot.Unsure {
			c.Words = nil // nothing in it answers
		}
		s.items = append(s.items, item{cited: &c})
	}
}

// notes say what else a reader should know of how it was written.
func notes(notice string, dropped []bot.Dropped) []string {
	var out []string
	if notice = line(notice, maxLine); notice != "" {
		out = append(out, notice)
	}
	switch n := len(dropped); n {
	case 0:
	case 1:
		out = append(out, "Left out: a statement that the passages don't carry, or that repeats another.")
	default:
		out = append(out, fmt.Sprintf("Left out: %d statements that the passages don't carry, or that repeat others.", n))
	}
	return out
}

// answerItems are the claims of an answer and its citations, point by point. A
// citation of no point is a point of its own.
func answerItems(r bot.Reply) (claims []claim, items []item) {
	cited := map[int]bot.Citation{}
	for _, c := range r.Citations {
		if _, ok := cited[c.Number]; !ok {
			cited[c.Number] = c
		}
	}
	shown := map[int]bool{}
	heads := r.Above()
	for k, p := range r.Points {
		point := pick(cited, p.Citations)
		if len(point) == 0 {
			continue
		}
		text, above := strings.TrimSpace(p.Text), ""
		if heads[k] != "" {
			above = line(heads[k], maxName) + ":"
		}
		first := len(items)
		for i, c := range point {
			if shown[c.Number] {
				continue
			}
			shown[c.Number] = true
			next := item{above: above, cited: &c, repeats: quotes(point[:i], c.Quote)}
			if i > 0 && text == "" {
				next.above, next.lead = "", "also in "
			}
			items = append(items, next)
		}
		if text != "" {
			if len(items) == first { // it rests on what stands above
				items = append(items, item{})
			}
			claims = append(claims, claim{text: text, cited: point, item: first})
		}
	}
	for _, c := range r.Citations {
		if !shown[c.Number] {
			shown[c.Number] = true
			items = append(items, item{cited: &c})
		}
	}
	return claims, items
}

// pick are the citations of these numbers, each once.
func pick(cited map[int]bot.Citation, numbers []int) []bot.Citation {
	var out []bot.Citation
	for _, n := range numbers {
		if c, ok := cited[n]; ok && !slices.ContainsFunc(out, func(d bot.Citation) bool { return d.Number == n }) {
			out = append(out, c)
		}
	}
	return out
}

// quotes reports whether one of the citations quotes the same words.
func quotes(cs []bot.Citation, quote string) bool {
	return slices.ContainsFunc(cs, func(c bot.Citation) bool { return c.Quote == quote })
}
