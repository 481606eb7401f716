package blocks

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/corpus"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The report that the golden files quote is made up.
const ferryText = `Date: 2024-03-02
Ferry to Lindholm stops until April

The ferry to Lindholm will not sail before 3 April, harbour master Ida Krog said on Saturday. “The hull must be welded first,” she said.

About 400 people commute by it. A bus will run every hour.

Mayor Jonas Fehr disputed the date: “It will sail next week.”

Source: Harbour Post`

func ferry(t *testing.T) corpus.Article {
	t.Helper()
	a, err := corpus.Parse("ferry", []byte(ferryText))
	if err != nil {
		t.Fatal(err)
	}
	a.URL, a.Author = "https://harbour.example/ferry?id=1&lang=en", "Ann Ström"
	return a
}

// cite quotes words of an article; those of them that answer are words.
func cite(t *testing.T, a corpus.Article, number int, quote, words string) bot.Citation {
	t.Helper()
	at := strings.Index(a.Text, quote)
	if at < 0 {
		t.Fatalf("%q isn't in the article", quote)
	}
	c := bot.Citation{
		Number: number, Article: a.ID, Version: a.Version[:8], Heading: a.Title, Outlet: a.Outlet, Published: a.Date(), URL: a.URL,
		Quote: quote, Span: corpus.Span{Start: at, End: at + len(quote)},
	}
	if i := strings.Index(quote, words); words != "" && i >= 0 {
		c.Words = []corpus.Span{{Start: at + i, End: at + i + len(words)}}
	}
	return c
}

// radio carries a citation of another report, without an address.
func radio(c bot.Citation, number int) bot.Citation {
	c.Number, c.Article, c.Outlet, c.URL, c.Heading = number, "radio-0302", "", "", "Ferry <out> of service & under repair"
	return c
}

func TestGolden(t *testing.T) {
	a := ferry(t)
	day := a.Date()
	covered := bot.Coverage{Articles: 2, From: day, To: day}
	date := cite(t, a, 1, "The ferry to Lindholm will not sail before 3 April, harbour master Ida Krog said on Saturday.", "3 April")
	mayor := cite(t, a, 3, "Mayor Jonas Fehr disputed the date: “It will sail next week.”", "next week")
	bus := cite(t, a, 1, "A bus will run every hour.", "")
	ref := Ref{ID: "A1"}

	answer := bot.Reply{
		Question: "When will it sail?", ReadAs: "When will the ferry to Lindholm sail?", Answered: true, Mode: bot.Extractive,
		Points: []bot.Point{
			{Speaker: "Ida Krog", Citations: []int{1, 2}},
			{Speaker: "Jonas Fehr", Citations: []int{3}},
		},
		Citations: []bot.Citation{date, radio(date, 2), mayor},
		Missing:   []string{"The coverage doesn't say what the repair costs."},
		Coverage:  covered,
	}
	model := answer
	model.Mode, model.ReadAs, model.Missing = bot.Model, "", nil
	model.Points = []bot.Point{
		{Text: "The harbour master says that it won't sail before 3 April.", Citations: []int{1, 2}},
		{Text: "The mayor says that it will sail next week.", Citations: []int{3}},
	}
	model.Dropped = []bot.Dropped{{Text: "It sank.", Reason: "no sentence says so"}}
	fallen := answer
	fallen.Notice = "The model's budget for today is spent, so here are the passages themselves."
	fallen.ReadAs, fallen.Missing, fallen.Points, fallen.Citations = "", nil, answer.Points[:1], answer.Citations[:2]
	unsure := bot.Reply{Question: "Who commutes?", Reason: bot.Unsure, Why: "The coverage may not say who commutes.", Closest: []bot.Citation{bus}, Coverage: covered}
	refused := bot.Reply{Question: "Who won the cup?", Reason: bot.NotCovered, Why: "The coverage doesn't mention a cup.", Coverage: covered}
	long := bot.Reply{Question: "Everything?", Answered: true, Coverage: covered}
	for i := range 20 {
		c := radio(date, i+1)
		c.Quote = strings.Repeat("Word for word. ", 150)
		long.Citations = append(long.Citations, c)
	}
	long.Citations[0].Quote = strings.Repeat("A sentence without an end ", 900)
	summary := bot.Summary{
		Topic: "the ferry", Since: day, Newer: 2, Coverage: covered,
		Points: []bot.SummaryPoint{{Citations: []bot.Citation{date, radio(date, 2)}}},
	}
	checked := bot.Checked{Coverage: covered, Statements: []bot.CheckedStatement{
		{Text: "A bus runs every hour.", Verdict: bot.Supported, Citations: []bot.Citation{bus}},
		{Text: "The ferry sails on 1 April.", Verdict: bot.Contradicted, Why: "The coverage says: not before 3 April.", Citations: []bot.Citation{radio(date, 2)}},
		{Text: "The bus is free.", Verdict: bot.NotThere, Why: "The coverage doesn't say what it costs."},
	}}
	var list []bot.Source
	for range 12 {
		list = append(list, bot.Source{Article: "ferry", Heading: a.Title, Outlet: a.Outlet, Published: day, Passages: 4, URL: a.URL})
	}
	list[10].URL, list[10].Outlet, list[10].Published = "", "", time.Time{}
	digest := Digest{ID: 7, Topic: "ferries", Weekdays: true, Hour: 8, Minute: 5, Zone: "Europe/Copenhagen"}

	tests := map[string]any{
		"answer":           Answer(answer, ref, AnswerOptions{}),
		"answer_ephemeral": Answer(fallen, ref, AnswerOptions{Restate: true, Ephemeral: true}),
		"answer_model":     Answer(model, ref, AnswerOptions{}),
		"answer_unsure":    Answer(unsure, ref, AnswerOptions{}),
		"answer_refused":   Answer(refused, ref, AnswerOptions{Restate: true}),
		"answer_basic":     Basic(Answer(refused, ref, AnswerOptions{})),
		"answer_modal":     AnswerModal(fallen, ref, 0),
		"summary":          Summary(summary, ref, AnswerOptions{Heading: "Your daily digest"}),
		"summary_modal":    SummaryModal(summary, ref, 0),
		"checked":          Checked(checked, ref, AnswerOptions{Ephemeral: true}),
		"sources":          Sources(list[9:], "ferry", 0),
		"sources_none":     Sources(nil, "a <!channel> cup", 0),
		"home": Home(HomeData{
			Coverage: covered, Outlets: []string{a.Outlet}, Ingested: day, Now: day.Add(3 * time.Hour),
			Questions: []string{"When will the ferry sail?"}, Digests: []Digest{digest},
		}),
		"passage":    PassageModal(a, mayor.Span, 0),
		"article":    ArticleModal(a, 0),
		"feedback":   FeedbackModal(ref),
		"failure":    Failure("The search took too long. Please ask again.", "A1"),
		"help":       Help(""),
		"usage":      Usage("/digest", "yearly"),
		"digest_set": DigestSet(digest),
		"digests":    Digests([]Digest{digest}),
	}
	for name, v := range tests {
		t.Run(name, func(t *testing.T) {
			switch v := v.(type) {
			case Message:
				if err := ValidateMessage(v.Text, v.Blocks); err != nil {
					t.Errorf("refused: %v", err)
				}
			default:
				if err := ValidateView(v); err != nil {
					t.Errorf("refused: %v", err)
				}
			}
			golden(t, name+".json", v)
		})
	}
	t.Run("long", func(t *testing.T) { checkLong(t, long) })
}

