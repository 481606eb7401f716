package slacktest

import (
	"context"
	"net/http"

	"github.com/gorilla/websocket"
)

// wire is how the app is reached. Server.mu guards it.
type wire struct {
	http  HTTP
	conns []*conn
}

// conn is one Socket Mode connection.
type conn struct {
	ws *websocket.Conn
}

func newWire(h HTTP) wire { return wire{http: h} }

// DeliverTo delivers by signed HTTP from now on: for an app whose address is
// known only after it has been told the double's. With no address it is Socket
// Mode again.
func (s *Server) DeliverTo(h HTTP) {}

// VerifyURL sends url_verification to the address of events, as Slack does when
// it is saved, and fails unless the challenge comes back.
func (s *Server) VerifyURL(ctx context.Context) error { return errTodo }

func (s *Server) handler() http.Handler { return http.NotFoundHandler() }

type (
	trigger  struct{}
	response struct{}
	window   struct{}
)

func newState(Options) state { return state{} }

func validate(surface string, raw []byte) error { return nil }
