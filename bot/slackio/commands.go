package slackio

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// workingAfter is how long a command's answer may take before the asker is told
// that it is being worked on.
const workingAfter = time.Second

// command answers a slash command, to the asker alone.
func (s *Service) command(ctx context.Context, job library.Job, c command) error {
	to := c.listener()
	args := s.plain(c.Text)
	run, known := s.commands()[c.Command]
	switch {
	case !known:
		return s.whisper(ctx, to, blocks.Help(""))
	case strings.EqualFold(args, "help"):
		return s.whisper(ctx, to, blocks.Help(c.Command))
	}
	why := s.options.Access.refusal(c.User, c.Channel, direct("", c.Channel))
	if why != "" && !endsDigests(c.Command, args) {
		return s.whisper(ctx, to, blocks.Note(why))
	}
	if job.Attempts <= 1 && !s.options.Access.admin(c.User) {
		if why := s.limits.refusal(c.User, c.Channel, job.Created); why != "" {
			return s.whisper(ctx, to, blocks.Note(why))
		}
	}
	a, err := s.earlier(ctx, library.Answer{
		ID: answerID(kindCommand, c.key()), Team: c.Team, Channel: c.Channel, User: c.User, Kind: c.Command, Question: args,
	})
	if err != nil || a.State == library.Posted {
		return err
	}
	return run(ctx, job, asked{command: c, args: args, answer: a, to: to})
}

// listener is who typed the command.
func (c command) listener() listener {
	return listener{Channel: c.Channel, User: c.User, ResponseURL: c.ResponseURL}
}

// asked is a command with what is known of it.
type asked struct {
	command command
	// args is the plain text behind the command.
	args   string
	answer library.Answer
	to     listener
}

// commands are the slash commands; the manifest names the same, which a test holds.
func (s *Service) commands() map[string]func(context.Context, library.Job, asked) error {
	return map[string]func(context.Context, library.Job, asked) error{
		"/ask":     s.askCommand,
		"/summary": s.summaryCommand,
		"/sources": s.sourcesCommand,
		"/digest":  s.digestCommand,
	}
}

func (s *Service) askCommand(ctx context.Context, job library.Job, c asked) error {
	if bot.Read(c.args, s.now()).Kind == bot.Empty || utf8.RuneCountInString(c.args) > maxQuestion {
		return s.whisper(ctx, c.to, blocks.Usage("/ask", c.args))
	}
	return s.whisperAnswer(ctx, job, c, func(ctx context.Context) (said, error) { return s.reply(ctx, c.args, nil) })
}

func (s *Service) summaryCommand(ctx context.Context, job library.Job, c asked) error {
	r := s.summaryRequest(ctx, c.command.User, c.args)
	return s.whisperAnswer(ctx, job, c, func(ctx context.Context) (said, error) { return s.summary(ctx, r.Topic, r.Since) })
}

// summaryRequest reads what stands behind /summary: a topic, days, or both.
func (s *Service) summaryRequest(ctx context.Context, user, args string) bot.Request {
	for _, text := range []string{"summary " + args, "summary of " + args, args} {
		if r := s.request(ctx, user, text); r.Kind == bot.SummaryRequest {
			return r
		}
	}
	return bot.Request{Kind: bot.SummaryRequest, Topic: args}
}

func (s *Service) sourcesCommand(ctx context.Context, job library.Job, c asked) error {
	return s.whisperAnswer(ctx, job, c, func(ctx context.Context) (said, error) {
		topic := c.args
		if r := bot.Read("sources on "+topic, s.now().UTC()); r.Kind == bot.SourcesRequest && topic != "" {
			topic = r.Topic
		}
		return s.sources(ctx, topic, 0)
	})
}

// whisperAnswer works out an answer and gives it to the asker alone. If that takes
// a while, it says first that it is at work.
func (s *Service) whisperAnswer(ctx context.Context, job library.Job, c asked, f func(context.Context) (said, error)) error {
	working := make(chan struct{})
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(working)
		if sleep(waiting, workingAfter) == nil {
			text := blocks.Status(s.bot.Coverage().Articles)
			if err := s.whisper(ctx, c.to, blocks.Note(text)); err != nil {
				s.log.Debug("done without a status", "reference", c.answer.ID, "cause", redact(err.Error()))
			}
		}
	}()
	w, err := s.workOut(ctx, c.answer, f)
	stop()
	<-working
	if err != nil {
		return err
	}
	w.Options = shownAs{Restate: true, Ephemeral: true}
	return s.whisperSaid(ctx, job, c.answer, c.to, w)
}

// whisperSaid stores what was said and gives it to one person.
func (s *Service) whisperSaid(ctx context.Context, job library.Job, a library.Answer, to listener, w said) error {
	a, err := s.keep(ctx, a, w)
	if err != nil {
		return err
	}
	if err := s.whisper(ctx, to, w.message(a.ID)); err != nil {
		s.log.Error("answer not posted", "reference", a.ID, "channel", a.Channel, "cause", redact(err.Error()))
		return err
	}
	a.State, a.Posted = library.Posted, s.now()
	s.metrics.sinceAsked.Observe(s.now().Sub(job.Created).Seconds())
	s.log.Info("posted", "reference", a.ID, "channel", a.Channel, "user", a.User, "since asked", s.since(job.Created))
	return s.state.PutAnswer(ctx, a)
}
