package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// attributed: who the claim says it is said by says it in the sentences.
func (c *check) attributed() string {
	var drawn []*unit
	for k, u := range c.units {
		if c.drawsOn(k) {
			drawn = append(drawn, u)
		}
	}
	for _, p := range c.sayers {
		if len(drawn) > 0 && !c.speaks(p, drawn) {
			return fmt.Sprintf("is said by somebody else than “%s”", p)
		}
	}
	return ""
}

// quotedOf: who the claim has say what it quotes says it.
func (c *check) quotedOf() string {
	if len(allQuoted(c.text)) == 0 {
		return ""
	}
	return c.attributed()
}

// speaks reports whether a folded phrase means one who speaks in the sentences, of which
// some are those that the claim draws on.
func (c *check) speaks(p string, drawn []*unit) bool {
	if voice.PointsBack(p) || len(c.sayers) > 1 && bothOf(p) || c.twoSpoke(p) || c.written(p) || c.actsInUnit(p) {
		return true
	}
	return slices.ContainsFunc(drawn, func(u *unit) bool { return c.checker.speaksFor(p, u.voice) || u.holdsText(p) }) ||
		slices.ContainsFunc(c.units, func(u *unit) bool {
			return c.meantBefore(u, []string{p}) || c.holdsOffice(u, u.voice, []string{p}) || c.vouches(u, p) || c.meantByPronoun(u, p) || c.meantByNoun(u, p) || c.byRole(u, u.voice, []string{p})
		})
}

// holdsText reports whether a phrase begins with a word for a text or a study that the
// unit holds too: "a study released on Monday".
func (u *unit) holdsText(p string) bool {
	words := voice.PhraseWords(p)
	return len(words) > 0 && (documents[words[0]] || texts[words[0]]) && slices.ContainsFunc(u.terms, func(y term) bool { return y.folded == words[0] })
}

// vouches reports whether a unit says of the sentence before it who says so: "This is stated
// in a press release on the Kremlin's website."
func (c *check) vouches(u *unit, p string) bool {
	if len(u.terms) < 3 || u.terms[0].folded != "this" && u.terms[0].folded != "that" || !beForms[u.terms[1].folded] || !voice.SpeechVerb(u.terms[2].folded) {
		return false
	}
	names, government := sourceNames(p), voice.Government(p)
	return slices.ContainsFunc(u.terms[3:], func(y term) bool {
		return slices.Contains(names, strings.TrimSuffix(y.folded, "'s")) || government != "" && y.camp() == government
	})
}

// meantByPronoun reports whether a unit has "they" or "we" speak and the phrase means
// several; or "the President", or who goes by "he" behind a sentence about them, and it names
// them.
func (c *check) meantByPronoun(u *unit, p string) bool {
	plain, _ := voice.Unquoted(u.text)
	speakers := voice.Speakers(plain)
	says := func(words ...string) bool {
		return slices.ContainsFunc(speakers, func(s string) bool { return slices.Contains(words, retrieval.Fold(s)) })
	}
	words := strings.Fields(p)
	several := slices.ContainsFunc(words, func(w string) bool { return severalWords[w] || w == "and" || w == "those" })
	if several && (says("they") || says("we") && u.author == "") {
		return true
	}
	subject := func(is func(term) bool) bool {
		return slices.ContainsFunc(c.units, func(v *unit) bool { return v.comesBefore(u) && slices.ContainsFunc(v.subject(), is) })
	}
	named := func(y term) bool { return y.kind == termName && slices.Contains(words, y.folded) }
	thing := func(y term) bool { return y.kind == termContent && y.folded == words[len(words)-1] }
	if says("he", "she") && subject(named) || says("it") && len(words) > 0 && (subject(thing) || subject(named) && !c.personBefore(u, words)) {
		return true
	}
	head := c.checker.reports.Head("")
	if head == "" || !slices.Contains(voice.PhraseWords(p), head) {
		return false
	}
	if says("the president") && u.president != "" {
		return true
	}
	first := c.checker.reports.First(u.article)
	return says("he", "she") && u.id > first && thePresident(c.checker.terms(c.checker.coverage.Sentences[u.id-1].Text))
}

// meantByNoun reports whether a unit has "the company" or "the player" speak, and of such the
// sentence before it, or one that the claim draws on, names but those whom the phrase means.
func (c *check) meantByNoun(u *unit, p string) bool {
	noun, ok := strings.CutPrefix(u.voice.Source, "the ")
	if !ok || u.voice.Display != "" || !organisations[noun] && !performers[noun] {
		return false
	}
	names := sourceNames(p)
	before := func(s terms) bool {
		var such [][2]int
		for _, run := range s.nameRuns() {
			if organisations[noun] || s.person(run) {
				such = append(such, run)
			}
		}
		return len(such) == 1 && s.person(such[0]) == performers[noun] &&
			slices.ContainsFunc(s[such[0][0]:such[0][1]], func(x term) bool { return slices.Contains(names, x.folded) })
	}
	if u.id > c.checker.reports.First(u.article) && before(c.checker.terms(c.checker.coverage.Sentences[u.id-1].Text)) {
		return true
	}
	return slices.ContainsFunc(c.units, func(v *unit) bool { return v.comesBefore(u) && before(v.terms) })
}

