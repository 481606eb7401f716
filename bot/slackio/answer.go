package slackio

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// summaryPoints is how many points a summary has.
const summaryPoints = 7

// said is what the bot said: the body of a stored answer, from which its message
// can be made again. One field is set, or Failure.
type said struct {
	Reply   *bot.Reply    `json:",omitempty"`
	Summary *bot.Summary  `json:",omitempty"`
	Checked *bot.Checked  `json:",omitempty"`
	Sources *sourcesOf    `json:",omitempty"`
	Note    string        `json:",omitempty"`
	Help    bool          `json:",omitempty"`
	Failure string        `json:",omitempty"`
	Options shownAs       `json:",omitzero"`
	list    []bot.Source  // of Sources
	took    time.Duration // to work it out
}

// sourcesOf is a page of a list of sources.
type sourcesOf struct {
	Topic string
	Page  int
}

// shownAs is how it is shown.
type shownAs struct {
	Heading            string `json:",omitempty"`
	Restate, Ephemeral bool   `json:",omitempty"`
}

// message renders what was said.
func (w said) message(id string) blocks.Message {
	ref := blocks.Ref{ID: id}
	o := blocks.AnswerOptions{Heading: w.Options.Heading, Restate: w.Options.Restate, Ephemeral: w.Options.Ephemeral}
	switch {
	case w.Reply != nil:
		return blocks.Answer(*w.Reply, ref, o)
	case w.Summary != nil:
		return blocks.Summary(*w.Summary, ref, o)
	case w.Checked != nil:
		return blocks.Checked(*w.Checked, ref, o)
	case w.Sources != nil:
		return blocks.Sources(w.list, w.Sources.Topic, w.Sources.Page)
	case w.Help:
		return blocks.Help("")
	case w.Failure != "":
		return blocks.Failure(w.Failure, id)
	}
	return blocks.Note(w.Note)
}

// answerID is an answer's id, and the reference that people see: the same each
// time for the same thing asked.
func answerID(asked ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(asked, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:12])
}

// messageAnswer is the id of the answer to a message.
func messageAnswer(channel, ts string) string { return answerID("message", channel, ts) }

// earlier is an answer as an earlier attempt left it, or else a new one.
func (s *Service) earlier(ctx context.Context, fresh library.Answer) (library.Answer, error) {
	a, err := s.state.Answer(ctx, fresh.ID)
	if errors.Is(err, library.ErrNotFound) {
		return fresh, nil
	}
	return a, err
}

// workOut has the bot say something, within the time for it. Every failure but a
// shutdown becomes words, with the reference under which the log says more.
func (s *Service) workOut(ctx context.Context, a library.Answer, f func(ctx context.Context) (said, error)) (said, error) {
	select {
	case s.working <- struct{}{}:
		defer func() { <-s.working }()
	case <-ctx.Done():
		return said{}, ctx.Err()
	}
	start := time.Now()
	limit, cancel := context.WithTimeout(bot.WithAsker(ctx, a.Team+":"+a.User), s.options.AnswerTimeout)
	defer cancel()
	w, err := f(limit)
	if ctx.Err() != nil {
		return said{}, ctx.Err()
	}
	log := s.log.With("reference", a.ID, "kind", a.Kind, "channel", a.Channel, "user", a.User)
	log.Debug("asked", "text", a.Question)
	switch {
	case err != nil && errors.Is(limit.Err(), context.DeadlineExceeded):
		w = said{Failure: fmt.Sprintf("That took longer than %s, so I stopped. Please try again, perhaps with a shorter question.", s.options.AnswerTimeout)}
		s.metrics.answers.WithLabelValues("", "timeout").Inc()
	case err != nil:
		w = said{Failure: "Something went wrong on my side, so I have no answer. Please try again."}
		s.metrics.answers.WithLabelValues("", "failed").Inc()
	}
	w.took = time.Since(start)
	if err != nil {
		log.Error("no answer", "took", w.took.Round(time.Millisecond), "cause", redact(err.Error()))
		return w, nil
	}
	s.count(w)
	log.Info("answer", "took", w.took.Round(time.Millisecond))
	return w, nil
}

// count counts an answer.
func (s *Service) count(w said) {
	switch {
	case w.Reply != nil:
		outcome := "answered"
		switch {
		case w.Reply.Answered:
		case w.Reply.Reason == bot.Unsure:
			outcome = "unsure"
		default:
			outcome = "not_covered"
		}
		s.metrics.answers.WithLabelValues(string(w.Reply.Mode), outcome).Inc()
		s.metrics.used(w.Reply.Usage, w.Reply.Dropped)
	case w.Summary != nil:
		s.metrics.answers.WithLabelValues("summary", "answered").Inc()
		s.metrics.used(w.Summary.Usage, w.Summary.Dropped)
	case w.Checked != nil:
		s.metrics.answers.WithLabelValues("check", "answered").Inc()
	}
}

// keep stores what was said before it is posted.
func (s *Service) keep(ctx context.Context, a library.Answer, w said) (library.Answer, error) {
	body, err := json.Marshal(w)
	if err != nil {
		return a, fmt.Errorf("encoding answer %s: %w", a.ID, err)
	}
	a.Body = body
	if a.State == "" {
		a.State = library.Ready
	}
	return a, s.state.PutAnswer(ctx, a)
}

// kept is what was said, as stored.
func kept(a library.Answer) (said, error) {
	var w said
	if err := json.Unmarshal(a.Body, &w); err != nil {
		return said{}, fmt.Errorf("reading answer %s: %w", a.ID, err)
	}
	return w, nil
}

// reply answers a question.
func (s *Service) reply(ctx context.Context, question string, before []bot.Turn) (said, error) {
	r, err := s.bot.Answer(ctx, question, before)
	return said{Reply: &r}, err
}

// summary sums up.
func (s *Service) summary(ctx context.Context, topic string, since time.Time) (said, error) {
	sum, err := s.bot.Summary(ctx, topic, since, summaryPoints)
	return said{Summary: &sum}, err
}

// sources lists what is covered.
func (s *Service) sources(ctx context.Context, topic string, page int) (said, error) {
	list, err := s.bot.Sources(ctx, topic)
	return said{Sources: &sourcesOf{Topic: topic, Page: page}, list: list}, err
}
