package bot

import "testing"

func TestUnframed(t *testing.T) {
	tests := []struct {
		text, want string
		each       bool
	}{
		{"According to the articles, how many troops are there?", "how many troops are there?", false},
		{"according to the various reports who asked for the call", "who asked for the call", false},
		{"In the coverage, who asked for the call?", "who asked for the call?", false},
		{"Per the reporting, when will they meet?", "when will they meet?", false},
		{"Across all five articles, what is said of Geneva?", "what is said of Geneva?", false},
		{"In each report, how long was the call?", "how long was the call?", true},
		{"According to each report, did he win?", "did he win?", true},
		{"What was the length of the call in each article?", "What was the length of the call", true},
		{"Who asked for the call, according to the articles?", "Who asked for the call", false},
		{"How do the reports differ on troop numbers?", "troop numbers", true},
		{"Do the different articles agree on who asked for the call?", "who asked for the call", true},
		{"Where do the outlets contradict each other about the toll", "the toll", true},
		{"Compare how the reports describe the call.", "the call", true},
		{"How do the accounts differ in how they describe the call?", "the call", true},

		{"What do the articles say about sanctions?", "What do the articles say about sanctions?", false},
		{"How much money was in the accounts?", "How much money was in the accounts?", false},
		{"According to sources, who resigned?", "According to sources, who resigned?", false},
		{"According to the report by the UN, who resigned?", "According to the report by the UN, who resigned?", false},
		{"In the articles of impeachment, what is alleged?", "In the articles of impeachment, what is alleged?", false},
		{"In which articles is Geneva named?", "In which articles is Geneva named?", false},
		{"How do the sides differ on NATO?", "How do the sides differ on NATO?", false},
		{"Which Democrat backed one article of impeachment?", "Which Democrat backed one article of impeachment?", false},
		{"in the coverage", "in the coverage", false},
	}
	for _, tt := range tests {
		if got, each := unframed(tt.text); got != tt.want || each != tt.each {
			t.Errorf("unframed(%q) = %q, %t, want %q, %t", tt.text, got, each, tt.want, tt.each)
		}
	}
}
