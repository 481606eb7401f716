package voice

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/retrieval"
)

func TestPeopleOf(t *testing.T) {
	for text, want := range map[string]people{
		"US President Joe Biden has warned the Russian head of state Vladimir Putin.":   {"biden": "us", "putin": "russia"},
		"The White House press secretary Jen Psaki and Russia’s President Putin spoke.": {"psaki": "us", "putin": "russia"},
		"Russian foreign policy adviser Yuri Ushakov told reporters shortly after.":     {"ushakov": "russia"},
		"France’s foreign minister, Jean Doe, was in Kyiv.":                             {"doe": "france"},
		"US singer Jane Roe met Ivan Ivanov in Moscow.":                                 {},
		"The US president said Putin had called.":                                       {},
		"A senior US official spoke. Joe Biden didn’t.":                                 {},
		"Polish": {},
		"":       {},
		"The Polish minister Anna Nowak met the German minister Anna Nowak; the Polish minister Anna Nowak left.": {"nowak": "poland"},
	} {
		if diff := cmp.Diff(want, peopleOf([]retrieval.Sentence{{Text: text}})); diff != "" {
			t.Errorf("peopleOf(%q), -want +got:\n%s", text, diff)
		}
	}
}
