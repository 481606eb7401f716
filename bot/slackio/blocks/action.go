package blocks

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"cuttings/corpus"
)

// Action ids of buttons. What a button needs stands in its value. A block may
// hold several buttons of one action: their ids then end in ":" and a number,
// which [Action] removes.
const (
	// ActionPassage shows a quotation in its context; the value is a [Place].
	// Pressed in a modal it turns that modal's page.
	ActionPassage = "passage"
	// ActionRead shows an article's text; the value is a [Place]. Pressed in a
	// modal it changes that modal.
	ActionRead = "read"
	// ActionAll shows the whole of an answer in a modal; the value is a [Page] of
	// which Of is the answer's id. Pressed in a modal it turns that modal's page.
	ActionAll = "all"
	// ActionSources turns the page of a list of sources; the value is a [Page] of
	// which Of is the topic. In App Home it shows the list in a modal.
	ActionSources = "sources"
	// ActionShare posts an ephemeral answer in the channel; the value is the
	// answer's id.
	ActionShare = "share"
	// ActionFeedback says whether an answer helped; the value is a [Vote].
	ActionFeedback = "feedback"
	// ActionAsk asks a question; the value is the question.
	ActionAsk = "ask"
	// ActionDigestOff ends a digest; the value is its id in decimal.
	ActionDigestOff = "digest_off"
	// ActionOpen is a link's button: it needs no work.
	ActionOpen = "open"
)

// Callback ids of views and of the message shortcut.
const (
	CallbackPassage  = "passage"
	CallbackArticle  = "article"
	CallbackAll      = "all"
	CallbackSources  = "sources"
	CallbackFeedback = "feedback"
	CallbackHome     = "home"
	// CallbackCheck is the message shortcut [ShortcutCheck].
	CallbackCheck = "check"
)

// ShortcutCheck is the name of the message shortcut.
const ShortcutCheck = "Check against coverage"

// maxValue is the most UTF-16 units of a button's value.
const maxValue = 2000

// Action is the action of an action id.
func Action(actionID string) string {
	action, _, _ := strings.Cut(actionID, ":")
	return action
}

// A Place is an article, or a quotation in it, and which page of it to show.
type Place struct {
	Article string // corpus.Article.ID
	// Version is corpus.Article.Version; empty for the present one.
	Version string
	// Span is the quotation; empty for the whole article.
	Span corpus.Span
	// Page counts from 0.
	Page int
}

// Value is p as a button's value.
func (p Place) Value() string {
	return fmt.Sprintf("%d %d %d %s/%s", p.Page, p.Span.Start, p.Span.End, p.Version, p.Article)
}

// ParsePlace is the inverse of [Place.Value].
func ParsePlace(value string) (Place, error) {
	var p Place
	numbers, names, ok := cutN(value, 3)
	version, article, both := strings.Cut(names, "/")
	if !ok || !both || article == "" || numbers[1] > numbers[2] {
		return p, fmt.Errorf("reading a button's value %.100q: not a place in an article", value)
	}
	return Place{Article: article, Version: version, Span: corpus.Span{Start: numbers[1], End: numbers[2]}, Page: numbers[0]}, nil
}

// A Page is a page of something, counted from 0.
type Page struct {
	Page int
	Of   string
}

// Value is p as a button's value.
func (p Page) Value() string { return fmt.Sprintf("%d %s", p.Page, p.Of) }

// ParsePage is the inverse of [Page.Value].
func ParsePage(value string) (Page, error) {
	numbers, of, ok := cutN(value, 1)
	if !ok {
		return Page{}, fmt.Errorf("reading a button's value %.100q: not a page", value)
	}
	return Page{Page: numbers[0], Of: of}, nil
}

// A Vote says whether an answer helped.
type Vote struct {
	Answer string // the answer's id
	Good   bool
}

// Value is v as a button's value.
func (v Vote) Value() string {
	if v.Good {
		return "good " + v.Answer
	}
	return "bad " + v.Answer
}

// ParseVote is the inverse of [Vote.Value].
func ParseVote(value string) (Vote, error) {
	word, answer, _ := strings.Cut(value, " ")
	if answer == "" || word != "good" && word != "bad" {
		return Vote{}, fmt.Errorf("reading a button's value %.100q: not a vote", value)
	}
	return Vote{Answer: answer, Good: word == "good"}, nil
}

// ParseDigest reads the value of an ActionDigestOff: a digest's id.
func ParseDigest(value string) (int64, error) {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("reading a button's value %.100q: not a digest: %w", value, errors.Unwrap(err))
	}
	return id, nil
}

// cutN reads n numbers, none below 0, each with a space behind it, from the
// beginning of s.
func cutN(s string, n int) (numbers []int, rest string, ok bool) {
	for range n {
		word, after, found := strings.Cut(s, " ")
		number, err := strconv.Atoi(word)
		if !found || err != nil || number < 0 {
			return nil, "", false
		}
		numbers, s = append(numbers, number), after
	}
	return numbers, s, true
}
