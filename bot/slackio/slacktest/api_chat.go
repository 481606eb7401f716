package slacktest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Most characters of a text. Slack cuts longer posts at 40,000; the double
// refuses them, since a cut answer is never meant.
const (
	maxText    = 40_000
	maxUpdated = 4_000
)

// A content is what a message is made of.
type content struct {
	text         string
	blocks       json.RawMessage
	metadata     json.RawMessage
	links, media *bool
}

// content reads and checks what a message is made of.
func (s *Server) content(a args, most int) (content, *refusal) {
	c := content{text: a.Get("text"), links: flag(a, "unfurl_links"), media: flag(a, "unfurl_media")}
	if raw := a.Get("blocks"); raw != "" && raw != "[]" {
		if err := s.validateMessage(c.text, json.RawMessage(raw)); err != nil {
			return c, invalidBlocks(err)
		}
		if c.blocks = s.state.identify(json.RawMessage(raw)); c.blocks == nil {
			return c, refuse("invalid_blocks_format")
		}
	}
	if raw := a.Get("metadata"); raw != "" {
		var m struct {
			EventType    string         `json:"event_type"`
			EventPayload map[string]any `json:"event_payload"`
		}
		switch err := json.Unmarshal([]byte(raw), &m); {
		case err != nil:
			return c, refuse("invalid_metadata_format")
		case m.EventType != "" && m.EventPayload != nil: // slack-go sends an empty one with every response_url
			c.metadata = json.RawMessage(raw)
		case m.EventType != "" || m.EventPayload != nil:
			return c, refuse("invalid_metadata_schema")
		}
	}
	switch {
	case c.text == "" && c.blocks == nil && (a.Get("attachments") == "" || a.Get("attachments") == "[]"):
		return c, refuse("no_text")
	case utf8.RuneCountInString(c.text) > most:
		return c, refuse("msg_too_long")
	}
	return c, nil
}

func invalidBlocks(err error) *refusal {
	return &refusal{"invalid_blocks", object{"response_metadata": object{
		"messages": strings.Split("[ERROR] "+strings.ReplaceAll(err.Error(), "\n", "\n[ERROR] "), "\n"),
	}}}
}

// flag is a given truth value; nil when it isn't given.
func flag(a args, key string) *bool {
	v, err := strconv.ParseBool(a.Get(key))
	if err != nil {
		return nil
	}
	return &v
}

// apply puts content into a message. Without blocks the old ones go, as in Slack.
func (c content) apply(m *Message) {
	m.Text, m.Blocks = c.text, c.blocks
	if c.metadata != nil {
		m.Metadata = c.metadata
	}
	if c.links != nil {
		m.UnfurlLinks = c.links
	}
	if c.media != nil {
		m.UnfurlMedia = c.media
	}
}

// place finds the channel, and the parent when there is a thread. A person's id
// is a place too: their direct conversation.
func (s *Server) place(a args) (*Channel, string, *refusal) {
	id := a.Get("channel")
	for _, c := range s.state.channels {
		if c.IM != "" && c.IM == id {
			id = c.ID
		}
	}
	c := s.state.channel(id)
	if c == nil {
		return nil, "", refuse("channel_not_found")
	}
	if !c.has(BotUser) {
		if c.Private {
			return nil, "", refuse("channel_not_found") // unseen
		}
		return nil, "", refuse("not_in_channel")
	}
	thread := a.Get("thread_ts")
	if thread == "" {
		return c, "", nil
	}
	parents := s.state.thread(c.ID, thread)
	if len(parents) == 0 {
		return nil, "", refuse("thread_not_found")
	}
	if up := parents[0].ThreadTS; up != "" && parents[0].TS == thread {
		thread = up // a reply to a reply goes to its thread
	}
	return c, thread, nil
}

// send posts a message of the bot and tells the app of it, as Slack does.
func (s *Server) send(channel, thread string, c content) *Message {
	m := &Message{Channel: channel, TS: s.state.stamp(s.o.Now()), ThreadTS: thread, User: BotUser, BotID: BotID}
	c.apply(m)
	s.put(m)
	return m
}

func (s *Server) put(m *Message) {
	s.state.messages[m.Channel] = append(s.state.messages[m.Channel], m)
	for _, key := range [][2]string{{m.Channel, m.ThreadTS}, {m.Channel, m.TS}} {
		if t := s.state.threads[key]; t != nil && m.BotID != "" {
			t.status, t.loading = "", nil
		}
	}
	s.emit(s.event(m))
}

