package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// secondRE matches where a second question begins within one: ", and on which
// dates", " and when will they meet", but not " and what he said", which is a
// clause.
var secondRE = regexp.MustCompile(`(?i)[,;]?\s+and\s+((?:(?:on|in|at|by|to|from|for|with|until|since)\s+)?(?:` +
	`(?:who|what|which|when|where|why|how)(?:['’]s|\s+` + auxiliaries + `)\b` +
	`|(?:what|which|how)(?:\s+\w+){1,2}?\s+` + auxiliaries + `\b` +
	`|(?:when|where|why|how|who|whom)\W*$|how (?:much|many)\b|what (?:on|in|at|for|about|to|by)\b)` +
	`|(?:on|in|at|by|to|from) (?:what|which) \w+\W*$)`)

const auxiliaries = `(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)`

// withSubject matches what stands behind a question word in a clause: "how they would".
var withSubject = regexp.MustCompile(`(?i)^\w+\s+(?:I|you|he|she|it|we|they|the|a|an|this|that)\b`)

// secondDeed matches a second question that asks who did something, with the verb:
// " and who won".
var secondDeed = regexp.MustCompile(`(?i)[,;]?\s+and\s+((?:who|what)\s+(\w+)\b)`)

// asClauses matches what makes clauses of the questions after it: "did he say who won
// and who lost".
var asClauses = regexp.MustCompile(`(?i)\b(?:about|say|says|said|tell|tells|told|know|knows|knew|ask|asks|asked|explain|describe|wonder|see|show|find|learn)\b`)

// secondQuestion is where the second of two questions in one begins, after the
// "and", and where the first ends; false if it is one question.
func secondQuestion(text string) (end, start int, ok bool) {
	at := secondRE.FindStringSubmatchIndex(text)
	if at == nil {
		at = secondDeed.FindStringSubmatchIndex(text)
		if at == nil || asClauses.MatchString(text[:at[0]]) || !lexicon.Inflected(text[at[4]:at[5]]) || len(secondDeed.FindAllStringIndex(text, 2)) > 1 {
			return 0, 0, false
		}
	}
	if len(secondRE.FindAllStringIndex(text, 2)) > 1 || withSubject.MatchString(text[at[2]:]) {
		return 0, 0, false
	}
	return at[0], at[2], true
}

// A part is one of the questions asked in one.
type part struct {
	// text is the part as it was asked; the name alone, if the same is asked of several.
	text string
	of   *name
	// full is the part as a question by itself.
	full string
	found
}

// parts are the questions that are asked in one: two, of which the second follows on
// from the first, or the same of each of several names, which what tells of that name
// answers, if anything does. Nil if it is one question.
func (b *Bot) parts(ctx context.Context, f found) ([]part, error) {
	var out []part
	if first, second := halves(f.question.text); second != "" {
		if len(contentOf(b.analysed(first).words)) == 0 {
			return nil, nil
		}
		before := turn{question: first + "?"}
		out = []part{{text: first, full: before.question}, {text: second, full: b.resolve(before, "and "+second)}}
	} else {
		out = f.question.each()
	}
	for i := range out {
		var err error
		p := &out[i]
		if p.found, err = b.find(ctx, p.full); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(p.candidates, func(c *candidate) bool { return b.tells(c, *p) }) {
			p.candidates = slices.DeleteFunc(p.candidates, func(c *candidate) bool { return !b.tells(c, *p) })
		}
	}
	return out, nil
}

// halves are the two questions that are asked in one; "" if it is one.
func halves(text string) (first, second string) {
	end, start, ok := secondQuestion(text)
	if !ok || !verbal.MatchString(text[:end]) {
		return "", ""
	}
	return text[:end], strings.TrimRight(text[start:], " ?!.")
}

