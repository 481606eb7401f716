package bot

import (
	"context"
	"strings"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
)

func TestSecondQuestion(t *testing.T) {
	for _, tt := range []struct{ text, second string }{
		{"Where do the trucks come from and where are they headed?", "where are they headed?"},
		{"Which talks are planned for January, and on which dates?", "on which dates?"},
		{"What sum does he give on March 12, and what on March 16?", "what on March 16?"},
		{"Who won the race and what was the prize?", "what was the prize?"},
		{"When did they speak and how long did the call last?", "how long did the call last?"},
		{"Who called whom and when?", "when?"},
		{"When was the vote and who won the seat?", "who won the seat?"},
		{"Who leads the delegation and who represents Kyiv?", "who represents Kyiv?"},
		{"Where was the summit, and what followed?", "what followed?"},
		{"And what did Berlin do about the pipeline?", ""},
		{"What did he say about Ukraine and when he would act?", ""},
		{"What did he say about who won and who lost?", ""},
		{"Do we know who won and who lost?", ""},
		{"When was the vote and who the winner?", ""},
		{"What did Biden and Putin say?", ""},
		{"Tell me who won and what the prize was", ""},
	} {
		got := ""
		if _, start, ok := secondQuestion(tt.text); ok {
			got = tt.text[start:]
		}
		if got != tt.second {
			t.Errorf("second question in %q = %q, want %q", tt.text, got, tt.second)
		}
	}
}

func TestEach(t *testing.T) {
	for _, tt := range []struct{ text, parts string }{
		{"In which hospitals did Mugabe and Mubarak die?", "In which hospitals did Mugabe die? In which hospitals did Mubarak die?"},
		{"How did Warren and Sanders each respond?", "How did Warren respond? How did Sanders respond?"},
		{"What speeds were given for Barry and for Tropical Depression Three?", "What speeds were given for Barry? What speeds were given for Tropical Depression Three?"},
		{"What do Russia, NATO and the OSCE want?", "What do Russia want? What do NATO want? What do OSCE want?"},
		{"How did US deaths compare with Italy's in April?", "How did US deaths in April? How did Italy deaths in April?"},
		{"How do votes in Ohio differ from those of Iowa?", "How do votes in Ohio? How do votes in Iowa?"},
		{"What was said in the call between Biden and Putin?", ""},
		{"Did Biden and Putin meet?", ""},
		{"What did Putin tell Biden?", ""},
		{"How did deaths compare with Italy's?", ""},
	} {
		var got []string
		for _, p := range asked(tt.text).each() {
			got = append(got, p.full)
		}
		if got := strings.Join(got, " "); got != tt.parts {
			t.Errorf("parts of %q = %q, want %q", tt.text, got, tt.parts)
		}
	}
}

