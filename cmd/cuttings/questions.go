package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	// maxQuestion is the most characters that a question may have. The model
	// reads about 2,000 of them.
	maxQuestion = 2000
	// maxLine is how many bytes of a line are kept; what follows can't matter, as
	// the line is far too long for a question.
	maxLine = 1 << 20
)

// checkQuestion says what is wrong with a question as such. The error is one of usage.
func checkQuestion(q string) error {
	switch n := utf8.RuneCountInString(q); {
	case strings.TrimSpace(q) == "":
		return badUsage("write a question", "the question is empty")
	case n > maxQuestion:
		return badUsage(fmt.Sprintf("ask in %d characters at most", maxQuestion), "the question is too long")
	case !utf8.ValidString(q):
		return badUsage("convert the input to UTF-8", "the question is not valid UTF-8")
	}
	return nil
}

// lines reads lines of any length from a stream.
type lines struct {
	in    *bufio.Reader
	begun bool
}

func newLines(r io.Reader) *lines { return &lines{in: bufio.NewReader(r)} }

// next returns the next line without its end, at most [maxLine] bytes of it. It
// returns io.EOF after the last line, and gives up when ctx ends. A byte order
// mark at the start of the stream belongs to no line.
func (l *lines) next(ctx context.Context) (string, error) {
	return interruptible(ctx, l.read)
}

// interruptible calls read, but doesn't wait for it once ctx ends. A read can't
// be interrupted: it is left behind, and is done for with the program.
func interruptible(ctx context.Context, read func() (string, error)) (string, error) {
	type result struct {
		line string
		err  error
	}
	got := make(chan result, 1)
	go func() {
		line, err := read()
		got <- result{line, err}
	}()
	select {
	case r := <-got:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (l *lines) read() (string, error) {
	var line []byte
	for {
		part, err := l.in.ReadSlice('\n')
		line = append(line, part[:min(len(part), maxLine-len(line))]...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) == 0:
			return "", io.EOF
		case err != nil && err != io.EOF:
			return "", fmt.Errorf("reading standard input: %w", err)
		}
		s := strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")
		if !l.begun {
			l.begun = true
			s = strings.TrimPrefix(s, "\ufeff")
		}
		return s, nil
	}
}
