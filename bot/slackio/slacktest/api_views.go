package slacktest

import (
	"encoding/json"
	"maps"
	"time"
)

// A trigger lets the app open a modal: once, within triggerLife.
type trigger struct {
	user string
	at   time.Time
	used bool
}

const (
	triggerLife = 3 * time.Second
	mostModals  = 3
	maxView     = 250_000 // bytes
)

// trigger makes a new trigger_id.
func (s *Server) trigger(user string) string {
	id := s.state.id("trigger.")
	s.state.triggers[id] = &trigger{user: user, at: s.o.Now()}
	return id
}

// pull uses a trigger and returns whose it is.
func (s *Server) pull(id string) (string, *refusal) {
	t := s.state.triggers[id]
	switch {
	case t == nil:
		return "", refuse("invalid_trigger_id")
	case t.used:
		return "", refuse("exchanged_trigger_id")
	case s.o.Now().Sub(t.at) > triggerLife:
		return "", refuse("expired_trigger_id")
	}
	t.used = true
	return t.user, nil
}

// newView reads and checks a view; want is its type.
func (s *Server) newView(raw, want, user string) (*View, *refusal) {
	var v struct {
		Type            string          `json:"type"`
		CallbackID      string          `json:"callback_id"`
		ExternalID      string          `json:"external_id"`
		PrivateMetadata string          `json:"private_metadata"`
		Blocks          json.RawMessage `json:"blocks"`
	}
	if json.Unmarshal([]byte(raw), &v) != nil || v.Type != want {
		return nil, &refusal{"invalid_arguments", object{"response_metadata": object{
			"messages": []string{"[ERROR] view: must be a " + want},
		}}}
	}
	if len(raw) > maxView {
		return nil, refuse("view_too_large")
	}
	if err := s.o.Validate(want, []byte(raw)); err != nil {
		no := invalidBlocks(err)
		no.code = "invalid_arguments"
		return nil, no
	}
	var whole object
	if json.Unmarshal([]byte(raw), &whole) != nil {
		return nil, refuse("invalid_arguments")
	}
	if whole["blocks"] = s.state.identify(v.Blocks); whole["blocks"] == nil {
		whole["blocks"] = []any{}
	}
	out, err := json.Marshal(whole)
	if err != nil {
		return nil, refuse("invalid_arguments")
	}
	return &View{ID: s.state.id("V"), Type: want, User: user, CallbackID: v.CallbackID, ExternalID: v.ExternalID,
		PrivateMetadata: v.PrivateMetadata, Hash: s.state.id("h"), JSON: out}, nil
}

// object is the view as Slack gives it back, with the values of its inputs.
func (v *View) object(values object) object {
	out := object{}
	_ = json.Unmarshal(v.JSON, &out) // it was marshalled by newView
	if values == nil {
		values = object{}
	}
	maps.Copy(out, object{
		"id": v.ID, "team_id": TeamID, "hash": v.Hash, "app_id": AppID, "bot_id": BotID, "root_view_id": or(v.Root, v.ID),
		"previous_view_id": nil, "state": object{"values": values}, "private_metadata": v.PrivateMetadata,
		"callback_id": v.CallbackID, "external_id": v.ExternalID, "app_installed_team_id": TeamID,
	})
	if v.Previous != "" {
		out["previous_view_id"] = v.Previous
	}
	return out
}

func (s *Server) viewsOpen(a args) (object, *refusal) { return s.raise(a, false) }
func (s *Server) viewsPush(a args) (object, *refusal) { return s.raise(a, true) }

func (s *Server) raise(a args, push bool) (object, *refusal) {
	user, no := s.pull(a.Get("trigger_id"))
	if no != nil {
		return nil, no
	}
	v, no := s.newView(a.Get("view"), "modal", user)
	if no != nil {
		return nil, no
	}
	if other := s.state.view("", v.ExternalID); other != nil {
		return nil, refuse("duplicate_external_id")
	}
	if no := s.stack(v, push); no != nil {
		return nil, no
	}
	return object{"view": v.object(nil)}, nil
}

// stack shows a modal: alone, or on top of those that are open.
func (s *Server) stack(v *View, push bool) *refusal {
	v.Root = v.ID
	below := s.state.modals[v.User]
	if !push {
		s.state.modals[v.User] = []*View{v}
		return nil
	}
	switch n := len(below); {
	case n == 0:
		return refuse("not_found")
	case n >= mostModals:
		return refuse("push_limit_reached")
	default:
		v.Root, v.Previous = below[0].ID, below[n-1].ID
		s.state.modals[v.User] = append(below, v)
	}
	return nil
}

func (s *Server) viewsUpdate(a args) (object, *refusal) {
	old := s.state.view(a.Get("view_id"), a.Get("external_id"))
	if old == nil {
		return nil, refuse("not_found")
	}
	if h := a.Get("hash"); h != "" && h != old.Hash {
		return nil, refuse("hash_conflict")
	}
	v, no := s.newView(a.Get("view"), old.Type, old.User)
	if no != nil {
		return nil, no
	}
	old.replace(v)
	return object{"view": old.object(nil)}, nil
}

// replace gives a view another content; it keeps its id and place.
func (v *View) replace(by *View) {
	id, root, previous := v.ID, v.Root, v.Previous
	*v = *by
	v.ID, v.Root, v.Previous = id, root, previous
}

func (s *Server) viewsPublish(a args) (object, *refusal) {
	u := s.state.user(a.Get("user_id"))
	if u == nil {
		return nil, refuse("user_not_found")
	}
	old := s.state.homes[u.ID]
	if h := a.Get("hash"); h != "" && old != nil && h != old.Hash {
		return nil, refuse("hash_conflict")
	}
	v, no := s.newView(a.Get("view"), "home", u.ID)
	if no != nil {
		return nil, no
	}
	if old == nil {
		old = &View{ID: v.ID, Root: v.ID}
		s.state.homes[u.ID] = old
	}
	old.replace(v)
	return object{"view": old.object(nil)}, nil
}
