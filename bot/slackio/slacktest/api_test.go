package slacktest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"cuttings/bot/slackio/slacktest"
)

func TestAuth(t *testing.T) {
	s := start(t, slacktest.Options{Scopes: []string{"channels:read"}})
	var headers http.Header
	c := api(s, slack.OptionOnResponseHeaders(func(_ string, h http.Header) { headers = h }))
	who := must(c.AuthTestContext(t.Context()))(t)
	if who.UserID != slacktest.BotUser || who.BotID != slacktest.BotID || who.TeamID != slacktest.TeamID {
		t.Errorf("auth.test = %+v", who)
	}
	if got := headers.Get("X-OAuth-Scopes"); got != "channels:read" {
		t.Errorf("X-OAuth-Scopes = %q", got)
	}

	for _, tt := range []struct{ token, method, want string }{
		{"", "auth.test", "not_authed"},
		{"xoxb-other", "auth.test", "invalid_auth"},
		{s.AppToken(), "auth.test", "not_allowed_token_type"},
		{s.BotToken(), "apps.connections.open", "not_allowed_token_type"},
		{s.BotToken(), "chat.noSuchMethod", "unknown_method"},
		{s.BotToken(), "users.info", "missing_scope"},
	} {
		for _, inHeader := range []bool{true, false} {
			form := url.Values{}
			if !inHeader {
				form.Set("token", tt.token)
			}
			req := must(http.NewRequestWithContext(t.Context(), http.MethodPost, s.APIURL()+tt.method, strings.NewReader(form.Encode())))(t)
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if inHeader {
				req.Header.Set("Authorization", "Bearer "+tt.token)
			}
			resp := must((&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req))(t)
			body := must(io.ReadAll(resp.Body))(t)
			ok(t, resp.Body.Close())
			if !strings.Contains(string(body), fmt.Sprintf("%q", tt.want)) {
				t.Errorf("%s with %q (in header: %v) = %s, want %s", tt.method, tt.token, inHeader, body, tt.want)
			}
		}
	}
	_, err := c.GetUserInfoContext(t.Context(), slacktest.Ada)
	r, _ := errors.AsType[slack.SlackErrorResponse](err)
	if r.Needed != "users:read" || r.Provided != "channels:read" {
		t.Errorf("missing scope: needed %q, provided %q", r.Needed, r.Provided)
	}
}

func TestPostUpdateDelete(t *testing.T) {
	s, ctx := start(t, slacktest.Options{}), t.Context()
	c := api(s)
	section := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*hi*", false, true), nil, nil)
	_, ts, err := c.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("hi", false), slack.MsgOptionBlocks(section),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "answer", EventPayload: map[string]any{"id": "a1"}}))
	ok(t, err)
	m, there := s.Message(slacktest.General, ts)
	if !there || m.Text != "hi" || m.BotID != slacktest.BotID || m.UnfurlLinks == nil || *m.UnfurlLinks || m.UnfurlMedia == nil || *m.UnfurlMedia {
		t.Errorf("posted %+v", m)
	}
	if !strings.Contains(string(m.Blocks), `"block_id"`) {
		t.Errorf("blocks got no ids: %s", m.Blocks)
	}
	_, reply, err := c.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("more", false), slack.MsgOptionTS(ts))
	ok(t, err)
	if got := texts(s.Messages(slacktest.General, ts)); !slices.Equal(got, []string{"hi", "more"}) {
		t.Errorf("thread = %q", got)
	}
	if got := texts(s.Messages(slacktest.General, "")); !slices.Equal(got, []string{"hi"}) {
		t.Errorf("channel = %q", got)
	}

	list, _, _, err := c.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
		ChannelID: slacktest.General, Timestamp: ts, IncludeAllMetadata: true})
	ok(t, err)
	if len(list) != 2 || list[0].Metadata.EventPayload["id"] != "a1" || list[0].ReplyCount != 1 {
		t.Errorf("replies = %+v", list)
	}
	link := must(c.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: slacktest.General, Ts: reply}))(t)
	if !strings.Contains(link, "thread_ts="+ts) {
		t.Errorf("permalink = %s", link)
	}

	_, _, _, err = c.UpdateMessageContext(ctx, slacktest.General, ts, slack.MsgOptionText("changed", false))
	ok(t, err)
	if m, _ := s.Message(slacktest.General, ts); m.Text != "changed" || m.Blocks != nil || m.Edited == "" {
		t.Errorf("an update without blocks = %+v", m)
	}
	_, _, err = c.DeleteMessageContext(ctx, slacktest.General, reply)
	ok(t, err)
	if _, there := s.Message(slacktest.General, reply); there {
		t.Error("deleted message is there")
	}
}

