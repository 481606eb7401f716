package voice

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// bylineRE matches a line that names who makes a statement, and as what: "Antony J.
// Blinken, Secretary of State".
var bylineRE = regexp.MustCompile(`^((?:[A-Z][\pL.'’-]* ){1,4}[A-Z][\pL'’-]+), (.{3,80})$`)

// titleRE matches the title of somebody's words: "Remarks by President Biden on Jobs".
var titleRE = regexp.MustCompile(`(?:Remarks|Statement|Address|Speech|Letter|Message|Testimony|Interview)(?: [Aa]s [Pp]repared for [Dd]elivery)? (?:[Bb]y|[Ff]rom|[Oo]f|[Ww]ith) (?:the )?((?:[A-Z][\pL.'’-]*(?: of)?(?: |$|[,:;]))+)`)

// titleGoesOn are words of a title with which something else begins than the name of whose
// words they are: "Statement by President Biden On Jobs".
var titleGoesOn = lexicon.Set(`on at in for to before after during about announcing regarding and with`)

// reporting are words for those who report, and for whom: what they sign isn't a statement.
var reporting = lexicon.Set(`editor reporter correspondent writer columnist contributor journalist staff bureau press news times post agency media`)

// signedRE matches the line of who signed a text: "JOSEPH R. BIDEN JR."
var signedRE = regexp.MustCompile(`^((?:[A-Z][A-Z.'’-]* ){1,3}[A-Z][A-Z'’-]+)(?:,? (?:JR|SR)\.?)?$`)

// bylineReach is among how many sentences of a report, from either end, a byline and a
// signature are looked for.
const bylineReach = 3

// attributableRE matches a line that says whose words follow: "The following is attributable
// to Spokesperson Ned Price:".
var attributableRE = regexp.MustCompile(`^The (?:text of the )?following (?:(?:joint )?statement )?(?:is attributable to|(?:is|was) (?:released|issued|made) by)(?: the)? (.+?)[.:]?$`)

// opinionRE matches the title of somebody's opinion, and byRE the line that says whose it is:
// "By Antony Blinken". What reporters sign so are reports.
var (
	opinionRE = regexp.MustCompile(`(?i)^(?:opinion|comment|commentary|column|op-ed|viewpoint|guest (?:essay|column|opinion)|letter to the editor)\s*[:|–—-]`)
	byRE      = regexp.MustCompile(`^[Bb][Yy] ((?:\p{Lu}[\pL.'’-]* ){1,3}\p{Lu}[\pL'’-]+)$`)
)

// An author makes the statement that an article consists of.
type author struct {
	// name is as the article writes it: "Antony J. Blinken", "President Biden". Of several
	// it is the first one's.
	name string
	// byline is all that the article says there of who they are: "Ned Price, Department
	// Spokesperson".
	byline string
}

// authorOf is who makes the statement that an article consists of, by its title, the line
// at its head or the name that it is signed with; the zero author if there is none.
func authorOf(title string, sentences []retrieval.Sentence) author {
	if who := titled(title); who.name != "" {
		return who
	}
	opinion := opinionRE.MatchString(title)
	for _, s := range sentences[:min(bylineReach, len(sentences))] {
		if m := byRE.FindStringSubmatch(strings.TrimSpace(s.Text)); m != nil && opinion {
			return author{m[1], m[1]}
		}
		if who := introduced(strings.TrimSpace(s.Text)); who.name != "" {
			return who
		}
	}
	for _, s := range sentences[max(0, len(sentences)-bylineReach):] {
		if m := signedRE.FindStringSubmatch(strings.TrimSpace(s.Text)); m != nil && !holdsOne(words(m[1]), reporting) {
			return author{inLowerCase(m[1]), inLowerCase(m[1])}
		}
	}
	return author{}
}

// introduced is whose words a line at the head of an article says that it is.
func introduced(line string) author {
	if m := bylineRE.FindStringSubmatch(line); m != nil && !strings.ContainsAny(m[2], ".!?") {
		if as := words(m[2]); holdsOne(as, titleWords) && !holdsOne(as, reporting) {
			return author{m[1], line}
		}
	}
	if m := attributableRE.FindStringSubmatch(line); m != nil {
		first, _, _ := strings.Cut(m[1], ",")
		if run := Names(first); len(run) > 0 {
			return author{run[len(run)-1], m[1]}
		}
	}
	if !strings.ContainsAny(line, ".!?:") {
		return titled(line) // Cover Message from Vice President Lindqvist
	}
	return author{}
}

