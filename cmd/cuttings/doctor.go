package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"cuttings/bot/llm"
	"cuttings/bot/slackio"
	"cuttings/corpus/library"
)

// doctorTimeout bounds the looking at one thing.
const doctorTimeout = 30 * time.Second

func (a *app) doctorCommand() *cobra.Command {
	var access slackio.Access
	var data string
	cmd := &cobra.Command{
		Use:   "doctor [flags]",
		Short: "Say whether the bot can work in Slack, and what to do if not",
		Long: `Doctor looks at what 'cuttings serve' needs: the Slack tokens and what they
grant, whether the bot is in its --channels, the articles, the state, and the
language model if one is set. It changes nothing and posts nothing; of a model
it asks one word.

The exit status is 1 when something needs to be done.`,
		Example: `  cuttings doctor
  cuttings doctor --articles ~/reports --channels C0123456789`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.doctor(cmd.Context(), access, data)
		},
	}
	cmd.Flags().StringSliceVar(&access.Channels, "channels", nil, "look whether the bot is in the channels of these `IDS`")
	cmd.Flags().StringVar(&data, "data", "", "look at the state in `DIR` instead of the user's state folder")
	must(cmd.MarkFlagDirname("data"))
	return cmd
}

func (a *app) doctor(ctx context.Context, access slackio.Access, data string) error {
	var found []slackio.Finding
	config := secrets(a.getenv)
	if config.BotToken == "" {
		found = append(found, ill(checkSecrets(config)))
	} else {
		limit, cancel := context.WithTimeout(ctx, doctorTimeout)
		defer cancel()
		found = append(found, slackio.Doctor(limit, config, access, slog.New(slog.DiscardHandler))...)
	}
	found = append(found, a.examineCoverage(ctx), a.examineState(ctx, data))
	found = append(found, a.examineModel(ctx)...)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := a.print(a.screen.findings(found)); err != nil {
		return err
	}
	for _, f := range found {
		if !f.OK {
			return exitStatus(exitFailure)
		}
	}
	return nil
}

// ill is the finding that an error stands in the way.
func ill(err error) slackio.Finding {
	return slackio.Finding{What: sentence(err.Error()), Hint: sentence(hintOf(err))}
}

// sentence makes one of an error's or a hint's text.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:] + "."
}

func (a *app) examineCoverage(ctx context.Context) slackio.Finding {
	articles, err := readArticles(ctx, a.settings.articles, a.console.warn)
	if err != nil {
		if hintOf(err) == "" {
			err = &hinted{err, "mend or remove what it names, or give another folder with --articles DIR"}
		}
		return ill(err)
	}
	what := fmt.Sprintf("The folder of articles can be read: %d of them.", len(articles))
	if a.settings.articles == "" {
		what = fmt.Sprintf("The coverage is the %d bundled articles; --articles DIR gives your own.", len(articles))
	}
	return slackio.Finding{OK: true, What: what}
}

func (a *app) examineState(ctx context.Context, data string) slackio.Finding {
	file, err := stateFile(data, a.getenv)
	if err != nil {
		return ill(err)
	}
	state, err := library.Open(ctx, file, library.Options{ReadOnly: true})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return slackio.Finding{OK: true, What: fmt.Sprintf("There is no state yet: the first 'cuttings serve' makes %s.", file)}
	case err != nil:
		return ill(&hinted{err, "look whether this user may read it; --data DIR names another folder"})
	}
	defer state.Close()
	waiting, err := state.Pending(ctx)
	if err != nil {
		return ill(&hinted{err, "put a backup in its place, or name another folder with --data DIR"})
	}
	return slackio.Finding{OK: true, What: fmt.Sprintf("The state in %s can be read; %d questions wait in it.", file, waiting)}
}

// examineModel says of a language model whether it answers; nothing if none is set.
func (a *app) examineModel(ctx context.Context) []slackio.Finding {
	config, set, err := llm.FromEnv(a.getenv)
	switch {
	case a.settings.noModel:
		return nil
	case err != nil:
		return []slackio.Finding{ill(settingError(err))}
	case !set:
		return nil
	}
	client, err := llm.New(config)
	if err != nil {
		return []slackio.Finding{ill(err)}
	}
	ctx, cancel := context.WithTimeout(ctx, doctorTimeout)
	defer cancel()
	p, err := client.Probe(ctx)
	if err != nil {
		return []slackio.Finding{ill(&hinted{fmt.Errorf("the language model doesn't answer: %w", err),
			"look at its address and key ('cuttings help environment'); until then answers are quotations alone"})}
	}
	return []slackio.Finding{{OK: true, What: fmt.Sprintf("The language model %s answers, in %s; JSON by %s.",
		p.Model, p.Took.Round(time.Millisecond), p.Format)}}
}

// findings renders what was found, each with what to do about it.
func (s screen) findings(list []slackio.Finding) string {
	var b strings.Builder
	wrong := 0
	for _, f := range list {
		line := new(rich).add(mark, "ok")
		if !f.OK {
			wrong++
			line = new(rich).add(failWord, "!!")
		}
		s.write(&b, 0, 3, line.add(plain, " "+f.What))
		if f.Hint != "" {
			s.write(&b, 3, 3, new(rich).add(bold, f.Hint))
		}
	}
	b.WriteByte('\n')
	switch wrong {
	case 0:
		b.WriteString("All is well: 'cuttings serve' can start.\n")
	case 1:
		b.WriteString("One thing needs to be done.\n")
	default:
		fmt.Fprintf(&b, "%d things need to be done.\n", wrong)
	}
	return b.String()
}
