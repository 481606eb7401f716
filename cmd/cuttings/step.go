package main

import (
	"context"
	"fmt"
	"strings"

	"cuttings/bot"
)

// steps has the console say what a language model is at while a reply is made; end
// takes that away again. Of what the model writes nothing is shown before it is
// checked.
func (c *console) steps(ctx context.Context) (_ context.Context, end func()) {
	if c.quiet || !c.screen.terminal {
		return ctx, func() {}
	}
	say := map[bot.Step]string{
		bot.Writing:  "The model is writing …",
		bot.Checking: "Checking what it wrote …",
	}
	return bot.WithSteps(ctx, func(s bot.Step) { c.status(say[s]) }), func() { c.status("") }
}

// status shows a line in the place of the one before; an empty one takes it away.
func (c *console) status(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n := columns(c.shown); n > 0 {
		fmt.Fprint(c.w, "\r"+strings.Repeat(" ", n)+"\r")
	}
	if c.shown = text; text != "" {
		fmt.Fprint(c.w, c.screen.paint(faint, text))
	}
}
