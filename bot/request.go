package bot

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"cuttings/bot/lexicon"
)

// A RequestKind is what a message wants.
type RequestKind string

const (
	// Question: an answer. Whatever isn't plainly something else is one.
	Question RequestKind = "question"
	// SummaryRequest: the main points, of Topic and since Since where given.
	SummaryRequest RequestKind = "summary"
	// SourcesRequest: the list of articles, those on Topic where given.
	SourcesRequest RequestKind = "sources"
	// Help: what the bot can do. A greeting asks for it too.
	Help RequestKind = "help"
	// Thanks: small talk that wants no answer.
	Thanks RequestKind = "thanks"
	// Empty: nothing was said.
	Empty RequestKind = "empty"
)

// A Request is what a message asks for.
type Request struct {
	Kind RequestKind
	// Text is the message without white space around it.
	Text string
	// Topic is what a summary or list of sources is to be about; empty for the
	// whole coverage. For [Bot.Sources] it may hold a day, written out in full:
	// "since 27 December 2021".
	Topic string
	// Since is the beginning of the first day that a summary is to be about, in
	// the time zone of the person who asks; zero when the message names none.
	Since time.Time
}

// Read says what a message asks for, as people write to a bot: "tl;dr", "anything
// new on sanctions since 30 Dec?", "which articles mention Geneva". Days count as
// seen from now, in its time zone. Texts in the plain form; see [Bot.Answer].
func Read(text string, now time.Time) Request {
	text = strings.TrimSpace(text)
	r := Request{Kind: Question, Text: text}
	if kind, wordless := readWordless(text); wordless {
		r.Kind = kind
		return r
	}
	plain := strings.Join(strings.Fields(shortcode.ReplaceAllString(text, " ")), " ")
	if isAll(thanksRE, plain) {
		r.Kind = Thanks
		return r
	}
	bare := politeTail.ReplaceAllString(plain, "")
	asked := politeHead.ReplaceAllString(bare, "")
	switch {
	case hello.MatchString(bare) || hello.MatchString(asked) || helpRE.MatchString(asked) || helpRE.MatchString(bare):
		r.Kind = Help
		return r
	}
	if m := holding.FindStringSubmatch(asked); m != nil && !unanswered(m[1]) {
		asked = "news on " + m[1]
	}
	asked = withoutWanting(asked)
	if topic, ok := sourcesTopic(asked); ok {
		r.Kind, r.Topic = SourcesRequest, datesInFull(cleanTopic(topic), now)
		return r
	}
	rest, days := cutPeriod(asked, now)
	if topic, ok := sourcesTopic(rest); ok { // "yesterday's sources"
		r.Kind, r.Topic = SourcesRequest, strings.TrimSpace(cleanTopic(topic)+" "+days.inFull())
		return r
	}
	if topic, ok := summaryTopic(rest, !days.from.IsZero()); ok {
		r.Kind, r.Topic, r.Since = SummaryRequest, cleanTopic(topic), days.from
		if p, ok := periodOf(r.Topic, now); ok && days.from.IsZero() {
			r.Topic, r.Since = "", p.from
		}
	}
	return r
}

// readWordless is the kind of a text without a word.
func readWordless(text string) (kind RequestKind, ok bool) {
	without := shortcode.ReplaceAllString(text, "")
	emoji := without != text
	for _, c := range without {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			return "", false
		case unicode.Is(unicode.So, c):
			emoji = true
		}
	}
	switch {
	case emoji:
		return Thanks, true
	case strings.Contains(text, "?"):
		return Help, true
	}
	return Empty, true
}

// betweenWords parts small talk: "ok, thanks!"
var betweenWords = regexp.MustCompile(`[,.!;:…–—)(]+\s*`)

