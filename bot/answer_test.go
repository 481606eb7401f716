package bot

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"cuttings/bot/bottest"
	"cuttings/bot/logistic"
	"cuttings/corpus"
	"cuttings/retrieval"
)

const (
	likely   = 8.0 // log-odds with which any question is answered
	unlikely = -12.0
)

func TestAnswer(t *testing.T) {
	articles := bottest.Articles(t,
		" date 2022-01-09 The Forum opens in Geneva on Monday, said Jane Doe.\n\nIt will last for two days.",
		"A walk in the park\n\nAs of: January 10, 2022 1:13 a.m.\n\nThe park was full of people on Sunday.")
	b, d := over(t, articles)
	t.Run("answered", func(t *testing.T) {
		d.finds(t, hit{"The Forum", likely}, hit{"The park", unlikely})
		d.hits[0].Words = []corpus.Span{{Start: 34, End: 40}, {Start: 900, End: 901}}
		r, err := b.Answer(t.Context(), "When does the Forum open?")
		if err != nil {
			t.Fatal(err)
		}
		c := Citation{
			Number: 1, Article: "a", Version: articles[0].Version, Heading: "The Forum opens in Geneva on Monday, said …",
			Published: time.Date(2022, 1, 9, 0, 0, 0, 0, time.UTC), Passage: "a#1",
			Span: corpus.Span{Start: 17, End: 68}, Quote: "The Forum opens in Geneva on Monday, said Jane Doe.",
			Words: []corpus.Span{{Start: 34, End: 40}}, // what lies outside the quotation is left out
		}
		want := Reply{
			Question: "When does the Forum open?", Answered: true, Mode: Extractive,
			Points: []Point{{Speaker: "Jane Doe", Citations: []int{1}}}, Citations: []Citation{c}, Coverage: b.scope,
		}
		if r.Score < fitted.Answer || r.Score > 1 {
			t.Errorf("answered with the score %g", r.Score)
		}
		want.Score = r.Score
		if !reflect.DeepEqual(r, want) {
			t.Errorf("got  %+v\nwant %+v", r, want)
		}
	})
	t.Run("how long", func(t *testing.T) {
		d.finds(t, hit{"The Forum", likely}, hit{"It will last", likely - 6})
		r, err := b.Answer(t.Context(), "How long will the Forum last?")
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Citations) != 1 || r.Citations[0].Quote != "It will last for two days." {
			t.Errorf("quotes %+v, want the sentence with a length of time alone", r.Citations)
		}
	})
	t.Run("not covered", func(t *testing.T) {
		d.finds(t, hit{"The park", unlikely}, hit{"The Forum", unlikely - 1})
		d.signals = retrieval.Signals{Names: []string{"Macron"}, Unknown: []string{"Macron"}}
		r, err := b.Answer(t.Context(), "What did Macron say?")
		if err != nil {
			t.Fatal(err)
		}
		if r.Answered || r.Reason != NotCovered || r.Why != "The coverage doesn't mention “Macron”." || len(r.Citations)+len(r.Points) > 0 || len(r.Closest) != 1 || r.Closest[0].Heading != "A walk in the park" {
			t.Errorf("got %+v", r)
		}
	})
	t.Run("nothing found", func(t *testing.T) {
		d.hits = nil
		r, err := b.Answer(t.Context(), "?")
		if err != nil || r.Answered || r.Reason != NotCovered || r.Why == "" || len(r.Closest) > 0 {
			t.Errorf("got %+v, %v", r, err)
		}
	})
	t.Run("the search fails", func(t *testing.T) {
		d.err = errors.New("disk full")
		defer func() { d.err = nil }()
		if _, err := b.Answer(t.Context(), "Who?"); !errors.Is(err, d.err) || !strings.HasPrefix(err.Error(), "answering: ") {
			t.Errorf("got error %v, want one of answering that wraps %v", err, d.err)
		}
	})
}

