package main

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"

	"cuttings/bot"
)

// Exit statuses; `cuttings help exit-status` explains them.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUsage       = 2
	exitNotCovered  = 3
	exitInterrupted = 130
)

// An answerer answers over a body of coverage; *bot.Bot is one, by way of wire.go.
type answerer interface {
	Answer(ctx context.Context, question string) (bot.Reply, error)
	News(ctx context.Context, topic string, since time.Time, points int) (bot.Summary, error)
	Sources(ctx context.Context, topic string) ([]bot.Source, error)
	NoSources(topic string) string
	Converse() conversation
}

// A conversation answers questions that may refer to those asked before.
type conversation interface {
	Ask(ctx context.Context, text string) (bot.Reply, error)
}

// An opener makes an answerer from the settings, telling the console of what
// takes long and of what goes wrong without being fatal. The caller must call
// closeAll when the answerer is no longer needed.
type opener func(ctx context.Context, s settings, c *console) (a answerer, closeAll func() error, err error)

// settings are the flags that every command understands.
type settings struct {
	articles string // folder of the articles; empty for the bundled ones
	cache    string // file of the cached vectors; empty for the usual place
	noCache  bool
	noModel  bool // no server is asked for anything
	quiet    bool
	color    colorMode

	// listOnly is no flag: it says that Sources is all that will be asked for, so
	// that no index is needed.
	listOnly bool
}

// An app is one run of the program, with everything that it touches.
type app struct {
	in          io.Reader
	out, errOut io.Writer
	getenv      func(string) string
	now         func() time.Time
	open        opener

	settings settings
	// screen and console are set once the flags are known.
	screen  screen
	console *console
	// parsed says that the command line was understood: an error before that is
	// one of usage.
	parsed bool
}

// run carries out the command that args name and returns the exit status.
func (a *app) run(ctx context.Context, args []string) int {
	a.prepare()
	root := a.rootCommand()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var status exitStatus
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &status):
		return int(status)
	case isClosedPipe(err):
		return exitFailure
	}
	a.console.fail(err)
	var u *usageError
	if !a.parsed || errors.As(err, &u) {
		return exitUsage
	}
	return exitFailure
}

// prepare looks at the streams, as the settings say.
func (a *app) prepare() {
	a.screen = detectScreen(a.out, a.settings.color, a.getenv)
	a.console = newConsole(a.errOut, detectScreen(a.errOut, a.settings.color, a.getenv), a.settings.quiet)
}

// with opens the coverage, passes it to f and closes it.
func (a *app) with(ctx context.Context, f func(answerer) error) error {
	answerer, closeAll, err := a.open(ctx, a.settings, a.console)
	if err != nil {
		return err
	}
	defer func() {
		if err := closeAll(); err != nil {
			a.console.warn(err)
		}
	}()
	return f(answerer)
}

// print writes s to standard output in one go, so that a reader of a pipe sees a
// whole reply or none of it.
func (a *app) print(s string) error {
	_, err := io.WriteString(a.out, s)
	return err
}

// rootCommand returns the tree of commands.
func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "cuttings COMMAND",
		Short: "Answer questions about news coverage with word-for-word quotations",
		Long:  rootLong,
		Example: `  cuttings ask "What did Ushakov say about sanctions?"
  cuttings ask --articles ~/reports "When do Russia and NATO meet?"
  cuttings chat`,
		Args:              a.noSuchCommand,
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := flagsFromEnvironment(cmd.Flags(), a.getenv); err != nil {
				return err
			}
			a.parsed = true
			a.prepare()
			return nil
		},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.errOut)
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(flagError)
	a.addGlobalFlags(root)

	root.AddGroup(&cobra.Group{ID: "main", Title: "Commands:"}, &cobra.Group{ID: "slack", Title: "In Slack:"}, &cobra.Group{ID: "more", Title: "More:"})
	root.SetHelpCommandGroupID("more")
	root.SetCompletionCommandGroupID("more")
	group := func(id string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = id
			root.AddCommand(c)
		}
	}
	group("main", a.askCommand(), a.chatCommand(), a.sourcesCommand(), a.summaryCommand(), a.evalCommand())
	group("slack", a.serveCommand(), a.manifestCommand(), a.doctorCommand(), a.feedbackCommand())
	group("more", a.versionCommand())
	root.SetHelpCommand(a.helpCommand())
	root.AddCommand(helpTopics()...)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Example = "  cuttings completion bash > ~/.local/share/bash-completion/completions/cuttings"
			c.Args, c.RunE = noSuchShell, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	return root
}
