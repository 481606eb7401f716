package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
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
	saidTo    = regexp.MustCompile(`^(?:say|said|write) to$`)
	ofMatter  = regexp.MustCompile(`(?i)\b(?:about|on|regarding|of)\s+\S.*$`)
	aboutTail = regexp.MustCompile(`(?i)\b(?:about|on|regarding)\s+[^?]*[?.! ]*$`)
	inPlace   = regexp.MustCompile(`(?i)\b(?:in|at) (?:the )?$`) // before a name
	preposed  = regexp.MustCompile(`(?i)^(in|at|on|for|from|to|by|with|about|regarding)\s+`)
	personal  = regexp.MustCompile(`(?i)\b(?:he|she|him|his|her)\b`)
	plurally  = regexp.MustCompile(`(?i)\b(?:they|them|their)\b`)
	nextWord  = regexp.MustCompile(`^ +\S+`)
	there     = regexp.MustCompile(`(?i)\bthere\b`)
	// counted matches a question that counts things, and which: "how many passengers did".
	counted = regexp.MustCompile(`(?i)^(?:(?:of|in|by|for|to|with) )?how many ((?:[\pL\pN’'-]+ ){0,2}?[\pL’'-]+) ` + auxiliaries + `\b`)
	thereIs = regexp.MustCompile(`(?i)\b(?:there (?:is|are|was|were|has|have|will|would|any)|(?:is|are|was|were|will) there)\b`)
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
		subject := withPerson(m[1], was, before.speaker)
		p := saysWhat(strings.TrimRight(was.text, " ?!."))
		verb := verbOf(m)
		topic := heldOver(p, verb)
		switch about := topicOf(was.text); {
		case topic != "":
		case !led && m[2] == "" && subject == m[1] && p == nil && !stands.MatchString(verb):
			return text // "What did Peskov say?" behind a question of no speech
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

// onlyName reports whether a phrase is a name and nothing else of content.
func onlyName(q question) bool {
	return len(q.names) == 1 && len(contentOf(q.words)) == len(q.names[0].words)
}

// sentence begins with a capital.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// insteadOf asks the question before of something else: a speaker in place of
// the speaker, a topic in place of the topic, a name in place of the only one.
func (b *Bot) insteadOf(was question, other string) string {
	other = strings.TrimSuffix(strings.TrimSuffix(other, " then"), " too")
	is := b.phrase(other)
	if p := preposed.FindStringSubmatch(other); p != nil {
		return inPhrase(was, p[1], other)
	}
	speaker := len(is.names) > 0 && b.speaks(is.names[0])
	if tail := aboutTail.FindStringIndex(other); speaker && tail != nil && tail[0] > 0 { // "Peskov about NATO"
		return b.insteadOf(b.analysed(b.insteadOf(was, strings.TrimSpace(other[:tail[0]]))), other[tail[0]:])
	}
	from, to := -1, -1
	switch tail := aboutTail.FindStringIndex(was.text); {
	case speaker && len(was.speakers) > 0:
		from, to = was.speakers[0].start, was.speakers[len(was.speakers)-1].end
	case speaker && len(b.whoSpeak(was.names)) > 0:
		who := b.whoSpeak(was.names)
		from, to = who[0].start, who[0].end
	case tail != nil && tail[0] > 0:
		preposition, _, _ := strings.Cut(was.text[tail[0]:], " ")
		return sentence(was.text[:tail[0]]) + preposition + " " + other + "?"
	case len(is.names) > 0 && len(was.names) == 1:
		from, to = was.names[0].start, was.names[0].end
	case len(is.names) == 0 && len(is.words) <= 3:
		if m := counted.FindStringSubmatchIndex(was.text); m != nil {
			from, to, other = m[2], m[3], withoutArticle(other)
		}
	}
	if from < 0 {
		if p := saysWhat(strings.TrimRight(was.text, " ?!.")); p != nil && heldOver(p, "") == "" {
			return inPhrase(was, "about", "about "+other)
		}
		return compose("what about "+other, was)
	}
	before, after := cutArticle(was.text[:from]), was.text[to:]
	if len(was.speakers) > 1 && len(is.names) == 1 {
		before, after = singular(before), strings.TrimPrefix(after, " each")
	}
	return sentence(before + other + after)
}

// inPhrase puts a phrase with a preposition in place of the one that the
// question before has, or at its end.
func inPhrase(was question, preposition, phrase string) string {
	for _, n := range was.names {
		at := strings.TrimSpace(cutArticle(was.text[:n.start]))
		if cut := len(at) - len(preposition); cut > 0 && at[cut-1] == ' ' && strings.EqualFold(at[cut:], preposition) {
			return sentence(at[:cut] + phrase + was.text[n.end:])
		}
	}
	text := was.text
	if tail := aboutTail.FindStringIndex(text); tail != nil && aboutTail.MatchString(phrase) && !dateRE.MatchString(phrase) { // another topic
		text = text[:tail[0]]
	} else if strings.EqualFold(preposition, "about") && saysWhat(text) == nil {
		return compose("what "+phrase, was)
	}
	return strings.TrimRight(text, " ?!.") + " " + phrase + "?"
}

// withoutArticle takes an article from the beginning of a text.
func withoutArticle(s string) string {
	first, rest, more := strings.Cut(s, " ")
	if more && cutArticle(first+" ") == "" {
		return rest
	}
	return s
}

// cutArticle takes an article from the end of a text.
func cutArticle(s string) string {
	for _, a := range []string{"the ", "The ", "a ", "an "} {
		if cut, ok := strings.CutSuffix(s, a); ok && (cut == "" || strings.HasSuffix(cut, " ")) {
			return cut
		}
	}
	return s
}

// written is a name as the question writes it, with its article.
func (q question) written(n name) string { return q.text[len(cutArticle(q.text[:n.start])):n.end] }

// singular makes the last word agree with one subject in place of several.
func singular(before string) string {
	for _, verb := range [][2]string{{"do ", "does "}, {"are ", "is "}, {"were ", "was "}, {"have ", "has "}} {
		if cut, ok := strings.CutSuffix(before, " "+verb[0]); ok {
			return cut + " " + verb[1]
		}
	}
	return before
}

// withPerson puts a name for he, she and they.
func withPerson(rest string, was question, speaker string) string {
	who := speaker
	switch {
	case len(was.speakers) > 0:
		who = was.written(was.speakers[0])
	case len(was.names) > 0 && speaker == "":
		who = was.written(was.names[0])
	}
	if who != "" {
		rest = replaceWords(rest, personal, func(word string, next bool) string {
			switch strings.ToLower(word) {
			case "his":
				return who + "’s"
			case "her":
				if next {
					return who + "’s"
				}
			}
			return who
		})
	}
	if n := len(was.speakers); n > 1 {
		both := was.text[was.speakers[0].start:was.speakers[n-1].end]
		rest = replaceWords(rest, plurally, func(word string, _ bool) string {
			if strings.EqualFold(word, "their") {
				return both + "’s"
			}
			return both
		})
	}
	return rest
}

// replaceWords replaces what re matches; next says that a content word follows.
func replaceWords(s string, re *regexp.Regexp, with func(word string, next bool) string) string {
	var out strings.Builder
	at := 0
	for _, m := range re.FindAllStringIndex(s, -1) {
		following := retrieval.Words(nextWord.FindString(s[m[1]:]))
		next := len(following) > 0 && following[0].Content
		out.WriteString(s[at:m[0]] + with(s[m[0]:m[1]], next))
		at = m[1]
	}
	return out.String() + s[at:]
}

// withPlace puts the place asked about before for "there".
func withPlace(rest string, was question) string {
	if !there.MatchString(rest) || thereIs.MatchString(rest) {
		return rest
	}
	for i := len(was.names) - 1; i >= 0; i-- {
		n := was.names[i]
		if m := inPlace.FindString(was.text[max(0, n.start-len(" in the ")):n.start]); m != "" {
			return there.ReplaceAllLiteralString(rest, m+was.text[n.start:n.end])
		}
	}
	return rest
}

// maxVoices bounds the articles in which speakers are looked for.
const maxVoices = 500

// speaks reports whether somebody of that name speaks in the coverage. A name
// that the coverage never uses may be anybody's, so it does.
func (b *Bot) speaks(n name) bool {
	if b.reports.CampOf(n.String()) != "" || b.coverage.Vocabulary().Holding[n.last()] == 0 {
		return true
	}
	for article := range min(maxVoices, len(b.coverage.Articles)) {
		for _, v := range b.reports.Voices(article) {
			if slices.Contains(strings.Fields(retrieval.Fold(v.Display)), n.last()) {
				return true
			}
		}
	}
	return false
}

func (b *Bot) whoSpeak(names []name) []name {
	var out []name
	for _, n := range names {
		if b.speaks(n) {
			out = append(out, n)
		}
	}
	return out
}

// otherSide asks the question before of the government that speaks most in the
// coverage besides the one it was about.
func (b *Bot) otherSide(was question, rest string) string {
	for _, n := range append(was.speakers, was.names...) {
		camp := b.reports.CampOf(n.String())
		if camp == "" {
			continue
		}
		spoken := map[string]int{}
		other := ""
		for article := range min(maxVoices, len(b.coverage.Articles)) {
			for _, v := range b.reports.Voices(article) {
				if c := b.reports.CampOf(v.Source); c != "" && c != camp {
					spoken[c]++
					if spoken[c] > spoken[other] {
						other = c
					}
				}
			}
		}
		if other != "" {
			return sentence(cutArticle(was.text[:n.start]) + voice.Called(other) + was.text[n.end:])
		}
	}
	return compose(rest, was)
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
