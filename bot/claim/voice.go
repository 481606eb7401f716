package claim

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

// sayersOf are the folded phrases of a claim that name who says it.
func sayersOf(text string) []string {
	plain, _ := voice.Unquoted(thousandsRE.ReplaceAllString(text, "$1$2"))
	var out []string
	for _, p := range voice.Speakers(plain) {
		p = publicationRE.ReplaceAllString(retrieval.Fold(p), "")
		if !occasionRE.MatchString(p) && !misreadRE.MatchString(p) && !counted(p) {
			out = append(out, p)
		}
	}
	return out
}

var (
	// publicationRE matches what somebody's words stood in, before whose they are.
	publicationRE = regexp.MustCompile(`^(?:(?:a|an|the|his|her|their|its) )?(?:(?:joint|written|brief|separate|video|news|press|official) )*(?:statement|release|letter|tweet|post|message|report) (?:from|by|of|issued by|released by) (?:the )?`)
	// occasionRE matches what they were said at.
	occasionRE = regexp.MustCompile(`^(?:(?:a|an|the|his|her|their|its) )?(?:(?:joint|brief|separate|news|press) )*(?:conference|interview|meeting|hearing)$`)
	// misreadRE matches what is no phrase but a clause with a verb or a subject of its own:
	// "three groups were" of "three groups were likewise branded", "the doses it" pledged.
	misreadRE = regexp.MustCompile(`\s(?:is|are|was|were|be|been|will|would|has|had|it|they)(?: (?:also|likewise|\w+ly))?$`)
	// numberOnly matches a number, or several.
	numberOnly = regexp.MustCompile(`^[\d\s.,]+$`)
	// nobodyRE matches what the grammar of speech takes for a speaker and is none.
	nobodyRE = regexp.MustCompile(`^(?:i|i've|i'd|we|we've|to|my|our)\b|\b(?:you|someone|anyone|everyone|yet|there)$`)
)

// counted reports whether a phrase is but a number that a verb stands behind, "1,900 promised
// jobs", with the verb that it stands behind: "affects about 1,900".
func counted(p string) bool {
	words := strings.Fields(p)
	if len(words) > 1 && lexicon.Inflected(words[0]) {
		words = words[1:]
	}
	if len(words) > 1 && roughly[words[0]] {
		words = words[1:]
	}
	return numberOnly.MatchString(strings.Join(words, " "))
}

// unattributed: what somebody says in the sentences isn't told as a fact, nor without
// whom it is told by. Whether whoever the claim names says it is for attributed to find.
func (c *check) unattributed() string {
	for k, u := range c.units {
		if !c.drawsOn(k) || !speaks(u.voice) || u.declaredOf() || !c.withinVoice(k) || c.expectedOf(u) || c.underText(u) || c.besideAct(k) || len(c.sayers) > 0 && !c.saidWithin(u.voice) {
			continue
		}
		if !c.namesSource(u.voice, c.sayers) && !c.meantBefore(u, c.sayers) && !c.byRole(u, u.voice, c.sayers) {
			return fmt.Sprintf("doesn't say that it is said by %s", describe(u.voice))
		}
	}
	return ""
}

// expecting are participles by which a claim says that something is only expected, without whom
// it is expected by.
var expecting = lexicon.Set(`expected forecast forecasted predicted projected estimated feared believed thought`)

// expectedOf reports whether the claim tells as expected what people without a name expect in a
// unit: "is expected to crest" where "forecasters expect it to".
func (c *check) expectedOf(u *unit) bool {
	who := voice.PhraseWords(u.voice.Source)
	if voice.PointsBack(u.voice.Source) || slices.ContainsFunc(u.terms, func(y term) bool { return y.kind == termName && slices.Contains(who, y.folded) }) {
		return false
	}
	for i, x := range c.terms {
		alone := x.head == noTerm || x.relation == "conj" && c.units[c.unitOf[x.head]] != u
		if expecting[x.folded] && alone && c.terms.passive(i) && u.does(x.folded, who) {
			return true
		}
	}
	return false
}

// does reports whether those whom one of the words names do in a unit what a verb says.
func (u *unit) does(verb string, who []string) bool {
	for j, y := range u.terms {
		if !sameLemma(verb, y.folded) || !u.terms.verbAt(j) || u.terms.passive(j) {
			continue
		}
		if n := u.terms.ownSubject(j); n != noTerm && slices.Contains(who, u.terms[n].folded) {
			return true
		}
	}
	return false
}

