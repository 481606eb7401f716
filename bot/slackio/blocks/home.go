package blocks

import (
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// HomeData is what App Home shows.
type HomeData struct {
	Coverage bot.Coverage
	Outlets  []string
	// Ingested is when the articles were last read; zero if that isn't known.
	Ingested, Now time.Time
	// Questions are some that the coverage answers.
	Questions []string
	// Digests are those of the user who sees it.
	Digests []Digest
}

// Home renders App Home.
func Home(h HomeData) slack.HomeTabViewRequest {
	out := []slack.Block{
		slack.NewHeaderBlock(plain("Ask the news coverage")),
		slack.NewSectionBlock(plain(h.covered()), nil, nil),
		small(h.lastRead()),
	}
	out = append(out, buttons(button(ActionSources, "List the articles", Page{}.Value()))...)
	if len(h.Questions) > 0 {
		const most = 10
		out = append(out, slack.NewDividerBlock(), slack.NewHeaderBlock(plain("Try these")))
		for _, q := range h.Questions[:min(len(h.Questions), most)] {
			if text := line(q, maxQuestion); text != "" {
				out = append(out, row(text, button(ActionAsk, "Ask", q)))
			}
		}
	}
	out = append(out, slack.NewDividerBlock(), slack.NewHeaderBlock(plain("Your digests")))
	if len(h.Digests) == 0 {
		out = append(out, slack.NewSectionBlock(mrkdwn("None yet. `/digest daily 08:00` sends you a summary every morning."), nil, nil))
	}
	out = append(out, digestRows(h.Digests)...)
	out = append(out, slack.NewDividerBlock(), slack.NewHeaderBlock(plain("How to ask")))
	usage, _ := help("")
	return slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, CallbackID: CallbackHome, Blocks: slack.Blocks{BlockSet: append(out, usage...)},
	}
}

// covered says what there is: "5 articles of 31 December 2021, from BNR and BTA."
func (h HomeData) covered() string {
	c := h.Coverage
	if c.Articles == 0 {
		return "There are no articles yet."
	}
	s := count(c.Articles, "article")
	switch from, to := day(c.From), day(c.To); {
	case from == "":
	case from == to:
		s += " of " + from
	default:
		s += " from " + from + " to " + to
	}
	var outlets []string
	for _, o := range h.Outlets {
		if name := line(o, maxName); name != "" {
			outlets = append(outlets, name)
		}
	}
	const most = 20
	if more := len(outlets) - most; more > 0 {
		outlets = append(outlets[:most:most], fmt.Sprintf("and %d more", more))
	}
	if len(outlets) > 0 {
		s += ". Outlets: " + strings.Join(outlets, ", ")
	}
	return s + "."
}

// lastRead says how long ago the articles were read.
func (h HomeData) lastRead() string {
	if h.Ingested.IsZero() {
		return "It isn't known when the articles were last read."
	}
	return fmt.Sprintf("Articles last read %s (%s).", ago(h.Now.Sub(h.Ingested)), h.Ingested.UTC().Format("2 January 2006, 15:04 UTC"))
}

// ago is how long ago something was: "2 hours ago".
func ago(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute") + " ago"
	case d < 2*day:
		return count(int(d/time.Hour), "hour") + " ago"
	}
	return count(int(d/day), "day") + " ago"
}
