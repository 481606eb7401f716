package local

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestSimilar(t *testing.T) {
	x := build(t, textDocs(
		"Ushakov spoke about sanctions. Ushakov's grain deal, the 2021 budget.",
		"About sanctions against Gitanas Nausėda; grant, great, treat, green.",
		"The grant was great. Cart, card. Orle\u0301ans. 2021st.",
		"Путин",
	))
	tests := []struct {
		word string
		want string // empty: none
	}{
		{"abuot", "about"}, // swapped
		{"sanctoins", "sanctions"},
		{"sancions", "sanctions"}, // left out
		{"Ushakvo", "ushakov"},
		{"usakof", "ushakov"},      // two edits
		{"sanctions", "sanctions"}, // right
		{"NAUSEDA", "nauseda"},     // case, diacritics
		{"Orlean\u0301", "orleans"},
		{"Путтин", "путин"},
		{"bushakov", "ushakov"}, // first letter, one edit
		{"bushakv", ""},         // first letter, two edits
		{"xbout", "about"},
		{"gret", "great"},   // not "green", at 2
		{"grest", "great"},  // not "grant": at 2
		{"greent", "green"}, // 1 beats 2
		{"garnt", "grant"},
		{"breat", "great"}, // of "great" (2 documents) and "treat" (1)
		{"carg", "card"},   // of "card" and "cart", as often: alphabetical
		{"grt", ""},        // too short
		{"caxe", ""},       // short, at 2
		{"2022", ""},       // numbers aren't misspelt
		{"2021ts", ""},
		{"Ushakov's", ""}, // not one word
		{"zebra", ""},
		{"", ""},
		{"????", ""},
		{"\xff\xfe\xff\xfe", ""},
		{"a\x00bout", ""},
		{strings.Repeat("z", 1e5), ""},
	}
	for _, test := range tests {
		got, ok, err := x.Similar(t.Context(), test.word)
		if err != nil || got != test.want || ok != (test.want != "") {
			t.Errorf("Similar(%.40q) = %q, %v, %v; want %q", test.word, got, ok, err, test.want)
		}
	}
}

// A list of words cut short must not answer later questions.
func TestSimilarAfterCancel(t *testing.T) {
	docs := madeDocs(300)
	word := strings.Fields(docs[299].Text)[0]
	x := build(t, docs)
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		if _, _, err := x.Similar(ctx, word); err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		cancel()
	}
	if got, ok, err := x.Similar(t.Context(), word); err != nil || !ok || got != word {
		t.Errorf("Similar(%q) = %q, %v, %v; want itself", word, got, ok, err)
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "abc", 0},
		{"abc", "abd", 1},
		{"abc", "ab", 1},
		{"abc", "xabc", 1},
		{"abcd", "acbd", 1},
		{"abcd", "badc", 2},
		{"ca", "abc", 3}, // 2 if a swapped pair could be edited again
		{"kitten", "sitting", 3},
		{"путин", "птуин", 1},
	}
	for _, test := range tests {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := distance([]rune(pair[0]), []rune(pair[1])); got != test.want {
				t.Errorf("distance(%q, %q) = %d, want %d", pair[0], pair[1], got, test.want)
			}
		}
	}
}

// FuzzVocabulary holds that each word of the vocabulary is one that the index
// finds, and is most similar to itself.
func FuzzVocabulary(f *testing.F) {
	for _, text := range []string{
		"It's the vice-president’s 2nd visit.", "Nausėda, Łódź, Ærø, İstanbul, Straße, ﬁne", "e\u0301\u0302",
		"Путин йод ё Ἀθῆναι हिन्दी กรุงเทพ 東京 \u0301x", "a\x00b\xffc", "naïve\u200dwords\u00a0here",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// An article's text is valid UTF-8.
		docs := textDocs(strings.ToValidUTF8(text, "\ufffd"))
		x := build(t, docs)
		v, err := x.vocabulary(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for n, entries := range v.byLength {
			for _, e := range entries {
				words = append(words, e.word)
				got, ok, err := x.Similar(t.Context(), e.word)
				if err != nil || ok != (n >= 4) || ok && got != e.word {
					t.Errorf("Similar(%q) = %q, %v, %v; want itself", e.word, got, ok, err)
				}
			}
		}
		counts, err := x.DocFreq(t.Context(), words)
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.Index(counts, 0); i >= 0 {
			t.Errorf("%q is in the vocabulary, FTS5 doesn't find it in %q", words[i], text)
		}
	})
}
