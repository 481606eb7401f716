package main

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus/library"
)

const (
	fifty    = "50 minutes"
	howLong  = "How long did Biden and Putin talk?"
	ushakovs = "What did Ushakov say about sanctions?"
)

// A mention is answered in its thread, once however often it is delivered; what
// follows there needs no mention.
func serveThread(t *testing.T, d *deployment) {
	d.start()
	ts := d.mention(howLong)
	first := d.reply(slacktest.General, ts, 1)
	if quotes := d.quotes(first, bundled(t)); !strings.Contains(strings.Join(quotes, " "), "50") {
		t.Errorf("quoted %q", quotes)
	}
	if first.UnfurlLinks == nil || *first.UnfurlLinks || first.UnfurlMedia == nil || *first.UnfurlMedia {
		t.Error("the answer may unfurl")
	}
	for _, delivery := range d.slack.Deliveries() {
		d.do(d.slack.Redeliver(delivery.ID))
	}
	d.say(slacktest.Ada, slacktest.General, ts, "and what did Peskov say?")
	second := d.reply(slacktest.General, ts, 2)
	if quotes := strings.Join(d.quotes(second, bundled(t)), " "); !strings.Contains(quotes, "Peskov") {
		t.Errorf("quoted of Peskov %q", quotes)
	}
	summary := d.mention("summary of sanctions")
	d.quotes(d.reply(slacktest.General, summary, 1), bundled(t))
	refused := d.mention("Who won the chess championship?")
	if got := d.reply(slacktest.General, refused, 1); len(pressable(got.Blocks, blocks.ActionFeedback)) != 1 {
		t.Errorf("no feedback beside a refusal: %s", got.Blocks)
	}
	d.stop()
	if n := len(d.said(slacktest.General, ts)); n != 2 {
		t.Errorf("%d messages, want two", n)
	}
	if strings.Contains(d.log.String(), d.slack.BotToken()) || strings.Contains(d.log.String(), howLong) {
		t.Error("the log holds a token or a question")
	}
}

// A direct conversation has its context, also over a restart, and summaries.
func serveDirect(t *testing.T, d *deployment) {
	d.start()
	dm := d.slack.DM(slacktest.Ada)
	d.do(d.slack.OpenMessages(slacktest.Ada))
	d.wait("suggested prompts", func() bool { return len(d.slack.Prompts(dm, "")) > 0 })
	ask := func(text string) slacktest.Message {
		t.Helper()
		return d.reply(dm, d.say(slacktest.Ada, dm, "", text), 1)
	}
	d.quotes(ask(ushakovs), bundled(t))
	d.stop()
	d.start()
	follow := ask("and about the talks in January?")
	if !strings.Contains(shown(follow.Blocks), "Read as: ") || !strings.Contains(shown(follow.Blocks), "Ushakov") {
		t.Errorf("the follow-up was read without its context: %s", shown(follow.Blocks))
	}
	d.quotes(ask("summary"), bundled(t))
	d.quotes(ask("what's new since 30 December 2021?"), bundled(t))
	ask("help")
	d.stop()
}

// Each command answers the asker alone, and explains itself.
func serveCommands(t *testing.T, d *deployment) {
	d.start()
	for _, c := range blocks.Commands() {
		d.command(slacktest.Boris, c.Name, "help")
		d.whisper(slacktest.Boris, slacktest.General, c.Uses[0][0])
	}
	d.command(slacktest.Ada, "/ask", ushakovs)
	d.quotes(d.whisper(slacktest.Ada, slacktest.General, "Ushakov"), bundled(t))
	d.command(slacktest.Ada, "/summary", "sanctions")
	d.quotes(d.whisper(slacktest.Ada, slacktest.General, "main points"), bundled(t))
	d.command(slacktest.Ada, "/sources", "")
	list := d.whisper(slacktest.Ada, slacktest.General, "passages")
	if n := len(pressable(list.Blocks, blocks.ActionRead)); n != len(bundled(t)) {
		t.Errorf("%d articles can be read", n)
	}
	d.press(slacktest.Ada, list, blocks.ActionRead)
	d.modal(slacktest.Ada, "Ukraine")
	d.command(slacktest.Ada, "/digest", "weekdays 07:30 sanctions")
	d.whisper(slacktest.Ada, slacktest.General, "07:30")
	d.command(slacktest.Ada, "/digest", "hourly")
	d.whisper(slacktest.Ada, slacktest.General, "/digest daily 08:00")
	d.stop()
	d.start()
	d.command(slacktest.Chen, "/digest", "list")
	d.whisper(slacktest.Chen, slacktest.General, "no digest")
	d.command(slacktest.Ada, "/digest", "off sanctions")
	d.whisper(slacktest.Ada, slacktest.General, "ended")
	d.stop()
	if n := len(d.slack.Messages(slacktest.General, "")); n != 0 {
		t.Errorf("%d messages that everybody sees", n)
	}
}

