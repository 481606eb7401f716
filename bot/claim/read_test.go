package claim

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
	"cuttings/retrieval/reader"
)

// TestClaimsRead: what a claim says of whom and of how many the rules read off its
// words, however it says it.
func TestClaimsRead(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2022-01-09 The day's news.

The demands were rejected by NATO.

Three occupants of the helicopter died and three firefighters were injured.

The fire killed three people and injured sixteen, including a baby.

Putin invited President Zelenskyy to visit Moscow in May.

Mukherjee served two terms in the Lok Sabha and five terms in the Rajya Sabha.

The governor of Louisiana, a state on the Gulf of Mexico, declared an emergency.

May is to step down, with Johnson succeeding her.

Because only Congress may spend the money, reads the motion, the order violates the Constitution.
`))
	for _, tt := range []struct{ sentence, claim, because string }{
		{"The demands", "NATO turned down the demands.", ""},
		{"Three occupants", "Three occupants of the helicopter were killed.", ""},
		{"Three occupants", "Three firefighters were killed.", "of somebody else"},
		{"The fire", "The fire injured a baby.", ""},
		{"The fire", "The fire killed a baby.", "of which they say “injured”"},
		{"Putin", "Putin invited Zelenskyy to Moscow.", ""},
		{"Putin", "Zelenskyy visited Moscow in May.", "only planned"},
		{"Mukherjee", "Mukherjee served two terms in the Lok Sabha.", ""},
		{"Mukherjee", "Mukherjee served five terms in the Lok Sabha and two terms in the Rajya Sabha.", "“five”"},
		{"The governor", "Louisiana's governor declared an emergency.", ""},
		{"May is", "Johnson is to succeed May.", ""},
		{"Because", "The order violates the Constitution.", "the motion"},
	} {
		_, got := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)}).faults()
		if (got == "") != (tt.because == "") || !strings.Contains(got, tt.because) {
			t.Errorf("%q beside %q: %q, want %q", tt.claim, tt.sentence, got, tt.because)
		}
	}
}

// A claim of which the sentences hold nothing is dropped, whatever the reader makes of it.
func TestNothingClaimed(t *testing.T) {
	k := overBundled(t)
	for _, claim := range []string{"", ".", "It is as it was.", "“”", "and so on and so on", "Ignore this."} {
		if got := k.Check(t.Context(), claim, []int{0, 1}); got == "" {
			t.Errorf("%q is kept", claim)
		}
	}
}

// Numbers of two words and figures are the same.
func TestNumbersOfTwoWords(t *testing.T) {
	k := over(t, bottest.Articles(t, "Sixty-six people were hurt, and 42 left ten years ago."))
	for claim, ok := range map[string]bool{
		"66 people were hurt.":           true,
		"Forty-two left ten years ago.":  true,
		"Forty-two left a decade ago.":   true,
		"Sixty-seven people were hurt.":  false,
		"Sixty people were hurt.":        false,
		"Fifty-five left ten years ago.": false,
	} {
		c := k.newCheck(claim, []int{k.id(t, "Sixty-six")})
		if got := c.found(); (got == "") != ok {
			t.Errorf("%q: %q", claim, got)
		}
	}
}

// What looking proves is held to always: figures and larger numbers that are there or of
// the report's day, names that the report has. Else the rule "named" weighs.
func TestFoundAlways(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2022-01-09 The day's news.

The fire killed three people in Bergen.

Minister Haugen spoke later.
`))
	for claim, rule := range map[string]string{
		"The fire killed three people in Bergen.": "",
		"The fire killed three people in Oslo.":   "found",
		"The fire killed three people in Voss.":   "found",
		"The fire killed three people in Haugen.": "named",
		"The fire killed 30 people.":              "found",
		"The fire killed thirty people.":          "found",
		"The fire killed two people.":             "named",
		"The fire killed three people in 2022.":   "named",
		"The fire killed three people in 2021.":   "found",
	} {
		faults, _ := k.newCheck(claim, []int{k.id(t, "The fire")}).faults()
		for _, name := range []string{"found", "named"} {
			if slices.Contains(faults, name) != (name == rule) {
				t.Errorf("%q breaks %v, want of these rules %q", claim, faults, rule)
			}
		}
	}
}

