package claim

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// A termKind is what a term of a sentence is for the check of a claim.
type termKind int

const (
	termMark     termKind = iota // punctuation
	termFunction                 // says nothing by itself
	termContent
	termName
	termNumber
)

// A term is a word of a claim or of a sentence that it is checked against.
type term struct {
	text, folded string
	kind         termKind
	// value is the canonical form of a number, date or name: "50", "month 1",
	// "camp us".
	value string
	// light is a word that a paraphrase may add or leave out.
	light bool
	// negated says that a word before it denies it, first that it is what that
	// word stands before.
	negated, negatedFirst bool
	// clause counts the parts of the sentence between its marks and conjunctions.
	clause int
	// known says that the coverage writes it with a capital only.
	known bool
	// of is the folded country of a currency whose sign or code says it.
	of string
	// quoted says that it stands between quotation marks, owns that it has an 's.
	quoted, owns bool
	// word is where it stands among the words that are parsed; tag, head, a term or
	// noTerm, and relation are what the parse says of it.
	word          int
	tag, relation string
	head          int
}

type terms []term

var (
	thousandsRE = regexp.MustCompile(`(\d)[,  ](\d{3})\b`)
	minusRE     = regexp.MustCompile(`(^|[\s(])[-−–](\d)`)
	boundRE     = regexp.MustCompile(`[<>≤≥] ?[$€£¥]?\d`)
	fractionRE  = regexp.MustCompile(`\d?[` + vulgar + `]`)
	ofLettersRE = regexp.MustCompile(`\b((?:[A-Z]\.){2,})`)
	unitRE      = regexp.MustCompile(`\b(\d+(?:\.\d+)?)(km|kg|mph|bn|mn|m|M|B|k|th|st|nd|rd)\b`)
	ordinalRE   = regexp.MustCompile(`^\d+(?:st|nd|rd|th)$`)
	numeralRE   = regexp.MustCompile(`^\d+(?:\.\d+)?$`)
	plusRE      = regexp.MustCompile(`(\d)\+`)
	rangeRE     = regexp.MustCompile(`(\d)[-–—](\d)`)
)

var units = map[string]string{"km": " kilometers", "kg": " kilograms", "mph": " miles", "bn": " billion", "mn": " million", "m": " million", "M": " million", "B": " billion", "k": " thousand"}

// vulgar are the signs of fractions.
const vulgar = "½¼¾⅓⅔⅛⅜⅝⅞"

var (
	boundSigns = map[string]string{"<": "under", ">": "over", "≤": "at most", "≥": "at least"}
	fractions  = map[string]string{"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".333", "⅔": ".667", "⅛": ".125", "⅜": ".375", "⅝": ".625", "⅞": ".875"}
)

// plainText writes what is written in several ways in one.
func plainText(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‑", "-", "‐", "-", ", for its part,", "", ", for his part,", "", ", for her part,", "", ", in turn,", "", "at no charge", "free of charge", "at no cost", "free of charge", "without charge", "free of charge", "leaves no doubt", "makes clear", "left no doubt", "made clear", "no doubt", "certainly", "in favour of", "favouring", "in favor of", "favouring", "in favour", "favouring", "in favor", "favouring", "per cent", "percent", "%", " percent ", "°C", " degrees Celsius", "°F", " degrees Fahrenheit", "°", " degrees ", "[", "", "]", "", "White House", "White-House",
		"Democratic People's Republic of Korea", "North Korea", "DPRK", "North Korea", "Republic of Korea", "South Korea", "ROK", "South Korea",
		"United States of America", "United-States", "United States", "United-States", "United Kingdom", "United-Kingdom", "European Union", "European-Union",
		"Latin America", "Latin-America", "South America", "South-America", "Central America", "Central-America", "North America", "North-America", "Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms ", "Dr. ", "Dr ").Replace(s)
	s = thousandsRE.ReplaceAllString(s, "$1$2")
	s = thousandsRE.ReplaceAllString(s, "$1$2")
	s = minusRE.ReplaceAllString(s, "${1}minus $2")
	s = boundRE.ReplaceAllStringFunc(s, func(m string) string {
		sign := string(firstRune(m))
		return " " + boundSigns[sign] + " " + m[len(sign):]
	})
	s = fractionRE.ReplaceAllStringFunc(s, func(m string) string {
		whole := strings.TrimRight(m, vulgar)
		if m == "½" {
			return " half "
		}
		return cmp.Or(whole, "0") + fractions[m[len(whole):]]
	})
	s = currencyRE.ReplaceAllStringFunc(s, func(m string) string {
		sign := strings.TrimLeftFunc(m, unicode.IsLetter)
		name := " " + currencyNames[cmp.Or(sign, m)]
		if country := countries[strings.TrimSuffix(m, sign)]; country != "" {
			name += countryMark + country
		}
		return name + " "
	})
	s = plusRE.ReplaceAllString(s, "$1 plus ")
	s = rangeRE.ReplaceAllString(s, "$1 to $2")
	s = ofLettersRE.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, ".", "") + " " })
	return unitRE.ReplaceAllStringFunc(s, func(m string) string {
		i := strings.IndexFunc(m, unicode.IsLetter)
		if u := units[m[i:]]; u != "" {
			return m[:i] + u
		}
		return m
	})
}

