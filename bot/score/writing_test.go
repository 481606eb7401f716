package score

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
)

func TestWriting(t *testing.T) {
	tally := NewTally(nil)
	q := Question{ID: "1", Text: "When?", Kind: "when"}
	written := bot.Reply{
		Mode: bot.Model, Points: []bot.Point{{Text: "On January 12."}, {Citations: []int{1}}},
		Dropped: []bot.Dropped{{Text: "On Mars.", Reason: "“Mars” isn't there"}, {Text: "In May.", Reason: "too long"}, {Text: "In June.", Reason: "too long"}},
		Usage:   bot.Usage{Prompt: 100, Completion: 20},
	}
	alone := bot.Reply{Mode: bot.Extractive, Points: []bot.Point{{Citations: []int{1}}}, Notice: "The model took too long.", Usage: bot.Usage{Prompt: 7}}
	tally.Add(q, &written, "")
	tally.Add(q, &alone, "")
	tally.Add(q, &bot.Reply{Mode: bot.Extractive}, "")
	tally.Add(q, nil, "")
	const want = `written by a model 1 answers, quotations alone 1
claims             1 kept, 3 dropped
tokens             107 read, 20 written
     2  too long
     1  “Mars” isn't there
     1  The model took too long.
`
	if diff := cmp.Diff(want, tally.Writing.String()); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if got := NewTally(nil).Writing.String(); got != "" {
		t.Errorf("without a model: %q", got)
	}
}
