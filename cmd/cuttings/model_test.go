package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuttings/bot/llm/llmtest"
)

// A modelAnswer is what a model might say to one of the developer questions: lines
// written by hand, true ones and false, each with pieces of the sentences behind it.
type modelAnswer struct {
	Question    string
	True, False []modelLine
}

type modelLine llmtest.Line

func (l *modelLine) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&l.Text, &l.From})
}

func modelAnswers(t *testing.T) []modelAnswer {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "model", "claims.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []modelAnswer
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var a modelAnswer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// runModel runs the program with the scripted server as its language model; it
// must end with the status.
func runModel(t *testing.T, script llmtest.Script, in string, status int, args ...string) (out string) {
	t.Helper()
	server := llmtest.Start(script)
	defer server.Close()
	return runWith(t, map[string]string{"CUTTINGS_MODEL_URL": server.URL, "CUTTINGS_MODEL": llmtest.Model, "CUTTINGS_MODEL_KEY": server.Key}, in, status, args...)
}

// runWith runs the program in an environment of these variables and the tests' cache.
func runWith(t *testing.T, env map[string]string, in string, status int, args ...string) string {
	t.Helper()
	cache, err := vectorCache()
	if err != nil {
		t.Fatal(err)
	}
	getenv := func(name string) string {
		if name == "CUTTINGS_CACHE" {
			return cache
		}
		return env[name]
	}
	var out, errOut strings.Builder
	a := &app{in: strings.NewReader(in), out: &out, errOut: &errOut, getenv: getenv, now: time.Now, open: opening(getenv)}
	if got := a.run(t.Context(), args); got != status {
		t.Fatalf("cuttings %q ended with %d, want %d: %s", args, got, status, errOut.String())
	}
	return out.String()
}

// modelReply is what is looked at of a reply.
type modelReply struct {
	Question, Text, Mode, Notice string
	Answered                     bool
	Dropped                      []struct{ Text, Reason string }
	Usage                        struct{ Prompt, Completion int }
	Citations                    []struct {
		Article    string
		Start, End int
		Quote      string
	}
}

func askModel(t *testing.T, script llmtest.Script, questions []string, flags ...string) []modelReply {
	t.Helper()
	out := runModel(t, script, strings.Join(questions, "\n")+"\n", 0, append([]string{"ask", "--json", "-"}, flags...)...)
	var replies []modelReply
	for line := range strings.Lines(out) {
		var r modelReply
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		replies = append(replies, r)
	}
	if len(replies) != len(questions) {
		t.Fatalf("%d replies to %d questions", len(replies), len(questions))
	}
	return replies
}

// TestModelThroughTheProgram has scripted models answer the developer questions: one
// that tells the truth, one that says subtly false things, and some that turn each
// true claim into a false one. The report counts what was kept; each claim kept of a
// liar and dropped of the good one is named.
func TestModelThroughTheProgram(t *testing.T) {
	answers := modelAnswers(t)
	truth, falsehood := map[string][]llmtest.Line{}, map[string][]llmtest.Line{}
	var questions []string
	for _, a := range answers {
		questions = append(questions, a.Question)
		for _, l := range a.True {
			truth[a.Question] = append(truth[a.Question], llmtest.Line(l))
		}
		for _, l := range a.False {
			falsehood[a.Question] = append(falsehood[a.Question], llmtest.Line(l))
		}
	}
	good := llmtest.Written(truth)
	var report strings.Builder
	few := questions[:6]
	for _, m := range []struct {
		name   string
		script llmtest.Script
		true   bool
	}{
		{"good model", good, true},
		{"marked up", llmtest.Lying(good, llmtest.Marked), true},
		{"wrong sentences named", llmtest.Lying(good, llmtest.WrongSentences), true},
		{"subtly false", llmtest.Written(falsehood), false},
		{"numbers changed", llmtest.Lying(good, llmtest.NumberChanged), false},
		{"negated", llmtest.Lying(good, llmtest.Negated), false},
		{"misattributed", llmtest.Lying(good, llmtest.Misattributed), false},
		{"invented quotation", llmtest.Lying(good, llmtest.InventedQuotation), false},
	} {
		kept, dropped := 0, 0
		var wrong []string
		asked := questions
		if strings.HasPrefix(m.name, "marked") || strings.HasPrefix(m.name, "wrong") {
			asked = few // what is done to the claims is the same for all
		}
		for _, r := range askModel(t, m.script, asked) {
			said := len(r.Dropped)
			if r.Mode == "model" {
				claims, _, _ := strings.Cut(r.Text, "\n\n")
				n := len(strings.Split(strings.TrimSpace(claims), "\n"))
				kept += n
				if !m.true {
					wrong = append(wrong, "kept: "+claims)
				}
			} else if r.Answered && r.Notice == "" && said > 0 {
				t.Errorf("%s: %q: quotations alone, without a word why", m.name, r.Question)
			}
			dropped += said
			for _, d := range r.Dropped {
				if m.true {
					wrong = append(wrong, "dropped: "+d.Text+" ("+d.Reason+")")
				}
			}
			checkModelReply(t, r)
		}
		fmt.Fprintf(&report, "%s: kept %d, dropped %d\n", m.name, kept, dropped)
		for _, w := range wrong {
			fmt.Fprintf(&report, "  %s\n", strings.ReplaceAll(w, "\n", "\n    "))
		}
	}
	golden(t, "model", report.String())
}

// checkModelReply holds a reply to what is always true of one, whatever the model said.
func checkModelReply(t *testing.T, r modelReply) {
	t.Helper()
	text := articleText(t)
	for _, c := range r.Citations {
		if a := text[c.Article]; a == "" || a[c.Start:c.End] != c.Quote {
			t.Errorf("%q: the quotation %q isn't the bytes that it names", r.Question, c.Quote)
		}
	}
	if r.Mode == "model" && r.Usage.Prompt == 0 {
		t.Errorf("%q: usage isn't counted", r.Question)
	}
	for _, foreign := range []string{"<!", "<@", "evil.example", "](", "`"} {
		if strings.Contains(r.Text, foreign) {
			t.Errorf("%q: %q in the text %q", r.Question, foreign, r.Text)
		}
	}
}

func articleText(t *testing.T) map[string]string {
	t.Helper()
	articles, err := readArticles(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, a := range articles {
		out[a.ID] = a.Text
	}
	return out
}
