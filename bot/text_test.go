package bot

import (
	"testing"
	"time"
)

func TestText(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2022, 1, d, 0, 0, 0, 0, time.UTC) }
	coverage := Coverage{Articles: 5, From: day(9), To: day(12)}
	cite := func(n int, quote string) Citation { return Citation{Number: n, Quote: quote, Heading: "A walk"} }
	tests := []struct {
		name  string
		reply Reply
		want  string
	}{
		{"one point", Reply{Answered: true, Points: []Point{{Citations: []int{1}}}, Citations: []Citation{cite(1, "It is so.")}}, "“It is so.” [1]"},
		{"points with more sources", Reply{Answered: true,
			Points:    []Point{{Speaker: "Jane Doe", Citations: []int{1, 3, 4}}, {Citations: []int{2}}},
			Citations: []Citation{cite(1, "It is so."), cite(2, "It isn't, “he” said."), cite(3, "So it is."), cite(4, "It is.")}},
			"“It is so.” [1] (also in [3], [4])\n“It isn't, “he” said.” [2]"},
		{"a quotation of a quotation", Reply{Answered: true, Points: []Point{{Citations: []int{1}}}, Citations: []Citation{cite(1, "“It is so,” he said.")}}, "“It is so,” he said. [1]"},
		{"unsure", Reply{Reason: Unsure, Why: "The coverage may not say.", Closest: []Citation{cite(1, "It was."), cite(2, "It will be.")}, Coverage: coverage},
			"The coverage may not say. The closest passages, which may not answer:\n“It was.” [1]\n“It will be.” [2]"},
		{"not covered", Reply{Reason: NotCovered, Why: "The coverage doesn't say.", Closest: []Citation{cite(1, "It was.")}, Coverage: coverage},
			"The coverage doesn't say. Searched 5 articles from 9 January 2022 to 12 January 2022. The nearest article is “A walk” [1]."},
		{"nothing near", Reply{Reason: NotCovered, Why: "The coverage doesn't say.", Coverage: Coverage{}},
			"The coverage doesn't say. Searched 0 articles."},
	}
	for _, tt := range tests {
		if got := tt.reply.Text(); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

func TestCoverageString(t *testing.T) {
	day := time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)
	for want, c := range map[string]Coverage{
		"Searched 1 article.":                                          {Articles: 1},
		"Searched 1 article of 31 December 2021.":                      {Articles: 1, From: day, To: day},
		"Searched 5 articles of 31 December 2021.":                     {Articles: 5, From: day, To: day.Add(time.Hour)},
		"Searched 5 articles from 31 December 2021 to 1 January 2022.": {Articles: 5, From: day, To: day.AddDate(0, 0, 1)},
	} {
		if got := c.String(); got != want {
			t.Errorf("%+v reads %q, want %q", c, got, want)
		}
	}
}
