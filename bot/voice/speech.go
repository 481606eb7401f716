package voice

import (
	"slices"
	"strings"
	"unicode"

	"cuttings/bot/lexicon"
)

// Speakers finds the phrases of a sentence that name who speaks in it: those
// whom it reports to say something, and those according to whom it is so. The
// sentence comes without what it quotes (see [Unquoted]). The one who vouches
// for the whole comes first: in "Biden told Putin, according to the White
// House" that is the White House.
func Speakers(plain string) []string { return phrasesOf(sayingsIn(plain)) }

func phrasesOf(sayings []saying) []string {
	var out []string
	for _, s := range sayings {
		out = append(out, s.phrase)
	}
	return out
}

// A saying is a phrase that names who speaks, and the bytes of the sentence between
// which they do.
type saying struct {
	phrase   string
	from, to int
	verb     int // the token that is the verb, of those who speak before it
}

// sayingsIn are who speaks in a sentence, in the order of [Speakers], and where.
func sayingsIn(plain string) []saying {
	s := sentenceTokens(plain).afterClock()
	var vouching, speaking []saying
	whole := func(p string) saying { return saying{p, 0, len(plain), 0} }
	for i := range s {
		switch holder := s.inOpinionOf(i); {
		case s.accordingTo(i) > 0:
			if p := s.phraseFrom(s.accordingTo(i)); p != "" {
				vouching = append(vouching, whole(p))
			}
		case holder != "":
			if p := s.leading(); i > 0 && isPerson(p) && PointsBack(strings.ToLower(holder)) {
				holder = p // Ann Poole disagrees: in her view …
			}
			vouching = append(vouching, whole(holder))
		case !s.speech(i) || s.nounAt(i):
		case s.is(i+1, "by"):
			if p := s.phraseFrom(i + 2); p != "" && s.is(i, "reported", "announced", "stated", "confirmed", "said", "told", "noted", "explained") && !s.stops(i-1) {
				vouching = append(vouching, whole(p)) // was reported by the BBC
			}
		case s.inverted(i):
			vouching = append(vouching, whole(s.phraseBehind(i+1))) // “…,” said an aide
		default:
			p, begin, closing := s.phraseBefore(i)
			if s.elided(i) && len(vouching)+len(speaking) == 0 {
				p, begin = s.leading(), 0
			}
			if len(speaking) > 0 && speaking[0].verb < s.colonBefore(begin) && PointsBack(strings.ToLower(p)) {
				p = speaking[0].phrase // Ann Poole disagreed: it was late, she said
			}
			switch {
			case p == "":
			case closing:
				vouching = append(vouching, whole(p)) // …, the Kremlin said after the call.
			default:
				from, to := s.clause(begin, i, len(plain))
				speaking = append(speaking, saying{p, from, to, i})
			}
		}
	}
	if p := s.introducing(); p != "" && len(vouching)+len(speaking) == 0 {
		speaking = append(speaking, whole(p)) // The governor addressed the public: “…
	}
	var out []saying
	for _, x := range append(vouching, speaking...) {
		k := slices.IndexFunc(out, func(o saying) bool { return o.phrase == x.phrase })
		if k < 0 {
			out = append(out, x)
			continue
		}
		out[k].from, out[k].to = min(out[k].from, x.from), max(out[k].to, x.to)
	}
	return out
}

// colonBefore is the colon that stands before i; 0 if none does.
func (s tokens) colonBefore(i int) int {
	for k := i - 1; k > 0; k-- {
		if s.is(k, ":") {
			return k
		}
	}
	return 0
}

// accordingTo is where the phrase begins that i introduces as a source
// ("according to", "in the opinion of", "as the White House put it" has its own
// verb), or 0.
func (s tokens) accordingTo(i int) int {
	switch {
	case s.is(i, "according") && s.is(i+1, "to"):
		return i + 2
	case s.is(i, "in") && s.is(i+1, "the") && s.is(i+2, "opinion", "view", "words") && s.is(i+3, "of"):
		return i + 4
	case s.is(i, "in") && s.is(i+1, "a", "an") && s.is(i+2, "statement", "interview", "speech", "tweet", "letter") && s.is(i+3, "released", "issued", "published", "made") && s.is(i+4, "by"):
		return i + 5
	}
	return 0
}

