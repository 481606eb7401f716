package slacktest

import "slices"

// Say has a person say something: in a channel, in a thread of it (the ts of its
// parent), or in a direct conversation. The text is in Slack's own form:
// "<@U0BOT> who said it?", with & < > escaped. The app gets message and, when it
// is mentioned, app_mention too, with ids of their own.
func (s *Server) Say(user, channel, thread, text string) (ts string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.member(user, channel)
	if err != nil {
		return "", err
	}
	if thread != "" {
		list := s.state.thread(channel, thread)
		if len(list) == 0 {
			return "", fault("no thread %s in %s", thread, channel)
		}
		thread = or(list[0].ThreadTS, thread) // a reply to a reply goes to its thread
	}
	m := &Message{Channel: channel, TS: s.state.stamp(s.o.Now()), ThreadTS: thread, User: user, Text: text}
	// The mention first: the order isn't promised, and this one is the harder for
	// apps that look for threads in what they have seen.
	if mentionsBot(text) && c.IM == "" {
		s.mention(m)
	}
	s.put(m)
	s.note()
	return m.TS, nil
}

// mention tells the app that it is mentioned. The caller holds s.mu.
func (s *Server) mention(m *Message) {
	if c := s.state.channel(m.Channel); !c.has(BotUser) {
		return // Slack offers to invite it
	}
	out := s.event(m)
	out["type"] = "app_mention"
	delete(out, "channel_type")
	s.emit(out)
}

// member finds a channel that the user is in. The caller holds s.mu.
func (s *Server) member(user, channel string) (*Channel, error) {
	c := s.state.channel(channel)
	switch {
	case s.state.user(user) == nil:
		return nil, fault("no user %q", user)
	case c == nil:
		return nil, fault("no channel %q", channel)
	case !c.has(user):
		return nil, fault("%s isn't in %s", user, channel)
	}
	return c, nil
}

// said finds a message of the user's. The caller holds s.mu.
func (s *Server) said(user, channel, ts string) (*Message, error) {
	m := s.state.message(channel, ts)
	if m == nil || m.User != user {
		return nil, fault("%s has no message %s in %s", user, ts, channel)
	}
	return m, nil
}

// Edit has a person change what they said. An edit that mentions the bot anew
// is an app_mention too.
func (s *Server) Edit(user, channel, ts, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.said(user, channel, ts)
	if err != nil {
		return err
	}
	before := m.Text
	s.change(m, func(m *Message) { m.Text = text })
	if c := s.state.channel(channel); c.IM == "" && mentionsBot(text) && !mentionsBot(before) {
		s.mention(m)
	}
	s.note()
	return nil
}

// Delete has a person delete what they said.
func (s *Server) Delete(user, channel, ts string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.said(user, channel, ts)
	if err != nil {
		return err
	}
	s.erase(m)
	s.note()
	return nil
}

// OpenHome has a person open the app's Home tab.
func (s *Server) OpenHome(user string) error { return s.openTab(user, "home") }

// OpenMessages has a person open the app's Messages tab.
func (s *Server) OpenMessages(user string) error { return s.openTab(user, "messages") }

func (s *Server) openTab(user, tab string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	dm := s.dm(user)
	if dm == "" {
		return fault("no user %q", user)
	}
	event := object{"type": "app_home_opened", "user": user, "channel": dm, "tab": tab,
		"event_ts": s.state.stamp(s.o.Now())}
	if v := s.state.homes[user]; v != nil && tab == "home" {
		event["view"] = v.object(nil)
	}
	s.emit(event)
	return nil
}

// StartAssistant has a person open an assistant's thread while looking at a
// channel, as legacy assistant_view apps know it, and returns its ts.
func (s *Server) StartAssistant(user, looking string) (ts string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	dm := s.dm(user)
	if dm == "" {
		return "", fault("no user %q", user)
	}
	root := &Message{Channel: dm, TS: s.state.stamp(s.o.Now()), User: BotUser, BotID: BotID, Text: "New Assistant Thread"}
	s.state.messages[dm] = append(s.state.messages[dm], root)
	s.emit(s.assistantEvent("assistant_thread_started", user, dm, root.TS, looking))
	return root.TS, nil
}

// LookAt has a person look at another channel beside an assistant's thread.
func (s *Server) LookAt(user, thread, channel string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	dm := s.dm(user)
	if dm == "" {
		return fault("no user %q", user)
	}
	s.emit(s.assistantEvent("assistant_thread_context_changed", user, dm, thread, channel))
	return nil
}

func (s *Server) assistantEvent(typ, user, dm, thread, looking string) object {
	return object{"type": typ, "event_ts": s.state.stamp(s.o.Now()), "assistant_thread": object{
		"user_id": user, "channel_id": dm, "thread_ts": thread,
		"context": object{"channel_id": looking, "team_id": TeamID, "enterprise_id": nil},
	}}
}

// Event delivers an event of any shape, known or malformed, whatever the app has
// subscribed to, and returns its id.
func (s *Server) Event(event map[string]any) (id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.publish(event)
}

// AddChannel adds a channel.
func (s *Server) AddChannel(c Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Members = slices.Clone(c.Members)
	s.state.channels = append(s.state.channels, &c)
	s.note()
}

// DM is the id of the person's direct conversation with the bot, or "".
func (s *Server) DM(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(user)
}

func (s *Server) dm(user string) string {
	for _, c := range s.state.channels {
		if user != "" && c.IM == user {
			return c.ID
		}
	}
	return ""
}
