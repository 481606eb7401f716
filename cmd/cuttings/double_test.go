package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/bot"
	"cuttings/corpus"
)

// A double answers by words of the question, over two articles of its own, so
// that a test knows what there is to show.
type double struct {
	console *console
}

func openDouble(_ context.Context, s settings, c *console) (answerer, func() error, error) {
	if s.articles == "broken" {
		return nil, nil, &hinted{errors.New("opening the articles: broken"), "mend them"}
	}
	return double{c}, func() error { return nil }, nil
}

var doubleArticles = map[string]string{
	"forum": "The Forum\n\nThe forum is on January 12, the Kremlin said. It meets in Geneva.\n",
	"talks": "Talks open on January 12, said Ms. Li.\n",
}

// doubleCitation cites the quote in an article of the double, and in it the words.
func doubleCitation(number int, article, quote, words string) bot.Citation {
	text := doubleArticles[article]
	place := func(s string) corpus.Span {
		start := strings.Index(text, s)
		return corpus.Span{Start: start, End: start + len(s)}
	}
	c := bot.Citation{
		Number:    number,
		Article:   article,
		Heading:   "Talks open on January 12 …",
		Published: time.Date(2022, 1, 10, 0, 0, 0, 0, time.UTC),
		Passage:   article + "#1",
		Span:      place(quote),
		Quote:     quote,
	}
	if words != "" {
		c.Words = []corpus.Span{place(words)}
	}
	if article == "forum" {
		c.Title, c.Heading, c.Outlet = "The Forum", "The Forum", "Example Times"
		c.Published = time.Date(2022, 1, 9, 0, 0, 0, 0, time.UTC)
		c.URL = "https://example.org/forum?a=1&b=2"
		c.Passage = "forum#2"
	}
	return c
}

// when, where are what the double knows.
func when(n int) bot.Citation {
	return doubleCitation(n, "forum", "The forum is on January 12, the Kremlin said.", "January 12")
}
func whenToo(n int) bot.Citation {
	return doubleCitation(n, "talks", "Talks open on January 12, said Ms. Li.", "")
}
func where(n int) bot.Citation {
	return doubleCitation(n, "forum", "It meets in Geneva.", "in Geneva")
}

func (d double) Answer(ctx context.Context, question string) (bot.Reply, error) {
	r := bot.Reply{
		Question: question,
		Mode:     bot.Extractive,
		Coverage: bot.Coverage{
			Articles: 2,
			From:     time.Date(2022, 1, 9, 0, 0, 0, 0, time.UTC),
			To:       time.Date(2022, 1, 10, 0, 0, 0, 0, time.UTC),
		},
		Timings: bot.Timings{Search: 1500 * time.Microsecond, Read: 2 * time.Millisecond, Total: 4 * time.Millisecond},
	}
	has := func(word string) bool { return strings.Contains(strings.ToLower(question), word) }
	switch {
	case has("fail"):
		return bot.Reply{}, errors.New("answering: the index is broken")
	case has("wait"):
		d.console.warn(errors.New("waiting"))
		<-ctx.Done()
		return bot.Reply{}, ctx.Err()
	case has("when"):
		r.Answered = true
		r.Citations = []bot.Citation{when(1), whenToo(2)}
		r.Points = []bot.Point{{Speaker: "Kremlin", Citations: []int{1, 2}}}
	case has("where"):
		r.Answered = true
		r.Citations = []bot.Citation{where(1)}
		r.Points = []bot.Point{{Citations: []int{1}}}
	case has("perhaps"):
		r.Reason, r.Why = bot.Unsure, "The coverage may not say."
		r.Closest = []bot.Citation{where(1), whenToo(2)}
	default:
		r.Reason, r.Why = bot.NotCovered, "The coverage doesn't mention that."
		r.Closest = []bot.Citation{where(1)}
	}
	return r, nil
}

func (d double) News(_ context.Context, topic string, since time.Time, points int) (bot.Summary, error) {
	s := bot.Summary{Mode: bot.Extractive, Topic: topic, Since: since, Coverage: bot.Coverage{Articles: 2}}
	latest := time.Date(2022, 1, 10, 0, 0, 0, 0, time.UTC)
	if !since.IsZero() {
		s.Coverage.To = latest
		if since.After(latest) {
			return s, nil
		}
		s.Newer = 1
	}
	if topic != "nothing" {
		s.Points = []bot.SummaryPoint{
			{Citations: []bot.Citation{when(1), whenToo(2)}},
			{Citations: []bot.Citation{where(3)}},
		}
		s.Points = s.Points[:min(points, 2)]
	}
	return s, nil
}

func (d double) Sources(_ context.Context, topic string) ([]bot.Source, error) {
	if topic == "nothing" {
		return nil, nil
	}
	f, t := when(1), whenToo(1)
	return []bot.Source{
		{Article: f.Article, Title: f.Title, Heading: f.Heading, Outlet: f.Outlet, URL: f.URL, Published: f.Published, Passages: 2, Words: 14},
		{Article: t.Article, Heading: t.Heading, Passages: 1, Words: 8},
	}, nil
}

func (d double) NoSources(topic string) string {
	return "No article of the coverage holds all of “" + topic + "”."
}

func (d double) Converse() conversation { return &doubleConversation{double: d} }

// A doubleConversation reads "and …" in the light of the question before.
type doubleConversation struct {
	double double
	last   string
}

func (c *doubleConversation) Ask(ctx context.Context, text string) (bot.Reply, error) {
	full := text
	if rest, ok := strings.CutPrefix(strings.ToLower(text), "and "); ok && c.last != "" {
		full = fmt.Sprintf("%s (%s)", c.last, rest)
	}
	c.last = full
	r, err := c.double.Answer(ctx, full)
	r.Question = text
	if full != text {
		r.ReadAs = full
	}
	return r, err
}
