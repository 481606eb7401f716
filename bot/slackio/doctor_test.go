package slackio_test

import (
	"slices"
	"strings"
	"testing"

	"cuttings/bot/slackio"
	"cuttings/bot/slackio/slacktest"
)

func TestDoctor(t *testing.T) {
	for _, test := range []struct {
		name string
		set  setting
		// after changes what the doctor is given.
		after func(*slackio.Options)
		// well and ill are findings, in part; every ill one has a hint.
		well, ill []string
	}{
		{
			name: "all is well",
			set: func(w *world, _ *slacktest.Options) {
				w.options.Access.Channels = []string{slacktest.General}
			},
			well: []string{"The bot token works", "scopes are granted", "Socket Mode can connect", "The bot is in #general"},
		},
		{
			name: "a scope is missing",
			set: func(_ *world, o *slacktest.Options) {
				o.Scopes = slices.DeleteFunc(o.Scopes, func(s string) bool { return s == "assistant:write" })
			},
			ill: []string{"Missing for titles and suggested prompts beside direct messages: assistant:write."},
		},
		{
			name: "more is granted than is used",
			set:  func(_ *world, o *slacktest.Options) { o.Scopes = slacktest.AllScopes() },
			well: []string{"The token can do more than the bot uses: im:read, mpim:read."},
		},
		{
			name: "channels",
			set: func(w *world, _ *slacktest.Options) {
				w.options.Access.Channels = []string{slacktest.News, "C0NOWHERE"}
			},
			ill: []string{"The bot isn't in #news", "There is no channel C0NOWHERE"},
		},
		{
			name:  "wrong bot token",
			after: func(o *slackio.Options) { o.Config.BotToken = "xoxb-wrong" },
			ill:   []string{"The bot token doesn't work: invalid_auth."},
		},
		{
			name:  "wrong app token",
			after: func(o *slackio.Options) { o.Config.AppToken = "xapp-wrong" },
			ill:   []string{"The app-level token doesn't work: invalid_auth."},
		},
		{
			name:  "no way in",
			after: func(o *slackio.Options) { o.Config.AppToken = "" },
			ill:   []string{"neither an app-level token nor a signing secret"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := begin(t, socket, func(w *world, o *slacktest.Options) {
				if test.set != nil {
					test.set(w, o)
				}
			})
			o := w.options
			if test.after != nil {
				test.after(&o)
			}
			found := slackio.Doctor(w.ctx, o.Config, o.Access, o.Log)
			look := func(text string, ok bool) {
				for _, f := range found {
					if strings.Contains(f.What, text) {
						if f.OK != ok || !ok && f.Hint == "" {
							t.Errorf("finding %+v, want OK %v and a hint if not", f, ok)
						}
						return
					}
				}
				t.Errorf("no finding %q in %+v", text, found)
			}
			for _, text := range test.well {
				look(text, true)
			}
			for _, text := range test.ill {
				look(text, false)
			}
			if test.ill == nil {
				for _, f := range found {
					if !f.OK {
						t.Errorf("finding %+v", f)
					}
				}
			}
		})
	}
}
