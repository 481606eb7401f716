package bot

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// The verbs by which somebody takes a stand on what was said: "did Peskov agree?" Of
// something, or, those of denied, something.
const (
	stoodOn = `(?:dis)?agreed?|object(?:ed)?|repl(?:y|ied)|react(?:ed)?|respond(?:ed)?|comment(?:ed)?|concur(?:red)?|elaborated?`
	denied  = `den(?:y|ied)|confirm(?:ed)?|accept(?:ed)?|reject(?:ed)?|retract(?:ed)?|support(?:ed)?|opposed?|explain(?:ed)?`
)

var (
	stands = regexp.MustCompile(`^(?:` + stoodOn + `|` + denied + `)$`)
	denies = regexp.MustCompile(`^(?:` + denied + `)$`)
)

var (
	leadIn    = regexp.MustCompile(`(?i)^(?:(?:and|but|so|ok|okay|also|then|well|right|now)\b[\s,]*)+`)
	whatAbout = regexp.MustCompile(`(?i)^(?:(?:what|how)\s+about|(?:the )?same (?:question )?for)\s+`)
	verbal    = regexp.MustCompile(`(?i)\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|who|what|when|where|why|how|which|whom|whose|list|name|show|give|tell)\b`)
	otherSide = regexp.MustCompile(`(?i)^(?:(?:what|how)\s+(?:about|does|did|do)\s+)?the other (?:side|party|government|camp)(?:\s+(?:say|said|think|see it))?$`)
	backward  = regexp.MustCompile(`(?i)\b(?:he|she|him|her|his|hers|they|them|their|theirs|it|its|this|that|these|those|there|then|ones?|the same|others?|else)\b`)
	saying    = regexp.MustCompile(`(?i)^(.*?\b(?:did|does|do|has|have|was)\b.*?\b(?:say|said|tell|told|think|claim|argue|warn|call|stress|describe|write|want|expect|demand|` + stoodOn + `|` + denied + `)\b)\s*(.*)$`)
	// asThing matches a text that ends in a word of saying that is a thing here: "the
	// phone call".
	asThing = regexp.MustCompile(`(?i)\b(?:the|an?|this|that|his|her|its|their|phone|telephone|video|first|second|last|latest|next|joint)\s+(?:call|claim|comment|demand|want|stress)$`)
	anaphor = regexp.MustCompile(`(?i)^(?:(?:about|on|to|of)\s+)?(?:it|that|this|them)?$`)
	// saidTo matches what stands before whom something is said to.
	saidTo   = regexp.MustCompile(`^(?:say|said|write) to$`)
	ofMatter = regexp.MustCompile(`(?i)\b(?:about|on|regarding|of)\s+\S.*$`)
	preposed = regexp.MustCompile(`(?i)^(in|at|on|for|from|to|by|with|about|regarding)\s+`)
)

// toWhom are the words of saying behind which whom it is said to stands, or whom it is
// wanted of.
var toWhom = lexicon.Set(`tell told warn call want expect demand`)

// resolve reads a question in the light of the turn before it, and returns a
// full question. One that needs no context is returned as it is.
func (b *Bot) resolve(before turn, text string) string {
	trimmed := strings.TrimSpace(text)
	if before.question == "" || trimmed == "" {
		return text
	}
	rest := strings.TrimSpace(strings.TrimRight(leadIn.ReplaceAllString(trimmed, ""), " ?!."))
	led := leadIn.MatchString(trimmed)
	if rest == "" {
		return text
	}
	was := b.analysed(baseOf(before.question))
	is := b.analysed(rest)
	content := len(contentOf(is.words))
	other := whatAbout.ReplaceAllString(rest, "")
	switch {
	case otherSide.MatchString(rest):
		return b.otherSide(was, rest)
	case other != rest:
		return b.insteadOf(was, other)
	case !verbal.MatchString(rest) && len(is.words) <= 5 && (led || preposed.MatchString(rest) || onlyName(b.phrase(rest))):
		return b.insteadOf(was, rest)
	}
	if m := saysWhat(rest); m != nil && anaphor.MatchString(m[2]) {
		if !led && standsAlone(m, was, before.speaker) {
			return text
		}
		return sayingOf(m, was, before.speaker)
	}
	if !led && !backward.MatchString(rest) && content >= 2 {
		return text
	}
	named := withPerson(rest, was, before.speaker)
	full := withPlace(named, was)
	if full != named || full != rest && content >= 1 || content >= 2 && (len(is.names) > 0 || content >= 3) {
		if full == rest && !led {
			return text
		}
		return sentence(full) + "?"
	}
	return compose(full, was)
}

