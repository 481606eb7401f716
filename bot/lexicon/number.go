package lexicon

import "strings"

// NumberWords are the words for numbers whose figures [Number] knows, with spaces between.
const NumberWords = `two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion`

var numberValues = func() map[string]string {
	m := map[string]string{}
	values := strings.Fields("2 3 4 5 6 7 8 9 10 11 12 20 30 40 50 60 70 80 90 100 1000 1000000 1000000000")
	for i, w := range strings.Fields(NumberWords) {
		m[w] = values[i]
	}
	return m
}()

// Number is a number in figures, given as one of the [NumberWords]: "50" for "fifty";
// empty for any other word.
func Number(word string) string { return numberValues[word] }
