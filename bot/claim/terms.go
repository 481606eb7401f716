package claim

import (
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

func (s terms) has(words map[string]bool) bool {
	return slices.ContainsFunc(s, func(x term) bool { return words[x.folded] })
}

// Calendar reports whether a folded word names a day of the week or a month.
func Calendar(word string) bool { return dayTerms[word] || monthTerms[word] > 0 }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
