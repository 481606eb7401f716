package bot

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"cuttings/corpus"
	"cuttings/retrieval"
)

// A candidate is a sentence that may be quoted.
type candidate struct {
	retrieval.Hit
	sentence retrieval.Sentence
	// span is what is quoted of it: all, or a part of a very long sentence.
	span corpus.Span
	// window is the folded text of the sentence and the two on either side.
	window string
	// article is the folded text of its article.
	article string
	voice   attribution
	// score orders candidates: natural log-odds plus what code knows.
	score float64
}

// Bonuses in units of log-odds, for what the reader doesn't weigh enough. Chosen
// on the developer questions (cuttings eval; see calibrate).
const (
	kindBonus     = 0.5 // holds a thing of the kind asked for
	speakerBonus  = 2.0 // is said by whom the question asks about
	headingMalus  = 1.5 // is a heading
	questionMalus = 1.0 // is itself a question
)

// weigh gives a candidate its score.
func (q question) weigh(c *candidate) {
	c.score = c.LogOdds + c.Retrieval
	if q.kind != kindOther && q.kind != kindYesNo && q.kind.in(c.sentence.Text) {
		c.score += kindBonus
	}
	if len(q.speaker) > 0 && c.voice.has(q.speaker) {
		c.score += speakerBonus
	}
	if c.sentence.Heading {
		c.score -= headingMalus
	}
	if strings.HasSuffix(strings.TrimRight(c.sentence.Text, " \"”’')"), "?") {
		c.score -= questionMalus
	}
}

const months = `(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)`

var (
	dateRE   = regexp.MustCompile(`(?i)\b(?:` + months + `\b\.?(?: \d{1,2})?|\d{1,2}(?:st|nd|rd|th)?(?: of)? ` + months + `|(?:1[89]|20)\d\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tonight|tomorrow|midnight|noon|(?:last|next|this|previous|following) (?:week|month|year|day|night|summer|winter|spring|autumn|fall|weekend)|(?:days?|weeks?|months?|years?|hours?|minutes?) (?:ago|later|earlier|before|after)|\d{1,2}(?::\d\d)? ?[ap]\.?m\b|(?:in|within) (?:\w+ ){1,2}(?:days?|weeks?|months?|years?))`)
	numRE    = regexp.MustCompile(`(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|several|no|none|both|single|couple|twice)\b`)
	placeRE  = regexp.MustCompile(`\b(?:in|at|near|from|to|outside|of|across|around|off|over|on|between|inside|into) (?:the )?(?:\w+ )?[A-Z]`)
	personRE = regexp.MustCompile(`(?:[A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+)|\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z]|\b(?:he|she|his|her|official|minister|president|spokes\w+|police|government|leaders?)\b`)
)

// in reports whether a sentence holds a thing of the kind.
func (k kind) in(sentence string) bool {
	switch k {
	case kindWho:
		return personRE.MatchString(sentence)
	case kindWhen:
		return dateRE.MatchString(sentence)
	case kindNumber:
		return numRE.MatchString(sentence)
	case kindWhere:
		return placeRE.MatchString(sentence)
	}
	return true
}

// signals are what the decision to answer looks at, each about the best candidate.
type signals struct {
	odds        float64 // reader's log-odds
	probability float64 // the same, as a probability
	cosine      float64 // of the best window
	maxSim      float64 // of the best reranked window
	gap         float64 // score over the second best
	unknownName float64 // names that the coverage never uses, at most 2
	lost        float64 // share of the content words that it never uses, by rarity
	overlap     float64 // share of the content words that stand around the candidate, by rarity
	overlapOwn  float64 // … in the candidate itself
	nameAway    float64 // share of the known names that don't stand around the candidate
	nameNowhere float64 // … nor anywhere in its article
	numberAway  float64 // share of the numerals that aren't around the candidate
	notSpeaker  float64 // 1: the question asks for somebody's words and the candidate isn't theirs
	said        float64 // 1: it asks for somebody's words
	wrongKind   float64 // 1: the candidate holds nothing of the kind asked for
	short       float64 // 1: fewer than three content words
	noContent   float64 // 1: no content word at all
	topicOwn    float64 // overlapOwn without the names
	topicNear   float64 // overlap without the names
	saidTopic   float64 // for somebody's words: topicOwn less 1, else 0
	weakest     float64 // least support of a content word by the best window
	supported   float64 // mean support of the content words
}

