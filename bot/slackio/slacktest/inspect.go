package slacktest

import "context"

// Messages are those at the top of a channel (thread "") or the parent and the
// replies of a thread, the earliest first.
func (s *Server) Messages(channel, thread string) []Message { return nil }

// Message is the one at a ts.
func (s *Server) Message(channel, ts string) (Message, bool) { return Message{}, false }

// Ephemerals are the messages in a channel that only this person sees.
func (s *Server) Ephemerals(user, channel string) []Message { return nil }

// Home is what was published for a person.
func (s *Server) Home(user string) (View, bool) { return View{}, false }

// Modals are those open for a person, the topmost last.
func (s *Server) Modals(user string) []View { return nil }

// Status is what the app says it is doing in a thread; cleared by its next message.
func (s *Server) Status(channel, thread string) string { return "" }

// Title is the title that the app gave a thread.
func (s *Server) Title(channel, thread string) string { return "" }

// Prompts are those suggested in a conversation.
func (s *Server) Prompts(channel, thread string) []Prompt { return nil }

// Calls are the calls to a method so far ("" is all of them), in order.
func (s *Server) Calls(method string) []Call { return nil }

// Deliveries are those to the app so far, in order.
func (s *Server) Deliveries() []Delivery { return nil }

// Wait waits until the condition holds; it looks whenever something changes.
// The condition calls the methods above.
func (s *Server) Wait(ctx context.Context, condition func() bool) error { return errTodo }

// WaitMessage waits for a message of the bot in a channel or thread, as in
// [Server.Messages], that matches (nil matches any) and returns the first.
func (s *Server) WaitMessage(ctx context.Context, channel, thread string, match func(Message) bool) (Message, error) {
	return Message{}, errTodo
}

// WaitEphemeral waits for a message that only this person sees.
func (s *Server) WaitEphemeral(ctx context.Context, user, channel string, match func(Message) bool) (Message, error) {
	return Message{}, errTodo
}

// WaitModal waits for a modal on top for this person.
func (s *Server) WaitModal(ctx context.Context, user string, match func(View) bool) (View, error) {
	return View{}, errTodo
}

// WaitHome waits for a home published for this person.
func (s *Server) WaitHome(ctx context.Context, user string, match func(View) bool) (View, error) {
	return View{}, errTodo
}

// WaitConnected waits until n Socket Mode connections are open.
func (s *Server) WaitConnected(ctx context.Context, n int) error { return errTodo }

// WaitDelivered waits until every event so far is acknowledged or given up.
func (s *Server) WaitDelivered(ctx context.Context) error { return errTodo }
