package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cuttings/bot"
	"cuttings/bot/score"
	"cuttings/bot/score/report"
	"cuttings/corpus"
)

// evalOptions are the flags of eval.
type evalOptions struct {
	json, list bool
	limits     score.Limits
	retrieval  string // folder of question sets; empty to score answers
	report     string // folder to write a page to; empty for none
	claims     string // file of judged claims; empty to score answers
	mode       string // "model", "extractive", or empty for what is set
}

func (a *app) evalCommand() *cobra.Command {
	var o evalOptions
	var minRight, minRefused, maxBadQuotes int
	var maxMissed float64
	cmd := &cobra.Command{
		Use:   "eval [flags] FILE | - | --retrieval DIR [SET...] | --claims FILE",
		Short: "Score the answers to a file of questions",
		Long: `Eval asks the questions of a file and scores the replies: how many were
answered rightly, refused rightly and falsely, whether every quote equals its
bytes in the article, and how much an answer quotes; in all and by kind.

The file holds one JSON object a line:
  id, question
  kind        any word; the report groups by it
  answerable  whether the coverage answers the question
  gold        the facts that the answer needs, each a list of alternative
              texts of the coverage (if answerable)
or {"id","turns":[…]} with such objects, which are asked in one conversation.

A fact is found when one of its alternatives lies inside one of the first 5
quotes, whatever the case, dashes and quotation marks. "unsure" counts as half a
miss. With --min-… and --max-… the exit status is 1 when a limit isn't kept.

With --mode model, a language model must be set and writes the answers, and eval
also tells how many of its claims were kept and dropped, why, and the tokens.
With --mode extractive no model is asked; without --mode one is, if it is set.

With --report, eval also writes DIR/index.html: one page with the figures, the
curves of the score, and each question that went wrong with what was shown and
what was wanted.

With --claims, eval measures the check of claims instead: how many true ones are
dropped and how many false ones kept. A line of FILE (also .gz) holds "claim",
"true", and as "evidence" the sentences that carry it or don't.

With --retrieval, eval scores the search on public question sets instead: how
often a window of sentences that holds the answer comes first (R@1) or among the
first five (R@5), and the mean of 1/rank among the first ten (MRR@10). DIR holds
the sets; name some (such as xquad/en or selqa-test) to score only those.`,
		Example: `  cuttings eval questions.jsonl
  cuttings eval --list --articles news news.jsonl
  cuttings eval --report report questions.jsonl
  cuttings eval --min-right 20 --max-bad-quotes 0 questions.jsonl
  cuttings eval --claims claims.jsonl
  cuttings eval --mode model questions.jsonl
  cuttings eval --retrieval data xquad/en`,
		Args: cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if o.retrieval != "" {
				return setNames(), cobra.ShellCompDirectiveNoFileComp
			}
			return []cobra.Completion{"jsonl"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.claims != "" {
				if len(args) > 0 {
					return badUsage("name the file of claims alone", "--claims goes without other files")
				}
				return a.evalClaims(cmd.Context(), o)
			}
			if o.retrieval != "" && o.report != "" {
				return badUsage("give one of them", "--report doesn't go with --retrieval")
			}
			if o.retrieval != "" && o.mode != "" {
				return badUsage("give one of them", "--mode doesn't go with --retrieval")
			}
			if o.retrieval != "" {
				return a.evalRetrieval(cmd.Context(), o.retrieval, args, o.json)
			}
			if len(args) != 1 {
				return badUsage("see 'cuttings eval --help'", "eval needs one file of questions")
			}
			set := func(f *pflag.Flag) {
				switch f.Name {
				case "min-right":
					o.limits.MinRight = &minRight
				case "min-refused":
					o.limits.MinRefused = &minRefused
				case "max-missed":
					o.limits.MaxMissed = &maxMissed
				case "max-bad-quotes":
					o.limits.MaxBadQuotes = &maxBadQuotes
				}
			}
			cmd.Flags().Visit(set)
			if err := a.setMode(o.mode); err != nil {
				return err
			}
			return a.eval(cmd.Context(), args[0], o)
		},
	}
	addJSON(cmd, &o.json)
	flags := cmd.Flags()
	flags.StringVar(&o.retrieval, "retrieval", "", "score the search on the question sets in `DIR`")
	must(cmd.MarkFlagDirname("retrieval"))
	flags.StringVar(&o.report, "report", "", "write a page on what went wrong to `DIR`")
	must(cmd.MarkFlagDirname("report"))
	flags.StringVar(&o.claims, "claims", "", "measure the check of claims on those in `FILE`")
	flags.StringVar(&o.mode, "mode", "", "have a language model write the answers, or none: `MODE` is model or extractive")
	must(cmd.RegisterFlagCompletionFunc("mode", cobra.FixedCompletions([]string{"model", "extractive"}, cobra.ShellCompDirectiveNoFileComp)))
	flags.BoolVar(&o.list, "list", false, "name every question that went wrong")
	flags.IntVar(&minRight, "min-right", 0, "fail when fewer than `N` are answered rightly")
	flags.IntVar(&minRefused, "min-refused", 0, "fail when fewer than `N` are refused rightly")
	flags.Float64Var(&maxMissed, "max-missed", 0, "fail when more than `N` are missed (falsely refused, or half for unsure)")
	flags.IntVar(&maxBadQuotes, "max-bad-quotes", 0, "fail when more than `N` quotes differ from their article")
	return cmd
}

