package voice

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// An antecedent is who was named last, so that "he" may mean them.
type antecedent struct {
	// name is as written; empty where several were named, or somebody without a name.
	name    string
	passage int
	// persons are the folded last words of the names of people so far.
	persons map[string]bool
}

// personal matches the pronouns by which a sentence goes on about somebody.
var personal = regexp.MustCompile(`(?i)\b(?:he|she|his|her|him|himself|herself)\b`)

// set makes a name the antecedent.
func (a *antecedent) set(name string, passage int) {
	a.name, a.passage = name, passage
	if name != "" && isPerson(name) {
		a.persons[lastWord(name)] = true
	}
}

// read takes from a sentence, without what it quotes, whom a pronoun behind it means: its
// subject if that is the one person whom it names, and who was named before if it goes on
// about them. Headings are passed over.
func (a *antecedent) read(s retrieval.Sentence, plain string) {
	if s.Heading {
		return
	}
	subject, others := a.named(plain)
	switch {
	case subject != "":
		a.set(subject, s.Passage)
	case others:
		a.set("", s.Passage)
	case personal.MatchString(plain), s.Passage == a.passage && !holdsOne(words(plain), unnamed):
		a.passage = s.Passage
	default:
		a.set("", s.Passage)
	}
}

// named is the person who is the subject of a sentence, if it names no other, and whether
// it names people besides the antecedent.
func (a *antecedent) named(plain string) (subject string, others bool) {
	at := 0
	for _, run := range Names(plain) {
		from := at + max(0, strings.Index(plain[at:], run))
		at = from + len(run)
		last := lastWord(strings.TrimSuffix(strings.TrimSuffix(run, "'s"), "’s"))
		alone := from == 0 && !strings.Contains(run, " ") && !lexicon.Known(strings.ToLower(run)) && camps.seat[last] == ""
		switch {
		case alone && a.name == "":
		case !a.persons[last] && !isPerson(run):
			others = others || alone
			continue
		case last == lastWord(subject), subject == "" && last == lastWord(a.name):
		case subject != "":
			return "", true
		}
		before := sentenceTokens(plain[:from])
		switch {
		case last == lastWord(subject):
		case subject == "" && (a.persons[last] || !lexicon.Verb(last) || titles[words(run)[0]]) && // but not Upper Big Branch Mine
			!possessive(run) && !before.verbIn(0, len(before)) && !before.is(len(before)-1, prepositions...):
			subject = run
		case last != lastWord(a.name):
			others = true
		}
	}
	return subject, others
}

// isPerson reports whether a name is a person's by how it is written: one of several words,
// or behind a title, that isn't a body's or a thing's.
func isPerson(name string) bool {
	fields := words(strings.ReplaceAll(name, "’s", ""))
	return len(fields) > 1 && !isBody(name) && !titleWords[fields[len(fields)-1]] && camps.country[fields[len(fields)-1]] == ""
}

// isBody reports whether a name is an organisation's, a government's or a thing's.
func isBody(name string) bool {
	if first, _, _ := strings.Cut(retrieval.Fold(name), " "); titles[strings.TrimSuffix(first, ".")] {
		return false
	}
	head := belongs.Split(retrieval.Fold(name), 2)[0]
	last := lastWord(strings.TrimSuffix(head, "'s"))
	return bodies[last] || camps.seat[last] != "" || camps.country[last] != "" || camps.seat[strings.ReplaceAll(head, " ", "-")] != ""
}

var belongs = regexp.MustCompile(` (?:of|for|from|to|in|at) `)

// severalSpeak reports whether the name of who speaks is that of several.
func severalSpeak(name string) bool {
	if strings.Contains(name, " and ") {
		return true
	}
	for i, w := range strings.Fields(name) {
		singular, plural := strings.CutSuffix(w, "s")
		if Group(strings.ToLower(w)) || plural && i > 0 && w == strings.ToLower(w) && lexicon.Known(singular) {
			return true
		}
	}
	return false
}

// otherOffice reports whether a phrase that points back names an office, and the source that it would
// mean another and not that: "the judge" isn't "Roe's lawyer Ann Poole".
func otherOffice(phrase, source string) bool {
	noun := lastWord(phrase)
	held := words(source)
	return soleOffices[noun] && holdsOne(held, soleOffices) && !slices.Contains(held, noun)
}

// soleOffices are words for an office of which nobody mostly holds two.
var soleOffices = lexicon.Set(`judge lawyer attorney prosecutor minister president governor mayor senator spokesman spokeswoman spokesperson ambassador`)

// mayMean reports whether a phrase that points back may mean somebody of a name, which is
// empty for those without one.
func mayMean(phrase, name string) bool {
	switch {
	case name == "":
		return true
	case ofSeveral.MatchString(phrase):
		return severalSpeak(name) || isBody(name)
	case ofBody.MatchString(phrase):
		return isBody(name) || !isPerson(name)
	}
	return !severalSpeak(name) && !isBody(name)
}

var (
	ofSeveral = regexp.MustCompile(`^(?:they|the two|the pair)$`)
	ofBody    = regexp.MustCompile(`^(?:it|the (?:company|ministry|agency|department|group|organi[sz]ation))$`)
)

// bodies are the last words of the names of organisations and of things.
var bodies = lexicon.Set(`government ministry department office administration company agency service institute university commission committee council court
	house parliament senate congress assembly board union party group association organization organisation bank fund college school hospital bureau authority
	force forces army navy police foundation society club team league press agency network statement report study letter website newspaper magazine
	nations states kingdom republic federation bridge river street road square city county island islands airport station data inc corp ltd war day
	games cup prize act bill treaty`)

// unnamed are words for people whom a sentence doesn't name.
var unnamed = lexicon.Set(`man woman men women boy girl child children people person suspect suspects victim victims driver passenger witness judge
	mother father husband wife son daughter brother sister lawyer doctor officer officers official officials spokesman spokeswoman spokesperson
	minister president mayor chief director leader police workers residents protesters employee student teacher soldier soldiers`)
