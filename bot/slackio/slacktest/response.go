package slacktest

import (
	"net/http"
	"time"
)

// A response_url lets the app answer a person: mostResponses times within
// responseLife.
type response struct {
	user, channel, thread string
	original              *Message // nil for a command
	at                    time.Time
	uses                  int
}

const (
	responseLife  = 30 * time.Minute
	mostResponses = 5
)

// responseURL makes a new response_url.
func (s *Server) responseURL(r response) string {
	id := s.state.id("R")
	r.at = s.o.Now()
	s.state.responses[id] = &r
	return s.base + "/response/" + id
}

// respond serves a post to a response_url. It works where the bot is no member,
// as in Slack. The caller holds s.mu.
func (s *Server) respond(id string, a args) (int, object, *refusal) {
	r := s.state.responses[id]
	switch {
	case r == nil:
		return http.StatusNotFound, nil, refuse("no_such_url")
	case s.o.Now().Sub(r.at) > responseLife:
		return http.StatusNotFound, nil, refuse("expired_url")
	case r.uses >= mostResponses:
		return http.StatusNotFound, nil, refuse("used_url")
	}
	r.uses++
	if no := s.reply(r, a); no != nil {
		return http.StatusOK, nil, no
	}
	return http.StatusOK, object{}, nil
}

func (s *Server) reply(r *response, a args) *refusal {
	if a.yes("delete_original") {
		if r.original == nil {
			return nil
		}
		if r.original.Only != "" {
			s.state.remove(r.original)
		} else {
			s.erase(r.original)
		}
		return nil
	}
	what, no := s.content(a, maxText)
	if no != nil {
		return no
	}
	switch {
	case a.yes("replace_original") && r.original != nil && r.original.Only != "":
		what.apply(r.original)
	case a.yes("replace_original") && r.original != nil:
		s.change(r.original, what.apply)
	case a.Get("response_type") == "in_channel":
		s.send(r.channel, or(a.Get("thread_ts"), r.thread), what)
	default:
		s.whisper(r.channel, or(a.Get("thread_ts"), r.thread), r.user, what)
	}
	return nil
}
