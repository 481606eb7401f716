package slackio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"cuttings/bot/slackio/blocks"
)

// A capability is something that the bot can do in a workspace, and what Slack
// must grant for it.
type capability struct {
	what string
	// events are those to subscribe to.
	events []string
	// methods are those of the Web API that it calls.
	methods []string
	// scopes are those that the events and methods need.
	scopes []string
}

// capabilities are all of them: the manifest asks for exactly this, doctor looks
// for it, and a test holds it to what the code handles and calls.
var capabilities = []capability{
	{
		what:    "answering mentions in channels",
		events:  []string{"app_mention"},
		methods: []string{"auth.test", "chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "assistant.threads.setStatus"},
		scopes:  []string{"app_mentions:read", "chat:write"},
	},
	{
		what:    "follow-ups in threads without a mention",
		events:  []string{"message.channels", "message.groups", "message.mpim"},
		methods: []string{"conversations.replies"},
		scopes:  []string{"channels:history", "groups:history", "mpim:history"},
	},
	{
		what:    "direct messages",
		events:  []string{"message.im"},
		methods: []string{"conversations.history"},
		scopes:  []string{"im:history"},
	},
	{
		what:    "writing first to somebody: digests, answers to questions from App Home",
		methods: []string{"conversations.open"},
		scopes:  []string{"im:write"},
	},
	{
		what:    "titles and suggested prompts beside direct messages",
		methods: []string{"assistant.threads.setTitle", "assistant.threads.setSuggestedPrompts"},
		scopes:  []string{"assistant:write"},
	},
	{
		what:   "slash commands and the message shortcut",
		scopes: []string{"commands"},
	},
	{
		what:    "App Home and modals",
		events:  []string{"app_home_opened"},
		methods: []string{"views.publish", "views.open", "views.update"},
	},
	{
		what:    "days and digests in people's own time zone",
		methods: []string{"users.info"},
		scopes:  []string{"users:read"},
	},
	{
		what:    "looking whether the bot is in its channels (doctor)",
		methods: []string{"conversations.info"},
		scopes:  []string{"channels:read", "groups:read"},
	},
}

// handles reports whether an event of a type ("message") is for the bot.
func handles(event string) bool {
	return slices.ContainsFunc(capabilities, func(c capability) bool {
		return slices.ContainsFunc(c.events, func(e string) bool {
			kind, _, _ := strings.Cut(e, ".")
			return kind == event
		})
	})
}

// granted are the events and scopes of all capabilities, sorted.
func granted() (events, scopes []string) {
	for _, c := range capabilities {
		events = append(events, c.events...)
		scopes = append(scopes, c.scopes...)
	}
	slices.Sort(events)
	slices.Sort(scopes)
	return slices.Compact(events), slices.Compact(scopes)
}

// ManifestOptions say how an app is set up.
type ManifestOptions struct {
	// URL is where Slack reaches [Service.Handler], "https://bot.example.org";
	// empty means Socket Mode.
	URL string
	// Name is the app's, at most 35 characters; empty means "Cuttings".
	Name string
}

const (
	description = "Answers questions about the news coverage with word-for-word quotations."
	about       = "Ask a question in a channel, a thread, a direct message or with /ask. Cuttings finds the sentences of the coverage " +
		"that answer it and quotes them word for word, each with its outlet and date and a look at the passage around it. " +
		"Where the coverage doesn't answer, it says so. /summary sums up, /sources lists what is covered, and /digest sends " +
		"a summary regularly. Answers are written by a machine from the coverage."
)

// Manifest is the app manifest, as JSON: every scope, event, command and shortcut
// that a Service uses, and no more.
func Manifest(o ManifestOptions) ([]byte, error) {
	name := o.Name
	if name == "" {
		name = "Cuttings"
	}
	if n := len([]rune(name)); n > 35 {
		return nil, fmt.Errorf("the app's name has %d characters; Slack takes at most 35", n)
	}
	base := strings.TrimSuffix(o.URL, "/")
	if base != "" {
		if u, err := url.Parse(base); err != nil || u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("%q isn't the https address of a server", o.URL)
		}
	}
	at := func(path string) string {
		if base == "" {
			return ""
		}
		return base + path
	}
	events, scopes := granted()
	m := slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 1, MinorVersion: 1},
		Display:  slack.Display{Name: name, Description: description, LongDescription: about, BackgroundColor: "#2c2d30"},
		Features: slack.Features{
			AgentView: &slack.AgentView{AgentDescription: description},
			AppHome:   slack.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser:   slack.BotUser{DisplayName: strings.ToLower(name), AlwaysOnline: true},
			Shortcuts: []slack.Shortcut{{
				Name: blocks.ShortcutCheck, CallbackID: blocks.CallbackCheck, Type: slack.MessageShortcut,
				Description: "Shows what in the coverage supports a message, what contradicts it, and what isn't there",
			}},
		},
		OAuthConfig: slack.OAuthConfig{Scopes: slack.OAuthScopes{Bot: scopes}},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{RequestUrl: at(eventsPath), BotEvents: events},
			Interactivity:      &slack.Interactivity{IsEnabled: true, RequestUrl: at(interactionsPath)},
			SocketModeEnabled:  base == "",
		},
	}
	for _, c := range blocks.Commands() {
		m.Features.SlashCommands = append(m.Features.SlashCommands, slack.ManifestSlashCommand{
			Command: c.Name, Description: c.Does, UsageHint: c.Hint, Url: at(commandsPath),
		})
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("encoding the manifest: %w", err)
	}
	return out.Bytes(), nil
}
