package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"cuttings/bot/slackio"
)

// serveOptions are what the bot in Slack is told besides its secrets.
type serveOptions struct {
	listen, health string // addresses; an empty health serves none
	data           string // folder of the state; empty for the usual one
	access         slackio.Access
	perUser        int
	perChannel     int
	workers        int
	timeout        time.Duration
	grace          time.Duration
	reload         time.Duration
	logFormat      string
	logLevel       slog.Level
	demo           bool
	page           string // address of the demo's page
	// healthGiven says that health was chosen, so that it must be had.
	healthGiven bool
}

const serveLong = `Serve is the bot in Slack: it answers mentions, follow-ups in their threads,
direct messages and slash commands over the bundled articles or --articles DIR,
which is read again when its files change.

Its secrets come from the environment, and choose how Slack reaches it:
  SLACK_BOT_TOKEN       xoxb-…, always
  SLACK_APP_TOKEN       xapp-…: Socket Mode, no public address needed
  SLACK_SIGNING_SECRET  signed HTTP at --listen: /slack/events,
                        /slack/commands and /slack/interactions
With both, both are served. SLACK_API_URL names another Web API than Slack's.

'cuttings manifest' prints what to create the Slack app from, and 'cuttings
doctor' says whether everything is in place. --demo needs no Slack: it serves a
small workspace in the browser, with a double in Slack's place.

What must not be lost is kept in --data DIR: questions taken and not answered
yet, answers, digests, feedback. SIGTERM or an interrupt ends the bot once what
runs is done; what was taken and isn't, is done after the next start.`

