package slackio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"cuttings/corpus/library"
)

// recordTimeout bounds the recording of one payload: Slack waits 3 seconds for the
// acknowledgement.
const recordTimeout = 2500 * time.Millisecond

// receive takes in one payload, however it came. Without an error it may be
// acknowledged: it is recorded, or there is nothing to do for it. An error means
// that Slack should send it again.
func (s *Service) receive(ctx context.Context, kind string, raw []byte) error {
	ctx, cancel := context.WithTimeout(ctx, recordTimeout)
	defer cancel()
	work, err := s.read(ctx, kind, raw)
	outcome := "ignored"
	switch {
	case errors.Is(err, errUnreadable):
		s.log.Warn("payload not understood", "kind", kind, "cause", err)
		s.metrics.received.WithLabelValues(kind, "unreadable").Inc()
		return nil
	case err == nil && len(work.keys) > 0:
		outcome, err = s.record(ctx, work)
	case err == nil && work.now != nil:
		outcome = "at once"
	}
	if err == nil && work.now != nil && outcome != "known" && !s.quick.do(func() { work.now(context.WithoutCancel(ctx)) }) {
		s.log.Warn("too busy to open a view", "kind", kind)
	}
	if err != nil {
		s.log.Error("payload not recorded", "kind", kind, "cause", err)
		outcome = "failed"
	}
	s.metrics.received.WithLabelValues(kind, outcome).Inc()
	return err
}

// work is what a payload asks for: a job, or something to be done at once since
// nothing can make up for it later; or both, or neither.
type work struct {
	// keys are what another delivery of the same has in common with this one; none
	// means that there is no job.
	keys []string
	job  library.NewJob
	now  func(ctx context.Context)
}

func (s *Service) record(ctx context.Context, w work) (outcome string, err error) {
	fresh, err := s.state.Record(ctx, w.keys, w.job)
	if err != nil {
		return "", err
	}
	log := s.log.With("job", w.job.Kind, "keys", w.keys)
	if !fresh {
		log.Debug("delivered again")
		return "known", nil
	}
	log.Debug("recorded")
	s.nudge()
	return "recorded", nil
}

// nudge has Run look for jobs.
func (s *Service) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// read makes work of a payload.
func (s *Service) read(ctx context.Context, kind string, raw []byte) (work, error) {
	switch kind {
	case kindEvent:
		var e envelope
		if err := decode(kind, raw, &e); err != nil {
			return work{}, err
		}
		return s.readEvent(ctx, e)
	case kindCommand:
		var c command
		if err := decode(kind, raw, &c); err != nil {
			return work{}, err
		}
		return s.readCommand(c)
	case kindInteraction:
		var i interaction
		if err := decode(kind, raw, &i); err != nil {
			return work{}, err
		}
		return s.readInteraction(i)
	}
	return work{}, fmt.Errorf("%w: of kind %q", errUnreadable, kind)
}

// newJob is a job with its payload.
func newJob(kind, queue string, payload any) (library.NewJob, error) {
	raw, err := json.Marshal(payload)
	if err != nil {
		return library.NewJob{}, fmt.Errorf("encoding a job %q: %w", kind, err)
	}
	return library.NewJob{Kind: kind, Queue: queue, Payload: raw}, nil
}

// A message is somebody's message, as a job keeps it.
type message struct {
	Team    string
	Channel string
	// TS is the message; Thread is the thread that it stands in, TS itself where
	// it stands in none.
	TS, Thread string
	User       string
	// Text is as Slack sent it.
	Text string
	// Direct says that it was written to the bot alone.
	Direct bool
	// Mention says that it names the bot.
	Mention bool
	// Edited says that it was changed since it was written.
	Edited bool
}

// readEvent makes work of an event. Messages of bots and of the bot itself, and
// messages in a channel that neither name the bot nor stand in a thread, aren't
// even recorded.
func (s *Service) readEvent(ctx context.Context, e envelope) (work, error) {
	ev := e.Event
	keys := []string{"event:" + e.EventID}
	if e.EventID == "" {
		keys = nil
	}
	if !handles(ev.Type) {
		s.log.Debug("event ignored", "event", e.EventID, "type", ev.Type)
		return work{}, nil
	}
	if ev.Type == "app_home_opened" {
		if ev.User == "" {
			return work{}, nil
		}
		if len(keys) == 0 {
			keys = []string{s.once("event")}
		}
		job, err := newJob(jobHome, "home:"+string(ev.User), opened{Team: e.TeamID, User: string(ev.User), Channel: string(ev.Channel), Tab: ev.Tab})
		return work{keys: keys, job: job}, err
	}
	s.self.learn(e.bot(), false)
	me := s.botUser()
	if me == "" {
		var err error
		if me, err = s.whoAmI(ctx); err != nil {
			return work{}, err
		}
	}
	switch ev.SubType {
	case "", "file_share", "thread_broadcast":
		return readMessage(e, me, keys)
	case "message_changed":
		return readEdit(e, me, keys)
	case "message_deleted":
		return readDeletion(e, me, keys)
	}
	return work{}, nil
}

