package slackio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// vote stores whether an answer helped. A thumbs-down also opened a modal, when it
// arrived; what is said there is stored in its place.
func (s *Service) vote(ctx context.Context, i interaction, value string) error {
	vote, err := blocks.ParseVote(value)
	if err != nil {
		return fmt.Errorf("%w: %w", errForGood, err)
	}
	err = s.state.PutFeedback(ctx, library.Feedback{Answer: vote.Answer, User: i.User.ID, Good: vote.Good, At: s.now()})
	if err != nil && !errors.Is(err, library.ErrNotFound) {
		return err
	}
	if !vote.Good {
		return nil
	}
	if err := s.whisper(ctx, i.listener(), blocks.Note("Thanks, that's good to know.")); err != nil {
		s.log.Debug("done without thanks", "cause", redact(err.Error()))
	}
	return nil
}

// feedbackGiven stores what a submitted feedback modal says.
func (s *Service) feedbackGiven(ctx context.Context, i interaction) error {
	var view slack.View
	if err := json.Unmarshal(i.View.raw, &view); err != nil {
		return fmt.Errorf("%w: reading a submitted modal: %w", errForGood, err)
	}
	ref, reason, comment := blocks.Feedback(view)
	err := s.state.PutFeedback(ctx, library.Feedback{Answer: ref.ID, User: i.User.ID, Reason: reason, Comment: comment, At: s.now()})
	if errors.Is(err, library.ErrNotFound) {
		return fmt.Errorf("%w: %w", errForGood, err)
	}
	return err
}

// StoredReply is the reply of a stored answer to a question; false if it is
// something else, such as a summary.
func StoredReply(a library.Answer) (bot.Reply, bool, error) {
	w, err := kept(a)
	if err != nil || w.Reply == nil {
		return bot.Reply{}, false, err
	}
	return *w.Reply, true, nil
}
