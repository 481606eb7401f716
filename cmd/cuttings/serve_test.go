package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cuttings/bot/slackio"
	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

// TestServe runs `cuttings serve` as a process of its own before a double of
// Slack: over both transports, over the bundled articles, with nothing in place of
// any part of it. The processes share only the cache of the articles' vectors.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't be told to stop on Windows")
	}
	cache := filepath.Join(t.TempDir(), "vectors.db")
	for _, test := range []struct {
		name string
		long bool
		run  func(*testing.T, *deployment)
	}{
		{"mention, follow-up and summary", false, serveThread},
		{"direct messages", false, serveDirect},
		{"commands", true, serveCommands},
		{"buttons", true, serveButtons},
		{"home and shortcut", true, serveHome},
		{"digest over restarts", true, serveDigest},
		{"articles that change", false, serveChangedArticles},
		{"without ornaments", true, serveWithoutOrnaments},
		{"health and metrics", true, serveHealth},
		{"killed before the answer", false, serveKilledBefore},
		{"killed after the answer", true, serveKilledAfter},
		{"stopped under load", true, serveStoppedUnderLoad},
		{"a hundred at once", true, serveHundred},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.long && testing.Short() {
				t.Skip("takes seconds, and a minute with the race detector")
			}
			for _, by := range []transport{socketMode, signedHTTP} {
				t.Run(string(by), func(t *testing.T) { test.run(t, deploy(t, by, cache)) })
			}
		})
	}
}

// A transport is how Slack reaches the process.
type transport string

const (
	socketMode transport = "socket"
	signedHTTP transport = "http"
)

// A deployment is the program as a process, its data folder, and the double of
// Slack that it works in.
type deployment struct {
	t     testing.TB
	ctx   context.Context
	by    transport
	slack *slacktest.Server
	data  string
	cache string
	// flags are those of the next start besides the usual ones.
	flags []string
	// apiURL is where the process finds the Web API.
	apiURL string
	*process
}

// A process is one run of the program.
type process struct {
	cmd *exec.Cmd
	log *processLog
	// ended is closed when it has ended, with err from then on.
	ended chan struct{}
	err   error
}

// deploy starts the double, with no more scopes and events than the manifest asks
// for. The program isn't started yet.
func deploy(t testing.TB, by transport, cache string, settings ...func(*slacktest.Options)) *deployment {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience(t))
	t.Cleanup(cancel)
	// An attempt that meets no process is made again soon.
	o := slacktest.Options{Retries: []time.Duration{100 * time.Millisecond, time.Second, 3 * time.Second}}
	o.Scopes, o.Events = manifestAsks(t)
	for _, set := range settings {
		set(&o)
	}
	slack, err := slacktest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { slack.Close() })
	return &deployment{
		t: t, ctx: ctx, by: by, slack: slack, cache: cache, apiURL: strings.TrimSuffix(slack.APIURL(), "/"),
		data: filepath.Join(t.TempDir(), "new", "data"),
	}
}

