package voice

import (
	"strings"

	"cuttings/bot/lexicon"
)

// camps are governments under the names that news gives them, one a line: the country and
// its people, then its capital and seat of power; with a hyphen where a name has two words.
// Who speaks for them is read from the coverage (see [peopleOf]).
var camps = parseCamps(`
us united-states american americans: washington white-house pentagon
russia russian russians: moscow kremlin
ukraine ukrainian ukrainians: kyiv kiev
uk united-kingdom britain british: london downing
france french: paris elysee
germany german germans: berlin
china chinese: beijing
eu european-union european: brussels
nato:
iran iranian iranians: tehran
israel israeli israelis: jerusalem
india indian indians: delhi
turkey turkish: ankara
japan japanese: tokyo
canada canadian canadians: ottawa
mexico mexican mexicans:
italy italian italians: rome
spain spanish: madrid
poland polish: warsaw
belarus belarusian: minsk
venezuela venezuelan: caracas
syria syrian syrians: damascus`)

// campNames map each kind of name to its camp, and each camp to how it is called.
type campNames struct{ country, seat, called map[string]string }

func parseCamps(lines string) campNames {
	c := campNames{map[string]string{}, map[string]string{}, map[string]string{}}
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		countries, seats, _ := strings.Cut(line, ":")
		camp := strings.Fields(countries)[0]
		c.called[camp] = strings.ToUpper(camp)
		if seats := strings.Fields(seats); len(seats) > 0 {
			c.called[camp] = strings.ToUpper(seats[0][:1]) + seats[0][1:]
		}
		for w := range strings.FieldsSeq(countries) {
			c.country[w] = camp
		}
		for w := range strings.FieldsSeq(seats) {
			c.seat[w] = camp
		}
	}
	return c
}

// offices turn a country's name into its government: "a US official", but not
// "a US singer".
var offices = lexicon.Set(`official officials government governments president presidents presidency minister ministers ministry leader leaders side sides
	adviser advisor advisers advisors aide secretary spokesman spokeswoman spokesperson diplomat diplomats ambassador embassy envoy delegation
	department military army forces authorities administration state parliament senate congress partners allies`)

// Government is the government that a folded phrase names as such, or empty:
// "the Kremlin's press service", "Russian officials", "Russia".
func Government(phrase string) string {
	words := PhraseWords(phrase)
	office := len(words) == 1
	for _, w := range words {
		office = office || offices[w]
	}
	for _, w := range words {
		if c := camps.seat[w]; c != "" {
			return c
		}
		if c := camps.country[w]; c != "" && office {
			return c
		}
	}
	return ""
}

// people are the camps of those who speak for a government, by the folded last
// word of their names.
type people map[string]string

// campOf is the government for which the speaker in a folded phrase stands, or
// empty: [Government]'s, or that of one of its people.
func (p people) campOf(phrase string) string {
	if c := Government(phrase); c != "" {
		return c
	}
	for _, w := range PhraseWords(phrase) {
		if c := p[w]; c != "" {
			return c
		}
	}
	return ""
}

// ofTwoWords are the names of camps and seats that have two words.
var ofTwoWords = []string{"White House", "United States", "United Kingdom", "European Union"}

var inOneWord, foldedInOneWord = hyphenated(ofTwoWords), hyphenated(strings.Split(strings.ToLower(strings.Join(ofTwoWords, ",")), ","))

func hyphenated(names []string) *strings.Replacer {
	var pairs []string
	for _, n := range names {
		pairs = append(pairs, n, strings.ReplaceAll(n, " ", "-"))
	}
	return strings.NewReplacer(pairs...)
}

// InOneWord is a text with a hyphen in the names of governments that have two words:
// "the White-House".
func InOneWord(text string) string { return inOneWord.Replace(text) }

// PhraseWords are the words of a phrase, without articles and possessives.
func PhraseWords(phrase string) []string {
	words := strings.Fields(foldedInOneWord.Replace(phrase))
	out := words[:0]
	for _, w := range words {
		if w = strings.TrimSuffix(w, "'s"); w != "the" && w != "a" && w != "an" {
			out = append(out, w)
		}
	}
	return out
}

// Country is the government of the country or people that a folded word names: "us" for
// "american"; empty if it names none.
func Country(word string) string { return camps.country[word] }

// Seat is the government whose capital or seat of power a folded word names: "us" for
// "washington"; empty if it names none. A seat of two words has a hyphen: "white-house".
func Seat(word string) string { return camps.seat[word] }

// Called is how a government is named as one that speaks, by its capital if it has one
// here: "Washington" for "us"; empty if it isn't known.
func Called(camp string) string { return camps.called[camp] }
