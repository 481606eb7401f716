package slacktest

import (
	"encoding/json"
	"strings"
)

const maxPrompts = 4

// thread finds what the app sets for a conversation's thread.
func (s *Server) thread(a args) (*assistant, *refusal) {
	c := s.state.channel(a.Get("channel_id"))
	if c == nil || !c.has(BotUser) {
		return nil, refuse("channel_not_found")
	}
	ts := a.Get("thread_ts")
	if ts != "" && len(s.state.thread(c.ID, ts)) == 0 {
		return nil, refuse("invalid_thread_ts")
	}
	return s.state.assistant(c.ID, ts), nil
}

func (s *Server) setStatus(a args) (object, *refusal) {
	if no := missing(a, "channel_id", "thread_ts"); no != nil {
		return nil, no
	}
	t, no := s.thread(a)
	if no != nil {
		return nil, no
	}
	t.status, t.loading = a.Get("status"), nil
	if l := a.Get("loading_messages"); l != "" {
		t.loading = strings.Split(l, ",")
	}
	return object{}, nil
}

func (s *Server) setTitle(a args) (object, *refusal) {
	if no := missing(a, "channel_id", "thread_ts", "title"); no != nil {
		return nil, no
	}
	t, no := s.thread(a)
	if no != nil {
		return nil, no
	}
	t.title = a.Get("title")
	return object{}, nil
}

// setPrompts keeps prompts for a thread, or without one for the conversation.
func (s *Server) setPrompts(a args) (object, *refusal) {
	if no := missing(a, "channel_id", "prompts"); no != nil {
		return nil, no
	}
	t, no := s.thread(a)
	if no != nil {
		return nil, no
	}
	var prompts []Prompt
	if json.Unmarshal([]byte(a.Get("prompts")), &prompts) != nil || len(prompts) > maxPrompts {
		return nil, refuse("invalid_arguments")
	}
	for _, p := range prompts {
		if p.Title == "" || p.Message == "" {
			return nil, refuse("invalid_arguments")
		}
	}
	t.prompts = prompts
	return object{}, nil
}
