package slacktest

import "net/http"

// Handler is the Web API without a network between.
func (s *Server) Handler() http.Handler { return s.handler() }
