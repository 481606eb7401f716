package claim

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/bot/lexicon"
	"cuttings/bot/logistic"
)

// twists turn a sentence into a claim that is false, by rule.
var twists = map[string]func(k *Checker, s string) []string{
	"swap":    swapNames,
	"number":  changeNumbers,
	"negate":  negateAux,
	"certain": replacing(`\b(?:may|might|could) (\w+)`, "will $1"),
	"done":    replacing(`\b(?:will|would|plans? to|intends? to|is to|are to|wants? to) (\w+)`, "has already begun to $1"),
	"all":     replacing(`\b(?:some|several|many|most|a number of|nearly all|part of)( of)?\b`, "all"),
	"unsaid":  unattributed,
	"turned":  turnWords,
	"because": becauseOf,
	"counts":  swapNumbers,
}

// capRun matches a run of words with capitals.
var capRun = regexp.MustCompile(`\b(?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+)*`)

// swapNames lets two names that stand apart change places.
func swapNames(k *Checker, s string) []string {
	var names [][]int
	for _, m := range capRun.FindAllStringIndex(s, -1) {
		w := s[m[0]:m[1]]
		if m[0] == 0 && !k.coverage.Vocabulary().IsName(strings.ToLower(strings.Fields(w)[0])) && campOfWord(strings.ToLower(w), w) == "" || monthTerms[strings.ToLower(w)] > 0 {
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

// changeNumbers puts a digit before each number.
func changeNumbers(_ *Checker, s string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`\d+`).FindAllStringIndex(s, -1) {
		out = append(out, s[:m[0]]+"7"+s[m[0]:])
	}
	return out
}

var auxRE = regexp.MustCompile(`\b(is|are|was|were|has|have|had|will|would|could|may|can)\b( not)?`)

// negateAux puts a "not" behind an auxiliary, or takes it away.
func negateAux(_ *Checker, s string) []string {
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

// replacing makes a twist that puts something else in the place of each match.
func replacing(pattern, by string) func(*Checker, string) []string {
	re := regexp.MustCompile(pattern)
	return func(_ *Checker, s string) []string {
		var out []string
		for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
			out = append(out, s[:m[0]]+string(re.ExpandString(nil, by, s, m))+s[m[1]:])
		}
		return out
	}
}

var (
	saidBefore = regexp.MustCompile(`^(?:According to [^,]+, |[A-Z][^,"“]{3,60} (?:said|says|claims|claimed|stated|indicated|told \w+|believes) (?:that )?)([^"“”]+)$`)
	saidBehind = regexp.MustCompile(`^([^"“”]+), (?:according to [^,]+|(?:[\w ]+ )?(?:said|says|claimed)(?: [\w ]+)?)\.$`)
)

// unattributed states as a fact what the sentence has somebody say.
func unattributed(_ *Checker, s string) []string {
	for _, re := range []*regexp.Regexp{saidBefore, saidBehind} {
		if m := re.FindStringSubmatch(s); m != nil {
			return []string{strings.ToUpper(m[1][:1]) + m[1][1:]}
		}
	}
	return nil
}

var turnedWords = strings.Fields(`before after more less north south increase decrease rise fall up down upwards downwards support oppose inside outside win lose won lost
	first last above below accept reject public private start end started ended arrived left higher lower best worst for against men women old new eastern western early late`)

// turnWords puts the contrary in the place of a word.
func turnWords(_ *Checker, s string) []string {
	var out []string
	for i, w := range turnedWords {
		out = append(out, replacing(`\b`+w+`\b`, turnedWords[i^1])(nil, s)...)
	}
	return out
}

// figure matches a number or a range of two ("9-10", "1,200", "5.5").
var figure = regexp.MustCompile(`\d+(?:[.,:]\d+)*(?:[-–]\d+(?:[.,:]\d+)*)?|(?i)\b(?:` + strings.ReplaceAll(lexicon.NumberWords, " ", "|") + `)\b`)

// swapNumbers lets two numbers that follow each other change places.
func swapNumbers(_ *Checker, s string) []string {
	var out []string
	all := figure.FindAllStringIndex(s, -1)
	for i := 0; i+1 < len(all); i++ {
		a, c := all[i], all[i+1]
		if x, y := s[a[0]:a[1]], s[c[0]:c[1]]; x != y && !yearRE.MatchString(x) && !yearRE.MatchString(y) {
			out = append(out, s[:a[0]]+y+s[a[1]:c[0]]+x+s[c[1]:])
		}
	}
	return out
}

// becauseOf makes a cause of what only stands beside it.
func becauseOf(_ *Checker, s string) []string {
	return append(replacing(`, and (\w+ \w+ \w+)`, " because $1")(nil, s), replacing(` (?:after|when|as|while) (\w+ \w+ \w+)`, " because $1")(nil, s)...)
}

// TestTwists holds to a golden file how many sentences carry themselves, and how
// many of the false claims that rules make of them are kept.
func TestTwists(t *testing.T) {
	if testing.Short() {
		t.Skip("parses and reads 1,000 claims")
	}
	checkers := coverages(t)
	var out strings.Builder
	for _, over := range []string{"bundled", "wikinews"} {
		k := checkers[over]
		kept := 0
		for id, s := range k.coverage.Sentences {
			kept += int(logistic.Indicator(k.Check(t.Context(), Clean(s.Text), []int{id}) == ""))
		}
		fmt.Fprintf(&out, "%-9s the sentence itself: kept %d of %d\n", over, kept, len(k.coverage.Sentences))
		for _, kind := range slices.Sorted(maps.Keys(twists)) {
			all, kept := 0, 0
			for id, s := range k.coverage.Sentences {
				for _, claim := range twists[kind](k, s.Text) {
					all++
					kept += int(logistic.Indicator(k.Check(t.Context(), Clean(claim), []int{id}) == ""))
				}
			}
			fmt.Fprintf(&out, "%-9s %s: kept %d of %d\n", over, kind, kept, all)
		}
	}
	bottest.Golden(t, "testdata/twists.txt", []byte(out.String()))
}