// TestFormsAndJSON holds that both ways of giving arguments mean the same.
func TestFormsAndJSON(t *testing.T) {
	const block = `[{"type":"section","text":{"type":"mrkdwn","text":"hi"}}]`
	for _, tt := range []struct{ name, kind, body, want string }{
		{"form", "application/x-www-form-urlencoded",
			url.Values{"channel": {slacktest.General}, "text": {"hi"}, "blocks": {block}, "unfurl_links": {"false"}}.Encode(), `"ok":true`},
		{"JSON", "application/json; charset=utf-8",
			`{"channel":"C0GENERAL","text":"hi","blocks":` + block + `,"unfurl_links":false,"thread_ts":null}`, `"ok":true`},
		{"JSON with blocks as a string", "application/json",
			`{"channel":"C0GENERAL","text":"hi","blocks":` + strconv.Quote(block) + `,"unfurl_links":false}`, `"ok":true`},
		{"broken JSON", "application/json", `{"channel":`, "invalid_json"},
	} {
		s := start(t, slacktest.Options{})
		req := must(http.NewRequestWithContext(t.Context(), http.MethodPost, s.APIURL()+"chat.postMessage", strings.NewReader(tt.body)))(t)
		req.Header.Set("Content-Type", tt.kind)
		req.Header.Set("Authorization", "Bearer "+s.BotToken())
		resp := must((&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req))(t)
		body := must(io.ReadAll(resp.Body))(t)
		ok(t, resp.Body.Close())
		if !strings.Contains(string(body), tt.want) {
			t.Errorf("%s: %s, want %s", tt.name, body, tt.want)
		}
		if tt.want != `"ok":true` {
			continue
		}
		m := s.Messages(slacktest.General, "")[0]
		if m.Text != "hi" || !strings.Contains(string(m.Blocks), "section") || m.UnfurlLinks == nil || *m.UnfurlLinks || m.ThreadTS != "" {
			t.Errorf("%s: posted %+v", tt.name, m)
		}
	}
}

func TestRefusals(t *testing.T) {
	s, ctx := start(t, slacktest.Options{}), t.Context()
	c := api(s)
	said := must(s.Say(slacktest.Ada, slacktest.General, "", "hello"))(t)
	_, mine, err := c.PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("mine", false))
	ok(t, err)
	post := func(channel string, o ...slack.MsgOption) error {
		_, _, err := c.PostMessageContext(ctx, channel, o...)
		return err
	}
	update := func(ts string, o ...slack.MsgOption) error {
		_, _, _, err := c.UpdateMessageContext(ctx, slacktest.General, ts, o...)
		return err
	}
	ephemeral := func(channel, user string) error {
		_, err := c.PostEphemeralContext(ctx, channel, user, slack.MsgOptionText("psst", false))
		return err
	}
	hi := slack.MsgOptionText("hi", false)
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"unknown channel":       {post("C0NOWHERE", hi), "channel_not_found"},
		"not a member":          {post(slacktest.News, hi), "not_in_channel"},
		"no text":               {post(slacktest.General), "no_text"},
		"unknown thread":        {post(slacktest.General, hi, slack.MsgOptionTS("1.000000")), "thread_not_found"},
		"too long":              {post(slacktest.General, slack.MsgOptionText(strings.Repeat("é", 40_001), false)), "msg_too_long"},
		"too long for update":   {update(mine, slack.MsgOptionText(strings.Repeat("é", 4_001), false)), "msg_too_long"},
		"update of nothing":     {update("1.000000", hi), "message_not_found"},
		"update of another's":   {update(said, hi), "cant_update_message"},
		"ephemeral, bot not in": {ephemeral(slacktest.News, slacktest.Ada), "not_in_channel"},
		"ephemeral, user not in": {
			ephemeral(slacktest.Desk, slacktest.Boris), "user_not_in_channel"},
		"metadata without payload": {post(slacktest.General, hi,
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "x"})), "invalid_metadata_schema"},
	} {
		if got := code(tt.err); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	if len(s.Messages(slacktest.General, "")) != 2 {
		t.Error("a refused call posted")
	}
}

func TestInvalidBlocks(t *testing.T) {
	s := start(t, slacktest.Options{Validate: func(surface string, raw []byte) error {
		return errors.New("no more than 50 items allowed [json-pointer:/blocks]")
	}})
	_, _, err := api(s).PostMessageContext(t.Context(), slacktest.General, slack.MsgOptionBlocks(slack.NewDividerBlock()))
	r, _ := errors.AsType[slack.SlackErrorResponse](err)
	want := []string{"[ERROR] no more than 50 items allowed [json-pointer:/blocks]"}
	if r.Err != "invalid_blocks" || !slices.Equal(r.ResponseMetadata.Messages, want) {
		t.Errorf("invalid blocks = %q %q", r.Err, r.ResponseMetadata.Messages)
	}
}

