package slackio_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cuttings/bot"
	"cuttings/bot/slackio"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A talker is a double of the bot: it says what a test has it say.
type talker struct {
	mu sync.Mutex
	// answer says what to reply; nil means the question as the quotation.
	answer    func(ctx context.Context, question string, before []bot.Turn) (bot.Reply, error)
	summaries func(topic string, since time.Time) bot.Summary
	articles  int
	// asked is every question with those before it.
	asked []string
}

const text = "The call\n\nThe two presidents spoke for fifty minutes. Peskov called the talks good.\n"

var article = corpus.Article{
	ID: "2021-12-30-call", Version: fmt.Sprintf("%x", sha256.Sum256([]byte(text))), Title: "The call", Outlet: "Example Times",
	URL: "https://news.example.org/call", Published: time.Date(2021, 12, 30, 0, 0, 0, 0, time.UTC), Text: text,
}

// quote is a citation of a sentence of the article.
func quote(n int, sentence string) bot.Citation {
	at := strings.Index(article.Text, sentence)
	return bot.Citation{
		Number: n, Article: article.ID, Version: article.Version, Title: article.Title, Heading: article.Title, Outlet: article.Outlet,
		Published: article.Published, URL: article.URL, Passage: article.ID + "#1", Span: corpus.Span{Start: at, End: at + len(sentence)}, Quote: sentence,
	}
}

const fifty = "The two presidents spoke for fifty minutes."

func coverage() bot.Coverage {
	return bot.Coverage{Articles: 5, From: article.Published, To: article.Published}
}

func answered(question string) bot.Reply {
	return bot.Reply{
		Question: question, Answered: true, Mode: bot.Extractive, Points: []bot.Point{{Citations: []int{1}}},
		Citations: []bot.Citation{quote(1, fifty)}, Coverage: coverage(),
	}
}

func (b *talker) Answer(ctx context.Context, question string, before []bot.Turn) (bot.Reply, error) {
	var context []string
	for _, t := range before {
		context = append(context, t.Question)
	}
	b.mu.Lock()
	b.asked = append(b.asked, strings.Join(append(context, question), " | "))
	answer := b.answer
	b.mu.Unlock()
	if answer != nil {
		return answer(ctx, question, before)
	}
	return answered(question), nil
}

func (b *talker) Summary(_ context.Context, topic string, since time.Time, _ int) (bot.Summary, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, fmt.Sprintf("summary %q %s", topic, since.Format(time.RFC3339)))
	if b.summaries != nil {
		return b.summaries(topic, since), nil
	}
	return bot.Summary{Topic: topic, Points: []bot.SummaryPoint{{Citations: []bot.Citation{quote(1, fifty)}}}, Coverage: coverage()}, nil
}

func (b *talker) Sources(_ context.Context, topic string) ([]bot.Source, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, fmt.Sprintf("sources %q", topic))
	var out []bot.Source
	for range max(1, b.articles) {
		out = append(out, bot.Source{Article: article.ID, Heading: article.Title, Outlet: article.Outlet, URL: article.URL, Published: article.Published, Passages: 1})
	}
	return out, nil
}

func (b *talker) Check(_ context.Context, text string) (bot.Checked, error) {
	return bot.Checked{Text: text, Coverage: coverage(), Statements: []bot.CheckedStatement{
		{Text: text, Verdict: bot.Supported, Citations: []bot.Citation{quote(1, fifty)}},
	}}, nil
}

func (b *talker) Suggest(context.Context, int) ([]string, error) {
	return []string{"How long did they speak?", "What did Peskov call the talks?"}, nil
}

func (b *talker) Coverage() bot.Coverage { return coverage() }

func (b *talker) Article(_ context.Context, id string) (corpus.Article, error) {
	if id == article.ID {
		return article, nil
	}
	return corpus.Article{}, library.ErrNotFound
}

// questions are those asked so far.
func (b *talker) questions() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.asked...)
}

func (b *talker) says(f func(ctx context.Context, question string, before []bot.Turn) (bot.Reply, error)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = f
}

// A world is the service in the Slack double.
type world struct {
	t     testing.TB
	ctx   context.Context
	slack *slacktest.Server
	lib   *library.Library
	bot   *talker
	log   *logged
	// options are what the service is started with.
	options slackio.Options
	service *slackio.Service
	stop    func()
}

// none is no limit: a test asks more than a person does.
var none = slackio.Limit{PerMinute: -1}

// A setting changes how a world begins.
type setting func(w *world, o *slacktest.Options)

// over is a transport.
type over string

const (
	socket over = "socket"
	signed over = "http"
)

func both(t *testing.T, f func(t *testing.T, by over)) {
	for _, by := range []over{socket, signed} {
		t.Run(string(by), func(t *testing.T) { f(t, by) })
	}
}

