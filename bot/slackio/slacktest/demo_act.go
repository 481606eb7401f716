package slacktest

import (
	"context"
	"errors"
	"strings"
)

// A deed is what the page's person does.
type deed struct {
	Do      string            `json:"do"`
	Channel string            `json:"channel"`
	Thread  string            `json:"thread"`
	TS      string            `json:"ts"`
	Text    string            `json:"text"`
	View    string            `json:"view"`
	Action  string            `json:"action"`
	Value   string            `json:"value"`
	Values  map[string]string `json:"values"`
}

// do does it; wrong is what is wrong with a submission, by block id.
func (d *demo) do(ctx context.Context, a deed) (wrong map[string]string, err error) {
	switch s := d.s; a.Do {
	case "say":
		_, err = s.Say(Ada, a.Channel, a.Thread, s.typed(a.Text))
	case "command":
		err = d.command(ctx, a)
	case "press":
		err = s.Press(ctx, Ada, a.Channel, a.TS, a.Action, a.Value)
	case "press-view":
		err = s.PressView(ctx, Ada, a.View, a.Action, a.Value)
	case "submit":
		wrong, err = s.Submit(ctx, Ada, a.View, a.Values)
	case "close":
		err = s.CloseModal(ctx, Ada)
	case "shortcut":
		err = s.RunShortcut(ctx, Ada, a.Action, a.Channel, a.TS)
	case "home":
		err = s.OpenHome(Ada)
	case "messages":
		err = s.OpenMessages(Ada)
	case "edit":
		err = s.Edit(Ada, a.Channel, a.TS, s.typed(a.Text))
	case "delete":
		err = s.Delete(Ada, a.Channel, a.TS)
	default:
		err = fault("nobody can %q", a.Do)
	}
	return wrong, err
}

// told is an error as people are told of it.
func told(err error) string {
	if errors.Is(err, ErrNotAcknowledged) {
		return "The bot didn't answer in time. Is it running?"
	}
	return err.Error()
}

func (d *demo) command(ctx context.Context, a deed) error {
	name, rest, _ := strings.Cut(strings.TrimSpace(a.Text), " ")
	for _, c := range d.s.o.Commands {
		if c.Name == name {
			return d.s.Command(ctx, Ada, a.Channel, name, strings.TrimSpace(rest))
		}
	}
	return errors.New(name + " isn't a command. Type / to see those there are.")
}

// typed is a text as typed in Slack's form: escaped, "@name" as a mention.
func (s *Server) typed(text string) string {
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.TrimSpace(text))
	s.mu.Lock()
	defer s.mu.Unlock()
	var pairs []string
	for _, u := range s.state.users {
		pairs = append(pairs, "@"+u.Name, "<@"+u.ID+">")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
