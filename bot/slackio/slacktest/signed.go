package slacktest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

func (h HTTP) on() bool { return h.Events != "" || h.Commands != "" || h.Interactions != "" }

// DeliverTo delivers by signed HTTP from now on: for an app whose address is
// known only after it has been told the double's. With no address it is Socket
// Mode again.
func (s *Server) DeliverTo(h HTTP) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wire.http = h
}

// post makes an attempt over HTTP.
func (s *Server) post(a *attempt) {
	address, form, body := a.http.Events, "application/json", []byte(a.d.payload)
	switch a.d.Kind {
	case kindCommand:
		address, form, body = a.http.Commands, "application/x-www-form-urlencoded", commandForm(a.d.payload)
	case kindInteraction:
		address, form = a.http.Interactions, "application/x-www-form-urlencoded"
		body = []byte(url.Values{"payload": {string(a.d.payload)}}.Encode())
	}
	header := http.Header{"Content-Type": {form}}
	if a.n > 0 {
		s.mu.Lock()
		header.Set("X-Slack-Retry-Num", strconv.Itoa(a.n))
		header.Set("X-Slack-Retry-Reason", a.d.reason)
		s.mu.Unlock()
	}
	ctx, cancel := context.WithTimeout(s.ctx, s.o.AckWithin)
	defer cancel()
	status, answered, answer, err := s.signed(ctx, a.http.Client, address, header, body)

	s.mu.Lock()
	defer s.mu.Unlock()
	close(a.sent)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		a.fail(s, "http_timeout")
	case err != nil:
		a.fail(s, "connection_failed")
	case status < 200 || status > 299:
		a.d.noRetry = answered.Get("X-Slack-No-Retry") == "1"
		a.fail(s, "http_error")
	default:
		if len(bytes.TrimSpace(answer)) == 0 {
			answer = nil
		}
		a.ack(s, answer)
	}
}

// signed posts a body with Slack's signature and reads the answer.
func (s *Server) signed(ctx context.Context, client *http.Client, address string, header http.Header, body []byte) (int, http.Header, []byte, error) {
	if client == nil {
		client = &http.Client{
			Transport:     &http.Transport{DisableKeepAlives: true},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	for key, values := range header {
		req.Header[key] = values
	}
	stamp := strconv.FormatInt(s.o.Now().Unix(), 10)
	req.Header.Set("X-Slack-Request-Timestamp", stamp)
	req.Header.Set("X-Slack-Signature", Sign(s.secret, stamp, body))
	req.Header.Set("User-Agent", "Slackbot 1.0 (a double)")
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, resp.Header, answer, err
}

// Sign is Slack's signature (X-Slack-Signature) of a raw body sent at a Unix time.
func Sign(secret, stamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = fmt.Fprintf(mac, "v0:%s:%s", stamp, body) // a hash never fails
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// commandForm turns a command's payload into the form that HTTP carries.
func commandForm(payload []byte) []byte {
	var fields map[string]string
	if json.Unmarshal(payload, &fields) != nil {
		return nil
	}
	form := url.Values{}
	for key, value := range fields {
		form.Set(key, value)
	}
	return []byte(form.Encode())
}

// VerifyURL sends url_verification to the address of events, as Slack does when
// it is saved, and fails unless the challenge comes back.
func (s *Server) VerifyURL(ctx context.Context) error {
	s.mu.Lock()
	h := s.wire.http
	s.mu.Unlock()
	challenge := rand.Text()
	body, err := json.Marshal(map[string]string{"type": "url_verification", "token": "double", "challenge": challenge})
	if err != nil {
		return err
	}
	header := http.Header{"Content-Type": {"application/json"}}
	status, _, answer, err := s.signed(ctx, h.Client, h.Events, header, body)
	if err != nil {
		return fmt.Errorf("verifying %s: %w", h.Events, err)
	}
	var got struct{ Challenge string }
	if json.Unmarshal(answer, &got) != nil { // plain text is as good
		got.Challenge = strings.TrimPrefix(strings.TrimSpace(string(answer)), "challenge=")
	}
	if status != http.StatusOK || got.Challenge != challenge {
		return fault("verifying %s: status %d, the challenge didn't come back", h.Events, status)
	}
	return nil
}