func (a *app) serveCommand() *cobra.Command {
	o := serveOptions{
		listen: "127.0.0.1:3000", health: "127.0.0.1:9465", page: "127.0.0.1:8080",
		perUser: 30, perChannel: 120, workers: 8, timeout: time.Minute, grace: 20 * time.Second, reload: 5 * time.Second,
		logFormat: "text",
	}
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "Run the bot in Slack, or a demo of it in the browser",
		Long:  serveLong,
		Example: `  cuttings serve --demo
  SLACK_BOT_TOKEN=… SLACK_APP_TOKEN=… cuttings serve --articles ~/reports
  SLACK_BOT_TOKEN=… SLACK_SIGNING_SECRET=… cuttings serve --listen :3000`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.healthGiven = cmd.Flags().Changed("health")
			if err := o.check(); err != nil {
				return err
			}
			return a.serve(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.demo, "demo", false, "serve a workspace in the browser, without Slack")
	flags.StringVar(&o.page, "page", o.page, "serve the demo's page at the loopback `ADDR`")
	flags.StringVar(&o.listen, "listen", o.listen, "take Slack's signed requests at `ADDR`")
	flags.StringVar(&o.health, "health", o.health, "serve /healthz, /readyz and /metrics at `ADDR`; \"\" for none")
	flags.StringVar(&o.data, "data", "", "keep the state in `DIR` instead of the user's state folder")
	flags.StringSliceVar(&o.access.Channels, "channels", nil, "answer only in the channels of these `IDS`")
	flags.StringSliceVar(&o.access.Users, "users", nil, "answer only people of these `IDS`")
	flags.StringSliceVar(&o.access.Admins, "admins", nil, "answer people of these `IDS` everywhere and at any rate")
	flags.IntVar(&o.perUser, "per-user", o.perUser, "take `N` questions a minute from one person; -1 for any number")
	flags.IntVar(&o.perChannel, "per-channel", o.perChannel, "take `N` questions a minute in one channel; -1 for any number")
	flags.IntVar(&o.workers, "workers", o.workers, "work on `N` questions at once")
	must(flags.SetAnnotation("workers", wants, []string{"a number from 1 to 256"}))
	flags.DurationVar(&o.timeout, "timeout", o.timeout, "give up an answer after `TIME`")
	flags.DurationVar(&o.grace, "grace", o.grace, "when told to stop, finish what runs within `TIME`")
	flags.DurationVar(&o.reload, "reload", o.reload, "look for changed articles every `TIME`; 0 for never")
	flags.StringVar(&o.logFormat, "log-format", o.logFormat, "write the log as `FORMAT`: text or json")
	flags.TextVar(&o.logLevel, "log-level", slog.LevelInfo, "log from `LEVEL` on: debug (with the questions' texts), info, warn or error")
	must(cmd.MarkFlagDirname("data"))
	must(cmd.RegisterFlagCompletionFunc("log-format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp)))
	must(cmd.RegisterFlagCompletionFunc("log-level", cobra.FixedCompletions([]string{"debug", "info", "warn", "error"}, cobra.ShellCompDirectiveNoFileComp)))
	return cmd
}

// check looks for values that can't be meant.
func (o serveOptions) check() error {
	for flag, n := range map[string]int{"per-user": o.perUser, "per-channel": o.perChannel} {
		if n == 0 || n < -1 {
			return badUsage("", "invalid --%s %d: want a number from 1, or -1 for no limit", flag, n)
		}
	}
	for flag, addr := range map[string]string{"listen": o.listen, "health": o.health, "page": o.page} {
		if addr == "" && flag == "health" {
			continue
		}
		if _, _, err := net.SplitHostPort(addr); err != nil {
			return badUsage("an address is written like 127.0.0.1:3000 or :3000", "invalid --%s %q", flag, addr)
		}
	}
	switch {
	case o.workers < 1 || o.workers > 256:
		return badUsage("", "invalid --workers %d: want 1 to 256", o.workers)
	case o.timeout <= 0 || o.grace < 0 || o.reload < 0:
		return badUsage("a time is written like 30s or 2m", "--timeout must be more than 0, --grace and --reload not less")
	case o.logFormat != "text" && o.logFormat != "json":
		return badUsage("", "invalid --log-format %q: want text or json", o.logFormat)
	}
	return nil
}

// secrets are the Slack credentials of the environment.
func secrets(getenv func(string) string) slackio.Config {
	return slackio.Config{
		BotToken:      getenv("SLACK_BOT_TOKEN"),
		AppToken:      getenv("SLACK_APP_TOKEN"),
		SigningSecret: getenv("SLACK_SIGNING_SECRET"),
		APIURL:        getenv("SLACK_API_URL"),
	}
}

// checkSecrets says which of the secrets that a transport needs isn't there.
func checkSecrets(c slackio.Config) error {
	in := c.AppToken != "" || c.SigningSecret != ""
	switch {
	case c.BotToken == "" && !in:
		return &hinted{errors.New("no Slack credentials in the environment"),
			"set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP); without Slack, try 'cuttings serve --demo'"}
	case c.BotToken == "":
		return &hinted{errors.New("SLACK_BOT_TOKEN isn't set"), "it is the app's “Bot User OAuth Token”, and begins with xoxb-"}
	case !in:
		return &hinted{errors.New("SLACK_BOT_TOKEN is set, but nothing by which Slack's events could come in"),
			"set SLACK_APP_TOKEN (xapp-…, for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP)"}
	}
	return nil
}

// logger writes to w in the format that was asked for.
func (o serveOptions) logger(w io.Writer) *slog.Logger {
	h := &slog.HandlerOptions{Level: o.logLevel}
	if o.logFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, h))
	}
	return slog.New(slog.NewTextHandler(w, h))
}

// stateFile is the library in the folder data, or else in the user's state folder:
// on Unix $XDG_STATE_HOME/cuttings, or ~/.local/state/cuttings.
func stateFile(data string, getenv func(string) string) (string, error) {
	if data == "" {
		folder := getenv("XDG_STATE_HOME")
		var err error
		switch {
		case folder != "":
		case runtime.GOOS == "windows" || runtime.GOOS == "darwin":
			folder, err = os.UserConfigDir()
		default:
			folder, err = os.UserHomeDir()
			folder = filepath.Join(folder, ".local", "state")
		}
		if err != nil {
			return "", &hinted{fmt.Errorf("finding the state folder: %w", err), "give it with --data DIR"}
		}
		data = filepath.Join(folder, "cuttings")
	}
	return filepath.Join(data, "cuttings.db"), nil
}