// A figure that one step of arithmetic makes of those of its sentences may follow: the reader
// weighs it. Another is made up.
func TestDerived(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2016-05-17 The day's news.

The firm asks 1,400 dollars, half of it in cash; the board has put its value at 900.

Three hundred and eighty stayed.

The light has been automatic since 1991.

He gave up in 2009, and a Swiss replaced him in the next year.

The board will pay up to three quarters of the cost.

It carried 610 people, a third less than on a normal day.

Last year Norway listed the same persons and paid 400 kroner to each of twelve.
`))
	for _, tt := range []struct {
		sentence, claim string
		made            bool
	}{
		{"The firm", "The firm wants 700 dollars in cash.", true},
		{"The firm", "The firm wants 800 dollars in cash.", false},
		{"The firm", "Firm and board are 500 dollars apart.", true},
		{"The firm", "Firm and board are 400 dollars apart.", false},
		{"Three hundred", "Some 380 stayed.", true},
		{"Three hundred", "Some 280 stayed.", false},
		{"The light", "The light has been automatic for 25 years.", true},
		{"The light", "The light has been automatic for 24 years.", false},
		{"He gave", "A Swiss came in 2010.", true},
		{"He gave", "A Swiss came in 2012.", false},
		{"The board", "The board will pay 75 percent of the cost.", true},
		{"The board", "The board will pay 65 percent of the cost.", false},
		{"It carried", "On a normal day it carries 915 people.", true},
		{"Last year", "Norway paid 4,800 kroner.", true},
		{"Last year", "Norway paid 5,800 kroner.", false},
		{"Last year", "By then Oslo had paid 400 kroner to each.", true},
		{"Last year", "By then Oslo's government had paid 400 kroner to each.", true},
		{"Last year", "By then Lisbon had paid 400 kroner to each.", false},
		{"Last year", "In Oslo 400 kroner were paid to each.", false},
		{"Last year", "Norwegians paid 400 kroner to each.", true},
		{"Last year", "Those people were listed by Norway, and there'll be 400 kroner for each.", true},
	} {
		faults, _ := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)}).faults()
		if slices.Contains(faults, "found") == tt.made {
			t.Errorf("%q beside %q breaks %v", tt.claim, tt.sentence, faults)
		}
	}
}

// Figures and names are found in other forms of theirs, and by the day of the report.
func TestFoundInOtherForms(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2022-05-23 The day's news.

President Haugen spoke. On the lawn, President Haugen waved. Later President Haugen left.

Thirty-one trucks from Finland crossed in November of last year, at a cost of $181M.

The United States gave more than half a billion doses yesterday.

In Latin America the President said on Friday that it was over.

Norway and 44 other states joined, with a one-in-five chance of rain.
`))
	for claim, found := range map[string]bool{
		"31 Finnish trucks crossed.":                     true,
		"21 Finnish trucks crossed.":                     false,
		"31 trucks crossed in 2021 for $181 million.":    true,
		"31 trucks crossed in 2020.":                     false,
		"America gave 500 million doses on May 22.":      true,
		"America gave 600 million doses.":                false,
		"America gave doses on May 21.":                  false,
		"Haugen said on May 20 that it was over.":        true,
		"Haugen said on May 19 that it was over.":        false,
		"Lindgren said that it was over.":                false,
		"Lindgren and 44 others said that it was over.":  false,
		"Forty-five states joined.":                      true,
		"Forty-four states joined.":                      true,
		"Forty-six states joined.":                       false,
		"The odds of it are 20 percent.":                 true,
		"The odds of it are 25 percent.":                 false,
		"It was over in the United States, Haugen said.": true, // as the report names them elsewhere
	} {
		id := k.id(t, "Thirty-one")
		switch {
		case strings.Contains(claim, "doses"):
			id = k.id(t, "The United")
		case strings.Contains(claim, "over"):
			id = k.id(t, "In Latin")
		case strings.Contains(claim, "joined"), strings.Contains(claim, "odds"):
			id = k.id(t, "Norway and")
		}
		faults, why := k.newCheck(claim, []int{id}).faults()
		if slices.Contains(faults, "found") == found {
			t.Errorf("%q: %v %s, want it found: %v", claim, faults, why, found)
		}
	}
}

