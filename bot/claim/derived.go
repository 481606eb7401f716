package claim

import (
	"math"
	"slices"
	"strconv"

	"cuttings/bot/lexicon"
)

// derived reports whether the figure at i follows from those of the sentences by one step of
// arithmetic: their sum or difference, a share or a multiple of one of them that they speak
// of, the years up to their report. Whether it is so is then for the reader to weigh.
func (c *check) derived(i int) bool {
	figure, err := strconv.ParseFloat(c.terms[i].value, 64)
	if err != nil || figure < 0 {
		return false
	}
	is := func(v float64) bool { return math.Abs(v-figure) <= 1e-9*math.Abs(figure) }
	of := c.amounts()
	for _, share := range of.shares {
		if c.percent(i) && is(100*share) || slices.ContainsFunc(of.all, func(a float64) bool {
			return is(a*share) || is(a/share) || is(a*(1+share)) || is(a/(1+share)) || is(a*(1-share)) || is(a/(1-share))
		}) {
			return true
		}
	}
	for n, a := range of.all {
		if c.yearsApart(a, figure, of.near) {
			return true
		}
		for m, b := range of.all {
			if n < m && (is(a+b) || is(math.Abs(a-b))) || n != m && a > countable && b <= countable && b > 1 && (is(a*b) || is(a/b)) {
				return true
			}
		}
	}
	return false
}

// yearsApart reports whether a figure is how many years a year lies before the sentences'
// report; or is the year beside it and they speak of the one before or behind.
func (c *check) yearsApart(year, figure float64, near bool) bool {
	report := c.checker.coverage.Articles[c.units[0].article].Date()
	if year <= firstYear || year >= lastYear || year != math.Trunc(year) {
		return false
	}
	return near && math.Abs(figure-year) == 1 || !report.IsZero() && figure == float64(report.Year())-year
}

// amounts are the figures that sentences hold.
type amounts struct {
	all    []float64
	shares []float64 // .5 for "half" and "50 percent", 2 for "twice"
	near   bool      // they speak of a year beside another
}

func (c *check) amounts() amounts {
	var f amounts
	for _, u := range c.units {
		for j, y := range u.terms {
			f.near = f.near || y.folded == "year" && (j > 0 && besideYear[u.terms[j-1].folded] || j+1 < len(u.terms) && besideYear[u.terms[j+1].folded])
			v, err := strconv.ParseFloat(y.value, 64)
			share, ok := shareWords[y.folded]
			switch {
			case ok && j > 0 && u.terms[j-1].kind == termNumber && share < .5: // three quarters
				if n, err := strconv.ParseFloat(u.terms[j-1].value, 64); err == nil {
					share *= n
				}
				f.shares = append(f.shares, share)
			case ok:
				f.shares = append(f.shares, share)
			case y.kind != termNumber || err != nil || v == 0:
			case j+1 < len(u.terms) && u.terms[j+1].folded == "percent":
				f.shares = append(f.shares, v/100, 1-v/100)
			default:
				f.all = append(f.all, v)
			}
		}
	}
	return f
}

var besideYear = lexicon.Set(`next following previous last later earlier before after`)

// shareWords are words for a share or a multiple.
var shareWords = map[string]float64{"half": .5, "halved": .5, "halves": .5, "third": 1. / 3, "thirds": 1. / 3, "quarter": .25, "quarters": .25, "fifth": .2, "fifths": .2,
	"tenth": .1, "tenths": .1, "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "triple": 3, "tripled": 3, "thrice": 3, "tenfold": 10}
