package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"cuttings/bot"
	"cuttings/bot/llm"
	"cuttings/retrieval"
)

// phraser is the language model that the environment names; nil if it names none,
// or the settings want none. A line a call is logged; with nil none.
func phraser(s settings, getenv func(string) string, log *slog.Logger) (bot.Phraser, error) {
	if s.noModel {
		return nil, nil
	}
	config, set, err := llm.FromEnv(getenv)
	if err != nil {
		return nil, settingError(err)
	}
	if !set {
		return nil, nil
	}
	config.Log = log
	client, err := llm.New(config)
	if err != nil {
		return nil, err
	}
	return client, nil
}

// remoteEmbedder is the embedding model on a server that the environment names; nil
// if it names none or the server can't be used, which is worth a warning: the
// bundled model does as well.
func remoteEmbedder(ctx context.Context, s settings, c *console, getenv func(string) string) (*llm.Embedder, error) {
	if s.noModel {
		return nil, nil
	}
	config, set, err := llm.EmbedFromEnv(getenv)
	if err != nil {
		return nil, settingError(err)
	}
	if !set {
		return nil, nil
	}
	e, err := llm.NewEmbedder(ctx, config)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		c.warn(fmt.Errorf("searching with the bundled embedding model: %w", err))
		return nil, nil
	}
	return e, nil
}

// settingError is an error of a setting with its hint.
func settingError(err error) error {
	var setting *llm.SettingError
	if errors.As(err, &setting) {
		return &hinted{err, setting.Hint}
	}
	return err
}

const (
	// queryTimeout is how long a question waits for its vector from a server.
	queryTimeout = 5 * time.Second
	// leaveAlone is how long a server isn't asked again after it failed.
	leaveAlone = time.Minute
)

// A sparingSearch searches by a server's vectors, and by the bundled model's while
// the server fails.
type sparingSearch struct {
	*retrieval.Searcher // by the bundled model's
	served              *retrieval.Searcher
	now                 func() time.Time
	warn                func(error)

	mu    sync.Mutex
	until time.Time // when the server may be asked again
}

func (s *sparingSearch) Search(ctx context.Context, question string) (retrieval.Result, error) {
	s.mu.Lock()
	rests := s.now().Before(s.until)
	s.mu.Unlock()
	if rests {
		return s.Searcher.Search(ctx, question)
	}
	res, err := s.served.Search(ctx, question)
	if err == nil || ctx.Err() != nil {
		return res, err
	}
	s.mu.Lock()
	s.until = s.now().Add(leaveAlone)
	s.mu.Unlock()
	s.warn(fmt.Errorf("searching with the bundled embedding model for a while: %w", err))
	return s.Searcher.Search(ctx, question)
}

// query is an embedder's, within the time that a question has for it.
func query(e *llm.Embedder) func(context.Context, string) ([]float32, error) {
	return func(ctx context.Context, question string) ([]float32, error) {
		ctx, cancel := context.WithTimeout(ctx, queryTimeout)
		defer cancel()
		return e.Query(ctx, question)
	}
}
