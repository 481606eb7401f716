package report

import (
	"fmt"

	"cuttings/bot/score"
)

// figures are the totals.
func figures(t *score.Tally) []figure {
	refusable := t.Questions - t.Answerable
	of := func(n int) string { return fmt.Sprintf("of %d", n) }
	answers := float64(max(t.Answered, 1))
	out := []figure{
		{"Answered rightly", fmt.Sprint(t.Right), of(t.Answerable), fmt.Sprintf("%d partly, %d wrong", t.PartlyRight, t.Wrong), false},
		{"Right quotation first", fmt.Sprint(t.Lead), of(t.Answerable), "", false},
		{"Missed", fmt.Sprintf("%g", t.Missed()), of(t.Answerable), fmt.Sprintf("%d refused, %d unsure (each a half)", t.FalselyRefused, t.Unsure), false},
		{"Refused rightly", fmt.Sprint(t.RefusedRightly), of(refusable), fmt.Sprintf("%d of these unsure", t.RefusedUnsure), false},
		{"Falsely answered", fmt.Sprint(t.FalselyAnswered), of(refusable), "", false},
		{"Quotations an answer", fmt.Sprintf("%.2f", float64(t.Citations)/answers), "", fmt.Sprintf("%.0f characters", float64(t.Characters)/answers), false},
		{"Quotations to the byte", fmt.Sprint(t.Quotes - len(t.BadQuotes)), of(t.Quotes), "", len(t.BadQuotes) > 0},
	}
	if n := len(t.StrayMarks); n > 0 {
		out = append(out, figure{"Texts with a mark astray", fmt.Sprint(n), "", "they cite what isn't there", true})
	}
	if t.Missing > 0 {
		out = append(out, figure{"Without a reply", fmt.Sprint(t.Missing), of(t.Questions), "", true})
	}
	return out
}

// A kindRow is a kind of question with how its replies turned out.
type kindRow struct {
	score.Kind
	Bars []bar
}

// A bar is a share of a row, in hundredths of its width.
type bar struct {
	Class, Name string
	N           int
	X, Width    string
}

func kindRows(kinds []score.Kind) []kindRow {
	var out []kindRow
	for _, k := range kinds {
		row := kindRow{Kind: k}
		good := bar{Class: "right", Name: "right", N: k.Right}
		bad := bar{Class: "refused", Name: "refused", N: k.Refused}
		if !k.Answerable {
			// To refuse is right, and unsure is a refusal.
			good = bar{Class: "right", Name: "refused", N: k.Refused}
			bad = bar{}
		}
		x := 0.0
		for _, b := range []bar{
			good, {Class: "partly", Name: "partly right", N: k.PartlyRight}, {Class: "unsure", Name: "unsure", N: k.Unsure}, bad,
			{Class: "wrong", Name: "wrong", N: k.Wrong}, {Class: "missing", Name: "without a reply", N: k.Missing},
		} {
			if b.N == 0 {
				continue
			}
			width := 100 * float64(b.N) / float64(k.Questions)
			b.X, b.Width = fmt.Sprintf("%.2f", x), fmt.Sprintf("%.2f", width)
			x += width
			row.Bars = append(row.Bars, b)
		}
		out = append(out, row)
	}
	return out
}
