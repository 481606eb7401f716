package voice

import (
	"strings"

	"cuttings/bot/lexicon"
)

// beside are words with which a clause begins that stands beside what the report tells.
var beside = strings.Fields(`where which who whom when while after because since although though if but whereas until before and so as`)

// clause is the part, in bytes, of a sentence of n in which those speak whose phrase
// begins at begin and whose verb stands at i: all of it, unless that is a clause behind
// another, or one before another that begins the sentence.
func (s tokens) clause(begin, i, n int) (from, to int) {
	opens := i - 1
	for s.is(opens, adverbs...) {
		opens--
	}
	if !s.is(opens, "who") { // Putin, who warned of it, flew home
		opens = begin - 1
	}
	name := s.nameBefore(i)
	cutOff := i-begin >= maxPhrase && !s.stops(begin-1) && name > begin && name < i
	if cutOff || s.clauseBefore(begin, name) { // the emergency the President declared
		return s[name].start, n
	}
	switch {
	case !s.is(opens, beside...), s.is(opens, "as") && s.stops(opens-1):
		return 0, n
	case opens > 0:
		return s[opens].start, n
	}
	for k := i; k < len(s) && !s.is(0, "and", "but", "so"); k++ {
		if s.is(k, ",") {
			return 0, s[k].start
		}
	}
	return 0, n
}

// nameBefore is where the run of names begins, with an article, that ends before the verb
// at i; i if none does.
func (s tokens) nameBefore(i int) int {
	at := i
	for s.is(at-1, adverbs...) {
		at--
	}
	for at > 0 && s.capital(at-1) {
		at--
	}
	if at < i && s.is(at-1, "the") {
		at--
	}
	return at
}

// clauseBefore reports whether a phrase that begins at begin holds before the name at
// name a verb, so that the name begins a clause of its own: "states sued over the
// emergency Trump declared".
func (s tokens) clauseBefore(begin, name int) bool {
	for k := begin + 1; k < name; k++ {
		if strings.HasSuffix(s[k].folded, "ed") && lexicon.OnlyVerb(s[k].folded) && !s.capital(k) && !s.is(k-1, "the", "a", "an") || name-begin > maxSubject {
			return true
		}
	}
	return false
}

// maxSubject is more words than stand before the name of who speaks.
const maxSubject = 10

// phraseEnd is where the phrase ends that begins at i.
func (s tokens) phraseEnd(i int) int {
	end := i
	for !s.stops(end) && end-i < maxPhrase {
		if s.is(end, afterPhrase...) && !(s.is(end, "and") && s.joins(end)) {
			break
		}
		end++
	}
	return end
}

// maxPhrase is the most words of a phrase that names who speaks.
const maxPhrase = 14

func (s tokens) phraseFrom(i int) string {
	if s.is(i, `"`) {
		return ""
	}
	return s.join(i, s.phraseEnd(i))
}

// phraseBehind is the phrase that begins at i, behind its verb, with the name that follows
// an office: "the spokesman, Carl Voss".
func (s tokens) phraseBehind(i int) string {
	end := s.phraseEnd(i)
	phrase := s.join(i, end)
	name := s.nameEnd(end + 1)
	if s.is(end, ",") && !s.capital(end-1) && !groups[s[end-1].folded] && name > end+2 && (s.stops(name) || s.is(name, afterPhrase...) || s.is(name, prepositions...)) {
		return phrase + " " + s.join(end+1, name)
	}
	return phrase
}

// joins reports whether "and" at i joins two names: "Mr Ushakov and Mr Peskov",
// "the US and its partners".
func (s tokens) joins(i int) bool {
	return s.capital(i-1) && (s.capital(i+1) || s.is(i+1, "its", "his", "her", "their", "other") || s.is(i+1, "the") && s.capital(i+2))
}

// beforePhrase are words behind which a phrase that names a speaker begins.
var beforePhrase = strings.Fields(`that which where while when as because if since although though but whether after before than once until so
	what how why`)

