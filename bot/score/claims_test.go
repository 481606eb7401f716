package score

import (
	"slices"
	"strings"
	"testing"
)

func TestReadClaims(t *testing.T) {
	claims, err := ReadClaims(strings.NewReader(`{"claim":"a","true":true,"evidence":"x"}
{"hypothesis":"b","label":"entailment","premise":"y"}

{"claim":"c","label":"REFUTES","evidence":[{"index":1,"text":"x"},{"text":"y"}]}
{"claim":"d","true":false,"sentences":["The"],"evidence":["z","w"]}
{"claim":"e","label":"partially_supported","evidence":[{"index":3,"text":"x"},{"index":7,"text":"y"},{"index":9,"text":"z"}],"supporting_sentences":[[3,9],[7]]}
{"claim":"f","label":"not_supported","evidence":[{"index":3,"text":"x"}],"supporting_sentences":[[]]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Claim{
		{Text: "a", True: true, Evidence: []string{"x"}},
		{Text: "b", True: true, Evidence: []string{"y"}},
		{Text: "c", Evidence: []string{"x", "y"}},
		{Text: "d", Evidence: []string{"z", "w"}, Begins: []string{"The"}},
		{Text: "e", Evidence: []string{"x", "z"}},
		{Text: "f", Evidence: []string{"x"}},
	}
	if !slices.EqualFunc(claims, want, func(a, b Claim) bool {
		return a.Text == b.Text && a.True == b.True && slices.Equal(a.Evidence, b.Evidence) && slices.Equal(a.Begins, b.Begins)
	}) {
		t.Errorf("claims %+v, want %+v", claims, want)
	}
	for line, problem := range map[string]string{
		`{"true":true,"evidence":"x"}`:           `"claim" is missing`,
		`{"claim":"a","true":true}`:              `"evidence" is missing`,
		`{"claim":"a","evidence":"x"}`:           `"true" is missing`,
		`{"claim":"a","evidence":7,"true":true}`: "not a claim",
		`nonsense`:                               "not a claim",
	} {
		if _, err := ReadClaims(strings.NewReader("\n" + line)); err == nil || !strings.Contains(err.Error(), "line 2: "+problem) {
			t.Errorf("%s: error %v, want %q", line, err, problem)
		}
	}
}

func TestClaimTally(t *testing.T) {
	var tally ClaimTally
	tally.Add(Claim{Text: "a", True: true}, "")
	tally.Add(Claim{Text: "b", True: true}, "isn't there")
	tally.Add(Claim{Text: "c"}, "isn't there")
	tally.Add(Claim{Text: "d"}, "")
	tally.Elsewhere = 3
	const want = `claims             4  (2 true, 2 false)
wrongly dropped    1 of 2 true ones  (50.0 %)
wrongly kept       1 of 2 false ones  (50.0 %)
left out           3  (their sentences aren't in this coverage)
`
	if got := tally.String(); got != want {
		t.Errorf("tally\n%s want\n%s", got, want)
	}
	if len(tally.Wrong) != 2 || tally.Wrong[0] != (WrongClaim{"b", "isn't there"}) || tally.Wrong[1] != (WrongClaim{"d", ""}) {
		t.Errorf("wrong %+v", tally.Wrong)
	}
}
