package slacktest_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"cuttings/bot/slackio/slacktest"
)

func TestCommand(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, func(e socketmode.Event) (any, bool) {
		if e.Data.(slack.SlashCommand).Text == "at once" {
			return map[string]any{"response_type": "ephemeral", "text": "here"}, true
		}
		return nil, true
	})
	ctx := soon(t)
	ok(t, s.Command(ctx, slacktest.Ada, slacktest.News, "/ask", "at once"))
	if got := texts(s.Ephemerals(slacktest.Ada, slacktest.News)); !cmp.Equal(got, []string{"here"}) {
		t.Errorf("answered in the acknowledgement: %q", got)
	}
	next(t, events)
	ok(t, s.Command(ctx, slacktest.Ada, slacktest.News, "/ask", "later"))
	c := next(t, events).Data.(slack.SlashCommand)
	if c.Command != "/ask" || c.Text != "later" || c.UserID != slacktest.Ada || c.ChannelID != slacktest.News || c.ChannelName != "news" {
		t.Errorf("command = %+v", c)
	}
	if err := s.Command(ctx, slacktest.Chen, slacktest.News, "/ask", ""); err == nil {
		t.Error("a command from outside the channel")
	}
}

func TestNotAcknowledged(t *testing.T) {
	s := start(t, slacktest.Options{AckWithin: 20 * time.Millisecond})
	err := s.Command(soon(t), slacktest.Ada, slacktest.General, "/ask", "anybody?")
	if !errors.Is(err, slacktest.ErrNotAcknowledged) || !strings.Contains(err.Error(), "dispatch_failed") {
		t.Errorf("nobody there: %v", err)
	}
	listen(t, s, func(socketmode.Event) (any, bool) { return nil, false })
	err = s.Command(soon(t), slacktest.Ada, slacktest.General, "/ask", "anybody?")
	if !errors.Is(err, slacktest.ErrNotAcknowledged) || !strings.Contains(err.Error(), "timeout") {
		t.Errorf("too late: %v", err)
	}
	if d := s.Deliveries(); len(d) != 2 || d[1].Attempts != 1 {
		t.Errorf("commands come once: %+v", d)
	}
}

// In News, where the bot is no member: a response_url works all the same.
func TestResponseURL(t *testing.T) {
	now := newClock()
	s := start(t, slacktest.Options{Now: now.Now})
	events := listen(t, s, ackAll)
	ctx, c := soon(t), api(s)
	command := func() string {
		ok(t, s.Command(ctx, slacktest.Ada, slacktest.News, "/ask", "x"))
		return next(t, events).Data.(slack.SlashCommand).ResponseURL
	}
	respond := func(url, kind, text string) error {
		_, _, err := c.PostMessageContext(ctx, "", slack.MsgOptionText(text, false), slack.MsgOptionResponseURL(url, kind))
		return err
	}
	url := command()
	ok(t, respond(url, "ephemeral", "for you"))
	ok(t, respond(url, "in_channel", "for all"))
	if got := texts(s.Ephemerals(slacktest.Ada, slacktest.News)); !cmp.Equal(got, []string{"for you"}) {
		t.Errorf("ephemeral: %q", got)
	}
	if got := texts(s.Messages(slacktest.News, "")); !cmp.Equal(got, []string{"for all"}) {
		t.Errorf("in channel: %q", got)
	}
	for range 3 {
		ok(t, respond(url, "ephemeral", "more"))
	}
	if respond(url, "ephemeral", "too much") == nil {
		t.Error("used a sixth time")
	}
	late := command()
	now.Add(31 * time.Minute)
	if respond(late, "ephemeral", "late") == nil {
		t.Error("used after 30 minutes")
	}
	if calls := s.Calls("response_url"); len(calls) != 7 || calls[5].Error != "used_url" || calls[6].Error != "expired_url" {
		t.Errorf("calls = %+v", calls)
	}
}

// sampleBlocks has each kind of element that cuttings uses.
func sampleBlocks() []slack.Block {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, false, false) }
	return []slack.Block{
		slack.NewSectionBlock(plain("a"), nil, slack.NewAccessory(slack.NewButtonBlockElement("passage", "a#1", plain("Read")))),
		slack.NewActionBlock("back", slack.NewButtonBlockElement("page", "1", plain("Back"))),
		slack.NewActionBlock("next", slack.NewButtonBlockElement("page", "3", plain("Next"))),
		slack.NewContextActionsBlock("fb", slack.NewFeedbackButtonsBlockElement("feedback",
			slack.NewFeedbackButton(plain("Good"), "good:a1"), slack.NewFeedbackButton(plain("Bad"), "bad:a1"))),
		slack.NewActionBlock("sel", slack.NewOptionsSelectBlockElement("static_select", plain("pick"), "pick",
			slack.NewOptionBlockObject("one", plain("One"), nil), slack.NewOptionBlockObject("two", plain("Two"), nil))),
	}
}

