package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/bot/voice"
	"cuttings/retrieval"
)

var (
	possible = lexicon.Set(`may might could can possible possibly perhaps potentially potential likely probably risk risks fear fears feared threaten threatens threatened threatening threat prospect`)
	hedges   = lexicon.Set(`reportedly allegedly alleged apparently appear appears appeared seem seems seemed suspected suspicion supposedly purportedly believed believes rumoured rumored estimated accuse accused accuses fear fears feared`)
)

// modality: what may be doesn't become what is, nor what is planned what was done.
func (c *check) modality() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termContent || !m.found || m.at < 0 || !lexicon.Verb(x.folded) {
			continue
		}
		u := c.units[c.unitOf[i]]
		y := u.terms[m.at]
		if x.light && !sameLemma(x.folded, y.folded) && !retrieval.SameStem(x.folded, y.folded) {
			continue // "spoke" for a call tells no time
		}
		if x.tag != "VERB" && y.tag != "VERB" {
			continue
		}
		e := u.terms.governed(m.at)
		g := c.terms.governed(i)
		if !e.done && !e.planned && c.terms.hadBeen(i) && u.terms.purpose(m.at) {
			e.planned = true
		}
		switch {
		case e.possible && !g.possible && !c.inClause(i, possible):
			return fmt.Sprintf("states “%s” as a fact, which only may be", x.text)
		case e.planned && !e.done && g.done && !g.planned:
			return fmt.Sprintf("says that “%s” was done, which is only planned", x.text)
		case c.terms.perfect(i) && !e.done && (u.terms.ahead(m.at) || c.terms.already(i) && !past(y.folded) && u.terms.verbAt(m.at)):
			return fmt.Sprintf("says that “%s” was done, which they don't", x.text)
		case e.done && g.planned && !e.planned:
			return fmt.Sprintf("says that “%s” is to come, which was done", x.text)
		}
	}
	if reason := c.conditional(); reason != "" {
		return reason
	}
	for i, u := range c.units {
		if u.terms.has(hardHedges) && !c.terms.has(hedges) && len(c.sayers) == 0 && slices.Contains(c.unitOf, i) {
			return "leaves out that it is only reported or alleged"
		}
	}
	return ""
}

var hardHedges = lexicon.Set(`reportedly allegedly alleged supposedly purportedly suspected apparently`)

func (c *check) inClause(i int, words map[string]bool) bool {
	for _, x := range c.terms {
		if x.clause == c.terms[i].clause && words[x.folded] {
			return true
		}
	}
	return false
}

// A mood is what stands before a verb.
type mood struct{ possible, planned, done bool }

var (
	modalPossible = lexicon.Set(`may might could can possibly perhaps potentially`)
	modalPlanned  = lexicon.Set(`will would shall going scheduled`)
	planWords     = lexicon.Set(`plan plans planned planning intend intends intended intention scheduled set due expected expects expect ready prepared agreed agree want wants wanted hope hopes hoped threaten threatens
		threatened vow vowed pledge pledged promise promised refuse refused wish try tries trying tried seek seeks sought readiness able urge urged call called ask asked invite invited willing willingness is are was were`)
	doneWords = lexicon.Set(`has have had`)
	// performatives are done by saying that one wants to: "I want to thank you".
	performatives = lexicon.Set(`thank congratulate welcome commend applaud acknowledge recognize recognise express extend remind reiterate reaffirm emphasize emphasise stress underscore apologize apologise`)
	begunWords    = lexicon.Set(`begun began started continued managed`)
	beForms       = lexicon.Set(`is are was were be been being`)
)

