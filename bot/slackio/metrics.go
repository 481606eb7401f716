package slackio

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"cuttings/bot"
)

// metrics are what /metrics shows. None of them names a person, a channel or a
// text.
type metrics struct {
	registry *prometheus.Registry

	received   *prometheus.CounterVec   // kind, outcome
	jobs       *prometheus.CounterVec   // kind, outcome
	answers    *prometheus.CounterVec   // mode, outcome
	dropped    prometheus.Counter       //
	tokens     *prometheus.CounterVec   // direction
	calls      *prometheus.CounterVec   // method, status
	limited    *prometheus.CounterVec   // method
	retries    *prometheus.CounterVec   // method
	duration   *prometheus.HistogramVec // kind
	sinceAsked prometheus.Histogram
	pending    prometheus.Gauge
}

// newMetrics returns metrics in a registry of their own.
func newMetrics() *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "cuttings", Name: name, Help: help}, labels)
	}
	buckets := []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		received: counter("slack_payloads_total", "Payloads that Slack sent, by kind and by what became of them: recorded, at once, known, ignored, unreadable, failed.", "kind", "outcome"),
		jobs:     counter("jobs_total", "Attempts at jobs, by kind and outcome: done, again, given_up, panic.", "kind", "outcome"),
		answers:  counter("answers_total", "Answers, by the mode in which they were written and outcome: answered, unsure, not_covered, failed, timeout.", "mode", "outcome"),
		dropped:  prometheus.NewCounter(prometheus.CounterOpts{Namespace: "cuttings", Name: "claims_dropped_total", Help: "Claims of the language model that the coverage doesn't carry."}),
		tokens:   counter("model_tokens_total", "Tokens of the language model, by direction: prompt, completion.", "direction"),
		calls:    counter("slack_calls_total", "Calls of Slack's Web API, by method and HTTP status.", "method", "status"),
		limited:  counter("slack_rate_limited_total", "Calls that Slack refused with status 429, by method.", "method"),
		retries:  counter("slack_retries_total", "Calls that were repeated, by method.", "method"),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: "cuttings", Name: "job_duration_seconds", Help: "Time that one attempt at a job took, by kind.", Buckets: buckets}, []string{"kind"}),
		sinceAsked: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: "cuttings", Name: "answer_latency_seconds",
			Help: "Time from the arrival of a question to its posted answer.", Buckets: buckets}),
		pending: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "cuttings", Name: "jobs_pending", Help: "Jobs that aren't finished."}),
	}
	m.registry.MustRegister(m.received, m.jobs, m.answers, m.dropped, m.tokens, m.calls, m.limited, m.retries, m.duration, m.sinceAsked, m.pending)
	return m
}

// called counts a call of the Web API.
func (m *metrics) called(method string, resp *http.Response, err error) {
	status := "error"
	if err == nil {
		status = strconv.Itoa(resp.StatusCode)
		if resp.StatusCode == http.StatusTooManyRequests {
			m.limited.WithLabelValues(method).Inc()
		}
	}
	m.calls.WithLabelValues(method, status).Inc()
}

// used counts what a language model wrote.
func (m *metrics) used(u bot.Usage, dropped []bot.Dropped) {
	m.tokens.WithLabelValues("prompt").Add(float64(u.Prompt))
	m.tokens.WithLabelValues("completion").Add(float64(u.Completion))
	m.dropped.Add(float64(len(dropped)))
}

// ran counts one attempt at a job.
func (m *metrics) ran(kind, outcome string, took time.Duration) {
	m.jobs.WithLabelValues(kind, outcome).Inc()
	m.duration.WithLabelValues(kind).Observe(took.Seconds())
}