// Every button of an answer does what it says.
func serveButtons(t *testing.T, d *deployment) {
	d.start()
	ts := d.mention(ushakovs)
	m := d.reply(slacktest.General, ts, 1)
	quote := d.quotes(m, bundled(t))[0]

	d.press(slacktest.Boris, m, blocks.ActionPassage)
	context := d.modal(slacktest.Boris, quote)
	whole := pressable(context.JSON, blocks.ActionRead)[0]
	d.do(d.slack.PressView(d.ctx, slacktest.Boris, context.ID, whole.id, whole.value))
	d.wait("the whole article in the modal", func() bool {
		open := d.slack.Modals(slacktest.Boris)
		return len(open) == 1 && open[0].CallbackID == blocks.CallbackArticle
	})
	d.do(d.slack.CloseModal(d.ctx, slacktest.Boris))

	good, bad := "good ", "bad "
	for _, value := range []*string{&good, &bad} {
		_, rest, _ := strings.Cut(string(m.Blocks), *value)
		id, _, _ := strings.Cut(rest, `"`)
		*value += id
	}
	d.do(d.slack.Press(d.ctx, slacktest.Ada, slacktest.General, m.TS, blocks.ActionFeedback, good))
	d.whisper(slacktest.Ada, slacktest.General, "Thanks")
	d.do(d.slack.Press(d.ctx, slacktest.Chen, slacktest.General, m.TS, blocks.ActionFeedback, bad))
	why := d.modal(slacktest.Chen, "What is wrong with it?")
	wrong, err := d.slack.Submit(d.ctx, slacktest.Chen, why.ID, map[string]string{"reason": blocks.ReasonMissing, "comment": "the date"})
	d.do(err)
	if len(wrong) > 0 {
		t.Errorf("the modal isn't taken: %v", wrong)
	}

	d.command(slacktest.Ada, "/ask", howLong)
	mine := d.whisper(slacktest.Ada, slacktest.General, fifty)
	d.press(slacktest.Ada, mine, blocks.ActionShare)
	shared, err := d.slack.WaitMessage(d.ctx, slacktest.General, "", nil)
	d.do(err)
	d.quotes(shared, bundled(t))
	d.whisper(slacktest.Ada, slacktest.General, "Shared in the channel")
	d.say(slacktest.Ada, slacktest.General, shared.TS, "and what did Peskov say?")
	d.quotes(d.reply(slacktest.General, shared.TS, 2), bundled(t))

	summary := d.reply(slacktest.General, d.mention("summary"), 1)
	if len(pressable(summary.Blocks, blocks.ActionAll)) > 0 {
		d.press(slacktest.Ada, summary, blocks.ActionAll)
		d.modal(slacktest.Ada, d.quotes(summary, bundled(t))[0])
	}
	d.stop()
	votes, err := d.state(nil).Feedback(d.ctx, time.Time{})
	d.do(err)
	if len(votes) != 2 || !votes[0].Feedback.Good || votes[1].Feedback.Good || votes[1].Feedback.Reason != blocks.ReasonMissing || votes[1].Feedback.Comment != "the date" {
		t.Errorf("feedback %+v", votes)
	}
}

// App Home says what is covered, and its questions are answered; the shortcut holds
// a message against the coverage.
func serveHome(t *testing.T, d *deployment) {
	d.start()
	d.command(slacktest.Ada, "/digest", "daily 08:00")
	d.whisper(slacktest.Ada, slacktest.General, "08:00")
	d.do(d.slack.OpenHome(slacktest.Ada))
	home, err := d.slack.WaitHome(d.ctx, slacktest.Ada, func(v slacktest.View) bool { return len(pressable(v.JSON, blocks.ActionAsk)) > 0 })
	d.do(err)
	for _, want := range []string{"5 articles", "31 December 2021", "08:00"} {
		if !strings.Contains(shown(home.JSON), want) {
			t.Errorf("home has no %q: %s", want, shown(home.JSON))
		}
	}
	dm := d.slack.DM(slacktest.Ada)
	questions := pressable(home.JSON, blocks.ActionAsk)
	for n, b := range questions[:min(2, len(questions))] {
		d.do(d.slack.PressView(d.ctx, slacktest.Ada, home.ID, b.id, b.value))
		d.wait("the answer to "+b.value, func() bool { return len(d.said(dm, "")) > n })
		d.quotes(d.said(dm, "")[n], bundled(t))
	}
	list := pressable(home.JSON, blocks.ActionSources)[0]
	d.do(d.slack.PressView(d.ctx, slacktest.Ada, home.ID, list.id, list.value))
	sources := d.modal(slacktest.Ada, "passages")
	read := pressable(sources.JSON, blocks.ActionRead)[0]
	d.do(d.slack.PressView(d.ctx, slacktest.Ada, sources.ID, read.id, read.value))
	d.modal(slacktest.Ada, "Ukraine")
	off := pressable(home.JSON, blocks.ActionDigestOff)[0]
	d.do(d.slack.PressView(d.ctx, slacktest.Ada, home.ID, off.id, off.value))
	d.wait("home without the digest", func() bool {
		v, ok := d.slack.Home(slacktest.Ada)
		return ok && len(pressable(v.JSON, blocks.ActionDigestOff)) == 0
	})

	ts := d.say(slacktest.Boris, slacktest.General, "", "Biden and Putin talked on the phone for about 50 minutes.")
	d.do(d.slack.RunShortcut(d.ctx, slacktest.Chen, blocks.CallbackCheck, slacktest.General, ts))
	if _, err := d.slack.WaitEphemeral(d.ctx, slacktest.Chen, slacktest.General, nil); err != nil {
		t.Errorf("the shortcut was left without an answer: %v", err)
	}
	d.stop()
}

