package main

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// An exitStatus ends the program with that status and without a message, as
// what there is to say was said.
type exitStatus int

func (s exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// A usageError is a command line that can't be carried out.
type usageError struct {
	err  error
	hint string
}

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }
func (e *usageError) Hint() string  { return e.hint }

// badUsage returns a usageError with a hint, which may be empty.
func badUsage(hint, format string, args ...any) error {
	return &usageError{err: fmt.Errorf(format, args...), hint: hint}
}

// A hinted error carries advice.
type hinted struct {
	err  error
	hint string
}

func (e *hinted) Error() string { return e.err.Error() }
func (e *hinted) Unwrap() error { return e.err }
func (e *hinted) Hint() string  { return e.hint }

// hintOf returns the advice that err carries. Any package's error may carry
// some, by a method Hint.
func hintOf(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}

// flagError explains an error of flag parsing, and names the nearest flag that exists, or
// the command of that name.
func flagError(cmd *cobra.Command, err error) error {
	hint := fmt.Sprintf("run '%s --help' for the flags", cmd.CommandPath())
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		if name := nearest(unknown.GetSpecifiedName(), names); name != "" {
			hint = fmt.Sprintf("did you mean --%s?", name)
		} else if name := unknown.GetSpecifiedName(); slices.Contains(commandNames(cmd), name) {
			hint = fmt.Sprintf("did you mean '%s %s'?", cmd.CommandPath(), name)
		} else if cmd.Name() == "ask" {
			hint = "put -- before a question that begins with a dash"
		}
	}
	return &usageError{err: plainly(err), hint: hint}
}

// noSuchCommand accepts no arguments: the first one names no command.
func (a *app) noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "run 'cuttings help' for the commands"
	if len(args) > 2 || strings.Contains(args[0], " ") {
		hint = "to ask a question, run: cuttings ask QUESTION"
	} else if name := nearest(args[0], commandNames(cmd.Root())); name != "" {
		hint = fmt.Sprintf("did you mean 'cuttings %s'?", name)
	}
	return badUsage(hint, "unknown command %q", args[0])
}

// noArguments accepts none, for a command that takes flags alone.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return badUsage(fmt.Sprintf("'%s' takes flags alone: see '%[1]s --help'", cmd.CommandPath()), "unexpected argument %q", args[0])
}

// noSuchShell accepts no arguments: those of the shells are commands.
func noSuchShell(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return badUsage("there are completions for "+strings.Join(commandNames(cmd), ", "), "no completions for %q", args[0])
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

// nearest returns the name that is closest to s, if it is close enough to be
// what was meant: it begins with s, or differs in a third of its letters at
// most. It returns "" if there is none.
func nearest(s string, names []string) string {
	best, bestDistance := "", 0
	for _, name := range names {
		d := distance(s, name)
		if d > max(1, len(name)/3) && (s == "" || !strings.HasPrefix(name, s)) {
			continue
		}
		if best == "" || d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// distance is the number of bytes to insert, delete, replace or swap with their
// neighbour to make b from a: the optimal string alignment distance.
func distance(a, b string) int {
	var before, last, row []int
	for i := range len(a) + 1 {
		before, last, row = last, row, make([]int, len(b)+1)
		for j := range row {
			switch {
			case i == 0:
				row[j] = j
			case j == 0:
				row[j] = i
			default:
				cost := 1
				if a[i-1] == b[j-1] {
					cost = 0
				}
				row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					row[j] = min(row[j], before[j-2]+1)
				}
			}
		}
	}
	return row[len(b)]
}

// isClosedPipe reports whether err says that nobody reads the output any more.
// On Unix the program rarely sees it, as SIGPIPE ends it first.
func isClosedPipe(err error) bool {
	const errorBrokenPipe, errorNoData = syscall.Errno(109), syscall.Errno(232) // Windows
	return errors.Is(err, syscall.EPIPE) ||
		runtime.GOOS == "windows" && (errors.Is(err, errorBrokenPipe) || errors.Is(err, errorNoData))
}
