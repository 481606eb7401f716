package slackio

import (
	"errors"
	"net/url"
	"regexp"
)

// secret matches what must not be logged: Slack's tokens, and the addresses that
// are secrets themselves (a response_url, a WebSocket's ticket).
var secret = regexp.MustCompile(`xox[a-z]-[\w-]+|xapp-[\w-]+|https?://hooks\.slack\.com/\S+|(?:ticket|token)=[^&\s"]+`)

// redact leaves secrets out of a text for the log.
func redact(text string) string { return secret.ReplaceAllString(text, "[redacted]") }

// withoutURL is the error of a request without the address that it went to, for
// requests to addresses that are secrets, on whatever host.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
