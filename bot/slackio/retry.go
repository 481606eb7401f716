package slackio

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"cuttings/corpus/library"
)

const (
	// maxCalls is how often one call is made.
	maxCalls = 4
	// maxWait is how long a call waits by itself for a limit to pass; a longer wait
	// is left to the job's next attempt.
	maxWait = 30 * time.Second
	// unsaidWait is how long to wait after a 429 that doesn't say how long.
	unsaidWait = 5 * time.Second
)

// call makes a call that may be made twice: a limit is waited for, and a failure
// that may pass is tried again.
func (s *Service) call(ctx context.Context, method string, f func(context.Context) error) error {
	for n := 1; ; n++ {
		err := f(ctx)
		if method != "response_url" { // which needs no token
			s.notice(err)
		}
		if err == nil || n == maxCalls || ctx.Err() != nil {
			return err
		}
		wait, limited := retryAfter(err)
		switch {
		case limited && wait > maxWait:
			return err
		case limited:
		case passing(err):
			wait = backoff(n)
		default:
			return err
		}
		s.metrics.retries.WithLabelValues(method).Inc()
		s.log.Debug("calling Slack again", "method", method, "after", wait, "cause", redact(err.Error()))
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// backoff is how long to wait after the nth failure in a row.
func backoff(n int) time.Duration { return 250 * time.Millisecond << n }

// retryAfter is how long Slack says to wait; false if it doesn't.
func retryAfter(err error) (time.Duration, bool) {
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		return max(limited.RetryAfter, time.Second), true
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusTooManyRequests {
		return unsaidWait, true
	}
	if slices.Contains([]string{"ratelimited", "rate_limited", "message_limit_exceeded"}, code(err)) {
		return unsaidWait, true
	}
	return 0, false
}

// passing reports whether a failure may have passed by the next time: the
// connection, or Slack itself. Whether Slack did what was asked isn't known then.
func passing(err error) bool {
	if lacks(err) {
		return false
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) {
		return status.Code >= 500
	}
	// Without a code it isn't Slack that refused.
	c := code(err)
	return c == "" || slices.Contains([]string{"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}, c)
}

// tokenRefused reports whether Slack refused the bot's token: no call will do until
// there is another.
func tokenRefused(err error) bool {
	return slices.Contains([]string{"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed"}, code(err))
}

// notice tells Run if a call failed since Slack refuses the bot's token.
func (s *Service) notice(err error) {
	if !tokenRefused(err) {
		return
	}
	select {
	case s.refused <- err:
	default: // it knows
	}
}

// later reports whether a call that failed may do at the job's next attempt.
func later(err error) bool {
	_, limited := retryAfter(err)
	return limited || passing(err) || tokenRefused(err)
}

// outage reports whether a job failed since Slack wasn't to be reached, limited the
// bot or was in trouble itself, or since the disk is full: it says nothing against
// the job.
func outage(err error) bool {
	var status slack.StatusCodeError
	if _, limited := retryAfter(err); limited || code(err) != "" || errors.As(err, &status) {
		return limited || passing(err)
	}
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, library.ErrFull)
}

// code is the word with which Slack refused a call; empty if it didn't refuse.
func code(err error) string {
	var refused slack.SlackErrorResponse
	if errors.As(err, &refused) {
		return refused.Err
	}
	return ""
}

// lacks reports whether a workspace can't do what was asked at all: it doesn't
// know the method, and perhaps has a page for that, or the bot may not use it.
func lacks(err error) bool {
	if isPage(err) {
		return true
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) {
		return status.Code == http.StatusNotFound || status.Code == http.StatusMethodNotAllowed || status.Code == http.StatusNotImplemented
	}
	return slices.Contains([]string{"unknown_method", "method_deprecated", "not_allowed_token_type", "missing_scope",
		"channel_type_not_supported", "access_denied", "feature_not_enabled", "not_supported", "no_permission"}, code(err))
}

// isPage reports whether Slack's answer wasn't JSON, but a page for people.
func isPage(err error) bool {
	var syntax *json.SyntaxError
	return errors.As(err, &syntax) && strings.HasSuffix(syntax.Error(), "looking for beginning of value")
}

// elsewhere are refusals that have nothing to do with what a message holds.
var elsewhere = []string{
	"channel_not_found", "not_in_channel", "is_archived", "user_not_in_channel", "user_not_found", "cannot_dm_bot", "messages_tab_disabled",
	"thread_not_found", "cannot_reply_to_message", "message_not_found", "cant_update_message", "edit_window_closed", "cant_delete_message",
	"restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
	"restricted_action_non_threadable_channel", "restricted_action_thread_locked", "team_access_not_granted", "ekm_access_denied",
	"not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "org_login_required", "two_factor_setup_required",
}

// refusesContent reports whether Slack refused a message for what it holds, as far
// as can be told: a simpler one may be taken.
func refusesContent(err error) bool {
	var status slack.StatusCodeError
	if errors.As(err, &status) {
		return status.Code == http.StatusBadRequest || status.Code == http.StatusRequestEntityTooLarge
	}
	c := code(err)
	_, limited := retryAfter(err)
	return c != "" && !limited && !passing(err) && !lacks(err) && !slices.Contains(elsewhere, c)
}

// refusesMetadata reports whether Slack refused a message for its metadata.
func refusesMetadata(err error) bool {
	return slices.Contains([]string{"invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app"}, code(err))
}
