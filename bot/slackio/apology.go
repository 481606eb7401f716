package slackio

import (
	"context"
	"encoding/json"
	"fmt"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// sorry is what is said when a job went wrong in a way that nobody foresaw.
const sorry = "Something went wrong on my side, so I have no answer. Please try again; if it happens once more, tell whoever looks after me."

// apologise tells whoever waits for a job that it went wrong for good.
func (s *Service) apologise(ctx context.Context, job library.Job) error {
	reference := answerID("job", fmt.Sprint(job.ID))
	s.log.Error("job went wrong", "job", job.ID, "kind", job.Kind, "reference", reference)
	switch job.Kind {
	case jobMessage, jobEdit:
		var m message
		if err := json.Unmarshal(job.Payload, &m); err != nil {
			return fmt.Errorf("%w: %w", errForGood, err)
		}
		a, err := s.earlier(ctx, library.Answer{
			ID: messageAnswer(m.Channel, m.TS), Team: m.Team, Channel: m.Channel, Thread: m.Thread, Asked: m.TS, User: m.User, Kind: jobMessage,
		})
		if err != nil || a.State == library.Posted && job.Kind == jobMessage {
			return err
		}
		s.log.Error("answer replaced by an apology", "reference", a.ID, "job", job.ID)
		return s.postSaid(ctx, job, a, said{Failure: sorry})
	case jobCommand:
		var c command
		if err := json.Unmarshal(job.Payload, &c); err != nil {
			return fmt.Errorf("%w: %w", errForGood, err)
		}
		return s.whisper(ctx, listener{Channel: c.Channel, User: c.User, ResponseURL: c.ResponseURL}, blocks.Failure(sorry, reference))
	case jobAction:
		var i interaction
		if err := json.Unmarshal(job.Payload, &i); err != nil {
			return fmt.Errorf("%w: %w", errForGood, err)
		}
		if i.channel() == "" {
			return nil // in a view there is nowhere to say it
		}
		return s.whisper(ctx, i.listener(), blocks.Failure(sorry, reference))
	}
	return nil
}
