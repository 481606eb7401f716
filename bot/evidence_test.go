package bot

import (
	"testing"

	"cuttings/bot/bottest"
)

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
