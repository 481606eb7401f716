package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// A further sentence is quoted if its score lies at most so far below the best
// one's, in log-odds: the second best farther than others, unless the best is
// sure, for where the best is wrong it is most often right. The more words a
// sentence shares with the best (see [vocabulary.shared]) the likelier it
// answers too, and a list takes more than one fact: each widens the margin.
// Chosen on the developer questions: wider margins get hardly more right. Beside
// one that likely answers, none is quoted of which the reader is rather sure that
// it doesn't: of 21 such on reports held out of training none did.
const (
	marginSecond = 2.5
	sure         = 3.0
	marginMore   = 1.6
	marginShared = 2.0 // for one that shares all
	marginList   = 0.5
	marginNext   = 1.0  // for one next to the best, in a list
	leastMore    = -1.0 // log-odds
)

// choose picks the sentences to quote, best first: the best, the best of each
// part of the question, one for each side that the question wants heard, and
// those that answer nearly as well; each with what corrects it. It keeps to MaxCitations and
// MaxQuoted.
func (b *Bot) choose(f found) []*candidate {
	s := &selection{bot: b, room: MaxQuoted}
	best := f.candidates[0]
	if reply := b.replyTo(best, f); reply != nil {
		s.add(reply)
	}
	best.shorten(MaxQuoted)
	var likely []int
	for _, c := range f.candidates {
		if best.score-c.score <= marginSide {
			likely = append(likely, c.Sentence)
		}
	}
	add := func(c *candidate) bool {
		if !s.add(c) {
			return false
		}
		for _, id := range b.corrections(c.Sentence, likely) {
			s.add(b.candidate(id, f))
		}
		return true
	}
	add(best)
	for _, c := range slices.Concat(b.answering(f.parts), b.heard(f)) {
		if !add(c) && s.room >= minShortened && len(s.chosen) < MaxCitations && !s.repeats(c) {
			c.shorten(s.room)
			add(c)
		}
	}
	if c := f.counterpart(s.chosen); c != nil {
		add(c)
	}
	words := retrieval.ContentWords(best.sentence.Text)
	for i, c := range f.candidates[1:] {
		shared := b.vocabulary().shared(words, retrieval.ContentWords(c.sentence.Text))
		margin := marginMore + float64(marginShared*shared)
		if i == 0 && best.score < sure {
			margin += marginSecond - marginMore
		}
		if f.question.several {
			margin += marginList
			if c.near(best, 2) {
				margin += marginNext
			}
		}
		if c.asks() && !best.asks() {
			continue // whoever asks that doesn't say it
		}
		if !c.sentence.Heading && best.score-c.score <= margin && (c.LogOdds >= leastMore || best.LogOdds < 0) {
			add(c)
		}
	}
	return s.chosen
}

// replyTo is what somebody else in a transcript says behind a paragraph with a candidate that
// is a question: the first sentence that isn't thanks. Nil if there is nothing, or
// what whoever asks says was asked for.
func (b *Bot) replyTo(c *candidate, f found) *candidate {
	if !c.asks() || c.saidByAny(f.question.speakers) {
		return nil
	}
	all, next := b.coverage.Sentences, c.Sentence+1
	for next < len(all) && all[next].Passage == c.sentence.Passage {
		next++
	}
	if next == len(all) || all[next].Article != c.sentence.Article {
		return nil
	}
	s, who := all[next], b.reports.Of(next).Author
	if who == "" || who == c.voice.Author {
		return nil
	}
	if after := next + 1; thanking.MatchString(s.Text) && after < len(all) && all[after].Passage == s.Passage && all[after].Article == s.Article {
		next = after
	}
	return b.candidate(next, f)
}

// thanking matches what is said in a transcript before an answer, with its label.
var thanking = regexp.MustCompile(`^(?:[\p{Lu}.'’ -]+: )?(?:Well, |Yes, |Good morning, )?[Tt]hank`)

