package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) sourcesCommand() *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "sources [flags] [TOPIC...]",
		Short: "List the articles of the coverage",
		Long: `Sources lists the articles, the earliest first: the day, who published it, its
title or first words, how many passages it has, and its id. With a topic it
lists those that hold all of its words in text, title or outlet; with a day
("31 December 2021", "since Monday", "last week") those dated so.

The exit status is 3 when no article does.`,
		Example: `  cuttings sources
  cuttings sources sanctions
  cuttings sources since 30 December 2021
  cuttings sources BNR --json | jq -r '.sources[].article'`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.settings.listOnly = true
			return a.with(cmd.Context(), func(b answerer) error {
				return a.sources(cmd.Context(), b, strings.Join(args, " "), json)
			})
		},
	}
	addJSON(cmd, &json)
	return cmd
}

// sources prints the articles that hold a topic; if there are none, it ends in
// the exit status that says so.
func (a *app) sources(ctx context.Context, b answerer, topic string, json bool) error {
	list, err := b.Sources(ctx, topic)
	if err != nil {
		return err
	}
	switch {
	case json:
		err = a.printJSON(sourcesJSON(topic, list))
	case len(list) == 0:
		err = a.print(a.screen.noSources(b.NoSources(topic)))
	default:
		err = a.print(a.screen.sources(list))
	}
	if err == nil && len(list) == 0 {
		return exitStatus(exitNotCovered)
	}
	return err
}
