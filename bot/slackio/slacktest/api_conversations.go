package slacktest

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// ofChannel needs the scope of the channel's family: channels:read for a public one.
func ofChannel(what string) func(*Server, args) []string {
	return func(s *Server, a args) []string {
		if c := s.state.channel(a.Get("channel")); c != nil {
			return []string{c.family() + what}
		}
		return []string{"channels" + what, "groups" + what, "im" + what, "mpim" + what}
	}
}

// ofTypes needs the scopes of the listed types. Slack wants all of them; a scope
// that isn't there is named alone.
func ofTypes(s *Server, a args) []string {
	var needed []string
	for _, t := range types(a) {
		scope := map[string]string{
			"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read", "mpim": "mpim:read",
		}[t]
		if scope != "" && !slices.Contains(s.o.Scopes, scope) {
			return []string{scope}
		}
		needed = append(needed, scope)
	}
	return needed
}

func types(a args) []string {
	list := strings.Split(or(a.Get("types"), "public_channel"), ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

func (c *Channel) typ() string {
	return map[string]string{"im": "im", "group": "private_channel", "channel": "public_channel"}[c.kind()]
}

func (c *Channel) json() object {
	out := object{"id": c.ID, "name": c.Name, "is_channel": c.kind() == "channel", "is_group": c.kind() == "group",
		"is_im": c.IM != "", "is_private": c.Private, "is_archived": false, "is_member": c.has(BotUser)}
	if c.IM != "" {
		delete(out, "name")
		out["user"] = c.IM
	} else {
		out["num_members"] = len(c.Members)
	}
	return out
}

// page cuts a page out of a list of n things: [from, to) and the next cursor.
func (s *Server) page(a args, n int) (from, to int, next string, no *refusal) {
	if cursor := a.Get("cursor"); cursor != "" {
		raw, _ := base64.StdEncoding.DecodeString(cursor) // nonsense has no "at:"
		at, ok := strings.CutPrefix(string(raw), "at:")
		var err error
		if from, err = strconv.Atoi(at); err != nil || !ok || from < 0 || from > n {
			return 0, 0, "", refuse("invalid_cursor")
		}
	}
	size := s.o.Page
	if l, err := strconv.Atoi(a.Get("limit")); err == nil && l > 0 && l < size {
		size = l
	}
	to = min(from+size, n)
	if to < n {
		next = base64.StdEncoding.EncodeToString([]byte("at:" + strconv.Itoa(to)))
	}
	return from, to, next, nil
}

func meta(next string) object { return object{"next_cursor": next} }

func (s *Server) conversationsOpen(a args) (object, *refusal) {
	if id := a.Get("channel"); id != "" {
		c := s.state.channel(id)
		if c == nil || c.IM == "" {
			return nil, refuse("channel_not_found")
		}
		return object{"channel": c.json(), "already_open": true, "no_op": true}, nil
	}
	users := a.Get("users")
	switch {
	case users == "":
		return nil, refuse("users_list_not_supplied")
	case strings.Contains(users, ","):
		return nil, refuse("invalid_user_combination") // no group conversations here
	}
	for _, c := range s.state.channels {
		if c.IM == users {
			if a.yes("return_im") {
				return object{"channel": c.json()}, nil
			}
			return object{"channel": object{"id": c.ID}}, nil
		}
	}
	return nil, refuse("user_not_found")
}

// visible is the channel if the bot may know of it.
func (s *Server) visible(a args) (*Channel, *refusal) {
	c := s.state.channel(a.Get("channel"))
	if c == nil || c.Private && !c.has(BotUser) {
		return nil, refuse("channel_not_found")
	}
	return c, nil
}

func (s *Server) conversationsInfo(a args) (object, *refusal) {
	c, no := s.visible(a)
	if no != nil {
		return nil, no
	}
	return object{"channel": c.json()}, nil
}

func (s *Server) conversationsMembers(a args) (object, *refusal) {
	c, no := s.visible(a)
	if no != nil {
		return nil, no
	}
	from, to, next, no := s.page(a, len(c.Members))
	if no != nil {
		return nil, no
	}
	return object{"members": c.Members[from:to], "response_metadata": meta(next)}, nil
}

func (s *Server) conversationsReplies(a args) (object, *refusal) {
	c, no := s.visible(a)
	if no != nil {
		return nil, no
	}
	if !c.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	if no := missing(a, "ts"); no != nil {
		return nil, no
	}
	list := s.state.thread(c.ID, a.Get("ts"))
	if len(list) == 0 {
		return nil, refuse("thread_not_found")
	}
	return s.history(a, list)
}

func (s *Server) conversationsHistory(a args) (object, *refusal) {
	c, no := s.visible(a)
	if no != nil {
		return nil, no
	}
	if !c.has(BotUser) {
		return nil, refuse("not_in_channel")
	}
	var list []*Message
	for _, m := range s.state.messages[c.ID] {
		if m.ThreadTS == "" {
			list = append([]*Message{m}, list...) // the latest first
		}
	}
	return s.history(a, list)
}

// history is a page of messages, between oldest and latest.
func (s *Server) history(a args, list []*Message) (object, *refusal) {
	kept := slices.DeleteFunc(slices.Clone(list), func(m *Message) bool {
		oldest, latest, in := a.Get("oldest"), a.Get("latest"), a.yes("inclusive")
		return oldest != "" && (m.TS < oldest || m.TS == oldest && !in) ||
			latest != "" && (m.TS > latest || m.TS == latest && !in)
	})
	from, to, next, no := s.page(a, len(kept))
	if no != nil {
		return nil, no
	}
	out := []object{}
	for _, m := range kept[from:to] {
		o := m.json(a.yes("include_all_metadata"))
		if replies := len(s.state.thread(m.Channel, m.TS)) - 1; m.ThreadTS == "" && replies > 0 {
			o["thread_ts"], o["reply_count"] = m.TS, replies
		}
		out = append(out, o)
	}
	return object{"messages": out, "has_more": next != "", "response_metadata": meta(next)}, nil
}

func (s *Server) conversationsList(a args) (object, *refusal) {
	return s.list(a, func(c *Channel) bool { return !c.Private || c.has(BotUser) })
}

func (s *Server) usersConversations(a args) (object, *refusal) {
	user := or(a.Get("user"), BotUser)
	return s.list(a, func(c *Channel) bool { return c.has(user) && c.has(BotUser) || c.has(user) && !c.Private })
}

func (s *Server) list(a args, of func(*Channel) bool) (object, *refusal) {
	want := types(a)
	var list []*Channel
	for _, c := range s.state.channels {
		if slices.Contains(want, c.typ()) && of(c) {
			list = append(list, c)
		}
	}
	from, to, next, no := s.page(a, len(list))
	if no != nil {
		return nil, no
	}
	out := []object{}
	for _, c := range list[from:to] {
		out = append(out, c.json())
	}
	return object{"channels": out, "response_metadata": meta(next)}, nil
}