func TestConversations(t *testing.T) {
	s, ctx := start(t, slacktest.Options{Page: 2}), t.Context()
	c := api(s)
	dm, _, _, err := c.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{slacktest.Chen}})
	ok(t, err)
	if dm.ID != s.DM(slacktest.Chen) {
		t.Errorf("DM = %q", dm.ID)
	}
	info := must(c.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: slacktest.News}))(t)
	if info.Name != "news" || info.IsMember {
		t.Errorf("info = %+v", info)
	}
	user := must(c.GetUserInfoContext(ctx, slacktest.Boris))(t)
	if user.TZ != "America/New_York" {
		t.Errorf("tz = %q", user.TZ)
	}
	bot := must(c.GetBotInfoContext(ctx, slack.GetBotInfoParameters{Bot: slacktest.BotID}))(t)
	if bot.UserID != slacktest.BotUser {
		t.Errorf("bot = %+v", bot)
	}

	var members []string
	p := &slack.GetUsersInConversationParameters{ChannelID: slacktest.General}
	for pages := 0; ; pages++ {
		list, cursor, err := c.GetUsersInConversationContext(ctx, p)
		ok(t, err)
		members = append(members, list...)
		if p.Cursor = cursor; cursor == "" {
			break
		}
		if pages > 5 {
			t.Fatal("pages without end")
		}
	}
	if diff := cmp.Diff([]string{slacktest.BotUser, slacktest.Ada, slacktest.Boris, slacktest.Chen}, members); diff != "" {
		t.Error(diff)
	}

	mine, _, err := c.GetConversationsForUserContext(ctx, &slack.GetConversationsForUserParameters{
		Types: []string{"public_channel", "private_channel"}})
	ok(t, err)
	if len(mine) != 2 || mine[0].ID != slacktest.General || mine[1].ID != slacktest.Desk {
		t.Errorf("the bot's channels = %+v", mine)
	}
	all, _, err := c.GetConversationsContext(ctx, &slack.GetConversationsParameters{})
	ok(t, err)
	if len(all) != 2 || all[1].ID != slacktest.News {
		t.Errorf("channels = %+v", all)
	}
}

func TestRepliesInSmallPages(t *testing.T) {
	s, ctx := start(t, slacktest.Options{Page: 3}), t.Context()
	parent := must(s.Say(slacktest.Ada, slacktest.General, "", "0"))(t)
	want := []string{"0"}
	for i := 1; i < 8; i++ {
		want = append(want, fmt.Sprint(i))
		must(s.Say(slacktest.Boris, slacktest.General, parent, want[i]))(t)
	}
	p := &slack.GetConversationRepliesParameters{ChannelID: slacktest.General, Timestamp: parent, Limit: 100}
	var got []string
	for more := true; more; {
		list, hasMore, cursor, err := api(s).GetConversationRepliesContext(ctx, p)
		ok(t, err)
		if len(list) > 3 {
			t.Fatalf("page of %d", len(list))
		}
		for _, m := range list {
			got = append(got, m.Text)
		}
		p.Cursor, more = cursor, hasMore
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p.Cursor, p.Timestamp = "", "1.000000"
	if _, _, _, err := api(s).GetConversationRepliesContext(ctx, p); code(err) != "thread_not_found" {
		t.Errorf("unknown thread: %v", err)
	}
}

func TestAssistantThreads(t *testing.T) {
	s, ctx := start(t, slacktest.Options{}), t.Context()
	c, dm := api(s), s.DM(slacktest.Ada)
	ts := must(s.Say(slacktest.Ada, dm, "", "what happened?"))(t)
	ok(t, c.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{
		ChannelID: dm, ThreadTS: ts, Status: "searching 5 articles…"}))
	ok(t, c.SetAssistantThreadsTitleContext(ctx, slack.AssistantThreadsSetTitleParameters{ChannelID: dm, ThreadTS: ts, Title: "Events"}))
	prompts := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: dm}
	prompts.AddPrompt("Who?", "Who said it?")
	ok(t, c.SetAssistantThreadsSuggestedPromptsContext(ctx, prompts))
	if s.Status(dm, ts) != "searching 5 articles…" || s.Title(dm, ts) != "Events" {
		t.Errorf("status %q, title %q", s.Status(dm, ts), s.Title(dm, ts))
	}
	if diff := cmp.Diff([]slacktest.Prompt{{Title: "Who?", Message: "Who said it?"}}, s.Prompts(dm, "")); diff != "" {
		t.Error(diff)
	}
	_, _, err := c.PostMessageContext(ctx, dm, slack.MsgOptionText("this", false), slack.MsgOptionTS(ts))
	ok(t, err)
	if got := s.Status(dm, ts); got != "" {
		t.Errorf("status after the answer = %q", got)
	}
	err = c.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: dm, ThreadTS: "1.000000"})
	if code(err) != "invalid_thread_ts" {
		t.Errorf("unknown thread: %v", err)
	}
}

