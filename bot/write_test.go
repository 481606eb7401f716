package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/bot/llm/llmtest"
)

// A scriptedPhraser stands for a language model that says what its test wants.
type scriptedPhraser struct {
	draft Draft
	full  string // of a rewritten question
	err   error
	// asked is the last question or topic, and from the sentences it got, numbered
	// from 1.
	asked string
	from  []string
	// waits has it answer nothing before the context ends, and takes is how long it
	// takes to rewrite a question, if that ends before.
	waits bool
	takes time.Duration
	// timeout is a minute if it is 0; rewriteErr is of rewriting.
	timeout    time.Duration
	rewriteErr error
}

func (p *scriptedPhraser) Phrase(ctx context.Context, question string, from []Material) (Draft, error) {
	p.asked, p.from = question, nil
	for _, m := range from {
		p.from = append(p.from, m.Sentences...)
	}
	if p.waits {
		<-ctx.Done()
		return Draft{}, ctx.Err()
	}
	draft := p.draft
	draft.Claims = slices.Clone(draft.Claims)
	return draft, p.err
}

func (p *scriptedPhraser) Summarise(ctx context.Context, topic string, from []Material) (Draft, error) {
	return p.Phrase(ctx, topic, from)
}

func (p *scriptedPhraser) Rewrite(ctx context.Context, _ []Turn, _ string) (string, Usage, error) {
	select {
	case <-ctx.Done():
		return "", Usage{}, ctx.Err()
	case <-time.After(p.takes):
	}
	return p.full, Usage{Prompt: 5, Completion: 1}, p.rewriteErr
}

func (p *scriptedPhraser) Timeout() time.Duration { return cmp.Or(p.timeout, time.Minute) }

// number is the number under which the phraser got the sentence that begins so.
func (p *scriptedPhraser) number(t *testing.T, begins string) int {
	t.Helper()
	i := slices.IndexFunc(p.from, func(s string) bool { return strings.HasPrefix(s, begins) })
	if i < 0 {
		t.Fatalf("the model got no sentence that begins with %q, but %q", begins, p.from)
	}
	return i + 1
}

const (
	sanctionsQuestion = "What did Biden say about sanctions?"
	largeScale        = "Mr Biden was to say"
)

// writing makes a bot over the bundled articles that finds one sentence and whose
// answers p writes. What the phraser gets is known after a first answer.
func writing(t *testing.T, p *scriptedPhraser) *Bot {
	t.Helper()
	b, d := overBundled(t)
	d.finds(t, hit{largeScale, 9})
	b = b.WithPhraser(p)
	answered(t, b)
	return b
}

func answered(t *testing.T, b *Bot) Reply {
	t.Helper()
	r, err := b.Answer(t.Context(), sanctionsQuestion)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Answered {
		t.Fatalf("not answered: %q", r.Why)
	}
	return r
}

