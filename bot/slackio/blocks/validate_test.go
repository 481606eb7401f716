package blocks

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// of repeats a JSON value n times, in a list.
func of(n int, value string) string {
	return "[" + strings.TrimSuffix(strings.Repeat(value+",", n), ",") + "]"
}

// numberedOf is of, with % in value replaced by a number of its own.
func numberedOf(n int, value string) string {
	var all []string
	for i := range n {
		all = append(all, strings.ReplaceAll(value, "%", fmt.Sprint(i)))
	}
	return "[" + strings.Join(all, ",") + "]"
}

// long is a JSON string of n characters.
func long(n int) string { return `"` + strings.Repeat("x", n) + `"` }

func plainOf(n int) string { return `{"type":"plain_text","text":` + long(n) + `}` }

func message(blocks string) string { return `{"text":"t","blocks":` + blocks + `}` }
func modalOf(blocks string) string {
	return `{"type":"modal","title":` + plainOf(1) + `,"submit":` + plainOf(1) + `,"blocks":` + blocks + `}`
}
func homeOf(blocks string) string { return `{"type":"home","blocks":` + blocks + `}` }

func section(text string) string { return `{"type":"section","text":` + text + `}` }
func actions(elements string) string {
	return `{"type":"actions","elements":` + elements + `}`
}
func buttonWith(members string) string {
	return actions(`[{"type":"button","text":` + plainOf(1) + members + `}]`)
}
func inputOf(element string) string {
	return `{"type":"input","label":` + plainOf(1) + `,"element":` + element + `}`
}
func richOf(elements string) string { return `{"type":"rich_text","elements":` + elements + `}` }
func inline(element string) string {
	return richOf(`[{"type":"rich_text_section","elements":[` + element + `]}]`)
}
func optionOf(text, value int) string {
	return `{"text":` + plainOf(text) + `,"value":` + long(value) + `}`
}