// event is a message as an event.
func (s *Server) event(m *Message) object {
	out := m.json(false)
	out["channel"], out["event_ts"] = m.Channel, m.TS
	if c := s.state.channel(m.Channel); c != nil {
		out["channel_type"] = c.kind()
	}
	return out
}

func (s *Server) chatPost(a args) (object, *refusal) {
	c, thread, no := s.place(a)
	if no != nil {
		return nil, no
	}
	what, no := s.content(a, maxText)
	if no != nil {
		return nil, no
	}
	m := s.send(c.ID, thread, what)
	return object{"channel": c.ID, "ts": m.TS, "message": m.json(true)}, nil
}

func (s *Server) chatEphemeral(a args) (object, *refusal) {
	c, thread, no := s.place(a)
	if no != nil {
		return nil, no
	}
	if !c.has(a.Get("user")) {
		return nil, refuse("user_not_in_channel")
	}
	what, no := s.content(a, maxText)
	if no != nil {
		return nil, no
	}
	m := s.whisper(c.ID, thread, a.Get("user"), what)
	return object{"message_ts": m.TS}, nil
}

// whisper shows a message to one person.
func (s *Server) whisper(channel, thread, user string, c content) *Message {
	m := &Message{Channel: channel, TS: s.state.stamp(s.o.Now()), ThreadTS: thread, User: BotUser, BotID: BotID, Only: user}
	c.apply(m)
	s.state.ephemeral = append(s.state.ephemeral, m)
	return m
}

// own finds a message of the bot's.
func (s *Server) own(a args, foreign string) (*Message, *refusal) {
	c := s.state.channel(a.Get("channel"))
	if c == nil {
		return nil, refuse("channel_not_found")
	}
	m := s.state.message(c.ID, a.Get("ts"))
	if m == nil {
		return nil, refuse("message_not_found")
	}
	if m.BotID != BotID {
		return nil, refuse(foreign)
	}
	return m, nil
}

func (s *Server) chatUpdate(a args) (object, *refusal) {
	m, no := s.own(a, "cant_update_message")
	if no != nil {
		return nil, no
	}
	what, no := s.content(a, maxUpdated)
	if no != nil {
		return nil, no
	}
	s.change(m, what.apply)
	return object{"channel": m.Channel, "ts": m.TS, "text": m.Text, "message": m.json(true)}, nil
}

// change edits a message and tells the app.
func (s *Server) change(m *Message, edit func(*Message)) {
	before := m.json(false)
	edit(m)
	m.Edited = s.state.stamp(s.o.Now())
	s.emit(object{
		"type": "message", "subtype": "message_changed", "hidden": true, "channel": m.Channel, "ts": m.Edited,
		"event_ts": m.Edited, "channel_type": s.state.channel(m.Channel).kind(),
		"message": m.json(false), "previous_message": before,
	})
}

func (s *Server) chatDelete(a args) (object, *refusal) {
	m, no := s.own(a, "cant_delete_message")
	if no != nil {
		return nil, no
	}
	s.erase(m)
	return object{"channel": m.Channel, "ts": m.TS}, nil
}

// erase deletes a message and tells the app.
func (s *Server) erase(m *Message) {
	s.state.remove(m)
	ts := s.state.stamp(s.o.Now())
	s.emit(object{
		"type": "message", "subtype": "message_deleted", "hidden": true, "channel": m.Channel, "ts": ts,
		"event_ts": ts, "deleted_ts": m.TS, "channel_type": s.state.channel(m.Channel).kind(),
		"previous_message": m.json(false),
	})
}

func (s *Server) chatPermalink(a args) (object, *refusal) {
	c := s.state.channel(a.Get("channel"))
	if c == nil {
		return nil, refuse("channel_not_found")
	}
	m := s.state.message(c.ID, a.Get("message_ts"))
	if m == nil {
		return nil, refuse("message_not_found")
	}
	link := fmt.Sprintf("https://double.slack.example/archives/%s/p%s", c.ID, strings.ReplaceAll(m.TS, ".", ""))
	if m.ThreadTS != "" {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + c.ID
	}
	return object{"channel": c.ID, "permalink": link}, nil
}
