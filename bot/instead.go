package bot

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/voice"
	"cuttings/retrieval"
)

var (
	aboutTail = regexp.MustCompile(`(?i)\b(?:about|on|regarding)\s+[^?]*[?.! ]*$`)
	// counted matches a question that counts things, and which: "how many passengers did".
	counted = regexp.MustCompile(`(?i)^(?:(?:of|in|by|for|to|with) )?how many ((?:[\pL\pN’'-]+ ){0,2}?[\pL’'-]+) ` + auxiliaries + `\b`)
)

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

// onlyName reports whether a phrase is a name and nothing else of content.
func onlyName(q question) bool {
	return len(q.names) == 1 && len(contentOf(q.words)) == len(q.names[0].words)
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