func TestPress(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, ackAll)
	ctx, c := soon(t), api(s)
	_, ts, err := c.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(sampleBlocks()...))
	ok(t, err)
	next(t, events) // the bot's own message
	ephemeral := must(c.PostEphemeralContext(ctx, slacktest.General, slacktest.Ada, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(sampleBlocks()...)))(t)
	for _, tt := range []struct {
		ts, action, value string
		want              string // value or selected option
		typ               string
	}{
		{ts, "passage", "", "a#1", "button"},
		{ts, "page", "", "1", "button"},
		{ts, "page", "3", "3", "button"},
		{ts, "feedback", "bad:a1", "bad:a1", "feedback_buttons"},
		{ts, "pick", "two", "two", "static_select"},
		{ephemeral, "page", "3", "3", "button"},
	} {
		ok(t, s.Press(ctx, slacktest.Ada, slacktest.General, tt.ts, tt.action, tt.value))
		in := next(t, events).Data.(slack.InteractionCallback)
		a := in.ActionCallback.BlockActions[0]
		got := a.Value
		if a.Type == "static_select" {
			got = a.SelectedOption.Value
		}
		if a.ActionID != tt.action || got != tt.want || string(a.Type) != tt.typ || a.BlockID == "" {
			t.Errorf("%+v: action %+v", tt, a)
		}
		hidden := tt.ts == ephemeral
		if in.Container.MessageTs != tt.ts || in.Container.IsEphemeral != hidden || (in.Message.Timestamp == "") != hidden || in.ResponseURL == "" {
			t.Errorf("%+v: container %+v, message %q", tt, in.Container, in.Message.Timestamp)
		}
	}
	for _, tt := range [][2]string{{"nothing", ""}, {"page", "9"}, {"pick", "three"}} {
		if s.Press(ctx, slacktest.Ada, slacktest.General, ts, tt[0], tt[1]) == nil {
			t.Errorf("pressed %q", tt)
		}
	}
	if s.Press(ctx, slacktest.Boris, slacktest.General, ephemeral, "page", "") == nil {
		t.Error("pressed what one doesn't see")
	}
}

func TestReplaceAndDeleteOriginal(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, ackAll)
	ctx, c := soon(t), api(s)
	ts := must(c.PostEphemeralContext(ctx, slacktest.General, slacktest.Ada, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(sampleBlocks()...)))(t)
	press := func() string {
		ok(t, s.Press(ctx, slacktest.Ada, slacktest.General, ts, "page", "3"))
		return next(t, events).Data.(slack.InteractionCallback).ResponseURL
	}
	_, _, err := c.PostMessageContext(ctx, "", slack.MsgOptionReplaceOriginal(press()), slack.MsgOptionText("page 3", false), slack.MsgOptionBlocks(sampleBlocks()...))
	ok(t, err)
	if got := texts(s.Ephemerals(slacktest.Ada, slacktest.General)); !cmp.Equal(got, []string{"page 3"}) {
		t.Errorf("replaced: %q", got)
	}
	_, _, err = c.PostMessageContext(ctx, "", slack.MsgOptionDeleteOriginal(press()))
	ok(t, err)
	if got := s.Ephemerals(slacktest.Ada, slacktest.General); len(got) != 0 {
		t.Errorf("deleted: %+v", got)
	}
}

func modal(title string) slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject { return slack.NewTextBlockObject("plain_text", s, false, false) }
	comment := slack.NewInputBlock("comment", plain("What was wrong?"), nil, slack.NewPlainTextInputBlockElement(nil, "text"))
	reason := slack.NewInputBlock("reason", plain("Why"), nil, slack.NewOptionsSelectBlockElement("static_select", nil, "why",
		slack.NewOptionBlockObject("false", plain("Not true"), nil)))
	reason.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(title), Submit: plain("Send"), CallbackID: "feedback", PrivateMetadata: "a1",
		Blocks: slack.Blocks{BlockSet: []slack.Block{comment, reason}},
	}
}

