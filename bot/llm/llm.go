// Package llm writes with a language model on an OpenAI-compatible server.
//
// A [Client] is a bot.Phraser: it renders a prompt of package prompts, has the
// server complete it, and reads the reply strictly. It keeps to the context's
// deadline, retries within bounds, leaves a failing server alone for a while,
// keeps budgets, and says in words for a person why nothing was written. An
// [Embedder] gets vectors from such a server. [FromEnv] and [EmbedFromEnv] read
// the settings.
//
// Servers differ in what they take; what a server refuses isn't sent to it again
// (see dialect). Keys are in no error and no log line.
package llm

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	openai "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"

	"cuttings/bot"
)

// A Secret doesn't show when it is printed, logged or marshalled.
type Secret string

func (Secret) String() string               { return "(hidden)" }
func (Secret) GoString() string             { return `"(hidden)"` }
func (Secret) LogValue() slog.Value         { return slog.StringValue("(hidden)") }
func (Secret) MarshalText() ([]byte, error) { return []byte("(hidden)"), nil }

// sendable reports whether a header can hold the secret.
func (s Secret) sendable() bool { return !strings.ContainsFunc(string(s), unicode.IsControl) }

// Config is where a server is and how it is used. URL and Model are needed; for
// the rest the zero value is the default.
type Config struct {
	// URL is the server's base: "http://localhost:11434", with or without /v1.
	// Azure's is "https://NAME.openai.azure.com", its v1 interface is used.
	URL string
	// Model is the model's name; on Azure the deployment's.
	Model string
	// Key is sent as a bearer token, and to Azure as api-key too; empty sends none.
	Key Secret
	// Header is sent besides.
	Header map[string]Secret
	// ExtraBody is merged into each request's body, over what is there: settings
	// of one server, such as {"top_k": 1}. A null takes a field out.
	ExtraBody map[string]json.RawMessage

	// Timeout bounds a whole call, retries included, within the context's own
	// deadline; 0 means 45 s. Stall is how long an answer that has begun may
	// pause; 0 means 15 s.
	Timeout, Stall time.Duration
	// MaxTokens bounds what the model may write; 0 means 1,500, and 8,000 for
	// models that turn out to think first, whose thoughts count too.
	MaxTokens int
	// Parallel is how many calls may run at once; 0 means 4. More wait.
	Parallel int
	// Budget bounds what is spent.
	Budget Budget

	// Transport carries the requests; nil means one of the client's own.
	Transport http.RoundTripper
	// Now tells the day of a budget, and how long to leave a server alone; nil
	// means [time.Now].
	Now func() time.Time
	// Jitter gives numbers in [0, 1) that spread retries; nil means random ones.
	Jitter func() float64
	// Log gets one line a call; nil means none.
	Log *slog.Logger
}

const (
	defaultTimeout         = 45 * time.Second
	defaultStall           = 15 * time.Second
	defaultMaxTokens       = 1_500
	defaultReasoningTokens = 8_000
	defaultParallel        = 4

	// questionPatience is for how long in all a call for a person waits to ask
	// again: there are quotations to show. embedPatience is the same of a coverage.
	questionPatience = 3 * time.Second
	embedPatience    = 40 * time.Second
)

// withDefaults checks c and fills in what isn't set.
func (c Config) withDefaults() (Config, error) {
	base, err := baseURL(c.URL)
	if err != nil {
		return Config{}, err
	}
	c.URL = base
	if c.Model == "" {
		return Config{}, errors.New("no model is named")
	}
	for name, value := range c.Header {
		if !value.sendable() {
			return Config{}, fmt.Errorf("the header %q holds a control character", name)
		}
	}
	if !c.Key.sendable() {
		return Config{}, errors.New("the key holds a control character")
	}
	for _, name := range []string{"messages", "model", "stream", "response_format", "input"} {
		if _, ok := c.ExtraBody[name]; ok {
			return Config{}, fmt.Errorf("the extra body can't set %q", name)
		}
	}
	c.Timeout = cmp.Or(c.Timeout, defaultTimeout)
	c.Stall = cmp.Or(c.Stall, defaultStall)
	c.Parallel = cmp.Or(c.Parallel, defaultParallel)
	if c.Transport == nil {
		c.Transport = newTransport(c.Parallel)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Jitter == nil {
		c.Jitter = rand.Float64
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c, nil
}

// newTransport has time-outs for the steps before a request; the wait for a
// reply is the context's: a model may think for long.
func newTransport(parallel int) *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:   5 * time.Second,
		ExpectContinueTimeout: time.Second,
		IdleConnTimeout:       time.Minute,
		MaxIdleConnsPerHost:   parallel,
		ForceAttemptHTTP2:     true,
		// A connection that a router forgot would have every call on it time out.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second},
	}
}

// A Client has a server write. Any number of goroutines may use it at once.
type Client struct {
	cfg      Config
	api      *openai.Client
	doer     *doer
	dialect  atomic.Pointer[dialect]
	answered atomic.Bool // in its dialect, or one with less
	slots    chan struct{}
	breaker  *gobreaker.CircuitBreaker[bot.Usage]
	ledger   ledger
	trouble  trouble
}

// New returns a client. It doesn't call the server; [Client.Probe] does.
func New(cfg Config) (*Client, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("setting up the language model: %w", err)
	}
	c := &Client{
		cfg:    cfg,
		slots:  make(chan struct{}, cfg.Parallel),
		ledger: ledger{budget: cfg.Budget, now: cfg.Now},
	}
	c.doer = newDoer(cfg, maxReply, questionPatience, func(after time.Duration) { c.trouble.limit(cfg.Now().Add(after)) })
	c.api = newAPI(cfg, c.doer)
	first := firstDialect(cfg)
	c.dialect.Store(&first)
	c.breaker = newBreaker()
	return c, nil
}

// Close closes the connections that no call is using.
func (c *Client) Close() { c.doer.http.CloseIdleConnections() }

// Model names the model and where it is: "gpt-4.1-mini at api.openai.com".
func (c *Client) Model() string { return c.cfg.Model + " at " + host(c.cfg.URL) }

// newAPI returns go-openai's client over d, which sends the key.
func newAPI(cfg Config, d *doer) *openai.Client {
	api := openai.DefaultConfig("")
	api.BaseURL = cfg.URL
	api.HTTPClient = d
	return openai.NewClientWithConfig(api)
}
