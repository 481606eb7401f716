package slackio

import (
	"context"
	"errors"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

// articleAt is the article that a button means: in the version that was quoted, or
// as it is now. What was quoted is kept, so an old quotation is shown in the text
// it was taken from.
func (s *Service) articleAt(ctx context.Context, p blocks.Place) (corpus.Article, error) {
	if p.Version != "" {
		a, err := s.state.Article(ctx, p.Article, p.Version)
		if !errors.Is(err, library.ErrNotFound) {
			return a, err
		}
	}
	a, err := s.bot.Article(ctx, p.Article)
	if err == nil && p.Version != "" && a.Version != p.Version {
		return corpus.Article{}, errGone
	}
	return a, err
}
