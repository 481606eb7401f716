package library

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"cuttings/corpus"
)

// BenchmarkJob is the whole way of a job, three commits to the disk, beside a
// backlog of jobs that aren't due.
func BenchmarkJob(b *testing.B) {
	for _, backlog := range []int{0, 10_000} {
		b.Run(fmt.Sprint("backlog", backlog), func(b *testing.B) {
			l, c := open(b)
			for i := range backlog {
				enqueue(b, l, NewJob{Kind: "digest", Queue: fmt.Sprint("queue ", i%100), Due: c.now().Add(time.Hour)})
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				keys := []string{fmt.Sprint("event ", i), fmt.Sprint("message ", i)}
				fresh, err := l.Record(b.Context(), keys, NewJob{Kind: "ask", Queue: fmt.Sprint("thread ", i), Payload: make([]byte, 2000)})
				if err != nil || !fresh {
					b.Fatal(fresh, err)
				}
				jobs, err := l.Claim(b.Context(), 1)
				if err != nil || len(jobs) != 1 {
					b.Fatal(jobs, err)
				}
				if err := l.Finish(b.Context(), jobs[0].ID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkClaimBacklog claims and puts off the first of 10,000 due jobs in one queue
// and in as many.
func BenchmarkClaimBacklog(b *testing.B) {
	for _, queues := range []int{1, 10_000} {
		b.Run(fmt.Sprint("queues", queues), func(b *testing.B) {
			l, c := open(b)
			for i := range 10_000 {
				enqueue(b, l, NewJob{Kind: "ask", Queue: fmt.Sprint(i % queues)})
			}
			for b.Loop() {
				jobs, err := l.Claim(b.Context(), 4)
				if err != nil {
					b.Fatal(err)
				}
				for _, j := range jobs {
					if err := l.Retry(b.Context(), j.ID, c.now(), ""); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkRecordAgain is the redelivery of an event, which commits nothing.
func BenchmarkRecordAgain(b *testing.B) {
	l, _ := open(b)
	for b.Loop() {
		if _, err := l.Record(b.Context(), []string{"event", "message"}, NewJob{Kind: "ask"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkThread reads the ten answers, of 20 kB, of one thread among a thousand.
func BenchmarkThread(b *testing.B) {
	l, _ := open(b)
	if _, err := l.write.Exec(`PRAGMA synchronous = OFF`); err != nil { // for speed
		b.Fatal(err)
	}
	for i := range 10_000 {
		err := l.PutAnswer(b.Context(), Answer{
			ID: fmt.Sprint(i), Channel: "C1", Thread: fmt.Sprint(i % 1000), Asked: fmt.Sprint(i), State: Posted, Body: make([]byte, 20_000),
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if answers, err := l.Thread(b.Context(), "C1", "500"); err != nil || len(answers) != 10 {
			b.Fatal(len(answers), err)
		}
	}
}

// BenchmarkOpen opens a library of 64 MB of articles.
func BenchmarkOpen(b *testing.B) {
	file := filepath.Join(b.TempDir(), "library.db")
	l, err := Open(b.Context(), file, Options{})
	if err != nil {
		b.Fatal(err)
	}
	text := make([]byte, 8000)
	for i := range 8000 {
		for j := range text {
			text[j] = 'a' + byte((i+j*j)%26)
		}
		a, err := corpus.Parse(fmt.Sprint(i), fmt.Appendf(text[:7990], "%d", i))
		if err != nil {
			b.Fatal(err)
		}
		if err := l.PutArticles(b.Context(), []corpus.Article{a}); err != nil {
			b.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		l, err := Open(b.Context(), file, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func enqueue(b *testing.B, l *Library, job NewJob) {
	b.Helper()
	if err := l.Enqueue(b.Context(), job); err != nil {
		b.Fatal(err)
	}
}
