package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cuttings/bot"
)

func TestConsole(t *testing.T) {
	var b strings.Builder
	c := newConsole(&b, screen{}, false)
	c.fail(&hinted{errors.New("reading \"a\x1b[2J\":\nbroken"), "mend it"})
	c.warn(errors.New("careful"))
	want := "error: reading \"a␛[2J\":\nerror: broken\nhint: mend it\nwarning: careful\n"
	if b.String() != want {
		t.Errorf("console shows %q, want %q", b.String(), want)
	}
}

// TestProgress: a bar shows on a terminal only, only when the work takes long,
// and is gone when the work is done.
func TestProgress(t *testing.T) {
	for _, c := range []struct {
		name            string
		terminal, quiet bool
		step            time.Duration // what each hundredth of the work takes
		want            bool
	}{
		{"long work", true, false, 50 * time.Millisecond, true},
		{"short work", true, false, time.Millisecond, false},
		{"not a terminal", false, false, 50 * time.Millisecond, false},
		{"quiet", true, true, 50 * time.Millisecond, false},
	} {
		var b strings.Builder
		console := newConsole(&b, screen{terminal: c.terminal}, c.quiet)
		var clock time.Time
		console.now = func() time.Time { return clock }
		step := console.progress("Reading")
		for i := range 100 {
			clock = clock.Add(c.step)
			step(i+1, 100)
		}
		if got := strings.Contains(b.String(), "Reading"); got != c.want {
			t.Errorf("%s: bar shown = %v, want %v: %q", c.name, got, c.want, b.String())
		}
		last := b.String()[strings.LastIndexByte(b.String(), '\r')+1:]
		if strings.TrimSpace(last) != "" {
			t.Errorf("%s: %q is left on the screen", c.name, last)
		}
	}
}

// TestSteps: what a model is at shows on a terminal only, and is gone in the end.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		name            string
		terminal, quiet bool
		want            bool
	}{
		{"terminal", true, false, true},
		{"not a terminal", false, false, false},
		{"quiet", true, true, false},
	} {
		var b strings.Builder
		console := newConsole(&b, screen{terminal: c.terminal}, c.quiet)
		ctx, end := console.steps(t.Context())
		bot.Writing.Begin(ctx)
		bot.Checking.Begin(ctx)
		end()
		shown := b.String()
		if got := strings.Contains(shown, "writing") && strings.Contains(shown, "Checking"); got != c.want {
			t.Errorf("%s: steps shown = %v, want %v: %q", c.name, got, c.want, shown)
		}
		if last := shown[strings.LastIndexByte(shown, '\r')+1:]; last != "" {
			t.Errorf("%s: %q is left on the screen", c.name, last)
		}
	}
}
