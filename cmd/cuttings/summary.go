package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cuttings/bot"
)

// maxPoints is the most points that a summary may be asked for.
const maxPoints = 50

// defaultPoints is how many it has unless asked for others.
const defaultPoints = 5

// summaryOptions are what a summary is asked for.
type summaryOptions struct {
	topic  string
	since  time.Time // zero for all of the coverage
	points int
	json   bool
}

func (a *app) summaryCommand() *cobra.Command {
	o := summaryOptions{points: defaultPoints}
	var since string
	cmd := &cobra.Command{
		Use:   "summary [flags] [TOPIC...]",
		Short: "Give the main points of the coverage or of a topic",
		Long: `Summary gives the main points of the coverage, or of what it says on a topic.
Each point is a sentence of one report, word for word, followed by the other
reports that carry the same; what most reports carry comes first.

With --since it sums up only the reports of that day and later. The day is a
date ("2021-12-30", "30 December", "Dec 30"), a weekday (the last one before
today), "yesterday", "last week" and the like.

The exit status is 3 when the coverage says nothing on the topic, or nothing
since then.`,
		Example: `  cuttings summary
  cuttings summary sanctions --points 3
  cuttings summary --since "30 December 2021"
  cuttings summary --json | jq -r '.points[].citations[0].quote'`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.points < 1 || o.points > maxPoints {
				return badUsage("", "invalid --points %d: want 1 to %d", o.points, maxPoints)
			}
			if cmd.Flags().Changed("since") {
				var ok bool
				if o.since, ok = bot.Since(since, a.now()); !ok {
					return badUsage("a day is written like 2021-12-30, Monday or yesterday", "invalid --since %q", since)
				}
			}
			o.topic = strings.Join(args, " ")
			return a.with(cmd.Context(), func(b answerer) error { return a.summary(cmd.Context(), b, o) })
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&o.points, "points", o.points, "give at most `N` points")
	must(flags.SetAnnotation("points", wants, []string{fmt.Sprintf("a number from 1 to %d", maxPoints)}))
	flags.StringVar(&since, "since", "", "sum up only the reports of `DAY` and later")
	must(cmd.RegisterFlagCompletionFunc("since", cobra.NoFileCompletions))
	addJSON(cmd, &o.json)
	return cmd
}

// summary prints the main points; if there are none, it ends in the exit status
// that says so.
func (a *app) summary(ctx context.Context, b answerer, o summaryOptions) error {
	told, end := a.console.steps(ctx)
	s, err := b.News(told, o.topic, o.since, o.points)
	end()
	if err != nil {
		return err
	}
	if o.json {
		err = a.printJSON(summaryJSON(s))
	} else {
		err = a.print(a.screen.summary(s))
	}
	if err == nil && len(s.Points) == 0 {
		return exitStatus(exitNotCovered)
	}
	return err
}
