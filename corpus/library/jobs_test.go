package library

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestRecordOnce(t *testing.T) {
	l, _ := open(t)
	job := NewJob{Kind: "ask", Payload: []byte("?")}
	for _, test := range []struct {
		keys []string
		want bool
	}{
		{[]string{"event 1", "message 1"}, true},
		{[]string{"event 1", "message 1"}, false},
		{[]string{"event 2", "message 1"}, false}, // the mention of the same message
		{[]string{"event 2"}, false},              // redelivered: its key was kept
		{[]string{"event 3", "event 3"}, true},
		{[]string{"event 4"}, true},
	} {
		if fresh, err := l.Record(t.Context(), test.keys, job); fresh != test.want || err != nil {
			t.Errorf("Record(%q) = %v, %v; want %v", test.keys, fresh, err, test.want)
		}
	}
	if n, err := l.Pending(t.Context()); n != 3 || err != nil {
		t.Errorf("Pending() = %d, %v; want 3", n, err)
	}
}

// Of an event that is offered many times at once, one offer is fresh.
func TestRecordAtOnce(t *testing.T) {
	l, _ := open(t)
	const events, offers = 20, 10
	var fresh [events]atomic.Int32
	var all sync.WaitGroup
	for i := range events * offers {
		all.Go(func() {
			event := i % events
			// Each offer has a key of its own too, like another delivery of a message.
			keys := []string{fmt.Sprint("message ", event), fmt.Sprint("delivery ", i)}
			ok, err := l.Record(t.Context(), keys, NewJob{Kind: "ask", Payload: []byte(keys[0])})
			if err != nil {
				t.Error(err)
			}
			if ok {
				fresh[event].Add(1)
			}
		})
	}
	all.Wait()
	for event := range fresh {
		if n := fresh[event].Load(); n != 1 {
			t.Errorf("event %d was fresh %d times", event, n)
		}
	}
	if n, err := l.Pending(t.Context()); n != events || err != nil {
		t.Errorf("Pending() = %d, %v; want %d", n, err, events)
	}
}

// However many claim at once, each job is handed out once and queues keep their order.
func TestClaimAtOnce(t *testing.T) {
	l, _ := open(t)
	const queues, each = 5, 20
	for i := range queues * each {
		job := NewJob{Kind: "ask", Queue: fmt.Sprint(i % queues), Payload: fmt.Append(nil, i)}
		if err := l.Enqueue(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	var busy = map[string]bool{}
	var done = map[string][]int64{}
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for {
				jobs, err := l.Claim(t.Context(), 2)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				for _, j := range jobs {
					if busy[j.Queue] {
						t.Errorf("two jobs of queue %s at once", j.Queue)
					}
					busy[j.Queue] = true
				}
				mu.Unlock()
				for _, j := range jobs {
					mu.Lock()
					busy[j.Queue] = false
					done[j.Queue] = append(done[j.Queue], j.ID)
					mu.Unlock()
					if err := l.Finish(t.Context(), j.ID); err != nil {
						t.Error(err)
					}
				}
				if n, err := l.Pending(t.Context()); n == 0 || err != nil {
					return
				}
			}
		})
	}
	workers.Wait()
	for queue := range queues {
		var want []int64
		for i := range each {
			want = append(want, int64(i*queues+queue+1))
		}
		if diff := cmp.Diff(want, done[fmt.Sprint(queue)]); diff != "" {
			t.Errorf("queue %d (-want +got):\n%s", queue, diff)
		}
	}
}

func TestClaim(t *testing.T) {
	l, c := open(t)
	start := c.now()
	for _, job := range []NewJob{
		{Kind: "a", Queue: "1", Payload: []byte("first")}, // 1
		{Kind: "b", Queue: "1"},                           // 2
		{Kind: "c"},                                       // 3
		{Kind: "d"},                                       // 4
		{Kind: "e", Due: start.Add(time.Minute)},          // 5
		{Kind: "f", Due: start.Add(-time.Minute)},         // 6
		{Kind: "g", Queue: "2", Due: start.Add(time.Hour)},
		{Kind: "h", Queue: "2"},
	} {
		if err := l.Enqueue(t.Context(), job); err != nil {
			t.Fatal(err)
		}
	}
	wantClaim(t, l, 3, "f1", "a1", "c1")
	wantClaim(t, l, 9, "d1") // b waits for a, h for g
	wantClaim(t, l, 9)
	wantNext(t, l, start.Add(time.Minute))

	finish(t, l, 1)
	wantNext(t, l, start)
	wantClaim(t, l, 9, "b1")

	due := start.Add(time.Minute)
	if err := l.Retry(t.Context(), 2, due, "because"); err != nil {
		t.Fatal(err)
	}
	wantClaim(t, l, 9)
	c.advance(time.Minute)
	jobs := wantClaim(t, l, 9, "b2", "e1")
	want := Job{ID: 2, NewJob: NewJob{Kind: "b", Queue: "1", Due: due}, Attempts: 2, PutOff: 1, Cause: "because", Created: start}
	if diff := cmp.Diff(want, jobs[0]); diff != "" {
		t.Errorf("after Retry (-want +got):\n%s", diff)
	}

	c.advance(time.Hour)
	wantClaim(t, l, 9, "g1")
	wantNext(t, l, time.Time{})
	if n, err := l.Pending(t.Context()); n != 7 || err != nil {
		t.Errorf("Pending() = %d, %v; want 7", n, err)
	}
	if n, err := l.Release(t.Context()); n != 6 || err != nil {
		t.Errorf("Release() = %d, %v; want 6", n, err)
	}
	wantClaim(t, l, 9, "f2", "c2", "d2", "b3", "e2", "g2")
}

