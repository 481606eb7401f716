package claim

import (
	"regexp"
	"strconv"
	"strings"

	"cuttings/bot/lexicon"
)

var (
	ordinalRE = regexp.MustCompile(`^\d+(?:st|nd|rd|th)$`)
	numeralRE = regexp.MustCompile(`^\d+(?:\.\d+)?$`)
)

// numberOf is the value of a word or numeral.
func numberOf(w string) (string, bool) {
	switch {
	case numeralRE.MatchString(w):
		if f, err := strconv.ParseFloat(w, 64); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64), true
		}
	case ordinalRE.MatchString(w):
		return w[:len(w)-2], true
	}
	if v := wordNumbers[w]; v != "" {
		return v, true
	}
	return "", false
}

var wordNumbers = func() map[string]string {
	m := map[string]string{}
	for w := range strings.FieldsSeq(lexicon.NumberWords) {
		m[w] = lexicon.Number(w)
	}
	for i, w := range strings.Fields("thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		m[w] = strconv.Itoa(13 + i)
	}
	for _, w := range strings.Fields("hundred thousand million billion") {
		m[w+"s"] = "some " + w
	}
	for i, w := range strings.Fields("second third fourth fifth sixth seventh eighth ninth tenth") {
		m[w] = "ordinal " + strconv.Itoa(i+2)
	}
	m["half"], m["quarter"], m["dozen"], m["dozens"], m["trillion"], m["twice"], m["zero"] = "half", "quarter", "12", "some dozen", "1000000000000", "2", "0"
	return m
}()

var scales = lexicon.Set("hundred thousand million billion trillion")

// tens are the words for numbers that another joins with a hyphen: "sixty-six".
var tens = lexicon.Set("twenty thirty forty fifty sixty seventy eighty ninety")

// joinNumbers makes one term of "sixty-six", of "1.6 million" and of "a hundred", and 20
// years of two decades, ten of "a decade".
func (s terms) joinNumbers() terms {
	var out terms
	for _, x := range s {
		n := len(out)
		v := wordNumbers[x.folded]
		if x.folded == "one" {
			v = "1"
		}
		if len(v) == 1 && n > 0 && tens[out[n-1].folded] && x.word-out[n-1].word <= 2 {
			out[n-1].value = out[n-1].value[:1] + v
			out[n-1].text += "-" + x.text
			continue
		}
		if n > 1 && scales[x.folded] && out[n-1].folded == "a" && out[n-2].folded == "half" {
			n--
			out = out[:n] // half a million
		}
		if scales[x.folded] && n > 0 && out[n-1].folded == "half" {
			out[n-1].value = "0.5"
		}
		if scales[x.folded] && n > 0 && out[n-1].kind == termNumber {
			a, err1 := strconv.ParseFloat(out[n-1].value, 64)
			c, err2 := strconv.ParseFloat(x.value, 64)
			if err1 == nil && err2 == nil {
				out[n-1].value = strconv.FormatFloat(a*c, 'f', -1, 64)
				out[n-1].text += " " + x.text
				continue
			}
		}
		if k := out.hundreds(x); k > 0 {
			a, _ := strconv.ParseFloat(out[k-1].value, 64)
			b, _ := strconv.ParseFloat(x.value, 64)
			out[k-1].value = strconv.FormatFloat(a+b, 'f', -1, 64)
			out[k-1].text += " and " + x.text
			out = out[:k]
			continue
		}
		if (x.folded == "decade" || x.folded == "decades") && n > 0 {
			if last := &out[n-1]; last.folded == "a" && x.folded == "decade" {
				last.kind, last.value = termNumber, "10"
				x.folded = "years"
			} else if v, err := strconv.ParseFloat(out[n-1].value, 64); err == nil && out[n-1].kind == termNumber {
				out[n-1].value = strconv.FormatFloat(10*v, 'f', -1, 64)
				x.folded = "years"
			}
		}
		out = append(out, x)
	}
	return out
}

// signed gives a number the sign of the "minus" before it or the "below zero" behind.
func (s terms) signed() terms {
	var out terms
	for i, x := range s {
		n := len(out)
		minus := n > 0 && out[n-1].folded == "minus" && !(n > 1 && out[n-2].kind == termNumber && !strings.HasPrefix(out[n-2].value, "month")) // five minus 20
		if _, err := strconv.ParseFloat(x.value, 64); x.kind == termNumber && err == nil && (minus || s.belowZero(i+1)) {
			x.value = "-" + x.value
			if minus {
				x.text = "minus " + x.text
				out = out[:n-1]
			}
		}
		if x.folded == "zero" && n > 0 && out[n-1].folded == "below" {
			x.kind, x.value = termFunction, ""
		}
		out = append(out, x)
	}
	return out
}

// belowZero reports whether "degrees below zero" or the like stands at i.
func (s terms) belowZero(i int) bool {
	for end := min(i+2, len(s)-2); i < end && s[i].folded != "below"; i++ {
	}
	return i+1 < len(s) && s[i].folded == "below" && (s[i+1].folded == "zero" || s[i+1].folded == "freezing")
}

// hundreds is the number of terms with which a number of hundreds or thousands in words
// ends to which a number below a hundred in words belongs: "three hundred and eighty"; else 0.
func (s terms) hundreds(x term) int {
	k := len(s)
	if k > 1 && s[k-1].folded == "and" {
		k--
	}
	v, err := strconv.ParseFloat(x.value, 64)
	if k == 0 || x.kind != termNumber || err != nil || v >= 100 || wordNumbers[x.folded] == "" || s[k-1].kind != termNumber || k == len(s) && x.word-s[k-1].word > 2 {
		return 0
	}
	if text := s[k-1].text; !strings.HasSuffix(text, " hundred") && !(k < len(s) && strings.HasSuffix(text, " thousand")) {
		return 0
	}
	return k
}