func manifestAsks(t testing.TB) (scopes, events []string) {
	t.Helper()
	raw, err := slackio.Manifest(slackio.ManifestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		OAuth struct {
			Scopes struct{ Bot []string }
		} `json:"oauth_config"`
		Settings struct {
			Events struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
		}
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m.OAuth.Scopes.Bot, m.Settings.Events.Bot
}

// start starts the program and waits until Slack reaches it.
func (d *deployment) start(flags ...string) {
	d.t.Helper()
	d.launch(flags...)
	d.reachable()
}

// launch starts the program.
func (d *deployment) launch(flags ...string) {
	d.t.Helper()
	d.flags = flags
	args := append([]string{"serve", "--data", d.data, "--cache", d.cache, "--health=", "--listen=127.0.0.1:0", "--per-user=-1", "--per-channel=-1"}, flags...)
	cmd := exec.Command(os.Args[0], args...)
	cmd.Args[0] = "cuttings"
	cmd.Env = append(withoutSecrets(os.Environ()), "SLACK_API_URL="+d.apiURL, "SLACK_BOT_TOKEN="+d.slack.BotToken())
	switch d.by {
	case socketMode:
		cmd.Env = append(cmd.Env, "SLACK_APP_TOKEN="+d.slack.AppToken())
	case signedHTTP:
		cmd.Env = append(cmd.Env, "SLACK_SIGNING_SECRET="+d.slack.SigningSecret())
	}
	d.process = begin(d.t, cmd)
}

// reachable waits until Slack reaches the program.
func (d *deployment) reachable() {
	d.t.Helper()
	switch d.by {
	case socketMode:
		d.do(d.slack.WaitConnected(d.ctx, 1))
	case signedHTTP:
		address := "http://" + d.says(`taking signed requests" address=(\S+)`)
		d.slack.DeliverTo(slacktest.HTTP{
			Events: address + "/slack/events", Commands: address + "/slack/commands", Interactions: address + "/slack/interactions",
		})
	}
}

// withoutSecrets leaves out what would be taken for settings of the program.
func withoutSecrets(env []string) []string {
	var out []string
	for _, v := range env {
		if !strings.HasPrefix(v, "SLACK_") && !strings.HasPrefix(v, "CUTTINGS_") {
			out = append(out, v)
		}
	}
	return out
}

// begin starts a process, which is killed at the end of the test at the latest.
func begin(t testing.TB, cmd *exec.Cmd) *process {
	t.Helper()
	p := &process{cmd: cmd, log: &processLog{more: make(chan struct{})}, ended: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = p.log, p.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = cmd.Wait()
		close(p.ended)
		p.log.Write(nil)
	}()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("%q said:\n%s", cmd.Args, p.log)
		}
	})
	return p
}

// kill ends the process at once, as kill -9 does.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

// stop tells the process to stop, which it must do well.
func (d *deployment) stop() {
	d.t.Helper()
	d.do(d.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-d.ended:
		if d.err != nil {
			d.t.Errorf("stopped: %v", d.err)
		}
	case <-d.ctx.Done():
		d.t.Fatal("it doesn't stop")
	}
}

// says waits until the process has written something that matches, and returns
// the match's first group.
func (d *deployment) says(pattern string) string {
	d.t.Helper()
	re := regexp.MustCompile(pattern)
	for {
		text, more := d.log.now()
		if m := re.FindStringSubmatch(text); m != nil {
			return m[len(m)-1]
		}
		select {
		case <-d.ended:
			d.t.Fatalf("ended with %v before it said %q", d.err, pattern)
		default:
		}
		select {
		case <-more:
		case <-d.ctx.Done():
			d.t.Fatalf("never said %q", pattern)
		}
	}
}

// processLog is what a process writes.
type processLog struct {
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{} // closed and replaced with each write
}

func (l *processLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(p)
	close(l.more)
	l.more = make(chan struct{})
	return len(p), nil
}

func (l *processLog) now() (text string, more <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String(), l.more
}

func (l *processLog) String() string {
	text, _ := l.now()
	return text
}

func (d *deployment) do(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *deployment) wait(what string, condition func() bool) {
	d.t.Helper()
	if err := d.slack.Wait(d.ctx, condition); err != nil {
		d.t.Fatalf("waiting for %s: %v", what, err)
	}
}

// say has somebody say something.
func (d *deployment) say(user, channel, thread, text string) (ts string) {
	d.t.Helper()
	ts, err := d.slack.Say(user, channel, thread, text)
	d.do(err)
	return ts
}

// mention asks the bot in General.
func (d *deployment) mention(text string) (ts string) {
	d.t.Helper()
	return d.say(slacktest.Ada, slacktest.General, "", d.slack.Mention()+" "+text)
}

// said are the bot's messages in a thread, those aside that only say that it
// is at work.
func (d *deployment) said(channel, thread string) []slacktest.Message {
	var said []slacktest.Message
	for _, m := range d.slack.Messages(channel, thread) {
		if m.BotID != "" && !strings.HasPrefix(m.Text, "searching ") {
			said = append(said, m)
		}
	}
	return said
}

// reply waits for the bot's nth message in a thread.
func (d *deployment) reply(channel, thread string, n int) slacktest.Message {
	d.t.Helper()
	d.wait(fmt.Sprintf("message %d of the bot in thread %s", n, thread), func() bool { return len(d.said(channel, thread)) >= n })
	return d.said(channel, thread)[n-1]
}