// phraseBefore is the phrase whose verb stands at i, where what belongs to it begins, and
// whether the two of them close the sentence behind what is said: "…, the Kremlin said
// after the call".
func (s tokens) phraseBefore(i int) (phrase string, first int, closing bool) {
	name := "" // in apposition
	at := i - 1
	for s.is(at, adverbs...) || !s.stops(at) && strings.HasSuffix(s[at].folded, "ly") && !s.capital(at) {
		at--
	}
	switch {
	case s.is(at, "who"): // Ushakov, who said …
		at--
		if s.is(at, ",") {
			at--
		}
	case s.is(at, "to") && s.is(at-1, "is", "was", "were", "are"): // was to say
		at -= 2
	case s.elided(i) || s.is(at, "having", "which", "could", "may", "might", "can", "should", "must", "to", "not", "be", "been", "being", "is", "are", "was", "were"):
		return "", 0, false
	case s.is(at, ","): // Putin, in turn, warned …; Ushakov, an aide, said …
		to := at
		at--
		for !s.stops(at) {
			at--
		}
		if !s.is(at, ",") {
			return "", 0, false
		}
		if s.nameEnd(at+1) == to || s.nameEnd(to-2) == to && !s.is(at+1, determiners...) && s.described(at+1, to) {
			name = s.join(at+1, to)
		}
		at--
		if first := s.segment(at); s.is(first, prepositions...) && s.is(first-1, ",") {
			at = first - 2 // Ushakov, of the Kremlin, an aide, said …
		}
	}
	if s.is(at, ")") { // the National Hurricane Center (NHC) reported
		to := at
		for at >= 0 && !s.is(at, "(") {
			at--
		}
		if s.nameEnd(at+1) == to {
			name = s.join(at+1, to)
		}
		at--
	}
	end := at + 1
	begin := end
	for !s.stops(begin-1) && end-begin < maxPhrase && !s.is(begin-1, beforePhrase...) {
		if s.is(begin-1, "and") && !s.joins(begin-1) && !s.is(begin-2, "the", "a") {
			break
		}
		if s.participle(i) && s.is(begin-1, "with") {
			break
		}
		begin--
	}
	for begin < end && !s.capital(begin) && s.is(begin, "did", "do", "does", "has", "have", "had") {
		begin++ // when did Putin say
	}
	if s.is(end-1, subjectPronouns...) && begin < end-1 && !s.is(end-2, "and", "or") && !s.is(end-2, prepositions...) && !s.verbIn(end-2, end-1) {
		begin = end - 1 // In a short notice it said; fewer than the 90 it had asked for
	}
	first = begin
	if s.is(begin, "both", "and") {
		begin++
	}
	if s.is(begin, prepositions...) { // on Friday the government said …
		after := begin + 1
		for after < end && !s.is(after, "the", "a", "an", "his", "her", "their", "its") && (!s.capital(after) || Common(s[after].folded)) {
			after++
		}
		if after < end {
			begin = after
		}
	}
	if s.participle(i) && !s.is(begin-1, "with") || s.allCommon(begin, end) || s.reduced(begin, end, i) || begin == 0 && s.participle(0) && lexicon.Inflected(s[0].folded) && !s.describing(end) {
		return "", 0, false
	}
	if begin >= end || begin == 0 && i+1 == len(s) {
		return "", 0, false
	}
	phrase = s.join(begin, end)
	switch {
	case name == "":
	case !s.capital(end - 1), s.stops(end) && !s.is(end, ","):
		phrase += " " + name
	case s.named(begin - 1): // Ann Poole, the mayor of Lenn, New York
		begin, end = s.segment(begin-2), begin-1
		phrase = s.join(begin, end)
	case strings.Contains(name, " ") && (s.nameEnd(begin) < end || s.is(begin, determiners...)): // but not Tim Kaine, Democrat
		phrase += ", " + name // the mayor of Lenn, Ann Poole
	}
	said := s.is(begin-1, ",", `"`, "–", "—") && !s.is(0, "in", "on", "at", "during", "after", "before", "as", "for", "earlier", "according")
	return phrase, first, said && (s.stops(i+1) && !s.is(i+1, ":", `"`) || s.is(i+1, "after", "on", "in", "at", "during", "following", "yesterday", "today", "to"))
}

// describing reports whether the words up to end begin with one that looks like a participle and
// tells what the next ones are: "Housing minister", "Mining analyst Ann Poole", "Swimming club president".
func (s tokens) describing(end int) bool {
	for i := 1; i < end; i++ {
		switch {
		case s.is(i, determiners...) || s.is(i, prepositions...) || i == 1 && s.capital(i):
			return false
		case titleWords[s[i].folded] || groups[s[i].folded], i == 2 && s.capital(i):
			return true
		case i > 1 && s.capital(i):
			return false
		}
	}
	return false
}