// opinions are what something may be so in, or by.
var opinions = lexicon.Set(`view views opinion eyes account word words testimony reckoning estimate telling version judgment judgement reading calculation count`)

// inOpinionOf is whose opinion, account or words the preposition at i stands before: "in the
// widow's view", "by his own account"; else empty.
func (s tokens) inOpinionOf(i int) string {
	if !s.is(i, "in", "by", "from", "to", "on") {
		return ""
	}
	for k := i + 1; !s.stops(k) && k <= i+maxPhrase; k++ {
		owner, owns := s.owner(k)
		if !owns {
			continue
		}
		what := k + 1
		if s.is(what, "own") {
			what++
		}
		if what < len(s) && opinions[s[what].folded] {
			return strings.TrimSpace(s.join(i+1, k) + " " + owner)
		}
	}
	return ""
}

// owner is the word at i without its 's, as a subject, and whether it is a possessive.
func (s tokens) owner(i int) (string, bool) {
	text := strings.ReplaceAll(s[i].Text, "’", "'")
	switch own, ok := strings.CutSuffix(text, "'s"); {
	case ok:
		return own, true
	case s[i].Owns:
		return text, true
	case s.is(i, "his"):
		return "he", true
	case s.is(i, "her"):
		return "she", true
	case s.is(i, "their"):
		return "they", true
	}
	return "", false
}

// speech reports whether the word at i may be a verb of speaking.
func (s tokens) speech(i int) bool {
	switch s[i].Text {
	case "made", "makes", "making":
		return s.is(i+1, "clear") || s.is(i+2, "clear", "reservation")
	case "spoke", "speaks", "speaking":
		return s.is(i+1, "of", "about", "out", "to") || s.quotes(i)
	case "expect", "expects", "expected": // but "what people expect of judges"
		return !s.is(i+1, "of", "from")
	case "put", "puts":
		return s.is(i+1, "it") || s.putsAt(i)
	case "write": // "…," the authors write
		return s.is(i-2, ",", `"`) || s.is(i-3, ",", `"`) || s.is(i+1, "that")
	case "continued": // "…," he continued
		return s.is(i+1, `"`, ":") || s.stops(i+1) && s.is(i-2, `"`, ",")
	case "calls", "called", "calling": // but "called off the game"
		return !s.is(i+1, "off", "in", "up", "out") && !s.callsOff(i+1) || s.quotes(i+1)
	case "claim", "claims", "claimed", "claiming": // but "claims a share of the market"
		return !s.thing(i + 1)
	case "reads": // …, reads the motion
		return s.is(i-1, ",", `"`)
	case "state", "states": // but "sovereign states, in consultation"
		return s.capital(i+1) || s.is(i+1, "that", ":", `"`, "he", "she", "it", "they", "there", "the", "a", "an", "its", "his", "her", "their", "no")
	case "maintained", "maintains": // but "maintained top spot"
		return s.is(i+1, "that", ":", `"`, "he", "she", "it", "they", "there")
	}
	return speechVerbs[s[i].Text]
}

// quotes reports whether a quotation stands at i or behind.
func (s tokens) quotes(i int) bool {
	return i < len(s) && slices.ContainsFunc(s[i:], func(t Token) bool { return t.Text == `"` })
}

// putsAt reports whether the verb at i says how many or much a thing is: "put the toll at 17".
func (s tokens) putsAt(i int) bool {
	at := i + 1
	for !s.stops(at) && !s.is(at, "at", "on", "up", "in", "off", "down", "away") && at-i < maxPhrase {
		at++
	}
	number := at + 1
	for s.is(number, "about", "around", "over", "nearly", "almost", "roughly", "some", "least", "at", "more", "than", "up", "to", "between", "just", "under") {
		number++
	}
	return s.is(at, "at") && s.is(i+1, determiners...) && number < len(s) && (unicode.IsDigit(firstRune(s[number].Text)) || quantities[s[number].folded])
}

