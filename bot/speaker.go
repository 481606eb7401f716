package bot

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/retrieval"
)

const sayings = `(?:sa(?:y|id|ying)|tell|told|claim|argue|state|call|describe|comment|think|stress|warn|announce|promise|explain|justify|react|respond|insist|admit|deny|tweet|write|written|remember|urge|threaten|accuse|criticise|criticize|praise|make|put|reply|declare|suggest|propose|demand|want|expect|predict|note|point)(?:s|es|d|ed|ing)?`

var (
	didSay      = regexp.MustCompile(`(?i)\b(?:did|does|do|has|have|had|would|will|was|were|is|are)\s+((?:\S+\s+){0,7}?\S+?)\s+(?:each\s+|both\s+|\w+ly\s+)?` + sayings + `\b`)
	accordingTo = regexp.MustCompile(`(?i)\b(?:according to|words of|quotes? (?:of|by|from)|statements? (?:of|by|from)|reactions? (?:of|from)|opinion of|views? of|responses? (?:of|from))\s+([^,;?]+)`)
	ownWords    = regexp.MustCompile(`(?i)(\S+(?:\s+\S+){0,3}?)['’]s?\s+(?:exact |own |full |direct |precise )?(?:quotes?|words?|statements?|comments?|remarks?|reaction|response|view|opinion|position|take|tweet|description|explanation)\b`)
)

// sayingRE matches a verb of saying by itself.
var sayingRE = regexp.MustCompile(`(?i)^` + sayings + `$`)

// speakersAsked are those of the names whose words a question asks for: "what
// did X and Y say about Z", "X's quote on Z", "the exact words of X".
func speakersAsked(text string, names []name) []name {
	for _, re := range []*regexp.Regexp{didSay, ownWords, accordingTo} {
		m := re.FindStringSubmatchIndex(text)
		if m == nil || re == didSay && (clause.MatchString(text[m[2]:m[3]]) || rings(text, m[3]) || callsOff.MatchString(text[m[3]:]) || acts(text, m[3])) {
			continue
		}
		inside := slices.DeleteFunc(slices.Clone(names), func(n name) bool { return n.start < m[2] || n.end > m[3] })
		if re == accordingTo && len(inside) > 0 { // "according to X at the trial": from the first on
			end := 1
			for end < len(inside) && joined.MatchString(text[inside[end-1].end:inside[end].start]) {
				end++
			}
			return inside[:end]
		}
		// "did the Ministry's Jane Doe and John Roe say": up to the last, before the verb
		last, end := len(inside)-1, subjectEnd(text, m[2], m[3], inside)
		if strings.HasSuffix(text[m[2]:end], ",") { // "did Ushakov, an aide to Putin, say"
			for last > 0 && text[inside[0].end] == ',' {
				last--
			}
		}
		for last >= 0 && inside[last].end < end && text[inside[last].end] != ',' && !office.MatchString(text[inside[last].end:end]) {
			last--
		}
		if last < 0 {
			continue
		}
		if o := office.FindString(text[inside[last].end:end]); o != "" {
			n := &inside[last]
			*n = name{append(slices.Clone(n.words), retrieval.Folded(strings.TrimPrefix(strings.TrimPrefix(o, "'s"), "’s"))...), n.start, n.end + len(o)}
		}
		first := last
		for first > 0 && joined.MatchString(text[inside[first-1].end:inside[first].start]) {
			first--
		}
		return inside[first : last+1]
	}
	return nil
}

// subjectEnd is where the subject ends that from:to holds: before the words without content
// that aren't of a name and stand between it and its verb, such as the "not" of "did Biden
// not want".
func subjectEnd(text string, from, to int, names []name) int {
	for _, w := range slices.Backward(retrieval.Words(text[from:to])) {
		inName := slices.ContainsFunc(names, func(n name) bool { return n.start < from+w.End && from+w.Start < n.end })
		if w.Content || inName {
			break
		}
		to = from + len(strings.TrimRight(text[from:from+w.Start], " "))
	}
	return to
}

// rings reports whether a question asks when or why somebody called another, not what they
// called them or called for; subject is where the one who calls ends.
func rings(text string, subject int) bool {
	m := calling.FindStringSubmatch(text[subject:])
	return m != nil && m[1] == "" && whenOrWhy.MatchString(text)
}

// acts reports whether a question asks what somebody makes or puts, which isn't words;
// subject is where the one who does ends.
func acts(text string, subject int) bool {
	m := acting.FindStringSubmatch(text[subject:])
	switch {
	case m == nil:
		return false
	case strings.EqualFold(m[1], "put"):
		return m[2] == ""
	}
	return !madeInWords.MatchString(text)
}

var (
	acting      = regexp.MustCompile(`(?i)^\s+(?:each\s+|both\s+|\w+ly\s+)?(make|put)\w*\b(\s+it\b)?`)
	madeInWords = regexp.MustCompile(`(?i)\b(?:make of|(?:statement|comment|claim|remark|clear|point|case|argument|proposal|suggestion|offer|promise|pledge|threat|demand|request|plea|appeal|complaint|accusation|allegation|charge|admission|announcement|apolog(?:y|ie)|prediction)s?)\b`)
)

var (
	calling = regexp.MustCompile(`(?i)^\s+call(?:s|ed|ing)?\b(\s+for\b)?`)
	// callsOff matches the verb that stops something: "call the talks off".
	callsOff  = regexp.MustCompile(`(?i)^\s+call(?:s|ed|ing)?\s(?:[\w’'-]+\s+){0,6}?off(?:[\s,.?!]|$)`)
	whenOrWhy = regexp.MustCompile(`(?i)^\W*(?:why|when|where|how (?:often|many times|long ago))\b`)
)

// clause matches a word that begins a clause of its own.
var clause = regexp.MustCompile(`(?i)\b(?:when|while|where|that|which|who|whom|if|because|after|before|since|until)\b`)

// office matches the common nouns by which somebody is asked about through a
// name: "Chauvin's lawyer", "the Louisiana governor".
var office = regexp.MustCompile(`^(?:['’]s?)?(?: [a-z-]+){1,2}$`)

// joined matches what stands between two who are asked together.
var joined = regexp.MustCompile(`(?i)^\W*(?:and|or|,)?\W*(?:to |from |by )?(?:the |mr |mrs |ms )?$`)
