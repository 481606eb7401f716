package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cuttings/bot/claim"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// Limits of what a language model is given and of what is taken from it.
const (
	maxMaterial = 12 // sentences
	maxClaims   = 8
	// modelShare is how much of the time that is left the model may take.
	modelShare = 0.8
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
// sentences chosen and those around them.
func (b *Bot) write(ctx context.Context, f found, r *Reply) {
	if b.phraser == nil || !r.Answered {
		return
	}
	ids := b.cited(r.Citations)
	if len(ids) == 0 {
		return
	}
	m := b.material(ids, f)
	modelCtx, cancel := partOf(ctx)
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
	Checking.Begin(ctx)
	kept, dropped := b.kept(ctx, draft.Claims, m)
	r.Dropped = dropped
	if len(kept) == 0 {
		r.Notice = "Nothing that the model wrote is carried by the passages" + alone
		return
	}
	b.compose(r, kept, b.otherSides(f, ids, kept))
}

// alone ends a notice.
const alone = ": showing the quotations alone."

// partOf is a context that leaves some of the time until the deadline.
func partOf(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	left := time.Until(deadline)
	return context.WithTimeout(ctx, time.Duration(float64(left)*modelShare))
}

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

// cited are the sentences that citations quote.
func (b *Bot) cited(cs []Citation) []int {
	var out []int
	for _, c := range cs {
		if id := b.sentenceOf(c); id >= 0 && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// sentenceOf is the sentence in which a citation lies, or -1.
func (b *Bot) sentenceOf(c Citation) int {
	article := slices.IndexFunc(b.coverage.Articles, func(a corpus.Article) bool { return a.ID == c.Article })
	if article < 0 {
		return -1
	}
	for id := b.reports.First(article); id < b.reports.First(article+1); id++ {
		if b.coverage.Sentences[id].Span.Contains(c.Span) {
			return id
		}
	}
	return -1
}

// A materialList is what a model writes from: sentences in the order of their
// numbers, which count from 1.
type materialList struct {
	b   *Bot
	ids []int
}

// material chooses what the model writes from: the sentences chosen, those beside
// them, and the best others, in the order of their reports.
func (b *Bot) material(chosen []int, f found) materialList {
	ids := slices.Clone(chosen)
	add := func(id int) {
		if len(ids) < maxMaterial && !slices.Contains(ids, id) && !b.coverage.Sentences[id].Heading {
			ids = append(ids, id)
		}
	}
	for _, id := range chosen {
		article := b.coverage.Sentences[id].Article
		for _, n := range []int{id - 1, id + 1} {
			if n >= b.reports.First(article) && n < b.reports.First(article+1) {
				add(n)
			}
		}
	}
	for _, c := range f.candidates {
		if f.candidates[0].score-c.score > marginSide {
			break
		}
		add(c.Sentence)
	}
	return b.inOrder(ids)
}

// inOrder puts sentences in the order of their reports, the earliest first.
func (b *Bot) inOrder(ids []int) materialList {
	slices.SortFunc(ids, func(x, y int) int {
		ax, ay := b.coverage.Sentences[x].Article, b.coverage.Sentences[y].Article
		return cmp.Or(b.coverage.Articles[ax].Date().Compare(b.coverage.Articles[ay].Date()), cmp.Compare(ax, ay), cmp.Compare(x, y))
	})
	return materialList{b, ids}
}

// materials are the sentences by report.
func (m materialList) materials() []Material {
	var out []Material
	last := -1
	for _, id := range m.ids {
		s := m.b.coverage.Sentences[id]
		if s.Article != last {
			a := m.b.coverage.Articles[s.Article]
			heading := cmp.Or(a.Outlet, a.ID)
			if d := a.Date(); !d.IsZero() {
				heading += ", " + day(d)
			}
			out = append(out, Material{Heading: heading})
			last = s.Article
		}
		at := &out[len(out)-1]
		at.Sentences = append(at.Sentences, s.Text)
		at.Spans = append(at.Spans, s.Span)
	}
	return out
}

// sentences are those with the given numbers; others are passed over.
func (m materialList) sentences(numbers []int) []int {
	var out []int
	for _, n := range numbers {
		if n >= 1 && n <= len(m.ids) && !slices.Contains(out, m.ids[n-1]) {
			out = append(out, m.ids[n-1])
		}
	}
	return out
}

// A keptClaim is a claim with the sentences that carry it.
type keptClaim struct {
	text string
	ids  []int
}

// kept are the claims that sentences of the material carry, and the others with
// the reason why each fell.
func (b *Bot) kept(ctx context.Context, claims []Claim, m materialList) (out []keptClaim, dropped []Dropped) {
	for _, c := range claims {
		text := claim.Clean(c.Text)
		drop := func(reason string) { dropped = append(dropped, Dropped{Text: limited(text), Reason: reason}) }
		switch {
		case text == "":
			text = limited(strings.ToValidUTF8(c.Text, "\uFFFD"))
			drop("holds no words")
		case len(text) > claim.MaxBytes:
			drop("is too long")
		case len(out) == maxClaims:
			drop("is one too many")
		case slices.ContainsFunc(out, func(k keptClaim) bool { return retrieval.Fold(k.text) == retrieval.Fold(text) }):
			drop("says again what was said")
		default:
			ids, reason := b.claims.Carry(ctx, text, m.sentences(c.Sentences), m.ids)
			if reason != "" {
				drop(reason)
				continue
			}
			out = append(out, keptClaim{ended(text), ids})
		}
	}
	return out, dropped
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
// quotations of the other sides; citations are numbered in reading order.
func (b *Bot) compose(r *Reply, kept []keptClaim, others []int) {
	was := r.Citations
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
		p := Point{Text: k.text, Speaker: b.reports.Of(k.ids[0]).Display}
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
			r.Points = append(r.Points, Point{Speaker: b.reports.Of(id).Display, Citations: []int{n}})
		}
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
	modelCtx, cancel := partOf(ctx)
	defer cancel()
	Writing.Begin(ctx)
	draft, err := b.phraser.Summarise(modelCtx, s.Topic, m.materials())
	s.Usage.Add(draft.Usage)
	if err != nil {
		s.Notice = noticeOf(err)
		return
	}
	Checking.Begin(ctx)
	kept, dropped := b.kept(ctx, draft.Claims, m)
	s.Dropped = dropped
	if len(kept) == 0 {
		s.Notice = "Nothing that the model wrote is carried by the passages" + alone
		return
	}
	s.Mode = Model
	b.summed(s, kept)
}

// summed puts claims in the place of the points that carry them, and keeps the
// other points as they are.
func (b *Bot) summed(s *Summary, kept []keptClaim) {
	var points []SummaryPoint
	left := slices.Clone(s.Points)
	for _, k := range kept {
		p := SummaryPoint{Text: k.text}
		has := func(c Citation) bool { return slices.Contains(k.ids, b.sentenceOf(c)) }
		for i := range left {
			if !slices.ContainsFunc(left[i].Citations, has) {
				continue
			}
			p.Citations = append(p.Citations, left[i].Citations...)
			left[i].Citations = nil
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
	s.Points = points[:min(len(points), max(len(s.Points), 1))]
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

// rewritten is a follow-up as the model reads it, or empty where code's reading
// stands: a name or number in it that nobody mentioned isn't believed.
func (b *Bot) rewritten(ctx context.Context, before []Turn, text string) (string, Usage) {
	if b.phraser == nil || len(before) == 0 {
		return "", Usage{}
	}
	modelCtx, cancel := partOf(ctx)
	defer cancel()
	full, usage, err := b.phraser.Rewrite(modelCtx, before, text)
	full = claim.Clean(full)
	if err != nil || full == "" || len(full) > claim.MaxBytes {
		return "", usage
	}
	known := text
	for _, t := range before {
		known += ". " + t.Question + ". " + t.Reply.ReadAs
		for _, p := range t.Reply.Points {
			known += ". " + p.Speaker + ". " + p.Text
		}
		for _, c := range t.Reply.Citations {
			known += ". " + c.Quote
		}
	}
	if b.claims.Adds(full, known) {
		return "", usage
	}
	return full, usage
}
