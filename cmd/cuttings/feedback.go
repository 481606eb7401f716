package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cuttings/bot"
	"cuttings/bot/slackio"
	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// feedbackOptions are which feedback to show, and how.
type feedbackOptions struct {
	data   string
	since  time.Time
	json   bool
	export bool
}

func (a *app) feedbackCommand() *cobra.Command {
	var o feedbackOptions
	var since string
	cmd := &cobra.Command{
		Use:   "feedback [flags]",
		Short: "List what people in Slack said of the answers",
		Long: `Feedback lists the thumbs up and down that the bot's answers in Slack got, the
oldest first, with the question, what was answered, and what people said of it.

With --export it prints the questions whose answers were marked down as a
question file for 'cuttings eval'. As long as a line isn't completed it counts
as wrong: where the bot answered, the answer is taken to be no answer; where it
refused, or missed something, "gold" is to be filled in with words of the
coverage. "notes" says what the bot said and what people said of that.`,
		Example: `  cuttings feedback --since Monday
  cuttings feedback --export > wrong.jsonl`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.json && o.export {
				return badUsage("give one of them", "--json and --export can't both be had")
			}
			if cmd.Flags().Changed("since") {
				var ok bool
				if o.since, ok = bot.Since(since, a.now()); !ok {
					return badUsage("a day is written like 2021-12-30, Monday or yesterday", "invalid --since %q", since)
				}
			}
			return a.feedback(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.data, "data", "", "read the state in `DIR` instead of the user's state folder")
	flags.StringVar(&since, "since", "", "list only what was said on `DAY` and later")
	flags.BoolVar(&o.export, "export", false, "print the questions marked down as a question file")
	addJSON(cmd, &o.json)
	must(cmd.MarkFlagDirname("data"))
	must(cmd.RegisterFlagCompletionFunc("since", cobra.NoFileCompletions))
	return cmd
}

func (a *app) feedback(ctx context.Context, o feedbackOptions) error {
	votes, err := a.readVotes(ctx, o)
	if err != nil {
		return err
	}
	switch {
	case o.json:
		return a.printJSON(feedbackJSON(votes))
	case o.export:
		for _, v := range markedDown(votes) {
			if err := a.printJSON(v.question()); err != nil {
				return err
			}
		}
		return nil
	}
	return a.print(a.screen.feedback(votes))
}

// A vote is what somebody said of an answer, with what that was.
type vote struct {
	library.Feedback
	answer library.Answer
	reply  bot.Reply
	// replied says that the answer is to a question, and reply what it was.
	replied bool
}

func (a *app) readVotes(ctx context.Context, o feedbackOptions) ([]vote, error) {
	file, err := stateFile(o.data, a.getenv)
	if err != nil {
		return nil, err
	}
	state, err := library.Open(ctx, file, library.Options{ReadOnly: true})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &hinted{err, "'cuttings serve' makes it; give the --data DIR that it was given"}
	case errors.Is(err, fs.ErrPermission):
		return nil, &hinted{err, "look whether this user may read it; --data DIR names another folder"}
	case err != nil:
		return nil, err
	}
	defer state.Close()
	entries, err := state.Feedback(ctx, o.since)
	if err != nil {
		return nil, err
	}
	votes := make([]vote, len(entries))
	for i, e := range entries {
		votes[i] = vote{Feedback: e.Feedback, answer: e.Answer}
		votes[i].reply, votes[i].replied, err = slackio.StoredReply(e.Answer)
		if err != nil {
			a.console.warn(err)
		}
	}
	return votes, nil
}

// markedDown are the votes against answers to questions, one for each question.
func markedDown(votes []vote) []vote {
	var out []vote
	seen := map[string]bool{}
	for _, v := range votes {
		if v.Good || !v.replied || seen[v.answer.Question] {
			continue
		}
		seen[v.answer.Question] = true
		out = append(out, v)
	}
	return out
}

// said is the answer in a few words.
func (v vote) said() string {
	switch {
	case !v.replied:
		return "a " + v.answer.Kind
	case !v.reply.Answered:
		return v.reply.Why
	}
	var quotes []string
	for _, c := range v.reply.Citations {
		quotes = append(quotes, "“"+c.Quote+"”")
	}
	return strings.Join(quotes, " ")
}

// jsonQuestion is a line of a question file (package score); notes is for people.
type jsonQuestion struct {
	ID         string     `json:"id"`
	Question   string     `json:"question"`
	Kind       string     `json:"kind"`
	Answerable bool       `json:"answerable"`
	Gold       [][]string `json:"gold,omitempty"`
	Notes      string     `json:"notes"`
}

// toFillIn stands in place of the facts of an answer that a person has to name.
const toFillIn = "FILL IN: words of the coverage that answer"

// why is the reason and the comment that somebody gave; either may be empty.
func (v vote) why() string {
	if v.Reason == "" || v.Comment == "" {
		return v.Reason + v.Comment
	}
	return v.Reason + ": " + v.Comment
}

func (v vote) question() jsonQuestion {
	q := jsonQuestion{ID: v.answer.ID, Question: v.answer.Question, Kind: "feedback"}
	if r := v.reply; r.ReadAs != "" {
		q.Question = r.ReadAs // a follow-up, which is asked alone here
	}
	if !v.reply.Answered || v.Reason == blocks.ReasonMissing {
		q.Answerable, q.Gold = true, [][]string{{toFillIn}}
	}
	q.Notes = "The bot said: " + v.said()
	if v.Reason != "" {
		q.Notes += " Marked down: " + v.Reason + "."
	}
	if v.Comment != "" {
		q.Notes += " " + v.Comment
	}
	return q
}

// jsonVote is a vote as --json prints it.
type jsonVote struct {
	At       string `json:"at"` // RFC 3339, in UTC
	Good     bool   `json:"good"`
	Reason   string `json:"reason"`
	Comment  string `json:"comment"`
	User     string `json:"user"`
	Answer   string `json:"answer"`
	Kind     string `json:"kind"`
	Question string `json:"question"`
	Answered bool   `json:"answered"`
	Said     string `json:"said"`
}

type jsonFeedback struct {
	Feedback []jsonVote `json:"feedback"`
}

func feedbackJSON(votes []vote) jsonFeedback {
	out := jsonFeedback{Feedback: []jsonVote{}}
	for _, v := range votes {
		out.Feedback = append(out.Feedback, jsonVote{
			At: v.At.UTC().Format(time.RFC3339), Good: v.Good, Reason: v.Reason, Comment: v.Comment, User: v.User,
			Answer: v.answer.ID, Kind: v.answer.Kind, Question: v.answer.Question, Answered: v.reply.Answered, Said: v.said(),
		})
	}
	return out
}

// feedback renders the votes.
func (s screen) feedback(votes []vote) string {
	var b strings.Builder
	if len(votes) == 0 {
		s.write(&b, 0, 0, new(rich).add(bold, "Nobody has said anything of an answer yet."))
	}
	for i, v := range votes {
		if i > 0 {
			b.WriteByte('\n')
		}
		line := new(rich).add(failWord, "down")
		if v.Good {
			line = new(rich).add(mark, "up")
		}
		s.write(&b, 0, 2, line.add(plain, ": ").add(bold, v.answer.Question).add(faint, " "+date(v.At)+" · "+v.answer.ID))
		if why := v.why(); why != "" {
			s.write(&b, 2, 2, new(rich).add(plain, why))
		}
		s.write(&b, 2, 2, new(rich).add(faint, "Said: "+v.said()))
	}
	return b.String()
}