// wantDecision fails the test if another decision is taken on a question of which nothing but
// the sentence that begins so is found, and that unlikely.
func wantDecision(t *testing.T, b *Bot, d *searcherDouble, question, begins string, want decision) {
	t.Helper()
	d.finds(t, hit{begins, -9})
	f, err := b.find(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	if got := decide(f); got != want {
		t.Errorf("%q of %q: decision %d, want %d", question, begins, got, want)
	}
}

// Whose words are asked for isn't said to say nothing of what a sentence of theirs speaks of.
func TestSpeaksOfIt(t *testing.T) {
	b, d := over(t, bottest.Articles(t, "Haugen said that sanctions would hurt. Haugen said it rained. Lindqvist waited for sanctions."))
	for _, tt := range []struct {
		question, hit string
		want          decision
	}{
		{"What did Haugen say about sanctions?", "Haugen said that", unsure},
		{"What did Haugen say about sanctions?", "Haugen said it", refuse},
		{"What did Haugen say about sanctions on trucks?", "Haugen said that", refuse},
		{"What did Lindqvist say about sanctions?", "Haugen said that", refuse},
		{"Which sanctions did Haugen impose?", "Haugen said that", refuse},
		{"What did Haugen say?", "Haugen said that", refuse},
	} {
		wantDecision(t, b, d, tt.question, tt.hit, tt.want)
	}
}

// What somebody says of all that they are asked about, and nobody else, answers what they said.
func TestSpoken(t *testing.T) {
	b, d := over(t, bottest.Articles(t, "Haugen said that sanctions would hurt. Haugen said it rained. Lindqvist waited for sanctions. It snowed. Talks on fish ended after Strand said it would not attend."))
	for _, tt := range []struct{ question, want string }{
		{"What did Haugen say about sanctions?", "Haugen said that sanctions would hurt."},
		{"What did Haugen say about the fog?", ""},
		{"What did Haugen say?", "Haugen said it rained.Haugen said that sanctions would hurt."},
		{"What did Lindqvist say about sanctions?", ""},
		{"What did Strand say about fish?", ""},
		{"What did Haugen say about sanctions on trucks?", ""},
		{"Why did Haugen say that sanctions would hurt?", ""},
		{"When did Haugen say that sanctions would hurt?", ""},
		{"Who said that sanctions would hurt?", ""},
	} {
		d.finds(t, hit{"It snowed", -8}, hit{"Haugen said it", -9}, hit{"Haugen said that", -9.5}, hit{"Lindqvist", -10}, hit{"Talks on", -11})
		r, err := b.Answer(t.Context(), tt.question)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range r.Citations {
			got += c.Quote
		}
		if got != tt.want {
			t.Errorf("%q is answered with %q, want %q", tt.question, got, tt.want)
		}
	}
}

// What the author of a statement says in it of all that they are asked about answers.
func TestAuthorSpeaksOfIt(t *testing.T) {
	b, d := over(t, bottest.Articles(t, "Closing of the Harbour\n\nMaria J. Lindqvist, Secretary of State\n\nWe condemn the closure of the harbour. The islands need bread.\n"))
	for _, tt := range []struct {
		question, hit string
		want          decision
	}{
		{"What did Lindqvist say about the closure of the harbour?", "We condemn", answer},
		{"What did Lindqvist say about the closure of the harbour?", "The islands", refuse},
		{"What did Haugen say about the closure of the harbour?", "We condemn", refuse},
	} {
		wantDecision(t, b, d, tt.question, tt.hit, tt.want)
	}
}

func TestDecide(t *testing.T) {
	b, d := over(t, bottest.Articles(t, "The Forum opens in Geneva on Monday. It lasts. It ends."))
	decided := func(odds float64) decision {
		d.finds(t, hit{"The Forum", odds})
		f, err := b.find(t.Context(), "Does the Forum open on Monday in Geneva?")
		if err != nil {
			t.Fatal(err)
		}
		return decide(f)
	}
	last := refuse
	seen := map[decision]bool{}
	score := 0.0
	for odds := -20.0; odds <= 20; odds += .25 {
		got := decided(odds)
		r, err := b.Answer(t.Context(), "Does the Forum open on Monday in Geneva?")
		if err != nil {
			t.Fatal(err)
		}
		if r.Score <= score || r.Score > 1 {
			t.Errorf("at log-odds %g the score is %g, at less it was %g", odds, r.Score, score)
		}
		if score = r.Score; r.Answered != (got == answer) {
			t.Errorf("at log-odds %g the decision is %d, and answered %v", odds, got, r.Answered)
		}
		if got < last {
			t.Errorf("at log-odds %g the decision falls back from %d to %d", odds, last, got)
		}
		last, seen[got] = got, true
	}
	if !seen[refuse] || !seen[unsure] || !seen[answer] {
		t.Errorf("decisions met: %v; want all three", seen)
	}
	d.signals.Foreign = true
	if got := decided(20); got != unsure {
		t.Errorf("in a foreign language the decision is %d, want unsure", got)
	}
	d.signals.Foreign, d.signals.Unknown = false, []string{"bye", "jury"}
	for text, want := range map[string]decision{"bye": refuse, "bye, jury": refuse, "bye to Geneva": answer, "When will the jury go?": answer} {
		if f, err := b.find(t.Context(), text); err != nil || decide(f) != want {
			t.Errorf("the decision on %q is %d, %v; want %d", text, decide(f), err, want)
		}
	}
	if !reflect.DeepEqual(fitted.Names, signalNames) || fitted.Refuse > fitted.Answer {
		t.Errorf("decision.json is of signals %v with thresholds %g and %g", fitted.Names, fitted.Refuse, fitted.Answer)
	}
}

func TestCalibrationProbability(t *testing.T) {
	c := logistic.Decision{Weights: make([]float64, len(signalNames)), Bias: -1}
	c.Weights[0], c.Weights[4] = 2, -.5 // odds and unknownName
	for _, tt := range []struct {
		s    signals
		want float64
	}{{signals{}, .26894}, {signals{odds: .5}, .5}, {signals{odds: 2, unknownName: 2}, .88080}} {
		if got := c.Probability(tt.s.vector()); got < tt.want-1e-5 || got > tt.want+1e-5 {
			t.Errorf("probability(%+v) = %.5f, want %.5f", tt.s, got, tt.want)
		}
	}
}

// A clock that goes on by a second each time it is read.
type clockDouble struct{ t time.Time }

func (c *clockDouble) now() time.Time {
	c.t = c.t.Add(time.Second)
	return c.t
}

func TestConversation(t *testing.T) {
	articles := bottest.Articles(t, "Sanctions are bad, said Yuri Ushakov. Sanctions are a threat, said Dmitry Peskov. They met on Monday.")
	_, d := over(t, articles)
	b := New(d, BundledJudges(t), (&clockDouble{}).now)
	c := b.Converse()
	ask := func(question, wantReadAs string) Reply {
		t.Helper()
		r, err := c.Ask(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		if r.Question != question || r.ReadAs != wantReadAs {
			t.Errorf("asked %q, read as %q; want %q, %q", r.Question, r.ReadAs, question, wantReadAs)
		}
		if r.Timings.Total != time.Second {
			t.Errorf("took %v, want 1s", r.Timings.Total)
		}
		return r
	}
	d.finds(t, hit{"Sanctions are bad", likely})
	ask("Who called sanctions bad?", "")
	ask("and what else did he say?", "What else did Yuri Ushakov say?")
	ask("and Dmitry Peskov?", "What else did Dmitry Peskov say?")
	d.err = errors.New("gone")
	if _, err := c.Ask(context.Background(), "and when?"); err == nil {
		t.Error("a failed search is no error")
	}
	d.err = nil
	ask("when was that?", "When was that? What else did Dmitry Peskov say?") // what failed is forgotten
}