// TestValidateLimits holds each rule to what is just within it and just beyond.
func TestValidateLimits(t *testing.T) {
	const divider = `{"type":"divider"}`
	// one puts a block into a message.
	one := func(block string) string { return message("[" + block + "]") }
	inModal := func(block string) string { return modalOf("[" + block + "]") }
	tests := []struct {
		name   string
		on     Surface
		within string
		beyond string
		at     string // of the problem beyond
	}{
		{"text", OnMessage, `{"text":` + long(40000) + `}`, `{"text":` + long(40001) + `}`, "/text"},
		{"empty text", OnMessage, `{"text":"t"}`, `{"text":""}`, "/text"},
		{"no text", OnMessage, `{"text":"t"}`, `{"blocks":[` + divider + `]}`, "/text"},
		{"no blocks", OnMessage, message(of(1, divider)), message("[]"), "/blocks"},
		{"blocks of a message", OnMessage, message(of(50, divider)), message(of(51, divider)), "/blocks"},
		{"blocks of a modal", OnModal, modalOf(of(100, divider)), modalOf(of(101, divider)), "/blocks"},
		{"blocks of a home", OnHome, homeOf(of(100, divider)), homeOf(of(101, divider)), "/blocks"},
		{"all text of a message", OnMessage, message(of(5, section(plainOf(2640)))), message(of(5, section(plainOf(2641)))), "/blocks"},
		{"markdown of a message", OnMessage, message(of(2, `{"type":"markdown","text":`+long(6000)+`}`)), message(of(2, `{"type":"markdown","text":`+long(6001)+`}`)), "/blocks"},
		{"bytes of a view", OnHome, homeOf(of(80, section(plainOf(3000)))), homeOf(of(84, section(plainOf(3000)))), ""},

		{"section text", OnMessage, one(section(plainOf(3000))), one(section(plainOf(3001))), "/blocks/0/text/text"},
		{"emoji count as two", OnMessage, one(section(`{"type":"plain_text","text":"` + strings.Repeat("🎉", 1500) + `"}`)), one(section(`{"type":"plain_text","text":"` + strings.Repeat("🎉", 1501) + `"}`)), "/blocks/0/text/text"},
		{"empty text object", OnMessage, one(section(plainOf(1))), one(section(plainOf(0))), "/blocks/0/text/text"},
		{"section without anything", OnMessage, one(section(plainOf(1))), one(`{"type":"section"}`), "/blocks/0"},
		{"fields", OnMessage, one(`{"type":"section","fields":` + of(10, plainOf(1)) + `}`), one(`{"type":"section","fields":` + of(11, plainOf(1)) + `}`), "/blocks/0/fields"},
		{"field", OnMessage, one(`{"type":"section","fields":` + of(1, plainOf(2000)) + `}`), one(`{"type":"section","fields":` + of(1, plainOf(2001)) + `}`), "/blocks/0/fields/0/text"},
		{"header", OnMessage, one(`{"type":"header","text":` + plainOf(150) + `}`), one(`{"type":"header","text":` + plainOf(151) + `}`), "/blocks/0/text/text"},
		{"header of mrkdwn", OnMessage, one(`{"type":"header","text":` + plainOf(1) + `}`), one(`{"type":"header","text":{"type":"mrkdwn","text":"x"}}`), "/blocks/0/text/type"},
		{"emoji of mrkdwn", OnMessage, one(section(`{"type":"plain_text","text":"x","emoji":true}`)), one(section(`{"type":"mrkdwn","text":"x","emoji":true}`)), "/blocks/0/text/emoji"},
		{"context elements", OnMessage, one(`{"type":"context","elements":` + of(10, plainOf(1)) + `}`), one(`{"type":"context","elements":` + of(11, plainOf(1)) + `}`), "/blocks/0/elements"},
		{"no context elements", OnMessage, one(`{"type":"context","elements":` + of(1, plainOf(1)) + `}`), one(`{"type":"context","elements":[]}`), "/blocks/0/elements"},
		{"actions", OnMessage, one(actions(of(25, `{"type":"button","text":`+plainOf(1)+`}`))), one(actions(of(26, `{"type":"button","text":`+plainOf(1)+`}`))), "/blocks/0/elements"},
		{"feedback", OnMessage, one(`{"type":"context_actions","elements":` + of(5, `{"type":"icon_button","icon":"trash","text":`+plainOf(1)+`}`) + `}`), one(`{"type":"context_actions","elements":` + of(6, `{"type":"icon_button","icon":"trash","text":`+plainOf(1)+`}`) + `}`), "/blocks/0/elements"},
		{"icon", OnMessage, one(`{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","text":` + plainOf(1) + `}]}`), one(`{"type":"context_actions","elements":[{"type":"icon_button","icon":"pencil","text":` + plainOf(1) + `}]}`), "/blocks/0/elements/0/icon"},
		{"feedback button's value", OnMessage,
			one(`{"type":"context_actions","elements":[{"type":"feedback_buttons","positive_button":{"text":` + plainOf(75) + `,"value":` + long(2000) + `},"negative_button":{"text":` + plainOf(1) + `,"value":"b"}}]}`),
			one(`{"type":"context_actions","elements":[{"type":"feedback_buttons","positive_button":{"text":` + plainOf(75) + `},"negative_button":{"text":` + plainOf(1) + `,"value":"b"}}]}`), "/blocks/0/elements/0/positive_button/value"},
		{"button in context actions", OnMessage, one(buttonWith("")), one(`{"type":"context_actions","elements":[{"type":"button","text":` + plainOf(1) + `}]}`), "/blocks/0/elements/0/type"},
		{"button text", OnMessage, one(actions(`[{"type":"button","text":` + plainOf(75) + `}]`)), one(actions(`[{"type":"button","text":` + plainOf(76) + `}]`)), "/blocks/0/elements/0/text/text"},
		{"button value", OnMessage, one(buttonWith(`,"value":` + long(2000))), one(buttonWith(`,"value":` + long(2001))), "/blocks/0/elements/0/value"},
		{"button url", OnMessage, one(buttonWith(`,"url":"https://a.example"`)), one(buttonWith(`,"url":"javascript:alert(1)"`)), "/blocks/0/elements/0/url"},
		{"button url's length", OnMessage, one(buttonWith(`,"url":"https://a.example/` + strings.Repeat("x", 2982) + `"`)), one(buttonWith(`,"url":"https://a.example/` + strings.Repeat("x", 2983) + `"`)), "/blocks/0/elements/0/url"},
		{"button style", OnMessage, one(buttonWith(`,"style":"danger"`)), one(buttonWith(`,"style":"default"`)), "/blocks/0/elements/0/style"},
		{"accessibility label", OnMessage, one(buttonWith(`,"accessibility_label":` + long(75))), one(buttonWith(`,"accessibility_label":` + long(76))), "/blocks/0/elements/0/accessibility_label"},
		{"action id", OnMessage, one(buttonWith(`,"action_id":` + long(255))), one(buttonWith(`,"action_id":` + long(256))), "/blocks/0/elements/0/action_id"},
		{"action ids of a block", OnMessage,
			one(actions(numberedOf(2, `{"type":"button","action_id":"a%","text":`+plainOf(1)+`}`))),
			one(actions(of(2, `{"type":"button","action_id":"a","text":`+plainOf(1)+`}`))), "/blocks/0/elements/1/action_id"},
		{"action ids of two blocks", OnMessage, message(of(2, buttonWith(`,"action_id":"a"`))), message(of(2, buttonWith(`,"block_id":"a"`))), "/blocks/0/elements/0/block_id"},
		{"block id", OnMessage, one(`{"type":"divider","block_id":` + long(255) + `}`), one(`{"type":"divider","block_id":` + long(256) + `}`), "/blocks/0/block_id"},
		{"block ids", OnMessage, message(numberedOf(2, `{"type":"divider","block_id":"b%"}`)), message(of(2, `{"type":"divider","block_id":"b"}`)), "/blocks/1/block_id"},
		{"confirm title", OnMessage,
			one(buttonWith(`,"confirm":{"title":` + plainOf(100) + `,"text":` + plainOf(300) + `,"confirm":` + plainOf(30) + `,"deny":` + plainOf(30) + `}`)),
			one(buttonWith(`,"confirm":{"title":` + plainOf(101) + `,"text":` + plainOf(300) + `,"confirm":` + plainOf(30) + `,"deny":` + plainOf(30) + `}`)), "/blocks/0/elements/0/confirm/title/text"},
		{"confirm text", OnMessage,
			one(buttonWith(`,"confirm":{"title":` + plainOf(1) + `,"text":` + plainOf(300) + `,"confirm":` + plainOf(1) + `,"deny":` + plainOf(1) + `}`)),
			one(buttonWith(`,"confirm":{"title":` + plainOf(1) + `,"text":` + plainOf(301) + `,"confirm":` + plainOf(1) + `,"deny":` + plainOf(1) + `}`)), "/blocks/0/elements/0/confirm/text/text"},
		{"image", OnMessage, one(`{"type":"image","image_url":"https://a.example/i","alt_text":"x"}`), one(`{"type":"image","image_url":"https://a.example/i"}`), "/blocks/0/alt_text"},
		{"image from nowhere", OnMessage, one(`{"type":"image","image_url":"https://a.example/i","alt_text":"x"}`), one(`{"type":"image","alt_text":"x"}`), "/blocks/0"},
		{"options", OnMessage, one(actions(`[{"type":"static_select","options":` + of(100, optionOf(1, 1)) + `}]`)), one(actions(`[{"type":"static_select","options":` + of(101, optionOf(1, 1)) + `}]`)), "/blocks/0/elements/0/options"},
		{"no options", OnMessage, one(actions(`[{"type":"static_select","options":` + of(1, optionOf(1, 1)) + `}]`)), one(actions(`[{"type":"static_select"}]`)), "/blocks/0/elements/0"},
		{"option text", OnMessage, one(actions(`[{"type":"static_select","options":[` + optionOf(75, 1) + `]}]`)), one(actions(`[{"type":"static_select","options":[` + optionOf(76, 1) + `]}]`)), "/blocks/0/elements/0/options/0/text/text"},
		{"option value", OnMessage, one(actions(`[{"type":"static_select","options":[` + optionOf(1, 150) + `]}]`)), one(actions(`[{"type":"static_select","options":[` + optionOf(1, 151) + `]}]`)), "/blocks/0/elements/0/options/0/value"},
		{"overflow", OnMessage, one(actions(`[{"type":"overflow","options":` + of(5, optionOf(1, 1)) + `}]`)), one(actions(`[{"type":"overflow","options":` + of(6, optionOf(1, 1)) + `}]`)), "/blocks/0/elements/0/options"},
		{"checkboxes", OnModal, inModal(inputOf(`{"type":"checkboxes","options":` + of(10, optionOf(1, 1)) + `}`)), inModal(inputOf(`{"type":"checkboxes","options":` + of(11, optionOf(1, 1)) + `}`)), "/blocks/0/element/options"},
		{"placeholder", OnModal, inModal(inputOf(`{"type":"plain_text_input","placeholder":` + plainOf(150) + `}`)), inModal(inputOf(`{"type":"plain_text_input","placeholder":` + plainOf(151) + `}`)), "/blocks/0/element/placeholder/text"},
		{"max_length", OnModal, inModal(inputOf(`{"type":"plain_text_input","max_length":3000}`)), inModal(inputOf(`{"type":"plain_text_input","max_length":3001}`)), "/blocks/0/element/max_length"},
		{"decimals", OnModal, inModal(inputOf(`{"type":"number_input","is_decimal_allowed":false}`)), inModal(inputOf(`{"type":"number_input"}`)), "/blocks/0/element/is_decimal_allowed"},
		{"focus", OnModal, inModal(inputOf(`{"type":"plain_text_input","focus_on_load":true}`)), modalOf(of(2, inputOf(`{"type":"plain_text_input","focus_on_load":true}`))), "/blocks/1/element/focus_on_load"},
		{"input label", OnModal, inModal(`{"type":"input","label":` + plainOf(2000) + `,"element":{"type":"plain_text_input"}}`), inModal(`{"type":"input","label":` + plainOf(2001) + `,"element":{"type":"plain_text_input"}}`), "/blocks/0/label/text"},
		{"table rows", OnMessage, one(`{"type":"table","rows":` + of(100, `[{"type":"raw_text","text":"x"}]`) + `}`), one(`{"type":"table","rows":` + of(101, `[{"type":"raw_text","text":"x"}]`) + `}`), "/blocks/0/rows"},
		{"table columns", OnMessage, one(`{"type":"table","rows":[` + of(20, `{"type":"raw_text","text":"x"}`) + `]}`), one(`{"type":"table","rows":[` + of(21, `{"type":"raw_text","text":"x"}`) + `]}`), "/blocks/0/rows/0"},

		{"rich text", OnMessage, one(inline(`{"type":"text","text":"x"}`)), one(inline(`{"type":"text","text":""}`)), "/blocks/0/elements/0/elements/0/text"},
		{"rich text of nothing", OnMessage, one(inline(`{"type":"text","text":"x"}`)), one(richOf("[]")), "/blocks/0/elements"},
		{"rich text styles", OnMessage, one(inline(`{"type":"text","text":"x","style":{"bold":true}}`)), one(inline(`{"type":"text","text":"x","style":{"loud":true}}`)), "/blocks/0/elements/0/elements/0/style/loud"},
		{"rich text link", OnMessage, one(inline(`{"type":"link","url":"http://a.example"}`)), one(inline(`{"type":"link","url":"file:///etc/passwd"}`)), "/blocks/0/elements/0/elements/0/url"},
		{"rich text broadcast", OnMessage, one(inline(`{"type":"broadcast","range":"here"}`)), one(inline(`{"type":"broadcast","range":"all"}`)), "/blocks/0/elements/0/elements/0/range"},
		{"link in code", OnMessage, one(richOf(`[{"type":"rich_text_preformatted","elements":[{"type":"text","text":"x"}]}]`)), one(richOf(`[{"type":"rich_text_preformatted","elements":[{"type":"user","user_id":"U1"}]}]`)), "/blocks/0/elements/0/elements/0/type"},
		{"list style", OnMessage, one(richOf(`[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}]`)), one(richOf(`[{"type":"rich_text_list","style":"dots","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}]`)), "/blocks/0/elements/0/style"},

		{"title", OnModal, `{"type":"modal","title":` + plainOf(24) + `,"blocks":[` + divider + `]}`, `{"type":"modal","title":` + plainOf(25) + `,"blocks":[` + divider + `]}`, "/title/text"},
		{"no title", OnModal, `{"type":"modal","title":` + plainOf(1) + `,"blocks":[` + divider + `]}`, `{"type":"modal","blocks":[` + divider + `]}`, "/title"},
		{"title of a home", OnHome, homeOf("[" + divider + "]"), `{"type":"home","title":` + plainOf(1) + `,"blocks":[` + divider + `]}`, "/title"},
		{"close", OnModal, `{"type":"modal","close":` + plainOf(24) + `,"title":` + plainOf(1) + `,"blocks":[` + divider + `]}`, `{"type":"modal","close":` + plainOf(25) + `,"title":` + plainOf(1) + `,"blocks":[` + divider + `]}`, "/close/text"},
		{"submit", OnModal, inModal(inputOf(`{"type":"plain_text_input"}`)), `{"type":"modal","title":` + plainOf(1) + `,"blocks":[` + inputOf(`{"type":"plain_text_input"}`) + `]}`, "/submit"},
		{"private metadata", OnHome, `{"type":"home","private_metadata":` + long(3000) + `,"blocks":[` + divider + `]}`, `{"type":"home","private_metadata":` + long(3001) + `,"blocks":[` + divider + `]}`, "/private_metadata"},
		{"callback id", OnHome, `{"type":"home","callback_id":` + long(255) + `,"blocks":[` + divider + `]}`, `{"type":"home","callback_id":` + long(256) + `,"blocks":[` + divider + `]}`, "/callback_id"},
		{"type of the view", OnHome, homeOf("[" + divider + "]"), modalOf("[" + divider + "]"), "/submit"},

		{"unknown block", OnMessage, one(divider), one(`{"type":"banner"}`), "/blocks/0/type"},
		{"block without type", OnMessage, one(divider), one(`{}`), "/blocks/0/type"},
		{"unknown member", OnMessage, one(divider), one(`{"type":"divider","colour":"red"}`), "/blocks/0/colour"},
		{"null", OnMessage, one(section(plainOf(1))), one(`{"type":"section","text":` + plainOf(1) + `,"accessory":null}`), "/blocks/0/accessory"},
		{"not a block", OnMessage, one(divider), one(`"divider"`), "/blocks/0"},
		{"not a list", OnMessage, one(divider), message(divider), "/blocks"},
		{"slash in a name", OnMessage, one(divider), one(`{"type":"divider","a/b~":1}`), "/blocks/0/a~1b~0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := ValidateJSON(test.on, []byte(test.within)); err != nil {
				t.Errorf("within the limit: %v", err)
			}
			err := ValidateJSON(test.on, []byte(test.beyond))
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("beyond the limit: %v, want Problems", err)
			}
			if problems[0].At != test.at {
				t.Errorf("beyond the limit: %v, want it at %q", err, test.at)
			}
		})
	}
}