var (
	// jointly matches what makes one matter of the names that a question joins.
	jointly = regexp.MustCompile(`(?i)\b(?:between|among|together|each other|one another)\b`)
	// setAgainst matches what stands before the name that another is compared with.
	setAgainst = regexp.MustCompile(`(?i)\s+(?:compares?|compared|differs?|differed)\s+(?:with|to|from)\s+(?:(?:that|those) of\s+)?(?:the\s+)?`)
	// shared matches words by which the same is asked of several.
	shared = regexp.MustCompile(`(?i)\s+(?:each|both|respectively)\b`)
)

// each are the questions by which the same is asked of several names: of Mugabe and of
// Mubarak, "In which hospitals did Mugabe and Mubarak die?".
func (q question) each() []part {
	if q.kind == kindYesNo || jointly.MatchString(q.text) {
		return nil
	}
	var out []part
	ask := func(n name, text string) {
		out = append(out, part{text: q.text[n.start:n.end], of: &n, full: shared.ReplaceAllString(text, "")})
	}
	if names := q.compared(); len(names) > 0 {
		for _, n := range names {
			ask(n, q.text[:names[0].start]+q.text[n.start:n.end]+q.text[names[len(names)-1].end:])
		}
		return out
	}
	at := setAgainst.FindStringIndex(q.text)
	if at == nil {
		return nil
	}
	i := slices.IndexFunc(q.names, func(n name) bool { return n.start == at[1] })
	if i < 1 {
		return nil
	}
	one, other := q.names[i-1], q.names[i]
	what, rest := q.text[one.end:at[0]], strings.TrimPrefix(strings.TrimPrefix(q.text[other.end:], "'s"), "’s")
	for _, n := range []name{one, other} {
		ask(n, q.text[:one.start]+q.text[n.start:n.end]+what+rest)
	}
	return out
}

// answering are the best candidates of the parts that have an answer.
func (b *Bot) answering(parts []part) []*candidate {
	var out []*candidate
	for _, p := range parts {
		if decide(p.found) == answer && b.tells(p.candidates[0], p) {
			out = append(out, p.candidates[0])
		}
	}
	return out
}

// tells reports whether the name that a part asks of, if it asks of one, stands in a
// sentence or near it.
func (b *Bot) tells(c *candidate, p part) bool {
	return p.of == nil || holdsAll(retrieval.Folded(b.around(c.Sentence)), p.of.words)
}

// missing says which parts of an answered question what was chosen doesn't answer: words
// of somebody must be theirs. What is asked of a name else may yet be answered where the
// name stands by what was found.
func (b *Bot) missing(f found, chosen []*candidate) []string {
	var out []string
	for _, p := range f.parts {
		switch {
		case p.of != nil && f.question.asksWordsOf(*p.of) && !slices.ContainsFunc(chosen, func(c *candidate) bool { return c.saidBy(*p.of) }):
			out = append(out, "The coverage may not report what “"+p.text+"” said about this.")
		case decide(p.found) != refuse || b.quoted(p, chosen):
		case p.of == nil:
			out = append(out, "The coverage doesn't say “"+p.text+"”.")
		case len(p.candidates) == 0 || !b.tells(p.candidates[0], p):
			out = append(out, "The coverage doesn't say this of “"+p.text+"”.")
		}
	}
	return out
}

// quoted reports whether what was chosen holds what a part asks for, however unsure the
// reader was of it: words of somebody on all that they are asked about, or the sentence that
// fits best with most words of the part.
func (b *Bot) quoted(p part, chosen []*candidate) bool {
	return slices.ContainsFunc(chosen, func(c *candidate) bool {
		return p.question.speaksIn(c) || len(p.candidates) > 0 && c.Sentence == p.candidates[0].Sentence && 2*b.analysed(p.text).covered(c.sentence.Text) > 1
	})
}

// asksWordsOf reports whether a question asks for the words of somebody by that name.
func (q question) asksWordsOf(n name) bool {
	return slices.ContainsFunc(q.speakers, func(s name) bool { return s.start <= n.start && n.end <= s.end })
}
