package blocks

import (
	"strconv"

	"github.com/slack-go/slack"
)

// maxMetadata is the most units of a view's private metadata.
const maxMetadata = 3000

// view is a modal. Metadata that is too long is left out.
func view(callback, title, metadata string, blocks []slack.Block) slack.ModalViewRequest {
	if units(metadata) > maxMetadata {
		metadata = ""
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, PrivateMetadata: metadata,
		Title: plain(title), Close: plain("Close"), Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// turn are the buttons to the pages before and after a page; value is what one
// has for a page.
func turn(action string, value func(page int) string, page int, before, after bool) []slack.Block {
	var back, on *slack.ButtonBlockElement
	if before {
		back = button(numbered(action, 1), "Back", value(max(page-1, 0)))
	}
	if after {
		on = button(numbered(action, 2), "Next", value(page+1))
	}
	return buttons(back, on)
}

// numbered is the id of one of several buttons of an action in one block.
func numbered(action string, n int) string { return action + ":" + strconv.Itoa(n) }

// FailureModal says in a modal what went wrong.
func FailureModal(reason, reference string) slack.ModalViewRequest {
	return view("", "Sorry", "", Failure(reason, reference).Blocks)
}
