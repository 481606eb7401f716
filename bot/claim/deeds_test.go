package claim

import (
	"slices"
	"strings"
	"testing"

	"cuttings/bot/bottest"
)

func TestWhoseDeed(t *testing.T) {
	k := over(t, bottest.Articles(t, "Bulgaria and Serbia met in Sofia in June and signed a treaty on December 7. The visit, requested by Romania, was the second since Serbia's election. "+
		"Dragan Petrov denies that he intends to resign. Petrov told reporters that Ivan Dimov was exhausted by the visit. Serbian spokeswoman Mila Jovic praised the treaty."))
	for _, tt := range []struct{ sentence, claim, because string }{
		{"The visit", "The visit was requested by Romania.", ""},
		{"The visit", "The visit was requested by Serbia.", "somebody else"},
		{"Dragan", "Petrov denies that he intends to resign.", ""},
		{"Dragan", "Petrov intends to resign.", "deny"},
		{"Petrov told", "Petrov said that Ivan Dimov was exhausted.", ""},
		{"Petrov told", "Ivan Dimov said that Petrov was exhausted.", "somebody else"},
		{"Serbian", "Mila Jovic is a spokeswoman of Serbia and praised the treaty.", ""},
		{"Bulgaria", "Bulgaria and Serbia met in Sofia in June.", ""},
		{"Bulgaria", "Bulgaria and Serbia signed a treaty on December 7.", ""},
		{"Bulgaria", "Bulgaria and Serbia signed a treaty in Sofia in June.", "another deed"},
	} {
		got := k.Check(t.Context(), tt.claim, []int{k.id(t, tt.sentence)})
		if (got == "") != (tt.because == "") || !strings.Contains(got, tt.because) {
			t.Errorf("%s\n  dropped for %q, want %q", tt.claim, got, tt.because)
		}
	}
}

// TestMoved: a place or a day doesn't go with a deed that has its own; a firm behind "at" is no
// place beside a town behind "in".
func TestMoved(t *testing.T) {
	k := over(t, bottest.Articles(t, `Lubin signed a treaty in Riga and opened an embassy in Tartu. Lubin wept on Monday and sang on Tuesday. After landing in Bergen, the queen praised the workers at Norsk.`))
	for _, tt := range []struct {
		sentence, claim string
		moved           bool
	}{
		{"Lubin signed", "Lubin opened an embassy in Tartu.", false},
		{"Lubin signed", "Lubin opened an embassy in Riga.", true},
		{"Lubin wept", "Lubin sang on Tuesday.", false},
		{"Lubin wept", "Lubin sang on Monday.", true},
		{"After landing", "The queen praised the workers in Bergen.", false},
	} {
		rules, _ := k.newCheck(tt.claim, []int{k.id(t, tt.sentence)}).faults()
		if slices.Contains(rules, "moved") != tt.moved {
			t.Errorf("%q breaks %v, want moved: %v", tt.claim, rules, tt.moved)
		}
	}
}
