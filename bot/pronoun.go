package bot

import (
	"regexp"
	"strings"

	"cuttings/retrieval"
)

var (
	personal = regexp.MustCompile(`(?i)\b(?:he|she|him|his|her)\b`)
	plurally = regexp.MustCompile(`(?i)\b(?:they|them|their)\b`)
	nextWord = regexp.MustCompile(`^ +\S+`)
	inPlace  = regexp.MustCompile(`(?i)\b(?:in|at) (?:the )?$`) // before a name
	there    = regexp.MustCompile(`(?i)\bthere\b`)
	thereIs  = regexp.MustCompile(`(?i)\b(?:there (?:is|are|was|were|has|have|will|would|any)|(?:is|are|was|were|will) there)\b`)
)

// withPerson puts a name for he, she and they.
func withPerson(rest string, was question, speaker string) string {
	who := speaker
	switch {
	case len(was.speakers) > 0:
		who = was.written(was.speakers[0])
	case len(was.names) > 0 && speaker == "":
		who = was.written(was.names[0])
	}
	if who != "" {
		rest = replaceWords(rest, personal, func(word string, next bool) string {
			switch strings.ToLower(word) {
			case "his":
				return who + "’s"
			case "her":
				if next {
					return who + "’s"
				}
			}
			return who
		})
	}
	if n := len(was.speakers); n > 1 {
		both := was.text[was.speakers[0].start:was.speakers[n-1].end]
		rest = replaceWords(rest, plurally, func(word string, _ bool) string {
			if strings.EqualFold(word, "their") {
				return both + "’s"
			}
			return both
		})
	}
	return rest
}

// replaceWords replaces what re matches; next says that a content word follows.
func replaceWords(s string, re *regexp.Regexp, with func(word string, next bool) string) string {
	var out strings.Builder
	at := 0
	for _, m := range re.FindAllStringIndex(s, -1) {
		following := retrieval.Words(nextWord.FindString(s[m[1]:]))
		next := len(following) > 0 && following[0].Content
		out.WriteString(s[at:m[0]] + with(s[m[0]:m[1]], next))
		at = m[1]
	}
	return out.String() + s[at:]
}

// withPlace puts the place asked about before for "there".
func withPlace(rest string, was question) string {
	if !there.MatchString(rest) || thereIs.MatchString(rest) {
		return rest
	}
	for i := len(was.names) - 1; i >= 0; i-- {
		n := was.names[i]
		if m := inPlace.FindString(was.text[max(0, n.start-len(" in the ")):n.start]); m != "" {
			return there.ReplaceAllLiteralString(rest, m+was.text[n.start:n.end])
		}
	}
	return rest
}