// callsOff reports whether a thing goes from i to an "off" that belongs to the verb before
// it: "called the merger off on Monday", but not "called the fire off Lenn a disaster".
func (s tokens) callsOff(i int) bool {
	off := i
	for !s.stops(off) && !s.is(off, "off") && !s.is(off, finite...) && !s.is(off, beside...) {
		off++
	}
	behind := off + 1
	return off > i && s.is(off, "off") && (s.stops(behind) || s.is(behind, afterPhrase...) || s.is(behind, prepositions...))
}

// thing reports whether words that have no verb, with an article or a number before them,
// go from i to the next mark, which isn't a quotation's.
func (s tokens) thing(i int) bool {
	if s.stops(i) || !s.is(i, determiners...) && !unicode.IsDigit(firstRune(s[i].Text)) && !quantities[s[i].folded] {
		return false
	}
	end := i
	for !s.stops(end) {
		end++
	}
	return !s.is(end, `"`) && !s.verbIn(i, end)
}

// determiners begin a phrase of which a noun is the head.
var determiners = strings.Fields(`the a an his her its their`)

// verbIn reports whether from:to holds a word that only a verb of a clause is.
func (s tokens) verbIn(from, to int) bool {
	for i := from; i < to; i++ {
		w := s[i].folded
		if s.is(i, finite...) {
			return true
		}
		if s.capital(i) || s.participle(i) || strings.HasSuffix(w, "er") || strings.HasSuffix(w, "or") {
			continue // organiser
		}
		if lexicon.OnlyVerb(w) || lexicon.Inflected(w) && !strings.HasSuffix(w, "s") {
			return true
		}
	}
	return false
}

// nounAt reports whether a word that may be a verb of speaking is a noun or an
// adjective here: "the claims", "so-called".
func (s tokens) nounAt(i int) bool {
	if thingsSaid[s[i].folded] && (s.is(i+1, finite...) || i > 0 && s.participle(i-1) && !s.capital(i-1)) {
		return true // the far-reaching demands were …, settling disputes
	}
	if thingsSaid[s[i].folded] && s.finished(i) {
		return true // the captain had ignored four radio calls
	}
	return s.is(i-1, "the", "a", "an", "this", "these", "those", "his", "her", "their", "its", "our", "of", "in", "on", "no", "any", "some", "such", "be", "for", "from", "with", "by") ||
		i > 0 && (s[i-1].Owns || strings.HasSuffix(s[i-1].folded, "'s"))
}

// finished reports whether the clause of the word at i has a finite verb before it, with a
// subject of its own and a word behind.
func (s tokens) finished(i int) bool {
	for k := i - 2; !s.stops(k) && !s.is(k, beside...) && !s.is(k, beforePhrase...); k-- {
		if s.is(k, finite...) && !s.stops(k-1) && !s.is(k-1, beside...) && !s.is(k-1, beforePhrase...) {
			return true
		}
	}
	return false
}

// thingsSaid are verbs of speaking that are nouns as well.
var thingsSaid = lexicon.Set(`claim claims demand demands report reports call calls fear fears dispute disputes promises pledges comments remarks observes`)

// inverted reports whether the speaker stands behind the verb at i.
func (s tokens) inverted(i int) bool {
	if !s.is(i-1, ",", `"`, "?", "!", "–", "—") {
		return false
	}
	end := s.phraseEnd(i + 1)
	if end == i+1 || s.participle(i) || s.is(end, finite...) || s.is(end, `"`) || s.closesAside(i-1) {
		return false
	}
	if s.is(i-1, ",") && s.is(i-2, `"`) || s.is(i-1, `"`) {
		return !s.is(i+1, "that", "this", "it")
	}
	// Without a quotation before it: "…, said a US official after the call", but
	// not "the official, in turn, said Russia would".
	return sayVerbs[s[i].Text] && (s.stops(end) || s.is(end, afterPhrase...)) &&
		(s.capital(i+1) || s.is(i+1, "the", "a", "an", "one", "he", "she", "they") || s.described(i+1, end))
}

