package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
)

// TestBundledSuggest compares the suggestions for the bundled articles with
// testdata/suggest.txt: each with the quotation that answers it first.
func TestBundledSuggest(t *testing.T) {
	b := overBundled(t)
	questions, err := b.Suggest(t.Context(), 6)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	articles := map[string]bool{}
	for _, q := range questions {
		r, err := b.Answer(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if !r.Answered {
			t.Errorf("%q is suggested and not answered", q)
			continue
		}
		fmt.Fprintf(&out, "%s\n    %s: %s\n", q, r.Citations[0].Article, r.Citations[0].Quote)
		articles[r.Citations[0].Article] = true
	}
	if len(questions) != 6 || len(articles) < 3 {
		t.Errorf("%d questions from %d articles; want 6 from 3 or more", len(questions), len(articles))
	}
	bottest.Golden(t, "testdata/suggest.txt", []byte(out.String()))

	again, err := b.Suggest(t.Context(), 6)
	if err != nil || !slices.Equal(again, questions) {
		t.Errorf("the second time: %q, %v; the first: %q", again, err, questions)
	}
	if few, err := b.Suggest(t.Context(), 2); err != nil || !slices.Equal(few, questions[:2]) {
		t.Errorf("two: %q, %v; want the first of %q", few, err, questions)
	}
	if none, err := b.Suggest(t.Context(), 0); err != nil || len(none) > 0 {
		t.Errorf("none: %q, %v", none, err)
	}
}

func TestSuggestEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := overBundled(t).Suggest(ctx, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that it was cancelled", err)
	}
}
