package bot

import (
	"testing"

	"cuttings/bot/bottest"
)

func TestAsksForPair(t *testing.T) {
	tests := map[string]bool{
		"How long did it take before, and how long now?":             true,
		"What fine did the majority favour, and what the minority?":  true,
		"How big was the crowd according to police and to the union": true,
		"Which was deadlier, the storm of 1980 or this one?":         true,
		"Did the strike go on longer than the one of 1991?":          true,
		"Which of the two magistrates is the elder?":                 true,
		"Is the loss up or down?":                                    true,
		"sea arrivals: this year vs a year ago":                      true,
		"How do the two accounts differ?":                            true,
		"Do the widow and her brother want the same?":                true,
		"Who won the Ballon d'or?":                                   false,
		"Which lawmaker begged Lam to go?":                           false,
		"What did Putin say about sanctions?":                        false,
		"When do they meet?":                                         false,
		"What about health and welfare?":                             false,
	}
	for text, want := range tests {
		if got := asked(text).pair; got != want {
			t.Errorf("%q asks for two things: %v, want %v", text, got, want)
		}
	}
}

func TestCounterpart(t *testing.T) {
	b, d := over(t, bottest.Articles(t,
		"Police counted 300 people. The union spoke of 900. It rained all day. Nobody was hurt there. All went home late. At night 20 came back.",
		"Elsewhere some 50 met."))
	const question = "How many came according to police and according to the union?"
	tests := []struct {
		name, question string
		hits           []hit
		want           string
	}{
		{"the other of two", question, []hit{{"Police counted", 4}, {"The union", 0}}, "Police counted, The union"},
		{"of one thing none", "How many came?", []hit{{"Police counted", 4}, {"The union", 0}}, "Police counted"},
		{"one that hardly answers isn't", question, []hit{{"Police counted", 2}, {"The union", -1.5}}, "Police counted"},
		{"nor one far below", question, []hit{{"Police counted", 6}, {"The union", 1}}, "Police counted"},
		{"nor one far off", question, []hit{{"Police counted", 4}, {"At night", 0}}, "Police counted"},
		{"nor one of another report", question, []hit{{"Police counted", 4}, {"Elsewhere some", 0}}, "Police counted"},
		{"nor one without a number if numbers are asked for", question, []hit{{"Police counted", 4}, {"It rained", 1}, {"The union", 0}}, "Police counted, The union"},
	}
	for _, tt := range tests {
		if got := begins(chosenBy(t, b, d, tt.question, tt.hits...)); got != tt.want {
			t.Errorf("%s: chosen %q, want %q", tt.name, got, tt.want)
		}
	}
}