func TestFaults(t *testing.T) {
	ctx := t.Context()
	post := func(s *slacktest.Server) error {
		_, _, err := api(s).PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("hi", false))
		return err
	}
	posted := func(s *slacktest.Server) int { return len(s.Messages(slacktest.General, "")) }

	t.Run("429", func(t *testing.T) {
		s := start(t, slacktest.Options{})
		s.Inject(slacktest.Fault{Method: "chat.postMessage", Status: 429, RetryAfter: 7})
		limited, is := errors.AsType[*slack.RateLimitedError](post(s))
		if !is || limited.RetryAfter != 7*time.Second {
			t.Errorf("got %v", limited)
		}
		ok(t, post(s))
		if posted(s) != 1 {
			t.Errorf("posted %d", posted(s))
		}
	})
	t.Run("503 on the second of three", func(t *testing.T) {
		s := start(t, slacktest.Options{})
		s.Inject(slacktest.Fault{Method: "chat.postMessage", Skip: 1, Status: 503})
		ok(t, post(s))
		if e, _ := errors.AsType[slack.StatusCodeError](post(s)); e.Code != 503 {
			t.Errorf("got %+v", e)
		}
		ok(t, post(s))
		if posted(s) != 2 {
			t.Errorf("posted %d", posted(s))
		}
	})
	t.Run("answer lost", func(t *testing.T) {
		s := start(t, slacktest.Options{})
		s.Inject(slacktest.Fault{Lose: true})
		if err := post(s); err == nil || code(err) == "" {
			t.Error("no error")
		}
		if posted(s) != 1 {
			t.Errorf("posted %d: a lost answer is for work that was done", posted(s))
		}
		if calls := s.Calls("chat.postMessage"); len(calls) != 1 || calls[0].Status != 0 {
			t.Errorf("calls = %+v", calls)
		}
	})
	t.Run("held", func(t *testing.T) {
		s := start(t, slacktest.Options{})
		release, done := make(chan struct{}), make(chan error, 1)
		s.Inject(slacktest.Fault{Method: "chat.postMessage", Hold: release})
		go func() { done <- post(s) }()
		ok(t, func() error { _, err := api(s).AuthTestContext(ctx); return err }()) // others pass
		if posted(s) != 0 {
			t.Error("posted while held")
		}
		close(release)
		ok(t, <-done)
		if posted(s) != 1 {
			t.Errorf("posted %d", posted(s))
		}
	})
	t.Run("delayed longer than the client waits", func(t *testing.T) {
		s := start(t, slacktest.Options{})
		s.Inject(slacktest.Fault{Method: "chat.postMessage", Delay: time.Hour})
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, _, err := api(s).PostMessageContext(ctx, slacktest.General, slack.MsgOptionText("hi", false))
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		ok(t, post(s))
		if posted(s) != 1 {
			t.Errorf("posted %d", posted(s))
		}
	})
	t.Run("refused", func(t *testing.T) {
		s := start(t, slacktest.Options{})
		s.Refuse("chat.postMessage")
		for range 2 {
			if err := post(s); code(err) != "unknown_method" {
				t.Errorf("got %v", err)
			}
		}
		s.ClearFaults()
		ok(t, post(s))
	})
}

func TestRateLimits(t *testing.T) {
	now := newClock()
	s := start(t, slacktest.Options{Now: now.Now, Limits: slacktest.TierLimits()})
	c, ctx := api(s), t.Context()
	post := func(channel string) error {
		_, _, err := c.PostMessageContext(ctx, channel, slack.MsgOptionText("hi", false))
		return err
	}
	for range 5 {
		ok(t, post(slacktest.General))
	}
	now.Add(3500 * time.Millisecond)
	limited, is := errors.AsType[*slack.RateLimitedError](post(slacktest.General))
	if !is || limited.RetryAfter != 2*time.Second {
		t.Errorf("the sixth: %v", limited)
	}
	ok(t, post(slacktest.Desk)) // another channel
	now.Add(2 * time.Second)
	ok(t, post(slacktest.General))
	for i := range 21 {
		_, _, err := c.GetConversationsContext(ctx, &slack.GetConversationsParameters{})
		if _, is := errors.AsType[*slack.RateLimitedError](err); is != (i == 20) {
			t.Errorf("conversations.list %d: %v", i, err)
		}
	}
}