// Numbers, days and years are meant by other words, which soften nothing else.
func TestMeant(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2022-05-23 The day's news.

Either party may leave in June.

Lindqvist met Haugen today.

The tower fell in March of 2019.

Haugen will come back next year.

They spoke yesterday.
`))
	for _, tt := range []struct {
		sentence, claim string
		named           bool
	}{
		{"Either", "The two parties may leave in June 2022.", true},
		{"Either", "The three parties may leave in June.", false},
		{"Lindqvist", "Lindqvist met Haugen on May 23, 2022.", true},
		{"Lindqvist", "Lindqvist met Haugen in April.", false},
		{"The tower", "The tower fell in March 2022.", false},
		{"Haugen will", "Haugen will come back in 2022.", false},
		{"They", "They spoke the day before.", true},
		{"Lindqvist", "They met the week before.", false},
	} {
		if got := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)}).named(); (got == "") != tt.named {
			t.Errorf("%q of %q: %q", tt.claim, tt.sentence, got)
		}
	}
}

// TestDaysMeant: a day of the week is a day of the year, as seen from the report.
func TestDaysMeant(t *testing.T) {
	k := over(t, bottest.Articles(t, ` date 2022-09-01 The day's news.

The ships sailed on Tuesday.

The mast of 2019 broke on Tuesday.

The ferry is expected to sail on Saturday.

The tug sank last night.
`))
	for _, tt := range []struct {
		sentence, claim string
		meant           bool
	}{
		{"The ships", "The ships sailed on August 30, 2022.", true},
		{"The ships", "The ships sailed on September 6.", false},
		{"The mast", "The mast of 2019 broke on August 30, 2022.", true},
		{"The mast", "The mast of 2022 broke on Tuesday.", false},
		{"The ships", "The ships sailed in September.", false},
		{"The ships", "30 ships sailed on Tuesday.", false},
		{"The ships", "One ship sailed on September 1.", false},
		{"The ferry", "The ferry is expected to sail on September 3.", true},
		{"The ferry", "The ferry is expected to sail on September 10.", false},
		{"The tug", "The tug sank on August 31.", true},
		{"The tug", "The tug sank on August 30.", false},
	} {
		c := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)})
		if got := c.found() + c.named(); (got == "") != tt.meant {
			t.Errorf("%q of %q: %q", tt.claim, tt.sentence, got)
		}
	}
}

// The reader sees a claim's sentences behind the title and date of their article.
func TestReadBehindHeading(t *testing.T) {
	for text, want := range map[string][]string{
		"Fire in Bergen\n\nAs of: May 23, 2022\n\nIt rained. The house burned.": {
			"Fire in Bergen, Monday, May 23, 2022.|The house burned.",
			"Fire in Bergen, Monday, May 23, 2022.|It rained.|The house burned.",
		},
		"Fire in Bergen\n\nIt rained.\n\nThe house burned.": {"Fire in Bergen.|The house burned.", "Fire in Bergen.|It rained.|The house burned."},
		"Fire in Bergen\n\nThe house burned.":               {"Fire in Bergen.|The house burned."},
		"The house burned. It rained.":                      {"The house burned."},
	} {
		k := over(t, bottest.Articles(t, text))
		r := &readerDouble{}
		k.reader = r
		got, err := k.read(t.Context(), "A house was on fire.", []int{k.id(t, "The house")})
		if err != nil || !slices.Equal(r.windows, want) || got.odds != 1 || len(got.doubts) != 2 {
			t.Errorf("of %q it read %q: %+v, %v; want %q, log-odds 1 and two doubts", text, r.windows, got, err, want)
		}
	}
}

// A readerDouble notes what it is to read, and gives the last sentence log-odds of 1 and
// the others none; it knows of two words.
type readerDouble struct{ windows []string }

func (r *readerDouble) Read(_ context.Context, _ string, windows [][]string) ([]reader.Verdict, error) {
	var out []reader.Verdict
	for _, w := range windows {
		r.windows = append(r.windows, strings.Join(w, "|"))
		scores := make([]reader.Score, len(w))
		for i := range scores {
			scores[i].LogOdds = math.Inf(-1)
		}
		scores[len(w)-1].LogOdds = 1
		out = append(out, reader.Verdict{Scores: scores, Doubts: []reader.Doubt{{LogOdds: -1}, {LogOdds: 2}}})
	}
	return out, nil
}

// A sentence word for word is carried, but not without who says it.
func TestWordForWord(t *testing.T) {
	k := over(t, bottest.Articles(t, `The treaty, of which nobody knows the half, was signed in a tent.

Haugen spoke on Monday. "The border is closed," he said. "No truck will pass before May."
`))
	for sentence, carried := range map[string]bool{
		"The treaty, of which nobody knows the half, was signed in a tent.": true,
		"No truck will pass before May.":                                    false,
	} {
		id := slices.IndexFunc(k.coverage.Sentences, func(s retrieval.Sentence) bool { return strings.Contains(s.Text, strings.TrimSuffix(sentence, ".")) })
		if got := k.Check(t.Context(), sentence, []int{id}); (got == "") != carried {
			t.Errorf("%q: %q, want it carried: %v", sentence, got, carried)
		}
	}
}

// What differs from a sentence only in signs and marks isn't it.
func TestVerbatim(t *testing.T) {
	for _, tt := range []struct {
		sentence, claim string
		same            bool
	}{
		{"“It’s over,” he said – at 9–10 °C.", "\"It's over,\" he said - at 9-10\u00a0°C", true},
		{"Jos\u00e9 left.", "Jose\u0301 left", true},
		{"The ships [2] left.", "The ships left.", true}, // for Clean takes away the mark
		{"They paid $5.", "They paid €5.", false},
		{"They paid $5.", "They paid 5.", false},
		{"Prices rose 5.5%.", "Prices rose 5.5.", false},
		{"Some 1,500 left.", "Some 1.500 left.", false},
		{"It took 2½ hours.", "It took 2¾ hours.", false},
		{"It was ≥60%.", "It was ≤60%.", false},
		{"It rose 5.", "It rose −5.", false},
		{"No ships will leave.", "No, ships will leave.", false},
		{"Lindqvist said Haugen lied.", "Lindqvist, said Haugen, lied.", false},
		{"The ships will leave.", "The ships will leave?", false},
		{"The Ships will leave.", "The ships will leave.", false},
		{"🚢", "", false},
	} {
		if got := verbatim(Clean(tt.claim), tt.sentence); got != tt.same {
			t.Errorf("%q of %q: %v", tt.claim, tt.sentence, got)
		}
	}
}
