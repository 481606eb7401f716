package bot

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"cuttings/corpus"
)

// A judgedClaim is a line of testdata/claims/claims.jsonl.
type judgedClaim struct {
	ID, Part, Over, Kind, Claim string
	True                        bool
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

func claimCoverages(t testing.TB) map[string]*Bot {
	t.Helper()
	out := map[string]*Bot{}
	bundled, _ := overBundled(t)
	out["bundled"] = bundled
	for _, name := range []string{"wikinews", "releases"} {
		articles, err := corpus.ReadDir(t.Context(), os.DirFS("testdata/claims/"+name))
		if err != nil {
			t.Fatal(err)
		}
		out[name], _ = over(t, articles)
	}
	return out
}

// begins finds the sentence that begins with the words.
func (b *Bot) begins(t testing.TB, words string) int {
	t.Helper()
	for id, s := range b.coverage.Sentences {
		if strings.HasPrefix(s.Text, words) {
			return id
		}
	}
	t.Fatalf("no sentence begins with %q", words)
	return 0
}

func TestClaims(t *testing.T) {
	bots := claimCoverages(t)
	type tally struct{ kept, dropped int }
	count := map[string]*tally{}
	for _, c := range judgedClaims(t, "testdata/claims/claims.jsonl") {
		b := bots[c.Over]
		var ids []int
		for _, s := range c.Sentences {
			ids = append(ids, b.begins(t, s))
		}
		reason := b.checkClaim(cleanClaim(c.Claim), ids)
		key := fmt.Sprint(c.Part, " ", c.True)
		if count[key] == nil {
			count[key] = &tally{}
		}
		if reason == "" {
			count[key].kept++
		} else {
			count[key].dropped++
		}
		if c.Part == "dev" && c.True != (reason == "") {
			t.Logf("%s %v %s: %s\n    %q\n", c.ID, c.True, c.Kind, c.Claim, reason)
		}
	}
	for k, v := range count {
		t.Logf("%s: %d kept, %d dropped", k, v.kept, v.dropped)
	}
}