func TestModelAnswer(t *testing.T) {
	p := &scriptedPhraser{}
	b := writing(t, p)
	extractive := answered(t, b)
	n := p.number(t, largeScale)
	good := "Biden was to say that the West would impose large-scale sanctions on Russia if it escalated the conflict in eastern Ukraine."
	p.draft = Draft{Answerable: true, Usage: Usage{Prompt: 90, Completion: 20}, Claims: []Claim{
		{Text: good, Unread: "names its sentences in a way that can't be read"},
		{Text: good, Sentences: []int{n}},
		{Text: "Biden said that the West would impose small-scale sanctions on Iran.", Sentences: []int{n}},
		{Text: "The moon is made of cheese.", Sentences: []int{n}},
		{Text: "<!channel> **[click](http://evil.example)**", Sentences: []int{n}},
		{Text: good, Sentences: []int{n}},
	}}
	r := answered(t, b)
	if p.asked != sanctionsQuestion {
		t.Errorf("the model was asked %q", p.asked)
	}
	if r.Mode != Model || len(r.Points) != 1 || r.Points[0].Text != good || r.Usage != p.draft.Usage || r.Notice != "" {
		t.Errorf("reply %+v, want the one good claim", r)
	}
	if len(r.Citations) != 1 || r.Citations[0].Quote != extractive.Citations[0].Quote || !slices.Equal(r.Points[0].Citations, []int{1}) {
		t.Errorf("citations %+v, want the sentence word for word", r.Citations)
	}
	if len(r.Dropped) != 5 {
		t.Errorf("dropped %+v, want five claims", r.Dropped)
	}
	for _, d := range r.Dropped {
		if d.Reason == "" {
			t.Errorf("%q was dropped without a reason", d.Text)
		}
	}
	if got, want := r.Text(), good+" [1]"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

// TestMendedSentences: a claim that names the wrong sentence, or none that exists,
// is carried by the right one all the same.
func TestMendedSentences(t *testing.T) {
	p := &scriptedPhraser{}
	b := writing(t, p)
	wrong := 1
	if p.number(t, largeScale) == 1 {
		wrong = 2
	}
	for _, named := range [][]int{{wrong}, {99}, {-1, 0}, nil} {
		p.draft = Draft{Answerable: true, Claims: []Claim{{
			Text:      "Biden was to say that the West would impose large-scale sanctions on Russia if it escalated the conflict in eastern Ukraine.",
			Sentences: named,
		}}}
		r := answered(t, b)
		if r.Mode != Model || len(r.Citations) != 1 || !strings.HasPrefix(r.Citations[0].Quote, largeScale) {
			t.Errorf("naming %v: mode %q, citations %+v", named, r.Mode, r.Citations)
		}
	}
}

// TestQuotationsStand: whatever the model does, the quotations answer, and a notice
// says why it wrote nothing.
func TestQuotationsStand(t *testing.T) {
	p := &scriptedPhraser{}
	b := writing(t, p)
	want := answered(t, b)
	secret := errors.New("dial tcp 10.0.0.1: refused")
	for name, tt := range map[string]struct {
		draft  Draft
		err    error
		notice string
	}{
		"it refuses":        {Draft{Answerable: false}, nil, "The model finds no answer in the passages: showing the quotations alone."},
		"it claims nothing": {Draft{Answerable: true}, nil, "Nothing that the model wrote is carried by the passages: showing the quotations alone."},
		"all is false":      {Draft{Answerable: true, Claims: []Claim{{Text: "Biden refused to talk of Cuba.", Sentences: []int{1}}}}, nil, "Nothing that the model wrote is carried by the passages: showing the quotations alone."},
		"for a reason":      {Draft{}, &PhraseError{Reason: "the model's budget is spent", Err: secret}, "The model's budget is spent: showing the quotations alone."},
		"for none":          {Draft{}, secret, "The model failed: showing the quotations alone."},
		"it takes long":     {Draft{}, context.DeadlineExceeded, "The model took too long: showing the quotations alone."},
	} {
		p.draft, p.err = tt.draft, tt.err
		r := answered(t, b)
		if r.Mode != Extractive || r.Notice != tt.notice {
			t.Errorf("%s: mode %q, notice %q, want %q", name, r.Mode, r.Notice, tt.notice)
		}
		if r.Text() != want.Text() || len(r.Citations) != len(want.Citations) {
			t.Errorf("%s: text %q, want %q", name, r.Text(), want.Text())
		}
	}
}

// TestModelLeavesTime: the model gets only a part of the time until the deadline.
func TestModelLeavesTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &scriptedPhraser{}
		b := writing(t, p)
		p.waits = true
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		r, err := b.Answer(ctx, sanctionsQuestion)
		if err != nil || ctx.Err() != nil {
			t.Fatalf("error %v, context %v: the deadline passed", err, ctx.Err())
		}
		if !r.Answered || r.Notice != "The model took too long"+alone {
			t.Errorf("notice %q", r.Notice)
		}
	})
}

