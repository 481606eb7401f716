package bot

import (
	"regexp"
	"slices"
	"strings"

	"cuttings/retrieval"
)

// sameStatement is the share of the rarer content words that two sentences must
// share to be one statement: of the shorter one's words, weighed by how few
// sentences of the coverage hold them.
const sameStatement = 0.6

// points groups citations, numbered from 1 in the order of chosen, into
// statements: a citation joins the first point whose lead says the same in
// another report.
func (b *Bot) points(chosen []*candidate) []Point {
	var out []Point
	var leads []*candidate
next:
	for i, c := range chosen {
		for j, lead := range leads {
			within, _ := b.vocabulary().shared(contentWords(lead.sentence.Text), contentWords(c.sentence.Text))
			if lead.sentence.Article != c.sentence.Article && within >= sameStatement && consistent(lead.sentence.Text, c.sentence.Text) {
				out[j].Citations = append(out[j].Citations, i+1)
				continue next
			}
		}
		out = append(out, Point{Speaker: c.voice.display, Citations: []int{i + 1}})
		leads = append(leads, c)
	}
	return out
}

// consistent reports whether neither sentence holds figures or quoted words
// where the other has others.
func consistent(a, b string) bool {
	return agree(figures(a), figures(b), func(x, y string) bool { return x == y }) && agree(quotedIn(a), quotedIn(b), eitherContains)
}

// agree reports whether one list holds all of the other, or one is empty.
func agree(a, b []string, same func(x, y string) bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y string) bool { return same(x, y) }) {
			return false
		}
	}
	return true
}

func eitherContains(x, y string) bool { return strings.Contains(x, y) || strings.Contains(y, x) }

// figure matches a number or a range of two ("9-10", "1,200", "5.5").
var figure = regexp.MustCompile(`\d+(?:[.,:]\d+)*(?:[-–]\d+(?:[.,:]\d+)*)?|(?i)\b(?:` + numberWords + `)\b`)

const numberWords = `two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion`

var numberValues = func() map[string]string {
	m := map[string]string{}
	values := strings.Fields("2 3 4 5 6 7 8 9 10 11 12 20 30 40 50 60 70 80 90 100 1000 1000000 1000000000")
	for i, w := range strings.Split(numberWords, "|") {
		m[w] = values[i]
	}
	return m
}()

// figures are the numbers in a text, each in one form: "fifty" and "50" are alike.
func figures(s string) []string {
	var out []string
	for _, f := range figure.FindAllString(s, -1) {
		f = strings.ToLower(strings.NewReplacer(",", "", "–", "-").Replace(f))
		if v := numberValues[f]; v != "" {
			f = v
		}
		out = append(out, f)
	}
	return out
}

// quotedIn are the folded phrases between double quotation marks. A mark without
// its partner in the text quotes nothing.
func quotedIn(s string) []string {
	var out []string
	start := -1
	for i, r := range s {
		switch {
		case r == '“' || r == '"' && start < 0:
			start = i + len(string(r))
		case (r == '”' || r == '"') && start >= 0:
			out = append(out, strings.Trim(retrieval.Fold(s[start:i]), " .,;"))
			start = -1
		}
	}
	return out
}
