package slackio

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Limit bounds how many questions are taken. A negative PerMinute means no
// limit.
type Limit struct {
	PerMinute int
	// Burst is how many may come at once; 0 means PerMinute.
	Burst int
}

// limits are the rates of users and channels.
type limits struct {
	user, channel *keyedLimit
}

func newLimits(user, channel Limit) limits {
	return limits{user: &keyedLimit{limit: user}, channel: &keyedLimit{limit: channel}}
}

// refusal is why a question isn't taken, in words for the asker; empty if it is.
func (l limits) refusal(user, channel string, at time.Time) string {
	if !l.user.allow(user, at) {
		return "That's more questions than I can take from one person at a time. Please ask again in a minute."
	}
	if !l.channel.allow(channel, at) {
		return "This channel is asking more than I can answer at the moment. Please ask again in a minute, or in a direct message."
	}
	return ""
}

// maxKeys bounds how many keys are kept; beyond it those at rest are forgotten,
// which changes nothing for them.
const maxKeys = 10_000

// A keyedLimit is a limit for each key.
type keyedLimit struct {
	limit Limit
	mu    sync.Mutex
	keys  map[string]*rate.Limiter
}

func (k *keyedLimit) allow(key string, at time.Time) bool {
	if k.limit.PerMinute < 0 {
		return true
	}
	burst := k.limit.Burst
	if burst == 0 {
		burst = k.limit.PerMinute
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.keys == nil {
		k.keys = map[string]*rate.Limiter{}
	}
	if len(k.keys) >= maxKeys {
		for key, l := range k.keys {
			if l.TokensAt(at) >= float64(burst) {
				delete(k.keys, key)
			}
		}
	}
	l := k.keys[key]
	if l == nil {
		l = rate.NewLimiter(rate.Limit(float64(k.limit.PerMinute)/60), burst)
		k.keys[key] = l
	}
	return l.AllowN(at, 1)
}
