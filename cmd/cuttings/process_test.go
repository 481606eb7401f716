package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cuttings/bot/slackio"
	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus"
)

// A workspace is the Slack double with the whole program in it, as a process.
type workspace struct {
	t     testing.TB
	ctx   context.Context
	slack *slacktest.Server
	over  string // "socket" or "http"
	data  string // folder of the state
	more  []string
	env   []string
	proc  *process
}

// A process is one life of the program.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	status int
	mu     sync.Mutex
	log    bytes.Buffer
}

// vectorCache is one cache for all processes, so that only the first embeds the articles.
var vectorCache = sync.OnceValues(func() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "cuttings", "vectors.db"), nil
})

// inWorkspace starts the double and, in it, the program with these flags besides.
func inWorkspace(t testing.TB, over string, flags ...string) *workspace {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	w := &workspace{t: t, ctx: ctx, over: over, data: filepath.Join(t.TempDir(), "state"), more: flags}
	o := slacktest.Options{Retries: []time.Duration{50 * time.Millisecond, 200 * time.Millisecond, time.Second, 5 * time.Second}}
	o.Scopes, o.Events = asManifest(t)
	var err error
	if w.slack, err = slacktest.Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.slack.Close() })
	w.start()
	t.Cleanup(func() {
		if w.proc.running() {
			w.proc.cmd.Process.Kill()
			<-w.proc.exited
		}
		if t.Failed() {
			t.Logf("the program's log:\n%s", w.proc.said())
		}
	})
	return w
}

