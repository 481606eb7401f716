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
	case len(q.speaker) > 0 && len(f.candidates) > 0 && !f.candidates[0].voice.has(q.speaker):
		return fmt.Sprintf("The coverage doesn't report that %s said this.", q.display(q.speaker))
	case len(sig.Unknown) > 0:
		return fmt.Sprintf("The coverage doesn't mention %s.", list(sig.Unknown))
	}
	return "The coverage doesn't say."
}

// display is a name as the question writes it.
func (q question) display(n name) string {
	var out []string
	for _, w := range q.words {
		for _, part := range n {
			if foldedEqual(w.Text, part) && len(out) < len(n) {
				out = append(out, w.Text)
				break
			}
		}
	}
	return strings.Join(out, " ")
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
