package bot

import (
	"cmp"
	"context"
	"slices"
)

// writeSummary has the language model, if there is one, say the points of a summary.
func (b *Bot) writeSummary(ctx context.Context, s *Summary) {
	if b.phraser == nil || len(s.Points) == 0 {
		return
	}
	var ids []int
	for _, p := range s.Points {
		ids = append(ids, b.cited(p.Citations)...)
	}
	m := b.inOrder(ids[:min(len(ids), 2*maxMaterial)])
	modelCtx, cancel := context.WithTimeout(ctx, b.modelTime(ctx, 0))
	defer cancel()
	Writing.Begin(ctx)
	draft, err := b.phraser.Summarise(modelCtx, s.Topic, m.materials())
	s.Usage.Add(draft.Usage)
	switch {
	case err != nil:
		s.Notice = noticeOf(err)
		return
	case !draft.Answerable:
		s.Notice = "The model finds no main points in the passages" + alone
		return
	}
	var kept []keptClaim
	if kept, s.Dropped, s.Notice = b.checked(ctx, draft.Claims, m); len(kept) == 0 {
		return
	}
	s.Mode = Model
	b.summed(s, kept)
}

// summed puts claims in the place of the points that carry them, and keeps the
// other points as they are. A further claim on a point finds room only where another
// stands for several.
func (b *Bot) summed(s *Summary, kept []keptClaim) {
	var points []SummaryPoint
	left, room := slices.Clone(s.Points), 0
	for _, k := range kept {
		taken := 0
		p := SummaryPoint{Text: k.text}
		has := func(c Citation) bool { return slices.Contains(k.ids, b.sentenceOf(c)) }
		for i := range left {
			if !slices.ContainsFunc(left[i].Citations, has) {
				continue
			}
			p.Citations = append(p.Citations, left[i].Citations...)
			left[i].Citations = nil
			taken++
		}
		if room += taken - 1; room < 0 {
			room = 0
			s.Dropped = append(s.Dropped, Dropped{Text: k.text, Reason: "says more of a point than there is room for"})
			continue
		}
		for _, id := range k.ids {
			sen := b.coverage.Sentences[id]
			if !slices.ContainsFunc(p.Citations, func(c Citation) bool { return b.sentenceOf(c) == id }) {
				p.Citations = append(p.Citations, b.citation(sen.Article, sen.Passage, sen.Span, nil, 0))
			}
		}
		slices.SortStableFunc(p.Citations, func(x, y Citation) int { // what carries the claim comes first
			return cmp.Compare(position(k.ids, b.sentenceOf(x)), position(k.ids, b.sentenceOf(y)))
		})
		points = append(points, p)
	}
	for _, p := range left {
		if len(p.Citations) > 0 {
			points = append(points, p)
		}
	}
	s.Points = points
	number := 0
	for i := range s.Points {
		for j := range s.Points[i].Citations {
			number++
			s.Points[i].Citations[j].Number = number
		}
	}
}

// position is where a list holds an id; behind its end if it doesn't.
func position(ids []int, id int) int {
	if i := slices.Index(ids, id); i >= 0 {
		return i
	}
	return len(ids)
}
