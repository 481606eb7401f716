package main

import (
	"time"

	"cuttings/bot/slackio"
	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
)

// A demo is the Slack double with its page, in which the bot can be tried without
// a workspace.
type demo struct {
	*slacktest.Server
	page   string // its address
	config slackio.Config
}

func startDemo(addr string, now func() time.Time) (*demo, error) {
	o := slacktest.Options{
		Now:       now,
		Shortcuts: []slacktest.Shortcut{{Callback: blocks.CallbackCheck, Name: blocks.ShortcutCheck}},
	}
	for _, c := range blocks.Commands() {
		o.Commands = append(o.Commands, slacktest.Command{Name: c.Name, Usage: c.Hint, Description: c.Does})
	}
	s, err := slacktest.Start(o)
	if err != nil {
		return nil, err
	}
	page, err := s.StartDemo(addr)
	if err != nil {
		s.Close()
		return nil, &hinted{err, "give another loopback address with --page, such as 127.0.0.1:8081"}
	}
	return &demo{Server: s, page: page, config: slackio.Config{BotToken: s.BotToken(), AppToken: s.AppToken(), APIURL: s.APIURL()}}, nil
}