// candidate is the candidate of a sentence, whether or not it was found.
func (b *Bot) candidate(id int, f found) *candidate {
	if i := slices.IndexFunc(f.candidates, func(c *candidate) bool { return c.Sentence == id }); i >= 0 {
		return f.candidates[i]
	}
	return b.candidates([]retrieval.Hit{{Sentence: id}})[0]
}

// near reports whether a sentence is among the n before or behind another.
func (c *candidate) near(o *candidate, n int) bool {
	return c.sentence.Article == o.sentence.Article && c.Sentence-o.Sentence <= n && o.Sentence-c.Sentence <= n
}

// A selection is the sentences chosen, and the bytes that may still be quoted.
type selection struct {
	bot    *Bot
	chosen []*candidate
	room   int
}

// add chooses a candidate unless it is chosen already, says the same words, or
// doesn't fit; it reports whether c is among the chosen.
func (s *selection) add(c *candidate) bool {
	if slices.Contains(s.chosen, c) {
		return true
	}
	if len(s.chosen) == MaxCitations || c.span.Len() > s.room || s.repeats(c) {
		return false
	}
	s.chosen = append(s.chosen, c)
	s.room -= c.span.Len()
	return true
}

// repeats reports whether a sentence is quoted already, as part of a quotation or in the
// same words of the same report.
func (s *selection) repeats(c *candidate) bool {
	return slices.ContainsFunc(s.chosen, func(o *candidate) bool {
		return o.sentence.Article == c.sentence.Article && o.span.Contains(c.sentence.Span) || s.bot.reprints(o.Sentence, c.Sentence)
	})
}

// maxWhole is the most bytes to which a quotation is widened.
const maxWhole = 400

// whole is a sentence with those that the same quotation runs through, if they belong to
// one passage, are not long, and hold the quotation's beginning and its end.
func (b *Bot) whole(id int) corpus.Span {
	s, v := b.coverage.Sentences[id], b.reports.Of(id)
	first, last := b.coverage.Sentences[id-v.Before], b.coverage.Sentences[id+v.Behind]
	all := corpus.Span{Start: first.Span.Start, End: last.Span.End}
	if first.Passage != last.Passage || all.Len() > maxWhole {
		return s.Span
	}
	if _, open := voice.Unquoted(all.Of(b.coverage.Articles[s.Article].Text)); open {
		return s.Span
	}
	return all
}

// minShortened is the least that a sentence is cut to, in bytes.
const minShortened = 150

// shorten cuts the span to quote to at most limit bytes: to the sentence alone, and that
// at spaces if it can, with the answering words inside.
func (c *candidate) shorten(limit int) {
	if c.span.Len() > limit {
		c.span = c.sentence.Span
	}
	if c.span.Len() <= limit {
		return
	}
	text, base := c.sentence.Text, c.sentence.Span.Start
	start := 0
	if len(c.Words) > 0 {
		first, last := c.Words[0].Start-base, c.Words[len(c.Words)-1].End-base
		if last-first > limit { // can't hold all
			last = first
		}
		start = (first+last)/2 - limit/2
	}
	start = max(0, min(start, len(text)-limit))
	end := start + limit
	start, end = atSpaces(text, start, end)
	c.span = corpus.Span{Start: base + start, End: base + end}
}

// atSpaces moves the ends of a range inwards to the nearest white space within
// it, or to rune boundaries where there is none.
func atSpaces(text string, start, end int) (int, int) {
	for start < end && !utf8.RuneStart(text[start]) {
		start++
	}
	for end < len(text) && end > start && !utf8.RuneStart(text[end]) {
		end--
	}
	const reach = 60 // bytes; longer than words are
	if start > 0 && text[start-1] != ' ' {
		if i := strings.IndexByte(text[start:min(end, start+reach)], ' '); i >= 0 {
			start += i + 1
		}
	}
	if end < len(text) && text[end] != ' ' {
		from := max(start, end-reach)
		if i := strings.LastIndexByte(text[from:end], ' '); i > 0 {
			end = from + i
		}
	}
	return start, end
}
