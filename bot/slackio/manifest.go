package slackio

import "errors"

// ManifestOptions say how an app is set up.
type ManifestOptions struct {
	// URL is where Slack reaches [Service.Handler], "https://bot.example.org";
	// empty means Socket Mode.
	URL string
	// Name is the app's; empty means "Cuttings".
	Name string
}

// Manifest is the app manifest, as JSON: every scope, event, command and shortcut
// that a Service uses, and no more.
func Manifest(o ManifestOptions) ([]byte, error) { return nil, errors.ErrUnsupported }

func handles(event string) bool {
	return event == "app_mention" || event == "message" || event == "app_home_opened"
}
