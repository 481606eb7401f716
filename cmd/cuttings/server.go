package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"cuttings/bot"
	"cuttings/bot/slackio"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

// Limits of an HTTP server that anybody may reach.
const (
	headerTimeout  = 5 * time.Second
	requestTimeout = 10 * time.Second
	idleTimeout    = 2 * time.Minute
	maxHeader      = 64 << 10
)

// burst is for how many minutes questions may come at once.
const burst = 4

// serve runs the bot until ctx ends.
func (a *app) serve(ctx context.Context, o serveOptions) error {
	log := o.logger(a.errOut)
	config := secrets(a.getenv)
	if !o.demo {
		if err := checkSecrets(config); err != nil {
			return err
		}
	} else if o.data == "" {
		folder, err := os.MkdirTemp("", "cuttings-demo-")
		if err != nil {
			return fmt.Errorf("making a folder for the demo's state: %w", err)
		}
		defer os.RemoveAll(folder)
		o.data = folder
	}
	state, err := a.openState(ctx, o.data)
	if err != nil {
		return err
	}
	defer state.Close()
	live, err := a.openLive(ctx, state.PutArticles, log)
	if err != nil {
		return err
	}
	defer live.Close()
	if o.demo {
		demo, err := startDemo(o.page, a.now)
		if err != nil {
			return err
		}
		defer demo.Close()
		config = demo.config
		if err := a.print("The demo is at " + demo.page + "\nOpen it in a browser; Ctrl-C ends it.\n"); err != nil {
			return err
		}
	}
	service, err := slackio.New(slackio.Options{
		Config:        config,
		Bot:           live,
		State:         state,
		Log:           log,
		Now:           a.now,
		Workers:       o.workers,
		AnswerTimeout: o.timeout,
		Grace:         o.grace,
		PerUser:       slackio.Limit{PerMinute: o.perUser, Burst: burst * o.perUser},
		PerChannel:    slackio.Limit{PerMinute: o.perChannel, Burst: burst * o.perChannel},
		Access:        o.access,
	})
	if err != nil {
		return err
	}
	health, err := o.listenHealth(ctx, log)
	if err != nil {
		return err
	}
	if health != nil {
		server := newServer(service.Health(), log)
		defer server.Close()
		go server.Serve(health)
		log.Info("serving health and metrics", "address", health.Addr().String())
	}
	return a.runService(ctx, service, live, config, o, log)
}

// runService runs all that works on Slack's events; what fails ends the others.
func (a *app) runService(ctx context.Context, service *slackio.Service, live *liveBot, config slackio.Config, o serveOptions, log *slog.Logger) error {
	all, ctx := errgroup.WithContext(ctx)
	if config.SigningSecret != "" && !o.demo {
		l, err := listen(ctx, "listen", o.listen)
		if err != nil {
			return err
		}
		all.Go(func() error { return serveHTTP(ctx, l, newServer(service.Handler(), log)) })
		log.Info("taking signed requests", "address", l.Addr().String())
	}
	if config.AppToken != "" {
		all.Go(func() error { return service.Socket(ctx) })
	}
	all.Go(func() error { return service.Run(ctx) })
	if dir := a.settings.articles; dir != "" && o.reload > 0 {
		all.Go(func() error {
			live.watch(ctx, dir, o.reload)
			return nil
		})
	}
	log.Info("serving", "articles", live.Coverage().Articles)
	if err := all.Wait(); err != nil {
		return &hinted{err, "'cuttings doctor' tells what to do about it"}
	}
	log.Info("stopped")
	return nil
}

// openState opens the library in a folder, or else in the usual one.
func (a *app) openState(ctx context.Context, data string) (*library.Library, error) {
	file, err := stateFile(data, a.getenv)
	if err != nil {
		return nil, err
	}
	state, err := library.Open(ctx, file, library.Options{Now: a.now})
	switch {
	case errors.Is(err, library.ErrInUse):
		return nil, &hinted{err, "stop the other 'cuttings serve', or give this one its own --data DIR"}
	case errors.Is(err, library.ErrDamaged), errors.Is(err, library.ErrNewer):
		return nil, err
	case err != nil:
		return nil, &hinted{err, "--data DIR keeps the state in another folder than " + filepath.Dir(file)}
	}
	return state, nil
}

// openLive makes the bot over the articles as they are now.
func (a *app) openLive(ctx context.Context, keep func(context.Context, []corpus.Article) error, log *slog.Logger) (*liveBot, error) {
	m, err := loadModels(ctx, a.settings, a.console, a.getenv, log)
	if err != nil {
		return nil, err
	}
	live := &liveBot{
		read: func(ctx context.Context) ([]corpus.Article, error) {
			return readArticles(ctx, a.settings.articles, func(err error) { log.Warn("a file of the articles was passed over", "cause", err) })
		},
		keep: keep,
		build: func(ctx context.Context, articles []corpus.Article) (*bot.Bot, func() error, error) {
			return m.bot(ctx, a.settings, a.console, articles)
		},
		log: log,
	}
	if _, err := live.refresh(ctx); err != nil {
		return nil, err
	}
	return live, nil
}

// listenHealth opens the address of health and metrics; nil where none is wanted,
// or where another program has the one that nobody chose.
func (o serveOptions) listenHealth(ctx context.Context, log *slog.Logger) (net.Listener, error) {
	if o.health == "" {
		return nil, nil
	}
	l, err := listen(ctx, "health", o.health)
	if err != nil && !o.healthGiven {
		log.Warn("health and metrics aren't served: choose an address with --health", "cause", err)
		return nil, nil
	}
	return l, err
}

func listen(ctx context.Context, flag, addr string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &hinted{fmt.Errorf("listening at --%s %s: %w", flag, addr, err), "give another address with --" + flag}
	}
	return l, nil
}

func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       requestTimeout,
		WriteTimeout:      requestTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serveHTTP serves until ctx ends, and then finishes what it had accepted, which is
// recorded within seconds.
func serveHTTP(ctx context.Context, l net.Listener, server *http.Server) error {
	finished := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(finished)
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestTimeout)
		defer cancel()
		if server.Shutdown(patience) != nil {
			server.Close()
		}
	})
	err := server.Serve(l)
	if !stop() {
		<-finished
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving Slack's requests: %w", err)
	}
	return nil
}
