package claim

import (
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
)

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