// setMode sees to it that the answers are of a mode.
func (a *app) setMode(mode string) error {
	switch bot.Mode(mode) {
	case "":
		return nil
	case bot.Extractive:
		a.settings.noModel = true
		return nil
	case bot.Model:
	default:
		return badUsage("the modes are model and extractive", "invalid --mode %q", mode)
	}
	if a.settings.noModel {
		return badUsage("give one of them", "--mode model doesn't go with --no-model")
	}
	p, err := phraser(a.settings, a.getenv, nil)
	if err == nil && p == nil {
		err = &hinted{errors.New("no language model is set"), "set OPENAI_API_KEY, or CUTTINGS_MODEL_URL and CUTTINGS_MODEL: see 'cuttings help environment'"}
	}
	return err
}

// eval scores the replies to the questions in a file.
func (a *app) eval(ctx context.Context, file string, o evalOptions) error {
	dialogues, err := a.readQuestions(file)
	if err != nil {
		return err
	}
	article, err := articleTexts(a.settings.articles)
	if err != nil {
		return err
	}
	tally := score.NewTally(article)
	var asked []report.Asked
	err = a.with(ctx, func(b answerer) error {
		return a.askAll(ctx, b, dialogues, func(q score.Question, r *bot.Reply, text string) {
			tally.Add(q, r, text)
			asked = append(asked, report.Asked{Question: q, Reply: r})
		})
	})
	if err != nil {
		return err
	}
	failed := tally.Check(o.limits)
	if o.report != "" {
		err := writeReport(o.report, report.Evaluation{Name: filepath.Base(file), Tally: tally, Failed: failed, Asked: asked})
		if err != nil {
			return err
		}
	}
	if err := a.printTally(tally, failed, o); err != nil {
		return err
	}
	if len(failed) > 0 {
		return exitStatus(exitFailure)
	}
	return nil
}

func (a *app) readQuestions(file string) ([]score.Dialogue, error) {
	in := a.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, &hinted{fmt.Errorf("opening the questions: %w", err), "name a file of questions, or - for standard input"}
		}
		defer f.Close()
		in = f
	}
	dialogues, err := score.Read(in)
	if err == nil && len(dialogues) == 0 {
		err = errors.New("no questions")
	}
	if err != nil {
		return nil, &hinted{fmt.Errorf("reading the questions in %q: %w", file, err), "'cuttings eval --help' describes the format"}
	}
	return dialogues, nil
}

// askAll asks every question and passes on the replies, each with its plain
// rendering. A question that fails is told of; its reply is nil.
func (a *app) askAll(ctx context.Context, b answerer, dialogues []score.Dialogue, add func(q score.Question, r *bot.Reply, text string)) error {
	done, total := 0, 0
	for _, d := range dialogues {
		total += len(d)
	}
	progress := a.console.progress("Asking")
	for _, d := range dialogues {
		ask := b.Answer
		if len(d) > 1 {
			ask = b.Converse().Ask
		}
		for _, q := range d {
			r, err := ask(ctx, q.Text)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				a.console.fail(fmt.Errorf("question %s: %w", q.ID, err))
				add(q, nil, "")
			} else {
				add(q, &r, r.Text())
			}
			done++
			progress(done, total)
		}
	}
	return nil
}

// printTally prints the report.
func (a *app) printTally(tally *score.Tally, failed []string, o evalOptions) error {
	if o.json {
		return a.printJSON(struct {
			*score.Tally
			Missed float64  `json:"missed"`
			Failed []string `json:"failed"` // limits that weren't kept
		}{tally, tally.Missed(), append([]string{}, failed...)})
	}
	var b strings.Builder
	if o.list {
		list(&b, tally)
	}
	b.WriteString(tally.String())
	for _, f := range failed {
		fmt.Fprintf(&b, "FAIL %s\n", f)
	}
	return a.print(b.String())
}

// list names the questions that went wrong.
func list(b *strings.Builder, tally *score.Tally) {
	for _, f := range tally.Failures {
		fmt.Fprintf(b, "%s: %s [%s] %s\n", f.Outcome, f.ID, f.Kind, printable(f.Question))
	}
}

// articleTexts returns a function that reads an article's text by its id: from
// the folder itself, so that quotes are compared with the bytes on the disk, or
// from the bundled articles if dir is empty.
func articleTexts(dir string) (func(id string) (string, bool), error) {
	if dir == "" {
		bundled, err := corpus.Bundled()
		if err != nil {
			return nil, err
		}
		texts := make(map[string]string)
		for _, art := range bundled {
			texts[art.ID] = art.Text
		}
		return func(id string) (string, bool) {
			text, ok := texts[id]
			return text, ok
		}, nil
	}
	texts := make(map[string]*string) // nil for a file that can't be read
	return func(id string) (string, bool) {
		text, known := texts[id]
		if !known {
			if data, err := readIn(dir, articleFile(dir, id)); err == nil {
				text = new(string(data))
			}
			texts[id] = text
		}
		if text == nil {
			return "", false
		}
		return *text, true
	}, nil
}

// articleFile is the name of the file in a folder that an article with this id is from.
func articleFile(dir, id string) string {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if stem, isArticle := corpus.ArticleID(e.Name()); isArticle && stem == id {
			return e.Name()
		}
	}
	return id + ".txt"
}

// readIn reads a file of a folder, and never one outside it.
func readIn(dir, name string) ([]byte, error) {
	f, err := os.OpenInRoot(dir, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
