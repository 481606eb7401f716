package claim

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/bot/logistic"
	"cuttings/corpus"
)

// partNames are the parts of the judged claims, two of each time that some were
// written.
var partNames = []string{"dev", "kept", "dev2", "kept2", "dev3", "kept3", "dev4", "kept4", "dev5", "kept5", "dev6", "kept6", "dev7", "kept7", "dev8", "kept8"}

// totalsOnly reports whether nothing but totals is looked at of a part, and nothing fitted on it.
func totalsOnly(part string) bool {
	return slices.Contains([]string{"kept4", "kept5", "kept6", "kept7", "kept8"}, part)
}

// A judgedClaim is a line of testdata/claims.jsonl.
type judgedClaim struct {
	ID, Part, Over, Kind, Claim string
	True                        bool
	Article                     string   // of the sentences, by id; may be empty
	Sentences                   []string // each by its beginning
}

func judgedClaims(t testing.TB, file string) []judgedClaim {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []judgedClaim
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c judgedClaim
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// coverages are the Checkers of all that claims were judged over.
func coverages(t testing.TB) map[string]*Checker {
	t.Helper()
	out := map[string]*Checker{"bundled": overBundled(t)}
	for _, name := range []string{"wikinews", "releases", "reports", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "invented"} {
		articles, _, err := corpus.ReadDir(t.Context(), os.DirFS("testdata/"+name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = over(t, articles)
	}
	return out
}

// all are the sentences of a judged claim.
func (k *Checker) all(t testing.TB, c judgedClaim) []int {
	t.Helper()
	var ids []int
	for _, s := range c.Sentences {
		ids = append(ids, bottest.Sentence(t, k.coverage, c.Article, s))
	}
	return ids
}

// TestClaims holds the check of claims to what it makes of those judged by hand
// (testdata/README.md): one line for each that goes wrong in the parts to work
// on, and nothing but totals of the one kept aside.
func TestClaims(t *testing.T) {
	if testing.Short() {
		t.Skip("parses and reads 4,600 claims")
	}
	checkers := coverages(t)
	type tally struct{ trueKept, trueAll, falseDropped, falseAll int }
	parts := map[string]*tally{}
	for _, name := range partNames {
		parts[name] = &tally{}
	}
	var wrong strings.Builder
	for _, c := range judgedClaims(t, "testdata/claims.jsonl") {
		k := checkers[c.Over]
		reason := k.Check(t.Context(), c.Claim, k.all(t, c))
		p := parts[c.Part]
		switch {
		case c.True:
			p.trueAll++
			p.trueKept += int(logistic.Indicator(reason == ""))
		default:
			p.falseAll++
			p.falseDropped += int(logistic.Indicator(reason != ""))
		}
		if !totalsOnly(c.Part) && c.True != (reason == "") {
			fmt.Fprintf(&wrong, "%s %s: %s\n", c.ID, c.Kind, c.Claim)
			if c.True {
				fmt.Fprintf(&wrong, "    dropped: %s\n", reason)
			} else {
				wrong.WriteString("    kept\n")
			}
		}
	}
	var out strings.Builder
	for _, name := range partNames {
		p := parts[name]
		fmt.Fprintf(&out, "%-5s true claims kept %d of %d, false ones dropped %d of %d\n", name, p.trueKept, p.trueAll, p.falseDropped, p.falseAll)
	}
	fmt.Fprintf(&out, "\nWrong in the parts to work on:\n%s", wrong.String())
	bottest.Golden(t, "testdata/report.txt", []byte(out.String()))
}
