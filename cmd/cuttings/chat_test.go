package main

import (
	"io"
	"strings"
	"testing"
)

// TestEditor: Ctrl-C interrupts, and Ctrl-D ends the lines.
func TestEditor(t *testing.T) {
	for _, c := range []struct {
		keys, line string
		err        error
	}{
		{"Who?\r", "Who?", nil},
		{"\x04", "", io.EOF},
		{"\x03", "", exitStatus(exitInterrupted)},
		{"Who\x03", "", exitStatus(exitInterrupted)},
	} {
		line, err := newEditor(strings.NewReader(c.keys), io.Discard).ReadLine()
		if line != c.line || err != c.err {
			t.Errorf("%q: %q, %v; want %q, %v", c.keys, line, err, c.line, c.err)
		}
	}
}
