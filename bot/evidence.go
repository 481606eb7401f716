package bot

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/logistic"
	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
)

// A candidate is a sentence that may be quoted.
type candidate struct {
	retrieval.Hit
	sentence retrieval.Sentence
	// span is what is quoted of it: all, with the rest of a quotation that goes on, or a
	// part of a very long sentence.
	span  corpus.Span
	voice voice.Attribution
	// unnamed says that its article names nobody and nothing of what the question names.
	unnamed bool
	// score orders candidates: natural log-odds plus what code knows.
	score float64
}

// saidBy reports whether somebody of that name speaks in a candidate.
func (c *candidate) saidBy(n name) bool { return c.voice.Has(n.last(), n.String()) }

func (c *candidate) saidByAny(names []name) bool { return slices.ContainsFunc(names, c.saidBy) }

// asks reports whether a candidate is itself a question.
func (c *candidate) asks() bool {
	return strings.HasSuffix(strings.TrimRight(c.sentence.Text, " \"”’')"), "?")
}

// Bonuses in units of log-odds, for what the reader doesn't weigh enough. Chosen
// on the developer questions (see TestCalibration).
const (
	kindBonus     = 0.5 // holds a thing of the kind asked for
	speakerBonus  = 1.0 // is said by whom the question asks about
	headingMalus  = 1.5 // is a heading
	questionMalus = 1.0 // is itself a question
	unnamedMalus  = 1.0 // is of an article with none of the question's names
	lackMalus     = 2.0 // times how much less of the question its article holds than another
)

// weigh gives a candidate its score.
func (q question) weigh(c *candidate) {
	c.score = c.LogOdds + c.Retrieval - float64(lackMalus*c.Lacks)
	if q.kind != kindOther && q.kind != kindYesNo && q.kind.in(c.sentence.Text) {
		c.score += kindBonus
	}
	if len(q.speakers) > 0 && c.saidByAny(q.speakers) {
		c.score += speakerBonus
	}
	if c.sentence.Heading {
		c.score -= headingMalus
	}
	if c.unnamed {
		c.score -= unnamedMalus
	}
	if c.asks() {
		c.score -= questionMalus
	}
}

var (
	dateRE   = regexp.MustCompile(`(?i)\b(?:(?:` + monthNames + `)\b\.?(?: \d{1,2})?|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:` + monthNames + `)|(?:1[89]|20)\d\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tonight|tomorrow|midnight|noon|(?:last|next|this|previous|following) (?:week|month|year|day|night|summer|winter|spring|autumn|fall|weekend)|(?:days?|weeks?|months?|years?|hours?|minutes?) (?:ago|later|earlier|before|after)|\d{1,2}(?::\d\d)? ?[ap]\.?m\b|(?:in|within) (?:\w+ ){1,2}(?:days?|weeks?|months?|years?))`)
	numRE    = regexp.MustCompile(`(?i)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|several|no|none|both|single|couple|twice)\b`)
	longRE   = regexp.MustCompile(`(?i)(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|several|few|couple of|half an?|hundreds? of|decades of|years of|for an?))[ -](?:\w+ )?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies))\b|\b(?:lifelong|overnight|indefinitely|permanently|until|till|since|all (?:day|night|week|year))\b`)
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
	case kindLong:
		return longRE.MatchString(sentence)
	case kindWhere:
		return placeRE.MatchString(sentence)
	}
	return true
}

// signals are what the decision to answer looks at. Most are about the best
// candidate; those named for a kind of question let each kind have a threshold
// of its own, for the reader is surer of some kinds than of others.
type signals struct {
	odds        float64 // the reader's log-odds
	second      float64 // those of the second best
	found       float64 // the candidate's score in retrieval
	cosine      float64 // of the question and the best window
	unknownName float64 // how many names the coverage never uses, at most 2
	unnamed     float64 // 1: the candidate's article has none of the question's names
	lacks       float64 // how much less of the question its article holds than another
	short       float64 // 1: fewer than three content words
	said        float64 // 1: the question asks for the words of somebody named
	saidOdds    float64 // odds if so
	notSpeaker  float64 // 1: if so, and the candidate isn't theirs
	who         float64 // 1: it asks for a person,
	when        float64 // for a time,
	where       float64 // for a place,
	number      float64 // for a number,
	yesNo       float64 // for yes or no,
	several     float64 // for several things or sides
}

