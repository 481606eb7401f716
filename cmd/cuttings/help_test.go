package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestHelp: each command says what it does and how it is called, in lines that
// fit 80 columns.
func TestHelp(t *testing.T) {
	var out bytes.Buffer
	a := &app{out: &out, errOut: &out, getenv: func(string) string { return "" }}
	root := a.rootCommand()
	root.InitDefaultHelpCmd()
	for _, c := range append(root.Commands(), root) {
		topic := !c.Runnable()
		if c.Long == "" || c.Short == "" || c.Example == "" && !topic {
			t.Errorf("%s: long help, short help or examples are missing", c.Name())
		}
		if strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: short help ends in a full stop", c.Name())
		}
		if !topic && !strings.Contains(c.Example, "cuttings "+c.Name()) && c != root {
			t.Errorf("%s: no example calls it", c.Name())
		}
		out.Reset()
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if columns(strings.TrimSuffix(line, "\n")) > 80 {
				t.Errorf("%s: longer than 80 columns: %s", c.Name(), line)
			}
		}
	}
}

// TestExamples: what the examples show can be parsed.
func TestExamples(t *testing.T) {
	a := &app{out: new(bytes.Buffer), errOut: new(bytes.Buffer), getenv: func(string) string { return "" }}
	root := a.rootCommand()
	for _, c := range append(root.Commands(), root) {
		for line := range strings.Lines(c.Example) {
			_, call, _ := strings.Cut(line, "cuttings ")
			if end := strings.IndexAny(call, "|<>"); end >= 0 {
				call = call[:end]
			}
			words := strings.Fields(strings.NewReplacer(`"`, "", "'", "").Replace(call))
			target, args, err := root.Find(words)
			if err != nil || target == root {
				t.Errorf("%s: no command in the example %q", c.Name(), line)
				continue
			}
			if err := parses(target, args); err != nil {
				t.Errorf("%s: example %q: %v", c.Name(), line, err)
			}
		}
	}
}

func parses(c *cobra.Command, args []string) error {
	if err := c.ParseFlags(args); err != nil {
		return err
	}
	return c.ValidateArgs(c.Flags().Args())
}