// begin starts the double, with no more scopes and events than the manifest asks
// for, and a service in it.
func begin(t testing.TB, by over, settings ...setting) *world {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	w := &world{t: t, ctx: ctx, bot: &talker{}, log: &logged{t: t}}
	lib, err := library.Open(ctx, filepath.Join(t.TempDir(), "state.db"), library.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	if err := lib.PutArticles(ctx, []corpus.Article{article}); err != nil {
		t.Fatal(err)
	}
	w.lib = lib
	w.options = slackio.Options{PerUser: none, PerChannel: none, Bot: w.bot, State: lib, Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	var o slacktest.Options
	var manifest struct {
		OAuth struct {
			Scopes struct{ Bot []string }
		} `json:"oauth_config"`
		Settings struct {
			Events struct {
				Bot []string `json:"bot_events"`
			} `json:"event_subscriptions"`
		}
	}
	raw, err := slackio.Manifest(slackio.ManifestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &manifest); err != nil {
		t.Fatal(err)
	}
	o.Scopes, o.Events = manifest.OAuth.Scopes.Bot, manifest.Settings.Events.Bot
	for _, set := range settings {
		set(w, &o)
	}
	if w.slack, err = slacktest.Start(o); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.slack.Close() })
	w.options.Config = slackio.Config{BotToken: w.slack.BotToken(), APIURL: strings.TrimSuffix(w.slack.APIURL(), "/")}
	switch by {
	case socket:
		w.options.Config.AppToken = w.slack.AppToken()
	case signed:
		w.options.Config.SigningSecret = w.slack.SigningSecret()
	}
	w.start()
	t.Cleanup(func() { w.stop() })
	return w
}

// start runs a new service over the same state, as a new process would.
func (w *world) start() {
	w.t.Helper()
	var err error
	transport := &http.Transport{}
	w.options.Config.HTTPClient = &http.Client{Transport: transport, Timeout: 10 * time.Second}
	if w.service, err = slackio.New(w.options); err != nil {
		w.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(w.ctx)
	var running sync.WaitGroup
	run := func(name string, f func(context.Context) error) {
		running.Go(func() {
			if err := f(ctx); err != nil {
				w.t.Errorf("%s: %v", name, err)
			}
		})
	}
	run("Run", w.service.Run)
	var server *httptest.Server
	if w.options.Config.AppToken != "" {
		run("Socket", w.service.Socket)
		if err := w.slack.WaitConnected(w.ctx, 1); err != nil {
			w.t.Fatal(err)
		}
	} else {
		server = httptest.NewServer(w.service.Handler())
		w.slack.DeliverTo(slacktest.HTTP{
			Events: server.URL + "/slack/events", Commands: server.URL + "/slack/commands", Interactions: server.URL + "/slack/interactions",
		})
	}
	w.stop = sync.OnceFunc(func() {
		cancel()
		if server != nil {
			server.Close()
		}
		running.Wait()
		transport.CloseIdleConnections()
	})
}

// say has somebody say something and returns its ts.
func (w *world) say(user, channel, thread, text string) string {
	w.t.Helper()
	ts, err := w.slack.Say(user, channel, thread, text)
	if err != nil {
		w.t.Fatal(err)
	}
	return ts
}

// mention is a question to the bot in General.
func (w *world) mention(text string) (ts string) {
	w.t.Helper()
	return w.say(slacktest.Ada, slacktest.General, "", w.slack.Mention()+" "+text)
}

// reply waits for the bot's nth message in a thread that isn't a status.
func (w *world) reply(channel, thread string, n int) slacktest.Message {
	w.t.Helper()
	var got slacktest.Message
	w.wait(fmt.Sprintf("message %d of the bot in thread %s", n, thread), func() bool {
		said := w.said(channel, thread)
		if len(said) < n || strings.HasPrefix(said[n-1].Text, "searching ") {
			return false
		}
		got = said[n-1]
		return true
	})
	return got
}

// said are the bot's messages in a thread.
func (w *world) said(channel, thread string) []slacktest.Message {
	var said []slacktest.Message
	for _, m := range w.slack.Messages(channel, thread) {
		if m.BotID != "" {
			said = append(said, m)
		}
	}
	return said
}

func (w *world) wait(what string, condition func() bool) {
	w.t.Helper()
	if err := w.slack.Wait(w.ctx, condition); err != nil {
		w.t.Fatalf("waiting for %s: %v", what, err)
	}
}

// whisper waits for a message that only one person sees and that holds a text.
func (w *world) whisper(user, channel, text string) slacktest.Message {
	w.t.Helper()
	m, err := w.slack.WaitEphemeral(w.ctx, user, channel, func(m slacktest.Message) bool { return strings.Contains(m.Text, text) })
	if err != nil {
		w.t.Fatalf("waiting for %q to %s: %v", text, user, err)
	}
	return m
}

func (w *world) modal(user, text string) slacktest.View {
	w.t.Helper()
	v, err := w.slack.WaitModal(w.ctx, user, func(v slacktest.View) bool { return bytes.Contains(v.JSON, []byte(text)) })
	if err != nil {
		w.t.Fatalf("waiting for a modal with %q: %v", text, err)
	}
	return v
}

func (w *world) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// settled waits until everything delivered is acknowledged and every job done.
func (w *world) settled() {
	w.t.Helper()
	w.do(w.slack.WaitDelivered(w.ctx))
	for {
		n, err := w.lib.Pending(w.ctx)
		w.do(err)
		if n == 0 {
			return
		}
		w.log.next(w.ctx)
	}
}

// logged is the log: it is shown when the test fails, and whoever waits for jobs
// looks again with each line.
type logged struct {
	t    testing.TB
	mu   sync.Mutex
	text bytes.Buffer
	more chan struct{}
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(p)
	if l.more != nil {
		close(l.more)
		l.more = nil
	}
	return len(p), nil
}

func (l *logged) next(ctx context.Context) {
	l.mu.Lock()
	if l.more == nil {
		l.more = make(chan struct{})
	}
	more := l.more
	l.mu.Unlock()
	select {
	case <-more:
	case <-ctx.Done():
		l.t.Fatal("the jobs don't end")
	case <-time.After(50 * time.Millisecond): // the line may have come just before
	}
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
