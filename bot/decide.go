package bot

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"

	"cuttings/bot/logistic"
	"cuttings/retrieval"
)

type decision int

const (
	refuse decision = iota
	unsure
	answer
)

//go:embed decision.json
var decisionJSON []byte

// fitted decides by the [signals] of the best candidate on the probability that it
// answers: above the one threshold the reply answers, below the other it refuses, between
// them it is unsure. TestCalibration fits it.
var fitted = func() logistic.Decision {
	d, err := logistic.Read(decisionJSON, len(signals{}.vector()))
	if err != nil {
		panic(fmt.Sprintf("bot: decision.json: %v", err))
	}
	return d
}()

// hopeless reports whether nothing can answer: nothing was found, or it's known why not,
// or the question asks for nothing of a kind in words that the coverage never uses: "bye".
func (f found) hopeless() bool {
	if len(f.candidates) == 0 || f.never != "" {
		return true
	}
	content := contentOf(f.res.Words)
	return f.question.kind == kindOther && len(content) > 0 && !f.res.Signals.Foreign &&
		!slices.ContainsFunc(content, func(w retrieval.Word) bool { return !slices.Contains(f.res.Signals.Unknown, w.Text) })
}

// probability that the best candidate answers; 0 without one, or where none can.
func (f found) probability() float64 {
	if f.hopeless() {
		return 0
	}
	return fitted.Probability(f.signals().vector())
}

// score is how probable it is that all that is asked is answered: as the least sure part.
func (f found) score() float64 {
	least := f.probability()
	for _, p := range f.parts {
		least = min(least, p.probability())
	}
	return least
}

// decide says whether the best candidate answers. What the author of a statement says in it of
// all that they are asked about does, however the reader takes a sentence that names no speaker
// (no question of the calibration turns on that). Of a question that names nothing, such as
// "what?" or "who did it?", nobody can tell.
func decide(f found) decision {
	switch p := f.probability(); {
	case f.hopeless():
		return refuse
	case f.res.Signals.Foreign, len(contentOf(f.res.Words)) == 0:
		return unsure
	case p >= fitted.Answer, f.candidates[0].voice.Author != "" && f.speaksOfIt(f.candidates[:1]):
		return answer
	case p >= fitted.Refuse, f.speaksOfIt(f.candidates):
		return unsure
	}
	return refuse
}

// speaksOfIt reports whether somebody whose words are asked for speaks, in one of some
// candidates, of all that they are asked about by its words. That they say nothing of it is
// then not for us to tell.
func (f found) speaksOfIt(candidates []*candidate) bool {
	q := f.question
	return len(q.askedAbout()) > 0 && slices.ContainsFunc(candidates, q.speaksIn)
}

// spoken is f with no candidates but what somebody whose words are asked for says of all the
// matter; false if they say nothing of it, or the question doesn't plainly ask what they said.
// That such a sentence answers is read off its words, however the reader takes it: on the
// developer's questions and those of the calibration on news, two more are answered rightly
// so, and none wrongly.
func (f found) spoken() (found, bool) {
	q := f.question
	if f.hopeless() || f.res.Signals.Foreign || len(q.speakers) != 1 || q.kind != kindOther || !whatSaid.MatchString(q.text) {
		return f, false
	}
	f.candidates = slices.DeleteFunc(slices.Clone(f.candidates), func(c *candidate) bool {
		return !q.speaksIn(c) || c.sentence.Heading || c.asks()
	})
	return f, len(f.candidates) > 0
}

// whatSaid matches a question for what somebody said, not why or how.
var whatSaid = regexp.MustCompile(`(?i)^\W*(?:(?:so|and|but|please|tell me)\W+)*what\s+(?:did|does|do|has|have|had|was|were|is|are)\s.*?\s(?:say|said|saying|tell|told|state|stated|write|wrote|written|tweet|tweeted|comment)\b`)

// askedAbout are the folded content words of a question besides those that say whose words
// it asks for.
func (q question) askedAbout() []string {
	return slices.DeleteFunc(q.contentBeside(q.speakers), sayingRE.MatchString)
}

// speaksIn reports whether somebody whose words are asked for speaks in a candidate, of all
// that they are asked about: in what they vouch for, if that is a clause of it.
func (q question) speaksIn(c *candidate) bool {
	text := c.sentence.Text
	if c.voice.To > c.voice.From {
		text = text[c.voice.From:c.voice.To]
	}
	return c.saidByAny(q.speakers) && holdsAll(retrieval.Folded(text), q.askedAbout())
}
