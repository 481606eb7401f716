package slackio

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

// present is a double of the bot over one article.
type present struct {
	silent
	article corpus.Article
}

func (p present) Article(_ context.Context, id string) (corpus.Article, error) {
	if id != p.article.ID {
		return corpus.Article{}, library.ErrNotFound
	}
	return p.article, nil
}

// An old quotation is shown in the text it was taken from, never in another.
func TestArticleAt(t *testing.T) {
	written := func(text string) corpus.Article {
		return corpus.Article{ID: "a", Text: text, Version: fmt.Sprintf("%x", sha256.Sum256([]byte(text)))}
	}
	old, now, never := written("Old."), written("New."), written("Never stored.")
	s, lib := unheard(t, func(o *Options) { o.Bot = present{article: now} })
	if err := lib.PutArticles(t.Context(), []corpus.Article{old}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		place blocks.Place
		text  string
		err   error
	}{
		{blocks.Place{Article: "a"}, now.Text, nil},
		{blocks.Place{Article: "a", Version: old.Version}, old.Text, nil},
		{blocks.Place{Article: "a", Version: now.Version}, now.Text, nil},
		{blocks.Place{Article: "a", Version: never.Version}, "", errGone},
		{blocks.Place{Article: "b"}, "", library.ErrNotFound},
	} {
		got, err := s.articleAt(t.Context(), test.place)
		if got.Text != test.text || !errors.Is(err, test.err) {
			t.Errorf("articleAt(%+v) = %q, %v, want %q, %v", test.place, got.Text, err, test.text, test.err)
		}
	}
}
