// Command cuttings answers questions about a body of news coverage with
// word-for-word quotations, each with its source.
//
// Run `cuttings help` for what it can do. This package only parses flags, puts
// the parts together and shows what package bot says: on a terminal, as plain
// text, or as JSON.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // the image has no time zones, nor has Windows
)

func main() { os.Exit(run(opening(os.Getenv))) }

// run is one run of the program over the process's own arguments, environment
// and streams; it returns the exit status.
func run(open opener) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	defer stop()
	a := &app{
		in:     os.Stdin,
		out:    os.Stdout,
		errOut: os.Stderr,
		getenv: os.Getenv,
		now:    time.Now,
		open:   open,
	}
	return a.run(ctx, os.Args[1:])
}
