package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cuttings/bot"
)

// A Writing counts what a language model wrote in the replies and what the check
// let stand. Without a model all of it is zero.
type Writing struct {
	// Answers counts the replies that a model wrote; Alone those whose quotations
	// stand alone because it failed or nothing of what it wrote was carried.
	Answers int `json:"answers"`
	Alone   int `json:"alone"`
	// Kept and Dropped count claims.
	Kept    int `json:"kept"`
	Dropped int `json:"dropped"`
	// Reasons say why claims fell, Notices why quotations stand alone: the most
	// frequent first.
	Reasons []Count `json:"reasons"`
	Notices []Count `json:"notices"`
	// Prompt and Completion are what the model read and wrote, in tokens.
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

// A Count says how often something was said.
type Count struct {
	What  string `json:"what"`
	Times int    `json:"times"`
}

func (w *Writing) add(r bot.Reply) {
	if r.Mode == bot.Model {
		w.Answers++
	}
	for _, p := range r.Points {
		if p.Text != "" {
			w.Kept++
		}
	}
	w.Dropped += len(r.Dropped)
	for _, d := range r.Dropped {
		w.Reasons = counted(w.Reasons, d.Reason)
	}
	if r.Notice != "" {
		w.Alone++
		w.Notices = counted(w.Notices, r.Notice)
	}
	w.Prompt += r.Usage.Prompt
	w.Completion += r.Usage.Completion
}

// counted counts one more of what was said.
func counted(counts []Count, what string) []Count {
	i := slices.IndexFunc(counts, func(c Count) bool { return c.What == what })
	if i < 0 {
		i, counts = len(counts), append(counts, Count{What: what})
	}
	counts[i].Times++
	slices.SortFunc(counts, func(x, y Count) int {
		return cmp.Or(cmp.Compare(y.Times, x.Times), cmp.Compare(x.What, y.What))
	})
	return counts
}

// String returns the report as text; it is empty if no model was asked.
func (w Writing) String() string {
	if w.Answers == 0 && w.Alone == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-19s%d answers, quotations alone %d\n", "written by a model", w.Answers, w.Alone)
	fmt.Fprintf(&b, "%-19s%d kept, %d dropped\n", "claims", w.Kept, w.Dropped)
	fmt.Fprintf(&b, "%-19s%d read, %d written\n", "tokens", w.Prompt, w.Completion)
	for _, counts := range [][]Count{w.Reasons, w.Notices} {
		for _, c := range head(counts, 20) {
			fmt.Fprintf(&b, "%6d  %s\n", c.Times, c.What)
		}
	}
	return b.String()
}