// terms reads a sentence for the check of claims, unparsed.
func (k *Checker) terms(s string) terms {
	out, _ := k.readTerms(s)
	return out
}

// readTerms reads a sentence for the check of claims: its terms, and the words and
// marks that a parser is to see.
func (k *Checker) readTerms(s string) (terms, []string) {
	var out terms
	var words []string
	quote, clause := false, 0
	toks := voice.Tokens(plainText(s))
	for i, t := range toks {
		text := strings.TrimSuffix(t.Text, ".")
		if text == `"` {
			quote = !quote
			words = append(words, text)
			continue
		}
		if r := firstRune(t.Text); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if t.Text != "(" && t.Text != ")" {
				clause++
			}
			out = append(out, term{text: t.Text, folded: t.Text, kind: termMark, clause: clause, quoted: quote, word: len(words)})
			words = append(words, t.Text)
			continue
		}
		text, of := currencyOf(text)
		for n, part := range hyphened(text) {
			if n > 0 {
				words = append(words, "-")
			}
			word := len(words)
			words = append(words, treebankWords(part)...)
			if t.Owns {
				words = append(words, "'")
			}
			part, owns := strings.CutSuffix(part, "'s")
			folded := retrieval.Fold(part)
			if folded == "" {
				continue
			}
			if parts[folded] && len(out) > 0 {
				clause++
			}
			x := term{text: part, folded: folded, clause: clause, quoted: quote, owns: owns, of: of, word: word}
			x.kind, x.value = k.kindOfTerm(x, len(out) == 0 || out[len(out)-1].kind == termMark && out[len(out)-1].text == ".", toks, i)
			x.known = x.kind == termName && k.coverage.Vocabulary().IsName(folded)
			x.light = lightWords[folded] || voice.Title(folded) && x.kind == termContent
			out = append(out, x)
		}
	}
	out = out.joinNumbers().signed().joinPhrasals()
	out.negate()
	return out, words
}

// parts are the words at which another clause begins.
var parts = lexicon.Set(`if unless while whereas although though because but which who whom whose where when that and`)

// hyphened parts a word at its hyphens where the parts are words of their own.
func hyphened(w string) []string {
	if !strings.Contains(w, "-") {
		return []string{w}
	}
	lower := strings.ToLower(w)
	if jointNames[lower] {
		return []string{w}
	}
	first, _, _ := strings.Cut(lower, "-")
	switch first {
	case "de", "re", "non", "anti", "pre", "ex", "un":
		if unicode.IsLower(firstRune(w[len(first)+1:])) && w[:len(first)] != strings.ToUpper(w[:len(first)]) {
			return []string{w}
		}
	}
	return strings.FieldsFunc(w, func(r rune) bool { return r == '-' })
}

var jointNames = lexicon.Set(`white-house united-states united-kingdom european-union covid-19 sars-cov-2 latin-america south-america central-america north-america`)

// kindOfTerm says what a word is; first says that it begins a sentence.
func (k *Checker) kindOfTerm(x term, first bool, toks []voice.Token, at int) (termKind, string) {
	if v, ok := numberOf(x.folded); ok {
		return termNumber, v
	}
	upper := unicode.IsUpper(firstRune(x.text)) && !contracted(x.folded)
	if m := monthTerms[strings.TrimSuffix(x.folded, ".")]; m > 0 && upper && (x.folded != "may" && x.folded != "march" || nearDigit(toks, at)) {
		return termNumber, "month " + strconv.Itoa(m)
	}
	if upper && x.text != "I" {
		if c := campOfWord(x.folded, x.text); c != "" {
			return termName, "camp " + c
		}
		known := k.coverage.Vocabulary().IsName(x.folded)
		switch {
		case voice.Title(x.folded):
			return termContent, ""
		case !first && !voice.Common(x.folded) && !functionWords[x.folded], first && known && !voice.Common(x.folded):
			return termName, x.folded
		case first && !voice.Common(x.folded) && !functionWords[x.folded] && !lexicon.Known(x.folded):
			return termName, x.folded
		case dayTerms[x.folded]:
			return termName, x.folded
		}
	}
	if functionWords[x.folded] || contracted(x.folded) || len(retrieval.Words(x.text)) == 1 && !retrieval.Words(x.text)[0].Content && !keptWords[x.folded] {
		return termFunction, ""
	}
	return termContent, ""
}

