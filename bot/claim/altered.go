package claim

import (
	"fmt"
	"slices"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// A claim that is a sentence, or a part of it, but for at most mostAltered words, and has at
// least leastAltered, alters what it says if one of these turns it round. Longer sentences than
// mostAligned words aren't looked at.
const (
	mostAltered  = 2
	leastAltered = 6
	mostAligned  = 500
)

// altered: a claim that is word for word as a sentence doesn't put in or leave out a denial, nor
// put the contrary in the place of a word.
func (c *check) altered() string {
	words := retrieval.Folded(c.text)
	for _, u := range c.units {
		own := retrieval.Folded(u.text)
		if len(words) < leastAltered || len(own) > mostAligned {
			continue
		}
		at := aligned(words, own)
		lacking := 0
		for _, k := range at {
			if k < 0 {
				lacking++
			}
		}
		if lacking > mostAltered {
			continue
		}
		for _, g := range gaps(at) {
			if reason := g.turns(words, own); reason != "" {
				return reason
			}
		}
	}
	return ""
}

// A gap is where two texts differ between words that they share: the words [from, to) of the
// one and [ownFrom, ownTo) of the other.
type gap struct{ from, to, ownFrom, ownTo int }

// gaps are those between words that stand at places of another text, or at -1 if they don't.
// What stands before the first or behind the last that both share is none.
func gaps(at []int) []gap {
	var out []gap
	last := -1
	for i, k := range at {
		if k < 0 {
			continue
		}
		if last >= 0 && (i-last > 1 || k-at[last] > 1) {
			out = append(out, gap{last + 1, i, at[last] + 1, k})
		}
		last = i
	}
	return out
}

// turns says how the words of a gap turn round what they stand for, or "".
func (g gap) turns(words, own []string) string {
	claim, said := words[g.from:g.to], own[g.ownFrom:g.ownTo]
	denies, denied := slices.ContainsFunc(claim, isDenial), slices.ContainsFunc(said, isDenial)
	switch {
	case denies && !denied && len(said) <= len(claim):
		return "denies what its sentence says word for word"
	case denied && !denies && len(said) == 1 && len(claim) == 0:
		return fmt.Sprintf("leaves out “%s”", said[0])
	case len(claim) == 1 && len(said) == 1 && contrary(claim[0], said[0]):
		return fmt.Sprintf("says “%s” where they say “%s”", claim[0], said[0])
	}
	return ""
}

func isDenial(w string) bool { return negators[w] || strings.HasSuffix(w, "n't") }

// contrary reports whether two words say the opposite of each other.
func contrary(a, b string) bool {
	if turned[a] == b || lexicon.Relate(a, b) == lexicon.Opposite {
		return true
	}
	return slices.ContainsFunc(directionPairs, func(d direction) bool { return d.up[a] && d.down[b] || d.down[a] && d.up[b] })
}

// aligned gives the place in own of each of the words, in order and as many as can be, or -1:
// the longest common subsequence.
func aligned(words, own []string) []int {
	// length[i][j] is of words[i:] and own[j:].
	length := make([][]int, len(words)+1)
	for i := range length {
		length[i] = make([]int, len(own)+1)
	}
	for i := len(words) - 1; i >= 0; i-- {
		for j := len(own) - 1; j >= 0; j-- {
			if words[i] == own[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	out := make([]int, len(words))
	for i, j := 0, 0; i < len(words); {
		switch {
		case j < len(own) && words[i] == own[j]:
			out[i] = j
			i, j = i+1, j+1
		case j < len(own) && length[i][j+1] >= length[i+1][j]:
			j++
		default:
			out[i] = -1
			i++
		}
	}
	return out
}
