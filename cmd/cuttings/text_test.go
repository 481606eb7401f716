package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/corpus"
)

// quoted makes a citation of a text whose answering words stand between
// asterisks.
func quoted(number int, article, text string) bot.Citation {
	const start = 100 // the place of the quote in its article
	c := bot.Citation{Number: number, Article: article, Heading: "Heading of " + article, Published: time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)}
	for i, part := range strings.Split(text, "*") {
		if i%2 == 1 {
			c.Words = append(c.Words, corpus.Span{Start: start + len(c.Quote), End: start + len(c.Quote) + len(part)})
		}
		c.Quote += part
	}
	c.Span = corpus.Span{Start: start, End: start + len(c.Quote)}
	return c
}

// replies are what the golden files in testdata/render show.
func replies() map[string]bot.Reply {
	coverage := bot.Coverage{
		Articles: 5,
		From:     time.Date(2021, 12, 30, 0, 0, 0, 0, time.UTC),
		To:       time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC),
	}
	linked := quoted(1, "linked", "Read *this*.")
	linked.URL, linked.Outlet = "https://example.org/a", "Example Times"
	unlinkable := quoted(2, "unlinkable", "Not *this*.")
	unlinkable.URL = "javascript:alert(1)"

	hostile := quoted(1, "a\x1b[2Jb", "He said *\x1b[31m“no”\x1b]8;;http://evil.example\x1b\\* \u202eand\u0007 left.")
	hostile.Heading, hostile.Outlet = "Head\x1b]0;owned\x07ing", "Out\u009b2Jlet"
	hostile.URL = "https://example.org/\x1b]0;owned\x07"

	odd := quoted(1, "odd", "Words that *lie* about where *they* are.")
	odd.Words = append(odd.Words, corpus.Span{Start: 0, End: 5}, corpus.Span{Start: 110, End: 9999}, corpus.Span{Start: 108, End: 107})

	return map[string]bot.Reply{
		"answer": {
			Answered: true,
			Points: []bot.Point{
				{Speaker: "Yuri Ushakov", Citations: []int{1, 2, 3}},
				{Speaker: "Yuri Ushakov", Citations: []int{4}},
				{Speaker: "Jen Psaki", Citations: []int{5}},
			},
			Citations: []bot.Citation{
				quoted(1, "2021-12-31-security-guarantees", "“Unprecedented sanctions” will lead to a “*complete breakdown*” of bilateral ties, Ushakov said, calling such a scenario “*a colossal mistake*.”"),
				quoted(2, "2021-12-31-fifty-minutes", "A colossal mistake."),
				quoted(3, "2021-12-31-a-very-long-name-of-an-article-that-takes-most-of-a-line-by-itself", "A mistake."),
				quoted(4, "2021-12-31-two-paths", "It would be a “cardinal error”."),
				quoted(5, "2021-12-31-de-escalation", "She declined\n  to comment."),
			},
		},
		"model": {
			Answered: true,
			Mode:     bot.Model,
			Points: []bot.Point{
				{Text: "Ushakov called sanctions a colossal mistake.", Citations: []int{1, 2}},
				{Text: "He said so twice.\x1b[31m", Citations: []int{2}},
				{Speaker: "Jen Psaki", Citations: []int{3}},
			},
			Citations: []bot.Citation{
				quoted(1, "2021-12-31-security-guarantees", "Ushakov called it “*a colossal mistake*.”"),
				quoted(2, "2021-12-31-fifty-minutes", "A colossal mistake, he said again."),
				quoted(3, "2021-12-31-de-escalation", "She declined to comment."),
			},
			Missing: []string{"The coverage doesn't say “and on which dates”."},
		},
		"notice": {
			Answered:  true,
			Points:    []bot.Point{{Citations: []int{1}}},
			Citations: []bot.Citation{quoted(1, "a", "*Nothing*.")},
			Notice:    "The model took too long: showing the quotations alone.",
		},
		"readas":   {ReadAs: "What did Psaki say about sanctions?", Answered: true, Points: []bot.Point{{Citations: []int{1}}}, Citations: []bot.Citation{quoted(1, "a", "*Nothing*.")}},
		"refusal":  {Reason: bot.NotCovered, Why: "The coverage doesn't mention “Macron”.", Coverage: coverage, Closest: []bot.Citation{quoted(1, "2021-12-31-two-paths", "It would be a “cardinal error”.")}},
		"nothing":  {Reason: bot.NotCovered, Why: "The coverage doesn't say.", Coverage: bot.Coverage{}},
		"unsure":   {Reason: bot.Unsure, Why: "The coverage doesn't report that Psaki said this.", Coverage: coverage, Closest: []bot.Citation{quoted(1, "2021-12-31-two-paths", "It would be a “*cardinal error*”."), quoted(2, "2021-12-31-de-escalation", "She declined to comment.")}},
		"links":    {Answered: true, Points: []bot.Point{{Citations: []int{1}}, {Citations: []int{2}}}, Citations: []bot.Citation{linked, unlinkable}},
		"hostile":  {ReadAs: "what\x1bc?", Answered: true, Points: []bot.Point{{Speaker: "Mr \x1b[5mX", Citations: []int{1}}}, Citations: []bot.Citation{hostile}},
		"wide":     {Answered: true, Points: []bot.Point{{Speaker: "中国日报", Citations: []int{12}}}, Citations: []bot.Citation{quoted(12, "wide", "在日内瓦举行的会谈中，*俄罗斯和美国*的代表讨论了安全保障问题，双方没有达成协议。Pha\u0302\u0300n ke\u0301t luâ\u0323n 👩‍🚀.")}},
		"oddwords": {Answered: true, Points: []bot.Point{{Citations: []int{1, 7}}, {Citations: []int{8}}, {}}, Citations: []bot.Citation{odd}},
	}
}

