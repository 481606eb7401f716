package llm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/prompts"
)

func TestBudget(t *testing.T) {
	now := time.Date(2026, 3, 1, 23, 0, 0, 0, time.UTC)
	// Each call reserves what it may use, and is settled with the 100 tokens that
	// the double says.
	prompt := 0
	cl, w := over(t, Config{
		MaxTokens: 100,
		Budget:    Budget{Day: 10_000, UserDay: 10_000},
		Now:       func() time.Time { return now },
	}, reply(canned{Body: streamed(draftText)}))
	ask := func(user string) error {
		_, err := cl.Phrase(bot.WithAsker(context.Background(), user), "When?", reports)
		return err
	}
	if err := ask("ann"); err != nil {
		t.Fatal(err)
	}
	if all, own := cl.Spent("ann"); all != 100 || own != 100 {
		t.Fatalf("spent %d and %d, want 100 as the server says", all, own)
	}
	prompt = 1_000 // more than a call reserves
	cl.ledger.budget = Budget{Day: 2*prompt + 300, UserDay: prompt + 150}

	if err := ask("ann"); err != nil { // 200 of 1,150
		t.Fatal(err)
	}
	cl.ledger.add("ann", prompt)
	checkSpent(t, ask("ann"), "your budget for the language model is spent for today; it starts anew at midnight UTC")
	if err := ask("bob"); err != nil {
		t.Errorf("another's budget is spent too: %v", err)
	}
	cl.ledger.add("cem", prompt)
	checkSpent(t, ask("dan"), "today's budget for the language model is spent; it starts anew at midnight UTC")
	checkSpent(t, ask(""), "today's budget for the language model is spent; it starts anew at midnight UTC")
	if w.n != 3 {
		t.Errorf("%d requests, want 3: a spent budget asks nobody", w.n)
	}

	now = now.Add(time.Hour) // midnight in UTC
	if err := ask("ann"); err != nil {
		t.Errorf("the next day: %v", err)
	}
	if all, own := cl.Spent("ann"); all != 100 || own != 100 {
		t.Errorf("spent %d and %d, want 100", all, own)
	}
}

func checkSpent(t *testing.T, err error, reason string) {
	t.Helper()
	var told *bot.PhraseError
	if kind(t, err) != Spent || !errors.As(err, &told) || told.Reason != reason {
		t.Errorf("got %v, want %q", err, reason)
	}
}

// TestBudgetOverMidnight: what was set aside yesterday isn't given back today.
func TestBudgetOverMidnight(t *testing.T) {
	now := time.Date(2026, 3, 1, 23, 59, 0, 0, time.UTC)
	l := ledger{budget: Budget{Day: 1000}, now: func() time.Time { return now }}
	if e := l.reserve("ann", 700); e != nil {
		t.Fatal(e)
	}
	now = now.Add(time.Hour)
	l.settle("ann", 700, 300)
	if l.all != 300 || l.users["ann"] != 300 {
		t.Errorf("spent %d and %d, want 300", l.all, l.users["ann"])
	}
}

// TestBudgetHoldsAtOnce: calls at the same time can't overspend together.
func TestBudgetHoldsAtOnce(t *testing.T) {
	l := ledger{budget: Budget{Day: 1000, UserDay: 1000}, now: time.Now}
	var wg sync.WaitGroup
	var mu sync.Mutex
	let := 0
	for range 50 {
		wg.Go(func() {
			if l.reserve("ann", 300) == nil {
				mu.Lock()
				let++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if let != 3 {
		t.Errorf("%d calls of 300 tokens were let in, want 3 of 1,000", let)
	}
}

// TestAbsurdUsage: a server that says nonsense of what it used costs no more than
// it may have used, and gives nothing back.
func TestAbsurdUsage(t *testing.T) {
	for _, c := range []struct{ prompt, completion int }{
		{math.MaxInt, 50}, {math.MaxInt, math.MaxInt}, {-1_000_000, 1_000_100}, {50, -1_000_000},
	} {
		usage := fmt.Sprintf(`data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}`, c.prompt, c.completion)
		cl, _ := over(t, Config{Budget: Budget{Day: 1_000_000}}, reply(canned{Body: piece(draftText, "stop") + usage + "\n\n" + done}))
		draft, err := cl.Phrase(t.Context(), "When?", reports)
		if err != nil {
			t.Fatal(err)
		}
		most := 2 * maxUsage * cl.reserved(*cl.dialect.Load(), prompts.Answer("When?", articles(reports)))
		if all, _ := cl.Spent(""); all <= 0 || all > most || draft.Usage.Prompt < 0 || draft.Usage.Completion < 0 {
			t.Errorf("%+v: spent %d, usage %+v", c, all, draft.Usage)
		}
		if _, err := cl.Phrase(t.Context(), "When?", reports); err != nil {
			t.Errorf("%+v: the next question: %v", c, err)
		}
	}
}

// TestFailuresCost: a server that never worked for a call doesn't cost; one that
// may have does, by estimate.
func TestFailuresCost(t *testing.T) {
	for name, c := range map[string]struct {
		reply roundTrip
		costs bool
	}{
		"wrong key":  {status(401), false},
		"failing":    {status(500), false},
		"cut short":  {reply(canned{Body: piece("{", "length")}), true},
		"broken off": {reply(canned{Body: piece("{", nil)}), true},
		"silent":     {stuck(""), true},
		"too slow":   {stuck(piece("{", nil)), true},
	} {
		cl, _ := over(t, Config{Timeout: 100 * time.Millisecond}, c.reply)
		_, err := cl.Phrase(bot.WithAsker(t.Context(), "ann"), "When?", reports)
		all, own := cl.Spent("ann")
		if kind(t, err) == "" || (all > 0) != c.costs || all != own {
			t.Errorf("%s: spent %d and %d (%v)", name, all, own, err)
		}
	}
}
