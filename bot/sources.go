package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"cuttings/retrieval"
)

// A Source is one article of the coverage, as a list of sources shows it.
type Source struct {
	Article   string // corpus.Article.ID
	Title     string // as stated; may be empty
	Heading   string // the title, or else the article's first words
	Outlet    string
	URL       string
	Published time.Time // the day of the report; zero when not stated
	Passages  int
	Words     int
}

// Sources lists the articles, the earliest first. A topic narrows the list to
// those that hold all of its content words in their text, title or outlet; days
// in it ("since Monday", "last week", "31 December 2021") to those dated so, as
// seen from now. A date on which no article is dated is looked for in the texts.
func (b *Bot) Sources(_ context.Context, topic string) ([]Source, error) {
	var out []Source
	for _, i := range b.articlesOn(topic) {
		a := b.coverage.Articles[i]
		s := Source{Article: a.ID, Title: a.Title, Heading: b.heading(i), Outlet: a.Outlet, URL: a.URL, Published: a.Date()}
		last := 0
		for _, sen := range b.reports.Sentences(i) {
			if sen.Passage != last {
				s.Passages++
				last = sen.Passage
			}
			s.Words += len(strings.Fields(sen.Text))
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(x, y Source) int {
		return cmp.Or(x.Published.Compare(y.Published), cmp.Compare(x.Article, y.Article))
	})
	return out, nil
}

// NoSources says in one line why [Bot.Sources] lists no article on a topic.
func (b *Bot) NoSources(topic string) string {
	days, ok := periodOf(topic, b.now())
	if !ok {
		topic, days = cutPeriod(topic, b.now())
	}
	switch {
	case days.empty():
		return "No article of the coverage holds all of " + quoted(topic) + "."
	case len(b.articles(days, nil)) > 0:
		return "No article " + days.dated() + " holds all of " + quoted(topic) + "."
	}
	return noneDated(days, b.scope)
}

// noneDated says that no article of the coverage is of these days.
func noneDated(days period, scope Coverage) string {
	if scope.To.IsZero() {
		return "No article says when it is from."
	}
	return "No article is " + days.dated() + "; the latest is of " + day(scope.To) + "."
}

// articlesOn are the articles of a topic, by number.
func (b *Bot) articlesOn(topic string) []int {
	if days, ok := periodOf(topic, b.now()); ok {
		if dated := b.articles(days, nil); len(dated) > 0 || days.to.IsZero() {
			return dated
		}
		return b.articles(period{}, retrieval.ContentWords(topic))
	}
	rest, days := cutPeriod(topic, b.now())
	return b.articles(days, retrieval.ContentWords(rest))
}

// articles are those dated in a period, unless it is empty, that hold all the
// folded words.
func (b *Bot) articles(days period, wanted []string) []int {
	var out []int
	for i, a := range b.coverage.Articles {
		if !days.empty() && (a.Date().IsZero() || !days.includes(a.Date())) {
			continue
		}
		if b.about(i, wanted) {
			out = append(out, i)
		}
	}
	return out
}

// about reports whether article i holds all the folded words.
func (b *Bot) about(i int, wanted []string) bool {
	if len(wanted) == 0 {
		return true
	}
	a := b.coverage.Articles[i]
	words := retrieval.Folded(a.Title + " " + a.Outlet + " " + a.ID)
	if d := a.Date(); !d.IsZero() {
		words = append(words, retrieval.Folded(d.Format("2006-01-02 2 January 2006"))...)
	}
	for _, s := range b.reports.Sentences(i) {
		words = append(words, retrieval.Folded(s.Text)...)
	}
	return holdsAll(words, wanted)
}
