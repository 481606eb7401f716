package slacktest

import "net/http"

// Demo is the workspace as a web page, seen by [Ada]. It answers only requests
// from and to loopback, and posts only from its own page.
func (s *Server) Demo() http.Handler { return http.NotFoundHandler() }

// StartDemo serves [Server.Demo] on a loopback address ("127.0.0.1:0") until
// Close, and returns the page's address.
func (s *Server) StartDemo(addr string) (string, error) {
	return "", fault("the demo page isn't written yet")
}