// TestTimeOfFollowUp: rewriting and writing share the model's time, and a server that
// failed to rewrite isn't asked to write.
func TestTimeOfFollowUp(t *testing.T) {
	down := &PhraseError{Reason: "the server can't be reached", Down: true}
	const tooLong = "The model took too long" + alone
	for _, c := range []struct {
		name              string
		takes             time.Duration // to rewrite
		err               error
		timeout, deadline time.Duration
		want              time.Duration
		asked             bool // to write, at which it hangs
		notice            string
	}{
		{"hangs", time.Hour, nil, 4 * time.Second, 0, 800 * time.Millisecond, false, tooLong},
		{"hangs, with much time", time.Hour, nil, time.Minute, 0, 8 * time.Second, false, tooLong},
		{"hangs, with a deadline", time.Hour, nil, time.Minute, 10 * time.Second, 1600 * time.Millisecond, false, tooLong},
		{"rewrites, then hangs", 500 * time.Millisecond, nil, 4 * time.Second, 0, 4 * time.Second, true, tooLong},
		{"rewrites, then hangs, with a deadline", time.Second, nil, time.Minute, 11 * time.Second, 9 * time.Second, true, tooLong},
		{"is down", 0, down, time.Minute, 0, 0, false, "The server can't be reached" + alone},
		{"rewrites badly", 0, &PhraseError{Reason: "the answer can't be read"}, 4 * time.Second, 0, 4 * time.Second, true, tooLong},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &scriptedPhraser{}
				b := writing(t, p)
				before := []Turn{{Question: sanctionsQuestion}}
				*p = scriptedPhraser{waits: true, takes: c.takes, rewriteErr: c.err, timeout: c.timeout}
				ctx := t.Context()
				if c.deadline > 0 {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, c.deadline)
					defer cancel()
				}
				start := time.Now()
				r, err := b.Continue(before).Ask(ctx, "and why did he say that?")
				if err != nil || !r.Answered {
					t.Fatalf("error %v, reply %+v", err, r)
				}
				if took := time.Since(start); took != c.want {
					t.Errorf("it took %v, want %v", took, c.want)
				}
				if asked := p.asked != ""; asked != c.asked || r.Notice != c.notice || r.Mode != Extractive {
					t.Errorf("asked to write: %t, want %t; mode %q, notice %q, want %q", asked, c.asked, r.Mode, r.Notice, c.notice)
				}
			})
		})
	}
}

// TestModelOnRefusal: what isn't answered isn't put before the model.
func TestModelOnRefusal(t *testing.T) {
	b, d := overBundled(t)
	d.finds(t, hit{largeScale, -9})
	p := &scriptedPhraser{draft: Draft{Answerable: true, Claims: []Claim{{Text: "Yes.", Sentences: []int{1}}}}}
	r, err := b.WithPhraser(p).Answer(t.Context(), "Who won the World Cup?")
	if err != nil {
		t.Fatal(err)
	}
	if r.Answered || p.asked != "" {
		t.Errorf("answered %t; the model was asked %q", r.Answered, p.asked)
	}
}

