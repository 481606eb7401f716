package bot

import (
	"regexp"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// A kind is what a question asks for.
type kind int

const (
	kindOther kind = iota
	kindWho
	kindWhen
	kindNumber
	kindLong // a length of time
	kindWhere
	kindYesNo
)

// A question is what code reads out of the words asked.
type question struct {
	text  string
	words []retrieval.Word
	kind  kind
	// names are the names in the question, in order.
	names []name
	// speakers are those of the names whose words are asked for; empty when the
	// question doesn't ask what somebody said, or of nobody by name.
	speakers []name
	// sides: it asks to compare, or what each of several says.
	sides bool
	// pair: it asks for two things, which one report may tell of.
	pair bool
	// eachReport: it asks what each report says.
	eachReport bool
	// several: its answer is a list.
	several bool
}

// A name is a name in a question: its folded words and its place.
type name struct {
	words      []string
	start, end int
}

func (n name) String() string { return strings.Join(n.words, " ") }

func (n name) last() string { return n.words[len(n.words)-1] }

// analyse reads a question. Function proper reports whether a folded word is
// one that the coverage only writes with a capital: such a word is a name in a
// question typed without any.
func analyse(text string, words []retrieval.Word, proper func(string) bool) question {
	q := question{text: text, words: words, kind: kindOf(text), several: several(words, text)}
	q.names = names(text, words, proper)
	q.speakers = speakersAsked(text, q.names)
	each := eachRE.MatchString(text) || len(q.names) > 1 && eachWord.MatchString(strings.ReplaceAll(text, "each other", ""))
	q.sides = each || sidesRE.MatchString(text)
	q.several = q.several || each
	q.pair = q.sides || pairRE.MatchString(text)
	return q
}

// ofEachReport has each report heard, if that is asked for.
func (q *question) ofEachReport(asked bool) {
	if asked {
		q.eachReport, q.sides, q.several = true, true, true
	}
}

var (
	// askRE matches the first question word where a clause begins; elsewhere it
	// is a relative or a conjunction ("what did he say when").
	askRE   = regexp.MustCompile(`(?i)(?:^|[,:;.?!–—-]\s*|^(?:\w+\W+){0,4}?(?:me|us|know|wonder|wondering|and|but|so|ok|hi|hello|hey|please|in|on|at|to|from|by|for|of|with|since|until|according)\W+)\W*(who|whom|whose|when|where|what|which|how|why)(?:['’]s|['’]re)?\b`)
	yesNoRE = regexp.MustCompile(`(?i)^\W*(?:(?:so|and|but|ok|okay|well|hey|hi|hello|please|tell me|do you know)[, ]+)*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|hasn['’]?t|haven['’]?t|won['’]?t|whether|if)\b`)
	// embedded matches the question inside "did they say when", embeddedIn that
	// inside "what did they say about how many".
	embedded   = regexp.MustCompile(`(?i)\b(?:say|says|said|tell|know|clear|announced?|specify|state|mention|agree|decide|reveal|remember)\b(?: (?:me|us|on|in|at|by|for|since|until|exactly|anything)\b)* (?:about |on )?(when|where|who|whom|how (?:many|much|long|big|old|far|often))\b`)
	embeddedIn = regexp.MustCompile(`(?i)\b(?:say|said|tell|told|know|announce|mention|reveal|comment)\b(?: anything)? (?:about|on) (when|where|who|whom|how (?:many|much|long|big|old|far|often))\b`)
	quantityRE = regexp.MustCompile(`(?i)^how (?:many|much|long|big|large|old|far|often|high|tall|fast|deep|wide|heavy|strong|few)\b`)
	soonRE     = regexp.MustCompile(`(?i)^how (?:soon|recently)\b`)

	sidesRE  = regexp.MustCompile(`(?i)\b(?:differ\w*|compar\w*|contrast\w*|disagree\w*|contradict\w*|versus|vs|conflicting|(?:both|either) sides?|respective(?:ly)?|on the other hand|every report|(?:the|what) (?:various |other )?(?:reports|outlets|papers|newspapers|sources|accounts|articles)|in common)\b`)
	eachRE   = regexp.MustCompile(`(?i)\beach (?:report|outlet|paper|newspaper|source|account|article|side|one|party|of)\b`)
	eachWord = regexp.MustCompile(`(?i)\beach\b`)
	// twoRE matches the second of two questions in one.
	twoRE = regexp.MustCompile(`(?i)\band (?:on |in |at |by |to |from )?(?:who|whom|when|where|what|which|how|why)\b`)
	allRE = regexp.MustCompile(`(?i)\b(?:list|what are all|name all|everything|all of the)\b`)
)

// nouns say what is asked for behind "what" and "which", or in a question
// without a question word: "date of the talks".
var nouns = map[kind]map[string]bool{
	kindNumber: lexicon.Set(`number percentage share proportion amount magnitude price sum size age speed score count toll cost length height weight distance total`),
	kindWhen:   lexicon.Set(`date dates day days weekday year month time deadline`),
	kindWhere:  lexicon.Set(`place city cities town country state address hospital hospitals prison venue building airport province region street location whereabouts`),
	kindWho: lexicon.Set(`man men woman women person people official officials minister ministers president judge coach scholar lawyer senator governor lawmaker
		politician politicians leader leaders adviser advisor spokesman spokeswoman spokesperson researcher scientist journalist author player archbishop bishop mayor
		candidate actor actress singer director professor expert`),
}

// kindOf reads the kind off the question word and the noun behind it.
func kindOf(text string) kind {
	if m := embeddedIn.FindStringSubmatch(text); m != nil {
		return kindOfWord(m[1], "")
	}
	if yesNoRE.MatchString(text) {
		if m := embedded.FindStringSubmatch(text); m != nil {
			return kindOfWord(m[1], "")
		}
		return kindYesNo
	}
	if m := askRE.FindStringSubmatchIndex(text); m != nil {
		return kindOfWord(text[m[2]:m[3]], text[m[2]:])
	}
	for _, w := range firstWords(text, 4) { // "date of the talks"
		if k := kindOfNoun(w.Text); k != kindOther && k != kindWho {
			return k
		}
	}
	return kindOther
}

func firstWords(text string, n int) []retrieval.Word {
	words := retrieval.Words(text)
	return words[:min(n, len(words))]
}

// kindOfWord is the kind of a question from its question word on.
func kindOfWord(word, question string) kind {
	switch word = strings.ToLower(word); word {
	case "who", "whom", "whose":
		return kindWho
	case "when":
		return kindWhen
	case "where":
		return kindWhere
	case "what", "which":
		return kindOfAsked(retrieval.Words(question)[1:])
	}
	switch how := word + strings.TrimPrefix(strings.ToLower(question), word); {
	case strings.HasPrefix(how, "how long"):
		return kindLong
	case quantityRE.MatchString(how):
		return kindNumber
	case soonRE.MatchString(how):
		return kindWhen
	}
	return kindOther
}

// kindOfAsked is the kind of the noun that the words behind "what" ask for:
// "what was the final score", but not "what did the people" or "which state
// companies".
func kindOfAsked(words []retrieval.Word) kind {
	content := false
	for i, w := range words[:min(len(words), 6)] {
		lower := strings.ToLower(w.Text)
		switch {
		case w.Content && kindOfNoun(lower) != kindOther && !nounAfter(words[i+1:]):
			return kindOfNoun(lower)
		case w.Content:
			content = true
		case content || !quantity[lower] && (i > 1 || !linking[lower]):
			return kindOther
		}
	}
	return kindOther
}

// nounAfter reports whether the next word is likely a noun, to which the one
// before belongs.
func nounAfter(words []retrieval.Word) bool {
	if len(words) == 0 || !words[0].Content {
		return false
	}
	next := strings.ToLower(words[0].Text)
	return plural(next) || kindOfNoun(next) != kindOther
}

func kindOfNoun(word string) kind {
	for _, k := range []kind{kindNumber, kindWhen, kindWhere, kindWho} {
		if nouns[k][strings.ToLower(word)] {
			return k
		}
	}
	return kindOther
}

// linking are the verbs that may stand between "what" and what it asks for.
var linking = lexicon.Set(`is are was were`)

// several reports whether a question asks for a list: "which measures", "name
// the countries".
func several(words []retrieval.Word, text string) bool {
	if allRE.MatchString(text) || twoRE.MatchString(text) {
		return true
	}
	for i, w := range words {
		switch strings.ToLower(w.Text) {
		case "which", "what", "name", "give":
			for _, next := range words[i+1 : min(len(words), i+4)] {
				if next.Content && plural(strings.ToLower(next.Text)) {
					return true
				}
				if !next.Content && !quantity[strings.ToLower(next.Text)] {
					break
				}
			}
		}
	}
	return false
}

// quantity are the words that may stand between "which" and what it asks for.
var quantity = lexicon.Set(`me all the of these those other two some any`)

// plural reports whether a word is the plural of a noun, as far as its letters tell.
func plural(word string) bool {
	switch word {
	case "people", "men", "women", "children", "police":
		return true
	case "news", "happens", "makes", "means", "matters", "causes", "comes", "goes", "keeps", "wants", "his", "series", "status", "crisis", "us":
		return false
	}
	return len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us")
}

// surnames are names that look like words without content.
var surnames = lexicon.Set(`May Will Do More Most Down`)

// names are the runs of words written like names.
func names(text string, words []retrieval.Word, proper func(string) bool) []name {
	var out []name
	var cur name
	flush := func() {
		if len(cur.words) > 0 {
			out = append(out, cur)
		}
		cur = name{}
	}
	isName := func(w retrieval.Word) bool { return w.Capital || w.Content && proper(retrieval.Fold(w.Text)) }
	for i, w := range words {
		open, between := len(cur.words) > 0, ""
		if open {
			between = strings.TrimSpace(text[cur.end:w.Start])
		}
		switch {
		case open && isName(w) && (between == "" || between == "."), open && surnames[w.Text] && between == "":
			cur.words = append(cur.words, retrieval.Fold(w.Text))
			cur.end = w.End
		case isName(w):
			flush()
			cur = name{[]string{retrieval.Fold(w.Text)}, w.Start, w.End}
		case open && voice.Joins(w.Text) && between == "" && i+1 < len(words) && isName(words[i+1]):
			cur.end = w.End
		default:
			flush()
		}
	}
	flush()
	return out
}
