package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"cuttings/bot"
)

// A Ref names the answer that a message shows.
type Ref struct {
	ID string
}

// A sheet is what an answer, a summary or a checked text has to show, whichever
// part of it a message or a modal's page then holds.
type sheet struct {
	// asked is the question, to be restated.
	asked string
	// head stands above, small, a line each.
	head []string
	// said is the bot's own word, and then what follows it.
	said, then string
	claims     []claim
	items      []item
	// foot stands below the items.
	foot []string
	// notes stand small at the end, a line each, above what was searched.
	notes    []string
	searched bot.Coverage
}

// A claim is a statement by a language model with what it rests on.
type claim struct {
	text  string
	cited []bot.Citation
	// item is the number of the item with which it is shown: one for each claim.
	item int
}

// An item is one citation, as it is shown; or a statement that has none, or the
// place of a claim that has none of its own.
type item struct {
	// above stands over the quotation; its first part in bold.
	above, after string
	// lead stands before the source: "also in ".
	lead string
	// repeats: the same words are quoted above.
	repeats bool
	// cited is nil if there is none.
	cited *bot.Citation
	// also are others that carry the same, to be named in one line.
	also []bot.Citation
}

// message is as much of the sheet as a message holds.
func (s sheet) message(ref Ref, o AnswerOptions) Message {
	below := func(from, to int) []slack.Block {
		out := []slack.Block{small(strings.Join(s.end(from, to), "\n"))}
		var all, share *slack.ButtonBlockElement
		if ref.ID != "" && s.shortened(inMessage, from, to) {
			all = button(ActionAll, "Show all", Page{Of: ref.ID}.Value())
		}
		if o.Ephemeral {
			share = button(ActionShare, "Share in channel", ref.ID)
		}
		return slices.Concat(out, buttons(all, share), feedback(ref))
	}
	from, to, _ := s.pages(inMessage, o, below).page(0)
	return Message{Text: s.text(to, o), Blocks: append(s.body(inMessage, from, to, o), below(from, to)...)}
}

// modal is a page of the sheet, counted from 0.
func (s sheet) modal(title string, ref Ref, page int) slack.ModalViewRequest {
	o := AnswerOptions{Restate: true}
	value := func(p int) string { return Page{p, ref.ID}.Value() }
	end := func(from, to int) []slack.Block {
		return []slack.Block{small(strings.Join(s.end(from, to), "\n"))}
	}
	from, to, at := s.pages(inModal, o, func(from, to int) []slack.Block {
		// Room for both buttons, wherever the page ends.
		return append(end(from, to), turn(ActionAll, value, 1, true, true)...)
	}).page(page)
	blocks := slices.Concat(s.body(inModal, from, to, o), end(from, to), turn(ActionAll, value, at, at > 0, to < len(s.items)))
	return view(CallbackAll, title, value(at), blocks)
}

// pages lays the items out; below is what stands below them.
func (s sheet) pages(r room, o AnswerOptions, below func(from, to int) []slack.Block) pages {
	return pages{
		room: r, n: len(s.items),
		part: func(i int) size { return sizeOf(s.items[i].blocks(r)) },
		frame: func(from, to int) size {
			return sizeOf(slices.Concat(s.above(r, from, to, o), s.footBlocks(), below(from, to)))
		},
	}
}

// body is what stands above the end.
func (s sheet) body(r room, from, to int, o AnswerOptions) []slack.Block {
	out := s.above(r, from, to, o)
	for _, i := range s.items[from:to] {
		out = append(out, i.blocks(r)...)
	}
	return append(out, s.footBlocks()...)
}

// above is what stands above the items.
func (s sheet) above(r room, from, to int, o AnswerOptions) []slack.Block {
	var out []slack.Block
	if h := line(o.Heading, maxHeading); h != "" {
		out = append(out, slack.NewHeaderBlock(plain(h)))
	}
	if q := line(s.asked, maxQuestion); o.Restate && q != "" {
		out = append(out, rich(bold("Question: "), word(q)))
	}
	if len(s.head) > 0 {
		out = append(out, small(strings.Join(s.head, "\n")))
	}
	switch {
	case s.said != "" && s.then != "":
		out = append(out, rich(bold(s.said), word(" "+s.then)))
	case s.said != "":
		out = append(out, rich(bold(s.said)))
	}
	if p := s.prose(r, from, to); len(p) > 0 {
		out = append(append(out, p...), slack.NewDividerBlock())
	}
	return out
}

func (s sheet) footBlocks() []slack.Block {
	var out []slack.Block
	for _, f := range s.foot {
		out = append(out, rich(bold(f)))
	}
	return out
}

// prose are the claims that are shown with these items.
func (s sheet) prose(r room, from, to int) []slack.Block {
	var out []slack.Block
	var elements []slack.RichTextSectionElement
	used := 0
	flush := func() {
		if len(elements) > 0 {
			out = append(out, rich(elements...))
		}
		elements, used = nil, 0
	}
	for _, c := range s.claims {
		if c.item < from || c.item >= to {
			continue
		}
		text := line(c.text, r.claim)
		if used > 0 && used+units(text) > maxRich {
			flush()
		}
		if used > 0 {
			elements = append(elements, word(" "))
		}
		elements = append(elements, word(text))
		elements = append(elements, marks(c.cited)...)
		used += units(text) + 1
	}
	flush()
	return out
}

// maxMarks is how many marks a claim has at most; how many more there are is said.
const maxMarks = 10

