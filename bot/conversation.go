package bot

import (
	"context"
	"regexp"
	"strings"

	"cuttings/retrieval"
)

// A Conversation answers questions in turn, each with what was asked before in
// mind. It isn't for use by several goroutines at once.
type Conversation struct {
	bot  *Bot
	last string // the last question as it was understood
}

// Converse begins a conversation.
func (b *Bot) Converse() *Conversation { return &Conversation{bot: b} }

// Ask answers the next question. A follow-up ("and what did Peskov say?") is
// read as a full question; Reply.ReadAs says how.
func (c *Conversation) Ask(ctx context.Context, text string) (Reply, error) {
	full := Resolve(c.last, text)
	r, err := c.bot.Answer(ctx, full)
	if err != nil {
		return Reply{}, err
	}
	c.last = full
	r.Question = text
	if full != text {
		r.ReadAs = full
	}
	return r, nil
}

var (
	leadIn    = regexp.MustCompile(`(?i)^\s*(?:and|but|so|ok|okay|also|then|well|right)\b[\s,]*`)
	whatAbout = regexp.MustCompile(`(?i)^\s*(?:what|how)\s+about\s+|^\s*(?:same (?:question )?for|for)\s+`)
	backward  = regexp.MustCompile(`(?i)\b(?:he|she|him|her|his|hers|they|them|their|theirs|it|its|this|that|these|those|there|then|ones?|the same|the other|others?|else)\b`)
	saying    = regexp.MustCompile(`(?i)^(.*?\b(?:did|does|do|has|have|was)\b.*?\b(?:say|said|tell|told|think|claim|argue|warn|call|react|respond|stress|describe|comment|write|want|expect|demand)\b)\s*(.*)$`)
	verbal    = regexp.MustCompile(`(?i)\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|who|what|when|where|why|how|which|whom|whose)\b`)
	person    = regexp.MustCompile(`(?i)\b(?:he|she|him|her|his|hers)\b`)
)

// Resolve reads a question in the light of the one before it, itself already
// resolved, and returns a full question. A question that needs no context is
// returned as it is.
func Resolve(previous, text string) string {
	trimmed := strings.TrimSpace(text)
	if previous == "" || trimmed == "" {
		return text
	}
	follow := leadIn.MatchString(trimmed)
	rest := leadIn.ReplaceAllString(trimmed, "")
	bare := whatAbout.ReplaceAllString(rest, "")
	words := retrieval.Words(rest)
	content := len(contentOf(words))
	switch {
	case bare != rest || !verbal.MatchString(bare) && content > 0 && content <= 4 && follow:
		return substitute(previous, strings.TrimRight(bare, " ?!."))
	case !follow && !backward.MatchString(rest) && content >= 2:
		return text
	case !follow && len(names(rest, words)) > 0 && content >= 3:
		return text
	}
	return complete(previous, rest)
}

// substitute asks the previous question of something else: a name takes the
// place of the previous one.
func substitute(previous, other string) string {
	was := analyse(previous, retrieval.Words(previous))
	is := names("x "+other, retrieval.Words("x "+other))
	if len(is) > 0 && len(was.names) > 0 {
		old := was.names[0]
		if len(was.speaker) > 0 {
			old = was.speaker
		}
		if start, end, ok := was.place(old); ok {
			return previous[:start] + other + previous[end:]
		}
	}
	return strings.TrimRight(previous, " ?!.") + ": " + other + "?"
}

// place is where a name stands in the question.
func (q question) place(n name) (start, end int, ok bool) {
	for i := range q.words {
		if i+len(n) > len(q.words) {
			break
		}
		match := true
		for j, part := range n {
			match = match && foldedEqual(q.words[i+j].Text, part)
		}
		if match {
			return q.words[i].Start, q.words[i+len(n)-1].End, true
		}
	}
	return 0, 0, false
}

// complete adds to a question what it leaves to the one before.
func complete(previous, rest string) string {
	was := analyse(previous, retrieval.Words(previous))
	if m := saying.FindStringSubmatch(strings.TrimRight(rest, " ?!.")); m != nil && len(contentOf(retrieval.Words(m[2]))) == 0 {
		if p := saying.FindStringSubmatch(strings.TrimRight(previous, " ?!.")); p != nil && p[2] != "" {
			return m[1] + " " + p[2] + "?"
		}
	}
	if len(was.speaker) > 0 && person.MatchString(rest) {
		if start, end, ok := was.place(was.speaker); ok {
			return person.ReplaceAllString(rest, previous[start:end])
		}
	}
	own := map[string]bool{}
	for _, w := range retrieval.Words(rest) {
		own[retrieval.Fold(w.Text)] = true
	}
	var add []string
	for _, w := range contentOf(was.words) {
		if !own[retrieval.Fold(w.Text)] {
			add = append(add, w.Text)
		}
	}
	if len(add) == 0 {
		return rest
	}
	return strings.TrimRight(rest, " ?!.") + " (" + strings.Join(add, " ") + ")?"
}

func contentOf(words []retrieval.Word) []retrieval.Word {
	var out []retrieval.Word
	for _, w := range words {
		if w.Content {
			out = append(out, w)
		}
	}
	return out
}