// isAll reports whether re matches each part of a text between punctuation marks.
func isAll(re *regexp.Regexp, text string) bool {
	if strings.Contains(text, "?") {
		return false
	}
	parts := betweenWords.Split(text, -1)
	some := false
	for _, p := range parts {
		p = strings.TrimFunc(p, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if p == "" {
			continue
		}
		if some = true; !isRun(re, strings.Fields(p)) {
			return false
		}
	}
	return some
}

// isRun reports whether words are phrases that re matches, one after another:
// "ok got it". Whom they speak to doesn't matter.
func isRun(re *regexp.Regexp, words []string) bool {
	for len(words) > 0 {
		n := min(len(words), maxPhraseOfThanks)
		for n > 0 && !re.MatchString(strings.Join(words[:n], " ")) {
			n--
		}
		if n == 0 && !addressed[strings.ToLower(words[0])] {
			return false
		}
		words = words[max(1, n):]
	}
	return true
}

// maxPhraseOfThanks is more words than a phrase of thanks needs.
const maxPhraseOfThanks = 12

var addressed = lexicon.Set(`you it please bot mate buddy man all everyone team guys`)

// withoutWanting takes "could you please give me" from the beginning.
func withoutWanting(s string) string {
	for {
		cut := politeHead.ReplaceAllString(wanting.ReplaceAllString(s, ""), "")
		if cut == s || cut == "" {
			return s
		}
		s = cut
	}
}

// cutPeriod takes the days from a text: "since Monday", "today's", "this week".
// A date or weekday alone isn't one: it belongs to what is asked about.
func cutPeriod(s string, now time.Time) (rest string, p period) {
	s = strings.Join(strings.Fields(s), " ")
	for _, re := range []*regexp.Regexp{sinceDay, onDay, lonelyDay} {
		m := re.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		if p, ok := daysOf(strings.ToLower(s[m[2]:m[3]]), now); ok {
			if re == sinceDay {
				p.to = time.Time{}
			}
			rest := strings.Join(strings.Fields(s[:m[0]]+" "+s[m[1]:]), " ")
			return strings.Trim(rest, " ,;:?!."), p
		}
	}
	return s, period{}
}

// summaryTopic is the topic of a text that asks for a summary; dated says that
// days were taken from it.
func summaryTopic(s string, dated bool) (topic string, ok bool) {
	if s == "" {
		return "", dated // "today?"
	}
	if dated && strings.EqualFold(s, "anything") {
		return "", true
	}
	if m := gistRE.FindStringSubmatch(s); m != nil {
		return m[2], !unanswered(m[2]) && (m[1] != "" || len(strings.Fields(m[2])) <= 4)
	}
	if m := sumUp.FindStringSubmatch(s); m != nil {
		return m[2], !unanswered(m[2])
	}
	if m := newsRE.FindStringSubmatch(s); m != nil {
		return m[2], !unanswered(m[2]) && (m[1] != "" || m[2] == "")
	}
	if m := sumItUp.FindStringSubmatch(s); m != nil {
		return m[1], !unanswered(m[1])
	}
	if m := whatNew.FindStringSubmatch(s); m != nil {
		// "What is new in the treaty?" asks of the treaty.
		within := strings.EqualFold(m[2], "in") || strings.EqualFold(m[2], "about")
		inside := within && determined.MatchString(m[3]) || strings.EqualFold(m[2], "of") && !wholeCoverage.MatchString(m[3])
		inside = inside && !dated && !strings.Contains(strings.ToLower(m[1]), "latest")
		return m[3], !inside && (m[2] != "" || m[3] == "") && !unanswered(m[3])
	}
	if m := newToMe.FindStringSubmatch(s); m != nil {
		inside := strings.EqualFold(m[1], "in") && determined.MatchString(m[2]) && !dated
		return m[2], !inside && (m[1] != "" || m[2] == "")
	}
	if m := tailGist.FindStringSubmatch(s); m != nil {
		return m[1], !verbal.MatchString(m[1]) && !determined.MatchString(m[1])
	}
	return "", happens.MatchString(s) || subject4.MatchString(s)
}

// unanswered reports whether a topic is a question of its own, to be answered
// rather than summed up: "what Putin said".
func unanswered(topic string) bool {
	return clauseRE.MatchString(topic) && !knownOf.MatchString(topic) && !wholeCoverage.MatchString(topic)
}

// sourcesTopic is the topic of a text that asks for the list of articles.
func sourcesTopic(s string) (topic string, ok bool) {
	s = existing.ReplaceAllString(strings.TrimSuffix(s, "?"), "")
	for _, re := range []*regexp.Regexp{whichHas, inWhich, anyFrom} {
		if m := re.FindStringSubmatch(s); m != nil {
			return m[1], true
		}
	}
	switch {
	case papersOnly.MatchString(s), whichAll.MatchString(s):
		return "", true
	}
	// "since" and "after" belong to the day behind them.
	if m := papersOn.FindStringSubmatchIndex(s); m != nil {
		topic := s[m[2]:m[3]]
		for _, w := range []string{"since ", "after "} {
			if strings.HasSuffix(strings.ToLower(s[:m[2]]), " "+w) {
				topic = "since " + topic
			}
		}
		return topic, !unanswered(topic)
	}
	return "", false
}

// cleanTopic is a topic as a person would head a list with it; empty for one
// that means the whole coverage.
func cleanTopic(s string) string {
	s = strings.TrimSpace(strings.Trim(s, " ,;:?!.\"“”"))
	if m := knownOf.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if wholeCoverage.MatchString(s) {
		return ""
	}
	return topicHead.ReplaceAllString(s, "")
}

// datesInFull writes the days in a topic that are told as seen from now as days
// of the calendar, so that they mean the same to whoever reads it.
func datesInFull(topic string, now time.Time) string {
	if p, ok := periodOf(topic, now); ok {
		if p.to.IsZero() || p.oneDay() || lonelyDay.MatchString(topic) {
			return p.inFull()
		}
		return topic // a month, a year
	}
	rest, p := cutPeriod(topic, now)
	return strings.TrimSpace(cleanTopic(rest) + " " + p.inFull())
}
