package bot

import (
	"fmt"
	"strings"
)

// why says in one line why a question wasn't answered.
func (f found) why() string {
	sig, q := f.res.Signals, f.question
	switch {
	case len(sig.Names) > 0:
		return fmt.Sprintf("The coverage doesn't mention %s.", list(sig.Names))
	case len(q.speakers) > 0 && len(f.candidates) > 0 && !f.candidates[0].voice.hasAny(q.speakers):
		n := q.speakers[0]
		return fmt.Sprintf("The coverage doesn't report that %s said this.", q.text[n.start:n.end])
	case len(sig.Unknown) > 0:
		return fmt.Sprintf("The coverage doesn't mention %s.", list(sig.Unknown))
	}
	return "The coverage doesn't say."
}

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
