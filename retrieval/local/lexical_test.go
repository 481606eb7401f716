package local

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cuttings/retrieval"
)

// textDocs are documents whose vectors don't matter.
func textDocs(texts ...string) []Doc {
	docs := make([]Doc, len(texts))
	for i, text := range texts {
		docs[i] = Doc{Text: text, Vector: []float32{1}}
	}
	return docs
}

func ids(scored []retrieval.Match) []int {
	var ids []int
	for _, s := range scored {
		ids = append(ids, s.ID)
	}
	return ids
}

// The tables below name these by their place, from 0.
var reports = textDocs(
	"The White House announced new sanctions.",
	"Ushakov said that the sanction would be a mistake.",
	"Gitanas Nausėda, vice-president of nothing, met the press in Orléans.",
	"Sanctions, sanctions, more sanctions.",
	"The talks lasted 50 minutes.",
	"The talks lasted 50 minutes.",
	"",
	"Путин заявил о гарантиях.",
	"Olu\u00adwase\u200bun \ufeffAdeyemi, then Łukasz Łoś voted.",
)

func TestLexical(t *testing.T) {
	tests := []struct {
		name  string
		words []string
		k     int
		want  []int
	}{
		{"most often in the shortest text first", []string{"sanctions"}, 10, []int{3, 0, 1}},
		{"endings and case", []string{"SANCTIONED"}, 10, []int{3, 0, 1}},
		{"k cuts", []string{"sanctions"}, 2, []int{3, 0}},
		{"any word is enough, more are better", []string{"sanctions", "Ushakov"}, 10, []int{1, 3, 0}},
		{"ties by ID", []string{"talks", "minutes"}, 10, []int{4, 5}},
		{"ties cut at k", []string{"talks"}, 1, []int{4}},
		{"diacritics in the text", []string{"nauseda"}, 10, []int{2}},
		{"diacritics in the question", []string{"NAUSĖDA"}, 10, []int{2}},
		{"combining diacritics", []string{"Orle\u0301ans"}, 10, []int{2}},
		{"word of two parts", []string{"vice-president"}, 10, []int{2}},
		{"parts in the wrong order", []string{"president-vice"}, 10, nil},
		{"another alphabet", []string{"ПУТИН"}, 10, []int{7}},
		{"format characters in the text", []string{"Oluwaseun"}, 10, []int{8}},
		{"format characters in the question", []string{"Ade\u2060yemi\u00ad"}, 10, []int{8}},
		{"letters that aren't others with a diacritic", []string{"LUKASZ"}, 10, []int{8}},
		{"as they are in the text", []string{"Łoś"}, 10, []int{8}},
		{"number", []string{"50"}, 10, []int{4, 5}},
		{"repeated words count once", []string{"talks", "talks", "talks", "Ushakov"}, 1, []int{1}},
		{"in any case too", []string{"talks", "Talks", "TALKS", "Ushakov"}, 1, []int{1}},
		{"unknown word", []string{"zebra"}, 10, nil},
		{"no words", nil, 10, nil},
		{"no results wanted", []string{"sanctions"}, 0, nil},
		{"fewer than no results wanted", []string{"sanctions"}, -1, nil},
	}
	x := build(t, reports)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := x.Lexical(t.Context(), test.words, test.k)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(ids(got), test.want) {
				t.Errorf("Lexical(%q, %d) = %v, want documents %v", test.words, test.k, got, test.want)
			}
			for _, s := range got {
				if s.Score <= 0 {
					t.Errorf("document %d: score %v, want one above 0", s.ID, s.Score)
				}
			}
		})
	}
}

// What looks like FTS5's query syntax, or breaks its strings, is only text.
func TestLexicalHostile(t *testing.T) {
	nothing := []string{
		"", " ", `"`, `""`, `"""`, "\x00", "?!", "…", "*", "(", ")", "^", "-", "+", ":", "{", "'", ";", "\\",
		"\xff\xfe", "\ufeff", "\u202e", "NEAR(", "AND", "OR", "NOT", "text:zebra", "-zebra", `"zebra" OR "`,
		`x") ; DROP TABLE docs; --`, strings.Repeat("z", 100_000), strings.Repeat("\"", 10_000),
	}
	x := build(t, reports)
	for _, word := range nothing {
		if got, err := x.Lexical(t.Context(), []string{word}, 10); err != nil || len(got) != 0 {
			t.Errorf("Lexical(%.40q) = %v, %v; want nothing", word, got, err)
		}
		got, err := x.Lexical(t.Context(), []string{word, "Ushakov"}, 10)
		if err != nil || !slices.Equal(ids(got), []int{1}) {
			t.Errorf("Lexical(%.40q, Ushakov) = %v, %v; want document 1", word, got, err)
		}
		if got, err := x.DocFreq(t.Context(), []string{word}); err != nil || got[0] != 0 {
			t.Errorf("DocFreq(%.40q) = %v, %v; want 0", word, got, err)
		}
	}
	same := []string{"Ushakov*", `"Ushakov`, "Ushakov\x00", "\x00Ushakov", "^Ushakov", "-Ushakov", "(Ushakov)", "Ushakov:"}
	for _, word := range same {
		if got, err := x.Lexical(t.Context(), []string{word}, 10); err != nil || !slices.Equal(ids(got), []int{1}) {
			t.Errorf("Lexical(%q) = %v, %v; want document 1", word, got, err)
		}
	}
}

// A question of any length costs what MaxQueryWords words cost.
func TestLexicalLongQuestion(t *testing.T) {
	x := build(t, reports)
	words := []string{"Ushakov"}
	for i := range 100_000 {
		words = append(words, fmt.Sprint("zebra", i))
	}
	start := time.Now()
	got, err := x.Lexical(t.Context(), words, 10)
	if err != nil || !slices.Equal(ids(got), []int{1}) {
		t.Errorf("Lexical of %d words = %v, %v; want document 1", len(words), got, err)
	}
	t.Logf("%d words in %v", len(words), time.Since(start))
}

func TestDocFreq(t *testing.T) {
	x := build(t, reports)
	words := []string{"sanctions", "sanctioning", "Ushakov", "nausėda", "vice-president", "zebra", "talk"}
	want := []int{3, 3, 1, 1, 1, 0, 2}
	got, err := x.DocFreq(t.Context(), words)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("DocFreq(%q) = %v, want %v", words, got, want)
	}
}

// FuzzLexical holds that no word is an error or query syntax: what it finds is
// the document that is that word, and those that hold the other.
func FuzzLexical(f *testing.F) {
	for _, word := range []string{"sanctions", `a" OR "b`, "NEAR(a b, 2)", "a\x00b", "text:a*", "\xff", "Orle\u0301ans", "—"} {
		f.Add(word, "other")
	}
	f.Fuzz(func(t *testing.T, word, other string) {
		x := build(t, textDocs("before", word, "behind"))
		got, err := x.Lexical(t.Context(), []string{word, other}, 10)
		if err != nil {
			t.Fatalf("Lexical(%q, %q): %v", word, other, err)
		}
		counts, err := x.DocFreq(t.Context(), []string{word, other})
		if err != nil {
			t.Fatalf("DocFreq(%q, %q): %v", word, other, err)
		}
		if len(got) < max(counts[0], counts[1]) || len(got) > counts[0]+counts[1] {
			t.Errorf("Lexical(%q, %q) found %d documents, they occur in %v", word, other, len(got), counts)
		}
		if counts[0] > 0 && !slices.Contains(ids(got), 1) {
			t.Errorf("Lexical(%q) = %v, without the document that is that word", word, got)
		}
	})
}
