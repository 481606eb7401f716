package retrieval

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// An affinity says how much of a question each article holds: the share of its content
// words, in any form, each weighed by its rarity among the articles; in [0, 1].
//
// A window of a report needn't name the affair that the report is about, so that by
// itself it's as near to a question on another. Years don't count: a report seldom names
// its own.
type affinity struct {
	of   map[int]float64
	most float64
}

// lacks is how much less of the question an article holds than the one that holds most.
func (a affinity) lacks(article int) float64 { return a.most - a.of[article] }

var year = regexp.MustCompile(`^(?:1[89]|20)\d\d$`)

// affinity is that of the articles to a question of these words; words that no article
// holds say nothing.
func (c *Coverage) affinity(words []Word) affinity {
	a, all := affinity{of: map[int]float64{}}, 0.0
	seen := map[string]bool{}
	for _, w := range words {
		folded := Fold(w.Text)
		if !w.Content || seen[folded] || year.MatchString(folded) {
			continue
		}
		seen[folded] = true
		holding := c.Vocabulary().articlesWith(folded)
		if len(holding) == 0 {
			continue
		}
		rarity := math.Log(1 + float64(len(c.Articles))/float64(len(holding)))
		all += rarity
		for _, article := range holding {
			a.of[int(article)] += rarity
		}
	}
	for article, sum := range a.of {
		a.of[article] = sum / all
		a.most = max(a.most, sum/all)
	}
	return a
}

// stemLength is how many bytes forms of one word begin with alike (see [SameStem]).
const stemLength = 4

// articlesWith are the articles that hold a form of a folded word, in order. A number
// has one form only.
func (v *Vocabulary) articlesWith(folded string) []int32 {
	if len(folded) < stemLength || strings.ContainsAny(folded, "0123456789") {
		return v.articles[folded]
	}
	var out []int32
	for _, form := range v.alike[folded[:stemLength]] {
		if SameStem(form, folded) {
			out = append(out, v.articles[form]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
