package slacktest

import "context"

// Say has a person say something: in a channel, in a thread of it (the ts of its
// parent), or in a direct conversation. The text is in Slack's own form:
// "<@U0BOT> who said it?", with & < > escaped. The app gets message and, when it
// is mentioned, app_mention too, with ids of their own.
func (s *Server) Say(user, channel, thread, text string) (ts string, err error) {
	return "", errTodo
}

// Edit has a person change what they said.
func (s *Server) Edit(user, channel, ts, text string) error { return errTodo }

// Delete has a person delete what they said.
func (s *Server) Delete(user, channel, ts string) error { return errTodo }

// OpenHome has a person open the app's Home tab.
func (s *Server) OpenHome(user string) error { return errTodo }

// OpenMessages has a person open the app's Messages tab.
func (s *Server) OpenMessages(user string) error { return errTodo }

// StartAssistant has a person open an assistant's thread, as legacy
// assistant_view apps know it, and returns its ts.
func (s *Server) StartAssistant(user string) (ts string, err error) { return "", errTodo }

// Command has a person type a slash command and waits until the app has
// acknowledged it. Like all that is delivered once, it fails with an error that
// is [ErrNotAcknowledged] when the app hasn't within Options.AckWithin.
func (s *Server) Command(ctx context.Context, user, channel, command, text string) error {
	return errTodo
}

// Press has a person use the element with an action id in a message, ephemeral
// ones included. Value chooses among elements of the same action id (the button's
// value, the option of a select, the feedback button); "" is the first.
func (s *Server) Press(ctx context.Context, user, channel, ts, action, value string) error {
	return errTodo
}

// PressView is Press in a modal or a home.
func (s *Server) PressView(ctx context.Context, user, view, action, value string) error {
	return errTodo
}

// Submit has a person submit the modal, with the values of its inputs by action
// id. It returns the app's errors by block id; without any the modal is closed,
// replaced or covered, as the app answered.
func (s *Server) Submit(ctx context.Context, user, view string, values map[string]string) (map[string]string, error) {
	return nil, errTodo
}

// CloseModal has a person close the topmost modal.
func (s *Server) CloseModal(ctx context.Context, user string) error { return errTodo }

// RunShortcut has a person choose a message shortcut from a message's menu.
func (s *Server) RunShortcut(ctx context.Context, user, callback, channel, ts string) error {
	return errTodo
}

// Event delivers an event of any shape, known or malformed, and returns its id.
func (s *Server) Event(event map[string]any) (id string) { return "" }

// AddUser adds a person, with a direct conversation with the bot.
func (s *Server) AddUser(u User) {}

// AddChannel adds a channel.
func (s *Server) AddChannel(c Channel) {}

// Join adds a user to a channel, Leave removes one: the bot is [BotUser].
func (s *Server) Join(channel, user string) error { return errTodo }

// Leave removes a user from a channel.
func (s *Server) Leave(channel, user string) error { return errTodo }

// DM is the id of the person's direct conversation with the bot.
func (s *Server) DM(user string) string { return "" }
