package claim

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"cuttings/retrieval"
)

// quotations: what stands in quotation marks stands so in a sentence, between quotation marks
// or in somebody's own words. A title needs none, nor does a single word.
func (c *check) quotations() string {
	for _, added := range bracketRE.FindAllString(c.text, -1) {
		if !slices.ContainsFunc(c.units, func(u *unit) bool { return strings.Contains(quoteFold(u.text), quoteFold(added)) }) {
			return "adds “" + added + "”"
		}
	}
	spans := append(quoted(c.text, false), inSingle(c.text)...)
	for _, span := range spans {
		q := quotedFold(span)
		if q == "" {
			continue
		}
		marked := strings.Contains(q, " ") && !titled(span)
		said := false
		for _, u := range c.units {
			if !holdsPhrase(quoteFold(u.text), q) {
				continue
			}
			if said = true; !marked || c.ownWords(u) || c.quotes(u, q) {
				marked = false
			}
		}
		switch {
		case !said:
			return "quotes what its sentences don't say word for word"
		case marked:
			return "puts between quotation marks what its sentences don't"
		}
	}
	return ""
}

// ownWords reports whether a unit is in the words of the author of a statement or of a
// speaker in a transcript, and not of another, whom they and the claim have say it; or tells
// in its own words what neither has anybody say.
func (c *check) ownWords(u *unit) bool {
	if u.author == "" {
		return u.voice.Author != "" || u.voice.Source == "" && len(c.sayers) == 0
	}
	return !slices.ContainsFunc(c.sayers, func(p string) bool { return c.checker.speaksFor(p, u.voice) })
}

// quotes reports whether a unit quotes a folded phrase.
func (c *check) quotes(u *unit, q string) bool {
	spans := append(quoted(u.text, u.voice.Before > 0 || c.checker.leftOpen(u)), allSingle(u.text)...)
	return slices.ContainsFunc(spans, func(span string) bool { return holdsPhrase(quoteFold(span), q) })
}

// leftOpen reports whether the last quotation mark before a unit opens a quotation, in a
// paragraph before it too.
func (k *Checker) leftOpen(u *unit) bool {
	for id := u.id - 1; id >= k.reports.First(u.article); id-- {
		text := k.coverage.Sentences[id].Text
		if at := strings.LastIndexAny(text, "“”"); at >= 0 {
			return strings.HasPrefix(text[at:], "“")
		}
	}
	return false
}

// holdsPhrase reports whether a text holds a phrase, not as a part of other words.
func holdsPhrase(text, phrase string) bool {
	_, found := exchanged(text, phrase, "")
	return found
}

// titled reports whether words are written as a title is, each of content with a capital.
func titled(words string) bool {
	return !slices.ContainsFunc(strings.Fields(words), func(w string) bool {
		return unicode.IsLower(firstRune(strings.TrimLeft(w, `"'‘(`))) && !functionWords[retrieval.Fold(strings.Trim(w, `.,;:!?'"’)`))]
	})
}

// allQuoted are the folded spans between double quotation marks.
func allQuoted(s string) []string {
	var out []string
	for _, span := range quoted(s, false) {
		if q := quotedFold(span); q != "" {
			out = append(out, q)
		}
	}
	return out
}

// quoted are the spans between double quotation marks, of which one may be open before the
// text. What one that wasn't open closes is such a span too.
func quoted(s string, open bool) []string {
	var out []string
	start, low := 0, false
	for i, r := range s {
		closes := r == '”' || r == '»' || r == '"' && open || r == '“' && low
		opens := r == '“' || r == '«' || r == '„' || r == '"'
		switch {
		case closes:
			out = append(out, s[start:i])
			open, low = false, false
		case opens && !open:
			open, low = true, r == '„'
		default:
			continue
		}
		start = i + len(string(r))
	}
	if open {
		out = append(out, s[start:])
	}
	return out
}

var (
	bracketRE     = regexp.MustCompile(`\[[^\]]*\]`)
	openSingleRE  = regexp.MustCompile(`(?:^|[\s("“—–-])[‘'](\pL)`)
	closeSingleRE = regexp.MustCompile(`[\pL\pN.,!?][’'](?:$|[^\pL\pN])`)
)

// inSingle is what first stands between single quotation marks, which may be apostrophes;
// allSingle is all from the first such mark to the last.
func inSingle(s string) []string { return single(s, func(ends [][]int) []int { return ends[0] }) }
func allSingle(s string) []string {
	return single(s, func(ends [][]int) []int { return ends[len(ends)-1] })
}

func single(s string, end func(ends [][]int) []int) []string {
	at := openSingleRE.FindStringSubmatchIndex(s)
	if at == nil {
		return nil
	}
	rest := s[at[2]:]
	ends := closeSingleRE.FindAllStringIndex(rest, -1)
	if ends == nil {
		return nil
	}
	return []string{rest[:end(ends)[0]+1]}
}

func quotedFold(s string) string { return strings.Trim(quoteFold(s), " .,;:!?") }

func quoteFold(s string) string {
	return strings.Join(strings.Fields(retrieval.Fold(marks.Replace(s))), " ")
}