// person reports whether a run of names looks like a person's: with a first name, or a title.
func (s terms) person(run [2]int) bool {
	return run[1]-run[0] > 1 || run[0] > 0 && voice.Title(s[run[0]-1].folded)
}

// personBefore reports whether a sentence before a unit, among those that the claim names, has one
// of the words in what looks like a person's name.
func (c *check) personBefore(u *unit, words []string) bool {
	return slices.ContainsFunc(c.units, func(v *unit) bool {
		return v.comesBefore(u) && slices.ContainsFunc(v.terms.nameRuns(), func(run [2]int) bool {
			return v.terms.person(run) && slices.ContainsFunc(v.terms[run[0]:run[1]], func(x term) bool { return slices.Contains(words, x.folded) })
		})
	})
}

// performers are nouns for somebody by what they do, none for whom another is the counterpart, as
// the judge is of the lawyer.
var performers = lexicon.Set(`player singer actor actress author artist winner champion captain striker defender goalkeeper skipper athlete swimmer runner rider composer painter poet writer
	filmmaker entrepreneur billionaire goalscorer cyclist boxer sprinter novelist musician`)

// organisations are nouns for those who speak and are no person.
var organisations = lexicon.Set(`company firm group club team union association federation league party bank agency ministry department office board council committee commission airline airport
	operator carrier retailer manufacturer maker producer utility charity foundation museum hospital university school college institute court cooperative network bureau authority regulator watchdog body
	organisation organization business brewery bakery restaurant hotel shop store factory mill mine army navy police coastguard rebels militia coalition alliance movement campaign`)

// bothOf reports whether a folded phrase means only those of whom somebody else
// speaks: "X said the two leaders agreed".
func bothOf(p string) bool {
	words := voice.PhraseWords(p)
	pair := false
	for _, w := range words {
		switch {
		case w == "two" || w == "both":
			pair = true
		case !pairWords[w] && !functionWords[w]:
			return false
		}
	}
	return pair
}

// twoSpoke reports whether a phrase names two together, of whom a unit says as "the
// leaders" or "both sides" what they did.
func (c *check) twoSpoke(p string) bool {
	if !slices.Contains(strings.Fields(p), "and") {
		return false
	}
	for k, u := range c.units {
		if !slices.Contains(c.unitOf, k) || u.voice.Source != "" {
			continue
		}
		for i, y := range u.terms {
			if severalWords[y.folded] && i < 4 && y.kind != termMark {
				return true
			}
		}
	}
	return false
}

// severalWords mean two or more who do something together.
var severalWords = lexicon.Set(`leaders presidents ministers secretaries officials attorneys sides men women both`)

// actsInUnit reports whether a phrase names one who does in a sentence itself what
// the claim has him say or do: "Putin warned", where the Kremlin speaks.
func (c *check) actsInUnit(p string) bool {
	names := sourceNames(p)
	government := voice.Government(p)
	plain := voice.WithoutArticle(p)
	is := func(y term) bool {
		return y.kind >= termContent && (slices.Contains(names, y.folded) || y.value != "" && slices.Contains(names, y.value) || y.folded == plain) ||
			government != "" && y.value == "camp "+government
	}
	for k, u := range c.units {
		if !slices.Contains(c.unitOf, k) {
			continue
		}
		for v, y := range u.terms {
			speech := slices.ContainsFunc(lexicon.Lemmas(y.folded), func(l string) bool { return voice.SpeechVerb(l) || voice.SpeechVerb(l+"s") })
			if y.kind == termContent && (speech || u.voice.Source == "") && (u.terms.verbAt(v) || strings.HasSuffix(y.folded, "ing")) && slices.ContainsFunc(u.doers(v).agents, is) {
				return true
			}
		}
	}
	return false
}

// comesBefore reports whether a unit stands shortly before another.
func (u *unit) comesBefore(v *unit) bool {
	return u.article == v.article && u.id < v.id && u.id >= v.id-upTo
}

// upTo is within how many sentences "he" may mean who was named.
const upTo = 5

// subject is of whom a unit says what it says first of all.
func (u *unit) subject() terms {
	for j, y := range u.terms {
		if y.relation == "root" && u.terms.verbAt(j) {
			return u.terms.before(j)
		}
	}
	return nil
}
