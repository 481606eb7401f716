package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// why says in one line why a question isn't answered: what it asks about that
// the coverage doesn't mention, or whose words the coverage doesn't report. If
// that isn't sure it says so.
func (f found) why(sure bool) string {
	q, signals := f.question, f.res.Signals
	missing := q.unknownNames(signals.Names)
	if len(missing) == 0 {
		missing = q.unknownThings(signals.Unknown)
	}
	for i := range missing {
		for _, m := range signals.Mended { // as it was typed, for part of it is unknown
			missing[i] = strings.ReplaceAll(missing[i], m[1], m[0])
		}
	}
	not := "doesn't"
	if !sure {
		not = "may not"
	}
	switch {
	case f.never != "":
		return f.never
	case len(missing) > 0:
		return "The coverage doesn't mention " + list(missing) + "."
	case len(q.speakers) > 0:
		first, last := q.speakers[0], q.speakers[len(q.speakers)-1]
		return "The coverage " + not + " report what " + q.text[len(cutArticle(q.text[:first.start])):last.end] + " said about this."
	}
	return "The coverage " + not + " say."
}

// unknownNames are the names of a question that hold one of the words, as it
// writes them.
func (q question) unknownNames(words []string) []string {
	var out []string
	left := slices.Clone(words)
	for _, n := range q.names {
		unknown := false
		left = slices.DeleteFunc(left, func(w string) bool {
			is := slices.Contains(n.words, retrieval.Fold(w))
			unknown = unknown || is
			return is
		})
		if unknown {
			out = append(out, q.text[n.start:n.end])
		}
	}
	return append(out, left...)
}

// unknownThings are the runs of unknown words that stand where a thing or a name
// stands: "gas price" in "what gas price did", but not "promise" in "did he promise".
func (q question) unknownThings(unknown []string) []string {
	var out []string
	for i := 0; i < len(q.words); i++ {
		end := i
		for end < len(q.words) && slices.Contains(unknown, q.words[end].Text) && (end == i || q.apart(end) == "") {
			end++
		}
		if end == i {
			continue
		}
		first := i
		for first < end && vague[retrieval.Fold(q.words[first].Text)] {
			first++
		}
		for end > first && vague[retrieval.Fold(q.words[end-1].Text)] {
			end--
		}
		if end-first > 1 && i > 1 && inverts[strings.ToLower(q.words[i-2].Text)] {
			end-- // "did the ruble react": the last is the verb
		}
		if first < end && q.thingAt(i, end) {
			if thing := q.text[q.words[first].Start:q.words[end-1].End]; utf8.RuneCountInString(thing) > 3 && !slices.Contains(out, thing) {
				out = append(out, thing)
			}
		}
		i = max(i, end-1)
	}
	return out
}

// apart is what stands between a word and the one before, spaces aside.
func (q question) apart(i int) string {
	return strings.TrimSpace(q.text[q.words[i-1].End:q.words[i].Start])
}

// thingAt reports whether the words i to end stand where a thing stands.
func (q question) thingAt(i, end int) bool {
	if i == 0 {
		return false
	}
	if between := q.apart(i); between != "" {
		return between == "'s" || between == "’s"
	}
	switch before := strings.ToLower(q.words[i-1].Text); before {
	case "what", "which":
		return end < len(q.words) && auxiliary[strings.ToLower(q.words[end].Text)]
	case "did", "does", "do":
		return i > 1 || q.kind == kindYesNo
	default:
		return beforeThings[before]
	}
}

var (
	beforeThings = lexicon.Set(`the a an this that these those my your his her its our their of about on for with without from in at near by against over
		any some no whose two three four five six seven eight nine ten`)
	auxiliary = lexicon.Set(`did does do is are was were has have had will would can could should`)
	inverts   = lexicon.Set(`did does do will would`)
	// vague words say nothing of what isn't covered.
	vague = lexicon.Set(`count number amount way kind sort type thing things list version wording word words quote quotes weekday day date time reason reasons
		role part parts place side sides detail details name names title job best worst first last new old next big small main exact full total
		above below top latest recent current previous same different people person answer question coverage instruction instructions rules`)
)

// list joins quoted words: “a”, “b” or “c”.
func list(words []string) string {
	const most = 3
	var out []string
	for _, w := range words[:min(most, len(words))] {
		out = append(out, quoted(w))
	}
	if len(out) == 1 {
		return out[0]
	}
	return strings.Join(out[:len(out)-1], ", ") + " or " + out[len(out)-1]
}