// underText reports whether the claim tells what it says as what a text has it, "under the
// agreement", and a text speaks in the unit.
func (c *check) underText(u *unit) bool {
	return len(c.terms) > 2 && c.terms[0].folded == "under" && (provisions[c.terms[1].folded] || provisions[c.terms[2].folded]) &&
		slices.ContainsFunc(voice.PhraseWords(u.voice.Source), func(w string) bool { return documents[w] || texts[w] })
}

// provisions are texts under which something is so.
var provisions = lexicon.Set(`agreement accord deal treaty pact truce ceasefire contract settlement law bill act rule rules ruling order decree plan proposal scheme terms text draft`)

// binding are verbs of speaking by which somebody binds themselves to do what stands behind them.
var binding = lexicon.Set(`agree agrees agreed agreeing promise promises promised promising vow vows vowed pledge pledges pledged offer offers offered undertake undertakes undertook`)

// besideAct reports whether who speaks in unit k only binds themselves to do something, "agreed to
// extend the truce", and the claim tells nothing of that.
func (c *check) besideAct(k int) bool {
	u, acts := c.units[k], false
	for i, y := range u.terms {
		if !voice.SpeechVerb(y.folded) {
			continue
		}
		act := u.terms.dependent(i, "xcomp")
		if act == noTerm || !binding[y.folded] || u.terms[act].tag != "VERB" || c.holder(k, i) != noTerm || c.holder(k, act) != noTerm || c.toldUnder(k, act) {
			return false
		}
		acts = true
	}
	return acts
}

// toldUnder reports whether the claim holds a word of a clause that hangs on the verb at i of unit k:
// "to testify that he took bribes".
func (c *check) toldUnder(k, i int) bool {
	s := c.units[k].terms
	for n := range s {
		if c.holder(k, n) == noTerm {
			continue
		}
		clause := false
		for j := n; j != noTerm && j != i; j = s[j].head {
			clause = clause || clausal[s[j].relation]
			if s[j].head == i && clause {
				return true
			}
		}
	}
	return false
}

// clausal are the relations of a clause to the word that it hangs on.
var clausal = map[string]bool{"ccomp": true, "xcomp": true, "advcl": true, "acl": true, "acl:relcl": true}

// speaks reports whether a source is somebody: one with a name, people, an office, or a
// text; and not what only looks like it, as the Syrian of "the Syrian people, who called".
func speaks(a voice.Attribution) bool {
	if a.Source == "" || nobodyRE.MatchString(a.Source) {
		return false
	}
	words := voice.PhraseWords(a.Source)
	if a.Display != "" {
		return len(words) != 1 || voice.Country(words[0]) == "" || voice.Called(words[0]) != "" || strings.HasSuffix(words[0], "s")
	}
	return slices.ContainsFunc(words, func(w string) bool {
		return voice.Group(w) || voice.Title(w) || voice.Office(w) || voice.Mouthpiece(w) || anonymousWords[w] || documents[w] || texts[w] || people[w] || voice.PointsBack(w)
	})
}

// texts are what is said to say something besides documents.
var texts = lexicon.Set(`study studies research data poll polls survey surveys figures report reports article paper lawsuit complaint motion indictment ruling`)

// people are those who are said to say something without an office.
var people = lexicon.Set(`sources witnesses people residents neighbors neighbours relatives family families victims survivors activists analysts economists investigators rebels`)

// saidWithin reports whether one of those who the claim says it is said by speaks in what
// the source tells: "according to the White House, Biden told Putin".
func (c *check) saidWithin(a voice.Attribution) bool {
	return len(a.Others) > 0 && slices.ContainsFunc(c.sayers, func(p string) bool {
		return c.checker.speaksFor(p, voice.Attribution{Source: a.Others[0], Others: a.Others[1:]})
	})
}

// drawsOn reports whether a word of content of the claim stands in the unit k.
func (c *check) drawsOn(k int) bool {
	for i, x := range c.terms {
		if c.unitOf[i] == k && x.kind == termContent && c.matches[i].found && c.matches[i].at >= 0 {
			return true
		}
	}
	return false
}

// meantBefore reports whether a unit says "they said" and one of the phrases names
// who spoke shortly before.
func (c *check) meantBefore(u *unit, said []string) bool {
	plain, _ := voice.Unquoted(u.text)
	if !slices.ContainsFunc(voice.Speakers(plain), func(p string) bool { return voice.PointsBack(retrieval.Fold(p)) }) {
		return false
	}
	first := c.checker.reports.First(c.checker.coverage.Sentences[u.id].Article)
	for id := max(first, u.id-3); id < u.id; id++ {
		if slices.ContainsFunc(said, func(p string) bool { return c.checker.speaksFor(p, c.checker.reports.Of(id)) }) {
			return true
		}
	}
	return false
}

