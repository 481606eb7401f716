package claim

import (
	"strings"

	"cuttings/bot/lexicon"
)

// phrasals are verbs of two words with one that says the same, all by their bases;
// none whose first word is as often a noun before the second ("a call on Thursday").
var phrasals = func() map[string]string {
	m := map[string]string{}
	for entry := range strings.SplitSeq(`turn down:reject, vote down:reject, look into:investigate, carry out:implement, fall apart:dissolve, go off:explode,
		blow up:explode, push back:resist, come down:crash, call off:cancel, give up:abandon, bring about:cause,
		find out:discover, hand over:deliver, hand in:submit, break out:start, break down:collapse, step down:resign, stand down:resign,
		pull out:withdraw, cut off:sever, shut down:close, wipe out:destroy, make up:constitute, cope with:address, draw up:draft,
		lay off:dismiss, take part:participate, pass away:die, spell out:specify,
		step up:intensify, scale back:reduce, cut back:reduce, go up:rise, go down:fall, lock up:jail, play down:downplay, press ahead:continue,
		go ahead:proceed, go on:continue, roll back:reverse, sort out:resolve, speed up:accelerate, strike down:overturn, throw out:reject,
		take away:remove, get rid:remove, take off:depart, write off:cancel, fill in:complete, switch off:cut, turn off:cut,
		break off:end, hold up:delay, bail out:rescue, track down:find, sign off:approve,
		burn down:burn, fight back:resist, back down:retreat, spark off:trigger, run out:expire`, ",") {
		phrase, word, _ := strings.Cut(strings.TrimSpace(entry), ":")
		m[phrase] = word
	}
	return m
}()

// joinPhrasals makes one term of a verb and its particle, which means what one word
// does: "turned down" of "rejected".
func (s terms) joinPhrasals() terms {
	var out terms
	for i := 0; i < len(s); i++ {
		x := s[i]
		if i+1 < len(s) && x.kind == termContent {
			if word := phrasal(x.folded, s[i+1].folded); word != "" {
				x.text += " " + s[i+1].text
				x.folded = inFormOf(word, x.folded)
				i++
			}
		}
		out = append(out, x)
	}
	return out
}

// phrasal is the one word for a verb and its particle, or empty.
func phrasal(verb, particle string) string {
	for _, lemma := range lexicon.Lemmas(verb) {
		if word := phrasals[lemma+" "+particle]; word != "" {
			return word
		}
	}
	return ""
}

// inFormOf puts a verb in the form of another: "reject" in that of "turned".
func inFormOf(verb, like string) string {
	stem := strings.TrimSuffix(verb, "e")
	switch {
	case past(like):
		return stem + "ed"
	case strings.HasSuffix(like, "ing"):
		return stem + "ing"
	case strings.HasSuffix(like, "s"):
		return verb + "s"
	}
	return verb
}