// reduced reports whether the verb at i is what the thing that from:to names was made
// by: "the emergency declared in 2004", but not "officials declared in 2004".
func (s tokens) reduced(from, to, i int) bool {
	if from >= to || !strings.HasSuffix(s[i].folded, "ed") || !s.is(i+1, "in", "at", "under", "with", "on", "for") {
		return false
	}
	for k := from; k < to; k++ {
		if s.capital(k) && k > 0 {
			return false
		}
	}
	head := s[to-1].folded
	return lexicon.Known(head) && !groups[head] && !titleWords[head] && !mouthpieces[head] && !s.is(to-1, "he", "she", "they", "it")
}

// named reports whether a comma stands at i, and before it nothing but a name of several
// words since the last mark.
func (s tokens) named(i int) bool {
	if !s.is(i, ",") {
		return false
	}
	from := s.segment(i - 1)
	return i-from > 1 && s.nameEnd(from) == i && !Common(s[from].folded)
}

// segment is where the words begin, without a mark between, that end at i.
func (s tokens) segment(i int) int {
	for !s.stops(i - 1) {
		i--
	}
	return i
}

// subjectPronouns are no part of a phrase with words before them.
var subjectPronouns = strings.Fields(`he she they it we i`)

// prepositions may begin what stands before a speaker.
var prepositions = strings.Fields(`on in at of for from by during after before along alongside`)

// elided reports whether the verb at i has its subject further before: "and
// added", ", saying".
func (s tokens) elided(i int) bool {
	at := i - 1
	for s.is(at, adverbs...) {
		at--
	}
	return s.is(at, "and", "or", "but") || s.participle(i) && s.is(at, ",", `"`)
}

// allCommon reports whether from:to holds only words that name nobody.
func (s tokens) allCommon(from, to int) bool {
	for i := from; i < to; i++ {
		if !openers[s[i].folded] && !s.is(i, "first", "second", "third", "last") || s.is(i, "he", "she", "they", "it") {
			return false
		}
	}
	return true
}

// leading is the phrase that a sentence begins with, if it is a name, a pronoun
// or an article with its noun: the subject of a verb further on.
func (s tokens) leading() string {
	if len(s) < 2 {
		return ""
	}
	if s.is(0, "he", "she", "they") {
		return s[0].Text
	}
	begin := 0
	if s.participle(0) { // Speaking with reporters, Blinken said
		for begin < len(s) && !s.stops(begin) {
			begin++
		}
		begin++
	}
	first := begin
	if s.is(begin, "the", "a", "an") {
		begin++
	}
	end := begin
	for s.capital(end) && !openers[s[end].folded] {
		end++
	}
	if end == 1 && end < len(s) && timeWords[s[end].folded] {
		return "" // Next month Ann Poole opens it and says
	}
	if end == 1 && s.describes(1) && s.capital(2) { // Rival brokerage Sundar & Shah kept it and argued
		for end++; s.capital(end); {
			end++
		}
	}
	if end == begin && begin > first && !s.stops(end) {
		end++
	}
	if end == begin {
		return ""
	}
	if _, owns := s.owner(end - 1); owns { // the hospital's director, Ann Poole, welcomed it and said
		for !s.stops(end) && !s.verbIn(end, end+1) {
			end++
		}
		if name := s.nameEnd(end + 1); s.is(end, ",") && name > end+1 && s.is(name, ",") {
			return s.join(first, end) + " " + s.join(end+1, name)
		}
	}
	return s.join(first, end)
}

// describes reports whether the word at i is a noun that may stand between two words of what
// somebody is called: "Rival brokerage Sundar & Shah".
func (s tokens) describes(i int) bool {
	return !s.stops(i) && !s.verbIn(i, i+1) && !SpeechVerb(s[i].folded) && lexicon.Known(s[i].folded) && !openers[s[i].folded] && !strings.HasSuffix(s[i].folded, "s")
}

// timeWords are nouns for a time: "Next month Ann Poole opens it".
var timeWords = lexicon.Set(`month week year day night morning evening afternoon weekend season quarter summer winter spring autumn`)

// introducing is the phrase that a sentence begins with, if a colon and a quotation end
// it: who is quoted.
func (s tokens) introducing() string {
	n := len(s)
	for n > 0 && s.is(n-1, ".", ",", "!", "?") {
		n--
	}
	if n < 3 || !s.is(n-1, `"`) || !s.is(n-2, ":") || s.participle(0) {
		return ""
	}
	return s.leading()
}