// TestBothSidesStay: where the model tells one side only, the other is quoted.
func TestBothSidesStay(t *testing.T) {
	b, d := overBundled(t)
	const indicated, doubts = "Biden reportedly indicated", "The White House appeared"
	d.finds(t, hit{indicated, 9}, hit{doubts, 5})
	p := &scriptedPhraser{}
	b = b.WithPhraser(p)
	const question = "How do the Kremlin and the White House differ on weapons?"
	if _, err := b.Answer(t.Context(), question); err != nil {
		t.Fatal(err)
	}
	p.draft = Draft{Answerable: true, Claims: []Claim{{
		Text:      "Biden reportedly indicated to Putin that the US was not planning to deploy “offensive strike weapons in Ukraine,” the Kremlin said.",
		Sentences: []int{p.number(t, indicated)},
	}}}
	r, err := b.Answer(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	if r.Mode != Model || len(r.Points) != 2 || r.Points[1].Text != "" || !strings.HasPrefix(r.Citations[r.Points[1].Citations[0]-1].Quote, doubts) {
		t.Errorf("mode %q, dropped %v, points %+v, want the White House quoted behind the Kremlin's claim", r.Mode, r.Dropped, r.Points)
	}
}

func TestModelSummary(t *testing.T) {
	b, _ := overBundled(t)
	plain, err := b.Summary(t.Context(), "", 3)
	if err != nil {
		t.Fatal(err)
	}
	p := &scriptedPhraser{}
	b = b.WithPhraser(p)
	if _, err := b.Summary(t.Context(), "", 3); err != nil {
		t.Fatal(err)
	}
	first := plain.Points[0].Citations[0].Quote
	p.draft = Draft{Answerable: true, Claims: []Claim{
		{Text: first, Sentences: []int{p.number(t, first)}},
		{Text: "Nothing happened in Brazil.", Sentences: []int{1}},
	}}
	s, err := b.Summary(t.Context(), "", 3)
	if err != nil {
		t.Fatal(err)
	}
	if s.Mode != Model || s.Points[0].Text == "" || s.Points[0].Citations[0].Quote != first || len(s.Dropped) != 1 {
		t.Errorf("mode %q, first point %+v, dropped %+v", s.Mode, s.Points[0], s.Dropped)
	}
	number := 0
	for _, point := range s.Points {
		for _, c := range point.Citations {
			if number++; c.Number != number {
				t.Errorf("citation %d has the number %d", number, c.Number)
			}
		}
	}
	p.err = &PhraseError{Reason: "the server failed"}
	if s, err = b.Summary(t.Context(), "", 3); err != nil || s.Mode != Extractive || s.Notice != "The server failed"+alone {
		t.Errorf("error %v, mode %q, notice %q", err, s.Mode, s.Notice)
	}
}

// TestRepeatedClaims: what a claim said isn't said again, with other marks or in part.
func TestRepeatedClaims(t *testing.T) {
	p := &scriptedPhraser{}
	b := writing(t, p)
	n := p.number(t, largeScale)
	const good = "Biden was to say that the West would impose large-scale sanctions on Russia if it escalated the conflict in eastern Ukraine"
	for _, again := range []string{good, good + ".", good + "!", good + "?", "(" + good + ")", good + " …", "“" + good + "”", "Biden was to say that the West would impose sanctions on Russia."} {
		p.draft = Draft{Answerable: true, Claims: []Claim{{Text: good, Sentences: []int{n}}, {Text: again, Sentences: []int{n}}}}
		r := answered(t, b)
		if r.Text() != good+". [1]" || len(r.Dropped) != 1 || r.Dropped[0].Reason == "" {
			t.Errorf("%q is said behind it: %s (dropped %q)", again, r.Text(), r.Dropped)
		}
	}
}

// TestSummaryKeepsPoints: however often a model says one point of a summary, the
// others stay, and what there is no room for is told.
func TestSummaryKeepsPoints(t *testing.T) {
	b, _ := overBundled(t)
	const n = 5
	plain, err := b.Summary(t.Context(), "", n)
	if err != nil || len(plain.Points) != n {
		t.Fatalf("error %v, %d points", err, len(plain.Points))
	}
	quoted := func(s Summary) (out []string) {
		for _, p := range s.Points {
			out = append(out, p.Citations[0].Quote)
		}
		return out
	}
	p := &scriptedPhraser{}
	b = b.WithPhraser(p)
	if _, err := b.Summary(t.Context(), "", n); err != nil {
		t.Fatal(err)
	}
	first, second := plain.Points[0].Citations[0].Quote, plain.Points[1].Citations[0].Quote
	both := []int{p.number(t, first), p.number(t, second)}
	bare := strings.TrimRight(first, ".")
	part := "US President Joe Biden called for a de-escalation of tensions with Ukraine."
	for _, c := range []struct {
		name    string
		claims  []Claim
		written int
		quoted  []string
	}{
		{"the same", []Claim{{Text: first, Sentences: both[:1]}, {Text: bare, Sentences: both[:1]}, {Text: bare + "!", Sentences: both[:1]}, {Text: bare + "?", Sentences: both[:1]}, {Text: "(" + bare + ").", Sentences: both[:1]}, {Text: bare + " …", Sentences: both[:1]}}, 1, quoted(plain)},
		{"the second alone", []Claim{{Text: second, Sentences: both[1:]}}, 1, slices.Concat(quoted(plain)[1:2], quoted(plain)[:1], quoted(plain)[2:])},
		{"in parts", []Claim{{Text: part, Sentences: both[:1]}, {Text: first, Sentences: both[:1]}, {Text: second, Sentences: both[1:]}}, 2, quoted(plain)},
	} {
		p.draft = Draft{Answerable: true, Claims: c.claims}
		s, err := b.Summary(t.Context(), "", n)
		if err != nil {
			t.Fatal(err)
		}
		if got := quoted(s); !slices.Equal(got, c.quoted) {
			t.Errorf("%s: the points are of\n%q, want\n%q", c.name, got, c.quoted)
		}
		written := 0
		for _, p := range s.Points {
			if p.Text != "" {
				written++
			}
		}
		if written != c.written || len(s.Dropped) != len(c.claims)-written {
			t.Errorf("%s: %d are written, want %d; dropped %q", c.name, written, c.written, s.Dropped)
		}
	}

	p.draft = Draft{Answerable: false, Claims: []Claim{{Text: first, Sentences: both[:1]}}}
	s, err := b.Summary(t.Context(), "", n)
	if err != nil || s.Mode != Extractive || s.Notice != "The model finds no main points in the passages"+alone || !slices.Equal(quoted(s), quoted(plain)) {
		t.Errorf("error %v, mode %q, notice %q", err, s.Mode, s.Notice)
	}
}

// TestTooMuchToQuote: where no claim's sentences fit into an answer, the quotations
// stand.
func TestTooMuchToQuote(t *testing.T) {
	p := &scriptedPhraser{}
	b := writing(t, p)
	r := answered(t, b)
	want := r.Text()
	b.compose(&r, []keptClaim{{"Much was said.", []int{1, 2, 3, 4, 5, 6, 7}}}, nil)
	if r.Mode != Extractive || r.Text() != want || len(r.Citations) == 0 || len(r.Dropped) != 1 || r.Notice == "" {
		t.Errorf("mode %q, notice %q, dropped %q: %s", r.Mode, r.Notice, r.Dropped, r.Text())
	}
}

// TestNoTimeToCheck: what wasn't checked is neither shown nor called false.
func TestNoTimeToCheck(t *testing.T) {
	p := &scriptedPhraser{}
	b := writing(t, p)
	want := answered(t, b)
	claims := []Claim{{Text: "Biden refused to talk of Cuba.", Sentences: []int{1}}, {Text: want.Citations[0].Quote, Sentences: []int{p.number(t, largeScale)}}}
	const notice = "There was no time to check what the model wrote" + alone
	p.draft = Draft{Answerable: true, Claims: claims}
	ending := func() context.Context {
		ctx, cancel := context.WithCancel(t.Context())
		t.Cleanup(cancel)
		return WithSteps(ctx, func(s Step) {
			if s == Checking {
				cancel()
			}
		})
	}
	r, err := b.Answer(ending(), sanctionsQuestion)
	if err != nil || r.Mode != Extractive || r.Notice != notice || len(r.Dropped) > 0 || r.Text() != want.Text() {
		t.Errorf("error %v, mode %q, notice %q, dropped %q: %s", err, r.Mode, r.Notice, r.Dropped, r.Text())
	}
	s, err := b.Summary(ending(), "", 3)
	if err != nil || s.Mode != Extractive || s.Notice != notice || len(s.Dropped) > 0 || len(s.Points) != 3 {
		t.Errorf("error %v, mode %q, notice %q, dropped %q", err, s.Mode, s.Notice, s.Dropped)
	}
}

// TestModelReadsFollowUp: a follow-up is read as the model does if that is one
// sentence of what was asked and said, and denies what the rules' reading does.
func TestModelReadsFollowUp(t *testing.T) {
	b, d := overBundled(t)
	d.finds(t, hit{largeScale, 9})
	p := &scriptedPhraser{}
	asked := func(before, text string) func(full string) Reply {
		return func(full string) Reply {
			t.Helper()
			p.full = full
			c := b.Converse()
			if full != "" {
				c = b.WithPhraser(p).Converse()
			}
			if _, err := c.Ask(t.Context(), before); err != nil {
				t.Fatal(err)
			}
			r, err := c.Ask(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
	}
	const (
		lifted  = "Why didn’t Biden lift sanctions?"
		putin   = "and what did Putin say?"
		why     = "and why did he say that?"
		byRules = "" // read so by the rules
	)
	for _, c := range []struct{ before, text, full, want string }{
		{sanctionsQuestion, putin, "What did Putin say about sanctions?", "What did Putin say about sanctions?"},
		{sanctionsQuestion, putin, "How did Putin respond to Biden on sanctions?", "How did Putin respond to Biden on sanctions?"},
		{sanctionsQuestion, putin, "And what was Putin’s reaction to Biden’s sanctions?", "And what was Putin’s reaction to Biden’s sanctions?"},
		{sanctionsQuestion, "and what did Peskov say?", "What did Peskov say about sanctions?", "What did Peskov say about sanctions?"},
		{sanctionsQuestion, "and the U.S.?", "What did the U.S. say about sanctions?", "What did the U.S. say about sanctions?"},
		{sanctionsQuestion, why, "Why did Biden say that the West would impose large-scale sanctions on Russia?", "Why did Biden say that the West would impose large-scale sanctions on Russia?"},
		{sanctionsQuestion, "when would those come?", "When would the large-scale sanctions on Russia come?", "When would the large-scale sanctions on Russia come?"},
		{sanctionsQuestion, "and who met him at 9:30?", "Who met Biden at 9:30?", "Who met Biden at 9:30?"},
		{sanctionsQuestion, "and what would happen then?", "What would happen if Russia escalated the conflict?", "What would happen if Russia escalated the conflict?"},
		{lifted, "and Putin?", "Why did Putin not lift the sanctions?", "Why did Putin not lift the sanctions?"},
		{sanctionsQuestion, "and what did he not say?", "What didn’t Biden say about sanctions?", "What didn’t Biden say about sanctions?"},
		{sanctionsQuestion, putin, "<@U123> What did Putin say about sanctions?", "What did Putin say about sanctions?"},

		{sanctionsQuestion, putin, "What did Macron say about sanctions?", byRules},
		{sanctionsQuestion, putin, "What did Putin say about the 300 sanctions?", byRules},
		{sanctionsQuestion, putin, strings.Repeat("a", 999), byRules},
		{sanctionsQuestion, putin, "?!", byRules},
		{lifted, "and Putin?", "Why did Putin lift sanctions?", byRules},
		{sanctionsQuestion, "and what did he not say?", "What did Biden say about sanctions?", byRules},
	} {
		want := c.want
		if want == byRules {
			want = asked(c.before, c.text)("").ReadAs
		}
		if got := asked(c.before, c.text)(c.full).ReadAs; got != want {
			t.Errorf("after %q, %q, which the model reads as %q, is read as %q, want %q", c.before, c.text, c.full, got, want)
		}
	}
	byRule := asked(sanctionsQuestion, why)("").ReadAs
	for _, full := range llmtest.Misreadings {
		if got := asked(sanctionsQuestion, why)(full).ReadAs; got != byRule {
			t.Errorf("%q is read as the model's %q", why, got)
		}
	}
}
