package retrieval

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/retrieval/embedding"
)

// A wordList is an Index of the words of a text, that finds nothing. Its Similar
// says what it is told.
type wordList struct {
	Index
	text    string
	similar map[string]string
	err     error
}

func (l wordList) DocFreq(_ context.Context, words []string) ([]int, error) {
	freq := make([]int, len(words))
	for i, w := range words {
		// As the index splits them.
		sequence := strings.Join(strings.FieldsFunc(Fold(w), func(r rune) bool { return strings.ContainsRune(".-'’", r) }), " ")
		freq[i] = strings.Count(" "+l.text+" ", " "+sequence+" ")
	}
	return freq, l.err
}

func (l wordList) Similar(_ context.Context, word string) (string, bool, error) {
	like, ok := l.similar[Fold(word)]
	return like, ok, l.err
}

func mender(t *testing.T, list wordList, names ...string) *Searcher {
	t.Helper()
	model, err := embedding.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	s := New(Parts{Coverage: NewCoverage(nil), Index: list, Model: model})
	for _, n := range names {
		s.Coverage.Vocabulary().Names[Fold(n)] = n
	}
	return s
}

func TestMend(t *testing.T) {
	s := mender(t, wordList{
		text: "about from sanctions on us grain build up ushakov said putin and novak met a trail of tears",
		similar: map[string]string{
			"abuot": "about", "sanctoins": "sanctions", "ushakof": "ushakov", "nowak": "novak", "form": "from",
			"trial": "trail", "grein": "grain", "train": "grain", "ushakova": "ushakov",
		},
	}, "Ushakov", "Putin", "Novak", "US")
	tests := []struct {
		question, mended string
		signals          Signals
	}{
		{"", "", Signals{}},
		{"sanctions on grain", "sanctions on grain", Signals{}},
		{"abuot  sanctoins?", "about  sanctions?", Signals{Mended: [][2]string{{"abuot", "about"}, {"sanctoins", "sanctions"}}}},
		{"ABUOT SANCTOINS", "about sanctions", Signals{Mended: [][2]string{{"ABUOT", "about"}, {"SANCTOINS", "sanctions"}}}},
		{"What of ushakof’s grein", "What of Ushakov’s grain", Signals{Mended: [][2]string{{"ushakof", "Ushakov"}, {"grein", "grain"}}}},

		// A name is mended to a name only.
		{"What did Nowak say", "What did Novak say", Signals{Mended: [][2]string{{"Nowak", "Novak"}}}},
		{"Is Grein there", "Is Grein there", Signals{Unknown: []string{"Grein"}, Names: []string{"Grein"}}},
		{"Did Lavrov and Lavrov meet Zhukov", "Did Lavrov and Lavrov meet Zhukov", Signals{
			Unknown: []string{"Lavrov", "meet", "Zhukov"}, Names: []string{"Lavrov", "Zhukov"}}},

		// A word spelt right isn't mended, unless its letters were swapped; and never to a stop word.
		{"lunch by train", "lunch by train", Signals{Unknown: []string{"lunch", "train"}}},
		{"the trial", "the trail", Signals{Mended: [][2]string{{"trial", "trail"}}}},
		{"what form", "what form", Signals{Unknown: []string{"form"}}},

		// As the coverage may write it.
		{"Did the U.S. say", "Did the U.S. say", Signals{}},
		{"Did the US say", "Did the US say", Signals{}},
		{"the build-up", "the build-up", Signals{}},
		{"a Putin-Ushakov-Lavrov row", "a Putin-Ushakov-Lavrov row", Signals{Unknown: []string{"Lavrov", "row"}, Names: []string{"Lavrov"}}},
		{"a Nowak-led row-over", "a Novak-led row-over", Signals{Mended: [][2]string{{"Nowak", "Novak"}}, Unknown: []string{"led", "row"}}},

		{"\xff\xffsanctoins\xff", "\xff\xffsanctions\xff", Signals{Mended: [][2]string{{"sanctoins", "sanctions"}}}},
	}
	for _, test := range tests {
		res := Result{Question: test.question}
		if err := s.mend(t.Context(), &res); err != nil {
			t.Fatal(err)
		}
		if res.Question != test.mended {
			t.Errorf("%q: mended to %q, want %q", test.question, res.Question, test.mended)
		}
		if diff := cmp.Diff(test.signals, res.Signals); diff != "" {
			t.Errorf("%q: signals, -want +got:\n%s", test.question, diff)
		}
		checkWords(t, res.Question, res.Words)
	}
}

// A mended word counts as what it was mended to.
func TestMendedWords(t *testing.T) {
	s := mender(t, wordList{similar: map[string]string{"abuot": "about", "ushakof": "ushakov", "sanctoins": "sanctions"}}, "Ushakov")
	res := Result{Question: "Ushakof abuot the sanctoins"}
	if err := s.mend(t.Context(), &res); err != nil {
		t.Fatal(err)
	}
	if got, want := marked(res.Words), "^Ushakov -about -the sanctions"; got != want {
		t.Errorf("words %s, want %s", got, want)
	}
}

func TestMendError(t *testing.T) {
	fail := errors.New("no")
	s := mender(t, wordList{err: fail})
	if err := s.mend(t.Context(), &Result{Question: "What?"}); !errors.Is(err, fail) {
		t.Errorf("error %v, want %v", err, fail)
	}
}

func FuzzMend(f *testing.F) {
	f.Add("What did Ushakof say abuot sanctoins-talks in the U.S.?")
	f.Add("\xff\xffabuot\xff-\xffx's")
	f.Fuzz(func(t *testing.T, question string) {
		s := mender(t, wordList{similar: map[string]string{"abuot": "about", "sanctoins": "sanctions", "ushakof": "ushakov"}}, "Ushakov")
		res := Result{Question: question}
		if err := s.mend(t.Context(), &res); err != nil {
			t.Fatal(err)
		}
		checkWords(t, res.Question, res.Words)
		if len(res.Signals.Mended) == 0 && res.Question != question {
			t.Errorf("%q became %q, and nothing was mended", question, res.Question)
		}
	})
}
