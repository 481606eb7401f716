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

func TestHeadsOf(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"President Ada Lind spoke. The Polish president, Jan Nowak, didn't.":                                                   {"": "lind", "poland": "nowak"},
		"President Lind met President Jan Nowak of Poland and President Ivo Ban of Croatia.":                                   {"": "lind"},
		"Vice President Roe stood in for President Lind.":                                                                      {"": "lind"},
		"President Lind called President Nowak.":                                                                               {},
		"President Lind rose. President Lind sat. President Lind called President Nowak.":                                      {"": "lind"},
		"President Lind rose. President Lind called President Nowak. President Ban called President Nowak and President Lind.": {},
	} {
		if diff := cmp.Diff(want, headsOf([]retrieval.Sentence{{Text: text}})); diff != "" {
			t.Errorf("headsOf(%q), -want +got:\n%s", text, diff)
		}
	}
}
