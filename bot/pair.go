package bot

import (
	"regexp"
	"strings"
)

// pairRE matches questions that ask for two things of a kind, which a report mostly tells
// of close to each other: two values, times or speakers, or which of two it was.
var pairRE = func() *regexp.Regexp {
	const (
		then = `(?:before|previous(?:ly)?|last (?:year|time|month|week|season)|at first|then|earlier|ago|initial(?:ly)?|original(?:ly)?|first)`
		now  = `(?:now|today|this (?:year|time|month|week|season)|in the end|eventually|final(?:ly)?|later|afterwards)`

		comparative = `(?:more|less|fewer|better|worse|earlier|sooner|easier|heavier|(?:eld|old|young|bigg|larg|great|small|tall|long|short|high|low|strong|weak|deep|fast|slow|cheap|near|rich|poor|new)er)`
	)
	forms := []string{
		// "how big is it, and how big was it", "the number reported and of how many"
		`(?:\band|,) +(?:(?:on|in|at|by|to|from|for|with|until|since|of) )?(?:who|whom|whose|what|which|when|where|why|how)\b`,
		`^(?:how|what|which)\b.*\band (?:of|in|to|for|by|from|under|before|after|now|the|his|her|its|their)\b`,
		`\beach\b`, `\bboth\b`, `\bthe two\b`,
		// "which lasted longer, A or B", "Is it up or down", "more than last year"
		`^(?:which|who|whose|whom|what|is|are|was|were|do|does|did|has|have|had|will|would)\b.* or\b`,
		`\b` + comparative + ` (?:\w+ ){0,6}?than\b`,
		`\b(?:which|who|whose|whom) (?:(?:of (?:the )?)?two|(?:\w+ ){0,3}?` + comparative + `)\b`,
		`\bthe same\b`, `\bas (?:many|much|long|high|big|large|old|far|often|strong) as\b`, `\bagree\b`, `\bat odds\b`,
		`\b` + then + `\b.*\b` + now + `\b`, `\b` + now + `\b.*\b` + then + `\b`,
		`[:–—-] .*\b(?:and|or|vs)\b`,
	}
	for _, before := range strings.Fields(`to by for from in on of at between with about under`) { // "by A and by B"
		forms = append(forms, `\b`+before+` (?:[\w'’.-]+ ){1,5}?(?:and|or|vs|versus) (?:according )?`+before+`\b`)
	}
	return regexp.MustCompile(`(?i)` + strings.Join(forms, "|"))
}()

// The second of two things asked for is quoted if its sentence stands at most so many
// sentences from the best, scores at most so far below it, and likely answers something.
// Chosen on 184 comparisons on 114 reports held out of training.
const (
	pairReach   = 4
	marginPair  = 4.5  // in log-odds
	leastOfPair = -1.0 // log-odds
)

// counterpart is the sentence that likely tells of the other of the two things that a
// question asks for; nil if it asks for one, or if two of the best's article are chosen.
func (f found) counterpart(chosen []*candidate) *candidate {
	best, of := f.candidates[0], 0
	for _, c := range chosen {
		if c.sentence.Article == best.sentence.Article {
			of++
		}
	}
	if !f.question.pair || of > 1 {
		return nil
	}
	for _, c := range f.candidates[1:] {
		if c.near(best, pairReach) && !c.sentence.Heading && c.LogOdds >= leastOfPair && c.score >= best.score-marginPair &&
			(f.question.kind != kindNumber || numRE.MatchString(c.sentence.Text)) {
			return c
		}
	}
	return nil
}