func describe(a voice.Attribution) string {
	if a.Display != "" {
		return a.Display
	}
	return "“" + a.Source + "”"
}

// withinVoice reports whether what the claim takes from unit k is what its source
// says, not what the report says beside it.
func (c *check) withinVoice(k int) bool {
	u := c.units[k]
	from, to := u.embedded()
	if from < 0 {
		from, to = 0, len(u.terms)
	}
	if v := c.anyVerb(); v >= 0 && c.matches[v].found && c.matches[v].at >= 0 && c.unitOf[v] == k && u.terms.besideSpeech(c.matches[v].at) {
		return false
	}
	in, out := 0.0, 0.0
	for i, x := range c.terms {
		m := c.matches[i]
		if !x.counts() || x.light || !m.found || m.at < 0 || c.unitOf[i] != k {
			continue
		}
		if m.at >= from && m.at < to && !u.terms.apartFromSpeech(m.at) {
			in += x.weight()
		} else {
			out += x.weight()
		}
	}
	return in > 0 && (in >= out || in >= 2) || out == 0
}

// declaredOf reports whether what looks like the speaker's verb is a participle behind a name:
// "the emergency with respect to Mali declared in an order".
func (u *unit) declaredOf() bool {
	words := strings.Fields(u.voice.Source)
	for i, x := range u.terms {
		if i > 0 && len(words) > 0 && voice.SpeechVerb(x.folded) && u.terms[i-1].folded == words[len(words)-1] {
			return x.relation == "acl"
		}
	}
	return false
}

// besideSpeech reports whether the term at i stands in a clause that says more of what
// somebody speaks of, or beside it, and isn't what they say: "support for the group, which
// includes Greece".
func (s terms) besideSpeech(i int) bool {
	beside := false
	for ; i != noTerm; i = s[i].head {
		switch {
		case voice.SpeechVerb(s[i].folded):
			return beside
		case s[i].relation == "acl:relcl" && s.describesThing(i):
			return slices.ContainsFunc(s, func(x term) bool { return voice.SpeechVerb(x.folded) })
		case s[i].relation == "ccomp" || s[i].relation == "xcomp" || s[i].relation == "csubj" || s[i].relation == "parataxis":
			return false
		case s[i].relation == "acl:relcl", s[i].relation == "advcl" && s.dependent(i, "mark") != noTerm && s[s.dependent(i, "mark")].folded == "as":
			beside = true
		}
	}
	return false
}

// describesThing reports whether the relative clause of the verb at i stands behind a comma and only
// says what there is in something: "the proposal, which includes a raise". What somebody does may
// be alleged by who speaks: "the mayor, who took bribes".
func (s terms) describesThing(i int) bool {
	for j, x := range s[:i] {
		if x.head == i && x.folded == "which" {
			return j > 0 && s[j-1].text == "," && containing[s[i].folded]
		}
	}
	return false
}

var containing = lexicon.Set(`include includes included contain contains contained comprise comprises comprised cover covers covered`)

// apartFromSpeech reports whether the term at i stands in a clause of its own with which the
// one in which somebody speaks is joined: "buses run, but the company warns of delays"; or in
// what is told behind quoted words of where they were spoken: "“…,” says Roe, at a shelter".
func (s terms) apartFromSpeech(i int) bool {
	j := i
	for ; !voice.SpeechVerb(s[j].folded) && s[j].head != noTerm; j = s[j].head {
		switch s[j].relation {
		case "ccomp", "xcomp", "csubj", "parataxis":
			return false
		}
	}
	if voice.SpeechVerb(s[j].folded) {
		return i > j && !s[i].quoted && s.saidBehindQuotation(j)
	}
	return !slices.ContainsFunc(s, func(x term) bool { return x.quoted }) &&
		slices.ContainsFunc(s, func(x term) bool { return voice.SpeechVerb(x.folded) && x.relation == "conj" && x.head == j })
}

// saidBehindQuotation reports whether the verb at i stands right behind a quotation mark.
func (s terms) saidBehindQuotation(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		if s[j].quoted {
			return true
		}
	}
	return false
}

