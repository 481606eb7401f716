package main

import (
	"github.com/spf13/cobra"
)

const rootLong = `Cuttings answers questions about a body of news coverage with word-for-word
quotations, each with its source and date. Where the coverage doesn't say, it
says so.

It needs no network, no key and no setup: five articles, the models and the
index are part of the program. --articles answers over a folder of your own.`

// usageTemplate is cobra's, with what is the program's first, and lines that
// fit 80 columns.
const usageTemplate = `Usage:
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{range $group := .Groups}}

{{.Title}}{{range $.Commands}}{{if and (eq .GroupID $group.ID) .IsAvailableCommand}}
  {{rpad .Name 12}} {{.Short}}{{end}}{{end}}{{end}}{{if and .HasAvailableSubCommands (not .Groups)}}

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name 12}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Global flags:
{{.InheritedFlags.FlagUsagesWrapped 80 | trimTrailingWhitespaces}}{{end}}{{if .HasHelpSubCommands}}

Help topics ('{{.CommandPath}} help TOPIC'):{{range .Commands}}{{if .IsAdditionalHelpTopicCommand}}
  {{rpad .Name 12}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableSubCommands}}

'{{.CommandPath}} COMMAND --help' tells more about a command.{{end}}
`

// helpCommand is cobra's, with an error for a topic that doesn't exist.
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND | TOPIC]",
		Short:   "Show help on a command or a topic",
		Long:    "Help shows what a command does, its flags and examples, or tells about a topic.",
		Example: "  cuttings help ask\n  cuttings help environment",
		GroupID: "more",
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []cobra.Completion
			for _, c := range cmd.Root().Commands() {
				if c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand() {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.noSuchCommand(cmd, args)
			}
			target.InitDefaultHelpFlag()
			return target.Help()
		},
	}
}

// helpTopics are commands without anything to run: help shows them.
func helpTopics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "environment", Short: "Environment variables", Long: environmentHelp},
		{Use: "exit-status", Short: "What the exit status means", Long: exitStatusHelp},
		{Use: "json", Short: "What --json prints", Long: jsonHelp},
	}
}

const environmentHelp = `Each flag can be set by an environment variable: CUTTINGS_ and the flag's name
in capitals, with _ for -. So CUTTINGS_ARTICLES=~/reports stands for
--articles ~/reports, and CUTTINGS_NO_CACHE=1 for --no-cache. A flag on the
command line goes before its variable, and an empty variable counts as unset.

Other variables:
  NO_COLOR         if not empty, no colour unless --color=always asks for it
  TERM             "dumb" is a terminal without colour, links and line editing
  FORCE_HYPERLINK  1 prints links on a terminal that isn't known to show them,
                   0 prints none
  XDG_CACHE_HOME   on Unix, where the cache folder lies (default ~/.cache);
                   computed vectors are kept there in cuttings/vectors.db
  XDG_STATE_HOME   on Unix, where the state folder lies (default
                   ~/.local/state); 'serve' keeps its state there in
                   cuttings/cuttings.db
  CUTTINGS_MODEL_URL, CUTTINGS_MODEL, CUTTINGS_MODEL_KEY
                   an OpenAI-compatible server that is to write the answers,
                   its model, and its key if it wants one. Every claim that it
                   writes is checked against the passages, and dropped if they
                   don't carry it; when it fails, the quotations stand alone
  OPENAI_API_KEY   alone: OpenAI writes, with the model CUTTINGS_MODEL or
                   gpt-4.1-mini; OPENAI_BASE_URL names another address
  AZURE_OPENAI_ENDPOINT, AZURE_OPENAI_API_KEY, AZURE_OPENAI_DEPLOYMENT
                   the same on Azure
  CUTTINGS_MODEL_TIMEOUT, CUTTINGS_MODEL_TOKENS, CUTTINGS_MODEL_USER_TOKENS
                   the most time for an answer, such as 30s, and the most
                   tokens a day, of all and of one person
  CUTTINGS_MODEL_EXTRA
                   a JSON object to merge into each request
  CUTTINGS_EMBED_URL, CUTTINGS_EMBED_MODEL, CUTTINGS_EMBED_KEY
                   an OpenAI-compatible server whose embeddings are to find the
                   passages; while it fails, the bundled model does
  SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL
                   how 'serve' and 'doctor' reach Slack: see
                   'cuttings serve --help'`

const exitStatusHelp = `  0    done: an answer, a list, a report
  1    something failed: see the error
  2    the command line can't be carried out as it stands
  3    the coverage doesn't say (or may not: "unsure")
  130  interrupted, as by Ctrl-C

'ask -' and a chat over a pipe end with 0 when every line could be asked,
whatever the replies, and with 1 when some line couldn't. 'eval' ends with 1
when a limit isn't kept.

Errors and warnings go to standard error: "error: …", mostly with "hint: …".`

const jsonHelp = `With --json a command prints one JSON object on a line of its own, and 'ask -'
one for each line that it reads, in the same order. No field is ever left out,
and no array is null.

ask and chat:
  question    as it was asked
  answered    whether the citations answer it
  text        the reply in words; [1] marks a citation
  reason      why it isn't answered: "unsure" (closest may answer, or may not)
              or "not covered"; empty if it is
  missing     sentences on the parts of a two-part question that aren't answered
  mode        "extractive" (sentences of the coverage, word for word) or "model"
  notice      why a language model, if there is one, didn't write it; or empty
  dropped     the model's claims that aren't shown, and why not:
              [{"text","reason"}]
  usage       what the model read and wrote: {"prompt","completion"} in tokens
  citations   the quotations that answer
  closest     the nearest passages, if it isn't answered
  timings_ms  search, read and total, in milliseconds

Each citation:
  number      its mark in text
  article     the file's stem
  title, outlet, url
              empty where the article doesn't state it
  published   "2021-12-31", or empty
  passage     the article and the number of the paragraph
  start, end  the place of the quote: bytes of the article's file
  quote       exactly those bytes

A line that can't be asked gets {"question","error":{"message","hint"}}, its
question cut to 1 MiB and with U+FFFD for bytes that aren't UTF-8.

sources: {"topic","sources":[{"article","title","heading","outlet","published",
"url","passages","words"}]}; heading is the title or else the first words.

summary: {"topic","since","newer","mode","notice","dropped","usage",
"points":[{"text","citations":[…]}],"coverage":{"articles","from","to"}}; newer
counts the articles of the day since and later (0 without one); text is a
model's, or empty; the first citation of a point is the one to show.

eval: the totals under their names, "missed", "kinds", "failures" (the questions
that went wrong), "failed" (the limits that weren't kept) and "writing", what a
language model wrote: {"answers","alone","kept","dropped","reasons","notices",
"prompt","completion"}, with reasons and notices [{"what","times"}].
eval --retrieval: an object for each set and unit, {"set","language","unit",
"questions","recall_at_1","recall_at_5","mrr_at_10"}.

feedback: {"feedback":[{"at","good","reason","comment","user","answer","kind",
"question","answered","said"}]}; answer is the reference that the answer shows.

version: {"version","revision","modified","go","platform"}.`
