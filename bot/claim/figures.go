package claim

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// figures: a number stays with what it counts.
func (c *check) figures() string {
	for i, x := range c.terms {
		m := c.matches[i]
		if x.kind != termNumber || !m.found || m.at < 0 {
			continue
		}
		u := c.units[c.unitOf[i]]
		if strings.HasPrefix(x.value, "month") || yearRE.MatchString(x.value) {
			continue
		}
		fits := false
		for at, y := range u.terms {
			fits = fits || y.kind == termNumber && y.value == x.value && c.counts(i, u, at)
		}
		if !fits {
			return fmt.Sprintf("“%s” counts something else", x.text)
		}
	}
	return ""
}

var yearRE = regexp.MustCompile(`^(?:1[6-9]|20)\d\d$`)

// counts reports whether the words beside the number at i stand in the unit
// nearer to the same number, at a place, than to another.
func (c *check) counts(i int, u *unit, at int) bool {
	var others []int
	for j, y := range u.terms {
		if y.kind == termNumber && y.value != c.terms[i].value && !strings.HasPrefix(y.value, "month") {
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
			if !y.counts() || !c.matches[j].found || c.matches[j].at < 0 || c.unitOf[j] != c.unitOf[i] {
				continue
			}
			seen++
			own := u.terms.apart(c.matches[j].at, at)
			if slices.ContainsFunc(others, func(o int) bool { return u.terms.apart(c.matches[j].at, o) < own }) {
				far++
			} else {
				near++
			}
		}
	}
	return near > 0 || far == 0
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
