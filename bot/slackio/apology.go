package slackio

import (
	"context"
	"fmt"
	"time"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

const (
	// sorry is what is said when a job is given up.
	sorry = "Something went wrong on my side, so I have no answer. Please try again; if it happens once more, tell whoever looks after me."
	// apologyTimeout bounds the attempt to say so.
	apologyTimeout = 30 * time.Second
)

// apologise tells whoever waits for a job that it is given up, as far as that can
// be told.
func (s *Service) apologise(ctx context.Context, job library.Job, cause error) {
	ctx, cancel := context.WithTimeout(ctx, apologyTimeout)
	defer cancel()
	log := s.log.With("job", job.ID, "kind", job.Kind)
	// Logged first: whoever is told the reference may look for it at once.
	givenUp := func(reference string) string {
		log.Error("given up", "reference", reference, "cause", redact(cause.Error()))
		return reference
	}
	var err error
	switch job.Kind {
	case jobMessage, jobEdit:
		err = do(ctx, job, func(ctx context.Context, job library.Job, m message) error {
			givenUp(m.answer().ID)
			return s.apologiseFor(ctx, job, m.answer())
		})
	case jobDigest:
		err = do(ctx, job, func(ctx context.Context, job library.Job, d dueDigest) error {
			givenUp(d.answer().ID)
			return s.apologiseFor(ctx, job, d.answer())
		})
	case jobCommand:
		err = do(ctx, job, func(ctx context.Context, _ library.Job, c command) error {
			return s.whisper(ctx, c.listener(), blocks.Failure(sorry, givenUp(answerID(kindCommand, c.key()))))
		})
	case jobAction:
		err = do(ctx, job, func(ctx context.Context, _ library.Job, i interaction) error {
			return s.whisper(ctx, i.listener(), blocks.Failure(sorry, givenUp(answerID(kindInteraction, i.key()))))
		})
	default:
		givenUp(answerID("job", fmt.Sprint(job.ID)))
	}
	if err != nil {
		log.Error("nobody could be told", "cause", redact(err.Error()))
	}
}

// apologiseFor puts an apology in the place of an answer, unless the answer is
// there.
func (s *Service) apologiseFor(ctx context.Context, job library.Job, fresh library.Answer) error {
	a, err := s.earlier(ctx, fresh)
	if err != nil || a.State == library.Posted || a.State == library.Deleted {
		return err
	}
	return s.postSaid(ctx, job, a, said{Failure: sorry})
}
