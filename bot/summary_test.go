package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
)

func TestStands(t *testing.T) {
	tests := map[string]bool{
		"The dam burst on Monday after heavy rain.":                         true,
		"“The dam will burst,” said Jane Doe of the Water Board on Monday.": true,
		"According to the Kremlin, the two talked for an hour.":             true,
		"The prime minister of France, Jean Dupont, said it was over.":      true,
		"He told the reporters that it would burst.":                        false,
		"However, the dam burst on Monday after heavy rain.":                false,
		"The two talked for fifty minutes about the dam.":                   false,
		"The demand was serious and big enough, the adviser said.":          false,
		"The representative also commented on the dam, saying:":             false,
		"Will the dam burst on Monday or on Tuesday?":                       false,
		"“It will burst,” said Jane Doe of the Water Board on Monday.":      false,
		"Talks between Russia and NATO are planned two days later.":         false,
		"Two weeks ago, Russia submitted a draft agreement to NATO.":        true,
		"It burst.": false,
		"we have nobody to count on because we are alone,” said Jane Doe.": false,
		"Jane Doe of the Water Board said: “It will burst on Monday.":      false,
	}
	for text, want := range tests {
		b, d := over(t, bottest.Articles(t, "One more sentence stands before it.\n\n"+text+"\n\nAnd one more behind."))
		id := -1
		for i, s := range d.coverage.Sentences {
			if s.Text == text {
				id = i
			}
		}
		if id < 0 {
			t.Errorf("%q isn't one sentence", text)
			continue
		}
		if got := b.stands(id); got != want {
			t.Errorf("stands(%q) = %v, want %v", text, got, want)
		}
	}
}

// summed is what a summary shows: the article of each citation, a point a line.
func summed(t *testing.T, b *Bot, topic string, n int) []string {
	t.Helper()
	s, err := b.Summary(t.Context(), topic, n)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range s.Points {
		line := p.Citations[0].Quote
		for _, c := range p.Citations {
			line += " " + c.Article
		}
		out = append(out, line)
	}
	return out
}

