package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"cuttings/bot"
	"cuttings/bot/claim"
	"cuttings/bot/llm"
	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
	"cuttings/retrieval/embedding"
	"cuttings/retrieval/local"
	"cuttings/retrieval/reader"
	"cuttings/retrieval/syntax"
)

// opening returns the opener of the real program: articles, models, index, bot.
func opening(getenv func(string) string) opener {
	return func(ctx context.Context, s settings, c *console) (answerer, func() error, error) {
		articles, err := readArticles(ctx, s.articles, c.warn)
		if err != nil {
			return nil, nil, err
		}
		if s.listOnly {
			coverage := retrieval.NewCoverage(articles)
			return botAnswerer{bot.New(unsearchable{coverage}, claim.Judges{}, time.Now)}, func() error { return nil }, nil
		}
		m, err := loadModels(ctx, s, c, getenv, nil) // a person reads the notice of an answer
		if err != nil {
			return nil, nil, err
		}
		b, closeBot, err := m.bot(ctx, s, c, articles)
		if err != nil {
			return nil, nil, err
		}
		return botAnswerer{b}, closeBot, nil
	}
}

// models are those with which any coverage can be searched and answered from.
type models struct {
	embedding *embedding.Model
	reader    *reader.Reader
	claims    reader.LazyClaims
	parser    *syntax.Parser
	served    *llm.Embedder // nil: the bundled one finds
	phraser   bot.Phraser   // nil: nothing is written
}

func loadModels(ctx context.Context, s settings, c *console, getenv func(string) string, log *slog.Logger) (m models, err error) {
	if m.phraser, err = phraser(s, getenv, log); err != nil {
		return models{}, err
	}
	if m.served, err = remoteEmbedder(ctx, s, c, getenv); err != nil {
		return models{}, err
	}
	if m.embedding, err = embedding.Bundled(); err != nil {
		return models{}, err
	}
	if m.reader, err = reader.Bundled(); err != nil {
		return models{}, err
	}
	m.claims = sync.OnceValues(reader.BundledClaims)
	m.parser, err = syntax.Bundled()
	return m, err
}

// bot returns one that answers over the articles; it must be closed in the end.
func (m models) bot(ctx context.Context, s settings, c *console, articles []corpus.Article) (*bot.Bot, func() error, error) {
	coverage := retrieval.NewCoverage(articles)
	search, closeSearch, err := m.searcher(ctx, s, c, coverage)
	if err != nil {
		return nil, nil, err
	}
	b := bot.New(search, claim.Judges{Parser: m.parser, Reader: m.claims}, time.Now)
	if m.phraser != nil {
		b = b.WithPhraser(m.phraser)
	}
	return b, closeSearch, nil
}

// searcher searches a coverage by the bundled model, or by a server's first.
func (m models) searcher(ctx context.Context, s settings, c *console, coverage *retrieval.Coverage) (bot.Searcher, func() error, error) {
	texts := coverage.Windows()
	vectors, err := embed(ctx, s, c, m.embedding, texts)
	if err != nil {
		return nil, nil, err
	}
	index, err := buildIndex(ctx, texts, vectors)
	if err != nil {
		return nil, nil, err
	}
	parts := retrieval.Parts{Coverage: coverage, Vectors: vectors, Index: index, Model: m.embedding, Reader: m.reader, Author: voice.New(coverage).WordsOf, Now: time.Now}
	own := retrieval.New(parts)
	if m.served == nil {
		return own, index.Close, nil
	}
	made, err := embed(ctx, s, c, m.served, texts)
	if ctx.Err() != nil {
		return nil, nil, errors.Join(ctx.Err(), index.Close())
	}
	if err != nil {
		c.warn(fmt.Errorf("searching with the bundled embedding model: %w", err))
		return own, index.Close, nil
	}
	served, err := buildIndex(ctx, texts, made)
	if err != nil {
		return nil, nil, errors.Join(err, index.Close())
	}
	parts.Index, parts.Embed = served, query(m.served)
	both := &sparingSearch{Searcher: own, served: retrieval.New(parts), now: time.Now, warn: c.warn}
	return both, func() error { return errors.Join(index.Close(), served.Close()) }, nil
}

// An unsearchable coverage serves a bot that only lists it.
type unsearchable struct{ coverage *retrieval.Coverage }

func (u unsearchable) Searched() *retrieval.Coverage { return u.coverage }

func (unsearchable) Similarity(int, int) float64 { return 0 }

func (unsearchable) Search(context.Context, string) (retrieval.Result, error) {
	return retrieval.Result{}, errors.New("the coverage was opened for listing only")
}

func buildIndex(ctx context.Context, texts []string, vectors [][]float32) (*local.Index, error) {
	docs := make([]local.Doc, len(texts))
	for i, text := range texts {
		docs[i] = local.Doc{Text: text, Vector: vectors[i]}
	}
	return local.Build(ctx, docs)
}

// A botAnswerer is a bot as an answerer.
type botAnswerer struct{ *bot.Bot }

func (b botAnswerer) Converse() conversation { return b.Bot.Converse() }

// readArticles returns the articles of a folder, or else the bundled ones, and warns
// of those passed over.
func readArticles(ctx context.Context, dir string, warn func(error)) ([]corpus.Article, error) {
	if dir == "" {
		return corpus.Bundled()
	}
	const hint = "--articles takes a folder of .txt files"
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, &hinted{fmt.Errorf("opening the articles: %w", err), hint}
	}
	defer root.Close()
	articles, empty, err := corpus.ReadDir(ctx, root.FS())
	if errors.Is(err, corpus.ErrNoArticles) {
		return nil, &hinted{fmt.Errorf("reading the articles in %q: %w", dir, err), hint}
	}
	for _, name := range empty {
		warn(fmt.Errorf("passed over %q: no text in it", name))
	}
	return articles, err
}

// embed returns the vectors of texts, from the cache as far as it has them. A
// cache that can't be used is worth a warning, not a failure.
func embed(ctx context.Context, s settings, c *console, model local.Embedder, texts []string) ([][]float32, error) {
	var cache *local.Cache // nil keeps nothing
	if !s.noCache {
		var err error
		if cache, err = openCache(ctx, s.cache); err != nil {
			c.warn(err)
		} else {
			defer cache.Close()
		}
	}
	vectors, warning, err := cache.Embed(ctx, model, texts, c.progress("Reading the coverage"))
	if warning != nil {
		c.warn(warning)
	}
	return vectors, err
}

// openCache opens the cache in file, or else in the user's cache folder.
func openCache(ctx context.Context, file string) (*local.Cache, error) {
	if file == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("finding the cache folder: %w", err)
		}
		file = filepath.Join(dir, "cuttings", "vectors.db")
	}
	return local.OpenCache(ctx, file, local.CacheOptions{})
}