func readMessage(e envelope, me string, keys []string) (work, error) {
	ev := e.Event
	m := message{
		Team: e.TeamID, Channel: string(ev.Channel), TS: ev.TS, Thread: ev.ThreadTS, User: string(ev.User), Text: ev.Text,
		Direct:  direct(ev.ChannelType, string(ev.Channel)),
		Mention: ev.Type == "app_mention" || mentions(ev.Text, me),
		Edited:  ev.Edited.TS != "",
	}
	inThread := m.Thread != "" && m.Thread != m.TS
	switch {
	case m.Channel == "" || m.TS == "" || m.User == "" || m.User == me || ev.BotID != "":
		return work{}, nil
	case !m.Direct && !m.Mention && !inThread:
		return work{}, nil
	}
	if m.Thread == "" {
		m.Thread = m.TS
	}
	kind := jobMessage
	if m.Edited {
		kind = jobEdit
	}
	job, err := newJob(kind, m.queue(), m)
	return work{keys: append(keys, messageKey(m.Channel, m.TS, ev.Edited.TS)), job: job}, err
}

// readEdit makes work of a message that was edited. Slack also says
// message_changed when it only adds the preview of a link.
func readEdit(e envelope, me string, keys []string) (work, error) {
	ev := e.Event
	now := ev.Message
	if now == nil || ev.Channel == "" || now.TS == "" || now.User == "" || now.User == me || now.BotID != "" {
		return work{}, nil
	}
	if now.SubType == "tombstone" {
		// So Slack deletes a message that has replies.
		return deletion(e, me, now.TS, now.ThreadTS, keys)
	}
	if ev.Previous != nil && ev.Previous.Text == now.Text {
		return work{}, nil
	}
	m := message{
		Team: e.TeamID, Channel: string(ev.Channel), TS: now.TS, Thread: now.ThreadTS, User: now.User, Text: now.Text,
		Direct: direct(ev.ChannelType, string(ev.Channel)), Mention: mentions(now.Text, me), Edited: true,
	}
	if m.Thread == "" {
		m.Thread = m.TS
	}
	at := now.Edited.TS
	if at == "" {
		at = ev.TS
	}
	job, err := newJob(jobEdit, m.queue(), m)
	return work{keys: append(keys, messageKey(m.Channel, m.TS, at)), job: job}, err
}

func readDeletion(e envelope, me string, keys []string) (work, error) {
	ev := e.Event
	thread := ""
	if p := ev.Previous; p != nil {
		if p.User == me || p.BotID != "" {
			return work{}, nil
		}
		thread = p.ThreadTS
	}
	return deletion(e, me, ev.DeletedTS, thread, keys)
}

func deletion(e envelope, me, ts, thread string, keys []string) (work, error) {
	ev := e.Event
	m := message{Team: e.TeamID, Channel: string(ev.Channel), TS: ts, Thread: thread, Direct: direct(ev.ChannelType, string(ev.Channel))}
	if p := ev.Previous; p != nil {
		m.User, m.Mention = p.User, mentions(p.Text, me)
	}
	if m.Channel == "" || m.TS == "" {
		return work{}, nil
	}
	if m.Thread == "" {
		m.Thread = m.TS
	}
	job, err := newJob(jobDeletion, m.queue(), m)
	return work{keys: append(keys, "deleted:"+m.Channel+":"+m.TS), job: job}, err
}

// answer is the answer to m before anything is known of it.
func (m message) answer() library.Answer {
	return library.Answer{
		ID: messageAnswer(m.Channel, m.TS), Team: m.Team, Channel: m.Channel, Thread: m.Thread, Asked: m.TS, User: m.User, Kind: jobMessage,
	}
}

// queue keeps what happens in a thread in its order.
func (m message) queue() string { return "thread:" + m.Channel + ":" + m.Thread }

// messageKey is one for a message, whatever event tells of it: a mention in a
// channel that the bot reads arrives as app_mention and as message. Each edit of
// it is something new.
func messageKey(channel, ts, edited string) string {
	key := "message:" + channel + ":" + ts
	if edited != "" {
		key += ":" + edited
	}
	return key
}

// direct reports whether a channel is a direct message to the bot alone.
func direct(channelType, channel string) bool {
	return channelType == "im" || channelType == "" && strings.HasPrefix(channel, "D")
}

// mentions reports whether a message's text names a user: "<@U123>" or
// "<@U123|name>".
func mentions(text, user string) bool {
	return strings.Contains(text, "<@"+user+">") || strings.Contains(text, "<@"+user+"|")
}

func (s *Service) readCommand(c command) (work, error) {
	if c.Command == "" || c.User == "" && c.ResponseURL == "" {
		return work{}, nil
	}
	if c.TriggerID == "" && c.ResponseURL == "" {
		c.TriggerID = s.once(kindCommand)
	}
	queue := "" // what only asks waits for nothing
	if c.Command == "/digest" {
		queue = userQueue(c.User)
	}
	job, err := newJob(jobCommand, queue, c)
	return work{keys: []string{"command:" + c.key()}, job: job}, err
}

// userQueue keeps in its order what one person changes.
func userQueue(user string) string { return "user:" + user }

// once is a key for what came without one, and so can't be known again.
func (s *Service) once(kind string) string { return fmt.Sprintf("%s:%d", kind, s.now().UnixNano()) }

// key is one for a command, however often it is delivered.
func (c command) key() string {
	if c.TriggerID != "" {
		return c.TriggerID
	}
	return answerID("response_url", c.ResponseURL) // which is a secret
}

// attributes name a message in the log.
func (m message) attributes() slog.Attr {
	return slog.Group("message", "channel", m.Channel, "thread", m.Thread, "ts", m.TS, "user", m.User)
}
