package slackio

import (
	"context"
	"errors"
	"fmt"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// readInteraction makes work of an interaction: a view to show now, or a job, or
// both.
func (s *Service) readInteraction(i interaction) (work, error) {
	if i.User.ID == "" {
		return work{}, nil
	}
	var w work
	isJob, queue := false, userQueue(i.User.ID)
	switch i.Type {
	case "block_actions":
		if len(i.Actions) == 0 {
			return work{}, nil
		}
		pressed := i.Actions[0]
		w.now = s.viewFor(i, pressed)
		switch blocks.Action(pressed.ActionID) {
		case blocks.ActionShare, blocks.ActionFeedback, blocks.ActionDigestOff:
			isJob = true
		case blocks.ActionAsk:
			isJob, queue = true, "" // what only asks waits for nothing
		case blocks.ActionSources:
			isJob = i.View.Type == ""
		}
	case "view_submission":
		isJob = i.View.CallbackID == blocks.CallbackFeedback
	case "message_action":
		isJob, queue = i.CallbackID == blocks.CallbackCheck, ""
	}
	if !isJob {
		return w, nil
	}
	var err error
	w.keys = []string{"interaction:" + i.key()}
	w.job, err = newJob(jobAction, queue, i)
	return w, err
}

// key is one for an interaction, however often it is delivered.
func (i interaction) key() string {
	if i.TriggerID != "" {
		return i.TriggerID
	}
	key := i.User.ID + ":" + i.ActionTS + ":" + i.View.ID
	for _, a := range i.Actions {
		key += ":" + a.ActionID + ":" + a.ActionTS
	}
	return key
}

// interaction does what was asked for by a button, a modal or a shortcut.
func (s *Service) interaction(ctx context.Context, job library.Job, i interaction) error {
	switch i.Type {
	case "view_submission":
		return s.feedbackGiven(ctx, i)
	case "message_action":
		return s.check(ctx, job, i)
	}
	pressed := i.Actions[0]
	switch blocks.Action(pressed.ActionID) {
	case blocks.ActionShare:
		return s.share(ctx, job, i, pressed.Value)
	case blocks.ActionSources:
		return s.turn(ctx, i, pressed.Value)
	case blocks.ActionFeedback:
		return s.vote(ctx, i, pressed.Value)
	case blocks.ActionAsk:
		return s.askButton(ctx, job, i, pressed.Value)
	case blocks.ActionDigestOff:
		return s.digestOff(ctx, i, pressed.Value)
	}
	return nil
}

// channel is where an interaction took place; empty in a view.
func (i interaction) channel() string {
	if i.Channel.ID != "" {
		return i.Channel.ID
	}
	return i.Container.ChannelID
}

// ts is the message that an interaction belongs to.
func (i interaction) ts() string {
	for _, ts := range []string{i.Container.MessageTS, i.Message.TS, i.MessageTS} {
		if ts != "" {
			return ts
		}
	}
	return ""
}

func (i interaction) inHome() bool { return i.View.Type == "home" }

// listener is who acted.
func (i interaction) listener() listener {
	thread := i.Message.ThreadTS
	if thread == "" {
		thread = i.Container.ThreadTS
	}
	return listener{Channel: i.channel(), User: i.User.ID, Thread: thread, ResponseURL: i.ResponseURL}
}

// change puts another message in the place of the one that was acted on.
func (s *Service) change(ctx context.Context, i interaction, m blocks.Message) error {
	if !i.Container.IsEphemeral && i.ts() != "" {
		err := s.update(ctx, i.channel(), i.ts(), m)
		if err == nil || passing(err) || i.ResponseURL == "" {
			return err
		}
	}
	to := i.listener()
	to.Replace = true
	return s.whisper(ctx, to, m)
}

// turn turns the page of a list of sources.
func (s *Service) turn(ctx context.Context, i interaction, value string) error {
	page, err := blocks.ParsePage(value)
	if err != nil {
		return fmt.Errorf("%w: %w", errForGood, err)
	}
	w, err := s.sources(ctx, page.Of, page.Page)
	if err != nil {
		return fmt.Errorf("%w: turning a page: %w", errForGood, err)
	}
	return s.change(ctx, i, w.message(""))
}

// share posts in the channel what only the asker had seen. Pressed twice, it is
// posted once.
func (s *Service) share(ctx context.Context, job library.Job, i interaction, id string) error {
	shown, err := s.state.Answer(ctx, id)
	if errors.Is(err, library.ErrNotFound) {
		return s.whisper(ctx, i.listener(), blocks.Note("I no longer have that answer. Please ask again."))
	}
	if err != nil {
		return err
	}
	w, err := kept(shown)
	if err != nil {
		return err
	}
	if w.Sources != nil {
		if w, err = s.sources(ctx, w.Sources.Topic, w.Sources.Page); err != nil {
			return fmt.Errorf("%w: sharing a list of sources: %w", errForGood, err)
		}
	}
	w.Options.Ephemeral, w.Options.Restate = false, true
	a, err := s.earlier(ctx, library.Answer{
		ID: answerID("share", id), Team: shown.Team, Channel: i.channel(), User: shown.User, Kind: shown.Kind, Question: shown.Question,
	})
	if err != nil {
		return err
	}
	if a.State != library.Posted {
		if err := s.postSaid(ctx, job, a, w); err != nil {
			if errors.Is(err, errForGood) {
				return s.whisper(ctx, i.listener(), blocks.Note("I can't post here. Invite me to the channel, then press the button again. ("+a.ID+")"))
			}
			return err
		}
	}
	return s.change(ctx, i, blocks.Note("Shared in the channel."))
}

// askButton answers a question that a button holds: in the thread of its message,
// or from App Home by direct message.
func (s *Service) askButton(ctx context.Context, job library.Job, i interaction, question string) error {
	channel, thread := i.channel(), i.listener().Thread
	if channel == "" || i.inHome() || i.Container.IsEphemeral {
		var err error
		thread = ""
		if channel, err = s.conversation(ctx, i.User.ID); err != nil {
			return err
		}
	} else if thread == "" {
		thread = i.ts()
	}
	if why := s.options.Access.refusal(i.User.ID, channel, direct("", channel)); why != "" {
		return s.whisper(ctx, i.listener(), blocks.Note(why))
	}
	a, err := s.earlier(ctx, library.Answer{
		ID: answerID(kindInteraction, i.key()), Team: i.team(), Channel: channel, Thread: thread, User: i.User.ID, Kind: jobAction, Question: question,
	})
	if err != nil || a.State == library.Posted {
		return err
	}
	if job.Attempts <= 1 && !s.options.Access.admin(i.User.ID) {
		if why := s.limits.refusal(i.User.ID, channel, job.Created); why != "" {
			return s.postSaid(ctx, job, a, said{Note: why})
		}
	}
	w, err := s.workOut(ctx, a, func(ctx context.Context) (said, error) { return s.reply(ctx, question, nil) })
	if err != nil {
		return err
	}
	w.Options.Restate = true
	return s.postSaid(ctx, job, a, w)
}
