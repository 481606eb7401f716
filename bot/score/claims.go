package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Claim is a claim that people have judged, with the sentences that it goes back
// to: the check of claims is measured by it.
type Claim struct {
	Text string
	// True says that the sentences carry it.
	True bool
	// Evidence are the sentences, one or more in a text; Begins are the beginnings of
	// sentences of the coverage. One of the two is set.
	Evidence []string
	Begins   []string
}

// ReadClaims reads a file of claims, one JSON object a line: the claim as "claim" or
// "hypothesis"; the sentences as "evidence" or "premise" (a text, a list of texts, or
// of objects with a "text"), or their beginnings as "sentences"; and as "true" or
// "label" whether they carry it ("supports", "supported", "entailment": they do). Of
// evidence with an "index" that "supporting_sentences" lists, in sets that each carry
// the claim, only the first set counts. An error names the line.
func ReadClaims(r io.Reader) ([]Claim, error) {
	var claims []Claim
	err := eachLine(r, func(line string) error {
		c, err := parseClaim(line)
		claims = append(claims, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return claims, nil
}

func parseClaim(line string) (Claim, error) {
	var rec struct {
		Claim, Hypothesis string
		True              *bool
		Label             string
		Evidence, Premise passages
		Supporting        [][]int `json:"supporting_sentences"`
		Sentences         []string
	}
	if err := json.Unmarshal([]byte(line), &rec); err != nil {
		return Claim{}, fmt.Errorf("not a claim: %w", err)
	}
	c := Claim{Text: rec.Claim + rec.Hypothesis, Begins: rec.Sentences}
	var carry []int
	if len(rec.Supporting) > 0 {
		carry = rec.Supporting[0]
	}
	for _, p := range append(rec.Evidence, rec.Premise...) {
		if len(carry) == 0 || slices.Contains(carry, p.Index) {
			c.Evidence = append(c.Evidence, p.Text)
		}
	}
	switch {
	case c.Text == "":
		return Claim{}, errors.New(`"claim" is missing`)
	case len(c.Evidence) == 0 && len(c.Begins) == 0:
		return Claim{}, errors.New(`"evidence" is missing`)
	case rec.True != nil:
		c.True = *rec.True
	case rec.Label == "":
		return Claim{}, errors.New(`"true" is missing`)
	default:
		c.True = slices.Contains([]string{"supports", "supported", "entailment"}, strings.ToLower(rec.Label))
	}
	return c, nil
}

// A passage is a text, or an object that holds one and perhaps its index.
type passage struct {
	Text  string
	Index int
}

func (p *passage) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &p.Text) == nil {
		return nil
	}
	type object passage
	return json.Unmarshal(data, (*object)(p))
}

// passages are one text or a list.
type passages []passage

func (p *passages) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*p = passages{{Text: one}}
		return nil
	}
	type list passages
	return json.Unmarshal(data, (*list)(p))
}

// A ClaimTally adds up what became of judged claims.
type ClaimTally struct {
	Claims int `json:"claims"`
	True   int `json:"true"`
	// WronglyDropped counts the true claims dropped, WronglyKept the false ones kept.
	WronglyDropped int `json:"wrongly_dropped"`
	WronglyKept    int `json:"wrongly_kept"`
	// Elsewhere counts the claims whose sentences aren't in the coverage; they count
	// for nothing else.
	Elsewhere int `json:"elsewhere"`
	// Wrong are the claims that went wrong.
	Wrong []WrongClaim `json:"wrong"`
}

// A WrongClaim was wrongly kept, if Reason is empty, or else wrongly dropped for it.
type WrongClaim struct {
	Claim  string `json:"claim"`
	Reason string `json:"reason"`
}

// Add counts a claim that was dropped for a reason, or kept if that is empty.
func (t *ClaimTally) Add(c Claim, reason string) {
	t.Claims++
	if c.True {
		t.True++
	}
	switch {
	case c.True && reason != "":
		t.WronglyDropped++
	case !c.True && reason == "":
		t.WronglyKept++
	default:
		return
	}
	t.Wrong = append(t.Wrong, WrongClaim{c.Text, reason})
}

// String is the tally as text.
func (t ClaimTally) String() string {
	out := fmt.Sprintf("claims             %d  (%d true, %d false)\n", t.Claims, t.True, t.Claims-t.True) +
		fmt.Sprintf("wrongly dropped    %d of %d true ones  (%s)\n", t.WronglyDropped, t.True, percent(t.WronglyDropped, t.True)) +
		fmt.Sprintf("wrongly kept       %d of %d false ones  (%s)\n", t.WronglyKept, t.Claims-t.True, percent(t.WronglyKept, t.Claims-t.True))
	if t.Elsewhere > 0 {
		out += fmt.Sprintf("left out           %d  (their sentences aren't in this coverage)\n", t.Elsewhere)
	}
	return out
}

func percent(n, of int) string {
	if of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}