// embedded is the part of a unit in which its only source speaks, if that is a
// clause with a beginning of its own: "…, where officials say …"; else -1.
func (u *unit) embedded() (from, to int) {
	for i, x := range u.terms {
		if i == 0 || !voice.SpeechVerb(x.folded) {
			continue
		}
		for j := i - 1; j > 0 && j >= i-5; j-- {
			switch u.terms[j].folded {
			case "where", "which", "who", "whom":
				if u.terms[j-1].kind == termMark {
					return j, len(u.terms)
				}
			}
		}
	}
	return -1, -1
}

// namesSource reports whether the claim names a source: as one who says it, or
// as who does it.
func (c *check) namesSource(a voice.Attribution, said []string) bool {
	for _, p := range said {
		if c.checker.speaksFor(p, voice.Attribution{Source: a.Source, Display: a.Display}) {
			return true
		}
	}
	var named []string
	for _, x := range c.terms {
		if x.kind == termName {
			named = append(named, x.folded)
		}
	}
	for _, u := range c.units {
		if u.voice.Source == a.Source && c.holdsOffice(u, a, append(named, said...)) {
			return true
		}
	}
	words := sourceWords(a)
	if (len(words) == 0 || a.Display == "" && strings.Contains(voice.WithoutArticle(a.Source), " ")) && strings.Contains(" "+strings.Join(retrieval.Folded(c.text), " ")+" ", " "+voice.WithoutArticle(a.Source)+" ") && !c.terms.onlyUndergoes(a.Source) {
		return true // the Deputy Secretary, the labour court
	}
	letters := initials(c.checker.terms(a.Display))
	for i, x := range c.terms {
		if x.kind != termName && x.kind != termContent || c.terms.undergoes(i) {
			continue
		}
		if x.kind == termName && len(x.text) > 2 && strings.ToUpper(x.text) == x.text && strings.Contains(letters, " "+x.folded+" ") {
			return true // the ACLU
		}
		for _, w := range words {
			if x.kind == termName && (x.folded == w || spelling(x.folded, w) || x.value == "camp "+campOfWord(w, strings.ToUpper(w)) && campOfWord(w, strings.ToUpper(w)) != "" && voice.Government(a.Source) != "") {
				return true
			}
			if (voice.Group(w) || crowns[w]) && x.folded == w {
				return true
			}
		}
	}
	return false
}

// undergoes reports whether what the term at i is a part of is only what a claim says something
// is done to, or with: "owes the city council", "talks with the city council".
func (s terms) undergoes(i int) bool {
	for part[s[i].relation] && s[i].head != noTerm && !s.comesFrom(i) {
		i = s[i].head
	}
	return s[i].relation == "obj" || s[i].relation == "iobj" || s[i].relation == "obl" && !s.comesFrom(i)
}

// comesFrom reports whether something comes from what the term at i stands for: "by scientists".
func (s terms) comesFrom(i int) bool {
	c := s.dependent(i, "case")
	return c != noTerm && fromCases[s[c].folded]
}

// onlyUndergoes reports whether the last word of a phrase undergoes something wherever it stands.
func (s terms) onlyUndergoes(phrase string) bool {
	words, only := voice.PhraseWords(phrase), false
	for i, x := range s {
		if len(words) > 0 && x.folded == words[len(words)-1] {
			if only = s.undergoes(i); !only {
				return false
			}
		}
	}
	return only
}

// part are the relations of a word to the one of whose name or phrase it is a part.
var part = lexicon.Set(`flat compound conj appos amod nmod`)

// fromCases are prepositions before whom something comes from.
var fromCases = lexicon.Set(`according by per`)

// holdsOffice reports whether one of the phrases names somebody of whom a sentence
// before says that they hold the office by which the source is named.
func (c *check) holdsOffice(u *unit, a voice.Attribution, said []string) bool {
	words := voice.PhraseWords(a.Source)
	if slices.ContainsFunc(words, func(w string) bool { return !voice.Title(w) && !functionWords[w] }) {
		return false
	}
	for i, x := range u.near {
		if !voice.Title(x.folded) || functionWords[x.folded] || !slices.Contains(words, x.folded) {
			continue
		}
		for j := i + 1; j < len(u.near) && j <= i+5 && u.near[j].kind != termMark; j++ {
			if y := u.near[j]; y.kind == termName && y.camp() == "" && slices.ContainsFunc(said, func(p string) bool { return slices.Contains(voice.PhraseWords(p), y.folded) }) {
				return true
			}
		}
	}
	return false
}
