package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"cuttings/bot"
	"cuttings/bot/claim"
	"cuttings/corpus"
	"cuttings/corpus/library"
	"cuttings/retrieval"
)

// A newsroom is a double of what a liveBot reads, keeps and builds.
type newsroom struct {
	mu       sync.Mutex
	articles []corpus.Article
	kept     []string // versions
	fail     error    // of the next step that is named in failAt
	failAt   string
	built    []*builtBot
}

// A builtBot is an edition as it was built.
type builtBot struct {
	articles int
	closed   atomic.Int32
	// hold, where there is one, is waited for by a search.
	hold, began chan struct{}
}

func (n *newsroom) failing(at string) error {
	if n.failAt == at {
		return n.fail
	}
	return nil
}

func (n *newsroom) read(context.Context) ([]corpus.Article, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.articles, n.failing("read")
}

func (n *newsroom) keep(_ context.Context, articles []corpus.Article) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, a := range articles {
		n.kept = append(n.kept, a.Version)
	}
	return n.failing("keep")
}

func (n *newsroom) build(_ context.Context, articles []corpus.Article) (*bot.Bot, func() error, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.failing("build"); err != nil {
		return nil, nil, err
	}
	b := &builtBot{articles: len(articles), hold: make(chan struct{}), began: make(chan struct{}, 100)}
	n.built = append(n.built, b)
	return bot.New(heldSearcher{retrieval.NewCoverage(articles), b}, claim.Judges{}, time.Now), func() error { b.closed.Add(1); return nil }, nil
}

