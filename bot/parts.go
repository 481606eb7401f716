package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
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
		if at == nil || asClauses.MatchString(text[:at[0]]) || !inflected(text[at[4]:at[5]]) || len(secondDeed.FindAllStringIndex(text, 2)) > 1 {
			return 0, 0, false
		}
	}
	if len(secondRE.FindAllStringIndex(text, 2)) > 1 || withSubject.MatchString(text[at[2]:]) {
		return 0, 0, false
	}
	return at[0], at[2], true
}

// inflected reports whether a word is a verb with an ending, or one that has changed:
// "wins", "won".
func inflected(word string) bool {
	word = strings.ToLower(word)
	return slices.ContainsFunc(lexicon.Lemmas(word)[1:], lexicon.Verb)
}

// A part is one of two questions asked in one.
type part struct {
	// text is the part as it was asked.
	text string
	found
}

// parts are the two questions that are asked in one, the second read as one that
// follows on from the first; nil if it is one question.
func (b *Bot) parts(ctx context.Context, f found) ([]part, error) {
	text := f.question.text
	end, start, ok := secondQuestion(text)
	if !ok {
		return nil, nil
	}
	first, second := text[:end], strings.TrimRight(text[start:], " ?!.")
	if !verbal.MatchString(first) || len(contentOf(b.analysed(first).words)) == 0 {
		return nil, nil
	}
	before := turn{question: first + "?"}
	out := []part{{text: first}, {text: second}}
	for i, full := range []string{before.question, b.resolve(before, "and "+second)} {
		var err error
		if out[i].found, err = b.find(ctx, full); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// answering are the best candidates of the parts that have an answer.
func answering(parts []part) []*candidate {
	var out []*candidate
	for _, p := range parts {
		if decide(p.found) == answer {
			out = append(out, p.candidates[0])
		}
	}
	return out
}

// missing says which parts of an answered question the coverage doesn't answer.
func missing(parts []part) []string {
	var out []string
	for _, p := range parts {
		if decide(p.found) == refuse {
			out = append(out, "The coverage doesn't say “"+p.text+"”.")
		}
	}
	return out
}