// contracted reports whether a word is a function word with a verb drawn to it: "there'll".
func contracted(folded string) bool {
	word, verb, ok := strings.Cut(folded, "'")
	return ok && functionWords[word] && (verb == "ll" || verb == "d" || verb == "ve" || verb == "re" || verb == "s")
}

func nearDigit(toks []voice.Token, i int) bool {
	return i > 0 && unicode.IsDigit(firstRune(toks[i-1].Text)) || i+1 < len(toks) && unicode.IsDigit(firstRune(toks[i+1].Text))
}

// campOfWord is the government that a word names, its country or seat.
func campOfWord(folded, text string) string {
	switch folded {
	case "us":
		if text != "US" {
			return ""
		}
	case "usa", "america":
		return "us"
	}
	if c := voice.Country(folded); c != "" {
		return c
	}
	return voice.Seat(folded)
}

var monthTerms = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("january february march april may june july august september october november december") {
		m[w] = i + 1
		m[w[:3]] = i + 1
	}
	m["sept"] = 9
	return m
}()

var (
	dayTerms = lexicon.Set(`monday tuesday wednesday thursday friday saturday sunday`)
	// functionWords say nothing that a claim could get wrong by themselves; those
	// that can (not, all, more, before) have checks of their own.
	functionWords = lexicon.Set(`a an the this that these those it its he him his she her hers they them their theirs we us our i my me you your who whom whose which what
		is are was were be been being am has have had having do does did done will would shall should can could may might must of in on at to from by with for
		about into over under between against during through as than and or but nor so if unless while when where because since until although though
		there here also too both either not no never none neither nobody nothing very just still again only own such another other others
		each every all any some more most less least few fewer many much several how why then now today yesterday tomorrow whether upon onto within without
		per via up down out off away back again further once ever however therefore thus moreover meanwhile furthermore otherwise according one ones
		himself herself itself themselves i'm it's he's she's they're don't doesn't didn't won't can't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't
		couldn't shouldn't cannot ago already yet even instead rather quite perhaps maybe reportedly allegedly apparently mr mrs ms dr including among amid
		around toward towards across behind beyond near along anyone someone everyone everybody everything anything something like unlike due set
		whoever whatever whichever whenever wherever`)
	keptWords = lexicon.Set(`first second last ask`)
	// lightWords may be added or left out without changing what is claimed.
	lightWords = lexicon.Set(`say said says saying tell told tells state stated states note noted notes add added adds announce announced remark remarked comment commented
		mention mentioned explain explained indicate indicated report reported reports point pointed describe described according speak spoke spoken speaking
		talk talks talked call calls called conversation phone telephone leader leaders side sides counterpart counterparts pair people person persons men women man woman
		total number numbers amount time times day days thing things matter matters issue issues way part parts case cases country countries
		year month week take took taken takes make made makes making get got give gave given go went gone come came hold held use used have put bring brought set
		become became remain remained begin began start started keep kept let be turn turned include included including involve involved
		currently previously recently later earlier early late next past following followed follow follows previous upcoming planned own personally directly
		own certain various different particular particularly several especially respectively confirmed known statement interview press release
		situation event events action actions measure measures effort efforts need needed question topic subject
		would-be so-called new ahead whole entire overall main mainly primarily primary key important also-known name named want wanted wants
		seek seeks sought try tried tries last lasted lasts lasting happen happened place took-place due expected expect expects`)
)

// numberOf is the value of a word or numeral.
func numberOf(w string) (string, bool) {
	switch {
	case numeralRE.MatchString(w):
		if f, err := strconv.ParseFloat(w, 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64), true
		}
	case ordinalRE.MatchString(w):
		return w[:len(w)-2], true
	}
	if v := wordNumbers[w]; v != "" {
		return v, true
	}
	return "", false
}

var wordNumbers = func() map[string]string {
	m := map[string]string{}
	for w := range strings.FieldsSeq(lexicon.NumberWords) {
		m[w] = lexicon.Number(w)
	}
	for i, w := range strings.Fields("thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		m[w] = strconv.Itoa(13 + i)
	}
	for _, w := range strings.Fields("hundred thousand million billion") {
		m[w+"s"] = "some " + w
	}
	for i, w := range strings.Fields("second third fourth fifth sixth seventh eighth ninth tenth") {
		m[w] = "ordinal " + strconv.Itoa(i+2)
	}
	m["half"], m["quarter"], m["dozen"], m["dozens"], m["trillion"], m["twice"], m["zero"] = "half", "quarter", "12", "some dozen", "1000000000000", "2", "0"
	return m
}()

