package slacktest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// wire is how the app is reached. Server.mu guards it.
type wire struct {
	http       HTTP
	deliveries []*delivery
	tickets    map[string]bool // of WebSocket addresses not yet used
	conns      []*conn
	turn       int                 // whose turn of conns it is
	envelopes  map[string]*attempt // by envelope_id
	waiting    []*attempt          // for a connection
	lose       int                 // attempts still to be lost
}

func newWire(h HTTP) wire {
	return wire{http: h, tickets: map[string]bool{}, envelopes: map[string]*attempt{}}
}

// conn is one Socket Mode connection. Server.mu guards out and gone.
type conn struct {
	ws   *websocket.Conn
	out  []any
	more chan struct{} // holds one token while out may have something
	gone bool
}

// hangUp in conn.out closes the connection after what stands before it.
type hangUp struct{}

func (c *conn) send(v any) {
	c.out = append(c.out, v)
	select {
	case c.more <- struct{}{}:
	default:
	}
}

// push hands an attempt to a connection, in turn. Without one an event waits for
// it (kinder than Slack, which fails it and tries again later), and what people
// do fails at once.
func (s *Server) push(a *attempt) {
	if len(s.wire.conns) == 0 {
		if a.d.Kind != kindEvent {
			a.fail(s, "dispatch_failed")
			return
		}
		s.wire.waiting = append(s.wire.waiting, a)
		return
	}
	s.wire.turn++
	a.conn = s.wire.conns[s.wire.turn%len(s.wire.conns)]
	a.envelope = s.state.id("env-")
	s.wire.envelopes[a.envelope] = a
	env := map[string]any{
		"envelope_id": a.envelope, "type": a.d.Kind, "payload": a.d.payload,
		"accepts_response_payload": a.d.Kind != kindEvent,
	}
	if a.d.Kind == kindEvent {
		env["retry_attempt"], env["retry_reason"] = a.n, ""
		if a.n > 0 {
			env["retry_reason"] = a.d.reason
		}
	}
	a.conn.send(env)
	close(a.sent)
}

// connect answers the WebSocket address that apps.connections.open gave.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	ticket := r.FormValue("ticket")
	s.mu.Lock()
	known := s.wire.tickets[ticket] && !s.closed
	delete(s.wire.tickets, ticket)
	s.mu.Unlock()
	if !known {
		http.Error(w, "no such ticket", http.StatusForbidden)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // the ticket is the check
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	c := &conn{ws: ws, more: make(chan struct{}, 1)}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		_ = ws.Close()
		return
	}
	s.wire.conns = append(s.wire.conns, c)
	c.send(map[string]any{
		"type": "hello", "num_connections": len(s.wire.conns),
		"connection_info": map[string]any{"app_id": AppID},
		"debug_info":      map[string]any{"host": "double", "approximate_connection_time": 18060},
	})
	waiting := s.wire.waiting
	s.wire.waiting = nil
	for _, a := range waiting {
		s.push(a)
	}
	s.note()
	s.running.Go(func() { s.write(c) })
	s.running.Go(func() { s.read(c) })
	s.mu.Unlock()
}

// write sends what is queued, and PINGs on their timer whatever the traffic.
func (s *Server) write(c *conn) {
	ping := time.NewTicker(s.o.Ping)
	defer ping.Stop()
	defer func() { _ = c.ws.Close() }() // which ends read
	alive := func() error { return c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) }
	if alive() != nil {
		return
	}
	for {
		select {
		case <-c.more:
			s.mu.Lock()
			out := c.out
			c.out = nil
			s.mu.Unlock()
			for _, v := range out {
				if _, ok := v.(hangUp); ok {
					bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
					_ = c.ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
					return
				}
				if c.ws.WriteJSON(v) != nil {
					return
				}
			}
		case <-ping.C:
			if alive() != nil {
				return
			}
		case <-s.ctx.Done():
			return
		}
		s.mu.Lock()
		gone := c.gone
		s.mu.Unlock()
		if gone {
			return
		}
	}
}

// read takes acknowledgements until the connection ends.
func (s *Server) read(c *conn) {
	for {
		var ack struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			break
		}
		if json.Unmarshal(raw, &ack) != nil {
			continue
		}
		s.mu.Lock()
		if a := s.wire.envelopes[ack.ID]; a != nil {
			delete(s.wire.envelopes, ack.ID)
			a.ack(s, ack.Payload)
		}
		s.mu.Unlock()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.detach(c)
}

// detach forgets a connection; what is in flight on it has failed.
func (s *Server) detach(c *conn) {
	if c.gone {
		return
	}
	c.gone = true
	s.wire.conns = slices.DeleteFunc(s.wire.conns, func(other *conn) bool { return other == c })
	for _, a := range s.wire.envelopes {
		if a.conn == c {
			a.fail(s, "connection_failed")
		}
	}
	select {
	case c.more <- struct{}{}: // wakes write
	default:
	}
	s.note()
}

// Disconnect asks every Socket Mode client to connect again ("warning",
// "refresh_requested", "link_disabled", "too_many_websockets") and closes the
// connections.
func (s *Server) Disconnect(reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range slices.Clone(s.wire.conns) {
		c.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "double"}})
		c.send(hangUp{})
		s.wire.conns = slices.DeleteFunc(s.wire.conns, func(other *conn) bool { return other == c })
	}
	s.note()
}

// Drop cuts every Socket Mode connection without a word.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range slices.Clone(s.wire.conns) {
		_ = c.ws.NetConn().Close()
		s.detach(c)
	}
}

// Connections is how many Socket Mode connections are open.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.wire.conns)
}
