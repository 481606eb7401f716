package library

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cuttings/corpus"
)

func TestArticlesRoundTrip(t *testing.T) {
	l, _ := open(t)
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	full := parse(t, "full", "A text.")
	full.Title, full.Outlet, full.Author, full.URL, full.Language = "T", "O", "A", "https://example.org/?a=b&c", "en-GB"
	full.Published = time.Date(1969, 12, 31, 23, 59, 0, 0, time.UTC)
	full.Updated = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	articles = append(articles, full)
	if err := l.PutArticles(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	for _, want := range articles {
		wantArticle(t, l, want)
	}
}

// An answer's quotations are places in the article as it was then.
func TestArticleKeepsEveryVersion(t *testing.T) {
	l, c := open(t)
	if at, err := l.Ingested(t.Context()); !at.IsZero() || err != nil {
		t.Errorf("Ingested() of an empty library = %v, %v; want none", at, err)
	}
	start := c.now()
	first := parse(t, "talks", "The talks went on.")
	put(t, l, first)

	c.advance(time.Hour)
	put(t, l, first)
	if at, err := l.Ingested(t.Context()); !at.Equal(start) || err != nil {
		t.Errorf("Ingested() after nothing new = %v, %v; want %v", at, err, start)
	}
	second := parse(t, "talks", "The talks have ended.")
	put(t, l, second)
	if at, err := l.Ingested(t.Context()); !at.Equal(c.now()) || err != nil {
		t.Errorf("Ingested() after a new version = %v, %v; want %v", at, err, c.now())
	}
	changed := first
	changed.Title = "Read differently by a newer program"
	put(t, l, changed)

	wantArticle(t, l, first)
	wantArticle(t, l, second)
	for _, not := range []struct{ id, version string }{{"talk", first.Version}, {"talks", ""}, {"talks", first.Version[1:]}} {
		if _, err := l.Article(t.Context(), not.id, not.version); !errors.Is(err, ErrNotFound) {
			t.Errorf("Article(%q, %q): %v, want ErrNotFound", not.id, not.version, err)
		}
	}
}

func TestPutArticlesAllOrNone(t *testing.T) {
	l, _ := open(t)
	good, bad := parse(t, "good", "A text."), parse(t, "bad", "Another text.")
	bad.Text += " And more."
	err := l.PutArticles(t.Context(), []corpus.Article{good, bad})
	if err == nil || !strings.Contains(err.Error(), `article "bad"`) {
		t.Errorf("a version that isn't its text's: %v", err)
	}
	if _, err := l.Article(t.Context(), good.ID, good.Version); !errors.Is(err, ErrNotFound) {
		t.Errorf("the article before it: %v, want ErrNotFound", err)
	}
}

func parse(t *testing.T, id, text string) corpus.Article {
	t.Helper()
	a, err := corpus.Parse(id, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func put(t *testing.T, l *Library, a corpus.Article) {
	t.Helper()
	if err := l.PutArticles(t.Context(), []corpus.Article{a}); err != nil {
		t.Fatal(err)
	}
}

func wantArticle(t *testing.T, l *Library, want corpus.Article) {
	t.Helper()
	got, err := l.Article(t.Context(), want.ID, want.Version)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Article(%q) (-want +got):\n%s", want.ID, diff)
	}
}
