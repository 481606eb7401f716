package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/corpus"
)

// quotes makes an answer that cites the quotes in order, all from one article.
func quotes(qs ...string) *bot.Reply {
	r := &bot.Reply{Answered: true}
	for i, q := range qs {
		r.Citations = append(r.Citations, bot.Citation{Number: i + 1, Quote: q})
	}
	return r
}

func TestJudge(t *testing.T) {
	facts := func(gold ...[]string) Question { return Question{Answerable: true, Gold: gold} }
	one := facts([]string{"January 12", "two days later"})
	two := facts([]string{"January 12"}, []string{"Geneva"})
	none := Question{}
	unsure := &bot.Reply{Reason: bot.Unsure}
	refused := &bot.Reply{Reason: bot.NotCovered}

	for _, c := range []struct {
		name    string
		q       Question
		r       *bot.Reply
		outcome Outcome
		lead    bool
	}{
		{"a fact in the first quote", one, quotes("They meet on January 12."), Right, true},
		{"an alternative", one, quotes("They meet two days later."), Right, true},
		{"a fact further down", one, quotes("They meet.", "On January 12."), Right, false},
		{"a fact past the top", one, quotes("1", "2", "3", "4", "5", "On January 12."), Wrong, false},
		{"a fact cut in two", one, quotes("They meet on January", "12."), Wrong, false},
		{"case and typography", facts([]string{`the "West’s" two‑track`}), quotes("The “West's”\n  TWO-track way"), Right, true},
		{"two facts in one quote", two, quotes("Geneva, January 12"), Right, true},
		{"two facts in two quotes", two, quotes("in Geneva", "on January 12"), Right, true},
		{"one fact of two", two, quotes("nothing", "in Geneva"), PartlyRight, false},
		{"no fact", two, quotes("nothing"), Wrong, false},
		{"an answer without citations", one, quotes(), Wrong, false},
		{"unsure", one, unsure, Unsure, false},
		{"refused", one, refused, FalselyRefused, false},
		{"no reply", one, nil, Missing, false},
		{"not answerable, refused", none, refused, RefusedRightly, false},
		{"not answerable, unsure", none, unsure, RefusedRightly, false},
		{"not answerable, answered", none, quotes("They meet."), FalselyAnswered, false},
		{"not answerable, no reply", none, nil, Missing, false},
	} {
		outcome, lead := Judge(c.q, c.r)
		if outcome != c.outcome || lead != c.lead {
			t.Errorf("%s: Judge = %q, lead %v; want %q, lead %v", c.name, outcome, lead, c.outcome, c.lead)
		}
	}
}

func TestMisquoted(t *testing.T) {
	article := func(id string) (string, bool) { return "Ça va, said Li.", id == "a" }
	for _, c := range []struct {
		name       string
		id         string
		start, end int
		quote      string
		good       bool
	}{
		{"exact", "a", 0, 7, "Ça va,", true},
		{"to the end", "a", 8, 16, "said Li.", true},
		{"another quote", "a", 0, 7, "Ca va,", false},
		{"no such article", "b", 0, 7, "Ça va,", false},
		{"empty", "a", 3, 3, "", false},
		{"past the end", "a", 8, 17, "said Li.", false},
		{"before the start", "a", -1, 7, "Ça va,", false},
		{"backwards", "a", 7, 0, "Ça va,", false},
	} {
		cite := bot.Citation{Article: c.id, Span: corpus.Span{Start: c.start, End: c.end}, Quote: c.quote}
		for where, r := range map[string]bot.Reply{
			"citations": {Citations: []bot.Citation{cite}},
			"closest":   {Closest: []bot.Citation{cite}},
		} {
			if got := len(Misquoted(r, article)) == 0; got != c.good {
				t.Errorf("%s in %s: good = %v, want %v", c.name, where, got, c.good)
			}
		}
	}
}

func TestStrayMarks(t *testing.T) {
	r := bot.Reply{Citations: []bot.Citation{{Number: 1}}, Closest: []bot.Citation{{Number: 2}}}
	got := StrayMarks(r, "one [1], two [2], three [3], [x], [12345], [004]")
	if diff := cmp.Diff([]string{"[3]", "[004]"}, got); diff != "" {
		t.Errorf("StrayMarks (-want +got):\n%s", diff)
	}
}

// TestFoldAgrees holds Fold to Python's str.casefold and \s, by which score.py
// compares, on every code point that both know.
func TestFoldAgrees(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is missing")
	}
	const script = `
import json, re, unicodedata
for i in range(0x110000):
    c = chr(i)
    if unicodedata.category(c) not in ("Cn", "Cs") and unicodedata.normalize("NFC", c) == c:
        s = "a" + c + " b"
        f = re.sub(r"\s+", " ", s).casefold()
        if f != s: print(json.dumps([s, f]))
`
	out, err := exec.Command(python, "-c", script).Output()
	if err != nil {
		t.Skip("python3 doesn't run: ", err)
	}
	n := 0
	for line := range bytes.Lines(out) {
		var pair [2]string
		if err := json.Unmarshal(line, &pair); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(pair[0], "‘’“”\u2010\u2011\u2012–—\u2212\u200d") {
			continue
		}
		n++
		if got := Fold(pair[0]); got != pair[1] {
			t.Errorf("Fold(%+q) = %+q, Python gives %+q", pair[0], got, pair[1])
		}
	}
	if n < 1000 {
		t.Errorf("only %d code points compared", n)
	}
}

func ExampleJudge() {
	q := Question{
		Text:       "When do Russia and NATO meet?",
		Answerable: true,
		Gold:       [][]string{{"January 12", "12 January"}},
	}
	r := &bot.Reply{
		Answered:  true,
		Citations: []bot.Citation{{Number: 1, Quote: "A NATO-Russia forum follows on January 12."}},
	}
	outcome, _ := Judge(q, r)
	fmt.Println(outcome)
	// Output: right
}
