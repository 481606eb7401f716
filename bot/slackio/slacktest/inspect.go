package slacktest

import "slices"

// Messages are those at the top of a channel (thread "") or the parent and the
// replies of a thread, the earliest first. Ephemeral ones aren't among them.
func (s *Server) Messages(channel, thread string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Message
	for _, m := range s.state.messages[channel] {
		if thread == "" && m.ThreadTS == "" || thread != "" && (m.TS == thread || m.ThreadTS == thread) {
			list = append(list, *m)
		}
	}
	return list
}

// Message is the one at a ts.
func (s *Server) Message(channel, ts string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.state.message(channel, ts)
	if m == nil {
		return Message{}, false
	}
	return *m, true
}

// Ephemerals are the messages in a channel that only this person sees.
func (s *Server) Ephemerals(user, channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Message
	for _, m := range s.state.ephemeral {
		if m.Only == user && m.Channel == channel {
			list = append(list, *m)
		}
	}
	return list
}

// Home is what was published for a person.
func (s *Server) Home(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.state.homes[user]
	if v == nil {
		return View{}, false
	}
	return *v, true
}

// Modals are those open for a person, the topmost last.
func (s *Server) Modals(user string) []View {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []View
	for _, v := range s.state.modals[user] {
		list = append(list, *v)
	}
	return list
}

// Status is what the app says it is doing in a thread. Its next message there
// clears it; Slack's two minutes don't count here.
func (s *Server) Status(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.state.threads[[2]string{channel, thread}]; t != nil {
		return t.status
	}
	return ""
}

// Title is the title that the app gave a thread.
func (s *Server) Title(channel, thread string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.state.threads[[2]string{channel, thread}]; t != nil {
		return t.title
	}
	return ""
}

// Prompts are those suggested in a thread, or with thread "" in the conversation.
func (s *Server) Prompts(channel, thread string) []Prompt {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.state.threads[[2]string{channel, thread}]; t != nil {
		return slices.Clone(t.prompts)
	}
	return nil
}

// Calls are the calls to a method so far ("" is all of them), in order.
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			list = append(list, c)
		}
	}
	return list
}

// Deliveries are those to the app so far, in order.
func (s *Server) Deliveries() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Delivery
	for _, d := range s.wire.deliveries {
		list = append(list, d.Delivery)
	}
	return list
}