var scales = lexicon.Set("hundred thousand million billion trillion")

// tens are the words for numbers that another joins with a hyphen: "sixty-six".
var tens = lexicon.Set("twenty thirty forty fifty sixty seventy eighty ninety")

// joinNumbers makes one term of "sixty-six", of "1.6 million" and of "a hundred", and 20
// years of two decades, ten of "a decade".
func (s terms) joinNumbers() terms {
	var out terms
	for _, x := range s {
		n := len(out)
		v := wordNumbers[x.folded]
		if x.folded == "one" {
			v = "1"
		}
		if len(v) == 1 && n > 0 && tens[out[n-1].folded] && x.word-out[n-1].word <= 2 {
			out[n-1].value = out[n-1].value[:1] + v
			out[n-1].text += "-" + x.text
			continue
		}
		if n > 1 && scales[x.folded] && out[n-1].folded == "a" && out[n-2].folded == "half" {
			n--
			out = out[:n] // half a million
		}
		if scales[x.folded] && n > 0 && out[n-1].folded == "half" {
			out[n-1].value = "0.5"
		}
		if scales[x.folded] && n > 0 && out[n-1].kind == termNumber {
			a, err1 := strconv.ParseFloat(out[n-1].value, 64)
			c, err2 := strconv.ParseFloat(x.value, 64)
			if err1 == nil && err2 == nil {
				out[n-1].value = strconv.FormatFloat(a*c, 'f', -1, 64)
				out[n-1].text += " " + x.text
				continue
			}
		}
		if k := out.hundreds(x); k > 0 {
			a, _ := strconv.ParseFloat(out[k-1].value, 64)
			b, _ := strconv.ParseFloat(x.value, 64)
			out[k-1].value = strconv.FormatFloat(a+b, 'f', -1, 64)
			out[k-1].text += " and " + x.text
			out = out[:k]
			continue
		}
		if (x.folded == "decade" || x.folded == "decades") && n > 0 {
			if last := &out[n-1]; last.folded == "a" && x.folded == "decade" {
				last.kind, last.value = termNumber, "10"
				x.folded = "years"
			} else if v, err := strconv.ParseFloat(out[n-1].value, 64); err == nil && out[n-1].kind == termNumber {
				out[n-1].value = strconv.FormatFloat(10*v, 'f', -1, 64)
				x.folded = "years"
			}
		}
		out = append(out, x)
	}
	return out
}

// signed gives a number the sign of the "minus" before it or the "below zero" behind.
func (s terms) signed() terms {
	var out terms
	for i, x := range s {
		n := len(out)
		minus := n > 0 && out[n-1].folded == "minus" && !(n > 1 && out[n-2].kind == termNumber && !strings.HasPrefix(out[n-2].value, "month")) // five minus 20
		if _, err := strconv.ParseFloat(x.value, 64); x.kind == termNumber && err == nil && (minus || s.belowZero(i+1)) {
			x.value = "-" + x.value
			if minus {
				x.text = "minus " + x.text
				out = out[:n-1]
			}
		}
		if x.folded == "zero" && n > 0 && out[n-1].folded == "below" {
			x.kind, x.value = termFunction, ""
		}
		out = append(out, x)
	}
	return out
}

// belowZero reports whether "degrees below zero" or the like stands at i.
func (s terms) belowZero(i int) bool {
	for end := min(i+2, len(s)-2); i < end && s[i].folded != "below"; i++ {
	}
	return i+1 < len(s) && s[i].folded == "below" && (s[i+1].folded == "zero" || s[i+1].folded == "freezing")
}

// hundreds is the number of terms with which a number of hundreds or thousands in words
// ends to which a number below a hundred in words belongs: "three hundred and eighty"; else 0.
func (s terms) hundreds(x term) int {
	k := len(s)
	if k > 1 && s[k-1].folded == "and" {
		k--
	}
	v, err := strconv.ParseFloat(x.value, 64)
	if k == 0 || x.kind != termNumber || err != nil || v >= 100 || wordNumbers[x.folded] == "" || s[k-1].kind != termNumber || k == len(s) && x.word-s[k-1].word > 2 {
		return 0
	}
	if text := s[k-1].text; !strings.HasSuffix(text, " hundred") && !(k < len(s) && strings.HasSuffix(text, " thousand")) {
		return 0
	}
	return k
}

func (s terms) has(words map[string]bool) bool {
	return slices.ContainsFunc(s, func(x term) bool { return words[x.folded] })
}

// Calendar reports whether a folded word names a day of the week or a month.
func Calendar(word string) bool { return dayTerms[word] || monthTerms[word] > 0 }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
