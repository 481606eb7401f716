package blocks

import "maps"

// Which elements stand where.
var (
	accessories = elementKinds.only("button", "checkboxes", "datepicker", "image", "multi_channels_select",
		"multi_conversations_select", "multi_external_select", "multi_static_select", "multi_users_select",
		"channels_select", "conversations_select", "external_select", "overflow", "radio_buttons", "static_select",
		"timepicker", "users_select", "workflow_button")
	actionKinds = elementKinds.only("button", "channels_select", "checkboxes", "conversations_select", "datepicker",
		"datetimepicker", "external_select", "multi_channels_select", "multi_conversations_select",
		"multi_external_select", "multi_static_select", "multi_users_select", "overflow", "radio_buttons",
		"static_select", "timepicker", "users_select", "workflow_button")
	inputKinds = elementKinds.only("channels_select", "checkboxes", "conversations_select", "datepicker",
		"datetimepicker", "email_text_input", "external_select", "multi_channels_select",
		"multi_conversations_select", "multi_external_select", "multi_static_select", "multi_users_select",
		"number_input", "plain_text_input", "radio_buttons", "static_select", "timepicker", "url_text_input",
		"users_select")
	feedbackKinds = elementKinds.only("feedback_buttons", "icon_button")
)

// contextKinds are what a context block shows.
var contextKinds = kinds{
	"plain_text": {need: fields{"text": shown(3000)}, may: fields{"emoji": boolean}},
	"mrkdwn":     {need: fields{"text": shown(3000)}, may: fields{"verbatim": boolean}},
	"image":      elementKinds["image"],
}

// elementKinds are the interactive elements, and images.
var elementKinds = kinds{
	"button": {
		need: fields{"text": plainText(75)},
		may: fields{
			"action_id": actionID, "url": address, "value": text(1, maxValue), "style": style,
			"confirm": confirm.check, "accessibility_label": text(1, 75),
		},
	},
	"workflow_button": {
		need: fields{"text": plainText(75), "workflow": object{need: fields{"trigger": object{
			need: fields{"url": address},
			may: fields{"customizable_input_parameters": list(1, 100, object{
				need: fields{"name": text(1, maxID), "value": text(1, 3000)},
			}.check)},
		}.check}}.check},
		may: fields{"action_id": actionID, "style": style, "accessibility_label": text(1, 75)},
	},
	"image": {
		need: fields{"alt_text": shown(2000)},
		may:  fields{"image_url": address, "slack_file": slackFile.check},
		also: oneImage,
	},
	"feedback_buttons": {
		need: fields{"positive_button": feedbackButton.check, "negative_button": feedbackButton.check},
		may:  fields{"action_id": actionID},
	},
	"icon_button": {
		need: fields{"icon": oneOf("trash"), "text": plainText(75)},
		may: fields{
			"action_id": actionID, "value": text(1, maxValue), "confirm": confirm.check,
			"accessibility_label": text(1, 75), "visible_to_user_ids": list(1, 100, text(1, maxID)),
		},
	},
	"overflow": {
		need: fields{"options": list(1, 5, option(plainText(75), true))},
		may:  fields{"action_id": actionID, "confirm": confirm.check},
	},
	"checkboxes":    box(fields{"initial_options": list(1, 10, boxOption)}),
	"radio_buttons": box(fields{"initial_option": boxOption}),
	"datepicker":    picker(fields{"initial_date": text(10, 10), "placeholder": plainText(150)}),
	"timepicker":    picker(fields{"initial_time": text(5, 5), "timezone": text(1, maxID), "placeholder": plainText(150)}),
	"datetimepicker": picker(fields{
		"initial_date_time": whole(0, 9999999999),
	}),

	"static_select":        staticMenu(fields{"initial_option": plainOption}),
	"external_select":      menu(fields{"initial_option": plainOption, "min_query_length": whole(0, 100)}),
	"users_select":         menu(fields{"initial_user": text(1, maxID)}),
	"channels_select":      menu(fields{"initial_channel": text(1, maxID), "response_url_enabled": boolean}),
	"conversations_select": menu(with(conversations, fields{"initial_conversation": text(1, maxID), "response_url_enabled": boolean})),

	"multi_static_select":        staticMenu(with(several, fields{"initial_options": list(1, 100, plainOption)})),
	"multi_external_select":      menu(with(several, fields{"initial_options": list(1, 100, plainOption), "min_query_length": whole(0, 100)})),
	"multi_users_select":         menu(with(several, fields{"initial_users": ids})),
	"multi_channels_select":      menu(with(several, fields{"initial_channels": ids})),
	"multi_conversations_select": menu(with(several, conversations, fields{"initial_conversations": ids})),

	"plain_text_input": typed(fields{"multiline": boolean, "min_length": whole(0, 3000), "max_length": whole(1, 3000)}),
	"email_text_input": typed(nil),
	"url_text_input":   typed(nil),
	"number_input": {
		need: fields{"is_decimal_allowed": boolean},
		may:  with(typed(fields{"min_value": text(1, maxID), "max_value": text(1, maxID)}).may),
	},
}

var feedbackButton = object{
	need: fields{"text": plainText(75), "value": text(1, maxValue)},
	may:  fields{"accessibility_label": text(1, 75)},
}

var (
	ids     = list(1, 100, text(1, maxID))
	several = fields{"max_selected_items": whole(1, 100)}

	conversations = fields{
		"default_to_current_conversation": boolean,
		"filter": object{may: fields{
			"include":                          list(1, 4, oneOf("im", "mpim", "private", "public")),
			"exclude_external_shared_channels": boolean, "exclude_bot_users": boolean,
		}}.check,
	}
)

// with puts fields together.
func with(sets ...fields) fields {
	out := fields{}
	for _, s := range sets {
		maps.Copy(out, s)
	}
	return out
}

func picker(more fields) object {
	return object{may: with(fields{"action_id": actionID, "confirm": confirm.check, "focus_on_load": focus}, more)}
}

func box(more fields) object {
	return object{need: fields{"options": list(1, 10, boxOption)}, may: picker(more).may}
}

func menu(more fields) object { return picker(with(fields{"placeholder": plainText(150)}, more)) }

// staticMenu is a menu that holds its options.
func staticMenu(more fields) object {
	o := menu(with(fields{"options": list(1, 100, plainOption), "option_groups": list(1, 100, optionGroup.check)}, more))
	o.also = func(c *checker, at string, m map[string]any) {
		if (m["options"] == nil) == (m["option_groups"] == nil) {
			c.fail(at, "a menu needs options or option_groups, and not both")
		}
	}
	return o
}

// typed is an element to type into.
func typed(more fields) object {
	return object{may: with(fields{
		"action_id": actionID, "initial_value": text(0, 3000), "placeholder": plainText(150),
		"dispatch_action_config": dispatchConfig.check, "focus_on_load": focus,
	}, more)}
}
