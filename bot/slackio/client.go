package slackio

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// apiTimeout bounds one call of the Web API; slack-go's own client has no bound.
const apiTimeout = 20 * time.Second

// newClient returns a client of the Web API. Calls of it aren't repeated: what
// may be, and when, depends on the method (retry.go).
func newClient(c Config, m *metrics, log *slog.Logger) *slack.Client {
	client := &http.Client{Timeout: apiTimeout}
	if c.HTTPClient != nil {
		own := *c.HTTPClient
		client = &own
	}
	api := c.APIURL
	if api == "" {
		api = slack.APIURL
	}
	next := client.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	client.Transport = &transport{next: next, api: api, token: c.BotToken, metrics: m}
	return slack.New(c.BotToken,
		slack.OptionAppLevelToken(c.AppToken),
		slack.OptionAPIURL(api),
		slack.OptionHTTPClient(client),
		slack.OptionLog(slackLog{log}))
}

// A transport adds the bot's token to the header of calls that carry it in their
// form only, since some servers read only the header, and counts the calls.
type transport struct {
	next    http.RoundTripper
	api     string
	token   string
	metrics *metrics
}

func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	method, ours := strings.CutPrefix(r.URL.String(), t.api)
	if !ours {
		method = "response_url"
	} else if r.Header.Get("Authorization") == "" {
		r = r.Clone(r.Context())
		r.Header.Set("Authorization", "Bearer "+t.token)
	}
	method, _, _ = strings.Cut(method, "?")
	resp, err := t.next.RoundTrip(r)
	t.metrics.called(method, resp, err)
	if err == nil && !ours && resp.StatusCode == http.StatusOK {
		err = plainOK(resp)
	}
	return resp, err
}

// plainOK makes the answer of a response_url one that slack-go takes for success,
// unless it says that it isn't: whatever words a server has for it, it did what was
// asked, and asked again it would do it twice.
func plainOK(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	resp.Body.Close()
	if err != nil {
		return err
	}
	var said struct {
		OK    *bool  `json:"ok"`
		Error string `json:"error"`
	}
	kind := "application/json"
	if json.Unmarshal(body, &said) != nil || said.OK == nil || *said.OK || said.Error == "" {
		kind, body = "text/plain", []byte("ok")
	}
	resp.Header.Set("Content-Type", kind)
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return nil
}

// slackLog hands on what slack-go logs.
type slackLog struct{ log *slog.Logger }

func (l slackLog) Output(_ int, text string) error {
	l.log.Debug("slack-go", "text", redact(text))
	return nil
}

// self is who the bot is: as Slack says it, once, or as an envelope named it.
type self struct {
	mu    sync.Mutex
	user  string // empty also where Slack didn't say
	asked bool
}

// known is the bot's user if it is known yet; asked says that Slack was asked.
func (s *self) known() (user string, asked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user, s.asked
}

// learn takes a user for the bot's. What Slack was asked for stays.
func (s *self) learn(user string, asked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if user != "" && (asked || s.user == "") {
		s.user = user
	}
	s.asked = s.asked || asked
}

// whoAmI is the bot's own user, asked of auth.test until that has answered. Nobody
// waits for another's call.
func (s *Service) whoAmI(ctx context.Context) (user string, err error) {
	if user, asked := s.self.known(); asked {
		return user, nil
	}
	var got *slack.AuthTestResponse
	err = s.call(ctx, "auth.test", func(ctx context.Context) (err error) {
		got, err = s.api.AuthTestContext(ctx)
		return err
	})
	switch {
	case lacks(err):
		s.log.Warn("Slack doesn't say who the bot is", "cause", redact(err.Error()))
		s.self.learn("", true)
	case err != nil:
		return "", fmt.Errorf("asking Slack who the bot is: %w", err)
	default:
		s.self.learn(got.UserID, true)
	}
	user, _ = s.self.known()
	return user, nil
}

// botUser is the bot's own user, as far as it is known.
func (s *Service) botUser() string {
	user, _ := s.self.known()
	return user
}
