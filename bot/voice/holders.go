package voice

import (
	"regexp"
	"strings"

	"cuttings/retrieval"
)

// holders are the names, as written, with which a report names an office, by the office's
// last word: "Secretary of State Antony J. Blinken" by "secretary"; empty where it names
// several people with it.
type holders map[string]string

// byOffice matches who is named by nothing but an office, written like a name: "The
// Secretary", "the Prime Minister".
var byOffice = regexp.MustCompile(`^[Tt]he ((?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+)$`)

// add notes the offices that a sentence names people with.
func (h holders) add(plain string) {
	for _, run := range Names(plain) {
		words := strings.Fields(run)
		last := strings.ToLower(words[len(words)-1])
		if titleWords[last] || possessive(run) {
			continue
		}
		for i, w := range words[:len(words)-1] {
			office := strings.ToLower(w)
			if !headed[office] || i+2 < len(words) && titleWords[strings.ToLower(words[i+1])] || strings.EqualFold(words[i+1], "general") {
				continue
			}
			if known, ok := h[office]; ok && lastWord(known) != last {
				run = ""
			}
			h[office] = run
			break
		}
	}
}

// headed are the words for offices of which a report mostly means one holder.
var headed = map[string]bool{"secretary": true, "president": true, "minister": true, "ambassador": true, "governor": true, "mayor": true, "chancellor": true}

// named puts in the place of an office who was named with it, if that is one person.
func (h holders) named(phrases []string) []string {
	for i, p := range phrases {
		if m := byOffice.FindStringSubmatch(p); m != nil {
			if name := h[lastWord(m[1])]; name != "" {
				phrases[i] = name
			}
		}
	}
	return phrases
}

func lastWord(s string) string {
	words := strings.Fields(retrieval.Fold(s))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