// golden compares v as JSON, a block a line, with a file, or rewrites that.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	if m, ok := v.(Message); ok {
		v = struct {
			Text   []string      `json:"text"` // by line, to be read
			Blocks []slack.Block `json:"blocks"`
		}{strings.Split(m.Text, "\n"), m.Blocks}
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("{\n")
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(members))) { // the text and title first
		value := string(members[name])
		var list []json.RawMessage
		if json.Unmarshal(members[name], &list) == nil {
			var lines []string
			for _, e := range list {
				lines = append(lines, string(e))
			}
			value = "[\n " + strings.Join(lines, ",\n ") + "\n]"
		}
		comma := ","
		if name == "blocks" {
			comma = ""
		}
		fmt.Fprintf(&b, "%q: %s%s\n", name, strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(value), comma)
	}
	b.WriteString("}\n")
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s, -want +got (-update rewrites it):\n%s", file, diff)
	}
}

// checkLong checks an answer of 20 citations, of which the first is too long for a
// message.
func checkLong(t *testing.T, r bot.Reply) {
	t.Helper()
	m := Answer(r, Ref{ID: "A1"}, AnswerOptions{})
	raw, err := json.Marshal(m.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"The passage has 23400 characters, too many to show here; “Show in context” shows all of it.",
		"Shown: the first 5 of 20; the others didn't fit here.",
		`"action_id":"all","value":"0 A1"`, `"feedback_buttons"`,
	} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("an answer of 20 long citations doesn't hold %q", want)
		}
	}
	if !strings.Contains(m.Text, "Shown: the first 3 of 20;") || !strings.Contains(m.Text, "Written by a machine") {
		t.Errorf("its text doesn't say that there is more: %q", m.Text)
	}
	first := AnswerModal(r, Ref{ID: "A1"}, 0)
	raw, err = json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	var v struct{ Blocks []any }
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	if got := quotedIn(v.Blocks); len(got) == 0 || got[0] != r.Citations[0].Quote {
		t.Error("the modal doesn't show the whole of the first quotation")
	}
}
