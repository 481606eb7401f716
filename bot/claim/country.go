package claim

import (
	"slices"
	"strings"
)

// ofCountry reports whether a word, or what it's the plural of, is formed of a country's
// name: Cuban of Cuba.
func ofCountry(a, country string) bool {
	return formedOf(a, country) || formedOf(strings.TrimSuffix(a, "s"), country)
}

func formedOf(a, country string) bool {
	if demonyms[a] == country {
		return true
	}
	rest, ok := strings.CutPrefix(a, strings.TrimRight(country, "aeio"))
	return ok && len(country) > 3 && slices.Contains([]string{"n", "an", "ian", "ean", "ese", "ish", "i"}, rest)
}

// demonyms are words for people whose country's name no ending makes.
var demonyms = pairs(`finnish finland finns finland swedish sweden swedes sweden danish denmark danes denmark irish ireland scottish scotland welsh wales
		english england dutch netherlands swiss switzerland greek greece greeks greece czech czechia icelandic iceland thai thailand
		filipino philippines filipinos philippines afghan afghanistan afghans afghanistan kazakh kazakhstan uzbek uzbekistan kyrgyz kyrgyzstan tajik tajikistan
		kosovar kosovo lebanese lebanon cypriot cyprus cypriots cyprus argentine argentina brazilian brazil peruvian peru norwegian norway burmese burma
		serb serbia serbs serbia croat croatia croats croatia hungarian hungary belgian belgium portuguese portugal congolese congo yemeni yemen`)

// capitals are the countries, of those that aren't governments to [voice.Government], by
// their capital, where both are one word.
var capitals = pairs(`oslo norway stockholm sweden copenhagen denmark helsinki finland reykjavik iceland dublin ireland lisbon portugal bern switzerland vienna austria
	athens greece prague czechia bratislava slovakia budapest hungary bucharest romania sofia bulgaria belgrade serbia zagreb croatia ljubljana slovenia sarajevo bosnia
	skopje macedonia tirana albania pristina kosovo podgorica montenegro chisinau moldova vilnius lithuania riga latvia tallinn estonia nicosia cyprus valletta malta
	tbilisi georgia yerevan armenia baku azerbaijan tashkent uzbekistan dushanbe tajikistan bishkek kyrgyzstan cairo egypt tripoli libya tunis tunisia algiers algeria
	rabat morocco khartoum sudan nairobi kenya kampala uganda kigali rwanda dodoma tanzania mogadishu somalia dakar senegal bamako mali accra ghana abuja nigeria
	niamey niger yaounde cameroon kinshasa congo luanda angola lusaka zambia harare zimbabwe maputo mozambique lilongwe malawi windhoek namibia gaborone botswana
	pretoria africa antananarivo madagascar riyadh arabia baghdad iraq amman jordan beirut lebanon doha qatar muscat oman sanaa yemen kabul afghanistan
	islamabad pakistan dhaka bangladesh kathmandu nepal thimphu bhutan colombo lanka hanoi vietnam bangkok thailand vientiane laos naypyidaw myanmar manila philippines
	jakarta indonesia ulaanbaatar mongolia canberra australia wellington zealand suva fiji havana cuba kingston jamaica tegucigalpa honduras managua nicaragua
	bogota colombia quito ecuador lima peru sucre bolivia santiago chile montevideo uruguay asuncion paraguay brasilia brazil`)

// pairs maps the first to the second of each two words.
func pairs(words string) map[string]string {
	m, all := map[string]string{}, strings.Fields(words)
	for i := 0; i+1 < len(all); i += 2 {
		m[all[i]] = all[i+1]
	}
	return m
}

// actsFor reports whether the term at i is the capital of a country that the sentences name,
// and does something or owns it, as its government: "Lisbon has paid", but not "in Lisbon".
func (c *check) actsFor(i int) bool {
	x := c.terms[i]
	country := capitals[strings.TrimSuffix(x.folded, "'s")]
	return country != "" && (strings.HasPrefix(x.relation, "nsubj") || x.relation == "nmod" && x.owns) && slices.ContainsFunc(c.units, func(u *unit) bool {
		return slices.ContainsFunc(slices.Concat(u.terms, u.near), func(y term) bool {
			return y.kind == termName && (y.folded == country || ofCountry(y.folded, country))
		})
	})
}

// camp is the government that a name stands for, or empty.
func (x term) camp() string {
	camp, ok := strings.CutPrefix(x.value, "camp ")
	if !ok {
		return ""
	}
	return camp
}
