package blocks

import (
	"encoding/json"
	"strings"
	"testing"

	"cuttings/bot"
	"cuttings/corpus"
)

func TestUsageOfABareCommand(t *testing.T) {
	for _, args := range []string{"", " "} {
		if got, want := Usage("/digest", args).Text, Help("/digest").Text; got != want {
			t.Errorf("Usage(/digest, %q) = %q, want the help: %q", args, got, want)
		}
	}
}

// TestNearestPassagesAreNotMarked: only where the passage may answer does some of
// it stand out.
func TestNearestPassagesAreNotMarked(t *testing.T) {
	c := bot.Citation{Number: 1, Article: "talks", Quote: "Talks open on January 12.", Words: []corpus.Span{{Start: 14, End: 24}}}
	for reason, want := range map[bot.Reason]bool{bot.Unsure: true, bot.NotCovered: false} {
		m := Answer(bot.Reply{Why: "No.", Reason: reason, Closest: []bot.Citation{c}}, Ref{}, AnswerOptions{})
		raw, err := json.Marshal(m.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(raw), `"text":"January 12"`); got != want {
			t.Errorf("%v: words marked = %v, want %v: %s", reason, got, want, raw)
		}
	}
}
