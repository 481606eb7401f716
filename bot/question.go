package bot

import (
	"regexp"
	"strings"

	"cuttings/retrieval"
)

// A kind is what a question asks for.
type kind int

const (
	kindOther kind = iota
	kindWho
	kindWhen
	kindNumber
	kindWhere
	kindYesNo
)

// A question is what code reads out of the words asked.
type question struct {
	text  string
	words []retrieval.Word
	kind  kind
	// said: it asks what somebody said, or for their words.
	said bool
	// speaker is who is asked to have said it, as names in the question; empty
	// when it doesn't ask that, or of nobody.
	speaker name
	// names are the names in the question, the speaker's among them.
	names []name
	// sides: it asks to compare, or what each of several says.
	sides bool
	// several: its answer is a list.
	several bool
}

// A name is the folded words of one name: "white house".
type name []string

func (n name) String() string { return strings.Join(n, " ") }

var (
	whoRE    = regexp.MustCompile(`(?i)^\W*(?:\w+ ){0,3}?(?:who|whose|whom|which (?:\w+ ){0,2}?(?:man|men|woman|women|person|people|official|minister|president|judge|coach|scholar|lawyer|senator|governor|spokes\w+|adviser|advisor|leaders?|politicians?))\b`)
	whenRE   = regexp.MustCompile(`(?i)\b(?:when|what (?:date|day|year|month|time)|which (?:date|day|year|month)|on (?:what|which) (?:date|day)|how (?:soon|recently)|since when|until when)\b`)
	numberRE = regexp.MustCompile(`(?i)\b(?:how (?:many|much|long|big|large|old|far|often|high|tall|fast|deep|wide|heavy|strong|few)|what (?:number|percentage|share|proportion|amount|magnitude|price|cost|sum|size|age|speed|score|toll)|(?:number|percentage|amount|count|toll|size|length|cost|price) of)\b`)
	whereRE  = regexp.MustCompile(`(?i)\b(?:where|(?:in|at|to|from) (?:what|which) (?:\w+ )?(?:place|city|town|country|state|address|hospital|prison|venue|building|airport|province|region|street|location)|(?:what|which) (?:place|city|town|country|venue|location|address))\b`)
	yesNoRE  = regexp.MustCompile(`(?i)^\W*(?:(?:so|and|but|ok|okay|well|hey|hi|hello|please|tell me|do you know)[, ]+)*(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|hasn['’]?t|haven['’]?t|won['’]?t|whether|if)\b`)
	sidesRE  = regexp.MustCompile(`(?i)\b(?:differ\w*|compar\w*|contrast\w*|disagree\w*|contradict\w*|versus|vs|conflicting|each|both sides|respective(?:ly)?|on the other hand|every report|the (?:various )?(?:reports|outlets|papers|sources|accounts)|in common)\b`)
	listRE   = regexp.MustCompile(`(?i)\b(?:which|what|list|name|give)(?: me)?(?: all| the| of the)*(?: \w+){0,2} (?:\w*[^s\W]s|people|men|women|children)\b|\b(?:list|what are all|name all|everything|all of the)\b`)
	saidRE   = regexp.MustCompile(`(?i)\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|claim\w*|argu\w+|stat(?:e|es|ed|ing|ement)|call(?:s|ed|ing)?|describ\w+|comment\w*|think|thinks|thought|stress\w*|warn\w*|announc\w+|promis\w+|explain\w*|justif\w+|react\w*|respon[ds]\w*|quot\w+|words?|remark\w*|view\w*|opinion|position|insist\w*|admit\w*|den(?:y|ies|ied)|tweet\w*|wr(?:ite|ote|itten)|respond\w*|remember\w*|rememb\w+|urg\w+|threat\w*|accus\w+|criticis\w+|criticiz\w+|prais\w+|tell|put it|according to)\b`)
	numeral  = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)
)

// analyse reads a question; names are found with the coverage's help: what it
// writes with a capital is a name in a question written without any.
func analyse(text string, words []retrieval.Word) question {
	q := question{text: text, words: words}
	q.said = saidRE.MatchString(text)
	q.sides = sidesRE.MatchString(text)
	q.several = listRE.MatchString(text)
	switch {
	case numberRE.MatchString(text):
		q.kind = kindNumber
	case whenRE.MatchString(text):
		q.kind = kindWhen
	case whereRE.MatchString(text):
		q.kind = kindWhere
	case whoRE.MatchString(text):
		q.kind = kindWho
	case yesNoRE.MatchString(text):
		q.kind = kindYesNo
	}
	q.names = names(text, words)
	if q.said {
		q.speaker = speakerAsked(text, words, q.names)
	}
	return q
}

// joins are the words inside a name that aren't written with a capital.
var joins = map[string]bool{"of": true, "de": true, "da": true, "di": true, "van": true, "von": true, "der": true, "la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true}

// names are the runs of words written like names.
func names(text string, words []retrieval.Word) []name {
	var out []name
	var cur name
	end := 0
	flush := func() {
		if len(cur) > 0 {
			out = append(out, cur)
		}
		cur = nil
	}
	for i, w := range words {
		between := ""
		if len(cur) > 0 {
			between = strings.TrimSpace(text[end:w.Start])
		}
		switch {
		case w.Capital && (len(cur) == 0 || between == "" || between == "."):
			cur = append(cur, retrieval.Fold(w.Text))
			end = w.End
		case w.Capital:
			flush()
			cur = name{retrieval.Fold(w.Text)}
			end = w.End
		case len(cur) > 0 && joins[w.Text] && between == "" && i+1 < len(words) && words[i+1].Capital:
			end = w.End
		default:
			flush()
		}
	}
	flush()
	return out
}

var (
	didSay      = regexp.MustCompile(`(?i)\b(?:did|does|do|has|have|had|would|will|was|were|is|are)\s+((?:\S+\s+){0,5}?\S+?)\s+(?:\w+ly\s+)?(?:sa(?:y|id|ying)|tell|told|claim|argue|state|call|describe|comment|think|stress|warn|announce|promise|explain|justify|react|respond|insist|admit|deny|tweet|write|written|remember|urge|threaten|accuse|criticise|criticize|praise|make|put|reply|declare|suggest|propose|demand|want|expect|predict|note|point)\w*\b`)
	accordingTo = regexp.MustCompile(`(?i)\b(?:according to|words of|quotes? (?:of|by|from)|statements? (?:of|by|from)|reaction of|opinion of|view of)\s+(.+)`)
	ownWords    = regexp.MustCompile(`(?i)(\S+(?:\s+\S+){0,3}?)['’]s?\s+(?:exact |own |full |direct |precise )?(?:quotes?|words?|statements?|comments?|remarks?|reaction|response|view|opinion|position|take|tweet|description|explanation)\b`)
)

// speakerAsked is the name whose words are asked for: "what did X say about Y",
// "X's quote on Y", "the exact words of X".
func speakerAsked(text string, words []retrieval.Word, names []name) name {
	for _, re := range []*regexp.Regexp{didSay, ownWords, accordingTo} {
		m := re.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		for _, n := range names {
			at := strings.Index(retrieval.Fold(text[m[2]:m[3]]), n[0])
			if at < 0 || re == accordingTo && at > 20 {
				continue
			}
			return n
		}
	}
	return nil
}

func foldedEqual(word, folded string) bool { return retrieval.Fold(word) == folded }
