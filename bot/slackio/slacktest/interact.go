package slacktest

import (
	"context"
	"encoding/json"
	"fmt"
)

// Command has a person type a slash command and waits until the app has
// acknowledged it. Like all that is delivered once, it fails with an error that
// is [ErrNotAcknowledged] when the app hasn't within Options.AckWithin.
func (s *Server) Command(ctx context.Context, user, channel, command, text string) error {
	s.mu.Lock()
	c, err := s.member(user, channel)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	name := c.Name
	if c.IM != "" {
		name = "directmessage"
	}
	r := response{user: user, channel: channel}
	trigger := s.trigger(user)
	d := s.dispatch(kindCommand, command, trigger, object{
		"token": "double", "team_id": TeamID, "team_domain": "double", "channel_id": channel, "channel_name": name,
		"user_id": user, "user_name": s.state.user(user).Name, "command": command, "text": text, "api_app_id": AppID,
		"is_enterprise_install": "false", "response_url": s.responseURL(r), "trigger_id": trigger,
	})
	s.mu.Unlock()
	answer, err := s.acknowledged(ctx, d)
	if err != nil || answer == nil {
		return err
	}
	// An acknowledgement may carry the answer.
	a := args{map[string][]string{}}
	var plain map[string]json.RawMessage
	if json.Unmarshal(answer, &plain) != nil {
		a.Set("text", string(answer)) // over HTTP plain text is an answer too
	} else if err := jsonFields(plain, a.Values); err != nil || len(plain) == 0 {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.note()
	if no := s.reply(&r, a); no != nil {
		return fault("the acknowledgement of %s: %s", command, no.code)
	}
	return nil
}

// acknowledged waits for the end of a delivery and returns what its
// acknowledgement carried.
func (s *Server) acknowledged(ctx context.Context, d *delivery) ([]byte, error) {
	select {
	case <-d.done:
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting for the acknowledgement of %s: %w", d.Type, ctx.Err())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !d.Acked {
		return nil, fmt.Errorf("%s: %w: %s", d.Type, ErrNotAcknowledged, d.reason)
	}
	return d.Answer, nil
}

// interaction is what every payload of an interaction says. The caller holds s.mu.
func (s *Server) interaction(typ, user, trigger string) object {
	u := s.state.user(user)
	return object{
		"type": typ, "token": "double", "api_app_id": AppID, "trigger_id": trigger, "is_enterprise_install": false,
		"enterprise": nil, "team": object{"id": TeamID, "domain": "double"},
		"user": object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": TeamID},
	}
}

// Press has a person use the element with an action id in a message, ephemeral
// ones included. Value chooses among elements of the same action id (the button's
// value, the option of a select, the feedback button); "" is the first.
func (s *Server) Press(ctx context.Context, user, channel, ts, action, value string) error {
	s.mu.Lock()
	d, err := s.press(user, channel, ts, action, value)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = s.acknowledged(ctx, d)
	return err
}

func (s *Server) press(user, channel, ts, action, value string) (*delivery, error) {
	c, err := s.member(user, channel)
	if err != nil {
		return nil, err
	}
	m := s.seen(user, channel, ts)
	if m == nil {
		return nil, fault("%s sees no message %s in %s", user, ts, channel)
	}
	act, err := s.use(m.Blocks, action, value)
	if err != nil {
		return nil, fmt.Errorf("message %s: %w", ts, err)
	}
	container := object{"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": m.Only != ""}
	if m.ThreadTS != "" {
		container["thread_ts"] = m.ThreadTS
	}
	trigger := s.trigger(user)
	p := s.interaction("block_actions", user, trigger)
	p["container"], p["actions"], p["state"] = container, []any{act}, object{"values": object{}}
	p["channel"] = object{"id": c.ID, "name": or(c.Name, "directmessage")}
	p["response_url"] = s.responseURL(response{user: user, channel: channel, thread: m.ThreadTS, original: m})
	if m.Only == "" { // an ephemeral message isn't given back
		p["message"] = m.json(true)
	}
	return s.dispatch(kindInteraction, "block_actions", trigger, p), nil
}

// seen is a message that a user sees. The caller holds s.mu.
func (s *Server) seen(user, channel, ts string) *Message {
	if m := s.state.message(channel, ts); m != nil {
		return m
	}
	for _, m := range s.state.ephemeral {
		if m.Channel == channel && m.TS == ts && m.Only == user {
			return m
		}
	}
	return nil
}

// PressView is [Server.Press] in a modal or a home.
func (s *Server) PressView(ctx context.Context, user, view, action, value string) error {
	s.mu.Lock()
	d, err := s.pressView(user, view, action, value)
	s.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = s.acknowledged(ctx, d)
	return err
}

func (s *Server) pressView(user, view, action, value string) (*delivery, error) {
	v := s.state.view(view, "")
	if v == nil || v.User != user {
		return nil, fault("%s has no view %q open", user, view)
	}
	act, err := s.use(v.blocks(), action, value)
	if err != nil {
		return nil, fmt.Errorf("view %s: %w", view, err)
	}
	trigger := s.trigger(user)
	p := s.interaction("block_actions", user, trigger)
	p["container"], p["actions"], p["view"] = object{"type": "view", "view_id": v.ID}, []any{act}, v.object(nil)
	return s.dispatch(kindInteraction, "block_actions", trigger, p), nil
}

func (v *View) blocks() json.RawMessage {
	var whole struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	_ = json.Unmarshal(v.JSON, &whole) // it was marshalled by newView
	return whole.Blocks
}

// RunShortcut has a person choose a message shortcut from a message's menu.
func (s *Server) RunShortcut(ctx context.Context, user, callback, channel, ts string) error {
	s.mu.Lock()
	c, err := s.member(user, channel)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	m := s.state.message(channel, ts)
	if m == nil {
		s.mu.Unlock()
		return fault("no message %s in %s", ts, channel)
	}
	trigger := s.trigger(user)
	p := s.interaction("message_action", user, trigger)
	p["callback_id"], p["message"], p["message_ts"] = callback, m.json(true), ts
	p["channel"] = object{"id": c.ID, "name": or(c.Name, "directmessage")}
	p["action_ts"] = s.state.stamp(s.o.Now())
	p["response_url"] = s.responseURL(response{user: user, channel: channel, thread: m.ThreadTS, original: nil})
	d := s.dispatch(kindInteraction, "message_action", trigger, p)
	s.mu.Unlock()
	_, err = s.acknowledged(ctx, d)
	return err
}
