package blocks

// manyElements stands where Slack names no limit: the text is limited by what a
// message or view holds in all.
const manyElements = 10000

// richKinds are what a rich_text block is made of.
var richKinds = kinds{
	"rich_text_section":      {need: fields{"elements": list(1, manyElements, inlineKinds.check)}},
	"rich_text_quote":        {need: fields{"elements": list(1, manyElements, inlineKinds.check)}, may: fields{"border": whole(0, 1)}},
	"rich_text_preformatted": {need: fields{"elements": list(1, manyElements, inlineKinds.only("text", "link").check)}, may: fields{"border": whole(0, 1), "language": text(0, maxID)}},
	"rich_text_list": {
		need: fields{"elements": list(1, manyElements, kinds{
			"rich_text_section": {need: fields{"elements": list(1, manyElements, inlineKinds.check)}},
		}.check), "style": oneOf("bullet", "ordered")},
		may: fields{"indent": whole(0, 8), "offset": whole(0, manyElements), "border": whole(0, 1)},
	},
}

// inlineKinds are what stands in a line of rich text.
var inlineKinds = kinds{
	"text":      {need: fields{"text": shown(maxText)}, may: fields{"style": textStyle.check}},
	"link":      {need: fields{"url": address}, may: fields{"text": shown(maxText), "style": textStyle.check, "unsafe": boolean}},
	"emoji":     {need: fields{"name": text(1, maxID)}, may: fields{"unicode": text(1, maxID), "skin_tone": whole(0, 6), "style": textStyle.check}},
	"user":      {need: fields{"user_id": text(1, maxID)}, may: fields{"style": textStyle.check}},
	"channel":   {need: fields{"channel_id": text(1, maxID)}, may: fields{"style": textStyle.check}},
	"usergroup": {need: fields{"usergroup_id": text(1, maxID)}, may: fields{"style": textStyle.check}},
	"team":      {need: fields{"team_id": text(1, maxID)}, may: fields{"style": textStyle.check}},
	"broadcast": {need: fields{"range": oneOf("here", "channel", "everyone")}, may: fields{"style": textStyle.check}},
	"color":     {need: fields{"value": text(1, maxID)}, may: fields{"style": textStyle.check}},
	"date": {
		need: fields{"timestamp": whole(0, 1<<53), "format": text(1, maxID)},
		may:  fields{"timezone": text(1, maxID), "url": address, "fallback": shown(3000), "style": textStyle.check},
	},
}

var textStyle = object{may: fields{
	"bold": boolean, "italic": boolean, "strike": boolean, "code": boolean, "underline": boolean,
	"highlight": boolean, "client_highlight": boolean, "unlink": boolean,
}}
