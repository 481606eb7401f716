package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/bot/llm/llmtest"
)

// A verdictCount counts what became of claims that a script played.
type verdictCount struct {
	offered, kept, dropped int
	wrong                  []string // claims that should have fared otherwise
}

// fared counts what became of the claims in the replies; a claim that wasn't
// offered, as its sentences weren't in the material, counts nowhere. Kept says
// which is right.
func fared(replies []jsonReply, kept bool) (n verdictCount) {
	for _, r := range replies {
		for _, d := range r.Dropped {
			n.dropped++
			if kept {
				n.wrong = append(n.wrong, fmt.Sprintf("dropped (%s): %s", d.Reason, d.Text))
			}
		}
		if r.Mode != bot.Model {
			continue
		}
		for line := range strings.Lines(r.Text) {
			line = strings.TrimSpace(line)
			if quotation := slices.ContainsFunc(r.Citations, func(c jsonCitation) bool { return strings.Contains(line, c.Quote) && strings.HasPrefix(line, "“") }); quotation {
				continue
			}
			n.kept++
			if !kept {
				n.wrong = append(n.wrong, "kept: "+line)
			}
		}
	}
	n.offered = n.kept + n.dropped
	return n
}

// TestWrittenAnswers has a scripted server play models over the whole program: a
// good one, whose claims were written by hand for the developers' questions, and
// bad ones, whose claims are false in many ways. Claims that fare as they shouldn't
// are named in testdata/model/report.txt.
func TestWrittenAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("asks some hundred questions")
	}
	answers := writtenAnswers(t)
	var questions []string
	for _, w := range answers {
		questions = append(questions, w.Question)
	}
	good := llmtest.Written(scriptLines(answers, func(w writtenAnswer) []writtenClaim { return w.True }))
	bad := llmtest.Written(scriptLines(answers, func(w writtenAnswer) []writtenClaim { return w.False }))
	var report strings.Builder
	for _, c := range []struct {
		name   string
		script llmtest.Script
		kept   bool // is right
		// most is how many may fare wrongly: as many as did when this was written,
		// so that it gets no worse. The aim is 1 in 20 of the false ones and 1 in 10
		// of the true ones.
		most int
	}{
		{"true, by hand", good, true, 5},
		{"false, by hand", bad, false, 1},
		{"false, by rules", inAllWays(good, llmtest.Negated, llmtest.Misattributed, llmtest.InventedQuotation, llmtest.NumberChanged), false, 2},
		// Code takes markup out, and finds the sentences that carry a claim.
		{"other sentences", llmtest.Lying(llmtest.Lying(good, llmtest.WrongSentences), llmtest.Marked), true, 5},
	} {
		replies, _ := overScript(t, c.script, questions)
		n := fared(replies, c.kept)
		fmt.Fprintf(&report, "%-17s%3d offered, %3d kept, %3d dropped\n", c.name, n.offered, n.kept, n.dropped)
		for _, w := range n.wrong {
			fmt.Fprintf(&report, "    %s\n", w)
		}
		if n.offered < 20 {
			t.Errorf("%s: only %d claims were offered", c.name, n.offered)
		}
		if len(n.wrong) > c.most {
			t.Errorf("%s: %d of %d claims fared wrongly, at most %d may", c.name, len(n.wrong), n.offered, c.most)
		}
		for _, r := range replies {
			if strings.Contains(r.Text, "evil.example") || strings.Contains(r.Text, "<!") || strings.Contains(r.Text, "U0123456") {
				t.Errorf("%s: markup is shown: %s", c.name, r.Text)
			}
		}
	}
	golden := filepath.Join("testdata", "model", "report.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(report.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), report.String()); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

// inAllWays plays a model that says each claim of another in several false ways.
func inAllWays(script llmtest.Script, lies ...llmtest.Lie) llmtest.Script {
	return func(r llmtest.Request) llmtest.Reply {
		var draft struct{ Claims []llmtest.Claim }
		if err := json.Unmarshal([]byte(script(r).Content), &draft); err != nil || len(draft.Claims) == 0 {
			return script(r)
		}
		var claims []llmtest.Claim
		for _, c := range draft.Claims {
			for _, lie := range lies {
				claims = append(claims, lie(c, r))
			}
		}
		return llmtest.Draft(claims...)
	}
}