// governed reads the mood of the verb at i off the words before it.
func (s terms) governed(i int) mood {
	var m mood
	for j := i - 1; j >= 0 && j >= i-4 && s[j].kind != termMark && s[j].folded != "that" && s[j].folded != "and"; j-- {
		w := s[j].folded
		switch {
		case (w == "could" || w == "can") && j+1 < i && s[j+1].folded == "not": // wasn't able to
		case modalPossible[w] && s[j].kind == termFunction && !isUpper(s[j].text):
			m.possible = true
		case modalPlanned[w] && !(performatives[s[i].folded] && s[j+1].folded == "like"):
			m.planned = true
		case doneWords[w] && j == i-1 || doneWords[w] && j == i-2 && (beForms[s[i-1].folded] || s[i-1].folded == "not" || strings.HasSuffix(s[i-1].folded, "ly") || adverbTerms[s[i-1].folded]):
			m.done = true
		case w == "to" && j == i-1 && j > 0 && begunWords[s[j-1].folded]:
			m.done = true
		case w == "to" && (j == i-1 || j == i-2 && s[i-1].folded == "be"):
			if (j > 0 && planWords[s[j-1].folded] || j > 1 && planWords[s[j-2].folded] || s.asked(j)) && !(performatives[s[i].folded] && j > 0 && (s[j-1].folded == "want" || s[j-1].folded == "like")) {
				m.planned = true
			}
		}
	}
	if past(s[i].folded) && !m.planned && !m.possible && (i == 0 || s[i-1].folded != "to") {
		m.done = true
	}
	return m
}

// hadBeen reports whether the verb at i tells what has been done.
func (s terms) hadBeen(i int) bool {
	for j, x := range s {
		if x.head == i && (x.relation == "aux" || x.relation == "aux:pass") && doneWords[s[j].folded] {
			return true
		}
	}
	return false
}

// purpose reports whether the verb at i says what something is done for: "will use the
// law to bring them to justice".
func (s terms) purpose(i int) bool {
	if s[i].tag != "VERB" || s[i].relation != "advcl" && s[i].relation != "acl" {
		return false
	}
	j := s.dependent(i, "mark")
	return j != noTerm && s[j].folded == "to"
}

// asked reports whether somebody is asked or told to do what stands behind the "to" at
// i: "invited President Zelenskyy to visit".
func (s terms) asked(i int) bool {
	for j := i - 1; j >= 0 && j >= i-6 && s[j].kind != termMark; j-- {
		switch w := s[j].folded; {
		case planWords[w] && !beForms[w]:
			return true
		case s[j].kind == termContent && !voice.Title(w):
			return false
		}
	}
	return false
}

// perfect reports whether "has" or "have" stands before the verb at i.
func (s terms) perfect(i int) bool {
	for i > 0 && adverbTerms[s[i-1].folded] {
		i--
	}
	return i > 0 && doneWords[s[i-1].folded]
}

// already reports whether "already" stands right before the verb at i.
func (s terms) already(i int) bool { return i > 0 && s[i-1].folded == "already" }

// ahead reports whether the verb at i hangs on a word for what is to come: "ready
// to resort to measures such as imposing".
func (s terms) ahead(i int) bool {
	for j := i - 1; j >= 0 && s[j].clause == s[i].clause; j-- {
		if w := s[j].folded; (planWords[w] && !beForms[w] || modalPlanned[w] || modalPossible[w]) && !s[j].negated {
			return true
		}
	}
	return false
}

var adverbTerms = lexicon.Set(`also already never now then always just`)

// past reports whether a word is the past of a verb.
func past(w string) bool {
	if strings.HasSuffix(w, "ed") {
		return (len(w) > 4 || w == "died") && !bases[w]
	}
	return irregularPast[w]
}

// bases end like a past and aren't one.
var bases = lexicon.Set(`succeed proceed exceed indeed embed hundred sacred naked crowded bleed breed speed greed creed steed`)

var irregularPast = lexicon.Set(`said told met gave went came took made sent won lost began became held fell rose grew saw spoke wrote left led kept paid sold bought brought
	built broke chose drew drove fought found flew forgot got heard knew laid lay meant ran sat shot showed shut slept stole stood struck swore taught thought threw understood wore withdrew`)
