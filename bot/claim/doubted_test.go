package claim

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/retrieval/reader"
)

// TestDoubtedWords counts how often the word of a false claim that the reader doubts most
// is one of those in which it differs from a true claim about the same sentences, and how
// often it doubts a word of a true one: of the parts that decision.json is fitted on.
func TestDoubtedWords(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 1,600 claims")
	}
	checkers := coverages(t)
	var claims []judgedClaim
	for _, c := range judgedClaims(t, "testdata/claims.jsonl") {
		if !totalsOnly(c.Part) {
			claims = append(claims, c)
		}
	}
	var falseOnes, most, doubted, doubtedRightly, trueOnes, trueDoubted int
	for _, c := range claims {
		var wrong []reader.Range
		if !c.True {
			if wrong = differences(c, claims); wrong == nil {
				continue
			}
		}
		k := checkers[c.Over]
		r, err := k.read(t.Context(), c.Claim, k.all(t, c))
		if err != nil {
			t.Fatal(err)
		}
		top := slices.MaxFunc(r.doubts, func(a, b reader.Doubt) int { return cmp.Compare(a.LogOdds, b.LogOdds) })
		if c.True {
			trueOnes++
			if top.LogOdds > 0 {
				trueDoubted++
			}
			continue
		}
		falseOnes++
		right := slices.ContainsFunc(wrong, func(w reader.Range) bool { return w.Start < top.Word.End && top.Word.Start < w.End })
		if right {
			most++
		}
		if top.LogOdds > 0 {
			doubted++
			if right {
				doubtedRightly++
			}
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Of %d false claims that are nearly a true one the most doubted word is one that differs in %d;\n", falseOnes, most)
	fmt.Fprintf(&out, "in %d of the %d where it is likelier wrong than not.\n", doubtedRightly, doubted)
	fmt.Fprintf(&out, "Of %d true claims %d have a word that is likelier wrong than not.\n", trueOnes, trueDoubted)
	bottest.Golden(t, "testdata/doubted.txt", []byte(out.String()))
}

// differences are the words in which a false claim differs from that true one about the
// same sentences that it differs from least; none if it differs much from all.
func differences(c judgedClaim, claims []judgedClaim) (least []reader.Range) {
	for _, o := range claims {
		if !o.True || o.Over != c.Over || o.Article != c.Article || !slices.ContainsFunc(o.Sentences, func(s string) bool { return slices.Contains(c.Sentences, s) }) {
			continue
		}
		d := differing(c.Claim, o.Claim)
		if len(d) > 0 && (least == nil || len(d) < len(least)) {
			least = d
		}
	}
	return least
}

// More words than that, or than that share of a claim, and two claims only speak of the same.
const (
	mostDiffering      = 5
	mostDifferingShare = .45
)

var wordPattern = regexp.MustCompile(`[\pL\pN]+(?:[.,'’-]+[\pL\pN]+)*|%`)

// differing are the words of a claim that another hasn't in their place; where it only
// leaves words out, those beside the place.
func differing(claim, other string) []reader.Range {
	own, others := wordPattern.FindAllStringIndex(claim, -1), wordPattern.FindAllString(strings.ToLower(other), -1)
	lower := strings.ToLower(claim)
	if len(lower) != len(claim) {
		return nil
	}
	same := func(i, j int) bool { return lower[own[i][0]:own[i][1]] == others[j] }
	// common[i][j] is the length of the longest common subsequence behind words i and j.
	common := make([][]int, len(own)+1)
	for i := range common {
		common[i] = make([]int, len(others)+1)
	}
	for i := len(own) - 1; i >= 0; i-- {
		for j := len(others) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); same(i, j) {
				common[i][j] = max(common[i][j], common[i+1][j+1]+1)
			}
		}
	}
	var out []reader.Range
	var gaps []int // words before which words are left out
	i, j := 0, 0
	for i < len(own) && j < len(others) {
		switch {
		case same(i, j) && common[i][j] == common[i+1][j+1]+1:
			i, j = i+1, j+1
		case common[i][j] == common[i+1][j]:
			out = append(out, reader.Range{Start: own[i][0], End: own[i][1]})
			i++
		default:
			gaps = append(gaps, i)
			j++
		}
	}
	for ; i < len(own); i++ {
		out = append(out, reader.Range{Start: own[i][0], End: own[i][1]})
	}
	if len(out) == 0 && len(gaps) <= mostDiffering {
		for _, i := range gaps {
			for _, w := range own[max(i-1, 0):min(i+1, len(own))] {
				out = append(out, reader.Range{Start: w[0], End: w[1]})
			}
		}
	}
	if len(out) > mostDiffering || float64(len(out)) > mostDifferingShare*float64(len(own)) {
		return nil
	}
	return out
}
