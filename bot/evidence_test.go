package bot

import (
	"testing"

	"cuttings/bot/bottest"
)

// TestUnnamedYears: a report of another year that doesn't name the one asked about goes
// behind.
func TestUnnamedYears(t *testing.T) {
	b, d := over(t, bottest.Articles(t,
		"Monday, September 9, 2019\n\nMugabe won a presidential election.",
		"Friday, May 3, 2013\n\nIn the 2020 election a Roe may win.",
		"Friday, May 7, 2021\n\nLast year a Doe won the election.",
		"A Poe won an election."))
	d.finds(t, hit{"Mugabe won", likely + .5}, hit{"In the 2020", likely}, hit{"Last year", likely}, hit{"A Poe", likely})
	for question, want := range map[string][]bool{
		"Who won the 2020 election?": {true, false, false, false},
		"Who won the 2019 election?": {false, true, true, false},
		"Who won the election?":      {false, false, false, false},
	} {
		f, err := b.find(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.candidates {
			if got := c.unnamed; got != want[c.sentence.Article] {
				t.Errorf("%q: unnamed of %q is %v, want %v", question, c.sentence.Text, got, want[c.sentence.Article])
			}
		}
	}
}

// TestUnnamed: of sentences that answer alike goes first that of the report that has one
// of the names asked about; countries and what is named nowhere don't tell.
func TestUnnamed(t *testing.T) {
	b, d := over(t, bottest.Articles(t,
		"Jane Doe has died.\n\nHer death was made known in Goa by Ann Lee.",
		"John Roe has died.\n\nHis death was announced in Russia by Max Poe."))
	d.finds(t, hit{"His death", likely + .5}, hit{"Her death", likely})
	for question, want := range map[string]string{
		"Who announced Doe's death?":          "Her death",
		"Who announced the death?":            "His death",
		"Who announced the death in Germany?": "His death",
		"Who announced Quincy's death?":       "His death",
		"Who announced the death in Goa?":     "Her death",
	} {
		f, err := b.find(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.candidates[0].sentence.Text; got[:len(want)] != want {
			t.Errorf("%q: %q goes first, want %q …", question, got, want)
		}
	}
}
