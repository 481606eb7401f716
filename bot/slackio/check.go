package slackio

import (
	"context"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// check holds a message against the coverage and tells who wanted to know.
func (s *Service) check(ctx context.Context, job library.Job, i interaction) error {
	to := i.listener()
	to.Thread = ""
	text := s.plain(i.Message.Text)
	if why := s.options.Access.refusal(i.User.ID, i.channel(), direct("", i.channel())); why != "" {
		return s.whisper(ctx, to, blocks.Note(why))
	}
	if text == "" {
		return s.whisper(ctx, to, blocks.Note("That message has no text that I could hold against the coverage."))
	}
	if job.Attempts <= 1 && !s.options.Access.admin(i.User.ID) {
		if why := s.limits.refusal(i.User.ID, i.channel(), job.Created); why != "" {
			return s.whisper(ctx, to, blocks.Note(why))
		}
	}
	a, err := s.earlier(ctx, library.Answer{
		ID: answerID(kindInteraction, i.key()), Team: i.team(), Channel: i.channel(), User: i.User.ID, Kind: blocks.CallbackCheck, Question: text,
	})
	if err != nil || a.State == library.Posted {
		return err
	}
	return s.whisperAnswer(ctx, job, asked{answer: a, to: to}, func(ctx context.Context) (said, error) {
		c, err := s.bot.Check(ctx, text)
		return said{Checked: &c}, err
	})
}
