package slacktest

import (
	"context"
	"encoding/json"
)

// Submit has a person submit the modal, with the values of its inputs by action
// id (the value of an option where one chooses). It returns what is wrong by
// block id: required inputs left empty, without asking the app, or what the app
// answered. Without any the modal is closed, replaced or covered, as the app said.
func (s *Server) Submit(ctx context.Context, user, view string, values map[string]string) (map[string]string, error) {
	s.mu.Lock()
	d, wrong, err := s.submit(user, view, values)
	s.mu.Unlock()
	if err != nil || len(wrong) > 0 {
		return wrong, err
	}
	answer, err := s.acknowledged(ctx, d)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.note()
	return s.submitted(user, view, answer)
}

func (s *Server) submit(user, view string, values map[string]string) (*delivery, map[string]string, error) {
	v := s.state.view(view, "")
	if v == nil || v.User != user || v.Type != "modal" {
		return nil, nil, fault("%s has no modal %q open", user, view)
	}
	var list []map[string]any
	_ = json.Unmarshal(v.blocks(), &list) // it was marshalled by newView
	filled, wrong := object{}, map[string]string{}
	for _, e := range elements(list) {
		f, ok := e.filled(values[e.action()])
		if !ok {
			if values[e.action()] != "" {
				return nil, nil, fault("%s has no option %q", e.action(), values[e.action()])
			}
			continue // buttons have no value
		}
		if e.isInput() && !e.optional() && empty(f) {
			wrong[e.blockID()] = "Please complete this required field."
		}
		block, ok := filled[e.blockID()].(object)
		if !ok {
			block = object{}
			filled[e.blockID()] = block
		}
		block[e.action()] = f
	}
	if len(wrong) > 0 {
		return nil, wrong, nil
	}
	trigger := s.trigger(user)
	p := s.interaction("view_submission", user, trigger)
	p["view"], p["response_urls"] = v.object(filled), []any{}
	return s.dispatch(kindInteraction, "view_submission", trigger, p), nil, nil
}

// submitted does what the app answered to a submission. The caller holds s.mu.
func (s *Server) submitted(user, view string, answer []byte) (map[string]string, error) {
	var a struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if len(answer) > 0 && json.Unmarshal(answer, &a) != nil {
		return nil, fault("the answer to a submission isn't JSON")
	}
	open := s.state.modals[user]
	switch a.Action {
	case "errors":
		return a.Errors, nil
	case "clear":
		s.state.modals[user] = nil
	case "update", "push":
		v, no := s.newView(string(a.View), "modal", user)
		if no != nil {
			return nil, fault("the answer to a submission: %s", no.code)
		}
		if a.Action == "push" {
			if no := s.stack(v, true); no != nil {
				return nil, fault("the answer to a submission: %s", no.code)
			}
		} else if old := s.state.view(view, ""); old != nil {
			old.replace(v)
		}
	case "":
		if n := len(open); n > 0 && open[n-1].ID == view {
			s.state.modals[user] = open[:n-1]
		}
	default:
		return nil, fault("the answer to a submission: unknown response_action %q", a.Action)
	}
	return nil, nil
}

// CloseModal has a person close the topmost modal. The app is told when the view
// asks for it.
func (s *Server) CloseModal(ctx context.Context, user string) error {
	s.mu.Lock()
	open := s.state.modals[user]
	if len(open) == 0 {
		s.mu.Unlock()
		return fault("%s has no modal open", user)
	}
	v := open[len(open)-1]
	s.state.modals[user] = open[:len(open)-1]
	s.note()
	whole := v.object(nil)
	if notify, _ := whole["notify_on_close"].(bool); !notify {
		s.mu.Unlock()
		return nil
	}
	p := s.interaction("view_closed", user, "")
	delete(p, "trigger_id")
	p["view"], p["is_cleared"] = whole, false
	d := s.dispatch(kindInteraction, "view_closed", s.state.id("closed"), p)
	s.mu.Unlock()
	_, err := s.acknowledged(ctx, d)
	return err
}
