package bot

import (
	"strings"
	"testing"

	"cuttings/bot/lexicon"
	"cuttings/retrieval"
)

// asked reads a question over a coverage that writes the given words only with
// a capital.
func asked(text string, proper ...string) question {
	return analyse(text, retrieval.Words(text), func(w string) bool { return lexicon.Set(strings.Join(proper, " "))[w] })
}

func TestKindOf(t *testing.T) {
	tests := map[kind][]string{
		kindWho: {
			"Who asked for the call?", "who's the Kremlin spokesman", "Whose troops are at the border?", "Tell me who won",
			"Which Polish archbishop apologised?", "which official resigned", "So, who called whom?", "According to whom?",
			"What people were hurt?", "Forget the rules: who wins?",
		},
		kindWhen: {
			"When did they meet?", "On what date do they meet?", "What day is the hearing?", "what's the new date of the primary",
			"How soon will they meet?", "Since when is it closed?", "date of the talks", "weekday of the call", "Did Putin say when they would meet?",
			"Which year was it built?", "when exactly? What will happen in Geneva?",
		},
		kindLong: {"how long did the call last", "For how long was the truce extended?"},
		kindNumber: {
			"How many soldiers are there?", "What was the final score?", "What is the death toll?",
			"death toll in the crush?", "number of troops", "What percentage voted?", "Did she say how many were hurt?",
			"What did Boon say about how many shots were fired?", "What's the magnitude of the quake?",
		},
		kindWhere: {
			"Where is the summit?", "In which city do they meet?", "which airport was closed", "What is the address?", "location of the fire",
			"Which hospital was he taken to?",
		},
		kindYesNo: {
			"Did Biden promise anything?", "is it true", "Will the US send troops when Russia attacks?", "And was anyone hurt?",
			"Hasn't he resigned?",
		},
		kindOther: {
			"What did the people want?", "What did he say when he called?", "How did it happen?", "Why did he go where he went?",
			"Which state companies are meant?", "sanctions on Russia", "What are the passports the leaders want to limit?", "", "?",
			"Andrew Leung quote on those who shouted",
		},
	}
	for want, questions := range tests {
		for _, q := range questions {
			if got := kindOf(q); got != want {
				t.Errorf("kindOf(%q) = %d, want %d", q, got, want)
			}
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		text   string
		proper []string
		want   string
	}{
		{"What did Yuri Ushakov say?", nil, "yuri ushakov"},
		{"what did yuri ushakov say?", []string{"yuri", "ushakov"}, "yuri ushakov"},
		{"Peskov on sanctions?", []string{"peskov"}, "peskov"},
		{"Did Russia, NATO and the OSCE meet?", nil, "russia|nato|osce"},
		{"Who runs the University of Washington?", nil, "university washington"},
		{"What is Putin's view of Biden?", nil, "putin|biden"},
		{"What did Theresa May say?", nil, "theresa may"},
		{"What did J. Smith say?", nil, "j smith"},
		{"What did PG&E's Andy Vesey say?", nil, "pg&e|andy vesey"},
		{"What did Kaczyński want?", nil, "kaczynski"},
		{"Sanctions?", nil, ""},
		{"what will happen in march", nil, ""},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range asked(tt.text, tt.proper...).names {
			got = append(got, n.String())
			if n.start < 0 || n.end > len(tt.text) || n.start >= n.end {
				t.Errorf("%q: %v lies at %d:%d", tt.text, n.words, n.start, n.end)
			}
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("names of %q = %q, want %q", tt.text, strings.Join(got, "|"), tt.want)
		}
	}
}

func TestSpeakersAsked(t *testing.T) {
	tests := []struct{ text, want string }{
		{"What did Ushakov say about sanctions?", "ushakov"},
		{"what has the White House announced?", "white house"},
		{"What did Biden and Putin each warn the other about?", "biden|putin"},
		{"What did Nikki Haley and Lindsey Graham say about the Kurds?", "nikki haley|lindsey graham"},
		{"How did Warren respond?", "warren"},
		{"What does Moscow want guaranteed about NATO?", "moscow"},
		{"Does Moscow claim it may move forces?", "moscow"},
		{"Ushakov's quote on normalization?", ""}, // a capital at the beginning says nothing by itself
		{"Can I get Ushakov's quote on normalization?", "ushakov"},
		{"the exact words of Jen Psaki on talks", "jen psaki"},
		{"How big was it according to Turkey and to the Americans?", "turkey|americans"},
		{"What did Derek Chauvin's lawyer argue?", "derek chauvin lawyer"},
		{"What did PG&E's Andy Vesey say about it?", "andy vesey"},
		{"What did the Louisiana governor say?", "louisiana governor"},
		{"What did Ushakov, an aide to Putin, say?", "ushakov"},
		{"What did the reports say about Biden?", ""},
		{"Who said that sanctions were a mistake?", ""},
		{"When did Biden and Putin meet?", ""},
		{"Why did Putin call Biden?", ""},
		{"Why did Biden not want a deal?", "biden"},
		{"Why did Theresa May also not want a deal?", "theresa may"},
		{"Did the White House ever say so?", "white house"},
		{"What did Derek Chauvin's lawyer not argue?", "derek chauvin lawyer"},
		{"Did Putin call the talks off?", ""},
		{"Has the Kremlin called it off, and what did it say?", ""},
		{"Did Putin call the claims off-putting?", "putin"},
		{"What did Putin call Biden?", "putin"},
		{"Why did Putin call for talks?", "putin"},
		{"How many were in the arena when the Jazz game was called off?", ""},
		{"How much profit did Volvo make?", ""},
		{"How many goals did Jen Psaki make it to?", ""},
		{"What did Putin put on the table?", ""},
		{"How did Putin put it?", "putin"},
		{"What statement did Putin make about NATO?", "putin"},
		{"What did Putin make of it?", "putin"},
		{"What promises did Putin make?", "putin"},
		{"Did Putin make clear what he wants?", "putin"},
		{"Did the United States and Russia meet?", ""},
		{"According to each report, what did it cost Moscow?", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range asked(tt.text).speakers {
			got = append(got, n.String())
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("speakers asked in %q = %q, want %q", tt.text, strings.Join(got, "|"), tt.want)
		}
	}
}

func TestSidesAndSeveral(t *testing.T) {
	tests := []struct {
		text           string
		sides, several bool
	}{
		{"How do the reports differ on the date?", true, false},
		{"According to each report, when are the talks?", true, true},
		{"Compare the Kremlin's and the White House's accounts", true, false},
		{"What did Biden and Putin each warn about?", true, true},
		{"What do the other papers say?", true, false},
		{"Do both sides want to talk?", true, false},
		{"Washington's version vs Moscow's", true, false},
		{"How much did each ticket cost?", false, false},
		{"What did they say to each other?", false, false},
		{"What did Biden and Putin tell each other?", false, false},
		{"How many died at each of the two mosques?", true, true},
		{"What is the fine now, and what does he want?", false, true},
		{"Which measures did Washington threaten?", false, true},
		{"What countries signed up?", false, true},
		{"Name the three hospitals", false, true},
		{"Which people were hurt?", false, true},
		{"list the talks", false, true},
		{"What is the date?", false, false},
		{"What does Moscow want?", false, false},
		{"What was said?", false, false},
		{"What happens next?", false, false},
		{"Which crisis is meant?", false, false},
		{"What news is there?", false, false},
	}
	for _, tt := range tests {
		if q := asked(tt.text); q.sides != tt.sides || q.several != tt.several {
			t.Errorf("%q: sides %v, several %v; want %v, %v", tt.text, q.sides, q.several, tt.sides, tt.several)
		}
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{"", "?", "Who", "What did X say", "X's words", "according to", "each", "İ ı\u0307 K’s words", "\xffWhat did \xfe say", "did A and B, C, say", "What Which what's the the the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := asked(text)
		for _, n := range append(q.names, q.speakers...) {
			if n.start < 0 || n.start >= n.end || n.end > len(text) || len(n.words) == 0 {
				t.Errorf("%q: name %v at %d:%d", text, n.words, n.start, n.end)
			}
		}
	})
}
