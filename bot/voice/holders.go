package voice

import (
	"regexp"
	"strings"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// holders are the names, as written, with which a report names an office: "Secretary of
// State Antony J. Blinken" by "secretary"; empty where it names several people with it.
type holders map[string]string

// heldByOne are the offices of which a report mostly means one holder, whom it names. The
// President isn't among them: a government's release needn't name its own, and names others'.
var heldByOne = lexicon.Set(`secretary ambassador governor mayor chancellor`)

// byOffice matches who is named by nothing but an office, written like a name: "The
// Secretary", but not "the Deputy Secretary".
var byOffice = regexp.MustCompile(`^[Tt]he ([A-Z][a-z]+)$`)

// notNow are words before an office that aren't of its holder.
var notNow = lexicon.Set(`former then late vice deputy acting assistant ex`)

// add notes the offices with which a sentence begins the names of people.
func (h holders) add(plain string) {
	for _, run := range Names(plain) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimPrefix(run, "U.S. "), "US "))
		office := strings.ToLower(words[0])
		if !heldByOne[office] || len(words) < 2 || strings.EqualFold(words[1], "general") || titleWords[lastWord(run)] || possessive(run) {
			continue
		}
		if before, _, _ := strings.Cut(plain, run); notNow[lastWord(before)] {
			continue
		}
		if known, ok := h[office]; ok && lastWord(known) != lastWord(run) {
			run = ""
		}
		h[office] = run
	}
}

// named puts in the place of an office who was named with it, if that is one person.
func (h holders) named(phrases []string) []string {
	for i, p := range phrases {
		if m := byOffice.FindStringSubmatch(p); m != nil {
			if name := h[strings.ToLower(m[1])]; name != "" {
				phrases[i] = name
			}
		}
	}
	return phrases
}

// lastWord is the folded last word of a text; empty if it has none.
func lastWord(s string) string {
	words := strings.Fields(retrieval.Fold(s))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}
