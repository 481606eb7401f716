package slackio

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"unicode/utf8"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// maxQuestion is the longest question, in characters.
const maxQuestion = 3000

// message answers somebody's message, if it is for the bot.
func (s *Service) message(ctx context.Context, job library.Job, m message) error {
	a, err := s.earlier(ctx, m.answer())
	if err != nil {
		return err
	}
	if a.State == library.Posted || a.State == library.Deleted {
		return nil // an earlier attempt got as far
	}
	if len(a.Body) == 0 {
		text := s.plain(m.Text)
		if !m.Mention && !m.Direct {
			if ours, err := s.forBot(ctx, m, text); err != nil || !ours {
				return err
			}
		}
		a.Question = text
		if w, done := s.outright(job, m, text); done {
			if w == nil {
				return nil
			}
			return s.postSaid(ctx, job, a, *w)
		}
		if a, err = s.begin(ctx, a); err != nil {
			return err
		}
		return s.conclude(ctx, job, a, m)
	}
	w, err := kept(a)
	if err != nil {
		return err
	}
	return s.postSaid(ctx, job, a, w)
}

// outright is what can be said without a search; done is false if that is nothing.
// What needs no words at all is nil.
func (s *Service) outright(job library.Job, m message, text string) (w *said, done bool) {
	if why := s.options.Access.refusal(m.User, m.Channel, m.Direct); why != "" {
		if !m.Mention && !m.Direct {
			return nil, true
		}
		return &said{Note: why}, true
	}
	request := bot.Read(text, s.now())
	if request.Kind == bot.Thanks {
		if !m.Mention && !m.Direct {
			return nil, true
		}
		return &said{Note: "You're welcome."}, true
	}
	if utf8.RuneCountInString(text) > maxQuestion {
		return &said{Note: fmt.Sprintf("That's too long for one question: please ask in fewer than %d characters.", maxQuestion)}, true
	}
	if job.Attempts <= 1 && !s.options.Access.admin(m.User) {
		if why := s.limits.refusal(m.User, m.Channel, job.Created); why != "" {
			return &said{Note: why}, true
		}
	}
	return nil, false
}

// begin shows at once that the bot is at work: by a status where the workspace has
// that, or else by a message that the answer takes the place of.
func (s *Service) begin(ctx context.Context, a library.Answer) (library.Answer, error) {
	text := blocks.Status(s.bot.Coverage().Articles)
	if a.TS != "" || a.State == library.Posting || s.setStatus(ctx, a.Channel, a.Thread, text) || s.lacking.has("chat.update", s.now()) {
		return a, nil
	}
	return s.post(ctx, a, blocks.Note(text), library.Posting)
}

// showStep moves on what begin showed.
func (s *Service) showStep(ctx context.Context, a library.Answer, step bot.Step) {
	text := blocks.Step(step)
	if a.State != library.Posting || a.TS == "" {
		s.setStatus(ctx, a.Channel, a.Thread, text)
		return
	}
	s.ornament(ctx, "chat.update", a.Channel, func(ctx context.Context) error {
		return s.update(ctx, a.Channel, a.TS, blocks.Note(text))
	})
}

// conclude works out the answer to a message and posts it.
func (s *Service) conclude(ctx context.Context, job library.Job, a library.Answer, m message) error {
	w, err := s.workOut(ctx, a, func(ctx context.Context) (said, error) {
		ctx = bot.WithSteps(ctx, func(step bot.Step) { s.showStep(ctx, a, step) })
		return s.fulfil(ctx, m, a.Question)
	})
	if err != nil {
		return err
	}
	if m.Direct && a.Question != "" {
		s.recent.set(m.Channel, m.Thread)
	}
	if err := s.postSaid(ctx, job, a, w); err != nil {
		return err
	}
	if m.Direct && a.Question != "" && m.Thread == m.TS {
		s.setTitle(ctx, m.Channel, m.Thread, shorten(a.Question, 80))
	}
	return nil
}

// fulfil does what a message asks for.
func (s *Service) fulfil(ctx context.Context, m message, text string) (said, error) {
	if strings.Trim(text, "?! ") == "" {
		return s.lastQuestion(ctx, m)
	}
	request := s.request(ctx, m.User, text)
	switch request.Kind {
	case bot.Help:
		return said{Help: true}, nil
	case bot.SummaryRequest:
		return s.summary(ctx, request.Topic, request.Since)
	case bot.SourcesRequest:
		return s.sources(ctx, request.Topic, 0)
	}
	before, err := s.before(ctx, m)
	if err != nil {
		return said{}, err
	}
	return s.reply(ctx, text, before)
}