func (q question) signals(res retrieval.Result, c, second *candidate) signals {
	s := signals{
		odds: c.LogOdds, probability: 1 / (1 + math.Exp(-c.LogOdds)),
		cosine: res.Signals.Cosine, maxSim: res.Signals.MaxSim,
		unknownName: min(2, float64(len(res.Signals.Names))),
	}
	if second != nil {
		s.gap = min(4, c.score-second.score)
	}
	windowWords, ownWords := strings.FieldsFunc(c.window, notWord), strings.FieldsFunc(retrieval.Fold(c.sentence.Text), notWord)
	var total, lost, near, own, topic, topicNear, topicOwn float64
	content := 0
	inName := map[string]bool{}
	for _, n := range q.names {
		for _, w := range n {
			inName[w] = true
		}
	}
	s.weakest = 1
	for i, w := range res.Words {
		if !w.Content {
			continue
		}
		content++
		rarity := res.Signals.Rarity[i]
		total += rarity
		folded := retrieval.Fold(w.Text)
		if res.Signals.Freq[i] == 0 {
			lost += rarity
		}
		if i < len(res.Signals.Support) {
			s.weakest = min(s.weakest, res.Signals.Support[i])
			s.supported += res.Signals.Support[i]
		}
		isTopic := !inName[folded]
		if isTopic {
			topic += rarity
		}
		if holds(windowWords, folded) {
			near += rarity
			if isTopic {
				topicNear += rarity
			}
		}
		if holds(ownWords, folded) {
			own += rarity
			if isTopic {
				topicOwn += rarity
			}
		}
	}
	if total > 0 {
		s.lost, s.overlap, s.overlapOwn = lost/total, near/total, own/total
	}
	s.topicOwn, s.topicNear = 1, 1
	if topic > 0 {
		s.topicOwn, s.topicNear = topicOwn/topic, topicNear/topic
	}
	if content > 0 {
		s.supported /= float64(content)
	}
	if content < 3 {
		s.short = 1
	}
	if content == 0 {
		s.noContent = 1
	}
	articleWords := strings.FieldsFunc(c.article, notWord)
	known := 0.0
	for _, n := range q.names {
		last := n[len(n)-1]
		known++
		if !holds(windowWords, last) {
			s.nameAway++
		}
		if !holds(articleWords, last) {
			s.nameNowhere++
		}
	}
	if known > 0 {
		s.nameAway /= known
		s.nameNowhere /= known
	}
	for _, n := range q.numbers {
		if !strings.Contains(c.window, n) {
			s.numberAway += 1 / float64(len(q.numbers))
		}
	}
	if len(q.speaker) > 0 {
		s.said, s.saidTopic = 1, s.topicOwn-1
		if !c.voice.has(q.speaker) {
			s.notSpeaker = 1
		}
	}
	if !q.kind.in(c.sentence.Text) {
		s.wrongKind = 1
	}
	return s
}

func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '&'
}

func holds(words []string, w string) bool {
	for _, o := range words {
		if retrieval.SameStem(o, w) {
			return true
		}
	}
	return false
}

// signalNames are the names of the signals, in the order of vector.
var signalNames = []string{"odds", "probability", "cosine", "maxSim", "gap", "unknownName", "lost", "overlap", "overlapOwn",
	"nameAway", "nameNowhere", "numberAway", "notSpeaker", "said", "wrongKind", "short", "noContent", "topicOwn", "topicNear", "saidTopic", "weakest", "supported"}

// vector lists the signals in the order of the weights.
func (s signals) vector() []float64 {
	return []float64{s.odds, s.probability, s.cosine, s.maxSim, s.gap, s.unknownName, s.lost, s.overlap, s.overlapOwn,
		s.nameAway, s.nameNowhere, s.numberAway, s.notSpeaker, s.said, s.wrongKind, s.short, s.noContent, s.topicOwn, s.topicNear, s.saidTopic, s.weakest, s.supported}
}
