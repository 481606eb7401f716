package claim

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
)

// figures: a number stays with what it counts.
func (c *check) figures() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termNumber || !m.found || m.at < 0 {
			continue
		}
		u := c.units[c.unitOf[i]]
		if strings.HasPrefix(x.value, "month") || yearRE.MatchString(x.value) || c.terms.partOfYear(i) {
			continue
		}
		fits := false
		for at, y := range u.terms {
			fits = fits || y.kind == termNumber && y.value == x.value && (c.counts(i, u, at) || c.samePair(i, u, at))
		}
		if !fits {
			return fmt.Sprintf("“%s” counts something else", x.text)
		}
	}
	return ""
}

// measured: a number is of what it is of in a sentence: not of euros for dollars, nor of
// points for percent. It may leave out its currency.
func (c *check) measured() string {
	for i, x := range c.terms {
		if x.kind != termNumber {
			continue
		}
		of, other, fits := c.terms.measure(i), "", false
		for _, u := range c.units {
			for j, y := range u.terms {
				if y.kind != termNumber || y.value != x.value {
					continue
				}
				own := u.terms.measure(j)
				if own.unit == "" || of.unit == "" && (own.unit != "percent" || c.terms.has(ofHundred) || c.terms.outOf(i)) || of.is(own) {
					fits = true
				} else if other = own.unit; other == of.unit {
					other = "other " + other
				}
			}
		}
		if other != "" && !fits {
			return fmt.Sprintf("“%s” is of %s in its sentences", x.text, other)
		}
	}
	return ""
}

// measures are words for currencies and shares, and for all forms of one.
var measures = func() map[string]string {
	m := map[string]string{}
	for _, forms := range strings.Split(`dollars dollar,euros euro,pounds pound,yen,yuan renminbi,rubles ruble roubles rouble,rupees rupee,kroner krone kronor krona,francs franc,
		pesos peso,lira liras,shekels shekel,hryvnias hryvnia,won,rand,riyals riyal,dirhams dirham,dinars dinar,zlotys zloty,forints forint,percent,points point percentage`, ",") {
		words := strings.Fields(forms)
		for _, w := range words {
			m[w] = words[0]
		}
	}
	return m
}()

// ofHundred are words by which a number is one of percent though the sign doesn't follow it.
var ofHundred = lexicon.Set(`percent percentage hundred 100`)

// outOf reports whether the number at i is what another is a share of: "one in ten".
func (s terms) outOf(i int) bool {
	for j := i - 1; j > 0 && sharesIn[s[j].folded]; j-- {
		if s[j-1].kind == termNumber || s[j-1].folded == "one" {
			return true
		}
	}
	return false
}

var sharesIn = lexicon.Set(`in out of every`)

// joinsNumbers stand between numbers of one measure: "5 to 6 percent".
var joinsNumbers = lexicon.Set(`to and or`)

var yearRE = regexp.MustCompile(`^(?:1[6-9]|20)\d\d$`)

// counts reports whether the words beside the number at i stand in the unit
// nearer to the same number, at a place, than to another.
func (c *check) counts(i int, u *unit, at int) bool {
	var others []int
	for j, y := range u.terms {
		if y.kind == termNumber && y.value != c.terms[i].value && !strings.HasPrefix(y.value, "month") && !u.terms.yearAt(j) && !u.terms.paired(j, at) {
			others = append(others, j)
		}
	}
	near, far := 0, 0
	for _, step := range []int{-1, 1} {
		for j, seen := i+step, 0; j >= 0 && j < len(c.terms) && seen < 1 && abs(j-i) <= 6; j += step {
			y := c.terms[j]
			if y.kind == termNumber && !strings.HasPrefix(y.value, "month") || y.kind == termMark && step > 0 {
				break
			}
			if !y.counts() || dayTerms[y.folded] || !c.matches[j].found || c.matches[j].at < 0 || c.unitOf[j] != c.unitOf[i] {
				continue
			}
			own := u.terms.apart(c.matches[j].at, at)
			nearer := slices.ContainsFunc(others, func(o int) bool {
				return u.terms.apart(c.matches[j].at, o) < own && !c.nearerTo(j, i, u.terms[o].value)
			})
			switch {
			case nearer && peopleWords[y.folded]: // of many numbers
			case nearer:
				seen, far = seen+1, far+1
			default:
				seen, near = seen+1, near+1
			}
		}
	}
	return near > 0 || far == 0
}

var (
	peopleWords  = lexicon.Set(`people person persons`)
	ordinalWords = lexicon.Set(`first second last`)
)

// partOfYear reports whether the number at i is a part of a year: "the second quarter".
func (s terms) partOfYear(i int) bool {
	return i > 0 && (s[i].folded == "quarter" || s[i].folded == "half") && (ordinalWords[s[i-1].folded] || strings.HasPrefix(s[i-1].value, "ordinal"))
}

// samePair reports whether the number at i stands in a pair, "21-25", as the one at a place of
// the unit does.
func (c *check) samePair(i int, u *unit, at int) bool {
	for _, step := range []int{-2, 2} {
		j, other := i+step, at+step
		if min(j, other) >= 0 && j < len(c.terms) && other < len(u.terms) && c.terms[j].kind == termNumber && c.terms[j].value == u.terms[other].value && c.terms.paired(i, j) && u.terms.paired(at, other) {
			return true
		}
	}
	return false
}

// nearerTo reports whether the term at j of the claim stands nearer to another number, of the
// value, than to the one at i, too: "ten teams, up from eight".
func (c *check) nearerTo(j, i int, value string) bool {
	own := c.terms.apart(j, i)
	for o, x := range c.terms {
		if x.kind == termNumber && x.value == value && c.terms.apart(j, o) < own {
			return true
		}
	}
	return false
}

// paired reports whether only "to" stands between two numbers, which count the same: "61 to 44",
// or "and" behind "between".
func (s terms) paired(i, j int) bool {
	if abs(i-j) != 2 {
		return false
	}
	between := s[(i+j)/2].folded
	return between == "to" || between == "and" && min(i, j) > 0 && s[min(i, j)-1].folded == "between"
}

// apart is how far two terms of a sentence are from each other, a mark between
// them counting as three words.
func (s terms) apart(i, j int) int {
	if i > j {
		i, j = j, i
	}
	d := 0
	for k := i; k < j; k++ {
		if s[k].kind == termMark || s[k].folded == "and" {
			d += 2
		}
		d++
	}
	return d
}
