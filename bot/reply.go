package bot

import (
	"time"

	"cuttings/corpus"
)

// A Reply is what the bot says to one question. The terminal, JSON and Slack
// render it; none of them decides anything.
type Reply struct {
	Question string
	// ReadAs is the full question that a follow-up was read as; empty if it was
	// read as it stands.
	ReadAs string
	// Answered says that Citations answer the question.
	Answered bool
	// Reason is why it isn't answered; empty when Answered.
	Reason Reason
	// Why says it in one line for a person: which name or thing the coverage
	// doesn't mention. Empty when Answered.
	Why string
	// Score is how probable the decision held it, from 0 to 1, that Citations or
	// Closest answer.
	Score float64
	Mode  Mode
	// Missing says, a sentence each, which parts of the question aren't answered.
	// Empty unless Answered.
	Missing []string
	// Points group the citations: each is one statement with all its sources.
	Points []Point
	// Citations are the sentences that answer, numbered from 1 in the order of
	// the text. Empty unless Answered.
	Citations []Citation
	// Closest are the nearest sentences, which may not answer. Empty when Answered.
	Closest  []Citation
	Coverage Coverage
	Timings  Timings

	// Notice says in one line why a language model, where there is one, didn't
	// write the reply; otherwise empty.
	Notice string
	// Dropped are the claims of a language model that the sentences don't carry.
	Dropped []Dropped
	Usage   Usage
}

// Reason says why a question wasn't answered.
type Reason string

const (
	// Unsure: Closest may answer, or may not.
	Unsure Reason = "unsure"
	// NotCovered: the coverage doesn't say.
	NotCovered Reason = "not covered"
)

// Mode says how a reply was written.
type Mode string

const (
	// Extractive: sentences of the coverage, word for word.
	Extractive Mode = "extractive"
	// Model: prose by a language model, each claim checked.
	Model Mode = "model"
)

// A Point is one statement, with the numbers of the citations that make it: the
// first is quoted, the others say the same ("also in …").
type Point struct {
	// Text is a checked claim of a language model, in the mode Model; otherwise
	// empty, and the citations speak for themselves.
	Text string
	// Speaker is whom the report names as saying it; empty if nobody.
	Speaker   string
	Citations []int
}

// A Citation is a quotation: a place in an article and what stands there.
type Citation struct {
	Number    int
	Article   string // corpus.Article.ID
	Version   string // corpus.Article.Version
	Title     string // as stated; may be empty
	Heading   string // the title, or else the article's first words
	Outlet    string
	Published time.Time // the day of the report; zero when not stated
	URL       string
	Passage   string // article and paragraph number, "2021-12-31-two-paths#4"
	Span      corpus.Span
	// Quote is exactly the bytes of Span.
	Quote string
	// Words are the places inside Span that hold the answering words.
	Words []corpus.Span
}

// Coverage says what was searched.
type Coverage struct {
	Articles int
	// From and To are the earliest and latest day; zero when no article states one.
	From, To time.Time
}

// Timings are the wall-clock times of the steps.
type Timings struct {
	Search, Read, Total time.Duration
}
