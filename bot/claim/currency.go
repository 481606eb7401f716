package claim

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// currencyRE matches the sign or the code of a currency.
var currencyRE = regexp.MustCompile(`(?:\b(?:US|AU?|CA?|HK|NZ|NT|S))?[$€£¥₹₽₺₩₪₴]|\b(?:USD|CAD|AUD|NZD|HKD|SGD|TWD|EUR|GBP|JPY|CNY|NOK|SEK|DKK|CHF)\b`)

// currencyNames are the words for signs and codes of currencies, and countries those that
// they say one is of: dollars are of several.
var (
	currencyNames = map[string]string{"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₹": "rupees", "₽": "rubles", "₺": "lira", "₩": "won", "₪": "shekels", "₴": "hryvnias",
		"USD": "dollars", "CAD": "dollars", "AUD": "dollars", "NZD": "dollars", "HKD": "dollars", "SGD": "dollars", "TWD": "dollars",
		"EUR": "euros", "GBP": "pounds", "JPY": "yen", "CNY": "yuan", "NOK": "kroner", "SEK": "kronor", "DKK": "kroner", "CHF": "francs"}
	countries = map[string]string{"US": "us", "A": "australia", "AU": "australia", "C": "canada", "CA": "canada", "HK": "kong", "NZ": "zealand", "NT": "taiwan", "S": "singapore",
		"USD": "us", "CAD": "canada", "AUD": "australia", "NZD": "zealand", "HKD": "kong", "SGD": "singapore", "TWD": "taiwan", "NOK": "norway", "SEK": "sweden", "DKK": "denmark", "CHF": "switzerland"}
)

// countryMark stands in plain text between a currency and the country whose sign it has.
const countryMark = "-"

// currencyOf parts a currency in plain text from the country that its sign says.
func currencyOf(word string) (currency, country string) {
	currency, country, _ = strings.Cut(word, countryMark)
	if measures[currency] == "" || !slices.Contains(slices.Collect(maps.Values(countries)), country) {
		return word, ""
	}
	return currency, country
}

// A measure is what a number is of: a currency, percent or points. Either part is empty
// where it isn't said.
type measure struct{ unit, country string }

// is reports whether two measures may be one.
func (m measure) is(o measure) bool {
	return m.unit == o.unit && (m.country == o.country || m.country == "" || o.country == "" || ofCountry(m.country, o.country) || ofCountry(o.country, m.country))
}

// measure is what the number at i is of.
func (s terms) measure(i int) measure {
	if i > 0 && s[i-1].kind != termNumber && s[i-1].tag != "VERB" && measures[s[i-1].folded] != "" && measures[s[i-1].folded] != "percent" && measures[s[i-1].folded] != "points" {
		return s.measureAt(i - 1) // $5
	}
	j := i + 1
	for j < len(s) && j <= i+2 && (s[j].kind == termName || s[j].folded == "of") { // Norwegian kroner, millions of euros
		j++
	}
	switch {
	case j >= len(s):
	case measures[s[j].folded] != "":
		return s.measureAt(j)
	case i+2 < len(s) && (s[i+1].text == "," || joinsNumbers[s[i+1].folded]) && s[i+2].kind == termNumber:
		return s.measure(i + 2)
	}
	return measure{}
}

// measureAt is the measure that the term at i names, of the country before it: "Canadian
// dollars", "Hong Kong dollars".
func (s terms) measureAt(i int) measure {
	m := measure{measures[s[i].folded], s[i].of}
	if m.country == "" && s.namesAt(i-1) {
		m.country = cmp.Or(s[i-1].camp(), s[i-1].folded)
	}
	return m
}

// ofCurrency reports whether the term at i of a claim says of which country a currency is that
// the unit has, as its sign says; or that dollars are American, of which it says nothing.
func (u *unit) ofCurrency(c terms, i int) bool {
	if i+1 >= len(c) || measures[c[i+1].folded] == "" {
		return false
	}
	m := c.measureAt(i + 1)
	return slices.ContainsFunc(u.terms, func(y term) bool {
		own := measure{measures[y.folded], y.of}
		return m.is(own) && (own.country != "" || m == measure{"dollars", "us"})
	})
}