// A digest that is due is sent once, though the process is killed when it has
// sent it and doesn't know, and though it is started again.
func serveDigest(t *testing.T, d *deployment) {
	d.start()
	d.stop()
	yesterday := func() time.Time { return time.Now().Add(-24 * time.Hour) }
	due := time.Now().UTC().Add(-2 * time.Minute)
	lib := d.state(yesterday)
	dm := d.slack.DM(slacktest.Ada)
	_, err := lib.PutDigest(d.ctx, library.Digest{
		Team: slacktest.TeamID, User: slacktest.Ada, Channel: dm, Topic: "sanctions", Zone: "UTC", Days: library.Daily, Hour: due.Hour(), Minute: due.Minute(),
	})
	d.do(err)
	d.do(lib.Close())
	d.slack.Inject(slacktest.Fault{Method: "chat.postMessage", Lose: true})
	d.slack.Inject(slacktest.Fault{Method: "conversations.history", Hold: make(chan struct{})})
	d.start()
	sent := d.reply(dm, "", 1)
	d.quotes(sent, bundled(t))
	d.kill()
	d.slack.ClearFaults()
	for n := range 2 {
		d.start()
		d.command(slacktest.Ada, "/digest", "list")
		d.wait("the list of digests", func() bool { return len(d.slack.Ephemerals(slacktest.Ada, slacktest.General)) > n })
		d.stop() // which waits for what was begun
	}
	if n := len(d.said(dm, "")); n != 1 {
		t.Errorf("%d digests", n)
	}
	pending, err := d.state(nil).Pending(d.ctx)
	if err != nil || pending != 0 {
		t.Errorf("%d jobs pending, %v", pending, err)
	}
}

// What a workspace doesn't know, or the app may not do, costs the ornament.
func serveWithoutOrnaments(t *testing.T, d *deployment) {
	d.slack.Refuse("assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts", "conversations.open", "users.info", "chat.postEphemeral")
	d.slack.Inject(slacktest.Fault{Method: "assistant.threads.setTitle", Times: -1, Error: "missing_scope"})
	d.slack.Inject(slacktest.Fault{Method: "conversations.replies", Times: -1, Error: "missing_scope"})
	d.start()
	ts := d.mention(howLong)
	d.quotes(d.reply(slacktest.General, ts, 1), bundled(t))
	d.say(slacktest.Ada, slacktest.General, ts, "and what did Peskov say?")
	d.quotes(d.reply(slacktest.General, ts, 2), bundled(t))
	dm := d.slack.DM(slacktest.Ada)
	d.quotes(d.reply(dm, d.say(slacktest.Ada, dm, "", ushakovs), 1), bundled(t))
	d.command(slacktest.Ada, "/digest", "daily 08:00")
	d.whisper(slacktest.Ada, slacktest.General, "08:00")
	d.stop()
	for _, at := range [][2]string{{slacktest.General, ts}, {dm, ""}} {
		for _, m := range d.slack.Messages(at[0], at[1]) {
			if strings.HasPrefix(m.Text, "searching ") {
				t.Errorf("a status was left: %q", m.Text)
			}
		}
	}
	if slices.ContainsFunc(d.slack.Deliveries(), func(d slacktest.Delivery) bool { return !d.Acked }) {
		t.Error("something wasn't acknowledged")
	}
}

// serveHealth: health and metrics are at the address that the log gives.
func serveHealth(t *testing.T, d *deployment) {
	d.start("--health=127.0.0.1:0")
	address := "http://" + d.says(`serving health and metrics" address=(\S+)`)
	ts := d.mention(howLong)
	d.quotes(d.reply(slacktest.General, ts, 1), bundled(t))
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ok", "/metrics": "cuttings_"} {
		req, err := http.NewRequestWithContext(d.ctx, http.MethodGet, address+path, http.NoBody)
		d.do(err)
		res, err := http.DefaultClient.Do(req)
		d.do(err)
		body, err := io.ReadAll(res.Body)
		d.do(err)
		d.do(res.Body.Close())
		if res.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: %s, without %q", path, res.Status, want)
		}
	}
	d.stop()
}
