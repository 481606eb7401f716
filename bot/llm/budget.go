package llm

import (
	"sync"
	"time"
)

// A Budget bounds the tokens, read and written, of a day in UTC. What is spent is
// counted in memory: a new process starts anew. 0 is no limit.
type Budget struct {
	Day     int // for all together
	UserDay int // for each asker, see bot.WithAsker; calls without one count for Day only
}

// A ledger keeps what was spent today.
type ledger struct {
	budget Budget
	now    func() time.Time

	mu    sync.Mutex
	day   string
	all   int
	users map[string]int
}

// reserve sets tokens aside for a call, or says whose budget they exceed.
func (l *ledger) reserve(asker string, tokens int) *Error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.turn()
	const anew = "; it starts anew at midnight UTC"
	switch {
	case l.budget.Day > 0 && l.all+tokens > l.budget.Day:
		return &Error{Kind: Spent, reason: "today's budget for the language model is spent" + anew}
	case asker != "" && l.budget.UserDay > 0 && l.users[asker]+tokens > l.budget.UserDay:
		return &Error{Kind: Spent, reason: "your budget for the language model is spent for today" + anew}
	}
	l.add(asker, tokens)
	return nil
}

// settle replaces what was reserved by what was used.
func (l *ledger) settle(asker string, reserved, used int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.turn() {
		reserved = 0 // it was yesterday's
	}
	l.add(asker, used-reserved)
}

// turn starts a new day if there is one, and reports whether it did.
func (l *ledger) turn() bool {
	today := l.now().UTC().Format(time.DateOnly)
	if today == l.day {
		return false
	}
	l.day, l.all, l.users = today, 0, map[string]int{}
	return true
}

func (l *ledger) add(asker string, tokens int) {
	l.all = max(0, l.all+tokens)
	if asker != "" {
		l.users[asker] = max(0, l.users[asker]+tokens)
	}
}

// Spent is how many tokens of today's budgets are spent or set aside: by all, and
// by one asker.
func (c *Client) Spent(asker string) (all, own int) {
	c.ledger.mu.Lock()
	defer c.ledger.mu.Unlock()
	c.ledger.turn()
	return c.ledger.all, c.ledger.users[asker]
}
