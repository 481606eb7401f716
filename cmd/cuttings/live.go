package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"sync"
	"time"

	"cuttings/bot"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

// A liveBot answers over articles that change while it runs: [liveBot.refresh]
// puts a new edition in place of the old one once it is ready, and what is being
// answered goes on over the edition that it began with.
type liveBot struct {
	// read gives the articles as they are now.
	read func(context.Context) ([]corpus.Article, error)
	// keep stores the articles of an edition before anything is quoted from it.
	keep func(context.Context, []corpus.Article) error
	// build makes a bot over articles, with what closes it.
	build func(context.Context, []corpus.Article) (*bot.Bot, func() error, error)
	log   *slog.Logger

	mu      sync.Mutex
	current *edition
}

// An edition is the coverage as it was read once. liveBot.mu guards users and
// retired.
type edition struct {
	bot      *bot.Bot
	articles map[string]corpus.Article
	close    func() error
	users    int
	retired  bool // closed by whoever uses it last
}

// refresh reads the articles and makes a new edition of them, unless they are what
// they were. After an error the edition before stands.
func (l *liveBot) refresh(ctx context.Context) (changed bool, err error) {
	articles, err := l.read(ctx)
	if err != nil {
		return false, err
	}
	byID := make(map[string]corpus.Article, len(articles))
	for _, a := range articles {
		byID[a.ID] = a
	}
	if l.holds(byID) {
		return false, nil
	}
	if err := l.keep(ctx, articles); err != nil {
		return false, err
	}
	b, closeBot, err := l.build(ctx, articles)
	if err != nil {
		return false, err
	}
	l.replace(&edition{bot: b, articles: byID, close: closeBot})
	return true, nil
}

// holds reports whether the edition is made of just these articles.
func (l *liveBot) holds(articles map[string]corpus.Article) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil || len(l.current.articles) != len(articles) {
		return false
	}
	for id, a := range articles {
		if l.current.articles[id].Version != a.Version {
			return false
		}
	}
	return true
}

// replace puts an edition, nil for none, in place of the one before.
func (l *liveBot) replace(next *edition) {
	l.mu.Lock()
	last := l.current
	l.current = next
	unused := last != nil && last.users == 0
	if last != nil {
		last.retired = true
	}
	l.mu.Unlock()
	if unused {
		l.discard(last)
	}
}

func (l *liveBot) discard(e *edition) {
	if err := e.close(); err != nil {
		l.log.Warn("index of an earlier edition not closed", "cause", err)
	}
}

// Close closes the edition, or leaves that to whoever still uses it.
func (l *liveBot) Close() { l.replace(nil) }

// with passes the edition to f.
func (l *liveBot) with(f func(*edition) error) error {
	l.mu.Lock()
	e := l.current
	if e == nil {
		l.mu.Unlock()
		return fmt.Errorf("answering: the coverage is closed")
	}
	e.users++
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		e.users--
		last := e.retired && e.users == 0
		l.mu.Unlock()
		if last {
			l.discard(e)
		}
	}()
	return f(e)
}

// watch refreshes the edition whenever the folder's files have changed, and looks
// for that every so often, until ctx ends. It waits until the files were the same
// twice in a row: who writes one may not be done.
func (l *liveBot) watch(ctx context.Context, dir string, every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	stands, last, failure := "", "", ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := look(dir)
		settled := now == last
		last = now
		if !settled || now == stands && failure == "" {
			continue
		}
		changed, err := l.refresh(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			failure = ""
		case err.Error() != failure: // said once
			failure = err.Error()
			l.log.Error("the articles couldn't be read again: answering over what was read before", "cause", err)
		}
		if changed {
			l.log.Info("the articles changed and were read again", "articles", l.Coverage().Articles)
		}
		stands = now
	}
}

// look gives a text that differs when a file was added, removed or changed.
func look(dir string) string {
	entries, err := fs.ReadDir(os.DirFS(dir), ".")
	if err != nil {
		return "unreadable: " + err.Error()
	}
	var seen []byte
	for _, e := range entries {
		if _, isArticle := corpus.ArticleID(e.Name()); !isArticle {
			continue
		}
		info, err := os.Stat(path.Join(dir, e.Name())) // of what a link leads to
		if err != nil {
			seen = fmt.Appendf(seen, "%q ?\n", e.Name())
			continue
		}
		seen = fmt.Appendf(seen, "%q %d %d\n", e.Name(), info.Size(), info.ModTime().UnixNano())
	}
	return string(seen)
}

func (l *liveBot) Answer(ctx context.Context, question string, before []bot.Turn) (reply bot.Reply, err error) {
	err = l.with(func(e *edition) (err error) {
		reply, err = e.bot.Continue(before).Ask(ctx, question)
		return err
	})
	return reply, err
}

func (l *liveBot) Summary(ctx context.Context, topic string, since time.Time, n int) (s bot.Summary, err error) {
	err = l.with(func(e *edition) (err error) {
		s, err = e.bot.News(ctx, topic, since, n)
		return err
	})
	return s, err
}

func (l *liveBot) Sources(ctx context.Context, topic string) (list []bot.Source, err error) {
	err = l.with(func(e *edition) (err error) {
		list, err = e.bot.Sources(ctx, topic)
		return err
	})
	return list, err
}

func (l *liveBot) Check(ctx context.Context, text string) (c bot.Checked, err error) {
	err = l.with(func(e *edition) (err error) {
		c, err = e.bot.Check(ctx, text)
		return err
	})
	return c, err
}

func (l *liveBot) Suggest(ctx context.Context, n int) (questions []string, err error) {
	err = l.with(func(e *edition) (err error) {
		questions, err = e.bot.Suggest(ctx, n)
		return err
	})
	return questions, err
}

// Coverage says what is searched; nothing after Close.
func (l *liveBot) Coverage() bot.Coverage {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil {
		return bot.Coverage{}
	}
	return l.current.bot.Coverage()
}

// Article is an article as it is now, or [library.ErrNotFound].
func (l *liveBot) Article(_ context.Context, id string) (a corpus.Article, err error) {
	err = l.with(func(e *edition) error {
		var ok bool
		if a, ok = e.articles[id]; !ok {
			return fmt.Errorf("article %q: %w", id, library.ErrNotFound)
		}
		return nil
	})
	return a, err
}
