package slackio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

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
	isJob := false
	switch i.Type {
	case "block_actions":
		if len(i.Actions) == 0 {
			return work{}, nil
		}
		pressed := i.Actions[0]
		w.now = s.viewFor(i, pressed)
		switch blocks.Action(pressed.ActionID) {
		case blocks.ActionShare, blocks.ActionFeedback, blocks.ActionAsk, blocks.ActionDigestOff:
			isJob = true
		case blocks.ActionSources:
			isJob = i.View.Type == ""
		}
	case "view_submission":
		isJob = i.View.CallbackID == blocks.CallbackFeedback
	case "message_action":
		isJob = i.CallbackID == blocks.CallbackCheck
	}
	if !isJob {
		return w, nil
	}
	var err error
	w.keys = []string{"interaction:" + i.key()}
	w.job, err = newJob(jobAction, "user:"+i.User.ID, i)
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
		return err
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
			return err
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

// viewFor is what opens or changes a view for a pressed button; nil if nothing does.
func (s *Service) viewFor(i interaction, pressed action) func(context.Context) {
	var render func(ctx context.Context) (slack.ModalViewRequest, error)
	switch blocks.Action(pressed.ActionID) {
	case blocks.ActionPassage:
		render = func(ctx context.Context) (slack.ModalViewRequest, error) { return s.passage(ctx, pressed.Value) }
	case blocks.ActionRead:
		render = func(ctx context.Context) (slack.ModalViewRequest, error) { return s.article(ctx, pressed.Value) }
	case blocks.ActionAll:
		render = func(ctx context.Context) (slack.ModalViewRequest, error) { return s.whole(ctx, pressed.Value) }
	case blocks.ActionSources:
		if i.View.Type == "" {
			return nil
		}
		render = func(ctx context.Context) (slack.ModalViewRequest, error) { return s.sourcesView(ctx, pressed.Value) }
	case blocks.ActionFeedback:
		vote, err := blocks.ParseVote(pressed.Value)
		if err != nil || vote.Good {
			return nil
		}
		render = func(context.Context) (slack.ModalViewRequest, error) {
			return blocks.FeedbackModal(blocks.Ref{ID: vote.Answer}), nil
		}
	default:
		return nil
	}
	return func(ctx context.Context) { s.show(ctx, i, render) }
}

// errGone says that what a button shows isn't there any more.
var errGone = errors.New("it is gone")

// show opens a view, or changes the modal that was acted in. Whatever goes wrong,
// there is a view that says so.
func (s *Service) show(ctx context.Context, i interaction, render func(context.Context) (slack.ModalViewRequest, error)) {
	ctx, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	reference := answerID("view", i.key())
	view, err := render(ctx)
	if err == nil {
		err = blocks.ValidateView(view)
	}
	switch {
	case errors.Is(err, errGone), errors.Is(err, library.ErrNotFound):
		view = blocks.FailureModal("This isn't stored any more.", reference)
	case err != nil:
		view = blocks.FailureModal("Something went wrong on my side.", reference)
	}
	if err != nil {
		s.log.Error("view not made", "reference", reference, "cause", redact(err.Error()))
	}
	if i.View.Type == "modal" {
		_, err = s.api.UpdateViewContext(ctx, view, "", i.View.Hash, i.View.ID)
		if code(err) == "hash_conflict" {
			_, err = s.api.UpdateViewContext(ctx, view, "", "", i.View.ID)
		}
	} else {
		_, err = s.api.OpenViewContext(ctx, i.TriggerID, view)
	}
	if err == nil {
		return
	}
	s.log.Error("view not shown", "reference", reference, "cause", explain(err))
	if i.ResponseURL != "" && !slices.Contains([]string{"exchanged_trigger_id"}, code(err)) {
		if err := s.whisper(ctx, i.listener(), blocks.Failure("I couldn't open that here. Please press the button again.", reference)); err != nil {
			s.log.Warn("failure not told", "reference", reference, "cause", redact(err.Error()))
		}
	}
}

func (s *Service) passage(ctx context.Context, value string) (slack.ModalViewRequest, error) {
	place, err := blocks.ParsePlace(value)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	a, err := s.articleAt(ctx, place)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if place.Span.End > len(a.Text) {
		return slack.ModalViewRequest{}, fmt.Errorf("article %q has no place %v", a.ID, place.Span)
	}
	return blocks.PassageModal(a, place.Span, place.Page), nil
}

func (s *Service) article(ctx context.Context, value string) (slack.ModalViewRequest, error) {
	place, err := blocks.ParsePlace(value)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	a, err := s.articleAt(ctx, place)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	return blocks.ArticleModal(a, place.Page), nil
}

func (s *Service) sourcesView(ctx context.Context, value string) (slack.ModalViewRequest, error) {
	page, err := blocks.ParsePage(value)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	list, err := s.bot.Sources(ctx, page.Of)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	return blocks.SourcesModal(list, page.Of, page.Page), nil
}

// whole is a page of the whole of an answer.
func (s *Service) whole(ctx context.Context, value string) (slack.ModalViewRequest, error) {
	page, err := blocks.ParsePage(value)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	a, err := s.state.Answer(ctx, page.Of)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	w, err := kept(a)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	ref := blocks.Ref{ID: a.ID}
	switch {
	case w.Reply != nil:
		return blocks.AnswerModal(*w.Reply, ref, page.Page), nil
	case w.Summary != nil:
		return blocks.SummaryModal(*w.Summary, ref, page.Page), nil
	case w.Checked != nil:
		return blocks.CheckedModal(*w.Checked, ref, page.Page), nil
	}
	return slack.ModalViewRequest{}, errGone
}