func TestSameAskedOfSeveral(t *testing.T) {
	_, d := over(t, bottest.Articles(t, "Kofi died in a clinic in Bern. He was eighty.\n\nThe village mourned for days.\n\nIt rained.\n\nMarta died at home in Lille."))
	hits := func(odds float64, begin ...string) (out []retrieval.Hit) {
		for _, s := range begin {
			out = append(out, retrieval.Hit{Sentence: d.id(t, s), LogOdds: odds, Retrieval: 1})
			odds--
		}
		return out
	}
	const kofi, marta = "Kofi died", "Marta died"
	for _, tt := range []struct {
		name, question       string
		whole, first, second []retrieval.Hit
		quotes, missing      string
		sure                 bool // as sure as the least sure of the parts
	}{
		{"each is answered", "Where did Kofi and Marta die?", hits(9, kofi), hits(9, kofi), hits(9, kofi, marta),
			"Kofi died in a clinic in Bern. Marta died at home in Lille.", "", true},
		{"what tells of the other is less sure", "Where did Kofi and Marta die?", hits(9, kofi), hits(9, kofi), append(hits(9, kofi), hits(.5, marta)...),
			"Kofi died in a clinic in Bern. Marta died at home in Lille.", "", false},
		{"one is nowhere", "Where did Kofi and Ruth die?", hits(9, kofi), hits(9, kofi), hits(-9, "It rained"),
			"Kofi died in a clinic in Bern.", "The coverage doesn't say this of “Ruth”.", false},
		{"one is there, and not answered", "Where did Kofi and Marta die?", hits(9, kofi), hits(9, kofi), hits(-9, marta),
			"Kofi died in a clinic in Bern.", "", false},
		{"the other's answer isn't the one's", "Where did Kofi and Ruth die?", hits(9, kofi), hits(9, kofi), hits(9, kofi),
			"Kofi died in a clinic in Bern.", "", true},
	} {
		second := "where did marta die"
		if strings.Contains(tt.question, "Ruth") {
			second = "where did ruth die"
		}
		whole := strings.ToLower(strings.TrimSuffix(tt.question, "?"))
		search := searcherOf{d, map[string][]retrieval.Hit{whole: tt.whole, "where did kofi die": tt.first, second: tt.second}}
		r, err := New(search, BundledJudges(t), noTime).Answer(t.Context(), tt.question)
		if err != nil {
			t.Fatal(err)
		}
		var quotes []string
		for _, c := range r.Citations {
			quotes = append(quotes, c.Quote)
		}
		if r.Score > .99 != tt.sure {
			t.Errorf("%s: score %.3f, want it sure: %v", tt.name, r.Score, tt.sure)
		}
		if got := strings.Join(quotes, " "); got != tt.quotes || strings.Join(r.Missing, " ") != tt.missing {
			t.Errorf("%s: %q, missing %q; want %q, %q", tt.name, got, r.Missing, tt.quotes, tt.missing)
		}
	}
}

func TestWordsAskedOfSeveral(t *testing.T) {
	_, d := over(t, bottest.Articles(t, "“It rained,” said Kofi. Ruth met Kofi in Bern.\n\nMarta said that it rained."))
	hit := func(begins string) []retrieval.Hit {
		return []retrieval.Hit{{Sentence: d.id(t, begins), LogOdds: 9, Retrieval: 1}}
	}
	for question, missing := range map[string]string{
		"What did Kofi and Marta say about rain?": "",
		"What did Kofi and Ruth say about rain?":  "The coverage may not report what “Ruth” said about this.",
	} {
		search := searcherOf{d, map[string][]retrieval.Hit{
			"kofi and":      append(hit("“It rained"), hit("Marta said")...),
			"did kofi say":  hit("“It rained"),
			"did marta say": hit("Marta said"),
			"did ruth say":  hit("Ruth met"),
		}}
		r, err := New(search, BundledJudges(t), noTime).Answer(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Missing, " "); !r.Answered || got != missing {
			t.Errorf("%q: answered %v, missing %q; want %q", question, r.Answered, got, missing)
		}
	}
}

// A searcherOf finds what its test gives for the longest phrase that is asked.
type searcherOf struct {
	*searcherDouble
	hits map[string][]retrieval.Hit // by a phrase of the question
}

func (d searcherOf) Search(ctx context.Context, question string) (retrieval.Result, error) {
	res, err := d.searcherDouble.Search(ctx, question)
	longest := ""
	for phrase := range d.hits {
		if strings.Contains(strings.ToLower(question), phrase) && len(phrase) > len(longest) {
			longest = phrase
		}
	}
	res.Hits = d.hits[longest]
	return res, err
}

