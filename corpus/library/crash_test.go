package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A crashes keeps what a crash would leave: the library's files as they are right
// before each change of a row and each commit.
type crashes struct {
	file   string
	folder string
	mu     sync.Mutex
	kept   []crash
	acked  progress
	err    error
}

// A crash is a moment: the files then, and what had been acknowledged to callers.
type crash struct {
	file  string
	acked progress
}

// progress is how far the work of a test was acknowledged.
type progress struct {
	recorded  int    // events, from 0
	finished  string // the digits of the events whose jobs are finished
	finishing string // the one whose job may be
}

func (c *crashes) keep() {
	c.mu.Lock()
	defer c.mu.Unlock()
	file := filepath.Join(c.folder, fmt.Sprintf("%04d.db", len(c.kept)))
	for _, part := range []string{"", "-wal"} {
		data, err := os.ReadFile(c.file + part)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := errors.Join(err, os.WriteFile(file+part, data, 0o600)); err != nil {
			c.err = err
			return
		}
	}
	c.kept = append(c.kept, crash{file, c.acked})
}

func (c *crashes) acknowledge(f func(*progress)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(&c.acked)
}

// Jobs are recorded, claimed, and finished or put off. A crash at any change of a
// row, at any commit, leaves a library from which all that was acknowledged comes
// out again, and nothing twice.
func TestCrashAnywhere(t *testing.T) {
	const events = 6
	c := &crashes{folder: t.TempDir()}
	c.file = filepath.Join(t.TempDir(), "crashing.db")
	watched.Store("crashing.db", c)
	defer watched.Delete("crashing.db")
	l := openFile(t, c.file, Options{})
	if len(c.kept) == 0 {
		t.Fatal("no crash was kept: the hooks don't work")
	}
	for event := range events {
		if fresh, err := record(t.Context(), l, event); !fresh || err != nil {
			t.Fatalf("Record = %v, %v", fresh, err)
		}
		c.acknowledge(func(p *progress) { p.recorded++ })
		if event%2 == 0 {
			continue
		}
		jobs, err := l.Claim(t.Context(), 2)
		if err != nil || len(jobs) != 2 {
			t.Fatalf("Claim gives %d jobs, %v", len(jobs), err)
		}
		if err := l.Retry(t.Context(), jobs[0].ID, jobs[0].Due, "again"); err != nil {
			t.Fatal(err)
		}
		if again, err := l.Claim(t.Context(), 2); err != nil || len(again) != 1 || again[0].ID != jobs[0].ID {
			t.Fatalf("after Retry, Claim gives %v, %v", again, err)
		}
		for _, j := range jobs {
			c.acknowledge(func(p *progress) { p.finishing = string(j.Payload) })
			finish(t, l, j.ID)
			c.acknowledge(func(p *progress) { p.finished += p.finishing })
		}
	}
	c.keep()
	if c.err != nil {
		t.Fatal(c.err)
	}
	for _, crash := range c.kept {
		afterCrash(t, crash, events)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d crashes", len(c.kept))
}

// record offers an event, which asks for a job with the event's number.
func record(ctx context.Context, l *Library, event int) (bool, error) {
	return l.Record(ctx, []string{fmt.Sprint("event ", event), fmt.Sprint("message ", event)}, NewJob{Kind: "ask", Payload: fmt.Append(nil, event)})
}

// afterCrash starts again on what a crash left, offers all events again, as Slack
// would those that weren't acknowledged, and works off what is due.
func afterCrash(t *testing.T, crash crash, events int) {
	t.Helper()
	l := openFile(t, crash.file, Options{})
	defer l.Close()
	if _, err := l.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	for event := range events {
		fresh, err := record(t.Context(), l, event)
		if err != nil {
			t.Fatal(err)
		}
		if fresh && event < crash.acked.recorded {
			t.Errorf("%s: %+v: event %d was forgotten", crash.file, crash.acked, event)
		}
	}
	left := map[string]int{}
	for {
		jobs, err := l.Claim(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(jobs) == 0 {
			break
		}
		for _, j := range jobs {
			left[string(j.Payload)]++
			finish(t, l, j.ID)
		}
	}
	for event := range events {
		number := fmt.Sprint(event)
		finished, finishing := strings.Contains(crash.acked.finished, number), crash.acked.finishing == number
		switch n := left[number]; {
		case finished && n != 0, !finished && !finishing && n != 1, n > 1:
			t.Errorf("%s: %+v: event %d has %d jobs", crash.file, crash.acked, event, n)
		}
	}
}

// A crash while the tables are made leaves a file that the next start makes whole.
func TestCrashWhileOpening(t *testing.T) {
	c := &crashes{folder: t.TempDir()}
	c.file = filepath.Join(t.TempDir(), "opening.db")
	watched.Store("opening.db", c)
	defer watched.Delete("opening.db")
	openFile(t, c.file, Options{})
	if c.err != nil || len(c.kept) < 2 {
		t.Fatalf("%d crashes, %v", len(c.kept), c.err)
	}
	for _, crash := range c.kept {
		l := openFile(t, crash.file, Options{})
		if err := l.Enqueue(t.Context(), NewJob{Kind: "ask"}); err != nil {
			t.Error(err)
		}
	}
}
