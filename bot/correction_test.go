package bot

import (
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
)

func TestCorrecting(t *testing.T) {
	for text, want := range map[string]bool{
		"An earlier report said that eleven people had died.":           true,
		"An earlier version of this article gave his age as 40.":        true,
		"Police had put the number of dead at about eleven.":            true,
		"The ministry had earlier said that nobody was hurt.":           true,
		"The Post wrongly identified her as the driver.":                true,
		"The figure was given mistakenly as eleven.":                    true,
		"Correction: the meeting is on Monday.":                         true,
		"The police have since corrected the figure: nine people died.": true,
		"Officials revised the death toll.":                             true,
		"The paper retracted its claim.":                                true,
		"The police reported that eleven people had died.":              false,
		"A court found that he had been wrongly convicted.":             false,
		"The move had put the county at risk.":                          false,
		"A corrections officer was hurt.":                               false,
		"The answer is correct, she said.":                              false,
		"The revised plan goes to the council.":                         false,
		"Earlier on Monday the reporters left.":                         false,
	} {
		if got := correcting.MatchString(text); got != want {
			t.Errorf("correcting %q = %v, want %v", text, got, want)
		}
	}
}

const (
	dead      = "Eleven people were killed when the dam in the valley burst."
	deadToo   = "Eleven people were killed as the dam burst in the valley."
	earlier   = "An earlier report said that eleven people were killed when the dam in the valley burst."
	corrected = "Nine is right."
)

// TestCorrected: a correction isn't another report of what it corrects, and stands with it.
func TestCorrected(t *testing.T) {
	t.Run("by its title", func(t *testing.T) {
		const wrong, right = "The Post said on Friday that eleven people were killed when the dam burst.", "In fact nine were."
		b, d := over(t, bottest.Articles(t, dead+" It rained.", "Correction: Lenn dam\n\n"+wrong+" "+right+" The article has been corrected.\n", "Corrections officers strike\n\nOn Friday eleven people were killed when the dam burst. It froze.\n"))
		for hits, want := range map[[2]string][]string{{dead, wrong}: {dead, wrong, right}, {right, dead}: {right, dead}, {dead, "On Friday"}: {dead, "On Friday eleven people were killed when the dam burst."}} {
			d.finds(t, hit{hits[0], 6}, hit{hits[1], 5.5})
			r, err := b.Answer(t.Context(), "How many people were killed when the dam burst?")
			if err != nil {
				t.Fatal(err)
			}
			var quotes []string
			for _, c := range r.Citations {
				quotes = append(quotes, c.Quote)
			}
			if !slices.Equal(quotes, want) {
				t.Errorf("quoted %q, want %q", quotes, want)
			}
		}
	})

	articles := bottest.Articles(t, dead+" It rained.", deadToo+" It snowed.", earlier+" "+corrected+" It hailed.", "The initial count of lost sheep was eleven. It froze.")
	b, d := over(t, articles)
	v := b.vocabulary()
	if !v.same(v.statement(dead), v.statement(deadToo)) || v.same(v.statement(dead), v.statement(earlier)) || !v.same(v.statement(earlier), v.statement(earlier)) {
		t.Error("a correction is the same as what it corrects, or two reports of one thing aren't")
	}
	for text, want := range map[string]bool{
		"Correction: nine people were killed when the dam in the valley burst.": true,
		"Nine people were killed when the dam in the valley burst.":             false,
		"Correction: nine sheep were lost in the hills by the storm on Monday.": false,
	} {
		if got := v.corrects(v.statement(text), v.statement(dead)); got != want {
			t.Errorf("corrects %q = %v, want %v", text, got, want)
		}
	}
	for _, tt := range []struct {
		name   string
		hits   []hit
		points [][]int
		quotes []string
	}{
		{"what is corrected is quoted", []hit{{dead, 6}, {deadToo, 5}, {earlier, 1}, {"The initial", -3}},
			[][]int{{1, 4}, {2}, {3}}, []string{dead, earlier, corrected, deadToo}},
		{"the correction is", []hit{{earlier, 6}, {dead, 5}},
			[][]int{{1}, {2}, {3}}, []string{earlier, corrected, dead}},
	} {
		d.finds(t, tt.hits...)
		r, err := b.Answer(t.Context(), "How many people were killed when the dam burst?")
		if err != nil {
			t.Fatal(err)
		}
		var points [][]int
		for _, p := range r.Points {
			points = append(points, p.Citations)
		}
		var quotes []string
		for _, c := range r.Citations {
			quotes = append(quotes, c.Quote)
		}
		if !slices.EqualFunc(points, tt.points, slices.Equal) || !slices.Equal(quotes, tt.quotes) {
			t.Errorf("%s: points %v of %q, want %v of %q", tt.name, points, quotes, tt.points, tt.quotes)
		}
	}

	for x, s := range d.coverage.Sentences {
		for y, o := range d.coverage.Sentences {
			d.alike[[2]int{x, y}] = strings.Contains(s.Text, "dam") && strings.Contains(o.Text, "dam")
		}
	}
	if got, want := summed(t, b, "", 1), []string{dead + " a b", earlier + " c", corrected + " c"}; !slices.Equal(got, want) {
		t.Errorf("summary %q, want %q", got, want)
	}
}
