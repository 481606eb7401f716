package bot

import (
	"regexp"
	"sort"
	"strings"
	"testing"
)

// twists turn a sentence into a claim that is false, by rule.
var twists = map[string]func(b *Bot, s string) []string{
	"swap":   swapNames,
	"number": changeNumbers,
	"negate": negateAux,
}

var capRun = regexp.MustCompile(`\b(?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+)*`)

func swapNames(b *Bot, s string) []string {
	var names [][]int
	for _, m := range capRun.FindAllStringIndex(s, -1) {
		w := s[m[0]:m[1]]
		if m[0] == 0 && !b.coverage.Vocabulary().IsName(strings.ToLower(strings.Fields(w)[0])) && campOfWord(strings.ToLower(w), w) == "" || monthTerms[strings.ToLower(w)] > 0 {
			continue
		}
		names = append(names, m)
	}
	var out []string
	for i := 0; i+1 < len(names); i++ {
		a, c := s[names[i][0]:names[i][1]], s[names[i+1][0]:names[i+1][1]]
		between := s[names[i][1]:names[i+1][0]]
		if a == c || len(strings.Fields(between)) < 2 || strings.Contains(between, " and ") || strings.Contains(a, c) || strings.Contains(c, a) {
			continue
		}
		out = append(out, s[:names[i][0]]+c+between+a+s[names[i+1][1]:])
	}
	return out
}

func changeNumbers(_ *Bot, s string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`\d+`).FindAllStringIndex(s, -1) {
		out = append(out, s[:m[0]]+"7"+s[m[0]:])
	}
	return out
}

var auxRE = regexp.MustCompile(`\b(is|are|was|were|has|have|had|will|would|could|may|can)\b( not)?`)

func negateAux(_ *Bot, s string) []string {
	var out []string
	for _, m := range auxRE.FindAllStringSubmatchIndex(s, -1) {
		if m[4] >= 0 {
			out = append(out, s[:m[4]]+s[m[5]:])
		} else {
			out = append(out, s[:m[3]]+" not"+s[m[3]:])
		}
	}
	return out
}

func TestTwists(t *testing.T) {
	bots := claimCoverages(t)
	for _, over := range []string{"bundled", "wikinews"} {
		b := bots[over]
		same, dropped := 0, 0
		for id, s := range b.coverage.Sentences {
			same++
			if r := b.checkClaim(cleanClaim(s.Text), []int{id}); r != "" {
				dropped++
				t.Logf("itself: %s\n   %s", s.Text, r)
			}
		}
		t.Logf("%s: %d of %d sentences don't carry themselves", over, dropped, same)
		var kinds []string
		for k := range twists {
			kinds = append(kinds, k)
		}
		sort.Strings(kinds)
		for _, kind := range kinds {
			n, kept := 0, 0
			for id, s := range b.coverage.Sentences {
				for _, c := range twists[kind](b, s.Text) {
					n++
					if b.checkClaim(cleanClaim(c), []int{id}) == "" {
						kept++
						t.Logf("%s: %s", kind, c)
					}
				}
			}
			t.Logf("%s %s: %d of %d kept", over, kind, kept, n)
		}
	}
}
