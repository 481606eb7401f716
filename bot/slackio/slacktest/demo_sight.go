package slacktest

import (
	"encoding/json"
	"slices"
	"strings"
)

// A sight is what a person sees: all of it, since the workspace is small.
type sight struct {
	User      person     `json:"user"`
	Bot       person     `json:"bot"`
	Users     []person   `json:"users"`
	Channels  []room     `json:"channels"`
	Commands  []Command  `json:"commands"`
	Shortcuts []Shortcut `json:"shortcuts"`
	Messages  []line     `json:"messages"`
	Threads   []thread   `json:"threads"`
	Home      *pane      `json:"home"`
	Modals    []pane     `json:"modals"`
	Connected bool       `json:"connected"`
}

type person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type room struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Private bool   `json:"private"`
	Direct  bool   `json:"direct"`
	BotIn   bool   `json:"bot_in"`
}

type line struct {
	Channel string          `json:"channel"`
	TS      string          `json:"ts"`
	Thread  string          `json:"thread,omitempty"`
	User    string          `json:"user"`
	Bot     bool            `json:"bot,omitempty"`
	Text    string          `json:"text"`
	Blocks  json.RawMessage `json:"blocks,omitempty"`
	Edited  bool            `json:"edited,omitempty"`
	Only    bool            `json:"only,omitempty"`
}

type thread struct {
	Channel string   `json:"channel"`
	Thread  string   `json:"thread"`
	Status  string   `json:"status,omitempty"`
	Title   string   `json:"title,omitempty"`
	Prompts []Prompt `json:"prompts,omitempty"`
}

type pane struct {
	ID   string          `json:"id"`
	Hash string          `json:"hash"`
	View json.RawMessage `json:"view"`
}

// sight is what a person sees now. The caller holds s.mu.
func (s *Server) sight(user string) sight {
	st := &s.state
	out := sight{
		Bot: person{BotUser, s.o.Name}, Commands: s.o.Commands, Shortcuts: s.o.Shortcuts,
		Connected: len(s.wire.conns) > 0 || s.wire.http.on(), Messages: []line{}, Threads: []thread{}, Modals: []pane{},
	}
	for _, u := range st.users {
		p := person{u.ID, u.Name}
		out.Users = append(out.Users, p)
		if u.ID == user {
			out.User = p
		}
	}
	for _, c := range st.channels {
		if !c.has(user) {
			continue
		}
		out.Channels = append(out.Channels, room{c.ID, c.Name, c.Private, c.IM != "", c.has(BotUser)})
		for _, m := range st.messages[c.ID] {
			out.Messages = append(out.Messages, m.line())
		}
		for key, t := range st.threads {
			if key[0] == c.ID {
				out.Threads = append(out.Threads, thread{key[0], key[1], t.status, t.title, t.prompts})
			}
		}
	}
	for _, m := range st.ephemeral {
		if m.Only == user {
			out.Messages = append(out.Messages, m.line())
		}
	}
	slices.SortStableFunc(out.Messages, func(a, b line) int { return strings.Compare(a.TS, b.TS) })
	slices.SortFunc(out.Threads, func(a, b thread) int { return strings.Compare(a.Channel+a.Thread, b.Channel+b.Thread) })
	if v := st.homes[user]; v != nil {
		out.Home = v.pane()
	}
	for _, v := range st.modals[user] {
		out.Modals = append(out.Modals, *v.pane())
	}
	return out
}

func (m *Message) line() line {
	return line{Channel: m.Channel, TS: m.TS, Thread: m.ThreadTS, User: m.User, Bot: m.BotID != "", Text: m.Text,
		Blocks: m.Blocks, Edited: m.Edited != "", Only: m.Only != ""}
}

func (v *View) pane() *pane { return &pane{ID: v.ID, Hash: v.Hash, View: v.JSON} }
