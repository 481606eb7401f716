package slackio

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

const (
	// maxPrompts is the most that Slack takes.
	maxPrompts = 4
	// homeQuestions is how many App Home shows.
	homeQuestions = 5
)

// An opened app: somebody looks at its Home or Messages tab.
type opened struct{ Team, User, Channel, Tab string }

// opened shows App Home, or offers questions beside the messages.
func (s *Service) opened(ctx context.Context, _ library.Job, o opened) error {
	if o.Tab == "messages" {
		if questions := s.suggestions(ctx); len(questions) > 0 && s.options.Access.refusal(o.User, o.Channel, true) == "" {
			s.suggestPrompts(ctx, o.Channel, questions[:min(maxPrompts, len(questions))])
		}
		return nil
	}
	return s.publishHome(ctx, o.Team, o.User)
}

// publishHome shows somebody what is covered, and their digests.
func (s *Service) publishHome(ctx context.Context, team, user string) error {
	home, err := s.home(ctx, team, user)
	if err != nil {
		return err
	}
	if err := blocks.ValidateView(home); err != nil {
		s.log.Error("home isn't valid", "cause", err)
	}
	err = s.call(ctx, "views.publish", func(ctx context.Context) error {
		_, err := s.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: home})
		return err
	})
	if err != nil && !later(err) {
		return fmt.Errorf("%w: publishing home: %s", errForGood, explain(err))
	}
	return err
}

func (s *Service) home(ctx context.Context, team, user string) (slack.HomeTabViewRequest, error) {
	if why := s.options.Access.refusal(user, "", true); why != "" {
		note := blocks.Note(why)
		return slack.HomeTabViewRequest{Type: slack.VTHomeTab, CallbackID: blocks.CallbackHome, Blocks: slack.Blocks{BlockSet: note.Blocks}}, nil
	}
	digests, err := s.state.Digests(ctx, team, user)
	if err != nil {
		return slack.HomeTabViewRequest{}, err
	}
	ingested, err := s.state.Ingested(ctx)
	if err != nil {
		return slack.HomeTabViewRequest{}, err
	}
	sources, err := s.bot.Sources(ctx, "")
	if err != nil {
		return slack.HomeTabViewRequest{}, err
	}
	var outlets []string
	for _, source := range sources {
		if source.Outlet != "" && !slices.Contains(outlets, source.Outlet) {
			outlets = append(outlets, source.Outlet)
		}
	}
	slices.Sort(outlets)
	return blocks.Home(blocks.HomeData{
		Coverage: s.bot.Coverage(), Outlets: outlets, Ingested: ingested, Now: s.now(),
		Questions: s.suggestions(ctx), Digests: shownDigests(digests),
	}), nil
}

// suggestAgain is how long it waits until questions are looked for again over a coverage
// for which that failed.
const suggestAgain = 10 * time.Minute

// suggested are the questions worked out for a coverage.
type suggested struct {
	mu        sync.Mutex
	worked    bool // the rest is known
	coverage  bot.Coverage
	ingested  time.Time
	questions []string  // none, if none can be made
	until     time.Time // when they are worked out again; zero for not before the coverage changes
}

// suggestions are questions that the coverage answers, worked out once for each
// coverage; none if they can't be.
func (s *Service) suggestions(ctx context.Context) []string {
	ingested, err := s.state.Ingested(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Warn("no suggestions", "cause", err)
		}
		return nil
	}
	k := &s.suggested
	k.mu.Lock()
	defer k.mu.Unlock()
	coverage := s.bot.Coverage()
	if k.worked && k.coverage == coverage && k.ingested.Equal(ingested) && (k.until.IsZero() || s.now().Before(k.until)) {
		return k.questions
	}
	questions, err := s.suggest(ctx)
	if ctx.Err() != nil {
		return nil
	}
	k.worked, k.coverage, k.ingested, k.questions, k.until = true, coverage, ingested, questions, time.Time{}
	if err != nil {
		s.log.Warn("no suggestions", "cause", redact(err.Error()))
		k.until = s.now().Add(suggestAgain)
	}
	return questions
}

// suggest works out the questions; a panic in that is an error.
func (s *Service) suggest(ctx context.Context) (questions []string, err error) {
	defer func() {
		if p := recover(); p != nil {
			questions, err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, s.options.AnswerTimeout)
	defer cancel()
	return s.bot.Suggest(ctx, homeQuestions)
}
