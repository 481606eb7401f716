package slackio

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot/slackio/blocks"
)

// shared is the path of something beside the repository; the test is skipped where
// it isn't there.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir := os.Getenv("CUTTINGS_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	file := filepath.Join(dir, path)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("not there: %s in the folder shared beside the repository (or $CUTTINGS_SHARED)", path)
	}
	return file
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

func TestManifestRefusesWhatSlackWould(t *testing.T) {
	for _, o := range []ManifestOptions{{URL: "http://bot.example.org"}, {URL: "bot.example.org"}, {URL: "https://"}, {Name: strings.Repeat("n", 36)}} {
		if _, err := Manifest(o); err == nil {
			t.Errorf("Manifest(%+v) gave no error", o)
		}
	}
}

// The manifest is what Slack's own schema for manifests allows.
func TestManifestFitsSchema(t *testing.T) {
	for _, version := range []string{"1.0.0", "2.0.0"} {
		var schema map[string]any
		readJSON(t, shared(t, "design/slack-data/manifest.schema."+version+".json"), &schema)
		for _, o := range []ManifestOptions{{}, {URL: "https://bot.example.org"}, {Name: strings.Repeat("n", 35)}} {
			raw, err := Manifest(o)
			if err != nil {
				t.Fatal(err)
			}
			var manifest any
			if err := json.Unmarshal(raw, &manifest); err != nil {
				t.Fatal(err)
			}
			for _, problem := range (schemaOf{schema}).check("", schema, manifest) {
				t.Errorf("schema %s, %+v: %s", version, o, problem)
			}
		}
	}
}

// The check above sees what is wrong: else it would say nothing.
func TestSchemaCheckFinds(t *testing.T) {
	var schema map[string]any
	readJSON(t, shared(t, "design/slack-data/manifest.schema.1.0.0.json"), &schema)
	for _, broken := range []string{
		`{}`,
		`{"display_information":{"name":"` + strings.Repeat("n", 36) + `"}}`,
		`{"display_information":{"name":"n","colour":"red"}}`,
		`{"display_information":{"name":"n","background_color":"red"}}`,
		`{"display_information":{"name":"n","long_description":"short"}}`,
		`{"display_information":{"name":"n"},"features":{"bot_user":{"display_name":""}}}`,
		`{"display_information":{"name":"n"},"features":{"shortcuts":[{"name":"n","callback_id":"c","description":"d","type":"sideways"}]}}`,
	} {
		var manifest any
		if err := json.Unmarshal([]byte(broken), &manifest); err != nil {
			t.Fatal(err)
		}
		if len((schemaOf{schema}).check("", schema, manifest)) == 0 {
			t.Errorf("nothing found wrong with %s", broken)
		}
	}
}

// schemaOf checks values against as much of JSON Schema as Slack's uses.
type schemaOf struct{ root map[string]any }

func (s schemaOf) check(at string, schema map[string]any, value any) (problems []string) {
	bad := func(format string, args ...any) {
		problems = append(problems, at+": "+fmt.Sprintf(format, args...))
	}
	if ref, ok := schema["$ref"].(string); ok {
		definitions := s.root["definitions"].(map[string]any)
		return s.check(at, definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any), value)
	}
	if any, ok := schema["anyOf"].([]any); ok {
		if !slices.ContainsFunc(any, func(one interface{}) bool { return len(s.check(at, one.(map[string]interface{}), value)) == 0 }) {
			bad("none of anyOf fits")
		}
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.ContainsFunc(enum, func(v any) bool { return reflect.DeepEqual(v, value) }) {
		bad("%v is none of %v", value, enum)
	}
	limit := func(name string, otherwise float64) int {
		if n, ok := schema[name].(float64); ok {
			return int(n)
		}
		return int(otherwise)
	}
	switch v := value.(type) {
	case string:
		if n := len(utf16.Encode([]rune(v))); n < limit("minLength", 0) || n > limit("maxLength", math.MaxInt32) {
			bad("%d characters", n)
		}
		if p, ok := schema["pattern"].(string); ok {
			if re, err := regexp.Compile(p); err == nil && !re.MatchString(v) {
				bad("%q doesn't match %s", v, p)
			}
		}
		if kind, ok := schema["type"].(string); ok && kind != "string" {
			bad("a string, not %s", kind)
		}
	case bool:
		if kind, ok := schema["type"].(string); ok && kind != "boolean" {
			bad("a boolean, not %s", kind)
		}
	case []any:
		if n := len(v); n < limit("minItems", 0) || n > limit("maxItems", math.MaxInt32) {
			bad("%d items", n)
		}
		if items, ok := schema["items"].(map[string]any); ok {
			for i, item := range v {
				problems = append(problems, s.check(fmt.Sprintf("%s/%d", at, i), items, item)...)
			}
		}
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		if required, ok := schema["required"].([]any); ok {
			for _, name := range required {
				if _, ok := v[name.(string)]; !ok {
					bad("no %s", name)
				}
			}
		}
		for name, inner := range v {
			p, ok := properties[name].(map[string]any)
			if !ok {
				if more, ok := schema["additionalProperties"].(bool); ok && !more {
					bad("%s isn't allowed", name)
				}
				continue
			}
			problems = append(problems, s.check(at+"/"+name, p, inner)...)
		}
	}
	return problems
}

