package bot

import "testing"

func TestCompared(t *testing.T) {
	tests := map[string]string{
		"How do the Kremlin and the White House differ on arms?":                     "[kremlin white house]",
		"What wind speeds were given for Barry and for Tropical Depression Three?":   "[barry tropical depression three]",
		"In which hospitals did Mugabe and Mubarak die?":                             "[mugabe mubarak]",
		"What are NASA's deals with Boeing and SpaceX worth?":                        "[boeing spacex]",
		"Who blames whom, Washington's version vs Moscow's":                          "[washington moscow]",
		"What do Russia, NATO and the OSCE want?":                                    "[russia nato osce]",
		"How big was it according to Turkey and to the Americans?":                   "[turkey americans]",
		"How did US deaths compare with Italy?":                                      "[]",
		"What did Putin tell Biden?":                                                 "[]",
		"What is Russia's view of NATO?":                                             "[]",
		"What did Ushakov say?":                                                      "[]",
		"What did Biden say about Geneva when Putin called, and what about Brussels": "[]",
	}
	for text, want := range tests {
		got := "["
		for i, n := range asked(text).compared() {
			if i > 0 {
				got += " "
			}
			got += n.String()
		}
		if got += "]"; got != want {
			t.Errorf("compared in %q = %s, want %s", text, got, want)
		}
	}
}

func TestHeard(t *testing.T) {
	b, d := overBundled(t)
	const (
		indicated = "Biden reportedly indicated"         // the Kremlin on weapons
		doubts    = "The White House appeared"           // two sentences on
		clear     = "The US president has made it clear" // weapons, in another report
		peskov    = "According to the Kremlin Press Secretary Dmitry Peskov"
		bbc       = "This was reported by the BBC"
		press     = "According to the Kremlin's press service"
		cardinal  = "In turn, President Putin’s advisor"
		colossal  = "“Unprecedented sanctions”"
		paths     = "Furthermore, the White House announced"
		denies    = "Russia, however, denies"
		toReport  = "The White House is to report"
	)
	tests := []struct {
		name, question string
		hits           []hit
		want           string
	}{
		{"both who are compared", "How do the Kremlin and the White House differ on weapons?",
			[]hit{{indicated, 2}, {clear, -2}, {doubts, -3}}, "Biden reportedly, The US, The White"},
		{"each who is asked", "What did the Kremlin and the White House say about weapons?",
			[]hit{{indicated, 2}, {doubts, -3}}, "Biden reportedly, The White"},
		{"each report", "How do the reports differ on what sanctions would be?",
			[]hit{{bbc, 2}, {press, 0}, {cardinal, -1}, {colossal, -2}}, "This was, According to, In turn,, “Unprecedented sanctions”"},
		{"a report that speaks of something else isn't heard", "How do the reports differ on sanctions as a mistake?",
			[]hit{{bbc, 2}, {toReport, -1}}, "This was"},
		{"a reply to a yes", "Did Biden promise not to deploy weapons?",
			[]hit{{indicated, 2}, {peskov, -1}, {doubts, -6}}, "Biden reportedly, The White"},
		{"another government on a yes/no", "Will Russia invade the country?",
			[]hit{{"If Russia “chooses", 1}, {denies, -2}}, "If Russia, Russia, however,"},
		{"not otherwise", "What weapons will come?",
			[]hit{{indicated, 2}, {doubts, -3}}, "Biden reportedly"},
		{"too far below", "How do the Kremlin and the White House differ on sanctions?",
			[]hit{{press, 4}, {paths, -5}}, "According to"},
	}
	for _, tt := range tests {
		if got := begins(chosenBy(t, b, d, tt.question, tt.hits...)); got != tt.want {
			t.Errorf("%s: %q quotes %q, want %q", tt.name, tt.question, got, tt.want)
		}
	}
}