// lastQuestion answers a message that is nothing but a mention: it means the last
// question of the thread that somebody put to others.
func (s *Service) lastQuestion(ctx context.Context, m message) (said, error) {
	if m.Thread == m.TS {
		return said{Help: true}, nil
	}
	asked := s.asked(ctx, m)
	if len(asked) == 0 {
		return said{Help: true}, nil
	}
	last := len(asked) - 1
	return s.reply(ctx, asked[last].Question, asked[:last])
}

// request is what a text asks for, with days as the user counts them.
func (s *Service) request(ctx context.Context, user, text string) bot.Request {
	r := bot.Read(text, s.now().UTC())
	if r.Since.IsZero() {
		return r
	}
	return bot.Read(text, s.now().In(s.zone(ctx, user)))
}

// postSaid stores what was said, posts it, and takes note.
func (s *Service) postSaid(ctx context.Context, job library.Job, a library.Answer, w said) error {
	a, err := s.keep(ctx, a, w)
	if err != nil {
		return err
	}
	if w.Sources != nil && w.list == nil {
		// Kept by an earlier attempt, without the list.
		if w.list, err = s.bot.Sources(ctx, w.Sources.Topic); err != nil {
			return err
		}
	}
	m := w.message(a.ID)
	if a, err = s.post(ctx, a, m, library.Posted); err != nil {
		s.log.Error("answer not posted", "reference", a.ID, "channel", a.Channel, "cause", redact(err.Error()))
		if errors.Is(err, errForGood) && a.Kind == jobMessage {
			// The channel takes nothing from the bot; perhaps the asker does.
			return s.whisper(ctx, listener{Channel: a.Channel, User: a.User, Thread: a.Thread}, m)
		}
		return err
	}
	s.metrics.sinceAsked.Observe(s.now().Sub(job.Created).Seconds())
	s.log.Info("posted", "reference", a.ID, "channel", a.Channel, "thread", a.Thread, "ts", a.TS, "since asked", s.since(job.Created))
	return nil
}

// edit answers an edited message anew, in the place of the earlier answer.
func (s *Service) edit(ctx context.Context, job library.Job, m message) error {
	a, err := s.state.Answer(ctx, messageAnswer(m.Channel, m.TS))
	if errors.Is(err, library.ErrNotFound) {
		return s.message(ctx, job, m)
	}
	text := s.plain(m.Text)
	switch {
	case err != nil:
		return err
	case a.State == library.Deleted:
		return nil
	case a.Question == text && a.State == library.Posted:
		return nil
	case a.TS == "":
		// Its answer never got out: the message is as good as new.
		a.Body, a.Question = nil, text
		if err := s.state.PutAnswer(ctx, a); err != nil {
			return err
		}
		return s.message(ctx, job, m)
	}
	a.Question, a.State = text, library.Ready
	if w, done := s.outright(job, m, text); done {
		if w == nil {
			return nil
		}
		return s.postSaid(ctx, job, a, *w)
	}
	s.setStatus(ctx, a.Channel, a.Thread, blocks.Status(s.bot.Coverage().Articles))
	err = s.conclude(ctx, job, a, m)
	s.setStatus(ctx, a.Channel, a.Thread, "") // a changed message doesn't take it away
	return err
}

// deletion takes back the answer to a message that was deleted.
func (s *Service) deletion(ctx context.Context, _ library.Job, m message) error {
	a, err := s.state.Answer(ctx, messageAnswer(m.Channel, m.TS))
	switch {
	case errors.Is(err, library.ErrNotFound) && !m.Mention && !m.Direct && m.Thread == m.TS:
		return nil // it was no question
	case errors.Is(err, library.ErrNotFound):
		// Should it come only now, since its first delivery was lost, it is too late.
		a = m.answer()
	case err != nil:
		return err
	}
	if a.TS == "" && a.State == library.Posting {
		if a.TS, err = s.find(ctx, a); err != nil {
			return err
		}
	}
	if a.TS != "" {
		s.remove(ctx, a.Channel, a.TS)
	}
	a.State = library.Deleted
	s.log.Info("taken back", "reference", a.ID, slog.Group("message", "channel", m.Channel, "ts", m.TS))
	return s.state.PutAnswer(ctx, a)
}
