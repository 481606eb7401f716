package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressDelay is how long work must go on before a bar shows: a bar that
// flashes up says nothing.
const progressDelay = 400 * time.Millisecond

// A console is standard error: errors, warnings, progress.
type console struct {
	w      io.Writer
	screen screen
	quiet  bool
	now    func() time.Time

	mu    sync.Mutex
	bar   *progressbar.ProgressBar // nil when none is shown
	shown string                   // the status; empty when none is shown
}

func newConsole(w io.Writer, s screen, quiet bool) *console {
	return &console{w: w, screen: s, quiet: quiet, now: time.Now}
}

// fail tells of the error that ends the program, or a part of its work.
func (c *console) fail(err error) {
	c.say(failWord, "error", err.Error())
	if hint := hintOf(err); hint != "" {
		c.say(mark, "hint", hint)
	}
}

// warn tells of what went wrong without being fatal.
func (c *console) warn(err error) {
	if !c.quiet {
		c.say(warnWord, "warning", err.Error())
	}
}

// say writes a message, a line for each of its lines.
func (c *console) say(st style, kind, message string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bar != nil {
		c.bar.Clear()
	}
	for line := range strings.Lines(message) {
		fmt.Fprintf(c.w, "%s %s\n", c.screen.paint(st, kind+":"), printable(strings.TrimSuffix(line, "\n")))
	}
}

// progress returns a function to call as work goes on, with how much of it is
// done; it shows a bar if a person is watching. The bar goes when all is done.
func (c *console) progress(what string) func(done, total int) {
	if c.quiet || !c.screen.terminal {
		return func(int, int) {}
	}
	start := c.now()
	return func(done, total int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.bar == nil && done < total && c.now().Sub(start) >= progressDelay {
			c.bar = progressbar.NewOptions(total,
				progressbar.OptionSetWriter(c.w),
				progressbar.OptionSetDescription(printable(what)),
				progressbar.OptionSetWidth(24),
				progressbar.OptionSetElapsedTime(false),
				progressbar.OptionShowCount(),
				progressbar.OptionClearOnFinish(),
			)
		}
		if c.bar == nil {
			return
		}
		c.bar.Set(done)
		if done >= total {
			c.bar = nil
		}
	}
}
