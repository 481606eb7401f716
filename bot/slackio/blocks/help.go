package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"
)

// A Command is a slash command.
type Command struct {
	// Name begins with a slash.
	Name string
	// Hint is what may follow, and Does what the command does: both are shown where
	// it is typed.
	Hint, Does string
	// Uses are ways to use it, with what each gives.
	Uses [][2]string
}

// Commands are the slash commands.
func Commands() []Command {
	return []Command{
		{
			Name: "/ask", Hint: "[question]", Does: "Ask about the coverage; only you see the answer",
			Uses: [][2]string{
				{"/ask What did Peskov say?", "answers to you alone, with a button to share it"},
			},
		},
		{
			Name: "/sources", Hint: "[topic, outlet or date]", Does: "List the articles that are covered",
			Uses: [][2]string{
				{"/sources", "lists every article"},
				{"/sources sanctions", "those that hold the word; several words must all be there"},
				{"/sources 31 December 2021", "those of a day"},
			},
		},
		{
			Name: "/summary", Hint: "[topic]", Does: "The main points of the coverage, with sources",
			Uses: [][2]string{
				{"/summary", "of the whole coverage"},
				{"/summary sanctions", "of what it says on a topic"},
			},
		},
		{
			Name: "/digest", Hint: "daily 08:00 [topic] | weekdays 08:00 [topic] | list | off",
			Does: "Get a summary by direct message, regularly",
			Uses: [][2]string{
				{"/digest daily 08:00", "a summary every day at 08:00, your time"},
				{"/digest weekdays 17:30 sanctions", "on a topic, from Monday to Friday"},
				{"/digest list", "lists your digests"},
				{"/digest off", "ends them"},
			},
		},
	}
}

// Help says how to use a command, "/ask"; of any other, how to use the bot.
func Help(command string) Message {
	blocks, t := help(command)
	return Message{Text: t.String(), Blocks: blocks}
}

// Usage says that what followed a command wasn't understood, and how to use it.
// Where nothing followed it, it is [Help].
func Usage(command, args string) Message {
	if strings.TrimSpace(args) == "" {
		return Help(command)
	}
	wrong := fmt.Sprintf("%s doesn't know %s.", line(command, maxName), quoted(line(args, maxName)))
	blocks, t := help(command)
	var text script
	text.must(wrong)
	text.lines = append(text.lines, t.lines...)
	return Message{Text: text.String(), Blocks: append([]slack.Block{rich(word(wrong))}, blocks...)}
}

// howToAsk says how to use the bot without a command.
const howToAsk = "Mention me in a channel and ask, or write to me directly. I answer with word-for-word passages of the news coverage and say where each stands; where the coverage doesn't say, so do I. In a thread that I answer in, you can go on asking."

func help(command string) ([]slack.Block, script) {
	commands := Commands()
	i := slices.IndexFunc(commands, func(c Command) bool { return c.Name == command })
	var blocks []slack.Block
	var t script
	if i >= 0 {
		commands = commands[i : i+1]
	} else {
		blocks = append(blocks, slack.NewSectionBlock(mrkdwn(howToAsk), nil, nil))
		t.add(howToAsk)
	}
	for _, c := range commands {
		lines := []string{"*" + c.Name + "* " + c.Hint + "\n" + c.Does + "."}
		t.add(c.Name + " " + c.Hint + ": " + c.Does + ".")
		for _, u := range c.Uses {
			lines = append(lines, "`"+u[0]+"`: "+u[1])
			t.add("    " + u[0] + ": " + u[1])
		}
		blocks = append(blocks, slack.NewSectionBlock(mrkdwn(strings.Join(lines, "\n")), nil, nil))
	}
	return blocks, t
}