// TestReplies renders replies plainly at 80 columns, and at 40 with all that a
// terminal can; escape sequences are shown with ^[ for the escape.
func TestReplies(t *testing.T) {
	for name, r := range replies() {
		golden(t, name+".txt", screen{width: 80}.reply(r))
		capable := screen{width: 40, terminal: true, color: true, links: true}
		golden(t, name+".terminal.txt", strings.ReplaceAll(capable.reply(r), "\x1b", "^["))
	}
}

// golden compares got with a file in testdata/render.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "render", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// TestNoEscapes: whatever a reply holds, a plain rendering holds no control
// character but the end of a line, and no line is wider than the screen.
func TestNoEscapes(t *testing.T) {
	for name, r := range replies() {
		for _, width := range []int{20, 33, 80} {
			for line := range strings.Lines(screen{width: width}.reply(r)) {
				line = strings.TrimSuffix(line, "\n")
				if strings.ContainsFunc(line, unicode.IsControl) {
					t.Errorf("%s: control character in %q", name, line)
				}
				if columns(line) > width {
					t.Errorf("%s: %q takes %d columns of %d", name, line, columns(line), width)
				}
				if strings.TrimRight(line, " ") != line {
					t.Errorf("%s: %q ends in a space", name, line)
				}
			}
		}
	}
}

// TestSourcesFit: a list of articles never goes past the edge of a terminal.
func TestSourcesFit(t *testing.T) {
	list, err := double{}.Sources(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	list[0].Article = "2022-01-09-a-long-name-of-a-forum"
	for width := minWidth; width <= maxWidth; width++ {
		shown := screen{width: width, terminal: true}.sources(list)
		for line := range strings.Lines(shown) {
			if n := columns(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns: %q takes %d", width, line, n)
			}
		}
		if got := strings.Contains(shown, "PASSAGES"); got != (width >= 82) {
			t.Errorf("%d columns: a table = %v", width, got)
		}
	}
}
