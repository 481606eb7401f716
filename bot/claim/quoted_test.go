package claim

import (
	"slices"
	"testing"

	"cuttings/bot/bottest"
)

// What a claim quotes stands between quotation marks in a sentence, of whatever kind and
// wherever they open, or is somebody's own words; what a report says that somebody said
// is neither.
func TestQuotations(t *testing.T) {
	report := over(t, bottest.Articles(t, `Ships of Norway

Haugen said the treaty was a fair deal for Norway, unfairly “made in Oslo”.

“It is a fair deal,” he said. “It was hard. We worked on it for a year and saw The Old Man and the Sea.”

Lindqvist told the court: 'It's a bad deal and the ministers' fault.'

“We made it in May.

It took a year of work,” Solberg said.

Solberg called it “a well‑made deal of the „North“”.
`))
	statement := over(t, bottest.Articles(t, `Remarks by President Lindqvist on Ships

Thank you all for coming. The treaty is a fair deal for Norway.

Haugen said it was made in a day.
`))
	for _, tt := range []struct {
		k               *Checker
		sentence, claim string
		fault           bool
	}{
		{report, "Haugen said", "“The treaty was a fair deal for Norway,” said Haugen.", true},
		{report, "Haugen said", "‘The treaty was a fair deal for Norway,’ said Haugen.", true},
		{report, "Haugen said", "Haugen said it was “a fair deal” for Norway.", true},
		{report, "Haugen said", "Haugen said the treaty was a “fair” deal.", false},
		{report, "Haugen said", "Haugen said the treaty was “fairly” made.", true},
		{report, "Haugen said", "It was, Haugen said, “made in Oslo”.", false},
		{report, "Haugen said", "Haugen said it was a \"deal for Norway, unfairly made\".", true},
		{report, "“It was hard", "Haugen said that it “was hard”.", false},
		{report, "We worked", "Haugen said that they had “worked on it for a year”.", false},
		{report, "We worked", "Haugen said that they saw “The Old Man and the Sea”.", false},
		{report, "Lindqvist told", "Lindqvist called it “a bad deal and the ministers’ fault”.", false},
		{report, "It took", "Solberg said it was “a year of work”.", false},
		{report, "Solberg called", "Solberg called it “a well-made deal of the “North””.", false},
		{statement, "The treaty", "Lindqvist called the treaty “a fair deal for Norway”.", false},
		{statement, "Haugen said", "“It was made in a day,” Haugen said.", true},
	} {
		faults, _ := tt.k.newCheck(tt.claim, []int{tt.k.id(t, tt.sentence)}).faults()
		if slices.Contains(faults, "quotations") != tt.fault {
			t.Errorf("%q of %q breaks %v, want quotations: %v", tt.claim, tt.sentence, faults, tt.fault)
		}
	}
}
