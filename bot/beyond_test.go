package bot_test

import (
	"testing"

	"cuttings/bot"
)

// TestBeyond asks about days after the last report, which is of 31 December 2021.
func TestBeyond(t *testing.T) {
	b := overBundled(t)
	const ends = "The coverage ends on 31 December 2021, before “"
	tests := []struct{ question, why string }{
		{"What did Biden and Putin discuss on February 12, 2022?", ends + "February 12, 2022”."},
		{"What did Biden and Putin discuss on 12 Feb. 2022?", ends + "12 Feb. 2022”."},
		{"Had Biden and Putin spoken again by 2022-03-01?", ends + "2022-03-01”."},
		{"What did Putin warn Biden of in March 2022?", ends + "March 2022”."},
		{"What did Putin warn Biden of in 2024?", ends + "2024”."},
		{"What will be held in Geneva on January 10, 2022?", ""},
		{"What is planned in Geneva in January 2022?", ""},
		{"What did Putin warn Biden of on 30 December 2021?", ""},
		{"What did Putin warn Biden of in December 2021?", ""},
	}
	for _, tt := range tests {
		r, err := b.Answer(t.Context(), tt.question)
		if err != nil {
			t.Fatal(err)
		}
		if beyond := tt.why != ""; beyond && (r.Answered || r.Why != tt.why || r.Score != 0) || !beyond && !r.Answered {
			t.Errorf("%s: answered %v with score %.2f, because %q; want %q", tt.question, r.Answered, r.Score, r.Why, tt.why)
		}
	}
}

// TestNothingAsked holds that small talk is told so, without passages.
func TestNothingAsked(t *testing.T) {
	b := overBundled(t)
	for _, text := range []string{"thanks, that's all for now", "Hello there!", "what can I ask you?", "bye"} {
		r, err := b.Answer(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		if r.Reason != bot.NotCovered || r.Why != "That asks nothing of the coverage." || len(r.Closest) > 0 || r.Score != 0 {
			t.Errorf("%s: %s, %q, %d passages, score %.2f", text, r.Reason, r.Why, len(r.Closest), r.Score)
		}
	}
}

// TestNothingNamed holds that a question of nothing but question words, pronouns and the
// like has no answer that the bot is sure of.
func TestNothingNamed(t *testing.T) {
	b := overBundled(t)
	for _, text := range []string{"what?", "--what?", "Who?", "why", "the", "What about it?", "Who said that?", "What did he do?"} {
		r, err := b.Answer(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		if r.Answered || r.Reason != bot.Unsure || len(r.Closest) == 0 {
			t.Errorf("%s: answered %v, %q, %d passages", text, r.Answered, r.Reason, len(r.Closest))
		}
	}
}
