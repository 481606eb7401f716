package bot

import (
	"regexp"
	"strings"
	"unicode"

	"cuttings/retrieval"
)

// An attribution says who speaks in a sentence.
type attribution struct {
	// speaker is the phrase of the report that names who speaks, folded: "kremlin
	// press secretary dmitry peskov"; empty when the report itself does.
	speaker string
	// display is the name in it as the sentence writes it; empty if it only says "he".
	display string
}

// has reports whether the speaker's phrase holds the last word of a name, or
// the whole of a name in another form ("the Kremlin" for "Russia").
func (a attribution) has(n name) bool {
	if len(n) == 0 || a.speaker == "" {
		return false
	}
	for w := range strings.FieldsSeq(a.speaker) {
		if w == n[len(n)-1] {
			return true
		}
	}
	return false
}

const verbs = `(?:said|says|say|told|tells|added|adds|announced|announces|stated|states|claimed|claims|warned|warns|noted|notes|stressed|stresses|explained|explains|insisted|insists|argued|argues|called|calls|described|describes|reported|reports|wrote|writes|tweeted|tweets|denied|denies|confirmed|confirms|admitted|admits|urged|urges|acknowledged|acknowledges|commented|comments|replied|replies|suggested|suggests|promised|promises|vowed|vows|declared|declares|testified|remarked|remarks|emphasi[sz]ed|emphasi[sz]es|reiterated|reiterates|conceded|estimated|estimates|concluded|recalled|asserted|responded|responds|expressed|criticised|criticized|condemned|praised|accused|rejected|rejects|proposed|informed|signalled|signaled|outlined|thanked|agreed|disputed|believes|believed|thinks|thought|fears|expects|expected|predicted|demanded|threatened|pledged|observed|indicated|mentioned|continued|asked|pointed out|spoke of|made clear|made it clear|made a reservation|tweeting|saying|adding|noting|stating|warning|calling|claiming|stressing|arguing|dubbed|labelled|labeled|considers|considered|maintains|maintained|countered|quipped|joked|opined|went on|paid tribute|revealed|disclosed|characteri[sz]ed|defended|refused|appealed|cautioned|apologi[sz]ed)`

var (
	// "…," said Yuri Ushakov, an aide
	inverted = regexp.MustCompile(`(?:[,?!”"’'\x{2019}]\s*)` + verbs + `\s+((?:the |a |an )?[^,.;:“"”]{2,80})`)
	// Yuri Ushakov, an aide to the president, told reporters
	direct = regexp.MustCompile(`([^.;:“"”?!]{2,90}?)\s(?:has |have |had |also |later |then |further |furthermore |reportedly |previously |repeatedly |consistently |publicly |quickly |recently |\w+ly )*` + verbs + `\b`)
	// according to the White House; in the opinion of the White House
	accords = regexp.MustCompile(`(?i)\b(?:according to|in the (?:opinion|view|words) of|as (?:reported|stated|announced|told|put) by|(?:statement|press release|interview|speech|tweet|announcement) (?:\w+ )?(?:by|of|from|with|published on)|as) ((?:the |a |an )?[^,.;:“"”]{2,80})`)
	// the White House said … – as the White House put it –
	pronoun = regexp.MustCompile(`(?i)^\W*(?:\w+ly,? |but |and |however,? |in addition,? |also,? )*(he|she|they|it|the (?:official|adviser|advisor|spokes\w+|minister|president|leader|representative|diplomat|source|secretary|governor|mayor|judge|senator|researcher|scientist|professor|author|company|department|ministry|agency|statement|report|study))\b`)
)

