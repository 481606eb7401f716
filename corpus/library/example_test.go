package library_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"cuttings/corpus/library"
)

// An event is recorded before it is acknowledged; its second delivery is no second
// job. A worker claims the job and finishes it.
func Example() {
	folder, err := os.MkdirTemp("", "library")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)

	ctx := context.Background()
	l, err := library.Open(ctx, filepath.Join(folder, "library.db"), library.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Release(ctx); err != nil { // what an earlier process had begun
		log.Fatal(err)
	}

	job := library.NewJob{Kind: "ask", Queue: "C1/1640995200.000100", Payload: []byte("What did Peskov say?")}
	for range 2 {
		fresh, err := l.Record(ctx, []string{"event Ev1", "message C1/1640995200.000100"}, job)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("fresh:", fresh)
	}

	jobs, err := l.Claim(ctx, 4)
	if err != nil {
		log.Fatal(err)
	}
	for _, j := range jobs {
		fmt.Printf("attempt %d: %s\n", j.Attempts, j.Payload)
		if err := l.Finish(ctx, j.ID); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// fresh: true
	// fresh: false
	// attempt 1: What did Peskov say?
}
