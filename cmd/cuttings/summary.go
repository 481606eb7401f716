package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
)

// maxPoints is the most points that a summary may be asked for.
const maxPoints = 50

func (a *app) summaryCommand() *cobra.Command {
	var json bool
	points := 5
	cmd := &cobra.Command{
		Use:   "summary [flags] [TOPIC...]",
		Short: "Give the main points of the coverage or of a topic",
		Long: `Summary gives the main points of the coverage, or of what it says on a topic.
Each point is a sentence of one report, word for word, followed by the other
reports that carry the same; what most reports carry comes first.

The exit status is 3 when the coverage says nothing on the topic.`,
		Example: `  cuttings summary
  cuttings summary sanctions --points 3
  cuttings summary --json | jq -r '.points[].citations[0].quote'`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if points < 1 || points > maxPoints {
				return badUsage("", "invalid --points %d: want 1 to %d", points, maxPoints)
			}
			return a.with(cmd.Context(), func(b answerer) error {
				return a.summary(cmd.Context(), b, strings.Join(args, " "), points, json)
			})
		},
	}
	cmd.Flags().IntVar(&points, "points", points, "give at most `N` points")
	addJSON(cmd, &json)
	return cmd
}

// summary prints the main points on a topic; if there are none, it ends in the
// exit status that says so.
func (a *app) summary(ctx context.Context, b answerer, topic string, points int, json bool) error {
	s, err := b.Summary(ctx, topic, points)
	if err != nil {
		return err
	}
	if json {
		err = a.printJSON(summaryJSON(s))
	} else {
		err = a.print(a.screen.summary(s))
	}
	if err == nil && len(s.Points) == 0 {
		return exitStatus(exitNotCovered)
	}
	return err
}
