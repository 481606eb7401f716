// Package slackio is the bot in Slack: it takes in mentions, direct messages,
// slash commands, buttons and shortcuts, has a [Bot] answer them, and posts the
// answers. What an answer looks like is the business of package blocks.
//
// The way of a mention, with the file where each step stands:
//
//	socket.go, http.go  a payload arrives over Socket Mode or as a signed request
//	intake.go           it is recorded as a job, once, and then acknowledged
//	run.go              a worker claims the job; a thread's jobs run in order
//	dispatch.go         the job's kind chooses what to do
//	question.go         may this person ask, and is it for the bot at all?
//	thread.go           what was said before in the thread
//	answer.go           the bot answers; every failure becomes words
//	post.go             the answer is posted, effectively once
//
// Slack delivers at least once and posting isn't transactional. So a payload is
// recorded before it is acknowledged, under keys that make a second delivery of
// it nothing new; and every message carries the id of its answer, by which a
// repeated job finds what it had already posted.
package slackio

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"

	"cuttings/bot"
	"cuttings/corpus"
	"cuttings/corpus/library"
)

// A Bot says what is posted. Any number of goroutines may use it at once. Its
// methods honour the context, which carries who asks ([bot.WithAsker]) and ends
// with Options.AnswerTimeout.
type Bot interface {
	// Answer answers a question with what was asked before it, the latest last.
	Answer(ctx context.Context, question string, before []bot.Turn) (bot.Reply, error)
	// Summary sums up at most n points: of a topic, if it isn't empty, and of
	// articles dated on or after since, if it isn't zero.
	Summary(ctx context.Context, topic string, since time.Time, n int) (bot.Summary, error)
	Sources(ctx context.Context, topic string) ([]bot.Source, error)
	// Check holds a text against the coverage.
	Check(ctx context.Context, text string) (bot.Checked, error)
	// Suggest gives at most n questions that the coverage answers.
	Suggest(ctx context.Context, n int) ([]string, error)
	Coverage() bot.Coverage
	// Article is an article as it is now.
	Article(ctx context.Context, id string) (corpus.Article, error)
}

// State is what outlives the process: [library.Library] says what each method
// does. It holds the articles of the coverage in every version that was quoted.
type State interface {
	Record(ctx context.Context, keys []string, job library.NewJob) (fresh bool, err error)
	Claim(ctx context.Context, limit int) ([]library.Job, error)
	Finish(ctx context.Context, id int64) error
	Retry(ctx context.Context, id int64, due time.Time, cause string) error
	Release(ctx context.Context) (int, error)
	Pending(ctx context.Context) (int, error)
	NextDue(ctx context.Context) (time.Time, bool, error)
	Prune(ctx context.Context, before time.Time) error

	PutAnswer(ctx context.Context, a library.Answer) error
	Answer(ctx context.Context, id string) (library.Answer, error)
	Thread(ctx context.Context, channel, thread string) ([]library.Answer, error)

	PutDigest(ctx context.Context, d library.Digest) (library.Digest, error)
	Digests(ctx context.Context, team, user string) ([]library.Digest, error)
	AllDigests(ctx context.Context) ([]library.Digest, error)
	DeleteDigest(ctx context.Context, team, user string, id int64) error
	DeleteDigests(ctx context.Context, team, user string) (int, error)

	PutFeedback(ctx context.Context, f library.Feedback) error

	Article(ctx context.Context, id, version string) (corpus.Article, error)
	Ingested(ctx context.Context) (time.Time, error)
}

// Config says how Slack is reached.
type Config struct {
	// BotToken ("xoxb-…") is always needed.
	BotToken string
	// AppToken ("xapp-…") is needed for Socket Mode.
	AppToken string
	// SigningSecret is needed for HTTP.
	SigningSecret string
	// APIURL is the address of the Web API; empty means Slack's own.
	APIURL string
	// HTTPClient reaches the Web API; nil means one with a timeout of 20 seconds.
	HTTPClient *http.Client
}

// Options are what a [Service] works with. Config.BotToken, Bot and State must be
// set; everything else has a default.
type Options struct {
	Config Config
	Bot    Bot
	State  State
	// Log gets ids and durations, texts only at debug level, and never tokens; nil
	// means no log.
	Log *slog.Logger
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Workers is how many answers are worked out at once; 0 means 8. More jobs are
	// under way: most of their time goes to waiting for Slack.
	Workers int
	// AnswerTimeout bounds the work on one answer; 0 means a minute.
	AnswerTimeout time.Duration
	// Grace bounds the time in which Run finishes what runs; 0 means 20 seconds.
	Grace time.Duration
	// PerUser and PerChannel bound the questions; their zero values mean 30 a
	// minute and 120 a minute.
	PerUser, PerChannel Limit
	Access              Access
}

// A Service is the bot in one Slack workspace.
type Service struct {
	options   Options
	log       *slog.Logger
	bot       Bot
	state     State
	now       func() time.Time
	api       *slack.Client
	self      self
	pace      *pacer
	limits    limits
	metrics   *metrics
	lacking   lacking
	recent    recent
	zones     zones
	suggested suggested
	// wake tells Run that a job was recorded; it holds at most one word.
	wake chan struct{}
	// refused tells Run that Slack refuses the bot's token; it holds at most one word.
	refused chan error
	// working holds a word for each answer that is being worked out.
	working chan struct{}
	// quick bounds the interactions that must be answered while their trigger
	// lives, beside the jobs.
	quick quick
	ready atomic.Bool
	// connection is the state of Socket Mode's.
	connection atomic.Int32
}

// New returns a Service. It reaches out to nobody.
func New(o Options) (*Service, error) {
	switch {
	case o.Bot == nil:
		return nil, errors.New("slackio: no bot given")
	case o.State == nil:
		return nil, errors.New("slackio: no state given")
	case o.Config.BotToken == "":
		return nil, errors.New("slackio: no bot token given")
	}
	setDefaults(&o)
	s := &Service{
		options: o,
		log:     o.Log,
		bot:     o.Bot,
		state:   o.State,
		now:     o.Now,
		pace:    newPacer(),
		metrics: newMetrics(),
		wake:    make(chan struct{}, 1),
		refused: make(chan error, 1),
		working: make(chan struct{}, o.Workers),
	}
	s.limits = newLimits(o.PerUser, o.PerChannel)
	s.api = newClient(o.Config, s.metrics, s.log)
	return s, nil
}

func setDefaults(o *Options) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Workers <= 0 {
		o.Workers = 8
	}
	if o.AnswerTimeout <= 0 {
		o.AnswerTimeout = time.Minute
	}
	if o.Grace <= 0 {
		o.Grace = 20 * time.Second
	}
	if o.PerUser == (Limit{}) {
		o.PerUser = Limit{PerMinute: 30, Burst: 30}
	}
	if o.PerChannel == (Limit{}) {
		o.PerChannel = Limit{PerMinute: 120, Burst: 120}
	}
	if u := o.Config.APIURL; u != "" && !strings.HasSuffix(u, "/") {
		o.Config.APIURL = u + "/"
	}
}
