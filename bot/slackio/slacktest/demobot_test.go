package slacktest_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"cuttings/bot"
	"cuttings/bot/slackio/blocks"
	"cuttings/bot/slackio/slacktest"
	"cuttings/corpus"
)

// demoOptions are a workspace whose manifest is that of cuttings.
func demoOptions() slacktest.Options {
	o := slacktest.Options{Shortcuts: []slacktest.Shortcut{{Callback: blocks.CallbackCheck, Name: blocks.ShortcutCheck}}}
	for _, c := range blocks.Commands() {
		o.Commands = append(o.Commands, slacktest.Command{Name: c.Name, Usage: c.Hint, Description: c.Does})
	}
	return o
}

const quoted = "The two spoke for fifty minutes on Thursday, their second call in a month."

// reply is an answer made up for the page's tests.
func reply(question string) bot.Reply {
	day := time.Date(2021, 12, 31, 0, 0, 0, 0, time.UTC)
	cite := func(n int, outlet, quote string) bot.Citation {
		return bot.Citation{Number: n, Article: "a", Version: "v", Heading: "Presidents speak by telephone", Outlet: outlet, Published: day,
			Passage: "a#2", URL: "https://news.example/a", Quote: quote, Span: corpus.Span{End: len(quote)}}
	}
	return bot.Reply{
		Question: question, Answered: true, Score: .9, Coverage: bot.Coverage{Articles: 5, From: day, To: day},
		Citations: []bot.Citation{cite(1, "The Daily Example", quoted), cite(2, "Example & Sons <b>Wire</b>", "“It was a serious, useful conversation,” a spokesman said.")},
		Points:    []bot.Point{{Citations: []int{1}}, {Citations: []int{2}}},
	}
}

// demoBot is a scripted app behind the page: it answers everything, with the
// blocks that cuttings makes.
type demoBot struct {
	t   *testing.T
	s   *slacktest.Server
	c   *slack.Client
	ctx context.Context
}

func runDemoBot(t *testing.T, s *slacktest.Server) {
	t.Helper()
	d := &demoBot{t: t, s: s, c: api(s), ctx: soonish(t)}
	listen(t, s, func(e socketmode.Event) (any, bool) { d.handle(e); return nil, true })
}

// soonish bounds a whole browser test.
func soonish(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

func (d *demoBot) handle(e socketmode.Event) {
	switch data := e.Data.(type) {
	case slackevents.EventsAPIEvent:
		switch event := data.InnerEvent.Data.(type) {
		case *slackevents.AppMentionEvent:
			thread := event.ThreadTimeStamp
			if thread == "" {
				thread = event.TimeStamp
			}
			d.answer(event.Channel, thread, event.Text)
		case *slackevents.MessageEvent:
			if event.IsIM() && event.BotID == "" && event.SubType == "" {
				d.answer(event.Channel, event.TimeStamp, event.Text)
			}
		case *slackevents.AppHomeOpenedEvent:
			d.opened(event)
		}
	case slack.SlashCommand:
		d.post("", blocks.Answer(reply(data.Text), blocks.Ref{ID: "a1"}, blocks.AnswerOptions{Restate: true, Ephemeral: true}),
			slack.MsgOptionResponseURL(data.ResponseURL, "ephemeral"))
	case slack.InteractionCallback:
		d.interact(data)
	}
}

// answer posts the answer, but to "wait" only says that it is at work.
func (d *demoBot) answer(channel, thread, question string) {
	d.check(d.c.SetAssistantThreadsStatusContext(d.ctx, slack.AssistantThreadsSetStatusParameters{
		ChannelID: channel, ThreadTS: thread, Status: "is searching 5 articles…"}))
	if strings.Contains(question, "wait") {
		return
	}
	d.post(channel, blocks.Answer(reply(question), blocks.Ref{ID: "a1"}, blocks.AnswerOptions{}), slack.MsgOptionTS(thread))
}

func (d *demoBot) opened(event *slackevents.AppHomeOpenedEvent) {
	if event.Tab == "messages" {
		p := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: event.Channel}
		p.AddPrompt("How long did they speak?", "How long did the presidents speak?")
		p.AddPrompt("Who said what?", "Who said what about the call?")
		d.check(d.c.SetAssistantThreadsSuggestedPromptsContext(d.ctx, p))
		return
	}
	_, err := d.c.PublishViewContext(d.ctx, slack.PublishViewContextRequest{UserID: event.User, View: blocks.Home(blocks.HomeData{
		Coverage: reply("").Coverage, Outlets: []string{"The Daily Example"}, Questions: []string{"How long did the presidents speak?"},
		Ingested: time.Now().Add(-2 * time.Hour), Now: time.Now(),
	})})
	d.check(err)
}

func (d *demoBot) interact(in slack.InteractionCallback) {
	switch in.Type {
	case slack.InteractionTypeMessageAction:
		d.post("", blocks.Note("Checked: "+in.Message.Text), slack.MsgOptionResponseURL(in.ResponseURL, "ephemeral"))
	case slack.InteractionTypeBlockActions:
		a := in.ActionCallback.BlockActions[0]
		switch {
		case blocks.Action(a.ActionID) == blocks.ActionPassage:
			text := "It began in the evening. " + quoted + " Nobody expected more."
			begin := strings.Index(text, quoted)
			article := corpus.Article{ID: "a", Title: "Presidents speak by telephone", Text: text}
			_, err := d.c.OpenViewContext(d.ctx, in.TriggerID,
				blocks.PassageModal(article, corpus.Span{Start: begin, End: begin + len(quoted)}, 0))
			d.check(err)
		case blocks.Action(a.ActionID) == blocks.ActionAsk:
			d.post(d.s.DM(in.User.ID), blocks.Answer(reply(a.Value), blocks.Ref{ID: "a1"}, blocks.AnswerOptions{Restate: true}))
		case a.ActionID == blocks.ActionFeedback:
			if v, err := blocks.ParseVote(a.Value); err != nil || v.Good {
				d.check(err)
				return
			}
			_, err := d.c.OpenViewContext(d.ctx, in.TriggerID, blocks.FeedbackModal(blocks.Ref{ID: "a1"}))
			d.check(err)
		}
	}
}

func (d *demoBot) post(channel string, m blocks.Message, o ...slack.MsgOption) {
	_, _, err := d.c.PostMessageContext(d.ctx, channel, append(o, slack.MsgOptionText(m.Text, false), slack.MsgOptionBlocks(m.Blocks...))...)
	d.check(err)
}

func (d *demoBot) check(err error) {
	if err != nil && d.t.Context().Err() == nil {
		d.t.Errorf("the scripted bot: %v", err)
	}
}
