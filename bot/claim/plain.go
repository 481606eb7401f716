package claim

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
)

var (
	thousandsRE = regexp.MustCompile(`(\d)[,  ](\d{3})\b`)
	minusRE     = regexp.MustCompile(`(^|[\s(])[-−–](\d)`)
	boundRE     = regexp.MustCompile(`[<>≤≥] ?[$€£¥]?\d`)
	fractionRE  = regexp.MustCompile(`\d?[` + vulgar + `]`)
	ofLettersRE = regexp.MustCompile(`\b((?:[A-Z]\.){2,})`)
	unitRE      = regexp.MustCompile(`\b(\d+(?:\.\d+)?)(km|kg|mph|bn|mn|m|M|B|k|th|st|nd|rd)\b`)
	plusRE      = regexp.MustCompile(`(\d)\+`)
	rangeRE     = regexp.MustCompile(`(\d)[-–—](\d)`)
)

// units are written out behind a number; an ordinal keeps its ending.
var units = map[string]string{
	"km": " kilometers", "kg": " kilograms", "mph": " miles", "bn": " billion", "mn": " million", "m": " million", "M": " million", "B": " billion", "k": " thousand",
}

// vulgar are the signs of fractions.
const vulgar = "½¼¾⅓⅔⅛⅜⅝⅞"

var (
	boundSigns = map[string]string{"<": "under", ">": "over", "≤": "at most", "≥": "at least"}
	fractions  = map[string]string{"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".333", "⅔": ".667", "⅛": ".125", "⅜": ".375", "⅝": ".625", "⅞": ".875"}
)

// quotes writes quotation marks and hyphens of all kinds as one.
var quotes = strings.NewReplacer(quoteMarks...)

var quoteMarks = []string{"“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "‘", "'", "’", "'", "‑", "-", "‐", "-"}

// wordings writes as one what is worded in several ways, and as one word the names of
// which a part would be another name.
var wordings = strings.NewReplacer(
	", for its part,", "", ", for his part,", "", ", for her part,", "", ", in turn,", "",
	"at no charge", "free of charge", "at no cost", "free of charge",
	"leaves no doubt", "makes clear", "left no doubt", "made clear", "no doubt", "certainly",
	"in favour of", "favouring", "in favor of", "favouring", "in favour", "favouring", "in favor", "favouring",
	"per cent", "percent", "%", " percent ", "°C", " degrees Celsius", "°F", " degrees Fahrenheit", "°", " degrees ",
	"[", "", "]", "",
	"Democratic People's Republic of Korea", "North Korea", "DPRK", "North Korea", "Republic of Korea", "South Korea", "ROK", "South Korea",
	"White House", "White-House", "United States of America", "United-States", "United States", "United-States",
	"United Kingdom", "United-Kingdom", "European Union", "European-Union",
	"Latin America", "Latin-America", "South America", "South-America", "Central America", "Central-America", "North America", "North-America",
	"Mr. ", "Mr ", "Mrs. ", "Mrs ", "Ms. ", "Ms ", "Dr. ", "Dr ",
)

// plainText writes what is written in several ways in one.
func plainText(s string) string {
	s = wordings.Replace(quotes.Replace(s))
	s = thousandsRE.ReplaceAllString(s, "$1$2")
	s = thousandsRE.ReplaceAllString(s, "$1$2")
	s = minusRE.ReplaceAllString(s, "${1}minus $2")
	s = boundRE.ReplaceAllStringFunc(s, func(m string) string {
		sign := string(firstRune(m))
		return " " + boundSigns[sign] + " " + m[len(sign):]
	})
	s = fractionRE.ReplaceAllStringFunc(s, func(m string) string {
		whole := strings.TrimRight(m, vulgar)
		if m == "½" {
			return " half "
		}
		return cmp.Or(whole, "0") + fractions[m[len(whole):]]
	})
	s = currencyRE.ReplaceAllStringFunc(s, func(m string) string {
		sign := strings.TrimLeftFunc(m, unicode.IsLetter)
		name := " " + currencyNames[cmp.Or(sign, m)]
		if country := countries[strings.TrimSuffix(m, sign)]; country != "" {
			name += countryMark + country
		}
		return name + " "
	})
	s = plusRE.ReplaceAllString(s, "$1 plus ")
	s = rangeRE.ReplaceAllString(s, "$1 to $2")
	s = ofLettersRE.ReplaceAllStringFunc(s, func(m string) string { return strings.ReplaceAll(m, ".", "") + " " })
	return unitRE.ReplaceAllStringFunc(s, func(m string) string {
		i := strings.IndexFunc(m, unicode.IsLetter)
		if u := units[m[i:]]; u != "" {
			return m[:i] + u
		}
		return m
	})
}
