package main

import (
	"context"
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"cuttings/bot"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus/library"
)

// slackDouble [without SCOPES] starts a double of Slack for the script, and sets
// the environment in which the bot works in it.
func slackDouble(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 2 || len(args) > 0 && args[0] != "without" {
		ts.Fatalf("usage: slack [without SCOPES]")
	}
	var o slacktest.Options
	if len(args) == 2 {
		o.Scopes = slices.DeleteFunc(slacktest.AllScopes(), func(scope string) bool {
			return slices.Contains(strings.Split(args[1], ","), scope)
		})
	}
	s, err := slacktest.Start(o)
	ts.Check(err)
	ts.Defer(func() { s.Close() })
	ts.Setenv("SLACK_API_URL", s.APIURL())
	ts.Setenv("SLACK_BOT_TOKEN", s.BotToken())
	ts.Setenv("SLACK_APP_TOKEN", s.AppToken())
	ts.Setenv("SLACK_SIGNING_SECRET", "")
}

// busyPort VARIABLE takes a loopback port and sets the variable to its address.
func busyPort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: busyport VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// inUse DIR keeps the state in a folder open, as another process would.
func inUse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: inuse DIR")
	}
	l := openScriptState(ts, args[0])
	ts.Defer(func() { l.Close() })
}

func openScriptState(ts *testscript.TestScript, dir string) *library.Library {
	at := time.Date(2022, 1, 3, 9, 30, 0, 0, time.UTC)
	l, err := library.Open(context.Background(), filepath.Join(ts.MkAbs(dir), "cuttings.db"), library.Options{Now: func() time.Time { return at }})
	ts.Check(err)
	return l
}

// votes DIR FILE stores answers and what was said of them: in the file a line
// each of {"question", "reply", "user", "good", "reason", "comment"}.
func votes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: votes DIR FILE")
	}
	l := openScriptState(ts, args[0])
	defer l.Close()
	raw, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	n := 0
	for line := range strings.Lines(string(raw)) {
		var v struct {
			Question, User, Reason, Comment string
			Good                            bool
			Reply                           bot.Reply
		}
		ts.Check(json.Unmarshal([]byte(line), &v))
		body, err := json.Marshal(map[string]any{"Reply": v.Reply})
		ts.Check(err)
		n++
		id := strings.Repeat(string(rune('a'+n-1)), 12)
		ts.Check(l.PutAnswer(context.Background(), library.Answer{ID: id, Team: "T1", Channel: "C1", User: "U1", Kind: "message", Question: v.Question, Body: body, State: library.Posted}))
		ts.Check(l.PutFeedback(context.Background(), library.Feedback{Answer: id, User: v.User, Good: v.Good, Reason: v.Reason, Comment: v.Comment}))
	}
}