func TestTwoPartQuestion(t *testing.T) {
	_, d := over(t, bottest.Articles(t, "The trucks come from Kent. They carry apples.\n\nTheir drivers sleep in Lille on Monday."))
	hit := func(begins string, odds float64) []retrieval.Hit {
		return []retrieval.Hit{{Sentence: d.id(t, begins), LogOdds: odds, Retrieval: 1}}
	}
	const question = "Where do the trucks come from and when do most drivers sleep in Lille?"
	for _, tt := range []struct {
		name                 string
		whole, first, second []retrieval.Hit
		quotes               []string
		missing              string
	}{
		{"both answered", hit("The trucks", 9), hit("The trucks", 9), hit("Their drivers", 9),
			[]string{"The trucks come from Kent.", "Their drivers sleep in Lille on Monday."}, ""},
		{"the second isn't", hit("The trucks", 9), hit("The trucks", 9), hit("They", -9),
			[]string{"The trucks come from Kent."}, "The coverage doesn't say “when do most drivers sleep in Lille”."},
		{"only together refused", hit("The trucks", -9), hit("They", -9), hit("Their drivers", 9),
			[]string{"Their drivers sleep in Lille on Monday."}, "The coverage doesn't say “Where do the trucks come from”."},
		{"neither", hit("The trucks", -9), hit("They", -9), hit("They", -9), nil, ""},
	} {
		search := searcherOf{d, map[string][]retrieval.Hit{
			"where do the trucks come from and when do most drivers sleep in lille": tt.whole,
			"where do the trucks come from":                                         tt.first,
			"when do most drivers sleep in lille":                                   tt.second,
		}}
		r, err := New(search, BundledJudges(t), noTime).Answer(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		var quotes []string
		for _, c := range r.Citations {
			quotes = append(quotes, c.Quote)
		}
		if got, want := strings.Join(quotes, "|"), strings.Join(tt.quotes, "|"); got != want {
			t.Errorf("%s: quotes %q, want %q", tt.name, got, want)
		}
		if got := strings.Join(r.Missing, " "); got != tt.missing {
			t.Errorf("%s: missing %q, want %q", tt.name, got, tt.missing)
		}
		if r.Answered && !strings.HasSuffix(r.Text(), tt.missing) {
			t.Errorf("%s: text %q, want %q in the end", tt.name, r.Text(), tt.missing)
		}
	}
}

// TestQuotedParts: what is quoted isn't said to be missing, however unsure the reader was
// of a part by itself.
func TestQuotedParts(t *testing.T) {
	_, d := over(t, bottest.Articles(t, "Nordwind lost 84 million euros in 2023, Baltica made a profit of 12 million.\n\nMarta said that it rained. Ruth said that the dam held."))
	hits := func(odds float64, begin ...string) (out []retrieval.Hit) {
		for _, s := range begin {
			out = append(out, retrieval.Hit{Sentence: d.id(t, s), LogOdds: odds, Retrieval: 1})
		}
		return out
	}
	for _, tt := range []struct {
		question      string
		whole, second []retrieval.Hit
		missing       string
	}{
		{"How much did Nordwind lose in 2023, and how much profit did Baltica make?", hits(9, "Nordwind"), hits(-9, "Nordwind"), ""},
		{"How much did Nordwind lose in 2023, and how much tax did Baltica pay?", hits(9, "Nordwind"), hits(-9, "Nordwind"),
			"The coverage doesn't say “how much tax did Baltica pay”."},
		{"What did Marta say and what did Ruth say?", hits(9, "Marta", "Ruth"), hits(-9, "Nordwind"), ""},
		{"What did Marta say and what did Ruth say about the dam?", hits(9, "Marta", "Ruth"), hits(-9, "Nordwind"), ""},
		{"What did Marta say and what did Ruth say about gas?", hits(9, "Marta", "Ruth"), hits(-9, "Nordwind"),
			"The coverage doesn't say “what did Ruth say about gas”."},
	} {
		first, second := halves(tt.question)
		search := searcherOf{d, map[string][]retrieval.Hit{
			strings.ToLower(strings.TrimSuffix(tt.question, "?")): tt.whole, strings.ToLower(first): tt.whole, strings.ToLower(second): tt.second,
		}}
		r, err := New(search, BundledJudges(t), noTime).Answer(t.Context(), tt.question)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Missing, " "); !r.Answered || got != tt.missing {
			t.Errorf("%q: answered %v, missing %q; want %q", tt.question, r.Answered, got, tt.missing)
		}
	}
}
