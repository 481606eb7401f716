package slacktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

func newState(o Options) state {
	st := state{
		messages:  map[string][]*Message{},
		homes:     map[string]*View{},
		modals:    map[string][]*View{},
		triggers:  map[string]*trigger{},
		responses: map[string]*response{},
		threads:   map[[2]string]*assistant{},
	}
	st.addUser(User{ID: BotUser, Name: o.Name, TZ: "Etc/UTC", Bot: true})
	st.addUser(User{ID: Ada, Name: "Ada", TZ: "Europe/Berlin"})
	st.addUser(User{ID: Boris, Name: "Boris", TZ: "America/New_York"})
	st.addUser(User{ID: Chen, Name: "Chen", TZ: "Asia/Tokyo"})
	st.channels = append(st.channels,
		&Channel{ID: General, Name: "general", Members: []string{BotUser, Ada, Boris, Chen}},
		&Channel{ID: News, Name: "news", Members: []string{Ada, Boris}},
		&Channel{ID: Desk, Name: "desk", Private: true, Members: []string{BotUser, Ada}})
	for _, u := range o.Users {
		st.addUser(u)
	}
	for _, c := range o.Channels {
		st.channels = append(st.channels, &c)
	}
	return st
}

// addUser adds a user and, unless it is a bot, its direct conversation.
func (st *state) addUser(u User) {
	st.users = append(st.users, &u)
	if !u.Bot {
		st.channels = append(st.channels, &Channel{
			ID: "D" + u.ID[1:], Private: true, IM: u.ID, Members: []string{u.ID, BotUser},
		})
	}
}

func (st *state) user(id string) *User {
	for _, u := range st.users {
		if u.ID == id {
			return u
		}
	}
	return nil
}

func (st *state) channel(id string) *Channel {
	for _, c := range st.channels {
		if c.ID == id {
			return c
		}
	}
	return nil
}

func (st *state) message(channel, ts string) *Message {
	for _, m := range st.messages[channel] {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

// remove deletes a message; its replies stay, as they do in Slack.
func (st *state) remove(m *Message) {
	same := func(other *Message) bool { return other == m }
	st.messages[m.Channel] = slices.DeleteFunc(st.messages[m.Channel], same)
	st.ephemeral = slices.DeleteFunc(st.ephemeral, same)
}

// thread is the parent and its replies.
func (st *state) thread(channel, ts string) []*Message {
	var list []*Message
	for _, m := range st.messages[channel] {
		if m.TS == ts || m.ThreadTS == ts {
			list = append(list, m)
		}
	}
	return list
}

// view finds a modal or home that is open, by its id or external id.
func (st *state) view(id, external string) *View {
	fits := func(v *View) bool {
		return id != "" && v.ID == id || id == "" && external != "" && v.ExternalID == external
	}
	for _, u := range st.users {
		if v := st.homes[u.ID]; v != nil && fits(v) {
			return v
		}
		for _, v := range st.modals[u.ID] {
			if fits(v) {
				return v
			}
		}
	}
	return nil
}

// assistant is what is set for a thread, made when it isn't there yet.
func (st *state) assistant(channel, thread string) *assistant {
	key := [2]string{channel, thread}
	if st.threads[key] == nil {
		st.threads[key] = new(assistant)
	}
	return st.threads[key]
}

// stamp is a new ts: the time, but never one given before.
func (st *state) stamp(now time.Time) string {
	st.lastTS = max(st.lastTS+1, now.UnixMicro())
	return fmt.Sprintf("%d.%06d", st.lastTS/1e6, st.lastTS%1e6)
}

// id is a new id with a prefix.
func (st *state) id(prefix string) string {
	st.lastID++
	return fmt.Sprintf("%s%08d", prefix, st.lastID)
}

// has says whether the user is a member.
func (c *Channel) has(user string) bool { return slices.Contains(c.Members, user) }

// kind is what Slack calls the type of a channel in a message event.
func (c *Channel) kind() string {
	switch {
	case c.IM != "":
		return "im"
	case c.Private:
		return "group"
	}
	return "channel"
}

// family begins the names of a channel's scopes.
func (c *Channel) family() string {
	switch c.kind() {
	case "im":
		return "im"
	case "group":
		return "groups"
	}
	return "channels"
}

// identify gives blocks and their elements the ids that Slack gives them when
// the app doesn't. It returns nil for what isn't an array of objects.
func (st *state) identify(raw json.RawMessage) json.RawMessage {
	var list []map[string]any
	if json.Unmarshal(raw, &list) != nil || len(list) == 0 {
		return nil
	}
	for _, b := range list {
		if b == nil {
			return nil // null is no object
		}
		if id, _ := b["block_id"].(string); id == "" {
			b["block_id"] = st.id("b")
		}
	}
	for _, e := range elements(list) {
		if id, _ := e.json["action_id"].(string); id == "" {
			e.json["action_id"] = st.id("a")
		}
	}
	out, err := json.Marshal(list)
	if err != nil {
		return nil
	}
	return out
}

// An element is an interactive part of a block.
type element struct {
	block map[string]any
	json  map[string]any
}

func (e element) kind() string                 { return text(e.json, "type") }
func (e element) action() string               { return text(e.json, "action_id") }
func (e element) blockID() string              { return text(e.block, "block_id") }
func (e element) isInput() bool                { return text(e.block, "type") == "input" }
func (e element) optional() bool               { v, _ := e.block["optional"].(bool); return v }
func text(m map[string]any, key string) string { v, _ := m[key].(string); return v }

// elements are the interactive parts, in order.
func elements(list []map[string]any) []element {
	var out []element
	add := func(b map[string]any, v any) {
		if e, ok := v.(map[string]any); ok && text(e, "type") != "image" && e["type"] != nil {
			out = append(out, element{b, e})
		}
	}
	for _, b := range list {
		switch text(b, "type") {
		case "section":
			add(b, b["accessory"])
		case "input":
			add(b, b["element"])
		case "actions", "context_actions":
			parts, _ := b["elements"].([]any)
			for _, e := range parts {
				add(b, e)
			}
		}
	}
	return out
}

// json is the message as the Web API and events give it.
func (m *Message) json(metadata bool) map[string]any {
	out := map[string]any{"type": "message", "user": m.User, "text": m.Text, "ts": m.TS, "team": TeamID}
	if m.ThreadTS != "" {
		out["thread_ts"] = m.ThreadTS
	}
	if m.BotID != "" {
		out["bot_id"], out["app_id"] = m.BotID, AppID
	}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	if m.Edited != "" {
		out["edited"] = map[string]any{"user": m.User, "ts": m.Edited}
	}
	if metadata && m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	return out
}

// mentionsBot says whether a text mentions the bot.
func mentionsBot(text string) bool {
	return strings.Contains(text, "<@"+BotUser+">") || strings.Contains(text, "<@"+BotUser+"|")
}
