package retrieval

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"cuttings/corpus"
	"cuttings/retrieval/reader"
)

// lettered is a searcher over an article of the sentences A to E, whose windows
// are 0-4 A to E, 5-8 AB to DE, 9-11 ABC to CDE; and one of F, window 12.
func lettered(t *testing.T) *Searcher {
	return New(Parts{Coverage: NewCoverage(parse(t, "A is. B is. C is. D is. E is.", "F is."))})
}

func TestSentenceScores(t *testing.T) {
	s := lettered(t)
	top := []Match{{9, .8}, {1, .7}, {6, .5}, {12, .1}}              // ABC, B, BC, F
	vectors := []Match{{9, .9}, {1, .8}, {2, .6}, {12, .5}, {4, .4}} // scaled: B .8, C .4, F .2, E 0
	want := map[int]float64{
		0: .8 * .75,       // A in ABC
		1: .7 + .5*.8,     // B alone
		2: .8*.75 + .5*.4, // C in ABC rather than BC (.5·.85)
		5: .1 + .5*.2,     // F
	}
	if diff := cmp.Diff(want, s.sentenceScores(top, vectors), cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestToRead(t *testing.T) {
	s := lettered(t)
	top := []Match{{ID: 2}, {ID: 6}, {ID: 4}, {ID: 8}, {ID: 12}, {ID: 0}} // C, BC, E, DE, F, A
	want := []window{{1, 4}, {2, 5}, {5, 6}, {0, 3}}                      // BCD with BC, CDE with DE, F, ABC
	if diff := cmp.Diff(want, s.toRead(top), cmp.AllowUnexported(window{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	var texts []string
	for range 2 * readWindows {
		texts = append(texts, "It is.")
	}
	many := New(Parts{Coverage: NewCoverage(parse(t, texts...))})
	var all []Match
	for i := range texts {
		all = append(all, Match{ID: i})
	}
	if got := many.toRead(all); len(got) != readWindows {
		t.Errorf("%d windows, want %d", len(got), readWindows)
	}
}

func TestReading(t *testing.T) {
	words := func(i int) []reader.Range { return []reader.Range{{Start: i, End: i + 3}} }
	tests := []struct {
		name    string
		scores  []reader.Score
		logOdds float64
		words   []corpus.Span
	}{
		{"once", []reader.Score{{LogOdds: 2, Words: words(4)}}, 2, []corpus.Span{{Start: 104, End: 107}}},
		// Best 3, mean 1.
		{"best and mean", []reader.Score{{LogOdds: -1, Words: words(1)}, {LogOdds: 3, Words: words(2)}, {LogOdds: 1, Words: words(3)}}, 2, []corpus.Span{{Start: 102, End: 105}}},
		{"unread once", []reader.Score{{LogOdds: reader.Unread}, {LogOdds: -1, Words: words(1)}}, -1, []corpus.Span{{Start: 101, End: 104}}},
		{"never read", []reader.Score{{LogOdds: reader.Unread}, {LogOdds: reader.Unread}}, reader.Unread, nil},
		{"worse than unread", []reader.Score{{LogOdds: -30, Words: words(0)}}, -30, []corpus.Span{{Start: 100, End: 103}}},
	}
	for _, test := range tests {
		var r reading
		for _, s := range test.scores {
			r.add(s)
		}
		if got := r.logOdds(); got != test.logOdds {
			t.Errorf("%s: log-odds %v, want %v", test.name, got, test.logOdds)
		}
		if diff := cmp.Diff(test.words, r.words(100), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: words, -want +got:\n%s", test.name, diff)
		}
	}
}

func TestRanks(t *testing.T) {
	s := lettered(t)
	hits := []Hit{{Sentence: 0}, {Sentence: 1}, {Sentence: 5}}
	s.rank(hits, Ranking{
		Vectors: []Match{{ID: 3}, {ID: 6}, {ID: 9}}, // D, BC, ABC
		Words:   []Match{{ID: 12}, {ID: 1}},         // F, B
	})
	want := []Hit{{Sentence: 0, VectorRank: 3}, {Sentence: 1, VectorRank: 2, LexicalRank: 2}, {Sentence: 5, LexicalRank: 1}}
	if diff := cmp.Diff(want, hits); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLexicalTerms(t *testing.T) {
	tests := []struct {
		question string
		want     map[string]bool
	}{
		{"Who did what, and how?", map[string]bool{"and": true}},
		{"What did the US say about U.N. aid?", map[string]bool{
			"the": true, "US": true, "U.S": true, "say": true, "about": true, "UN": true, "U.N": true, "aid": true}},
	}
	for _, test := range tests {
		got := map[string]bool{}
		for _, term := range lexicalTerms(Words(test.question)) {
			got[term] = true
		}
		if !maps.Equal(got, test.want) {
			t.Errorf("%q: %v, want %v", test.question, got, test.want)
		}
	}
}