// signalNames are the names of the signals, in the order of vector.
var signalNames = []string{"odds", "second", "found", "cosine", "unknownName", "unnamed", "lacks", "short", "said", "saidOdds", "notSpeaker",
	"who", "when", "where", "number", "yesNo", "several"}

// vector lists the signals in the order of the weights.
func (s signals) vector() []float64 {
	return []float64{s.odds, s.second, s.found, s.cosine, s.unknownName, s.unnamed, s.lacks, s.short, s.said, s.saidOdds, s.notSpeaker,
		s.who, s.when, s.where, s.number, s.yesNo, s.several}
}

// signals of a question that has candidates.
func (f found) signals() signals {
	q, best := f.question, f.candidates[0]
	s := signals{
		odds:        best.LogOdds,
		second:      best.LogOdds,
		found:       best.Retrieval,
		cosine:      f.res.Signals.Cosine,
		unknownName: min(2, float64(len(f.res.Signals.Names))),
		unnamed:     logistic.Indicator(best.unnamed),
		lacks:       best.Lacks,
		short:       logistic.Indicator(len(contentOf(f.res.Words)) < 3),
		who:         logistic.Indicator(q.kind == kindWho),
		when:        logistic.Indicator(q.kind == kindWhen),
		where:       logistic.Indicator(q.kind == kindWhere),
		number:      logistic.Indicator(q.kind == kindNumber || q.kind == kindLong),
		yesNo:       logistic.Indicator(q.kind == kindYesNo),
		several:     logistic.Indicator(q.sides || q.several),
	}
	if len(f.candidates) > 1 {
		s.second = f.candidates[1].LogOdds
	}
	if len(q.speakers) > 0 {
		s.said, s.saidOdds = 1, best.LogOdds
		s.notSpeaker = logistic.Indicator(!best.saidByAny(q.speakers))
	}
	return s
}

// unnamedIn finds which articles have none of the names of a question, or, if it names
// years, speak of none of these. Countries and governments, which have many names, don't
// count, nor what the coverage never names.
func (b *Bot) unnamedIn(q question) func(article int) bool {
	var wanted []string
	for _, n := range q.names {
		if last := n.last(); voice.Government(n.String()) == "" && voice.Country(last) == "" && b.coverage.Vocabulary().Holding[last] > 0 {
			wanted = append(wanted, last)
		}
	}
	years := yearRE.FindAllString(q.text, -1)
	known := map[int]bool{}
	return func(article int) bool {
		unnamed, ok := known[article]
		if !ok {
			unnamed = len(wanted) > 0 && !b.holdsAny(article, wanted) || len(years) > 0 && !b.ofYears(article, years)
			known[article] = unnamed
		}
		return unnamed
	}
}

var yearRE = regexp.MustCompile(`\b(?:1[89]|20)\d\d\b`)

// ofYears reports whether an article may speak of one of the years: it names it, or its
// day lies from three months before it to a year behind it, or isn't known.
func (b *Bot) ofYears(article int, years []string) bool {
	date := b.coverage.Articles[article].Date()
	near := []string{date.AddDate(-1, 0, 0).Format("2006"), date.Format("2006"), date.AddDate(0, 3, 0).Format("2006")}
	return date.IsZero() || slices.ContainsFunc(near, func(y string) bool { return slices.Contains(years, y) }) || b.holdsAny(article, years)
}

// holdsAny reports whether an article holds one of the folded words.
func (b *Bot) holdsAny(article int, wanted []string) bool {
	return slices.ContainsFunc(b.reports.Sentences(article), func(s retrieval.Sentence) bool {
		words := retrieval.Folded(s.Text)
		return slices.ContainsFunc(wanted, func(w string) bool { return holds(words, w) })
	})
}