// whisper waits for a message that only one person sees and that holds a text.
func (d *deployment) whisper(user, channel, text string) slacktest.Message {
	d.t.Helper()
	m, err := d.slack.WaitEphemeral(d.ctx, user, channel, func(m slacktest.Message) bool { return strings.Contains(m.Text, text) })
	if err != nil {
		for _, m := range d.slack.Ephemerals(user, channel) {
			d.t.Logf("%s was told: %s", user, m.Text)
		}
		d.t.Fatalf("waiting for %q to %s: %v", text, user, err)
	}
	return m
}

// modal waits for a modal on top that holds a text.
func (d *deployment) modal(user, text string) slacktest.View {
	d.t.Helper()
	v, err := d.slack.WaitModal(d.ctx, user, func(v slacktest.View) bool { return strings.Contains(shown(v.JSON), text) })
	if err != nil {
		for _, v := range d.slack.Modals(user) {
			d.t.Logf("%s sees: %s", user, shown(v.JSON))
		}
		d.t.Fatalf("waiting for a modal with %q: %v", text, err)
	}
	return v
}

func (d *deployment) command(user, command, args string) {
	d.t.Helper()
	d.do(d.slack.Command(d.ctx, user, slacktest.General, command, args))
}

// state opens the process's data; it must not be running.
func (d *deployment) state(now func() time.Time) *library.Library {
	d.t.Helper()
	l, err := library.Open(d.ctx, filepath.Join(d.data, "cuttings.db"), library.Options{Now: now})
	d.do(err)
	d.t.Cleanup(func() { l.Close() })
	return l
}

// shown is all text in the JSON of blocks or views, what is parted by style joined.
func shown(raw []byte) string {
	var b strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok {
				b.WriteString(s)
			}
			for _, key := range []string{"title", "text", "label", "element", "elements", "fields", "accessory", "blocks", "positive_button", "negative_button"} {
				walk(v[key])
			}
			switch v["type"] {
			case "text", nil:
			default:
				b.WriteByte('\n')
			}
		}
	}
	var v any
	_ = json.Unmarshal(raw, &v) // no JSON shows nothing
	walk(v)
	return b.String()
}

// A button is an element that can be pressed.
type button struct{ id, value string }

// pressable are the elements of an action, in order.
func pressable(raw []byte, action string) []button {
	var list []button
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if id, ok := v["action_id"].(string); ok && blocks.Action(id) == action {
				value, _ := v["value"].(string)
				list = append(list, button{id, value})
			}
			for _, key := range []string{"blocks", "elements", "accessory"} {
				walk(v[key])
			}
		}
	}
	var v any
	_ = json.Unmarshal(raw, &v) // no JSON has no buttons
	walk(v)
	return list
}

// press has somebody press the first button of an action in a message.
func (d *deployment) press(user string, m slacktest.Message, action string) {
	d.t.Helper()
	list := pressable(m.Blocks, action)
	if len(list) == 0 {
		d.t.Fatalf("no button %q in %s", action, m.Blocks)
	}
	d.do(d.slack.Press(d.ctx, user, m.Channel, m.TS, list[0].id, list[0].value))
}

// quotes checks that a message quotes, and that each quotation is, byte for byte,
// what stands at its place in one of the articles. It returns the quotations.
func (d *deployment) quotes(m slacktest.Message, articles []corpus.Article) []string {
	d.t.Helper()
	var quotes []string
	text := shown(m.Blocks)
	for _, b := range pressable(m.Blocks, blocks.ActionPassage) {
		place, err := blocks.ParsePlace(b.value)
		d.do(err)
		quote := ""
		for _, a := range articles {
			if a.ID == place.Article && a.Version == place.Version && place.Span.End <= len(a.Text) {
				quote = a.Text[place.Span.Start:place.Span.End]
			}
		}
		if quote == "" || !strings.Contains(text, quote) && !strings.Contains(text, "also in") {
			d.t.Errorf("the words at %+v, %q, aren't in %s", place, quote, text)
		}
		quotes = append(quotes, quote)
	}
	if len(quotes) == 0 {
		d.t.Errorf("nothing is quoted in %q", m.Text)
	}
	return quotes
}

// bundled are the articles of the program.
func bundled(t testing.TB) []corpus.Article {
	t.Helper()
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

// patience is how long a test, or a benchmark of many rounds, may wait in all.
func patience(t testing.TB) time.Duration {
	if _, ok := t.(*testing.B); ok {
		return time.Hour
	}
	return time.Minute
}
