package blocks

import (
	"strings"

	"github.com/slack-go/slack"
)

// InMessage shows what a modal shows in a message, for a workspace that has no
// modals. Of a page with more blocks than a message takes, it shows the first.
func InMessage(v slack.ModalViewRequest) Message {
	var t script
	t.must(v.Title.Text)
	shown := v.Blocks.BlockSet
	if len(shown) > maxMessageBlocks {
		shown = append(shown[:maxMessageBlocks-1:maxMessageBlocks-1], small("There is more of it than fits here."))
	}
	for _, b := range shown {
		if text := words(b); text != "" && !t.add(text) {
			break
		}
	}
	return Message{Text: t.String(), Blocks: shown}
}

// words is the text of a block.
func words(b slack.Block) string {
	var s strings.Builder
	switch b := b.(type) {
	case *slack.HeaderBlock:
		s.WriteString(b.Text.Text)
	case *slack.SectionBlock:
		if b.Text != nil {
			s.WriteString(b.Text.Text)
		}
	case *slack.ContextBlock:
		for _, e := range b.ContextElements.Elements {
			if e, ok := e.(*slack.TextBlockObject); ok && e.Type == slack.PlainTextType {
				s.WriteString(e.Text)
			}
		}
	case *slack.RichTextBlock:
		for _, e := range b.Elements {
			var inside []slack.RichTextSectionElement
			switch e := e.(type) {
			case *slack.RichTextSection:
				inside = e.Elements
			case *slack.RichTextQuote:
				inside = e.Elements
			}
			for _, e := range inside {
				if e, ok := e.(*slack.RichTextSectionTextElement); ok {
					s.WriteString(e.Text)
				}
			}
		}
	}
	return s.String()
}
