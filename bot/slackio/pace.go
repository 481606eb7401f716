package slackio

import (
	"context"
	"sync"
	"time"
)

// Slack takes about one message a second a channel, and short bursts.
const (
	paceEvery = time.Second
	paceBurst = 8
)

// A pacer spaces the messages of each channel.
type pacer struct {
	mu sync.Mutex
	// free is when a channel's burst is whole again; forgotten once it is past.
	free map[string]time.Time
}

func newPacer() *pacer { return &pacer{free: map[string]time.Time{}} }

// wait returns when a message may go to the channel, or ctx ends.
func (p *pacer) wait(ctx context.Context, channel string) error {
	return sleep(ctx, p.reserve(channel, time.Now()))
}

// reserve takes a channel's next place and says how far off it is.
func (p *pacer) reserve(channel string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free) >= maxKeys {
		for c, free := range p.free {
			if free.Before(now) {
				delete(p.free, c)
			}
		}
	}
	free := p.free[channel]
	if free.Before(now) {
		free = now
	}
	p.free[channel] = free.Add(paceEvery)
	return max(0, free.Sub(now)-(paceBurst-1)*paceEvery)
}

// hold keeps messages from a channel for a while: Slack has said so.
func (p *pacer) hold(channel string, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := time.Now().Add(d + (paceBurst-1)*paceEvery)
	if p.free[channel].Before(until) {
		p.free[channel] = until
	}
}

// sleep returns after d, or with ctx's error once ctx ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
