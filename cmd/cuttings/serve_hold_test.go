package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus"
)

// Killed after it has acknowledged a question and before it has answered, the
// program answers it after the next start, once.
func serveKilledBefore(t *testing.T, d *deployment) {
	d.slack.Inject(slacktest.Fault{Method: "chat.postMessage", Times: -1, Hold: make(chan struct{})})
	d.start()
	ts := d.mention(howLong)
	dm := d.slack.DM(slacktest.Boris)
	direct := d.say(slacktest.Boris, dm, "", ushakovs)
	d.do(d.slack.WaitDelivered(d.ctx))
	d.kill()
	d.slack.ClearFaults()
	if n := len(d.said(slacktest.General, ts)) + len(d.said(dm, direct)); n != 0 {
		t.Fatalf("%d answers before the end", n)
	}
	d.start()
	d.quotes(d.reply(slacktest.General, ts, 1), bundled(t))
	d.quotes(d.reply(dm, direct, 1), bundled(t))
	d.stop()
	if n, m := len(d.said(slacktest.General, ts)), len(d.said(dm, direct)); n != 1 || m != 1 {
		t.Errorf("%d and %d answers", n, m)
	}
}

// Killed after it has posted and before it has written that down, the program finds
// what it posted.
func serveKilledAfter(t *testing.T, d *deployment) {
	d.slack.Inject(slacktest.Fault{Method: "chat.postMessage", Lose: true})
	d.slack.Inject(slacktest.Fault{Method: "conversations.replies", Times: -1, Hold: make(chan struct{})})
	d.start()
	ts := d.mention(howLong)
	first := d.reply(slacktest.General, ts, 1)
	d.kill()
	d.slack.ClearFaults()
	d.start()
	// A thread's answers come in order, so by then the first is settled.
	d.say(slacktest.Ada, slacktest.General, ts, d.slack.Mention()+" "+ushakovs)
	second := d.reply(slacktest.General, ts, 2)
	d.stop()
	said := d.said(slacktest.General, ts)
	if len(said) != 2 || said[0].TS != first.TS || !strings.Contains(second.Text, "Ushakov") {
		t.Errorf("%d messages, the second %q", len(said), second.Text)
	}
	if n := len(pressable(said[0].Blocks, blocks.ActionFeedback)); n != 1 {
		t.Errorf("the first answer isn't whole: %s", said[0].Blocks)
	}
}

// Told to stop while questions come in, the program ends well, and what it had
// acknowledged is answered after the next start.
func serveStoppedUnderLoad(t *testing.T, d *deployment) {
	dir, articles := fewWords(t)
	d.start("--articles", dir, "--workers=2", "--grace=100ms")
	asked := d.askAll(d.rooms(6), 30)
	d.reply(asked[0].channel, asked[0].ts, 1)
	d.stop()
	d.start("--articles", dir)
	d.answeredOnce(asked, articles)
	d.stop()
}

// A hundred questions in twenty channels are all answered, once each.
func serveHundred(t *testing.T, d *deployment) {
	dir, articles := fewWords(t)
	d.start("--articles", dir)
	asked := d.askAll(d.rooms(20), 100)
	d.answeredOnce(asked, articles)
	d.stop()
}

// rooms adds channels.
func (d *deployment) rooms(n int) []string {
	var ids []string
	for i := range n {
		id := fmt.Sprintf("C%05d", i)
		d.slack.AddChannel(slacktest.Channel{ID: id, Name: id, Members: []string{slacktest.BotUser, slacktest.Ada, slacktest.Boris, slacktest.Chen}})
		ids = append(ids, id)
	}
	return ids
}

type askedIn struct{ channel, ts string }

// askAll has three people put n questions at once.
func (d *deployment) askAll(channels []string, n int) []askedIn {
	d.t.Helper()
	questions := []string{"Where did the committee meet?", "Who opened the session?", "When did the committee meet?"}
	var asked []askedIn
	for i := range n {
		user := []string{slacktest.Ada, slacktest.Boris, slacktest.Chen}[i%3]
		channel := channels[i%len(channels)]
		asked = append(asked, askedIn{channel, d.say(user, channel, "", d.slack.Mention()+" "+questions[i%len(questions)])})
	}
	return asked
}

// answeredOnce waits until each question is answered, and everything delivered.
func (d *deployment) answeredOnce(asked []askedIn, articles []corpus.Article) {
	d.t.Helper()
	for _, a := range asked {
		d.quotes(d.reply(a.channel, a.ts, 1), articles)
	}
	d.do(d.slack.WaitDelivered(d.ctx))
	for _, a := range asked {
		if n := len(d.said(a.channel, a.ts)); n != 1 {
			d.t.Errorf("%d answers in %s to %s", n, a.channel, a.ts)
		}
	}
}

// fewWords is a folder of one short article, which is read in no time.
func fewWords(t *testing.T) (dir string, articles []corpus.Article) {
	t.Helper()
	dir = t.TempDir()
	return dir, []corpus.Article{writeArticle(t, dir, "committee", "Committee\n\nThe committee met in Lisbon on Tuesday. The chair, Ana Reis, opened the session.\n")}
}

func writeArticle(t *testing.T, dir, name, text string) corpus.Article {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := corpus.Parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What is written while the program runs can be asked about; what was quoted
// before is still shown in the words that it had.
func serveChangedArticles(t *testing.T, d *deployment) {
	dir, old := fewWords(t)
	d.start("--articles", dir, "--reload=20ms")
	first := d.reply(slacktest.General, d.mention("Where did the committee meet?"), 1)
	quote := d.quotes(first, old)[0]

	now := writeArticle(t, dir, "committee", "Committee\n\nThe session of the committee was moved to Porto on Wednesday.\n")
	ferry := writeArticle(t, dir, "ferry", "Ferry\n\nThe ferry to Lindholm won't sail before 3 April, harbour master Ida Krog said.\n")
	d.says(`read again.* articles=2\n`)
	second := d.reply(slacktest.General, d.mention("When will the ferry to Lindholm sail?"), 1)
	d.quotes(second, []corpus.Article{now, ferry})
	if !strings.Contains(second.Text, "3 April") {
		t.Errorf("said of what is new: %q", second.Text)
	}
	d.press(slacktest.Ada, first, blocks.ActionPassage)
	d.modal(slacktest.Ada, quote)

	// A file that can't be read leaves what there is.
	d.do(os.WriteFile(filepath.Join(dir, "bad.txt"), []byte{0xff, 0xfe, 0}, 0o644))
	d.says(`couldn't be read again`)
	third := d.reply(slacktest.General, d.mention("Where was the session moved to?"), 1)
	d.quotes(third, []corpus.Article{now, ferry})
	d.stop()
}
