package slackio

import "sync"

// maxQuick bounds how many interactions are answered at once beside the jobs.
const maxQuick = 32

// quick runs what must be done within the 3 seconds that a trigger lives, such as
// opening a modal. It isn't a job: after a restart the trigger would be dead.
type quick struct {
	slots   chan struct{}
	running sync.WaitGroup
}

func newQuick() *quick { return &quick{slots: make(chan struct{}, maxQuick)} }

// do runs f beside the caller, or reports false if too many are running.
func (q *quick) do(f func()) bool {
	select {
	case q.slots <- struct{}{}:
	default:
		return false
	}
	q.running.Go(func() {
		defer func() { <-q.slots }()
		f()
	})
	return true
}

func (q *quick) wait() { q.running.Wait() }
