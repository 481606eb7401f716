package main

import (
	"github.com/spf13/cobra"

	"cuttings/bot/slackio"
)

func (a *app) manifestCommand() *cobra.Command {
	var o slackio.ManifestOptions
	cmd := &cobra.Command{
		Use:   "manifest [flags]",
		Short: "Print the manifest to create the Slack app from",
		Long: `Manifest prints what Slack creates the app from: every scope, event, command
and shortcut that the bot uses, and no more. At api.slack.com/apps choose
“Create New App”, “From a manifest”, and paste it.

Without --http the app uses Socket Mode. Make an app-level token for it with the
scope connections:write (“Basic Information”), then install the app.`,
		Example: `  cuttings manifest > manifest.json
  cuttings manifest --http https://bot.example.org`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(*cobra.Command, []string) error {
			manifest, err := slackio.Manifest(o)
			if err != nil {
				return badUsage("see 'cuttings manifest --help'", "making the manifest: %w", err)
			}
			return a.print(string(manifest))
		},
	}
	cmd.Flags().StringVar(&o.URL, "http", "", "have Slack send signed requests to the https address `URL`")
	cmd.Flags().StringVar(&o.Name, "name", "", "name the app `NAME` instead of Cuttings")
	return cmd
}
