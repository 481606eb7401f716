package bot

import (
	"regexp"
	"strings"
	"time"
	"unicode"
)

var (
	// toPeople matches a question among people: "are you coming", "shall we".
	toPeople = regexp.MustCompile(`(?i)\b(?:i|you|we|me|us|my|your|our|mine|yours|ours|i['’](?:m|ve|ll|d)|you['’](?:re|ve|ll|d)|we['’](?:re|ve|ll|d)|let['’]?s|anyone|anybody|someone|somebody|everyone|guys|folks)\b`)
	// ofTheBot matches the words by which a question is put to a machine.
	ofTheBot  = regexp.MustCompile(`(?i)^(?:(?:can|could|would|will) you (?:please )?(?:tell (?:me|us)|say|find(?: out)?|look up|check|explain)|(?:please )?tell (?:me|us)|do (?:you|we|they) know|any idea|remind (?:me|us)|(?:i|we) (?:wonder|want to know|(?:would|['’]d) like to know))\b[\s,:]*`)
	plainGist = regexp.MustCompile(`(?i)\b(?:` + gists + `|headlines|sum(?:mari[sz]e)?\b.*)(?:$|\W)`)
	opening   = regexp.MustCompile(`(?i)^(?:` + asking + `|(?:at|in|on|from|to|by|for|with|since|of|about|under|until) (?:what|which|whom?|when|how)\b)`)
	inverted  = regexp.MustCompile(`(?i)^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|hasn['’]?t|haven['’]?t|won['’]?t)\s+\S`)
	asksVerb  = regexp.MustCompile(`(?i)^(?:\S+ ){0,2}?(?:who|whom|what|when|where|why|how|which \w+|what \w+|how \w+(?: \w+)?|whose \w+)(?:['’](?:s|re|d|ll)| (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|might|must))\b`)
	saidOf    = regexp.MustCompile(`(?i)^who (?:said|says|told|called|met|will|won|led|leads|wants|wanted|asked|attended|signed|threatened|killed|wrote|announced|sought|initiated|proposed|rejected)\b`)
	followed  = regexp.MustCompile(`(?i)^(?:(?:and|but|so|also|then)\b[\s,]+)*(?:(?:what|how) about\b|and\b|but\b)`)
	// fragment matches what asks by its words alone, without a verb: "how about Peskov",
	// "since when", "how many soldiers", "who else". A suggestion isn't one: "how about lunch".
	fragment = regexp.MustCompile(`^(?i:(?:(?:and|but|so|also|then)\b[\s,]+)*)(?:` +
		`(?i:what|how) about (?:[tT]he )?\p{Lu}[\pL.'’&-]*(?: (?:of |the |de |and )?\p{Lu}[\pL.'’&-]*)*(?: (?:then|too))?|` +
		`(?i:what about the)(?: [\pL\pN'’-]+){1,4}|` +
		`(?i:(?:since|until|till|by|from|to|for|with|in|at|on|of) (?:when|whom?|where|what|which(?: [\pL'’-]+)?))|` +
		`(?i:(?:who|what|where|when) (?:else|exactly|precisely)|(?:why|how) (?:exactly|precisely|so))|` +
		`(?i:how (?:many|much|long|often|old|far|big|large|high|soon)(?: exactly|(?: [\pL'’-]+){0,3})))[\s.…]*$`)
	tagged = regexp.MustCompile(`(?i)[,\s](?:right|no|ok|okay|huh|eh|yes|yeah|isn['’]t it|innit|aren['’]t they|don['’]t they|doesn['’]t it|didn['’]t (?:he|she|they|it)|correct|agreed?)\W*$`)
)

// minStatement is the least number of words of a statement that is asked:
// "Putin threatened to break ties?"
const minStatement = 4

// IsQuestion reports whether a message that isn't addressed to the bot is
// plainly a question to it, as in a thread that it has answered in: one that has
// the form of a question and speaks to nobody else, or asks for a summary or for
// the sources. What people say to each other isn't: "are you coming?", "right?"
func IsQuestion(text string) bool {
	r := Read(text, time.Time{})
	switch {
	case strings.HasPrefix(r.Text, "@"):
		return false
	case r.Kind == SummaryRequest || r.Kind == SourcesRequest:
		// "Any updates?" may be meant for anybody.
		whole := r.Kind == SummaryRequest && r.Topic == "" && r.Since.IsZero()
		return !strings.Contains(r.Text, "\n") && !toPeople.MatchString(r.Topic) && (!whole || plainGist.MatchString(r.Text))
	case r.Kind != Question:
		return false
	}
	plain := strings.Join(strings.Fields(shortcode.ReplaceAllString(r.Text, " ")), " ")
	asked := politeHead.ReplaceAllString(politeTail.ReplaceAllString(plain, ""), "")
	marked := strings.HasSuffix(strings.TrimRightFunc(plain, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '?' }), "?")
	if cut := ofTheBot.ReplaceAllString(asked, ""); cut != asked {
		return marked || opening.MatchString(cut)
	}
	words := len(strings.Fields(asked))
	switch {
	case toPeople.MatchString(asked) || tagged.MatchString(asked):
		return false
	case !marked:
		return words > 2 && (asksVerb.MatchString(asked) || saidOf.MatchString(asked)) || words > 1 && fragment.MatchString(asked) && !dateRE.MatchString(asked)
	case strings.EqualFold(asked, "what"), strings.EqualFold(asked, "how"):
		return false
	}
	return opening.MatchString(asked) || inverted.MatchString(asked) || followed.MatchString(plain) || words >= minStatement
}