func TestSummary(t *testing.T) {
	const (
		dam    = "The dam in the valley burst on Monday after rain."
		burst  = "After rain the dam in the valley burst on Monday."
		mayor  = "Mayor Jane Doe called the flood a great misfortune."
		mayor2 = "Mayor Jane Doe called the flood a very great misfortune."
		school = "Schools in the county stay closed until further notice."
		figure = "The dam in the valley burst on Monday 3 days after rain."
		other  = "The dam in the valley burst on Monday 4 days after rain."
	)
	b, d := over(t, bottest.Articles(t, dam+" "+mayor, burst+" "+school, mayor2+" "+burst))
	for x, s := range d.coverage.Sentences {
		for y, o := range d.coverage.Sentences {
			d.alike[[2]int{x, y}] = strings.Contains(s.Text, "dam") == strings.Contains(o.Text, "dam") && strings.Contains(s.Text, "Mayor") == strings.Contains(o.Text, "Mayor")
		}
	}
	want := []string{dam + " a b c", mayor + " a c", school + " b"}
	if got := summed(t, b, "", 5); !slices.Equal(got, want) {
		t.Errorf("summary\n %s\nwant\n %s", strings.Join(got, "\n "), strings.Join(want, "\n "))
	}
	if got := summed(t, b, " ", 1); !slices.Equal(got, want[:1]) {
		t.Errorf("one point: %q, want %q", got, want[:1])
	}

	t.Run("a topic", func(t *testing.T) {
		d.finds(t, hit{mayor, 1}, hit{"Schools", 3}, hit{mayor2, 2})
		if got := summed(t, b, "the flood", 5); !slices.Equal(got, want[1:2]) {
			t.Errorf("on the flood %q, want %q", got, want[1:2])
		}
		if got := summed(t, b, "earthquakes", 5); len(got) > 0 {
			t.Errorf("on earthquakes %q, want nothing", got)
		}
	})
	t.Run("alike, but not the same", func(t *testing.T) {
		b, d := over(t, bottest.Articles(t, figure, other))
		d.alike[[2]int{0, 1}] = true
		want := []string{figure + " a"} // the other repeats it all but the figure
		if got := summed(t, b, "", 5); !slices.Equal(got, want) {
			t.Errorf("summary %q, want %q", got, want)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		b, _ := over(t, nil)
		if got := summed(t, b, "", 5); len(got) > 0 {
			t.Errorf("summary of no articles: %q", got)
		}
	})
}

// TestSummaryOfMany: of a large coverage the first sentences of the latest
// reports are summed up, so that the time that it takes stays bounded.
func TestSummaryOfMany(t *testing.T) {
	const n = maxSummed + 100
	articles := slices.Repeat(bottest.Articles(t, "The dam in the valley burst on Monday after rain. The river rose."), n)
	for i := range articles {
		articles[i].ID = fmt.Sprint(i)
		articles[i].Published = time.Date(2000, 1, i, 0, 0, 0, 0, time.UTC)
	}
	d := &searcherDouble{coverage: retrieval.NewCoverage(articles)}
	b := New(d, BundledJudges(t), noTime)
	ids := b.firstSentences(b.articles(period{}, nil))
	if len(ids) != maxSummed || b.coverage.Sentences[ids[0]].Article != n-maxSummed {
		t.Errorf("%d sentences from article %d on; want %d from %d on", len(ids), b.coverage.Sentences[ids[0]].Article, maxSummed, n-maxSummed)
	}
}

func TestSources(t *testing.T) {
	b, _ := over(t, bottest.Articles(t,
		" date 2022-01-10 The dam burst.\n\nIt rained in Zürich.\n\nSource: BNR",
		"A flood\n\nAs of: January 9, 2022 1:13 a.m.\n\nThe river rose and rose.",
		"No date stands here. The dams held."))
	tests := map[string]string{
		"":                 "c b a", // what has no date first, then by date
		"rivers":           "b",     // "river" too
		"date":             "c",
		"zurich":           "a",
		"the dam burst":    "a",
		"dam":              "a",
		"flood":            "b",
		"2022-01-10":       "a",
		"9 January 2022":   "b",
		"dam Geneva":       "",
		"A flood, really":  "",
		"BNR":              "a",
		"since 10 Jan":     "a",
		"since Sunday":     "b a",
		"yesterday":        "b",
		"10 January":       "a",
		"last week":        "b",
		"rain today":       "a",
		"rain yesterday":   "",
		"2022":             "b a",
		"2021":             "",
		"January 9":        "b",
		"since 2022-01-11": "",
	}
	b.now = func() time.Time { return time.Date(2022, 1, 10, 9, 0, 0, 0, time.UTC) } // a Monday
	for topic, want := range tests {
		list, err := b.Sources(t.Context(), topic)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range list {
			got = append(got, s.Article)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("sources on %q = %q, want %q", topic, got, want)
		}
	}
	list, _ := b.Sources(t.Context(), "flood")
	if s := list[0]; s.Heading != "A flood" || s.Passages != 2 || s.Words != 7 {
		t.Errorf("got %+v", s)
	}
}

func TestNoSources(t *testing.T) {
	b, _ := over(t, bottest.Articles(t, " date 2022-01-10 The dam burst.", "2022-01-05\n\nThe river rose and rose."))
	undated, _ := over(t, bottest.Articles(t, "No date stands here."))
	for _, c := range []struct {
		bot         *Bot
		topic, want string
	}{
		{b, "dam Geneva", "No article of the coverage holds all of “dam Geneva”."},
		{b, "since 11 January 2022", "No article is dated 11 January 2022 or later; the latest is of 10 January 2022."},
		{b, "yesterday", "No article is dated 11 January 2022; the latest is of 10 January 2022."},
		{b, "2021", "No article is dated 1 January 2021 to 31 December 2021; the latest is of 10 January 2022."},
		{b, "rain yesterday", "No article is dated 11 January 2022; the latest is of 10 January 2022."},
		{b, "river since 6 January", "No article dated 6 January 2022 or later holds all of “river”."},
		{undated, "last week", "No article says when it is from."},
	} {
		c.bot.now = func() time.Time { return time.Date(2022, 1, 12, 9, 0, 0, 0, time.UTC) }
		if list, err := c.bot.Sources(t.Context(), c.topic); err != nil || len(list) > 0 {
			t.Errorf("sources on %q: %v, %v; want none", c.topic, list, err)
		}
		if got := c.bot.NoSources(c.topic); got != c.want {
			t.Errorf("NoSources(%q) = %q, want %q", c.topic, got, c.want)
		}
	}
}

// TestNews: only what the reports of that day and later say, whoever's clock
// named the day.
func TestNews(t *testing.T) {
	b, d := over(t, bottest.Articles(t,
		"2021-12-30\n\nThe dam near the city burst on Thursday after heavy rain.",
		"2021-12-31\n\nThe mayor of the city ordered a new dam on Friday morning.",
		"The dam without a date was built of stone a century ago."))
	d.finds(t, hit{"The dam near", 3})
	at := func(day int) time.Time {
		return time.Date(2021, 12, day, 0, 0, 0, 0, time.FixedZone("", -8*60*60))
	}
	for _, c := range []struct {
		topic string
		since time.Time
		newer int
		want  string // the articles of the points, sorted
	}{
		{"", time.Time{}, 0, "a b c"},
		{"", at(30), 2, "a b"},
		{"", at(31), 1, "b"},
		{"", at(32), 0, ""},
		{"dam", at(30), 2, "a b"},
		{"dam", at(31), 1, "b"}, // which the search didn't find
		{"rain", at(31), 1, ""},
	} {
		s, err := b.News(t.Context(), c.topic, c.since, 5)
		if err != nil {
			t.Fatal(err)
		}
		var articles []string
		for _, p := range s.Points {
			articles = append(articles, p.Citations[0].Article)
		}
		slices.Sort(articles)
		if got := strings.Join(articles, " "); got != c.want || s.Newer != c.newer || !s.Since.Equal(c.since) || s.Coverage.Articles != 3 {
			t.Errorf("News(%q, %v): points of %q, %d newer, since %v, of %d articles; want %q, %d",
				c.topic, c.since, got, s.Newer, s.Since, s.Coverage.Articles, c.want, c.newer)
		}
	}
}

func TestSummaryHead(t *testing.T) {
	points := []SummaryPoint{{}}
	since := time.Date(2022, 1, 3, 0, 0, 0, 0, time.UTC)
	dated := Coverage{Articles: 5, To: time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)}
	for _, c := range []struct {
		s    Summary
		want string
	}{
		{Summary{Points: points}, "The main points of the coverage."},
		{Summary{}, "The coverage has no main points."},
		{Summary{Topic: "dams", Points: points}, "The main points on “dams”."},
		{Summary{Topic: "dams"}, "The coverage says nothing on “dams”."},
		{Summary{Since: since, Newer: 1, Points: points}, "The main points since 3 January 2022."},
		{Summary{Topic: "dams", Since: since, Newer: 1, Points: points}, "The main points on “dams” since 3 January 2022."},
		{Summary{Topic: "dams", Since: since, Newer: 1}, "The coverage says nothing new on “dams” since 3 January 2022."},
		{Summary{Since: since, Coverage: dated}, "No article is dated 3 January 2022 or later; the latest is of 31 December 2021."},
		{Summary{Since: since}, "No article says when it is from."},
	} {
		if got := c.s.Head(); got != c.want {
			t.Errorf("%+v: head = %q, want %q", c.s, got, c.want)
		}
	}
}
