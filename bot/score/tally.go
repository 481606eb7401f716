package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/bot"
)

// A Tally adds up how the replies to many questions turned out. Its zero value
// is empty and checks no quotes; its JSON form is what `cuttings eval --json`
// prints.
type Tally struct {
	Questions  int `json:"questions"`
	Answerable int `json:"answerable"`

	Right          int `json:"right"`
	PartlyRight    int `json:"partly_right"`
	Wrong          int `json:"wrong"`
	Unsure         int `json:"unsure"`
	FalselyRefused int `json:"falsely_refused"`
	// Lead counts the answers whose first citation holds a fact.
	Lead int `json:"lead"`

	RefusedRightly int `json:"refused_rightly"`
	// RefusedUnsure counts those of RefusedRightly that were unsure.
	RefusedUnsure   int `json:"refused_unsure"`
	FalselyAnswered int `json:"falsely_answered"`
	Missing         int `json:"missing"`

	// Answered counts the questions answered, rightly or not; Citations and
	// Characters are what those answers quoted together.
	Answered   int `json:"answered"`
	Citations  int `json:"citations"`
	Characters int `json:"characters"`

	// StrayMarks are the ids of the questions whose reply marks a citation that
	// it doesn't have.
	StrayMarks []string `json:"stray_marks"`
	// Quotes counts the quotes compared with their articles, and BadQuotes names
	// those that differ: "ID ARTICLE[START:END]".
	Quotes    int      `json:"quotes"`
	BadQuotes []string `json:"bad_quotes"`

	Writing Writing `json:"writing"`

	Kinds []Kind `json:"kinds"`
	// Failures are the questions that went wrong, in the order of the file.
	Failures []Failure `json:"failures"`

	article func(id string) (string, bool)
}

// A Kind counts the outcomes of the questions of one kind. Wrong takes in those
// falsely answered, Refused the refusals right and false.
type Kind struct {
	Name        string `json:"kind"`
	Answerable  bool   `json:"answerable"`
	Questions   int    `json:"questions"`
	Right       int    `json:"right"`
	Lead        int    `json:"lead"`
	PartlyRight int    `json:"partly_right"`
	Wrong       int    `json:"wrong"`
	Unsure      int    `json:"unsure"`
	Refused     int    `json:"refused"`
	Missing     int    `json:"missing"`
}

// A Failure is a question that went wrong.
type Failure struct {
	Outcome  Outcome `json:"outcome"`
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	Question string  `json:"question"`
}

// NewTally returns an empty tally that compares every quote with its article;
// the function article returns an article's text by its id, and false if there
// is none.
func NewTally(article func(id string) (string, bool)) *Tally {
	return &Tally{
		article:    article,
		StrayMarks: []string{}, BadQuotes: []string{}, Kinds: []Kind{}, Failures: []Failure{},
		Writing: Writing{Reasons: []Count{}, Notices: []Count{}},
	}
}

// Add counts the reply r to question q, of which text is the plain rendering. A
// nil reply counts as missing.
func (t *Tally) Add(q Question, r *bot.Reply, text string) {
	outcome, lead := Judge(q, r)
	t.Questions++
	if q.Answerable {
		t.Answerable++
	}
	if lead {
		t.Lead++
	}
	t.count(outcome)
	t.kind(q).count(outcome, lead)
	if !outcome.Good() {
		t.Failures = append(t.Failures, Failure{outcome, q.ID, q.Kind, q.Text})
	}
	if r == nil {
		return
	}
	t.Writing.add(*r)
	if outcome == RefusedRightly && r.Reason == bot.Unsure {
		t.RefusedUnsure++
	}
	if r.Answered {
		t.Answered++
		t.Citations += len(r.Citations)
		for _, c := range r.Citations {
			t.Characters += utf8.RuneCountInString(c.Quote)
		}
	}
	if len(StrayMarks(*r, text)) > 0 {
		t.StrayMarks = append(t.StrayMarks, q.ID)
	}
	if t.article != nil {
		t.Quotes += len(r.Citations) + len(r.Closest)
		for _, c := range Misquoted(*r, t.article) {
			t.BadQuotes = append(t.BadQuotes, fmt.Sprintf("%s %s[%d:%d]", q.ID, c.Article, c.Span.Start, c.Span.End))
		}
	}
}

// Missed is the number of answerable questions that were refused, an unsure one
// counting a half.
func (t *Tally) Missed() float64 { return float64(t.FalselyRefused) + float64(t.Unsure)/2 }

func (t *Tally) count(o Outcome) {
	switch o {
	case Right:
		t.Right++
	case PartlyRight:
		t.PartlyRight++
	case Wrong:
		t.Wrong++
	case Unsure:
		t.Unsure++
	case FalselyRefused:
		t.FalselyRefused++
	case RefusedRightly:
		t.RefusedRightly++
	case FalselyAnswered:
		t.FalselyAnswered++
	case Missing:
		t.Missing++
	}
}

