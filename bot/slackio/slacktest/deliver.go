package slacktest

import (
	"encoding/json"
	"slices"
	"time"
)

// Kinds of deliveries, by the names of Socket Mode.
const (
	kindEvent       = "events_api"
	kindCommand     = "slash_commands"
	kindInteraction = "interactive"
)

// A delivery is something on its way to the app, through one or more attempts.
// Server.mu guards its fields.
type delivery struct {
	Delivery
	payload json.RawMessage
	reason  string        // why the last attempt failed
	noRetry bool          // the app asked for no more
	done    chan struct{} // closed when it is acknowledged or given up
}

// finish ends a delivery; ending it again changes nothing but that a late
// acknowledgement counts.
func (s *Server) finish(d *delivery, acked bool) {
	if acked {
		d.Acked, d.GivenUp = true, false
	} else if !d.Acked {
		d.GivenUp = true
	}
	select {
	case <-d.done:
	default:
		close(d.done)
	}
	s.note()
}

// emit delivers an event if the app has subscribed to it and may see it, and
// returns its id or "". The caller holds s.mu.
func (s *Server) emit(event map[string]any) string {
	name := text(event, "type")
	need := ""
	switch name {
	case "app_mention":
		need = "app_mentions:read"
	case "message":
		c := s.state.channel(text(event, "channel"))
		if c == nil || !c.has(BotUser) {
			return ""
		}
		need = c.family() + ":history"
		name = "message." + c.kind() + "s"
		if c.IM != "" {
			name = "message.im"
		}
	}
	if need != "" && !slices.Contains(s.o.Scopes, need) || s.o.Events != nil && !slices.Contains(s.o.Events, name) {
		return ""
	}
	return s.publish(event)
}

// publish delivers an event whatever the app subscribed to. The caller holds s.mu.
func (s *Server) publish(event map[string]any) string {
	id := s.state.id("Ev")
	s.dispatch(kindEvent, text(event, "type"), id, map[string]any{
		"token": "double", "team_id": TeamID, "api_app_id": AppID, "event": event, "type": "event_callback",
		"event_id": id, "event_time": s.o.Now().Unix(), "is_ext_shared_channel": false, "event_context": "4-" + id,
		"authorizations": []any{map[string]any{
			"enterprise_id": nil, "team_id": TeamID, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
	})
	return id
}

// dispatch begins a delivery. The caller holds s.mu; first attempts go out in
// the order of these calls.
func (s *Server) dispatch(kind, typ, id string, payload map[string]any) *delivery {
	raw, err := json.Marshal(payload)
	if err != nil {
		raw = []byte("null") // only values of ours and of decoded JSON get here
	}
	d := &delivery{Delivery: Delivery{ID: id, Kind: kind, Type: typ}, payload: raw, done: make(chan struct{})}
	s.wire.deliveries = append(s.wire.deliveries, d)
	first := s.attempt(d)
	if s.closed {
		s.finish(d, false)
		return d
	}
	s.running.Go(func() { s.follow(d, first) })
	s.note()
	return d
}

// follow sees a delivery to its end.
func (s *Server) follow(d *delivery, a *attempt) {
	for n := 0; ; n++ {
		ok := s.await(a)
		s.mu.Lock()
		if ok || d.Acked {
			s.finish(d, true)
			s.mu.Unlock()
			return
		}
		if d.Kind != kindEvent || d.noRetry || n >= len(s.o.Retries) || s.closed {
			s.finish(d, false)
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		if !s.pause(s.o.Retries[n]) {
			continue // closed: the next round ends it
		}
		s.mu.Lock()
		a = s.attempt(d)
		s.mu.Unlock()
	}
}

// pause waits; false says that the double was closed meanwhile.
func (s *Server) pause(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// attempt sends a delivery once more, by Socket Mode right away. The caller holds s.mu.
func (s *Server) attempt(d *delivery) *attempt {
	a := &attempt{d: d, n: d.Attempts, sent: make(chan struct{}), over: make(chan struct{})}
	d.Attempts++
	if s.wire.lose > 0 && d.Kind == kindEvent {
		s.wire.lose--
		a.fail(s, "connection_failed")
		return a
	}
	a.http = s.wire.http
	if !a.http.on() {
		s.push(a)
	}
	return a
}

// await waits for the end of an attempt and says whether the app acknowledged.
func (s *Server) await(a *attempt) bool {
	if a.http.on() {
		select {
		case <-a.over: // lost on its way
		default:
			s.post(a)
		}
	}
	select {
	case <-a.sent:
	case <-a.over:
	case <-s.ctx.Done():
		return false
	}
	t := time.NewTimer(s.o.AckWithin)
	defer t.Stop()
	select {
	case <-a.over:
	case <-t.C:
		s.mu.Lock()
		a.fail(s, "http_timeout")
		s.mu.Unlock()
	case <-s.ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return a.acked
}

// An attempt is one sending of a delivery. Server.mu guards its fields.
type attempt struct {
	d        *delivery
	n        int // 0 is the first
	http     HTTP
	envelope string
	conn     *conn
	sent     chan struct{} // closed when it is on its way
	over     chan struct{} // closed when it is acknowledged or has failed
	acked    bool
}

func (a *attempt) ended() bool {
	select {
	case <-a.over:
		return true
	default:
		return false
	}
}

// fail ends an attempt in vain.
func (a *attempt) fail(s *Server, reason string) {
	if !a.ended() {
		a.d.reason = reason
		close(a.over)
		s.note()
	}
}

// ack ends an attempt well; after its time it counts for the delivery all the same.
func (a *attempt) ack(s *Server, answer []byte) {
	a.acked = true
	if a.d.Answer == nil {
		a.d.Answer = answer
	}
	s.finish(a.d, true)
	if !a.ended() {
		close(a.over)
	}
}

// Redeliver delivers an event again, acknowledged or not: the same event_id in a
// new envelope, marked as a retry.
func (s *Server) Redeliver(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.wire.deliveries {
		if d.ID == id && !s.closed {
			d.reason = "http_timeout"
			a := s.attempt(d)
			s.running.Go(func() { s.await(a) })
			return nil
		}
	}
	return fault("redelivering %q: no such delivery", id)
}
