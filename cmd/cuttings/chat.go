package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"cuttings/bot"
)

func (a *app) chatCommand() *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "chat [flags]",
		Short: "Ask questions in turn, with follow-ups",
		Long: `Chat answers one question after another. A question may follow on from those
before it, as in "and what did Peskov say?"; chat shows how it read one that
does. "Summary of sanctions", "what's new since Monday?" and "which articles
mention Geneva?" get what they ask for, as in Slack. Ctrl-D or /quit ends the
chat, and Ctrl-C interrupts it.

` + chatCommands + `

If standard input isn't a terminal, chat reads a question a line from it, shows
no prompt, and its exit status is as that of 'ask -'. With --json there are no
commands, only questions.`,
		Example: `  cuttings chat
  cuttings chat --articles ~/reports
  printf '%s\n' "What did Ushakov say?" "And Psaki?" | cuttings chat --json`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.with(ctx, func(b answerer) error { return a.chat(ctx, b, json) })
		},
	}
	addJSON(cmd, &json)
	return cmd
}

const chatCommands = `Commands:
  /sources [TOPIC]  list the articles
  /summary [TOPIC]  give the main points
  /help             show this list
  /quit             end the chat`

func (a *app) chat(ctx context.Context, b answerer, json bool) error {
	s := &session{app: a, ask: b.Converse().Ask, json: json, next: newLines(a.in).next, echo: true}
	if json {
		return s.status(s.run(ctx))
	}
	s.command = func(ctx context.Context, line string) (bool, error) {
		if strings.HasPrefix(strings.TrimSpace(line), "/") {
			return true, a.chatCommandLine(ctx, b, line)
		}
		return s.fulfil(ctx, b, line)
	}
	if !isTerminal(a.in) || !a.screen.terminal {
		return s.status(s.run(ctx))
	}
	s.echo = false
	s.next = a.prompter(s.next)
	if err := a.print("Ask about the coverage. /help lists the commands, Ctrl-D ends.\n"); err != nil {
		return err
	}
	// A person saw what failed.
	_, err := s.run(ctx)
	return err
}

// fulfil does what a line asks for that is no question, as the bot in Slack does in a
// direct message, and reports whether it was one.
func (s *session) fulfil(ctx context.Context, b answerer, line string) (bool, error) {
	if checkQuestion(line) != nil {
		return false, nil
	}
	r := bot.Read(line, s.now())
	var do func() error
	switch r.Kind {
	case bot.SummaryRequest:
		do = func() error {
			return s.summary(ctx, b, summaryOptions{topic: r.Topic, since: r.Since, points: defaultPoints})
		}
	case bot.SourcesRequest:
		do = func() error { return s.sources(ctx, b, r.Topic, false) }
	case bot.Help:
		do = func() error { return s.print(chatCommands + "\n") }
	case bot.Thanks:
		do = func() error { return s.print("You're welcome.\n") }
	default:
		return false, nil
	}
	before, after := s.around(line)
	if err := s.print(before); err != nil {
		return true, err
	}
	if err := saidSo(do()); err != nil {
		return true, err
	}
	return true, s.print(after)
}

// saidSo is the error to end with after what had its say: an exit status is none.
func saidSo(err error) error {
	var status exitStatus
	if errors.As(err, &status) {
		return nil
	}
	return err
}

// chatCommandLine carries out a line that begins with a slash.
func (a *app) chatCommandLine(ctx context.Context, b answerer, line string) error {
	name, topic, _ := strings.Cut(strings.TrimSpace(line), " ")
	topic = strings.TrimSpace(topic)
	var err error
	switch name {
	case "/help":
		err = a.print(chatCommands + "\n")
	case "/quit", "/exit":
		return io.EOF
	case "/sources":
		err = a.sources(ctx, b, topic, false)
	case "/summary":
		err = a.summary(ctx, b, summaryOptions{topic: topic, points: defaultPoints})
	default:
		names := []string{"/help", "/quit", "/sources", "/summary"}
		hint := "/help lists the commands"
		if n := nearest(name, names); n != "" {
			hint = fmt.Sprintf("did you mean %s?", n)
		}
		a.console.fail(badUsage(hint, "unknown command %q", name))
	}
	return saidSo(err)
}

const prompt = "> "

// prompter returns a function that reads lines from a person: with editing and
// history where the terminal can, or else by the function plain after a prompt.
func (a *app) prompter(plain func(context.Context) (string, error)) func(context.Context) (string, error) {
	in, ok := a.in.(*os.File)
	if !ok || a.getenv("TERM") == "dumb" {
		return func(ctx context.Context) (string, error) {
			if err := a.print(prompt); err != nil {
				return "", err
			}
			line, err := plain(ctx)
			if err == io.EOF {
				return "", a.endLine(err)
			}
			return line, err
		}
	}
	lines := newEditor(in, a.out)
	return func(ctx context.Context) (string, error) {
		// Raw only while a line is edited, so that Ctrl-C still ends the program
		// while an answer is sought.
		fd := int(in.Fd())
		was, err := term.MakeRaw(fd)
		if err != nil {
			return "", fmt.Errorf("preparing the terminal: %w", err)
		}
		defer term.Restore(fd, was)
		if width, height, err := term.GetSize(fd); err == nil && width > 0 {
			lines.SetSize(width, height)
		}
		line, err := interruptible(ctx, lines.ReadLine)
		if err != nil && ctx.Err() == nil {
			return "", a.endLine(err)
		}
		return line, err
	}
}

// An editor reads a line with editing and history. It tells Ctrl-C, which interrupts
// the program as it does while a line is answered, from Ctrl-D, the end of the lines.
type editor struct {
	*term.Terminal
	keys *keystrokes
}

func newEditor(in io.Reader, out io.Writer) editor {
	k := &keystrokes{Reader: in}
	return editor{term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{k, out}, prompt), k}
}

func (e editor) ReadLine() (string, error) {
	line, err := e.Terminal.ReadLine()
	if err == io.EOF && e.keys.interrupt {
		err = exitStatus(exitInterrupted)
	}
	return line, err
}

// keystrokes are what is typed, with whether Ctrl-C was.
type keystrokes struct {
	io.Reader
	interrupt bool
}

func (k *keystrokes) Read(b []byte) (int, error) {
	n, err := k.Reader.Read(b)
	k.interrupt = k.interrupt || bytes.IndexByte(b[:n], 3) >= 0
	return n, err
}

// endLine moves on to a fresh line, and returns err unless that fails.
func (a *app) endLine(err error) error {
	if e := a.print("\r\n"); e != nil {
		return e
	}
	return err
}

func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
