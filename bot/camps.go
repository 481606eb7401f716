package bot

import "strings"

// camps are governments under the names that news gives them, one a line: the
// country and its people, then its capital and seat of power. Who speaks for
// them is read from the coverage (see [peopleOf]).
var camps = parseCamps(`
us american americans: washington white-house pentagon
russia russian russians: moscow kremlin
ukraine ukrainian ukrainians: kyiv kiev
uk britain british: london downing
france french: paris elysee
germany german germans: berlin
china chinese: beijing
eu european: brussels
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
var offices = set(`official officials government governments president presidents presidency minister ministers ministry leader leaders side sides
	adviser advisor advisers advisors aide secretary spokesman spokeswoman spokesperson diplomat diplomats ambassador embassy envoy delegation
	department military army forces authorities administration state parliament senate congress partners allies`)

// governmentOf is the government that a folded phrase names as such, or empty:
// "the Kremlin's press service", "Russian officials", "Russia".
func governmentOf(phrase string) string {
	words := phraseWords(phrase)
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
// empty: governmentOf's, or that of one of its people.
func (p people) campOf(phrase string) string {
	if c := governmentOf(phrase); c != "" {
		return c
	}
	for _, w := range phraseWords(phrase) {
		if c := p[w]; c != "" {
			return c
		}
	}
	return ""
}

// foldedInOneWord joins names of two words as [inOneWord] does.
var foldedInOneWord = strings.NewReplacer("white house", "white-house", "united states", "united-states", "united kingdom", "united-kingdom", "european union", "european-union")

// phraseWords are the words of a phrase, without articles and possessives.
func phraseWords(phrase string) []string {
	words := strings.Fields(foldedInOneWord.Replace(phrase))
	out := words[:0]
	for _, w := range words {
		if w = strings.TrimSuffix(w, "'s"); w != "the" && w != "a" && w != "an" {
			out = append(out, w)
		}
	}
	return out
}