// set puts other articles in the folder.
func (n *newsroom) set(t *testing.T, texts ...string) {
	t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.articles = nil
	for i, text := range texts {
		a, err := corpus.Parse(fmt.Sprint("a", i), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		n.articles = append(n.articles, a)
	}
}

// A heldSearcher is a double of retrieval that finds nothing, once it is let go.
type heldSearcher struct {
	coverage *retrieval.Coverage
	built    *builtBot
}

func (h heldSearcher) Searched() *retrieval.Coverage { return h.coverage }
func (heldSearcher) Similarity(int, int) float64     { return 0 }

func (h heldSearcher) Search(context.Context, string) (retrieval.Result, error) {
	h.built.began <- struct{}{}
	<-h.built.hold
	if h.built.closed.Load() != 0 {
		return retrieval.Result{}, errors.New("searched after it was closed")
	}
	return retrieval.Result{}, nil
}

func newLive(t *testing.T, n *newsroom) *liveBot {
	t.Helper()
	l := &liveBot{read: n.read, keep: n.keep, build: n.build, log: slog.New(slog.DiscardHandler)}
	if _, err := l.refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l
}

func (n *newsroom) closes(t *testing.T, want ...int32) {
	t.Helper()
	for i, b := range n.built {
		if got := b.closed.Load(); got != want[i] {
			t.Errorf("edition %d closed %d times, want %d", i+1, got, want[i])
		}
	}
}

const (
	oneStory   = "One\n\nThe bridge opened on Monday.\n"
	otherStory = "Two\n\nThe bridge closed on Friday.\n"
)

// An answer goes on over the edition that it began with, which is closed when the
// last one is done; what comes after the refresh has the new one.
func TestLiveRefreshWhileAnswering(t *testing.T) {
	n := &newsroom{}
	n.set(t, oneStory)
	l := newLive(t, n)
	var running sync.WaitGroup
	ask := func() {
		running.Go(func() {
			if _, err := l.Answer(t.Context(), "When did the bridge open?", nil); err != nil {
				t.Error(err)
			}
		})
	}
	ask()
	ask()
	<-n.built[0].began
	<-n.built[0].began
	n.set(t, oneStory, otherStory)
	if changed, err := l.refresh(t.Context()); !changed || err != nil {
		t.Fatalf("refresh: %v, %v", changed, err)
	}
	n.closes(t, 0, 0)
	ask()
	<-n.built[1].began
	if got := l.Coverage().Articles; got != 2 {
		t.Errorf("%d articles", got)
	}
	close(n.built[0].hold)
	close(n.built[1].hold)
	running.Wait()
	n.closes(t, 1, 0)
	l.Close()
	l.Close()
	n.closes(t, 1, 1)
	if _, err := l.Answer(t.Context(), "When?", nil); err == nil {
		t.Error("answered after it was closed")
	}
}

// Whatever fails, the edition before stands; and unchanged articles make none.
func TestLiveKeepsEdition(t *testing.T) {
	for _, step := range []string{"read", "keep", "build"} {
		t.Run(step, func(t *testing.T) {
			n := &newsroom{}
			n.set(t, oneStory)
			l := newLive(t, n)
			if changed, err := l.refresh(t.Context()); changed || err != nil {
				t.Errorf("refresh of the same: %v, %v", changed, err)
			}
			n.set(t, otherStory)
			n.failAt, n.fail = step, errors.New("no luck")
			if _, err := l.refresh(t.Context()); !errors.Is(err, n.fail) {
				t.Errorf("refresh: %v", err)
			}
			a, err := l.Article(t.Context(), "a0")
			if err != nil || a.Text != oneStory {
				t.Errorf("article %q, %v", a.Text, err)
			}
			n.failAt = ""
			if changed, err := l.refresh(t.Context()); !changed || err != nil {
				t.Errorf("refresh when it works again: %v, %v", changed, err)
			}
			n.closes(t, 1, 0)
			if _, err := l.Article(t.Context(), "a1"); !errors.Is(err, library.ErrNotFound) {
				t.Errorf("an article that isn't there: %v", err)
			}
			l.Close()
			n.closes(t, 1, 1)
		})
	}
}

// Many refreshes and answers at once close each edition exactly once.
func TestLiveEditionsAreClosedOnce(t *testing.T) {
	n := &newsroom{}
	n.set(t, oneStory)
	l := newLive(t, n)
	close(n.built[0].hold)
	var running sync.WaitGroup
	for range 4 {
		running.Go(func() {
			for range 50 {
				if _, err := l.Sources(t.Context(), ""); err != nil {
					t.Error(err)
				}
				l.Coverage()
			}
		})
	}
	for i := range 50 {
		n.set(t, fmt.Sprintf("One\n\nThe bridge opened %d times.\n", i))
		if _, err := l.refresh(t.Context()); err != nil {
			t.Error(err)
		}
	}
	running.Wait()
	l.Close()
	want := make([]int32, len(n.built))
	for i := range want {
		want[i] = 1
	}
	if len(want) != 51 {
		t.Errorf("%d editions", len(want))
	}
	n.closes(t, want...)
}

// The folder is read again once its files have settled; what can't be read leaves
// what there is, and is tried again.
func TestLiveWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		write := func(name, text string) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			// The files' times are real, so each is set to one of its own.
			at := time.Now().Add(time.Duration(len(text)) * time.Second)
			if err := os.Chtimes(filepath.Join(dir, name), at, at); err != nil {
				t.Fatal(err)
			}
		}
		write("one.txt", oneStory)
		var reads atomic.Int32
		l := &liveBot{
			read: func(ctx context.Context) ([]corpus.Article, error) {
				reads.Add(1)
				return readArticles(ctx, dir, func(err error) { t.Error(err) })
			},
			keep:  func(context.Context, []corpus.Article) error { return nil },
			build: (&newsroom{}).build,
			log:   slog.New(slog.DiscardHandler),
		}
		if _, err := l.refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { l.watch(ctx, dir, time.Second); close(done) }()
		expect := func(what string, articles int, atMost int32) {
			t.Helper()
			before := reads.Load()
			time.Sleep(10 * time.Second) // of the bubble's clock
			synctest.Wait()
			if got := l.Coverage().Articles; got != articles {
				t.Errorf("%s: %d articles, want %d", what, got, articles)
			}
			if n := reads.Load() - before; n > atMost {
				t.Errorf("%s: read %d times", what, n)
			}
		}
		expect("as it was", 1, 1)
		write("two.txt", otherStory)
		expect("one more", 2, 1)
		write("notes.md", "not an article")
		expect("another kind of file", 2, 0)
		write("three.txt", "\xff\xfe")
		failed := reads.Load()
		time.Sleep(10 * time.Second)
		if reads.Load() == failed {
			t.Error("not read again")
		}
		if err := os.Remove(filepath.Join(dir, "three.txt")); err != nil {
			t.Fatal(err)
		}
		expect("as before", 2, 2)
		if err := os.Remove(filepath.Join(dir, "two.txt")); err != nil {
			t.Fatal(err)
		}
		expect("one less", 1, 1)
		stop()
		<-done
	})
}
