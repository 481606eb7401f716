package blocks

import (
	"cmp"
	"fmt"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// SourcesPerPage is how many articles a page of a list of sources shows.
const SourcesPerPage = 10

// Sources renders a page, counted from 0, of the articles on a topic; of all if
// it is empty. A page that there isn't is the last.
func Sources(list []bot.Source, topic string, page int) Message {
	pages := max((len(list)+SourcesPerPage-1)/SourcesPerPage, 1)
	page = min(max(page, 0), pages-1)
	head := sourcesHead(len(list), line(topic, maxHeading))
	blocks := []slack.Block{rich(bold(head))}
	var t script
	t.must(head)
	from := page * SourcesPerPage
	for _, s := range list[from:min(from+SourcesPerPage, len(list))] {
		heading, about := line(s.Heading, maxHeading), sourceAbout(s)
		if heading != "" {
			about = heading + "\n" + about
		}
		blocks = append(blocks, row(about, button(ActionRead, "Read", readValue(s.Article))))
		if l := link(s.URL); l != "" {
			blocks = append(blocks, slack.NewContextBlock("", mrkdwn(l)))
		}
		t.add("• " + dots(heading, sourceAbout(s)))
	}
	if pages > 1 {
		on := fmt.Sprintf("Page %d of %d.", page+1, pages)
		turning := turn(ActionSources, func(p int) string { return Page{p, topic}.Value() }, page, page > 0, page < pages-1)
		if len(turning) == 0 {
			on += " The topic is too long to turn the page; ask with fewer words."
		}
		t.add(on)
		blocks = append(append(blocks, small(on)), turning...)
	}
	return Message{Text: t.String(), Blocks: blocks}
}

// SourcesModal is the same in a modal.
func SourcesModal(list []bot.Source, topic string, page int) slack.ModalViewRequest {
	return view(CallbackSources, "Articles", "", Sources(list, topic, page).Blocks)
}

// sourcesHead says what is listed.
func sourcesHead(n int, topic string) string {
	switch {
	case n == 0 && topic == "":
		return "There are no articles."
	case n == 0:
		return fmt.Sprintf("No article of the coverage holds all of %s. /sources alone lists every article.", quoted(topic))
	case topic == "":
		return count(n, "article") + ", the earliest first."
	}
	return fmt.Sprintf("%s with %s, the earliest first.", count(n, "article"), quoted(topic))
}

// sourceAbout is when an article came out, where, and how long it is.
func sourceAbout(s bot.Source) string {
	return dots(cmp.Or(day(s.Published), "no date"), cmp.Or(line(s.Outlet, maxName), line(s.Article, maxName)), count(s.Passages, "passage"))
}

// readValue is the value of a button to read the present version of an article.
func readValue(article string) string {
	if article == "" {
		return ""
	}
	return Place{Article: article}.Value()
}
