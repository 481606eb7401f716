package blocks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/slack-go/slack"
)

// A Surface is where blocks are shown.
type Surface string

const (
	OnMessage Surface = "message"
	OnModal   Surface = "modal"
	OnHome    Surface = "home"
)

// A Problem is something that Slack refuses.
type Problem struct {
	// At is a JSON pointer: "/blocks/0/text/text".
	At   string
	What string
}

func (p Problem) Error() string { return p.At + ": " + p.What }

// Problems are all that Slack refuses in a message or view.
type Problems []Problem

func (ps Problems) Error() string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Error())
	}
	return strings.Join(out, "; ")
}

// Limits of messages and views, in UTF-16 units where they are of text: Slack
// counts characters, but doesn't say of which kind.
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxText          = 40000
	maxMarkdown      = 12000 // of all markdown blocks of a message together
	// maxBlocksText is undocumented: msg_blocks_too_long has been seen from about
	// 13,200 characters in blocks (github.com/slackapi/bolt-js issue 2509).
	maxBlocksText = 13200
	// maxViewBytes is Slack's limit for view_too_large.
	maxViewBytes = 250000
)

// ValidateMessage reports, as [Problems], what Slack would refuse in a message,
// and a text that is missing or empty, which Slack lets pass.
func ValidateMessage(text string, blocks []slack.Block) error {
	message := struct {
		Text   string        `json:"text"`
		Blocks []slack.Block `json:"blocks,omitempty"`
	}{text, blocks}
	return validateValue(OnMessage, message)
}

// ValidateView reports, as [Problems], what Slack would refuse in a
// slack.ModalViewRequest or a slack.HomeTabViewRequest.
func ValidateView(view any) error {
	switch view.(type) {
	case slack.ModalViewRequest, *slack.ModalViewRequest:
		return validateValue(OnModal, view)
	case slack.HomeTabViewRequest, *slack.HomeTabViewRequest:
		return validateValue(OnHome, view)
	}
	return Problems{{"", fmt.Sprintf("%T is no view", view)}}
}

func validateValue(on Surface, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return Problems{{"", "it can't be written as JSON: " + err.Error()}}
	}
	return ValidateJSON(on, raw)
}

// ValidateJSON does the same over JSON: a view, or the members "text" and
// "blocks" of a message. Of a message other members are not looked at; everything
// else that Slack doesn't know is a problem, and so are blocks and elements that
// Slack knows and the bot doesn't use.
func ValidateJSON(on Surface, raw []byte) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		return Problems{{"", "not a JSON object: " + err.Error()}}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Problems{{"", "something stands after the JSON object"}}
	}
	c := &checker{on: on, blockIDs: map[string]string{}}
	switch on {
	case OnMessage:
		c.message(v)
	case OnModal, OnHome:
		if len(raw) > maxViewBytes {
			c.fail("", "the view has %d bytes, at most %d (view_too_large)", len(raw), maxViewBytes)
		}
		views[on].check(c, "", v)
		c.submitted(v)
	default:
		c.fail("", "no surface %q", on)
	}
	if len(c.problems) == 0 {
		return nil
	}
	return c.problems
}

// A checker goes through one message or view.
type checker struct {
	on       Surface
	problems Problems
	blockIDs map[string]string // where each stands
	// actionIDs are those of the present block.
	actionIDs map[string]string
	texts     int // units of text of all blocks
	markdown  int // of these in markdown blocks
	tables    int
	focused   string // the element with focus_on_load
	input     bool   // there is an input block
}

func (c *checker) fail(at, format string, args ...any) {
	c.problems = append(c.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// message checks the parts of a message that it shows.
func (c *checker) message(v map[string]any) {
	text(1, maxText)(c, "/text", v["text"])
	c.texts = 0 // the text isn't one of the blocks
	if v["blocks"] == nil {
		return
	}
	list(1, maxMessageBlocks, block)(c, "/blocks", v["blocks"])
	if c.texts > maxBlocksText {
		c.fail("/blocks", "%d characters of text, at most %d (msg_blocks_too_long)", c.texts, maxBlocksText)
	}
	if c.markdown > maxMarkdown {
		c.fail("/blocks", "%d characters in markdown blocks, at most %d", c.markdown, maxMarkdown)
	}
}

// submitted checks that a modal with inputs can be submitted.
func (c *checker) submitted(v map[string]any) {
	if c.on == OnModal && c.input && v["submit"] == nil {
		c.fail("/submit", "missing, though there are input blocks")
	}
}

// views are the members of views.
var views = map[Surface]object{
	OnModal: {
		need: fields{"type": oneOf("modal"), "title": plainText(24), "blocks": list(1, maxViewBlocks, block)},
		may: fields{
			"close": plainText(24), "submit": plainText(24),
			"private_metadata": text(0, 3000), "callback_id": text(0, maxID), "external_id": text(0, maxID),
			"clear_on_close": boolean, "notify_on_close": boolean, "submit_disabled": boolean,
		},
	},
	OnHome: {
		need: fields{"type": oneOf("home"), "blocks": list(1, maxViewBlocks, block)},
		may:  fields{"private_metadata": text(0, 3000), "callback_id": text(0, maxID), "external_id": text(0, maxID)},
	},
}
