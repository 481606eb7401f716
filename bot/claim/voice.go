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
