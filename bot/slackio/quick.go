package slackio

import "sync"

// maxQuick bounds how many interactions are answered at once beside the jobs.
const maxQuick = 32

// quick runs what must be done within the 3 seconds that a trigger lives, such as
// opening a modal. It isn't a job: after a restart the trigger would be dead.
type quick struct {
	mu      sync.Mutex
	closed  bool
	count   int
	running sync.WaitGroup
}

// do runs f beside the caller, or reports false if too many are running, or if the
// end has come.
func (q *quick) do(f func()) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.count == maxQuick {
		return false
	}
	q.count++
	q.running.Go(func() {
		defer func() {
			q.mu.Lock()
			defer q.mu.Unlock()
			q.count--
		}()
		f()
	})
	return true
}

// close waits for those that run, and takes no more.
func (q *quick) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.running.Wait()
}