// standsAlone reports whether a question of what somebody said, as [saysWhat] takes it
// apart, goes on from none: "What did Peskov say?" behind a question of no speech.
func standsAlone(m []string, was question, speaker string) bool {
	p := saysWhat(strings.TrimRight(was.text, " ?!."))
	return m[2] == "" && p == nil && withPerson(m[1], was, speaker) == m[1] && !stands.MatchString(verbOf(m))
}

// sayingOf asks what somebody said, of the matter of the question before: m is the question
// as [saysWhat] takes it apart, which leaves open about what.
func sayingOf(m []string, was question, speaker string) string {
	subject := withPerson(m[1], was, speaker)
	p := saysWhat(strings.TrimRight(was.text, " ?!."))
	verb := verbOf(m)
	topic := heldOver(p, verb)
	switch about := topicOf(was.text); {
	case topic != "":
	case stands.MatchString(verb) && p != nil:
		return compose(subject, was)
	case !stands.MatchString(verb) && (subject != m[1] || p != nil) && m[2] == "":
		return sentence(subject) + "?"
	case about != "" && (m[2] == "" || stands.MatchString(verb)):
		topic = "about " + about
	}
	if topic != "" && denies.MatchString(verb) {
		topic = "anything " + topic
	}
	if topic != "" {
		return sentence(subject+" "+topic) + "?"
	}
	return compose(strings.TrimSpace(subject+" "+m[2]), was)
}

// askedFirst matches what a question begins with before it names who or what does
// something: "how long did".
var askedFirst = regexp.MustCompile(`(?i)^(?:(?:on|in|at|by|to|from|for|with)\s+)?(?:who|whom|what|which|when|where|why|how(?:\s+(?:long|many|much|often|far|big|large|old))?)(?:['’]s|\s+` + auxiliaries + `)\s+`)

// topicOf is what a question is about, as far as it can be told by cutting off what it
// begins with; empty if it doesn't begin so.
func topicOf(question string) string {
	question = strings.TrimRight(question, " ?!.")
	if at := askedFirst.FindStringIndex(question); at != nil {
		return question[at[1]:]
	}
	return ""
}

// saysWhat takes a question of what somebody said apart: all up to the verb, and what
// is behind it. Nil if it is none.
func saysWhat(text string) []string {
	m := saying.FindStringSubmatch(text)
	if m == nil || asThing.MatchString(m[1]) {
		return nil
	}
	return m
}

// heldOver is what a question of what somebody said, as [saysWhat] takes it apart, leaves
// for another with that verb to be about: "about sanctions". Whom it was said to, or wanted
// of, isn't that, unless the verbs are one. Empty if nothing is.
func heldOver(was []string, verb string) string {
	if was == nil || anaphor.MatchString(was[2]) {
		return ""
	}
	said := verbOf(was)
	first, _, _ := strings.Cut(was[2], " ")
	if (toWhom[said] || stands.MatchString(verb)) && said != verb || saidTo.MatchString(said+" "+first) {
		return ofMatter.FindString(was[2])
	}
	return was[2]
}

// verbOf is the verb of a question that [saysWhat] took apart.
func verbOf(m []string) string {
	return strings.ToLower(m[1][strings.LastIndexByte(m[1], ' ')+1:])
}

func (b *Bot) analysed(text string) question {
	return analyse(text, retrieval.Words(text), b.coverage.Vocabulary().IsName)
}

// phrase reads a phrase, in which a capital at the beginning counts.
func (b *Bot) phrase(text string) question { return b.analysed("about " + text) }

// baseOf is the question itself of one that was composed.
func baseOf(question string) string {
	if i := strings.LastIndex(strings.TrimRight(question, " ?!."), "? "); i >= 0 {
		return question[i+2:]
	}
	return question
}

// compose asks a question that means nothing by itself before the one that it
// goes on from: "When exactly? What will happen in Geneva?"
func compose(rest string, was question) string {
	return sentence(rest) + "? " + sentence(was.text)
}

// sentence begins with a capital.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
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
