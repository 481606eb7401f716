package bot

import (
	"context"
	"slices"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
)

// asks are the questions that rules make of texts.
func asks(proposals []proposal) []string {
	var out []string
	for _, p := range proposals {
		out = append(out, p.text)
	}
	slices.Sort(out)
	return out
}

func TestSayings(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a name", "Jane Doe of the board spoke of Geneva. “We went to Geneva,” said Jane Doe.", []string{"What did Jane Doe say about Geneva?"}},
		{"the full name", "Jane Doe went to Geneva. “It is in Geneva,” Ms. Doe said.", []string{"What did Jane Doe say about Geneva?"}},
		{"a noun", "The price of tariffs rose. Jane Doe said that a lot depends on tariffs, and not on us.", []string{"What did Jane Doe say about tariffs?"}},
		{"a noun with an article", "A lot is known of the talks. Jane Doe said that nothing came of the talks.", []string{"What did Jane Doe say about the talks?"}},
		{"a name with an article", "She went to the Hague. Jane Doe said that it is in the Hague.", []string{"What did Jane Doe say about the Hague?"}},
		{"a name that always has one", "US envoys came to US soil. They left for US, and Jane Doe said all is well in US.", []string{"What did Jane Doe say about the US?"}},
		{"an adjective", "She spoke to Russian envoys. Jane Doe said that Russian envoys are in Russian hands.", nil},
		{"mentioned once", "Jane Doe said that it is in Geneva.", nil},
		{"a part of who speaks", "It is in Geneva. Jane Doe, of the board in Geneva, said that it will do.", nil},
		{"nobody by name", "It is in Geneva. An official said that it is in Geneva.", nil},
		{"a country", "They met in Geneva. France said that it is in Geneva.", nil},
		{"an outlet", "They met in Geneva. The Geneva Times said that it is in Geneva.", nil},
	} {
		b, _ := over(t, bottest.Articles(t, c.text))
		if got := asks(b.gather().sayings()); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string][]string{
		"2022-01-05\n\nThey agreed on the OSCE forum on January 13 at noon.":                  {"When is the OSCE forum?"},
		"2022-01-05\n\nThe Russia-US talks set to be held on 9 January come first.":           {"When are the Russia-US talks?"},
		"2022-01-05\n\nThe Senate hearing in Vienna on December 30, 2021 was long.":           {"When was the Senate hearing in Vienna?"},
		"2022-01-05\n\nThe Paris attacks on Monday were many.":                                {"When were the Paris attacks?"},
		"2022-01-05\n\nThe Paris summit will be held on Monday at noon.":                      {"When is the Paris summit?"},
		"2022-01-05\n\nThe talks will be held on Monday at noon, and a summit on January 13.": nil,
	} {
		b, _ := over(t, bottest.Articles(t, text))
		if got := asks(b.gather().dates()); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestIdentities(t *testing.T) {
	for text, want := range map[string][]string{
		"The police spokesman Jan Novak said it was over.":           {"Who is Jan Novak?"},
		"Jan Novak, the mayor of Brno, said it was over.":            {"Who is Jan Novak?"},
		"Jan Novak said it was over.":                                nil,
		"The spokesman of Green Party, an old one, said it is over.": nil,
	} {
		b, _ := over(t, bottest.Articles(t, text))
		if got := asks(b.gather().identities()); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// countingSearcher counts what is asked.
type countingSearcher struct {
	*searcherDouble
	asked int
}

func (c *countingSearcher) Search(ctx context.Context, question string) (retrieval.Result, error) {
	c.asked++
	return c.searcherDouble.Search(ctx, question)
}

// TestSuggestBounded: where nothing is answered, the search for questions ends.
func TestSuggestBounded(t *testing.T) {
	_, d := overBundled(t)
	c := &countingSearcher{searcherDouble: d}
	got, err := New(c, BundledJudges(t), noTime).Suggest(t.Context(), 5)
	if err != nil || len(got) > 0 || c.asked == 0 || c.asked > maxTried {
		t.Errorf("%d questions, %v, after %d answers; want none after at most %d", len(got), err, c.asked, maxTried)
	}
}
