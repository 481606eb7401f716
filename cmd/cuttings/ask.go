package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"cuttings/bot"
)

func (a *app) askCommand() *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "ask [flags] QUESTION... | -",
		Short: "Answer a question with word-for-word quotations",
		Long: `Ask answers a question with sentences of the coverage, word for word, each
with its source and date. The words of the question need no quoting, but a
shell may want it for ? and *.

With - in place of a question, ask reads questions from standard input, one a
line, and answers each as it comes. A line that holds no question that can be
asked (it is empty, not UTF-8 or longer than 2,000 characters) gets an error in
its place, and the others are answered; as text, empty lines are passed over.

Where the coverage doesn't say, ask says so, and the exit status is 3; where it
isn't sure, it shows the closest passages as well. With - the exit status is 0
when every line could be asked, whether it was answered or not.`,
		Example: `  cuttings ask "What did Ushakov say about sanctions?"
  cuttings ask --json When do they meet | jq -r '.citations[].quote'
  cuttings ask --articles ~/reports - < questions.txt
  cuttings ask --json - < questions.txt > answers.jsonl`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return badUsage(`write one, as in: cuttings ask "What did Ushakov say?"`, "ask needs a question")
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if len(args) == 1 && args[0] == "-" {
				return a.with(ctx, func(b answerer) error {
					s := &session{app: a, next: newLines(a.in).next, ask: b.Answer, json: json, echo: true}
					return s.status(s.run(ctx))
				})
			}
			question := strings.Join(args, " ")
			if err := checkQuestion(question); err != nil {
				return a.noAnswer(question, err, json)
			}
			return a.with(ctx, func(b answerer) error { return a.askOne(ctx, b.Answer, question, json) })
		},
	}
	addJSON(cmd, &json)
	return cmd
}

// An ask answers one question: [answerer.Answer] does, and [conversation.Ask].
type ask func(ctx context.Context, question string) (bot.Reply, error)

// askOne answers one question; a refusal ends in the exit status that says so.
func (a *app) askOne(ctx context.Context, ask ask, question string, json bool) error {
	told, end := a.console.steps(ctx)
	r, err := ask(told, question)
	end()
	if err != nil {
		return a.noAnswer(question, err, json)
	}
	if err := a.printReply(r, json); err != nil {
		return err
	}
	if !r.Answered {
		return exitStatus(exitNotCovered)
	}
	return nil
}

// noAnswer prints an error object in place of the reply, if JSON is wanted, and
// returns err.
func (a *app) noAnswer(question string, err error, json bool) error {
	if json && !errors.Is(err, context.Canceled) {
		if err := a.printJSON(errorJSON(question, err)); err != nil {
			return err
		}
	}
	return err
}

func (a *app) printReply(r bot.Reply, json bool) error {
	if json {
		return a.printJSON(replyJSON(r))
	}
	return a.print(a.screen.reply(r))
}

// A session answers questions line by line.
type session struct {
	*app
	// next returns the next line, and io.EOF after the last.
	next func(ctx context.Context) (string, error)
	ask  ask
	json bool
	// echo says that each reply comes with its question, as they aren't on the
	// screen already.
	echo bool
	// printed says that something was said already.
	printed bool
	// command carries out a line that is a command and reports whether it was
	// one; it returns io.EOF to end the session. Nil knows none.
	command func(ctx context.Context, line string) (bool, error)
}

// run carries on until the lines end. A line that can't be answered ends
// nothing; failed reports that there was one.
func (s *session) run(ctx context.Context) (failed bool, err error) {
	for n := 1; ; n++ {
		line, err := s.next(ctx)
		if err == io.EOF {
			return failed, nil
		}
		if err != nil {
			return failed, err
		}
		if s.command != nil {
			known, err := s.command(ctx, line)
			if err == io.EOF {
				return failed, nil
			}
			if err != nil {
				return failed, err
			}
			if known {
				continue
			}
		}
		if !s.json && strings.TrimSpace(line) == "" {
			continue
		}
		r, err := s.checked(ctx, line)
		if ctx.Err() != nil {
			return failed, ctx.Err()
		}
		failed = failed || err != nil
		switch {
		case err != nil && s.json:
			err = s.printJSON(errorJSON(line, err))
		case err != nil:
			s.console.fail(&hinted{fmt.Errorf("line %d: %w", n, err), hintOf(err)})
			err = nil
		case s.json:
			err = s.printJSON(replyJSON(r))
		default:
			before, after := s.around(line)
			err = s.print(before + s.screen.reply(r) + after)
		}
		if err != nil {
			return failed, err
		}
	}
}

// status is the error to end with after run.
func (s *session) status(failed bool, err error) error {
	if err == nil && failed {
		return exitStatus(exitFailure)
	}
	return err
}

// checked asks a question, unless it is none.
func (s *session) checked(ctx context.Context, question string) (bot.Reply, error) {
	if err := checkQuestion(question); err != nil {
		return bot.Reply{}, err
	}
	ctx, end := s.console.steps(ctx)
	defer end()
	return s.ask(ctx, question)
}

// around is what stands before and after the reply to a line.
func (s *session) around(line string) (before, after string) {
	if !s.echo {
		return "\n", "\n"
	}
	before = s.screen.heading(line)
	if s.printed {
		before = "\n" + before
	}
	s.printed = true
	return before, ""
}