// marks are the marks of citations, each leading to its article where that has an
// address.
func marks(cited []bot.Citation) []slack.RichTextSectionElement {
	var out []slack.RichTextSectionElement
	for i, c := range cited {
		if i == maxMarks {
			return append(out, word(fmt.Sprintf(" and %d more", len(cited)-maxMarks)))
		}
		out = append(out, word(" "))
		if a := webAddress(c.URL); a != "" {
			out = append(out, slack.NewRichTextSectionLinkElement(a, number(c), nil))
		} else {
			out = append(out, word(number(c)))
		}
	}
	return out
}

// end are the last lines: what isn't shown, the notes, and what was searched.
func (s sheet) end(from, to int) []string {
	var out []string
	if n := len(s.items); from > 0 || to < n {
		which := fmt.Sprintf("Shown: %d to %d of %d.", from+1, to, n)
		if from == 0 {
			which = fmt.Sprintf("Shown: the first %d of %d; the others didn't fit here.", to, n)
		}
		out = append(out, which)
	}
	out = append(out, s.notes...)
	return append(out, s.searched.String()+" Written by a machine from the coverage.")
}

// shortened reports whether something isn't shown, or not whole.
func (s sheet) shortened(r room, from, to int) bool {
	return from > 0 || to < len(s.items) ||
		slices.ContainsFunc(s.items, func(i item) bool {
			return len(i.also) > 0 || i.cited != nil && units(i.cited.Quote) > r.quote
		}) ||
		slices.ContainsFunc(s.claims, func(c claim) bool { return units(c.text) > r.claim || len(c.cited) > maxMarks })
}

// text is the message's text for the items before to.
func (s sheet) text(to int, o AnswerOptions) string {
	// What comes last is kept room for; it is longest when items are left out.
	last := func(to int) []string { return append(slices.Clone(s.foot), s.end(0, to)...) }
	var room script
	for _, l := range last(max(to-1, 0)) {
		room.add(l)
	}
	t := script{spare: room.units}
	t.must(line(o.Heading, maxHeading))
	if q := line(s.asked, maxQuestion); o.Restate && q != "" {
		t.must("Question: " + q)
	}
	for _, l := range s.head {
		t.must(l)
	}
	t.must(strings.TrimSpace(s.said + " " + s.then))
	for _, c := range s.claims {
		if c.item < to {
			t.must(line(c.text, inMessage.claim) + said(c.cited))
		}
	}
	fits := 0
	for fits < to && t.add(s.items[fits].text()) {
		fits++
	}
	if fits == 0 && to > 0 {
		t.must(s.items[0].text())
		fits = 1
	}
	t.spare = 0
	for _, l := range last(fits) {
		t.add(l)
	}
	return t.String()
}

// said are the marks of citations in plain text.
func said(cited []bot.Citation) string {
	var b strings.Builder
	for i, c := range cited {
		if i == maxMarks {
			fmt.Fprintf(&b, " and %d more", len(cited)-maxMarks)
			break
		}
		b.WriteString(" " + number(c))
	}
	return b.String()
}

// blocks are the quotation, where it stands, and the button to see it there.
func (i item) blocks(r room) []slack.Block {
	var out []slack.Block
	switch {
	case i.above != "" && i.after != "":
		out = append(out, rich(bold(i.above), word(" "+i.after)))
	case i.above != "":
		out = append(out, rich(bold(i.above)))
	}
	if i.cited == nil {
		return out
	}
	switch q := i.cited.Quote; {
	case i.repeats || strings.TrimSpace(q) == "":
	case units(q) > r.quote:
		out = append(out, small(tooLong(q)))
	default:
		out = append(out, quotation(*i.cited)...)
	}
	out = append(out, sourceLine(i.lead, *i.cited))
	if len(i.also) > 0 {
		out = append(out, small(alsoIn(i.also)))
	}
	return append(out, buttons(inContext(*i.cited))...)
}

// text is the same for a message's text.
func (i item) text() string {
	const most = 1000
	var parts []string
	if i.above != "" {
		parts = append(parts, i.above)
	}
	if i.after != "" {
		parts = append(parts, i.after)
	}
	if i.cited != nil {
		if q := strings.TrimSpace(i.cited.Quote); !i.repeats && q != "" {
			parts = append(parts, quoted(cut(q, most)))
		}
		parts = append(parts, i.lead+number(*i.cited)+" "+source(*i.cited))
	}
	if len(i.also) > 0 {
		parts = append(parts, "("+alsoIn(i.also)+")")
	}
	return strings.Join(parts, " ")
}

// alsoIn names the reports that carry the same.
func alsoIn(cs []bot.Citation) string {
	const most = 8
	var names []string
	for i, c := range cs {
		if i == most {
			names = append(names, fmt.Sprintf("and %d more", len(cs)-most))
			break
		}
		names = append(names, number(c)+" "+outlet(c)+dated(c))
	}
	return "also in " + strings.Join(names, ", ")
}

// feedback are the buttons that ask whether an answer helped.
func feedback(ref Ref) []slack.Block {
	good, bad := Vote{ref.ID, true}.Value(), Vote{ref.ID, false}.Value()
	if ref.ID == "" || units(good) > maxValue {
		return nil
	}
	return []slack.Block{slack.NewContextActionsBlock("", slack.NewFeedbackButtonsBlockElement(ActionFeedback,
		slack.NewFeedbackButton(plain("Helpful"), good).WithAccessibilityLabel("This answer helped"),
		slack.NewFeedbackButton(plain("Not helpful"), bad).WithAccessibilityLabel("This answer didn't help")))}
}