func TestModals(t *testing.T) {
	s := start(t, slacktest.Options{})
	answer := func(slack.InteractionCallback) any { return nil }
	events := listen(t, s, func(e socketmode.Event) (any, bool) {
		if in, is := e.Data.(slack.InteractionCallback); is && in.Type == slack.InteractionTypeViewSubmission {
			return answer(in), true
		}
		return nil, true
	})
	ctx, c := soon(t), api(s)
	trigger := func() string {
		ok(t, s.Command(ctx, slacktest.Ada, slacktest.General, "/ask", ""))
		return next(t, events).Data.(slack.SlashCommand).TriggerID
	}
	open := func() slacktest.View {
		_, err := c.OpenViewContext(ctx, trigger(), modal("One"))
		ok(t, err)
		return must(s.WaitModal(ctx, slacktest.Ada, nil))(t)
	}
	submit := func(v slacktest.View, values map[string]string) map[string]string {
		return must(s.Submit(ctx, slacktest.Ada, v.ID, values))(t)
	}

	v := open()
	if wrong := submit(v, nil); wrong["comment"] == "" || len(wrong) != 1 {
		t.Errorf("required and empty: %v", wrong)
	}
	filled := map[string]string{"text": "that one", "why": "false"}
	if wrong := submit(v, filled); wrong != nil {
		t.Errorf("wrong: %v", wrong)
	}
	in := next(t, events).Data.(slack.InteractionCallback)
	values := in.View.State.Values
	if values["comment"]["text"].Value != "that one" || values["reason"]["why"].SelectedOption.Value != "false" || in.View.PrivateMetadata != "a1" {
		t.Errorf("values = %+v", values)
	}
	if len(s.Modals(slacktest.Ada)) != 0 {
		t.Error("a submitted modal stays open")
	}

	answer = func(slack.InteractionCallback) any {
		return slack.NewErrorsViewSubmissionResponse(map[string]string{"comment": "too short"})
	}
	v = open()
	if wrong := submit(v, filled); wrong["comment"] != "too short" || len(s.Modals(slacktest.Ada)) != 1 {
		t.Errorf("the app's errors: %v", wrong)
	}
	two := modal("Two")
	answer = func(slack.InteractionCallback) any { return slack.NewUpdateViewSubmissionResponse(&two) }
	submit(v, filled)
	if open := s.Modals(slacktest.Ada); len(open) != 1 || open[0].ID != v.ID || !strings.Contains(string(open[0].JSON), "Two") {
		t.Errorf("updated: %+v", open)
	}
	answer = func(slack.InteractionCallback) any { return slack.NewPushViewSubmissionResponse(&two) }
	submit(v, filled)
	if open := s.Modals(slacktest.Ada); len(open) != 2 || open[1].Previous != v.ID {
		t.Errorf("pushed: %+v", open)
	}
	ok(t, s.CloseModal(ctx, slacktest.Ada))
	answer = func(slack.InteractionCallback) any { return slack.NewClearViewSubmissionResponse() }
	submit(v, filled)
	if len(s.Modals(slacktest.Ada)) != 0 {
		t.Error("cleared, and there are modals")
	}
}

func TestTriggersAndViews(t *testing.T) {
	now := newClock()
	s := start(t, slacktest.Options{Now: now.Now})
	events := listen(t, s, ackAll)
	ctx, c := soon(t), api(s)
	trigger := func() string {
		ok(t, s.Command(ctx, slacktest.Ada, slacktest.General, "/ask", ""))
		return next(t, events).Data.(slack.SlashCommand).TriggerID
	}
	open := func(id string) error { _, err := c.OpenViewContext(ctx, id, modal("One")); return err }
	push := func(id string) error { _, err := c.PushViewContext(ctx, id, modal("Up")); return err }

	if err := push(trigger()); code(err) != "not_found" {
		t.Errorf("pushed on nothing: %v", err)
	}
	first := trigger()
	ok(t, open(first))
	if err := open(first); code(err) != "exchanged_trigger_id" {
		t.Errorf("used twice: %v", err)
	}
	if err := open("nonsense"); code(err) != "invalid_trigger_id" {
		t.Errorf("unknown: %v", err)
	}
	late := trigger()
	now.Add(3*time.Second + time.Millisecond)
	if err := open(late); code(err) != "expired_trigger_id" {
		t.Errorf("late: %v", err)
	}
	ok(t, push(trigger()))
	ok(t, push(trigger()))
	if err := push(trigger()); code(err) != "push_limit_reached" {
		t.Errorf("a fourth: %v", err)
	}

	top := s.Modals(slacktest.Ada)[2]
	if _, err := c.UpdateViewContext(ctx, modal("New"), "", "stale", top.ID); code(err) != "hash_conflict" {
		t.Errorf("stale hash: %v", err)
	}
	_, err := c.UpdateViewContext(ctx, modal("New"), "", top.Hash, top.ID)
	ok(t, err)
	if got := s.Modals(slacktest.Ada)[2]; got.ID != top.ID || got.Hash == top.Hash || !strings.Contains(string(got.JSON), "New") {
		t.Errorf("updated = %+v", got)
	}

	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: sampleBlocks()[:3]}}
	_, err = c.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: slacktest.Ada, View: home})
	ok(t, err)
	v := must(s.WaitHome(ctx, slacktest.Ada, nil))(t)
	ok(t, s.PressView(ctx, slacktest.Ada, v.ID, "page", "3"))
	in := next(t, events).Data.(slack.InteractionCallback)
	if in.View.ID != v.ID || in.Container.Type != "view" || in.ActionCallback.BlockActions[0].Value != "3" {
		t.Errorf("pressed in a home: %+v", in.Container)
	}
}

func TestShortcut(t *testing.T) {
	s := start(t, slacktest.Options{})
	events := listen(t, s, ackAll)
	ctx := soon(t)
	ts := must(s.Say(slacktest.Boris, slacktest.General, "", "The minister resigned."))(t)
	next(t, events)
	ok(t, s.RunShortcut(ctx, slacktest.Ada, "check", slacktest.General, ts))
	in := next(t, events).Data.(slack.InteractionCallback)
	if in.Type != slack.InteractionTypeMessageAction || in.CallbackID != "check" || in.Message.Text != "The minister resigned." || in.TriggerID == "" {
		raw, _ := json.Marshal(in)
		t.Errorf("shortcut = %s", raw)
	}
}
