package claim

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"cuttings/corpus"
)

// TestSigns: a sentence in its own words but for the sign of a number or of its currency, or
// without its only sign of percent, never stands.
func TestSigns(t *testing.T) {
	articles, _, err := corpus.ReadDir(t.Context(), os.DirFS("testdata/wikinews"))
	if err != nil {
		t.Fatal(err)
	}
	twists := []struct {
		re *regexp.Regexp
		by string
	}{
		{regexp.MustCompile(`\$( ?\d)`), "€$1"}, {regexp.MustCompile(`€( ?\d)`), "£$1"}, {regexp.MustCompile(` (\d)`), " −$1"}, {regexp.MustCompile(`%|percent|per cent`), ""},
	}
	tried := 0
	for _, k := range []*Checker{overBundled(t), over(t, articles)} {
		for id, s := range k.coverage.Sentences {
			for _, twist := range twists {
				for _, at := range twist.re.FindAllStringIndex(s.Text, -1) {
					if twist.by == "" && strings.Count(plainText(s.Text), "percent") != 1 {
						continue
					}
					tried++
					claim := Clean(s.Text[:at[0]] + twist.re.ReplaceAllString(s.Text[at[0]:at[1]], twist.by) + s.Text[at[1]:])
					faults, _ := k.newCheck(claim, []int{id}).faults()
					if verbatim(claim, s.Text) || !breaksHard(faults) {
						t.Errorf("stands: %s", claim)
					}
				}
			}
		}
	}
	if tried < 50 {
		t.Errorf("tried only %d", tried)
	}
}
