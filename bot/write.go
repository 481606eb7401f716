package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cuttings/bot/claim"
	"cuttings/retrieval"
)

// Limits of what is taken from a language model.
const (
	maxClaims = 8
	// modelShare is how much of the time that is left the model may take.
	modelShare = 0.8
	// rewritingShare is how much of its time it may take to rewrite a follow-up, up
	// to maxRewriting: the rest is for writing.
	rewritingShare = 0.2
	maxRewriting   = 8 * time.Second
)

// WithPhraser returns a copy of the bot that has a language model write what it
// answers and sums up. Which sentences answer, and whether any do, stays the
// bot's own decision; where the model fails, the quotations stand alone.
func (b *Bot) WithPhraser(p Phraser) *Bot {
	c := *b
	c.phraser = p
	return &c
}

// write has the language model, if there is one, write an answer from the
// sentences chosen and those around them, in the time that a rewriting has left. A
// server that failed in that isn't asked again.
func (b *Bot) write(ctx context.Context, f found, before rewriting, r *Reply) {
	if b.phraser == nil || !r.Answered {
		return
	}
	if before.failed != nil {
		r.Notice = noticeOf(before.failed)
		return
	}
	ids := b.cited(r.Citations)
	if len(ids) == 0 {
		return
	}
	m := b.material(ids, f)
	modelCtx, cancel := context.WithTimeout(ctx, b.modelTime(ctx, before.took))
	defer cancel()
	Writing.Begin(ctx)
	draft, err := b.phraser.Phrase(modelCtx, f.res.Question, m.materials())
	r.Usage.Add(draft.Usage)
	switch {
	case err != nil:
		r.Notice = noticeOf(err)
		return
	case !draft.Answerable:
		r.Notice = "The model finds no answer in the passages" + alone
		return
	}
	var kept []keptClaim
	if kept, r.Dropped, r.Notice = b.checked(ctx, draft.Claims, m); len(kept) == 0 {
		return
	}
	b.compose(r, kept, b.otherSides(f, ids, kept))
}

// alone ends a notice.
const alone = ": showing the quotations alone."

// modelTime is the most time that the model may take from now on for a question for
// which it has taken some: what is left of its own, and not all until the deadline.
func (b *Bot) modelTime(ctx context.Context, taken time.Duration) time.Duration {
	most := b.phraser.Timeout() - taken
	if deadline, ok := ctx.Deadline(); ok {
		most = min(most, shareOf(time.Until(deadline), modelShare))
	}
	return most
}

func shareOf(d time.Duration, share float64) time.Duration { return time.Duration(float64(d) * share) }

// noticeOf says why the model wrote nothing.
func noticeOf(err error) string {
	var p *PhraseError
	switch {
	case errors.As(err, &p) && p.Reason != "":
		return sentence(strings.TrimRight(p.Reason, ". ")) + alone
	case errors.Is(err, context.DeadlineExceeded):
		return "The model took too long" + alone
	case errors.Is(err, context.Canceled):
		return "The model was interrupted" + alone
	}
	return "The model failed" + alone
}

// checked are the claims that may be shown, and the others; if none may, the notice
// says why.
func (b *Bot) checked(ctx context.Context, claims []Claim, m materialList) (kept []keptClaim, dropped []Dropped, notice string) {
	Checking.Begin(ctx)
	kept, dropped, err := b.kept(ctx, claims, m)
	switch {
	case err != nil:
		return nil, nil, "There was no time to check what the model wrote" + alone
	case len(kept) == 0:
		return nil, dropped, "Nothing that the model wrote is carried by the passages" + alone
	}
	return kept, dropped, ""
}

// A keptClaim is a claim with the sentences that carry it.
type keptClaim struct {
	text string
	ids  []int
}

// repeats reports whether another claim, resting on some of its sentences, has no word
// of content that it hasn't.
func (k keptClaim) repeats(o keptClaim) bool {
	return !slices.ContainsFunc(o.ids, func(id int) bool { return !slices.Contains(k.ids, id) }) &&
		holdsAll(retrieval.ContentWords(k.text), retrieval.ContentWords(o.text))
}

