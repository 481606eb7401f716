package bot

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// A Summary is the main points of the coverage, or of what it says on a topic.
type Summary struct {
	// Topic is what was asked for; empty for the whole coverage.
	Topic string
	// Since is the first day of the reports summed up; zero for all of them.
	Since time.Time
	// Newer is how many articles are dated on or after Since. None: there is
	// nothing new; Coverage.To says of when the latest is.
	Newer int
	// Points are in order: what most reports carry first. None: the coverage
	// says nothing on the topic, or nothing since then.
	Points   []SummaryPoint
	Coverage Coverage

	Mode Mode
	// Notice, Dropped and Usage are as a [Reply]'s.
	Notice  string
	Dropped []Dropped
	Usage   Usage
}

// A SummaryPoint is one statement, word for word: the first citation is the one
// to show, the others carry the same in other reports.
type SummaryPoint struct {
	// Text is a checked claim of a language model, carried by the first citations;
	// empty where the citations speak for themselves.
	Text      string
	Citations []Citation
}

// Head says in one line what the points are of, or why there are none.
func (s Summary) Head() string {
	on := ""
	if s.Topic != "" {
		on = " on " + quoted(s.Topic)
	}
	if s.Since.IsZero() {
		switch {
		case len(s.Points) > 0 && on == "":
			return "The main points of the coverage."
		case len(s.Points) > 0:
			return "The main points" + on + "."
		case on == "":
			return "The coverage has no main points."
		}
		return "The coverage says nothing" + on + "."
	}
	switch since := " since " + day(s.Since); {
	case s.Newer == 0:
		return noneDated(period{from: s.Since}, s.Coverage)
	case len(s.Points) == 0:
		return "The coverage says nothing new" + on + since + "."
	default:
		return "The main points" + on + since + "."
	}
}

// maxSummed bounds the sentences compared with each other. Of a larger coverage
// the first sentences of each report are taken, of the latest reports if these
// are too many: news says the main thing first.
const maxSummed = 2000

// minPointWords is the least number of words of a sentence that makes a point.
const minPointWords = 6

// Summary gives at most n main points: of the whole coverage, or, with a topic,
// of the sentences that speak of it. A point is a sentence that many reports
// carry; of these the most central is quoted.
func (b *Bot) Summary(ctx context.Context, topic string, n int) (Summary, error) {
	return b.News(ctx, topic, time.Time{}, n)
}

// News is the [Bot.Summary] of only those articles that are dated on the day of
// since or later; of all, if it is zero. An article without a date isn't news.
func (b *Bot) News(ctx context.Context, topic string, since time.Time, n int) (Summary, error) {
	out := Summary{Topic: topic, Since: since, Mode: Extractive, Coverage: b.scope}
	articles := b.articles(period{from: since}, nil)
	if !since.IsZero() {
		if out.Newer = len(articles); out.Newer == 0 {
			return out, nil
		}
	}
	var central map[int]float64
	ids := b.firstSentences(articles)
	if strings.TrimSpace(topic) != "" {
		var err error
		if ids, central, err = b.onTopic(ctx, topic, articles); err != nil {
			return Summary{}, fmt.Errorf("summing up: %w", err)
		}
	}
	number := 0
	for _, p := range b.distinct(b.carried(ids, central), n) {
		var point SummaryPoint
		for _, id := range p.ids() {
			number++
			s := b.coverage.Sentences[id]
			point.Citations = append(point.Citations, b.citation(s.Article, s.Passage, s.Span, nil, number))
		}
		out.Points = append(out.Points, point)
	}
	b.writeSummary(ctx, &out)
	return out, nil
}

// firstSentences are the sentences of the articles that can make a point, as
// many of each as maxSummed allows.
func (b *Bot) firstSentences(articles []int) []int {
	if len(articles) > maxSummed {
		slices.SortStableFunc(articles, func(x, y int) int {
			return b.coverage.Articles[y].Date().Compare(b.coverage.Articles[x].Date())
		})
		articles = articles[:maxSummed]
		slices.Sort(articles)
	}
	var ids []int
	for _, article := range articles {
		taken := 0
		for id := b.reports.First(article); id < b.reports.First(article+1) && taken < maxSummed/len(articles); id++ {
			if b.stands(id) {
				ids = append(ids, id)
				taken++
			}
		}
	}
	return ids
}

// onTopic are the sentences of the articles that speak of a topic and can make a
// point, with how well they fit it: at least half of its words stand in the
// sentence, and more in it or beside it.
func (b *Bot) onTopic(ctx context.Context, topic string, articles []int) (ids []int, fit map[int]float64, err error) {
	res, err := b.search.Search(ctx, topic)
	if err != nil {
		return nil, nil, err
	}
	wanted := retrieval.ContentWords(res.Question)
	fit = map[int]float64{}
	take := func(id int, score float64) {
		in := count(retrieval.Folded(b.coverage.Sentences[id].Text), wanted)
		near := count(retrieval.Folded(b.around(id)), wanted)
		if len(wanted) > 0 && 2*in >= len(wanted) && 2*near > len(wanted) && b.stands(id) {
			ids = append(ids, id)
			fit[id] = score
		}
	}
	for _, h := range res.Hits {
		if _, ok := slices.BinarySearch(articles, b.coverage.Sentences[h.Sentence].Article); ok {
			take(h.Sentence, h.Retrieval)
		}
	}
	if len(articles) < len(b.coverage.Articles) {
		// The search may have found older reports only.
		for _, id := range b.firstSentences(articles) {
			if _, ok := fit[id]; !ok && holdsAll(retrieval.Folded(b.coverage.Sentences[id].Text), wanted) {
				take(id, 0)
			}
		}
	}
	slices.Sort(ids)
	return ids, fit, nil
}

// count is how many of the wanted words are among others.
func count(words, wanted []string) int {
	n := 0
	for _, w := range wanted {
		if holds(words, w) {
			n++
		}
	}
	return n
}

// leaning is the beginning of a sentence that needs the one before it.
var leaning = regexp.MustCompile(`^\W*(?:That|This|These|Those|He|She|They|It|His|Her|Their|Its|Otherwise|However|Furthermore|Moreover|Nevertheless|But|And|So|Also|In addition|In turn|At the same time|On the other hand|Meanwhile|Then|There|Here|Such|Both|Neither|The two|The pair|We|I|Our|My|You|One of them)\b`)

// relative matches a time that is told from what was said before.
var relative = regexp.MustCompile(`(?i)\b(?:(?:hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)\W*$|(?:that|the same|the next|the following) (?:day|week|month|year|night)\b)`)

// stands reports whether a sentence can be read by itself and says something:
// no heading, question, fragment of a quotation, or announcement of one, and
// nobody in it who was named before.
func (b *Bot) stands(id int) bool {
	s := b.coverage.Sentences[id]
	plain, open := voice.Unquoted(s.Text)
	fragment := open || strings.Count(s.Text, "“") != strings.Count(s.Text, "”")
	if s.Heading || fragment || strings.HasSuffix(s.Text, ":") || strings.Contains(s.Text, "?") ||
		len(strings.Fields(s.Text)) < minPointWords || leaning.MatchString(s.Text) || relative.MatchString(s.Text) {
		return false
	}
	return !slices.ContainsFunc(voice.Speakers(plain), func(p string) bool {
		return voice.PointsBack(strings.ToLower(p)) && voice.DisplayName(p) == ""
	})
}
