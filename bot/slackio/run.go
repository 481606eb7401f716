package slackio

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"cuttings/corpus/library"
)

const (
	// maxAttempts is how often a job is tried before it is given up, and how often
	// it may end with its process. An outage of Slack doesn't count.
	maxAttempts = 8
	// messagePatience is how long after a message its answer is still tried for
	// while Slack is out of reach.
	messagePatience = 2 * time.Hour
	// urlPatience is the same for commands, buttons and the like: it is how long a
	// response_url lives.
	urlPatience = 30 * time.Minute
	// digestGrace is how late a digest is still sent.
	digestGrace = 6 * time.Hour
	// keepKeys is how long it is remembered what was delivered. Slack's last retry
	// comes after some 6 minutes.
	keepKeys = 7 * 24 * time.Hour
	// jobsPerWorker is how many jobs are under way for each worker: while one waits
	// until its channel takes another message, those of other channels go on.
	jobsPerWorker = 8
	// poll is how long Run waits at most before it looks for jobs again.
	poll = 30 * time.Second
	// stubborn is how long a job that is broken off may take to stop.
	stubborn = 5 * time.Second
	// breath is how long it waits at least: what is due and can't be claimed yet
	// mustn't make it run in circles.
	breath = 10 * time.Millisecond
)

// Run works on what is recorded until ctx ends. Then it takes nothing more up,
// finishes what runs within Options.Grace, and breaks off the rest, which is done
// after the next start. It must be called only once. An error means that nothing
// can be done: the state is broken, or Slack refuses the bot's token, be it at the
// start or later.
func (s *Service) Run(ctx context.Context) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	go func() {
		select {
		case err := <-s.refused:
			end(err)
		case <-ctx.Done():
		}
	}()
	if _, err := s.whoAmI(ctx); err != nil && ctx.Err() == nil {
		if !passing(err) {
			return err
		}
		s.log.Error("Slack not reached", "cause", redact(err.Error()))
	}
	n, err := s.state.Release(ctx)
	if ctx.Err() != nil {
		return ended(ctx)
	}
	if err != nil {
		return fmt.Errorf("taking up unfinished jobs: %w", err)
	}
	if n > 0 {
		s.log.Info("taking up unfinished jobs", "jobs", n)
	}
	s.ready.Store(true)
	defer s.ready.Store(false)

	working, breakOff := context.WithCancel(context.WithoutCancel(ctx))
	defer breakOff()
	slots := jobsPerWorker * s.options.Workers
	pool := &pool{slots: slots, done: make(chan struct{}, slots)}
	background := make(chan struct{})
	go func() {
		defer close(background)
		s.keepTime(ctx)
	}()
	s.work(ctx, working, pool)

	s.ready.Store(false)
	s.log.Info("stopping", "running", pool.running)
	patience := time.AfterFunc(s.options.Grace, breakOff)
	defer patience.Stop()
	last := time.NewTimer(s.options.Grace + stubborn)
	defer last.Stop()
	for pool.running > 0 {
		select {
		case <-pool.done:
			pool.running--
		case <-last.C:
			return fmt.Errorf("%d jobs don't stop: they are done after the next start", pool.running)
		}
	}
	<-background
	s.quick.close()
	return ended(ctx)
}

// ended is the error with which Run ends once ctx has.
func ended(ctx context.Context) error {
	if err := context.Cause(ctx); tokenRefused(err) {
		return fmt.Errorf("the bot's token is refused by Slack: %w: install the app again and set SLACK_BOT_TOKEN to its token", err)
	}
	return nil
}

// A pool is the jobs under way. Only Run's goroutine touches running.
type pool struct {
	slots, running int
	done           chan struct{}
}

func (p *pool) free() int { return p.slots - p.running }

// work hands out jobs until ctx ends.
func (s *Service) work(ctx, working context.Context, pool *pool) {
	for ctx.Err() == nil {
		jobs, err := s.state.Claim(ctx, pool.free())
		if err != nil && ctx.Err() == nil {
			s.log.Error("jobs not claimed", "cause", err)
			_ = sleep(ctx, time.Second)
		}
		for _, job := range jobs {
			pool.running++
			go func() {
				defer func() { pool.done <- struct{}{} }()
				s.attempt(working, job)
			}()
		}
		s.pause(ctx, pool)
	}
}

// pause returns when there may be something to claim: a job was recorded, one was
// done, or one has become due.
func (s *Service) pause(ctx context.Context, pool *pool) {
	timer := time.NewTimer(s.untilDue(ctx, pool))
	defer timer.Stop()
	wake := s.wake
	if pool.free() == 0 {
		wake = nil
	}
	select {
	case <-ctx.Done():
	case <-wake:
	case <-pool.done:
		pool.running--
	case <-timer.C:
	}
}

