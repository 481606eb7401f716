package bot

import (
	"context"
	"time"

	"cuttings/corpus"
)

// A Phraser writes with a language model. What it returns is a proposal: nothing
// of it is shown before code has checked it against the sentences. Any number of
// goroutines may use it at once. An error says why nothing was written; it wraps
// a [*PhraseError] where a person can be told the reason.
type Phraser interface {
	// Phrase answers a question from sentences.
	Phrase(ctx context.Context, question string, from []Material) (Draft, error)
	// Summarise says what sentences say of a topic; of all, if it is empty.
	Summarise(ctx context.Context, topic string, from []Material) (Draft, error)
	// Rewrite makes a full question of one that follows on from others, the
	// latest last.
	Rewrite(ctx context.Context, before []Turn, question string) (string, Usage, error)
	// Timeout is the most time for all that is written for one question.
	Timeout() time.Duration
}

// Material is what a [Phraser] may write from: consecutive or chosen sentences of
// one article. A claim refers to a sentence by its number, which counts from 1
// through all of the materials of a call.
type Material struct {
	// Heading names the article: its outlet or id, and its date.
	Heading   string
	Sentences []string
	// Spans are the places of Sentences in the article.
	Spans []corpus.Span
}

// A Draft is what a language model wrote.
type Draft struct {
	// Answerable is the model's own opinion whether the material answers.
	Answerable bool
	// Claims are in reading order.
	Claims []Claim
	Usage  Usage
}

// A Claim is one sentence by a language model, with the numbers of those behind it.
type Claim struct {
	Text      string
	Sentences []int
	// Unread, if it isn't empty, says why the numbers couldn't be read: it is the
	// reason for which the claim is dropped.
	Unread string
}

// A Dropped claim isn't shown; Reason says in a few words why.
type Dropped struct {
	Text, Reason string
}

// Usage is how many tokens a language model read and wrote.
type Usage struct {
	Prompt, Completion int
}

// Add adds v to u.
func (u *Usage) Add(v Usage) {
	u.Prompt += v.Prompt
	u.Completion += v.Completion
}

// A PhraseError says why a language model wrote nothing, in words for a person:
// "the model's budget for today is spent".
type PhraseError struct {
	Reason string
	// Down says that the server gives nothing for now, whatever it is asked.
	Down bool
	Err  error // may be nil
}

func (e *PhraseError) Error() string {
	if e.Err == nil {
		return e.Reason
	}
	return e.Reason + ": " + e.Err.Error()
}

func (e *PhraseError) Unwrap() error { return e.Err }

// A Turn is a question and what was said to it.
type Turn struct {
	Question string
	Reply    Reply
}

type askerKey struct{}

// WithAsker says on whose behalf a question is asked: an opaque id, by which
// budgets are kept.
func WithAsker(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, askerKey{}, id)
}

// Asker is the id given by [WithAsker], or "".
func Asker(ctx context.Context) string {
	id, _ := ctx.Value(askerKey{}).(string)
	return id
}
