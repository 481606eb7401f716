package slackio

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/slack-go/slack"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

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
	view, err := s.rendered(ctx, render)
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
	s.notice(err)
	if err == nil {
		return
	}
	s.log.Error("view not shown", "reference", reference, "cause", explain(err))
	if code(err) == "exchanged_trigger_id" {
		return // delivered twice: the first has opened it
	}
	m := blocks.Failure("I couldn't open that here. Please press the button again.", reference)
	switch {
	case view.CallbackID == blocks.CallbackFeedback: // the vote itself is a job
		m = blocks.Note("Thanks, I've noted that this didn't help.")
	case lacks(err):
		m = blocks.InMessage(view)
	}
	if err := s.whisper(ctx, i.listener(), m); err != nil {
		s.log.Warn("failure not told", "reference", reference, "cause", redact(err.Error()))
	}
}

// rendered is a view that Slack takes.
func (s *Service) rendered(ctx context.Context, render func(context.Context) (slack.ModalViewRequest, error)) (view slack.ModalViewRequest, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if view, err = render(ctx); err == nil {
		err = blocks.ValidateView(view)
	}
	return view, err
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
