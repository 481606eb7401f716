package claim

import (
	"slices"
	"testing"

	"cuttings/bot/bottest"
)

// A claim may name a statement itself, or who made it, as the one who says it.
func TestSaidByItsAuthor(t *testing.T) {
	k := over(t, bottest.Articles(t, "Statement on the Harbour\n\nThe closure of the harbour goes on until June.\n\nMARIA J. LINDQVIST\n"))
	for claim, ok := range map[string]bool{
		"Lindqvist said the closure of the harbour goes on until June.":     true,
		"The statement said the closure of the harbour goes on until June.": true,
		"The order said the closure of the harbour goes on until June.":     true,
		"Haugen said the closure of the harbour goes on until June.":        false,
	} {
		c := k.newCheck(claim, []int{k.id(t, "The closure")})
		if got := c.attributed(); (got == "") != ok {
			t.Errorf("%q: %q", claim, got)
		}
	}
}

func TestSaidByWhom(t *testing.T) {
	k := over(t, bottest.Articles(t, `Joint Statement on the Harbour

The following statement was released by Secretary of State Maria Lindqvist, the EU envoy Josep Haugen, and Norwegian minister Ola Sand.

We call for the harbour to open.
`, `The harbour

President Lindqvist came. President Lindqvist waved. President Lindqvist left.

The leaders met. They agreed to open the harbour.

The president of Norway has made clear that the harbour opens. This is stated in a release on the Kremlin's website.

The President met the union today. He told its leader that the offer was too low.

Lindqvist expressed support for the group, which includes Norway.

In a new study released on Monday, scientists report that cod sleep.

Her deputy, Rafael Ogando, had told a radio station that the line would be late.

Haugen's lawyer, Mary Aune, said the toll was too high.

Opposition senator Ana Cabrera demanded the resignation of Moen.

Haugen sang in the choir. He said he was “not amused” at all.
`))
	for _, tt := range []struct {
		rule, claim string
		sentences   []string
		ok          bool
	}{
		{"attributed", "Lindqvist, Haugen and Sand called for the harbour to open.", []string{"We call"}, true},
		{"attributed", "The EU and Norway called for the harbour to open.", []string{"We call"}, true},
		{"attributed", "Solberg called for the harbour to open.", []string{"We call"}, false},
		{"attributed", "The two leaders agreed to open the harbour.", []string{"They agreed"}, true},
		{"attributed", "The Kremlin says that the harbour opens.", []string{"The president of", "This is stated"}, true},
		{"attributed", "The Pentagon says that the harbour opens.", []string{"The president of", "This is stated"}, false},
		{"attributed", "Lindqvist told the union that the offer was too low.", []string{"He told"}, true},
		{"attributed", "Haugen told the union that the offer was too low.", []string{"He told"}, false},
		{"attributed", "Cod sleep, according to a study released on Monday.", []string{"In a new"}, true},
		{"attributed", "Cod sleep, according to a poll released on Monday.", []string{"In a new"}, false},
		{"unattributed", "The line will be late, in the deputy's view.", []string{"Her deputy"}, true},
		{"attributed", "The line will be late, in the deputy's view.", []string{"Her deputy"}, true},
		{"attributed", "The line will be late, in the engineer's view.", []string{"Her deputy"}, false},
		{"attributed", "The line would be late, Ogando's brother said.", []string{"Her deputy"}, false},
		{"attributed", "The toll is too high, said Haugen's lawyer.", []string{"Haugen's lawyer"}, true},
		{"attributed", "The toll is too high, said the lawyer Mary Aune.", []string{"Haugen's lawyer"}, true},
		{"attributed", "The toll is too high, said Haugen.", []string{"Haugen's lawyer"}, false},
		{"attributed", "By Ogando's account the line will be late.", []string{"Her deputy"}, true},
		{"attributed", "By Solberg's account the line will be late.", []string{"Her deputy"}, false},
		{"unattributed", "The line will be late.", []string{"Her deputy"}, false},
		{"unattributed", "A senator wants Moen to resign.", []string{"Opposition senator"}, true},
		{"unattributed", "Moen is to resign.", []string{"Opposition senator"}, false},
		{"unattributed", "The group includes Norway.", []string{"Lindqvist expressed"}, true},
		{"quoted", `Haugen said he was “not amused” at all.`, []string{"Haugen sang", "He said"}, true},
		{"quoted", `Solberg said he was “not amused” at all.`, []string{"Haugen sang", "He said"}, false},
		{"attributed", "Solberg said he wasn't amused.", []string{"Haugen sang", "He said"}, false},
	} {
		var ids []int
		for _, s := range tt.sentences {
			ids = append(ids, k.id(t, s))
		}
		faults, why := k.newCheck(tt.claim, ids).faults()
		if slices.Contains(faults, tt.rule) == tt.ok {
			t.Errorf("%q: %v, %s", tt.claim, faults, why)
		}
	}
}

func TestTreebankWords(t *testing.T) {
	for _, tt := range []struct {
		word string
		want int
	}{{"didn't", 2}, {"cannot", 2}, {"Putin's", 2}, {"they've", 2}, {"White-House", 2}, {"COVID-19", 1}, {"'s", 1}, {"O'Brien", 1}} {
		if got := treebankWords(tt.word); len(got) != tt.want {
			t.Errorf("%s is parted into %q, want %d", tt.word, got, tt.want)
		}
	}
}
