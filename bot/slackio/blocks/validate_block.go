package blocks

// maxID is the most characters of block_id, action_id, callback_id and external_id.
const maxID = 255

// block checks a block of the present surface.
func block(c *checker, at string, v any) {
	c.actionIDs = map[string]string{}
	if m, ok := v.(map[string]any); ok {
		kind, _ := m["type"].(string)
		if _, known := blockKinds[kind]; known && c.on != OnMessage && messagesOnly[kind] {
			c.fail(at+"/type", "a %s block isn't allowed in a %s view", kind, c.on)
			return
		}
	}
	blockKinds.check(c, at, v)
}

// messagesOnly are the blocks that no view may hold.
var messagesOnly = map[string]bool{"markdown": true, "context_actions": true, "table": true, "file": true}

// blockID is unique in the message or view.
func blockID(c *checker, at string, v any) {
	text(1, maxID)(c, at, v)
	c.unique(c.blockIDs, at, v)
}

// actionID is unique in its block.
func actionID(c *checker, at string, v any) {
	text(1, maxID)(c, at, v)
	c.unique(c.actionIDs, at, v)
}

func (c *checker) unique(seen map[string]string, at string, v any) {
	id, ok := v.(string)
	if !ok {
		return
	}
	if first, ok := seen[id]; ok {
		c.fail(at, "%q stands at %s already", id, first)
		return
	}
	seen[id] = at
}

// blockKinds are the blocks that the bot may use. It stays away from those for
// agents (card, plan, task_card and others), which chat.postMessage may refuse.
var blockKinds = kinds{
	"section": {
		may: fields{
			"block_id": blockID, "text": anyText(3000), "fields": list(1, 10, anyText(2000)),
			"accessory": accessories.check, "expand": boolean,
		},
		also: func(c *checker, at string, m map[string]any) {
			if m["text"] == nil && m["fields"] == nil {
				c.fail(at, "a section needs text or fields")
			}
		},
	},
	"header":  {need: fields{"text": plainText(150)}, may: fields{"block_id": blockID}},
	"divider": {may: fields{"block_id": blockID}},
	"image": {
		need: fields{"alt_text": shown(2000)},
		may:  fields{"block_id": blockID, "image_url": address, "slack_file": slackFile.check, "title": plainText(2000)},
		also: oneImage,
	},
	"context":         {need: fields{"elements": list(1, 10, contextKinds.check)}, may: fields{"block_id": blockID}},
	"actions":         {need: fields{"elements": list(1, 25, actionKinds.check)}, may: fields{"block_id": blockID}},
	"context_actions": {need: fields{"elements": list(1, 5, feedbackKinds.check)}, may: fields{"block_id": blockID}},
	"input": {
		need: fields{"label": plainText(2000), "element": inputKinds.check},
		may:  fields{"block_id": blockID, "hint": plainText(2000), "optional": boolean, "dispatch_action": boolean},
		also: func(c *checker, _ string, _ map[string]any) { c.input = true },
	},
	"markdown": {
		need: fields{"text": func(c *checker, at string, v any) {
			before := c.texts
			shown(maxMarkdown)(c, at, v)
			c.markdown += c.texts - before
		}},
		may: fields{"block_id": blockID},
	},
	"rich_text": {need: fields{"elements": list(1, manyElements, richKinds.check)}, may: fields{"block_id": blockID}},
	"table": {
		need: fields{"rows": list(1, 100, list(1, 20, cellKinds.check))},
		may:  fields{"block_id": blockID, "column_settings": list(0, 20, columnSetting.check)},
		also: func(c *checker, at string, _ map[string]any) {
			if c.tables++; c.tables > 1 {
				c.fail(at, "a message holds at most one table")
			}
		},
	},
	"video": {
		need: fields{"alt_text": shown(2000), "title": plainText(199), "thumbnail_url": address, "video_url": address},
		may: fields{
			"block_id": blockID, "author_name": shown(49), "description": plainText(2000),
			"provider_icon_url": address, "provider_name": shown(2000), "title_url": address,
		},
	},
	"file": {
		need: fields{"external_id": text(1, maxID), "source": oneOf("remote")},
		may:  fields{"block_id": blockID},
	},
}

// oneImage checks that an image comes from one place.
func oneImage(c *checker, at string, m map[string]any) {
	if (m["image_url"] == nil) == (m["slack_file"] == nil) {
		c.fail(at, "an image needs image_url or slack_file, and not both")
	}
}

var slackFile = object{
	may: fields{"id": text(1, maxID), "url": address},
	also: func(c *checker, at string, m map[string]any) {
		if (m["id"] == nil) == (m["url"] == nil) {
			c.fail(at, "a file needs id or url, and not both")
		}
	},
}

var columnSetting = object{may: fields{"align": oneOf("left", "center", "right"), "is_wrapped": boolean}}

var cellKinds = kinds{
	"raw_text":  {need: fields{"text": shown(3000)}},
	"rich_text": {need: fields{"elements": list(1, manyElements, richKinds.check)}},
}