// kind returns the row of q's kind, which it puts in place if need be: kinds of
// answerable questions first, then by name.
func (t *Tally) kind(q Question) *Kind {
	i, ok := slices.BinarySearchFunc(t.Kinds, q, func(k Kind, q Question) int {
		if k.Answerable != q.Answerable {
			if k.Answerable {
				return -1
			}
			return 1
		}
		return cmp.Compare(k.Name, q.Kind)
	})
	if !ok {
		t.Kinds = slices.Insert(t.Kinds, i, Kind{Name: q.Kind, Answerable: q.Answerable})
	}
	return &t.Kinds[i]
}

func (k *Kind) count(o Outcome, lead bool) {
	k.Questions++
	if lead {
		k.Lead++
	}
	switch o {
	case Right:
		k.Right++
	case PartlyRight:
		k.PartlyRight++
	case Wrong, FalselyAnswered:
		k.Wrong++
	case Unsure:
		k.Unsure++
	case FalselyRefused, RefusedRightly:
		k.Refused++
	case Missing:
		k.Missing++
	}
}

// String returns the report as text: the totals, then a table by kind.
func (t *Tally) String() string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-19s%s\n", name, strings.TrimRight(fmt.Sprintf(format, args...), " "))
	}
	refusable := t.Questions - t.Answerable
	missing := ""
	if t.Missing > 0 {
		missing = fmt.Sprintf("; %d without output", t.Missing)
	}
	line("questions", "%d  (%d answerable, %d not)%s", t.Questions, t.Answerable, refusable, missing)
	line("answered rightly", "%d of %d   partly %d, wrong %d", t.Right, t.Answerable, t.PartlyRight, t.Wrong)
	line("lead", "%d of %d", t.Lead, t.Answerable)
	line("falsely refused", "%d of %d   unsure %d (missed: %g)", t.FalselyRefused, t.Answerable, t.Unsure, t.Missed())
	line("refused rightly", "%d of %d   of these unsure %d", t.RefusedRightly, refusable, t.RefusedUnsure)
	line("falsely answered", "%d of %d", t.FalselyAnswered, refusable)
	answers := float64(max(t.Answered, 1))
	line("citations", "%.2f an answer, %.0f quoted characters", float64(t.Citations)/answers, float64(t.Characters)/answers)
	line("marks", "%d texts mark a citation that isn't there %s", len(t.StrayMarks), strings.Join(head(t.StrayMarks, 8), " "))
	if t.article != nil {
		line("quotation fidelity", "%d of %d quotes equal their bytes", t.Quotes-len(t.BadQuotes), t.Quotes)
		for _, q := range head(t.BadQuotes, 20) {
			fmt.Fprintf(&b, "  differs: %s\n", q)
		}
	}
	b.WriteString(t.Writing.String())
	fmt.Fprintf(&b, "\n%-14s%4s%7s%6s%8s%7s%8s%9s%9s\n", "kind", "n", "right", "lead", "partly", "wrong", "unsure", "refused", "missing")
	for _, k := range t.Kinds {
		fmt.Fprintf(&b, "%-14s%4d%7d%6d%8d%7d%8d%9d%9d\n", k.Name, k.Questions, k.Right, k.Lead, k.PartlyRight, k.Wrong, k.Unsure, k.Refused, k.Missing)
	}
	return b.String()
}

func head[T any](s []T, n int) []T { return s[:min(n, len(s))] }

// Limits are what a run must keep to; a nil one isn't checked.
type Limits struct {
	MinRight, MinRefused *int
	// MaxMissed bounds [Tally.Missed].
	MaxMissed    *float64
	MaxBadQuotes *int
}

// Check returns a line for each limit that t doesn't keep to.
func (t *Tally) Check(l Limits) []string {
	var failed []string
	fail := func(name string, got, limit float64) {
		failed = append(failed, fmt.Sprintf("%s: %g, limit %g", name, got, limit))
	}
	if l.MinRight != nil && t.Right < *l.MinRight {
		fail("answered rightly", float64(t.Right), float64(*l.MinRight))
	}
	if l.MinRefused != nil && t.RefusedRightly < *l.MinRefused {
		fail("refused rightly", float64(t.RefusedRightly), float64(*l.MinRefused))
	}
	if l.MaxMissed != nil && t.Missed() > *l.MaxMissed {
		fail("falsely refused", t.Missed(), *l.MaxMissed)
	}
	if l.MaxBadQuotes != nil && len(t.BadQuotes) > *l.MaxBadQuotes {
		fail("quotes that differ", float64(len(t.BadQuotes)), float64(*l.MaxBadQuotes))
	}
	return failed
}