// closesAside reports whether the comma at i ends what stands between a subject and its
// verb: "The mayor of Lenn, Ann Poole, said the council …".
func (s tokens) closesAside(i int) bool {
	open := i - 1
	for open > 0 && (!s.stops(open) || s.is(open, `"`)) {
		open--
	}
	if !s.is(i, ",") || !s.is(open, ",") || open == 0 {
		return false
	}
	first := s.segment(open - 1)
	named := s.capital(open-1) || s.nameEnd(open+1) == i || s.is(first, determiners...) && !lexicon.Verb(s[open-1].folded)
	return named && !s.is(first, prepositions...) && !s.is(first, beforePhrase...) && !s.verbIn(first, open) &&
		(s.is(open+1, "who", "whose", "which", "where") || !s.verbIn(open+1, i))
}

// described reports whether from:to is a name behind words for what somebody is, and what
// belongs to it: "police chief Ann Dorn from Lenn".
func (s tokens) described(from, to int) bool {
	name := from
	for name < to && !s.capital(name) {
		if s.is(name, "including", "like") || strings.HasSuffix(s[name].folded, "ly") || s.is(name, prepositions...) || s.is(name, beforePhrase...) || openers[s[name].folded] && !s.is(name, determiners...) {
			return false
		}
		name++
	}
	end := s.nameEnd(name)
	return name > from && end > name && !s.verbIn(name-1, name) && (end >= to || s.is(end, prepositions...))
}

func (s tokens) participle(i int) bool {
	return strings.HasSuffix(s[i].folded, "ing")
}

// afterPhrase are words before which a phrase that names a speaker ends.
var afterPhrase = append(strings.Fields(`after during when who whom which while on in at as before following via that yesterday today late early last
	this and but because about if to with`), finite...)

// finite verbs show that the phrase before them is a subject of its own.
var finite = strings.Fields(`has have had is are was were will would can could should may might must did does do`)

// adverbs stand between a speaker and the verb.
var adverbs = strings.Fields(`has have had also later then further again once now already even just never ever still since both all
	once did does do will would too however instead therefore thus nevertheless meanwhile today yesterday monday tuesday wednesday thursday friday saturday sunday`)

// sayVerbs may stand before their speaker without a quotation.
var sayVerbs = lexicon.Set(`said says say added adds reads wrote writes noted notes explained explains stated states`)

// speechVerbs are the forms of the verbs by which a report hands on what
// somebody says, thinks or does in words.
var speechVerbs = lexicon.Set(`said says say saying told tells tell telling added adds add adding announced announces announcing stated states stating
	claimed claims claim claiming warned warns warn warning noted notes note noting stressed stresses stress stressing
	explained explains explaining insisted insists insist insisting argued argues argue arguing called calls calling described describes describing
	reported reports alleged alleges allege wrote writes writing tweeted tweets tweeting denied denies deny denying confirmed confirms confirming
	admitted admits admitting urged urges urge urging acknowledged acknowledges commented comments commenting replied replies
	suggested suggests suggesting promised promises promising vowed vows declared declares declaring testified testifies remarked remarks
	emphasised emphasized emphasises emphasizes reiterated reiterates conceded concedes estimated estimates concluded concludes recalled recalls
	asserted asserts responded responds expressed expresses criticised criticized criticises criticizes condemned condemns praised praises
	accused accuses accuse rejected rejects reject proposed proposes informed informs signalled signaled outlined outlines thanked thanks
	agreed disagreed disagrees objected objects disputed disputes believes believed believe thinks thought think fears feared expects expected expect predicted predicts
	demanded demands threatened threatens pledged pledges observed observes indicated indicates mentioned mentions continued asked asks
	spoke speaks dubbed labelled labeled considers considered countered quipped joked opined revealed discloses disclosed
	characterised characterized defended defends refused refuses appealed cautioned apologised apologized pointed specifying branded blamed blames`)