// kept are the claims that sentences of the material carry, and the others with
// the reason why each fell. An error is of a context that ended before all were checked.
func (b *Bot) kept(ctx context.Context, claims []Claim, m materialList) (out []keptClaim, dropped []Dropped, err error) {
	const again = "says again what was said"
	for _, c := range claims {
		text := claim.Clean(c.Text)
		words := retrieval.Folded(text)
		drop := func(reason string) { dropped = append(dropped, Dropped{Text: limited(text), Reason: reason}) }
		switch {
		case ctx.Err() != nil:
			return nil, nil, ctx.Err()
		case text == "":
			text = limited(strings.ToValidUTF8(c.Text, "\uFFFD"))
			drop("holds no words")
		case len(text) > claim.MaxBytes:
			drop("is too long")
		case c.Unread != "":
			drop(c.Unread)
		case len(out) == maxClaims:
			drop("is one too many")
		case slices.ContainsFunc(out, func(k keptClaim) bool { return slices.Equal(retrieval.Folded(k.text), words) }):
			drop(again)
		default:
			ids, reason := b.claims.Carry(ctx, text, m.sentences(c.Sentences), m.ids)
			if reason != "" && ctx.Err() != nil { // then it may not be for that
				return nil, nil, ctx.Err()
			}
			next := keptClaim{ended(text), ids}
			switch {
			case reason != "":
				drop(reason)
			case slices.ContainsFunc(out, func(k keptClaim) bool { return k.repeats(next) }):
				drop(again)
			default:
				out = append(out, next)
			}
		}
	}
	return out, dropped, nil
}

func limited(s string) string {
	if len(s) <= claim.MaxBytes {
		return s
	}
	return strings.ToValidUTF8(s[:claim.MaxBytes], "") + " …"
}

// ended is a claim with a full stop.
func ended(text string) string {
	if strings.HasSuffix(strings.TrimRight(text, `"”’')`), ".") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?") {
		return text
	}
	return strings.TrimRight(text, ",;: ") + "."
}

// compose puts the claims in the place of a reply's points, and behind them the
// quotations of the other sides; citations are numbered in reading order. If none of
// them fits, the reply stays as it is.
func (b *Bot) compose(r *Reply, kept []keptClaim, others []int) {
	was, said := r.Citations, r.Points
	r.Mode, r.Points, r.Citations = Model, nil, nil
	number := map[int]int{} // of the sentences cited
	room := MaxQuoted
	cite := func(id int) int {
		if n := number[id]; n > 0 {
			return n
		}
		s := b.coverage.Sentences[id]
		c := b.citation(s.Article, s.Passage, s.Span, nil, len(r.Citations)+1)
		if i := slices.IndexFunc(was, func(o Citation) bool { return b.sentenceOf(o) == id }); i >= 0 {
			c = was[i]
			c.Number = len(r.Citations) + 1
		}
		if len(r.Citations) == MaxCitations || len(r.Citations) > 0 && c.Span.Len() > room {
			return 0
		}
		room -= c.Span.Len()
		r.Citations = append(r.Citations, c)
		number[id] = c.Number
		return c.Number
	}
	for _, k := range kept {
		p := Point{Text: k.text, Speaker: b.speakerOf(k.ids[0])}
		before, left := len(r.Citations), room
		for _, id := range k.ids {
			if n := cite(id); n > 0 {
				p.Citations = append(p.Citations, n)
			}
		}
		if len(p.Citations) < len(k.ids) { // never a claim without all that carries it
			for _, c := range r.Citations[before:] {
				for id, n := range number {
					if n == c.Number {
						delete(number, id)
					}
				}
			}
			r.Citations, room = r.Citations[:before], left
			r.Dropped = append(r.Dropped, Dropped{Text: k.text, Reason: "quotes more than one answer holds"})
			continue
		}
		r.Points = append(r.Points, p)
	}
	for _, id := range others {
		if n := cite(id); n > 0 {
			r.Points = append(r.Points, Point{Speaker: b.speakerOf(id), Citations: []int{n}})
		}
	}
	if len(r.Points) == 0 {
		r.Mode, r.Points, r.Citations = Extractive, said, was
		r.Notice = "What the model wrote rests on more than one answer quotes" + alone
	}
}

// otherSides are the chosen sentences by which a side is heard that none of the
// claims lets be heard: those that the question wants heard, and the best, if the
// claims leave it to the others.
func (b *Bot) otherSides(f found, chosen []int, kept []keptClaim) []int {
	carried := func(test func(id int) bool) bool {
		return slices.ContainsFunc(kept, func(k keptClaim) bool { return slices.ContainsFunc(k.ids, test) })
	}
	heard := b.heard(f)
	var out []int
	for _, c := range heard {
		if !slices.Contains(chosen, c.Sentence) || slices.Contains(out, c.Sentence) {
			continue
		}
		side := b.sideOf(c.Sentence)
		if !carried(func(id int) bool {
			return id == c.Sentence || side != "" && b.sideOf(id) == side && !contrast.MatchString(c.sentence.Text)
		}) {
			out = append(out, c.Sentence)
		}
	}
	if len(heard) == 0 {
		return nil
	}
	best := chosen[0]
	if side := b.sideOf(best); side != "" && !slices.Contains(out, best) &&
		!carried(func(id int) bool { return id == best || b.sideOf(id) == side }) {
		out = append(out, best)
	}
	return out
}

// sideOf is the government or else the source that speaks in a sentence.
func (b *Bot) sideOf(id int) string {
	source := b.reports.Of(id).Source
	return cmp.Or(b.reports.CampOf(source), source)
}