// attribute finds who speaks in each of consecutive sentences of an article. A
// pronoun, or a quotation that goes on without a verb of saying, speaks with
// the voice of the sentence before.
func attribute(sentences []string) []attribution {
	out := make([]attribution, len(sentences))
	last, lastNamed, open := "", "", false
	for i, s := range sentences {
		who := speaking(s)
		inQuote := open
		open = quoteOpen(s, open)
		opens := strings.IndexAny(strings.TrimSpace(s), "“\"") == 0
		switch {
		case who == "" && (inQuote || opens) && last != "":
			who = last // a quotation that goes on, or follows its announcement
		case who != "" && !hasName(who) && lastNamed != "":
			who = retrieval.Fold(who) + " " + lastNamed // he said
		case who != "" && hasName(who):
			who = retrieval.Fold(who)
		default:
			who = retrieval.Fold(who)
		}
		out[i] = attribution{speaker: clean(who), display: displayName(speaking(s))}
		if who != "" {
			last = clean(who)
		} else if !opens && !inQuote {
			last = ""
		}
		if n := subject(s); n != "" {
			lastNamed = n
		}
	}
	// A quotation by itself may be announced by what follows: “…” said X.
	for i := len(out) - 2; i >= 0; i-- {
		t := strings.TrimSpace(sentences[i])
		if out[i].speaker == "" && strings.IndexAny(t, "“\"") == 0 && !strings.ContainsAny(t[len(t)-1:], "\"") && !strings.HasSuffix(t, "”") {
			out[i] = out[i+1]
		}
	}
	return out
}

// speaking is the phrases that name who speaks in a sentence, quotations left out.
func speaking(sentence string) string {
	plain := unquoted(sentence)
	var who []string
	add := func(re *regexp.Regexp) {
		for _, m := range re.FindAllStringSubmatch(plain, -1) {
			who = append(who, m[1])
		}
	}
	add(inverted)
	add(accords)
	add(direct)
	return strings.Join(who, " ")
}

// unquoted blanks what stands in double quotation marks.
func unquoted(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		switch r {
		case '“':
			in = true
			b.WriteRune('"')
		case '”':
			in = false
			b.WriteRune('"')
		case '"':
			in = !in
			b.WriteRune('"')
		default:
			if !in {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// quoteOpen reports whether a quotation is open at the end of a sentence.
func quoteOpen(s string, open bool) bool {
	for _, r := range s {
		switch r {
		case '“':
			open = true
		case '”':
			open = false
		case '"':
			open = !open
		}
	}
	return open
}

func hasName(s string) bool {
	for w := range strings.FieldsSeq(s) {
		r := []rune(strings.TrimLeft(w, "(“\"'‘"))
		if len(r) > 1 && unicode.IsUpper(r[0]) && !pronounWord[strings.ToLower(string(r))] {
			return true
		}
	}
	return false
}

var pronounWord = map[string]bool{"he": true, "she": true, "they": true, "it": true, "the": true, "a": true, "an": true, "in": true, "on": true, "but": true, "however": true, "this": true, "that": true, "we": true, "at": true, "also": true, "and": true, "when": true, "while": true, "after": true, "before": true, "as": true, "for": true, "there": true, "these": true, "those": true, "his": true, "her": true, "their": true, "its": true, "according": true, "furthermore": true}

// subject is the last name of a sentence's beginning, folded: whom "he" in the
// next sentence most likely means.
func subject(s string) string {
	words := retrieval.Words(unquoted(s))
	var names []string
	for i, w := range words {
		if i > 14 {
			break
		}
		r := []rune(w.Text)
		if unicode.IsUpper(r[0]) && w.Content && !pronounWord[strings.ToLower(w.Text)] {
			names = append(names, retrieval.Fold(w.Text))
		}
	}
	return strings.Join(names, " ")
}

// displayName is the name of who speaks in a phrase, as it is written: the one
// that ends it ("press secretary Jen Psaki"), or else the first of several words
// ("Yuri Ushakov, an aide to the Russian president"), or else the first.
func displayName(phrase string) string {
	var runs []string
	for _, m := range properName.FindAllString(phrase, -1) {
		first, rest, more := strings.Cut(m, " ")
		if pronounWord[strings.ToLower(first)] {
			if !more {
				continue
			}
			m = rest
		}
		if strings.HasSuffix(m, "'s") || strings.HasSuffix(m, "’s") {
			continue
		}
		runs = append(runs, m)
	}
	if len(runs) == 0 {
		return ""
	}
	if last := runs[len(runs)-1]; strings.HasSuffix(strings.TrimSpace(phrase), last) {
		return last
	}
	for _, r := range runs {
		if strings.Contains(r, " ") {
			return r
		}
	}
	return runs[0]
}

var properName = regexp.MustCompile(`\p{Lu}[\p{L}'’.-]*(?: (?:of |de |van |von |bin |al-)?\p{Lu}[\p{L}'’.-]*)*`)

// clean keeps the words of a phrase.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '&'
	}), " ")
}