// titled is whose words a title says that an article is: "President Biden" of "Remarks by
// President Biden on Jobs"; the zero author if it says no such thing, as "Blinken's Interview
// with" an anchor does.
func titled(title string) author {
	at := titleRE.FindStringSubmatchIndex(title)
	if at == nil {
		return author{}
	}
	if before := strings.TrimRight(title[:at[0]], " "); possessive(before) {
		return author{}
	}
	who := strings.Fields(title[at[2]:])
	for i, w := range who {
		if w = strings.ToLower(w); i > 0 && (titleGoesOn[w] || len(w) > 5 && strings.HasSuffix(w, "ing")) {
			who = who[:i]
			break
		}
	}
	byline := strings.Join(who, " ")
	name := strings.TrimSpace(title[at[2]:min(at[3], at[2]+len(byline))])
	if end := strings.IndexAny(name, ",:;"); end >= 0 {
		name = name[:end]
	}
	name = strings.TrimSuffix(name, " of")
	if !strings.Contains(name, " ") && !titleWords[strings.ToLower(name)] {
		return author{} // a letter of intent
	}
	if !strings.Contains(title[at[0]:at[2]], "Statement") {
		byline = name // who else speaks doesn't speak throughout
	}
	return author{name, byline}
}

// labelRE matches what stands before somebody's words in a transcript: "SECRETARY
// BLINKEN:", "Q ", and as Wikinews prints interviews "((Maria Lindqvist)) ".
var labelRE = regexp.MustCompile(`^(?:(\p{Lu}[\p{Lu}.'’-]*(?: \p{Lu}[\p{Lu}.'’-]*){0,4}): |(Q)[ \t]|\(\(([\pL .'’-]{2,40})\)\)\s)`)

// unnamedLabels are those of people whom a transcript doesn't name.
var unnamedLabels = lexicon.Set(`q question reporter moderator operator participant aide speaker interpreter audience member host`)

// minLabels is how many labelled paragraphs make a transcript. One doesn't: where others were
// lost, all that follows would be its speaker's.
const minLabels = 2

// labels are who speaks in each sentence by the labels of a transcript: empty where nobody
// named does. Nil if the sentences are none.
func labels(sentences []retrieval.Sentence, author string) []string {
	out := make([]string, len(sentences))
	people := untitled(sentences)
	found, now := 0, author
	for i, s := range sentences {
		if i == 0 || s.Passage != sentences[i-1].Passage {
			if m := labelRE.FindStringSubmatch(s.Text); m != nil {
				now = labelled(m[1]+m[2], author)
				if people[m[1]] {
					now = inLowerCase(m[1])
				}
				if label := words(m[1] + m[2]); m[3] != "" || people[m[1]] || holdsOne(label, titleWords) || holdsOne(label, unnamedLabels) {
					found++
				}
				if strings.Contains(m[3], " ") {
					now = m[3]
				}
			}
		}
		out[i] = now
	}
	if found < minLabels {
		return nil
	}
	return out
}

// untitled are the labels without a title that are people's names: those that stand behind a
// title elsewhere, "Ms. Ito", and those that recur and hold no common word.
func untitled(sentences []retrieval.Sentence) map[string]bool {
	var text strings.Builder
	times := map[string]int{}
	for i, s := range sentences {
		text.WriteString(s.Text + "\n")
		if m := labelRE.FindStringSubmatch(s.Text); m != nil && (i == 0 || s.Passage != sentences[i-1].Passage) {
			times[m[1]]++
		}
	}
	out := map[string]bool{}
	for label, n := range times {
		parts := words(label)
		if len(label) < 3 || holdsOne(parts, titleWords) || holdsOne(parts, unnamedLabels) {
			continue
		}
		common := slices.ContainsFunc(parts, func(w string) bool { return lexicon.Known(w) || openers[w] })
		out[label] = n > 1 && !common || behindTitle(text.String(), inLowerCase(label))
	}
	return out
}

// behindTitle reports whether a name stands somewhere in a text behind a title.
func behindTitle(text, name string) bool {
	for before, rest, ok := strings.Cut(text, " "+name); ok; before, rest, ok = strings.Cut(rest, " "+name) {
		title := strings.TrimSuffix(lastWord(before), ".")
		if after, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(after) && (titles[title] || titleWords[title]) {
			return true
		}
	}
	return false
}

// labelled is the name in a label; the author's for their office: THE PRESIDENT. It is empty
// for one without a title, which may be no person's: SUBJECT.
func labelled(label, author string) string {
	if !holdsOne(words(label), titleWords) {
		return ""
	}
	name := inLowerCase(strings.TrimPrefix(label, "THE "))
	if name != inLowerCase(label) && strings.Contains(retrieval.Fold(author), retrieval.Fold(name)) {
		return author
	}
	return name
}

// words are the folded words of a line, without the marks around them.
func words(line string) []string {
	return strings.FieldsFunc(retrieval.Fold(line), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",.'’-", r) })
}

func holdsOne(words []string, of map[string]bool) bool {
	return slices.ContainsFunc(words, func(w string) bool { return of[w] })
}

// inLowerCase is a name in capitals as it is written elsewhere: SECRETARY BLINKEN, O'NEIL-ROE.
func inLowerCase(s string) string {
	var b strings.Builder
	at := 0 // in the part of a word, in runes
	for _, r := range strings.Join(strings.Fields(s), " ") {
		if at > 0 {
			r = unicode.ToLower(r)
		}
		b.WriteRune(r)
		switch {
		case r == ' ' || r == '-', (r == '\'' || r == '’') && at == 1:
			at = 0
		default:
			at++
		}
	}
	return b.String()
}
