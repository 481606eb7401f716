package bot_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"cuttings/bot"
	"cuttings/bot/bottest"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// message is what somebody may have written in a channel.
const message = `Hi all, can somebody check this before we publish?
The call between Biden and Putin lasted 30 minutes. It was held at Russia's request.
Ushakov said the sanctions would be a “colossal mistake”. Psaki quoted Biden: “real progress in these talks can only occur in an environment of de-escalation”.
Peskov called sanctions “a colossal mistake”.
Talks will be held in Geneva on January 9-10, in Brussels on January 12 & at the OSCE on <https://osce.example|January 14>.
Biden said that he intends to send US troops to Ukraine. Macron flew to Kyiv on Monday.
Thanks!`

// TestCheckMessage shows what becomes of each statement of a message.
func TestCheckMessage(t *testing.T) {
	got, err := overBundled(t).Check(t.Context(), message)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range got.Statements {
		fmt.Fprintf(&b, "%s\n  %s. %s\n", s.Text, s.Verdict, s.Why)
		for _, c := range s.Citations {
			fmt.Fprintf(&b, "  [%d] %s (%s)\n", c.Number, c.Quote, c.Article)
		}
	}
	bottest.Golden(t, "testdata/check.txt", []byte(b.String()))
	checkChecked(t, message, got)
}

// checkChecked holds a check to what is always true of one.
func checkChecked(t *testing.T, text string, got bot.Checked) {
	t.Helper()
	source := bundledText(t)
	number, at := 0, 0
	for _, s := range got.Statements {
		i := strings.Index(text[at:], s.Text)
		if i < 0 || s.Text == "" {
			t.Fatalf("statement %q isn't in the rest of the text", s.Text)
		}
		at += i + len(s.Text)
		if s.Verdict != bot.NotThere && len(s.Citations) == 0 || s.Verdict == bot.Contradicted && s.Why == "" {
			t.Errorf("%q is %s without a citation or a reason", s.Text, s.Verdict)
		}
		for _, c := range s.Citations {
			number++
			article, ok := source(c.Article)
			if c.Number != number || !ok || c.Span.Of(article) != c.Quote {
				t.Errorf("citation %+v isn't number %d of the bytes that it names", c, number)
			}
		}
	}
}

func TestCheckBounds(t *testing.T) {
	text := strings.Repeat("The call lasted 50 minutes. ", 25) + strings.Repeat("Putin spoke and spoke with Biden ", 40) + "."
	got, err := overBundled(t).Check(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Statements) != 20 || got.Left != 5 {
		t.Errorf("%d statements checked, %d left; want 20 and 5", len(got.Statements), got.Left)
	}
	for _, s := range []string{"", "?", "What did he say?", "ok", "https://example.org/a", "Thanks, all!"} {
		got, err := overBundled(t).Check(t.Context(), s)
		if err != nil || len(got.Statements) > 0 {
			t.Errorf("statements in %q: %+v, %v", s, got.Statements, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	b := overBundled(f)
	f.Add(message)
	f.Add("“Putin” said\x00 “that 9 of 10 — no, never! — <!channel>")
	f.Add("\xff\xfe\n\n  .  ")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			t.Skip()
		}
		got, err := b.Check(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		checkChecked(t, text, got)
	})
}

// TestCheckClaims counts the verdicts on the claims judged by hand, each without the
// sentences that it goes back to: they have to be found.
func TestCheckClaims(t *testing.T) {
	if !*calibrate {
		t.Skip("embeds six sets of articles, which takes minutes: -calibrate")
	}
	bots := map[string]*bot.Bot{"bundled": overBundled(t)}
	for _, name := range []string{"wikinews", "releases", "reports", "fourth", "fifth"} {
		articles, _, err := corpus.ReadDir(t.Context(), os.DirFS("claim/testdata/"+name))
		if err != nil {
			t.Fatal(err)
		}
		bots[name] = bot.New(newSearcher(t, retrieval.NewCoverage(articles)), bot.BundledJudges(t), noTime)
	}
	f, err := os.Open("claim/testdata/claims.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	verdicts := map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct {
			Part, Over, Claim string
			True              bool
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if bots[c.Over] == nil {
			continue // dev5 and later parts would take another ten minutes
		}
		got, err := bots[c.Over].Check(t.Context(), c.Claim)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got.Statements {
			verdicts[fmt.Sprintf("%s %v %s", c.Part, c.True, s.Verdict)]++
		}
	}
	var b strings.Builder
	for _, part := range []string{"dev", "kept", "dev2", "kept2", "dev3", "kept3", "dev4", "kept4"} {
		for _, true := range []bool{true, false} {
			count := func(v bot.Verdict) int { return verdicts[fmt.Sprintf("%s %v %s", part, true, v)] }
			fmt.Fprintf(&b, "%-5s  %-5v  supported %2d  contradicted %2d  not in the coverage %2d\n", part, true,
				count(bot.Supported), count(bot.Contradicted), count(bot.NotThere))
		}
	}
	bottest.Golden(t, "testdata/checked.txt", []byte(b.String()))
}