// TestValidateSurfaces holds the blocks to where they are allowed.
func TestValidateSurfaces(t *testing.T) {
	every := map[string]string{
		"section":         section(plainOf(1)),
		"header":          `{"type":"header","text":` + plainOf(1) + `}`,
		"rich_text":       inline(`{"type":"text","text":"x"}`),
		"input":           inputOf(`{"type":"plain_text_input"}`),
		"markdown":        `{"type":"markdown","text":"x"}`,
		"context_actions": `{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","text":` + plainOf(1) + `}]}`,
		"table":           `{"type":"table","rows":[[{"type":"raw_text","text":"x"}]]}`,
		"file":            `{"type":"file","external_id":"x","source":"remote"}`,
	}
	for kind, block := range every {
		blocks := "[" + block + "]"
		for on, raw := range map[Surface]string{OnMessage: message(blocks), OnModal: modalOf(blocks), OnHome: homeOf(blocks)} {
			want := on == OnMessage || !messagesOnly[kind]
			if err := ValidateJSON(on, []byte(raw)); (err == nil) != want {
				t.Errorf("a %s block on a %s: %v, allowed: %v", kind, on, err, want)
			}
		}
	}
}

func TestValidateNotJSON(t *testing.T) {
	for _, raw := range []string{"", "[]", "null", `"x"`, "{", `{"text":"t"} {}`, "\xff"} {
		if err := ValidateJSON(OnMessage, []byte(raw)); err == nil {
			t.Errorf("ValidateJSON(%q) = nil", raw)
		}
	}
	if err := ValidateJSON("banner", []byte("{}")); err == nil {
		t.Error("a surface that there isn't is valid")
	}
	if err := ValidateView(slack.NewDividerBlock()); err == nil {
		t.Error("a block is a valid view")
	}
}

// FuzzValidateJSON: whatever it is given, it says the same each time, and what it
// accepts slack-go can read.
func FuzzValidateJSON(f *testing.F) {
	f.Add([]byte(message("[" + inline(`{"type":"text","text":"x"}`) + "]")))
	f.Add([]byte(message("[" + buttonWith(`,"value":"x","action_id":"a"`) + `,{"type":"context","elements":[` + plainOf(3) + `]}]`)))
	f.Add([]byte(`{"text":1,"blocks":[null,{"type":7}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		err, again := ValidateJSON(OnMessage, raw), ValidateJSON(OnMessage, raw)
		if fmt.Sprint(err) != fmt.Sprint(again) {
			t.Fatalf("first %v, then %v", err, again)
		}
		if err != nil {
			return
		}
		var m struct{ Blocks slack.Blocks }
		if err := json.Unmarshal(raw, &m); err != nil {
			t.Errorf("valid, but slack-go can't read it: %v", err)
		}
	})
}
