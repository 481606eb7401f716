package voice

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"cuttings/retrieval"
)

// titleReach is how many words behind a government's name its office may stand:
// "Russian foreign policy adviser".
const titleReach = 4

// peopleOf reads off sentences who speaks for which government: those whom they
// name right behind a government and an office ("US President Joe Biden", "White
// House press secretary Jen Psaki"), each with the government named most often.
func peopleOf(sentences []retrieval.Sentence) people {
	votes := map[string]map[string]int{}
	out := people{}
	for _, s := range sentences {
		words := sentenceTokens(s.Text)
		for i := range words {
			camp, next := words.government(i)
			if camp == "" {
				continue
			}
			person := words.holder(next)
			if person == "" {
				continue
			}
			if votes[person] == nil {
				votes[person] = map[string]int{}
			}
			votes[person][camp]++
			if votes[person][camp] > votes[person][out[person]] {
				out[person] = camp
			}
		}
	}
	return out
}

// government is the camp of the government named at i, and where it goes on.
func (s tokens) government(i int) (camp string, next int) {
	if s.is(i, "white") && s.is(i+1, "house", "house's") {
		return camps.seat["white-house"], i + 2
	}
	w := strings.TrimSuffix(s[i].folded, "'s")
	if camp = camps.country[w]; camp == "" {
		camp = camps.seat[w]
	}
	return camp, i + 1
}

// holder is the folded last word of the name that follows an office, itself from
// i on; empty if there is none.
func (s tokens) holder(i int) string {
	office := -1
	for j := i; j < i+titleReach && !s.stops(j); j++ {
		if offices[s[j].folded] {
			office = j
		} else if office >= 0 || s.capital(j) && !offices[s[min(j+1, len(s)-1)].folded] {
			break
		}
	}
	if office < 0 {
		return ""
	}
	first := office + 1
	if s.is(first, ",") {
		first++
	}
	last := first
	for s.capital(last) && !offices[s[last].folded] {
		last++
	}
	if last > first+1 && generations[strings.TrimSuffix(s[last-1].Text, ".")] {
		last--
	}
	if last == first {
		return ""
	}
	return strings.TrimSuffix(s[last-1].folded, "'s")
}

// ofCountry reports whether the name at i ends in one of a country: "Saied of Tunisia".
func (s tokens) ofCountry(i int) bool {
	for s.capital(i) {
		i++
	}
	return s.is(i, "of") && s.capital(i+1)
}

// headsOf reads off sentences who heads which government; under "", whom they mean by
// "President" and a name at least three times as often as anybody else.
func headsOf(sentences []retrieval.Sentence) map[string]string {
	votes := map[string]map[string]int{}
	vote := func(camp, who string) {
		if who == "" {
			return
		}
		if votes[camp] == nil {
			votes[camp] = map[string]int{}
		}
		votes[camp][who]++
	}
	for _, s := range sentences {
		words := sentenceTokens(s.Text)
		for i := range words {
			if words[i].Text == "President" && !words.capital(i-1) && !words.ofCountry(i+1) {
				vote("", words.holder(i))
			}
			camp, next := words.government(i)
			if camp != "" && (words.is(next, "president", "leader", "chancellor", "premier") || words.is(next, "prime") && words.is(next+1, "minister")) {
				vote(camp, words.holder(next))
			}
		}
	}
	out := map[string]string{}
	for camp, named := range votes {
		who := slices.SortedFunc(maps.Keys(named), func(a, b string) int {
			return cmp.Or(cmp.Compare(named[b], named[a]), strings.Compare(a, b))
		})
		if camp == "" && len(who) > 1 && named[who[0]] < 3*named[who[1]] {
			continue
		}
		out[camp] = who[0]
	}
	return out
}
