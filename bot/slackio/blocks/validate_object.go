package blocks

// plainText is a text object of the type plain_text.
func plainText(most int) check { return textObject(most, false) }

// anyText is a text object.
func anyText(most int) check { return textObject(most, true) }

func textObject(most int, mrkdwn bool) check {
	k := kinds{"plain_text": {need: fields{"text": shown(most)}, may: fields{"emoji": boolean}}}
	if mrkdwn {
		k["mrkdwn"] = object{need: fields{"text": shown(most)}, may: fields{"verbatim": boolean}}
	}
	return k.check
}

// confirm is the dialog that asks before an action.
var confirm = object{
	need: fields{"title": plainText(100), "text": anyText(300), "confirm": plainText(30), "deny": plainText(30)},
	may:  fields{"style": style},
}

var style = oneOf("primary", "danger")

// option is one of a menu. Only those of an overflow menu have a url, and only
// those of checkboxes and radio buttons mrkdwn.
func option(label check, url bool) check {
	o := object{need: fields{"text": label, "value": text(1, 150)}, may: fields{"description": plainText(75)}}
	if url {
		o.may["url"] = address
	}
	return o.check
}

var (
	plainOption = option(plainText(75), false)
	boxOption   = option(anyText(75), false)
)

var optionGroup = object{need: fields{"label": plainText(75), "options": list(1, 100, plainOption)}}

// dispatchConfig says when an input tells what was typed.
var dispatchConfig = object{
	may: fields{"trigger_actions_on": list(1, 2, oneOf("on_enter_pressed", "on_character_entered"))},
}

// focus is focus_on_load, which only one element of a view may set.
func focus(c *checker, at string, v any) {
	boolean(c, at, v)
	if v != true {
		return
	}
	if c.focused != "" {
		c.fail(at, "%s has the focus already", c.focused)
	}
	c.focused = at
}
