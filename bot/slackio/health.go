package slackio

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Health serves /healthz (the process lives), /readyz (it takes up jobs, is
// connected, and its database answers) and /metrics, for a port that only the machine itself reaches.
func (s *Service) Health() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if why := s.notReady(r.Context()); why != "" {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	return mux
}

// notReady says why no question would be answered now; empty if it would.
func (s *Service) notReady(ctx context.Context) string {
	if !s.ready.Load() {
		return "not running"
	}
	if s.connection.Load() == connecting {
		return "no connection to Slack"
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if _, err := s.state.Pending(ctx); err != nil {
		s.log.Warn("not ready", "cause", err)
		return "the database doesn't answer"
	}
	return ""
}