func (s *Service) untilDue(ctx context.Context, pool *pool) time.Duration {
	if pool.free() == 0 {
		return poll
	}
	due, ok, err := s.state.NextDue(ctx)
	if err != nil || !ok {
		return poll
	}
	return min(poll, max(breath, due.Sub(s.now())))
}

// attempt does a job and writes down what became of it.
func (s *Service) attempt(ctx context.Context, job library.Job) {
	start := time.Now()
	log := s.log.With("job", job.ID, "kind", job.Kind, "attempt", job.Attempts)
	err := errTooOften
	if job.Attempts-job.PutOff <= maxAttempts {
		err = s.guarded(ctx, job)
	}
	finish := func(ctx context.Context) error { return s.state.Finish(ctx, job.ID) }
	outcome, book := "done", finish
	switch {
	case err == nil:
	case ctx.Err() != nil:
		// Broken off: it is the next process's first job.
		outcome = "broken_off"
		book = func(ctx context.Context) error {
			return s.state.Retry(ctx, job.ID, s.now(), "broken off by a shutdown")
		}
	case s.givesUp(job, err):
		outcome = "given_up"
		s.apologise(ctx, job, err)
	default:
		outcome = "again"
		due := s.now().Add(again(err, job.Attempts))
		book = func(ctx context.Context) error { return s.state.Retry(ctx, job.ID, due, redact(err.Error())) }
	}
	took := time.Since(start)
	s.metrics.ran(job.Kind, outcome, took)
	log = log.With("outcome", outcome, "took", took.Round(time.Millisecond))
	switch {
	case err == nil:
		log.Debug("job")
	case outcome == "given_up":
		log.Error("job", "cause", redact(err.Error()))
	default:
		log.Warn("job", "cause", redact(err.Error()))
	}
	s.writeDown(ctx, log, book)
	if n, err := s.state.Pending(context.WithoutCancel(ctx)); err == nil {
		s.metrics.pending.Set(float64(n))
	}
}

// givesUp reports whether another attempt at a job is worth nothing.
func (s *Service) givesUp(job library.Job, err error) bool {
	switch {
	case errors.Is(err, errForGood):
		return true
	case tokenRefused(err):
		return false // Run ends, and the job is for the next one
	case !outage(err):
		return job.Attempts >= maxAttempts
	}
	patience := urlPatience
	switch job.Kind {
	case jobMessage, jobEdit, jobDeletion:
		patience = messagePatience
	case jobDigest:
		patience = digestGrace
	}
	return s.now().Sub(job.Created) >= patience
}

// writeDown writes down what became of a job, again and again until that works or
// ctx ends: a job that isn't finished holds back its queue, and only the next
// start would give it out again. Meanwhile the job keeps its slot, so there are
// never more that wait than slots.
func (s *Service) writeDown(ctx context.Context, log *slog.Logger, book func(context.Context) error) {
	for n := 1; ; n++ {
		err := book(context.WithoutCancel(ctx))
		if err == nil {
			return
		}
		log.Error("job not written down", "cause", err)
		if errors.Is(err, library.ErrNotFound) || sleep(ctx, min(backoff(min(n, 8)), poll)) != nil {
			return
		}
	}
}

// guarded does a job. One that panics isn't tried again.
func (s *Service) guarded(ctx context.Context, job library.Job) (err error) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		s.metrics.jobs.WithLabelValues(job.Kind, "panic").Inc()
		s.log.Error("panic in a job", "job", job.ID, "kind", job.Kind, "cause", redact(fmt.Sprint(p)), "stack", string(debug.Stack()))
		err = fmt.Errorf("%w: panic: %v", errForGood, p)
	}()
	return s.dispatch(ctx, job)
}

var (
	// errForGood marks an error that another attempt wouldn't change.
	errForGood = errors.New("for good")
	// errTooOften is that of a job whose attempts all ended with their process.
	errTooOften = fmt.Errorf("%w: tried %d times", errForGood, maxAttempts)
)

// again is how long to wait before a job's next attempt.
func again(err error, attempts int) time.Duration {
	if wait, ok := retryAfter(err); ok {
		return wait
	}
	return min(time.Second<<min(attempts, 8), 2*time.Minute)
}

// keepTime sends digests when they are due, forgets old keys, and keeps ready the
// questions that App Home suggests, which take seconds to work out, until ctx ends.
func (s *Service) keepTime(ctx context.Context) {
	const every = 20 * time.Second
	for n := 0; ctx.Err() == nil; n++ {
		if err := s.dueDigests(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("digests not scheduled", "cause", err)
		}
		if n%int(time.Hour/every) == 0 {
			if err := s.state.Prune(ctx, s.now().Add(-keepKeys)); err != nil && ctx.Err() == nil {
				s.log.Error("old keys not forgotten", "cause", err)
			}
		}
		s.suggestions(ctx)
		_ = sleep(ctx, every)
	}
}
