// Package report shows how an evaluation went as one HTML page, so that a person
// can look at what went wrong: the figures, the curves of the score, and every
// question that went wrong with what was shown and what was wanted.
//
// The page needs nothing besides itself and runs no script. The same evaluation
// gives the same bytes.
package report

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"cuttings/bot"
	"cuttings/bot/score"
	"cuttings/corpus"
)

// An Evaluation is what a page is made of.
type Evaluation struct {
	// Name says what was asked: the name of the question file.
	Name  string
	Tally *score.Tally
	// Failed are the limits that weren't kept; see [score.Tally.Check].
	Failed []string
	// Asked are the questions with their replies, in order.
	Asked []Asked
}

// Asked is a question with what was replied; Reply is nil if nothing was.
type Asked struct {
	Question score.Question
	Reply    *bot.Reply
}

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("page").Parse(pageHTML))

// Write writes the page.
func Write(w io.Writer, e Evaluation) error {
	if err := page.Execute(w, newView(e)); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// A view is what the page shows, in words.
type view struct {
	Name     string
	Coverage string
	Failed   []string
	Figures  []figure
	Kinds    []kindRow
	Scores   scores
	Groups   []group
}

// A figure is a number with its name.
type figure struct {
	Name, Value, Of, Note string
	Bad                   bool
}

// A group is the questions that went wrong in one way.
type group struct {
	Outcome score.Outcome
	ID      string // of the element
	Means   string
	Wrong   []wrong
}

// A wrong is a question that went wrong.
type wrong struct {
	ID, Kind, Question, ReadAs string
	Score                      string // empty if there was no reply
	Wanted                     []wanted
	Answerable                 bool
	Said                       string   // what the reply said besides its quotations
	Claims                     []string // by a language model
	Shown                      []shown
}

// A wanted fact is one of the facts that an answer needed.
type wanted struct {
	Alternatives []string
	// In is the number of the quotation shown that holds it, or 0.
	In int
}

// A shown quotation.
type shown struct {
	Number int
	Parts  []part
	Source string
	URL    string
}

// A part of a quotation; Bold parts hold the answering words.
type part struct {
	Text string
	Bold bool
}

// outcomes are those that went wrong, in the order of the page.
var outcomes = []struct {
	outcome score.Outcome
	means   string
}{
	{score.FalselyAnswered, "The coverage doesn't answer these, and something was quoted all the same."},
	{score.Wrong, "What was quoted holds none of the facts wanted."},
	{score.PartlyRight, "What was quoted holds some of the facts wanted."},
	{score.FalselyRefused, "The coverage answers these, and the reply said that it doesn't."},
	{score.Unsure, "The coverage answers these, and the reply left it open."},
	{score.Missing, "No reply came."},
}

func newView(e Evaluation) view {
	v := view{Name: e.Name, Failed: e.Failed, Figures: figures(e.Tally), Kinds: kindRows(e.Tally.Kinds), Scores: newScores(e.Asked)}
	byOutcome := map[score.Outcome][]wrong{}
	for _, a := range e.Asked {
		if a.Reply != nil && v.Coverage == "" {
			v.Coverage = a.Reply.Coverage.String()
		}
		if outcome, _ := score.Judge(a.Question, a.Reply); !outcome.Good() {
			byOutcome[outcome] = append(byOutcome[outcome], newWrong(a))
		}
	}
	for _, o := range outcomes {
		if list := byOutcome[o.outcome]; len(list) > 0 {
			v.Groups = append(v.Groups, group{o.outcome, strings.ReplaceAll(string(o.outcome), " ", "-"), o.means, list})
		}
	}
	return v
}

func newWrong(a Asked) wrong {
	q, r := a.Question, a.Reply
	w := wrong{ID: q.ID, Kind: q.Kind, Question: q.Text, Answerable: q.Answerable}
	var quotations []bot.Citation
	if r != nil {
		w.ReadAs, w.Said = r.ReadAs, r.Why
		w.Score = fmt.Sprintf("%.2f", r.Score)
		quotations = slices.Concat(r.Citations, r.Closest)
		for _, c := range quotations {
			w.Shown = append(w.Shown, newShown(c))
		}
		for _, p := range r.Points {
			if p.Text != "" {
				w.Claims = append(w.Claims, fmt.Sprintf("%s %v", p.Text, p.Citations))
			}
		}
		for _, m := range r.Missing {
			w.Said = strings.TrimSpace(w.Said + " " + m)
		}
	}
	for i, at := range score.Found(q, quotations) {
		fact := wanted{Alternatives: q.Gold[i]}
		if at >= 0 {
			fact.In = quotations[at].Number
		}
		w.Wanted = append(w.Wanted, fact)
	}
	return w
}

func newShown(c bot.Citation) shown {
	s := shown{Number: c.Number}
	day := ""
	if !c.Published.IsZero() {
		day = c.Published.Format("2 January 2006")
	}
	var source []string
	for _, part := range []string{c.Heading, c.Outlet, day, c.Passage} {
		if part != "" {
			source = append(source, part)
		}
	}
	s.Source = strings.Join(source, " · ")
	if strings.HasPrefix(c.URL, "https://") || strings.HasPrefix(c.URL, "http://") {
		s.URL = c.URL
	}
	words := slices.SortedFunc(slices.Values(c.Words), func(x, y corpus.Span) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	at := 0
	for _, w := range words {
		start, end := max(w.Start-c.Span.Start, at), min(w.End-c.Span.Start, len(c.Quote))
		if start < end {
			s.Parts = append(s.Parts, part{c.Quote[at:start], false}, part{c.Quote[start:end], true})
			at = end
		}
	}
	s.Parts = append(s.Parts, part{c.Quote[at:], false})
	return s
}
