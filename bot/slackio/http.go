package slackio

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/slack-go/slack"
)

// maxBody bounds a request of Slack's.
const maxBody = 1 << 20

// The paths of [Service.Handler], as the manifest names them.
const (
	eventsPath       = "/slack/events"
	commandsPath     = "/slack/commands"
	interactionsPath = "/slack/interactions"
)

// Handler takes in payloads as signed requests, at /slack/events, /slack/commands
// and /slack/interactions. It needs Config.SigningSecret: without it every request
// is refused.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+eventsPath, s.signed(s.serveEvent))
	mux.HandleFunc("POST "+commandsPath, s.signed(s.serveCommand))
	mux.HandleFunc("POST "+interactionsPath, s.signed(s.serveInteraction))
	return mux
}

// signed hands on the bodies of requests that Slack has signed.
func (s *Service) signed(next func(w http.ResponseWriter, r *http.Request, body []byte)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			refuse(w, "too large", http.StatusRequestEntityTooLarge)
			return
		case err != nil:
			refuse(w, "not read", http.StatusBadRequest)
			return
		}
		if err := verify(r.Header, s.options.Config.SigningSecret, body); err != nil {
			s.log.Warn("request refused: its signature isn't right", "path", r.URL.Path, "cause", err)
			refuse(w, "wrong signature", http.StatusUnauthorized)
			return
		}
		if n := r.Header.Get("X-Slack-Retry-Num"); n != "" {
			s.log.Debug("sent again by Slack", "path", r.URL.Path, "retry", n, "reason", r.Header.Get("X-Slack-Retry-Reason"))
		}
		next(w, r, body)
	}
}

// refuse answers a request that wouldn't be better if it were sent again.
func refuse(w http.ResponseWriter, text string, status int) {
	w.Header().Set("X-Slack-No-Retry", "1")
	http.Error(w, text, status)
}

func verify(h http.Header, secret string, body []byte) error {
	if secret == "" {
		return errors.New("no signing secret is set")
	}
	v, err := slack.NewSecretsVerifier(h, secret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// take records a payload and acknowledges it; where that fails, Slack sends it
// again.
func (s *Service) take(w http.ResponseWriter, r *http.Request, kind string, payload []byte) {
	if err := s.receive(r.Context(), kind, payload); err != nil {
		http.Error(w, "not recorded", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (s *Service) serveEvent(w http.ResponseWriter, r *http.Request, body []byte) {
	var e struct{ Type, Challenge string }
	if json.Unmarshal(body, &e) == nil && e.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		io.WriteString(w, e.Challenge)
		return
	}
	s.take(w, r, kindEvent, body)
}

func (s *Service) serveCommand(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(bytes.TrimSpace(body)))
	if err != nil || form.Get("ssl_check") == "1" {
		w.WriteHeader(http.StatusOK)
		return
	}
	fields := map[string]string{}
	for name := range form {
		fields[name] = form.Get(name)
	}
	payload, err := json.Marshal(fields)
	if err != nil {
		refuse(w, "not read", http.StatusBadRequest)
		return
	}
	s.take(w, r, kindCommand, payload)
}

func (s *Service) serveInteraction(w http.ResponseWriter, r *http.Request, body []byte) {
	form, err := url.ParseQuery(string(bytes.TrimSpace(body)))
	if err != nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	s.take(w, r, kindInteraction, []byte(form.Get("payload")))
}
