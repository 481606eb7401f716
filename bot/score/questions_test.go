package score

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	const file = `{"id":"a","question":"Who?","kind":"who","answerable":true,"gold":[["x","y"],["z"]],"articles":["n"],"notes":"-"}

{"id":"b","question":"Why?","kind":"offtopic","answerable":false}
{"id":"d","turns":[{"question":"When?","kind":"when","answerable":true,"gold":[["1"]]},{"id":"own","question":"And then?","kind":"followup","answerable":false}]}`
	want := []Dialogue{
		{{ID: "a", Text: "Who?", Kind: "who", Answerable: true, Gold: [][]string{{"x", "y"}, {"z"}}}},
		{{ID: "b", Text: "Why?", Kind: "offtopic"}},
		{
			{ID: "d#1", Text: "When?", Kind: "when", Answerable: true, Gold: [][]string{{"1"}}},
			{ID: "own", Text: "And then?", Kind: "followup"},
		},
	}
	got, err := Read(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}

func TestReadErrors(t *testing.T) {
	const good = `{"question":"Who?","kind":"who","answerable":false}` + "\n\n"
	for line, want := range map[string]string{
		`Who?`:                                   "line 3: not a question: ",
		`["Who?"]`:                               "line 3: not a question: ",
		`{"question":"Who?"`:                     "line 3: not a question: ",
		`{"id":"x"}`:                             `line 3: "question" is missing`,
		`{"question":"Who?","answerable":false}`: `line 3: "kind" is missing`,
		`{"question":"Who?","kind":"who"}`:       `line 3: "answerable" is missing`,
		`{"question":"Who?","kind":"who","answerable":true}`:                            `line 3: "gold" is missing`,
		`{"turns":[{"question":"A","kind":"who","answerable":false},{"question":"B"}]}`: `line 3: turn 2: "kind" is missing`,
	} {
		if _, err := Read(strings.NewReader(good + line)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Read(%s) = %v, want %s…", line, err, want)
		}
	}
}

// FuzzRead: a question that is read can be judged, and what can't be read is an
// error that names its line.
func FuzzRead(f *testing.F) {
	f.Add(`{"question":"Who?","kind":"who","answerable":true,"gold":[[""],[]]}`)
	f.Add("{\"turns\":[]}\n{\"turns\":[{}]}")
	f.Fuzz(func(t *testing.T, file string) {
		dialogues, err := Read(strings.NewReader(file))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "line ") {
				t.Errorf("error without a line: %v", err)
			}
			return
		}
		tally := NewTally(nil)
		for _, d := range dialogues {
			for _, q := range d {
				if q.Answerable && len(q.Gold) == 0 {
					t.Errorf("answerable without gold: %+v", q)
				}
				tally.Add(q, quotes("a quote"), "a quote [1]")
			}
		}
		if got := tally.Right + tally.PartlyRight + tally.Wrong + tally.FalselyAnswered; got != tally.Questions {
			t.Errorf("%d outcomes for %d questions", got, tally.Questions)
		}
	})
}
