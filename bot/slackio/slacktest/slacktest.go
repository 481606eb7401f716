// Package slacktest is a double of Slack for tests and for cuttings serve --demo.
//
// [Start] opens one workspace with one installed app: a real HTTP Web API and
// a real Socket Mode WebSocket on loopback. People act through methods such as
// [Server.Say], [Server.Command] and [Server.Press]; what the app did is read
// through [Server.Messages], [Server.Ephemerals], [Server.Modals] and
// [Server.Home], and waited for with [Server.Wait] and its kin. [Server.Inject],
// [Server.Disconnect] and [Server.Redeliver] make Slack's bad days happen on
// purpose. [Server.Demo] shows the workspace as a web page.
//
// It refuses what Slack refuses: wrong tokens, missing scopes, channels that
// the bot isn't in, malformed blocks, used or expired triggers. It isn't Slack:
// where it is kinder or stricter, the comment at that place says so.
package slacktest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// A Server is the double: one workspace with one app. Any number of goroutines
// may use it at once.
type Server struct {
	o      Options
	base   string // "http://127.0.0.1:port"
	token  string // of the bot
	app    string // app-level token
	secret string // signing secret

	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	servers []*http.Server
	running sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever anything changes
	closed  bool
	state   state
	wire    wire
	faults  []*Fault
	calls   []Call
	limits  map[string]*window // by method, and channel where it counts
}

// Start opens the double on loopback. The caller closes it.
func Start(o Options) (*Server, error) {
	o = o.withDefaults()
	ctx, stop := context.WithCancel(context.Background())
	s := &Server{
		o:       o,
		token:   or(o.BotToken, "xoxb-double-"+rand.Text()),
		app:     or(o.AppToken, "xapp-double-"+rand.Text()),
		secret:  or(o.SigningSecret, rand.Text()),
		ctx:     ctx,
		stop:    stop,
		changed: make(chan struct{}),
		state:   newState(o),
		wire:    newWire(o.HTTP),
		limits:  map[string]*window{},
	}
	l, err := s.listen(o.Addr)
	if err != nil {
		stop()
		return nil, fmt.Errorf("starting the Slack double: %w", err)
	}
	s.base = "http://" + l.Addr().String() // before anybody asks
	s.serve(l, s.handler())
	return s, nil
}

// listen opens a loopback address.
func (s *Server) listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", addr, err)
	}
	if host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return nil, fmt.Errorf("address %q: not a loopback address", addr)
	}
	return new(net.ListenConfig).Listen(s.ctx, "tcp", addr)
}

// serve answers with h until Close.
func (s *Server) serve(l net.Listener, h http.Handler) {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	s.mu.Lock()
	s.servers = append(s.servers, srv)
	s.mu.Unlock()
	s.running.Go(func() { _ = srv.Serve(l) }) // ends with ErrServerClosed
}

// Close ends every connection and goroutine of the double. What hadn't been
// delivered never will be.
func (s *Server) Close() error {
	s.mu.Lock()
	s.closed = true
	servers := s.servers
	conns := slices.Clone(s.wire.conns)
	s.mu.Unlock()
	s.stop()
	var failed error
	for _, srv := range servers {
		if err := srv.Close(); err != nil && failed == nil {
			failed = err
		}
	}
	for _, c := range conns { // hijacked, so the server doesn't know them
		_ = c.ws.Close()
	}
	s.running.Wait()
	return failed
}

// APIURL is the address of the Web API, with the slash at its end that clients
// want: "http://127.0.0.1:41234/api/".
func (s *Server) APIURL() string { return s.base + "/api/" }

// BotToken is the token of the Web API.
func (s *Server) BotToken() string { return s.token }

// AppToken is the token of apps.connections.open.
func (s *Server) AppToken() string { return s.app }

// SigningSecret signs what is delivered over HTTP.
func (s *Server) SigningSecret() string { return s.secret }

// Mention is what mentioning the bot looks like in a text: "<@U0BOT>".
func (s *Server) Mention() string { return "<@" + BotUser + ">" }

// note tells those who wait that something changed. The caller holds s.mu.
func (s *Server) note() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func or(s, otherwise string) string {
	if s != "" {
		return s
	}
	return otherwise
}
