package claim

import (
	"testing"

	"cuttings/bot/bottest"
)

// The time that an entry of live coverage begins with is no part of its sentence.
func TestClock(t *testing.T) {
	k := over(t, bottest.Articles(t, `15:10 The regulator has opened an inquiry.`))
	for _, text := range []string{
		"15:10 The regulator has opened an inquiry.",
		"15:10 - The regulator has opened an inquiry.",
		"9:05 GMT – The regulator has opened an inquiry.",
	} {
		s := k.parsed(text)
		for i, x := range s {
			switch {
			case x.folded == "opened" && (x.relation != "root" || x.head != noTerm):
				t.Errorf("%q: opened is %s of %d, want the root", text, x.relation, x.head)
			case x.folded == "regulator" && (x.head == noTerm || s[x.head].folded != "opened"):
				t.Errorf("%q: the regulator at %d isn't who opened", text, i)
			}
		}
	}
	for _, words := range [][]string{
		nil, {"14"}, {"14", ":", "15"}, {"9", ":", "30", "a.m.", "is"}, {"2", ":", "1", "Munich"}, {"In", "14", ":", "15"},
	} {
		if n := clockWords(words); n != 0 {
			t.Errorf("%d of %q are a time, want none", n, words)
		}
	}
}