// asManifest are the scopes and events that the manifest asks for.
func asManifest(t testing.TB) (scopes, events []string) {
	t.Helper()
	raw, err := slackio.Manifest(slackio.ManifestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		OAuth struct{ Scopes struct{ Bot []string } } `json:"oauth_config"`
		S     struct {
			Events struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
		} `json:"settings"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m.OAuth.Scopes.Bot, m.S.Events.Bot
}

// start begins a life of the program over the same state, and waits until it can
// be reached.
func (w *workspace) start() {
	w.t.Helper()
	cache, err := vectorCache()
	if err != nil {
		w.t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], append([]string{"serve", "--data", w.data, "--health", "127.0.0.1:0", "--listen", "127.0.0.1:0", "--per-user", "-1",
		"--per-channel", "-1", "--log-level", "debug"}, w.more...)...)
	cmd.Args[0] = "cuttings"
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.t.TempDir(), "CUTTINGS_CACHE=" + cache, "SLACK_API_URL=" + w.slack.APIURL(), "SLACK_BOT_TOKEN=" + w.slack.BotToken()}, w.env...)
	if w.over == "http" {
		cmd.Env = append(cmd.Env, "SLACK_SIGNING_SECRET="+w.slack.SigningSecret())
	} else {
		cmd.Env = append(cmd.Env, "SLACK_APP_TOKEN="+w.slack.AppToken())
	}
	p := &process{cmd: cmd, exited: make(chan struct{})}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.proc = p
	address := make(chan string, 1)
	go p.read(stderr, address)
	if w.over != "http" {
		if err := w.slack.WaitConnected(w.ctx, 1); err != nil {
			w.t.Fatalf("%v; log:\n%s", err, p.said())
		}
		return
	}
	select {
	case at := <-address:
		base := "http://" + at + "/slack/"
		w.slack.DeliverTo(slacktest.HTTP{Events: base + "events", Commands: base + "commands", Interactions: base + "interactions"})
	case <-p.exited:
		w.t.Fatalf("the program ended:\n%s", p.said())
	case <-w.ctx.Done():
		w.t.Fatalf("the program doesn't listen:\n%s", p.said())
	}
}

var addressLine = regexp.MustCompile(`msg="taking signed requests" address=(\S+)`)

// read keeps what the program logs, and gives the address that it listens at.
func (p *process) read(from io.Reader, address chan<- string) {
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.mu.Lock()
		p.log.Write(append(lines.Bytes(), '\n'))
		p.mu.Unlock()
		if m := addressLine.FindStringSubmatch(lines.Text()); m != nil {
			address <- m[1]
		}
	}
	err := p.cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		p.status = exit.ExitCode()
	}
	close(p.exited)
}

func (p *process) running() bool {
	select {
	case <-p.exited:
		return false
	default:
		return true
	}
}

func (p *process) said() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// end signals the program and returns its exit status; -1 if the signal killed it.
func (w *workspace) end(signal os.Signal) int {
	w.t.Helper()
	if err := w.proc.cmd.Process.Signal(signal); err != nil {
		w.t.Fatal(err)
	}
	select {
	case <-w.proc.exited:
	case <-w.ctx.Done():
		w.t.Fatalf("the program doesn't end:\n%s", w.proc.said())
	}
	return w.proc.status
}

func (w *workspace) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *workspace) say(user, channel, thread, text string) string {
	w.t.Helper()
	ts, err := w.slack.Say(user, channel, thread, text)
	w.do(err)
	return ts
}

func (w *workspace) mention(text string) string {
	w.t.Helper()
	return w.say(slacktest.Ada, slacktest.General, "", w.slack.Mention()+" "+text)
}

// answers are the bot's messages in a thread, but for a status.
func (w *workspace) answers(channel, thread string) []slacktest.Message {
	var out []slacktest.Message
	for _, m := range w.slack.Messages(channel, thread) {
		if m.BotID != "" && !strings.HasPrefix(m.Text, "searching ") {
			out = append(out, m)
		}
	}
	return out
}

// answer waits for the nth answer in a thread that holds a text.
func (w *workspace) answer(channel, thread string, n int, text string) slacktest.Message {
	w.t.Helper()
	var got []slacktest.Message
	err := w.slack.Wait(w.ctx, func() bool {
		got = w.answers(channel, thread)
		return len(got) >= n
	})
	if err != nil {
		w.t.Fatalf("waiting for answer %d: %v", n, err)
	}
	if m := got[n-1]; !strings.Contains(m.Text, text) {
		w.t.Fatalf("answer %d is %q, want %q in it", n, m.Text, text)
	}
	return got[n-1]
}

func (w *workspace) whisper(user, channel, text string) slacktest.Message {
	w.t.Helper()
	m, err := w.slack.WaitEphemeral(w.ctx, user, channel, func(m slacktest.Message) bool { return strings.Contains(m.Text, text) })
	if err != nil {
		w.t.Fatalf("waiting for %q: %v; there is %+v", text, err, w.slack.Ephemerals(user, channel))
	}
	return m
}

func (w *workspace) command(command, text string) {
	w.t.Helper()
	w.do(w.slack.Command(w.ctx, slacktest.Ada, slacktest.General, command, text))
}

// press presses a message's nth button of an action.
func (w *workspace) press(m slacktest.Message, channel, action string, n int) {
	w.t.Helper()
	var found []blockElement
	elements(w.t, m.Blocks, action, &found)
	if len(found) <= n {
		w.t.Fatalf("%d buttons of %s in %s", len(found), action, m.Blocks)
	}
	w.do(w.slack.Press(w.ctx, slacktest.Ada, channel, m.TS, found[n].ActionID, found[n].Value))
}

func (w *workspace) modal(text string) slacktest.View {
	w.t.Helper()
	v, err := w.slack.WaitModal(w.ctx, slacktest.Ada, func(v slacktest.View) bool { return bytes.Contains(v.JSON, []byte(text)) })
	if err != nil {
		w.t.Fatalf("waiting for a modal with %q: %v", text, err)
	}
	return v
}

// A blockElement is a button.
type blockElement struct {
	ActionID string `json:"action_id"`
	Value    string
}

// elements finds the elements of an action, in their order.
func elements(t testing.TB, raw json.RawMessage, action string, found *[]blockElement) {
	t.Helper()
	var list []json.RawMessage
	var object map[string]json.RawMessage
	switch {
	case json.Unmarshal(raw, &list) == nil:
		for _, v := range list {
			elements(t, v, action, found)
		}
	case json.Unmarshal(raw, &object) == nil:
		var e blockElement
		if json.Unmarshal(raw, &e) == nil && blocks.Action(e.ActionID) == action {
			*found = append(*found, e)
			return
		}
		for _, key := range []string{"blocks", "elements", "accessory"} {
			if object[key] != nil {
				elements(t, object[key], action, found)
			}
		}
	}
}

// quotes are the quotations of a message's rich text: what stands in quote blocks.
func quotes(t testing.TB, m slacktest.Message) []string {
	t.Helper()
	var all []struct {
		Type     string
		Elements []struct {
			Type     string
			Elements []struct{ Type, Text string }
		}
	}
	if err := json.Unmarshal(m.Blocks, &all); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range all {
		for _, e := range b.Elements {
			if e.Type != "rich_text_quote" {
				continue
			}
			var text strings.Builder
			for _, piece := range e.Elements {
				text.WriteString(piece.Text)
			}
			out = append(out, text.String())
		}
	}
	return out
}

// verbatim holds that each quotation of a message stands in an article.
func verbatim(t testing.TB, m slacktest.Message) {
	t.Helper()
	articles, err := corpus.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	got := quotes(t, m)
	if len(got) == 0 {
		t.Errorf("no quotation in %s", m.Blocks)
	}
	for _, q := range got {
		found := false
		for _, a := range articles {
			found = found || strings.Contains(a.Text, strings.TrimSpace(q))
		}
		if !found {
			t.Errorf("quotation %q stands in no article", q)
		}
	}
}

// get reads a page of the health server, whose address the log doesn't say.
func get(t testing.TB, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// signals that end a process, where it can be sent them.
var sigterm os.Signal = syscall.SIGTERM