// sources are the package's own sources, without tests.
func sources(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	return all.String()
}

// apiMethods are Slack's names of the functions of slack-go that the code calls.
var apiMethods = map[string]string{
	"AuthTestContext":                            "auth.test",
	"PostMessageContext":                         "chat.postMessage",
	"UpdateMessageContext":                       "chat.update",
	"DeleteMessageContext":                       "chat.delete",
	"PostEphemeralContext":                       "chat.postEphemeral",
	"SetAssistantThreadsStatusContext":           "assistant.threads.setStatus",
	"SetAssistantThreadsTitleContext":            "assistant.threads.setTitle",
	"SetAssistantThreadsSuggestedPromptsContext": "assistant.threads.setSuggestedPrompts",
	"GetConversationRepliesContext":              "conversations.replies",
	"GetConversationHistoryContext":              "conversations.history",
	"GetConversationInfoContext":                 "conversations.info",
	"OpenConversationContext":                    "conversations.open",
	"GetUserInfoContext":                         "users.info",
	"PublishViewContext":                         "views.publish",
	"OpenViewContext":                            "views.open",
	"UpdateViewContext":                          "views.update",
	// With the app's own token.
	"StartSocketModeContext": "apps.connections.open",
}

// The capabilities name every method that the code calls, and no other.
func TestCapabilitiesNameWhatIsCalled(t *testing.T) {
	called := map[string]bool{}
	for _, m := range regexp.MustCompile(`s\.api\.(\w+)\(`).FindAllStringSubmatch(sources(t), -1) {
		method, known := apiMethods[m[1]]
		if !known {
			t.Errorf("the code calls %s: name its method in apiMethods", m[1])
		}
		called[method] = true
	}
	delete(called, "apps.connections.open")
	var got, want []string
	for method := range called {
		got = append(got, method)
	}
	for _, c := range capabilities {
		want = append(want, c.methods...)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("methods in capabilities and in the code (-capabilities +code):\n%s", diff)
	}
}

// Every scope is one that an event or a called method needs, and every method has
// one that it needs.
func TestScopesAreThoseOfMethods(t *testing.T) {
	var methods map[string]struct{ Scopes []string }
	readJSON(t, shared(t, "design/slack-data/methods.json"), &methods)
	// What no method of the digest says.
	eventScopes := map[string]string{
		"app_mention": "app_mentions:read", "message.channels": "channels:history", "message.groups": "groups:history",
		"message.im": "im:history", "message.mpim": "mpim:history",
	}
	_, scopes := granted()
	needed := map[string]bool{"commands": true} // slash commands and shortcuts
	for _, c := range capabilities {
		for _, e := range c.events {
			if scope, ok := eventScopes[e]; ok {
				needed[scope] = true
				if !slices.Contains(c.scopes, scope) {
					t.Errorf("%s: the event %s needs %s", c.what, e, scope)
				}
			}
		}
		for _, method := range c.methods {
			m, known := methods[method]
			if !known {
				t.Errorf("%s: there is no method %s", c.what, method)
				continue
			}
			for _, scope := range m.Scopes {
				needed[scope] = true
			}
			if len(m.Scopes) > 0 && !slices.ContainsFunc(m.Scopes, func(s string) bool { return slices.Contains(scopes, s) }) {
				t.Errorf("%s: %s needs one of %v", c.what, method, m.Scopes)
			}
		}
	}
	for _, scope := range scopes {
		if !needed[scope] {
			t.Errorf("nothing needs the scope %s", scope)
		}
	}
}

// Commands, shortcuts and events: what the manifest offers is what is handled.
func TestManifestOffersWhatIsHandled(t *testing.T) {
	raw, err := Manifest(ManifestOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Features struct {
			SlashCommands []struct{ Command string } `json:"slash_commands"`
			Shortcuts     []struct {
				CallbackID string `json:"callback_id"`
			}
		}
		Settings struct {
			EventSubscriptions struct {
				BotEvents []string `json:"bot_events"`
			} `json:"event_subscriptions"`
		}
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	var offered, handled []string
	for _, c := range m.Features.SlashCommands {
		offered = append(offered, c.Command)
	}
	for c := range (&Service{}).commands() {
		handled = append(handled, c)
	}
	slices.Sort(offered)
	slices.Sort(handled)
	if diff := cmp.Diff(offered, handled); diff != "" {
		t.Errorf("commands (-offered +handled):\n%s", diff)
	}
	for _, shortcut := range m.Features.Shortcuts {
		w, err := (&Service{}).readInteraction(interaction{Type: "message_action", CallbackID: shortcut.CallbackID, TriggerID: "t", User: named{ID: "U"}})
		if err != nil || len(w.keys) == 0 {
			t.Errorf("the shortcut %s isn't handled: %v", shortcut.CallbackID, err)
		}
	}
	if got := []string{m.Features.Shortcuts[0].CallbackID}; !slices.Equal(got, []string{blocks.CallbackCheck}) {
		t.Errorf("shortcuts %v", got)
	}
	for _, e := range m.Settings.EventSubscriptions.BotEvents {
		kind, _, _ := strings.Cut(e, ".")
		if !handles(kind) {
			t.Errorf("the event %s isn't handled", e)
		}
	}
}