func TestFinishOnlyWhatIsClaimed(t *testing.T) {
	l, c := open(t)
	if err := l.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{1, 2, -1} {
		if err := l.Finish(t.Context(), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("Finish(%d): %v, want ErrNotFound", id, err)
		}
		if err := l.Retry(t.Context(), id, c.now(), ""); !errors.Is(err, ErrNotFound) {
			t.Errorf("Retry(%d): %v, want ErrNotFound", id, err)
		}
	}
	wantClaim(t, l, 1, "a1")
	finish(t, l, 1)
	// An id is not used again, or the first one's late Finish would end the second.
	if err := l.Enqueue(t.Context(), NewJob{Kind: "b"}); err != nil {
		t.Fatal(err)
	}
	if jobs := wantClaim(t, l, 1, "b1"); jobs[0].ID != 2 {
		t.Errorf("the second job has id %d", jobs[0].ID)
	}
}

func TestPrune(t *testing.T) {
	l, c := open(t)
	record := func(key string, want bool) {
		t.Helper()
		if fresh, err := l.Record(t.Context(), []string{key}, NewJob{Kind: "a"}); fresh != want || err != nil {
			t.Errorf("Record(%q) = %v, %v; want %v", key, fresh, err, want)
		}
	}
	record("old", true)
	middle := c.advance(time.Hour)
	record("new", true)
	record("old", false) // which doesn't make it newer
	if err := l.Prune(t.Context(), middle); err != nil {
		t.Fatal(err)
	}
	record("new", false)
	record("old", true)
	if n, err := l.Pending(t.Context()); n != 3 || err != nil {
		t.Errorf("Pending() = %d, %v; want all 3 jobs", n, err)
	}
}

func TestJobLimits(t *testing.T) {
	l, c := open(t)
	long := strings.Repeat("x", MaxName+1)
	for _, test := range []struct {
		keys []string
		job  NewJob
		says string
	}{
		{nil, NewJob{Kind: "a"}, "no key"},
		{[]string{"a", ""}, NewJob{Kind: "a"}, "key has 0 bytes"},
		{[]string{long}, NewJob{Kind: "a"}, "key has 1025 bytes"},
		{[]string{"a"}, NewJob{}, "kind has 0 bytes"},
		{[]string{"a"}, NewJob{Kind: long}, "kind has 1025 bytes"},
		{[]string{"a"}, NewJob{Kind: "a", Queue: long}, "queue has 1025 bytes"},
		{[]string{"a"}, NewJob{Kind: "a", Payload: make([]byte, MaxPayload+1)}, "payload has 1048577 bytes"},
	} {
		if _, err := l.Record(t.Context(), test.keys, test.job); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("Record: %v, want %q", err, test.says)
		}
	}
	largest := NewJob{Kind: long[1:], Queue: long[1:], Payload: make([]byte, MaxPayload), Due: c.now()}
	if fresh, err := l.Record(t.Context(), []string{"a", long[1:]}, largest); !fresh || err != nil {
		t.Errorf("the largest: Record = %v, %v", fresh, err)
	}
	jobs, err := l.Claim(t.Context(), 1)
	if err != nil || len(jobs) != 1 {
		t.Fatalf("Claim gives %d jobs, %v", len(jobs), err)
	}
	if diff := cmp.Diff(largest, jobs[0].NewJob); diff != "" {
		t.Errorf("the largest came back different (-want +got):\n%s", diff)
	}
	if err := l.Retry(t.Context(), jobs[0].ID, c.now(), strings.Repeat("é", maxCause)+"e"); err != nil {
		t.Fatal(err)
	}
	jobs = wantClaim(t, l, 1, largest.Kind+"2")
	if cause := jobs[0].Cause; len(cause) != maxCause || !utf8.ValidString(cause) {
		t.Errorf("of a long cause %d bytes are kept: %q", len(cause), cause)
	}
}

// Binary payloads and odd names come back as they were, also after opening again.
func TestJobRoundTrip(t *testing.T) {
	file := filepath.Join(t.TempDir(), "library.db")
	l, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	due := time.Date(2022, 3, 27, 2, 30, 0, 123456789, time.FixedZone("", 3600))
	want := NewJob{Kind: "a\x00b 'x' \xff", Queue: "é\n", Payload: []byte{0, 1, 0xff, '\''}, Due: due}
	if err := l.Enqueue(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	want.Due = due.UTC().Truncate(time.Microsecond)
	jobs, err := openFile(t, file, Options{}).Claim(t.Context(), 1)
	if err != nil || len(jobs) != 1 {
		t.Fatalf("Claim gives %d jobs, %v", len(jobs), err)
	}
	if diff := cmp.Diff(want, jobs[0].NewJob); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// wantClaim claims jobs and compares their kinds, each with its attempts.
func wantClaim(t *testing.T, l *Library, limit int, want ...string) []Job {
	t.Helper()
	jobs, err := l.Claim(t.Context(), limit)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, j := range jobs {
		got = append(got, fmt.Sprint(j.Kind, j.Attempts))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("Claim(%d) (-want +got):\n%s", limit, diff)
	}
	return jobs
}

// wantNext compares NextDue; zero means never.
func wantNext(t *testing.T, l *Library, want time.Time) {
	t.Helper()
	got, ok, err := l.NextDue(t.Context())
	if !got.Equal(want) || ok == want.IsZero() || err != nil {
		t.Errorf("NextDue() = %v, %v, %v; want %v", got, ok, err, want)
	}
}

func finish(t *testing.T, l *Library, id int64) {
	t.Helper()
	if err := l.Finish(t.Context(), id); err != nil {
		t.Fatal(err)
	}
}
