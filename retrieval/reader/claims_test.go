package reader

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

var bundledClaimsReader = sync.OnceValues(BundledClaims)

func testClaims(tb testing.TB) *Claims {
	tb.Helper()
	c, err := bundledClaimsReader()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func judge(tb testing.TB, claim string, window []string) Verdict {
	tb.Helper()
	verdicts, err := testClaims(tb).Read(tb.Context(), claim, [][]string{window})
	if err != nil {
		tb.Fatalf("reading for %.80q: %v", claim, err)
	}
	return verdicts[0]
}

// The doubts are NumPy's in float32, but for what int8 activations make of them.
func TestGoldenDoubts(t *testing.T) {
	n := 0
	for _, row := range goldenRows(t) {
		if !row.Claim {
			continue
		}
		got := judge(t, row.Question, row.Sentences).Doubts
		want := doubts(row.Question, testClaims(t).reader.tokenizer.Encode(row.Question), row.Doubts)
		if len(got) != len(want) {
			t.Errorf("%q: %d words, want %d", row.Question, len(got), len(want))
			continue
		}
		for i, d := range want {
			n++
			if got[i].Word != d.Word || math.Abs(got[i].LogOdds-d.LogOdds) > .6 {
				t.Errorf("%q: %v, want %v ± .6", row.Question, got[i], d)
			}
		}
	}
	if n == 0 {
		t.Error("no doubts to compare")
	}
}

// The word that a false claim has wrong is the one that is doubted most.
func TestDoubted(t *testing.T) {
	for _, tt := range []struct{ claim, wrong string }{
		{"Carlo Rossi designed the lighthouse.", "Carlo Rossi"},
		{"The lamp was put out by a storm in 1921.", "1921"},
		{"Paola Ferri also built the railway station.", "railway station"},
		{"The lamp burned gas until 1912.", "gas"},
	} {
		v := judge(t, tt.claim, lighthouse)
		most := slices.MaxFunc(v.Doubts, func(a, b Doubt) int {
			if a.LogOdds < b.LogOdds {
				return -1
			}
			return 1
		})
		if word := tt.claim[most.Word.Start:most.Word.End]; !strings.Contains(tt.wrong, word) {
			t.Errorf("%q: doubts %q most (%.1f), want %q", tt.claim, word, most.LogOdds, tt.wrong)
		}
	}
	for _, d := range judge(t, "The lighthouse was designed by Paola Ferri.", lighthouse).Doubts {
		if d.LogOdds > 0 {
			t.Errorf("doubts %v of what is so", d)
		}
	}
}

// Tokens come from the tokenizer, logits by hand: a word has its tokens' highest.
func TestDoubts(t *testing.T) {
	for _, tt := range []struct {
		claim string
		want  string // words and their log-odds, those of the tokens being 0, 1, 2, …
	}{
		{"Haugen left.", "Haugen:2 left:3"},
		{"It owes $4.2 million!", "It:0 owes:1 4.2:5 million:6"},
		{"— O'Brien, 24", "O'Brien:3 24:5"},
		{"", ""},
	} {
		tokens := testClaims(t).reader.tokenizer.Encode(tt.claim)
		logits := make([]float64, len(tokens))
		for i := range logits {
			logits[i] = float64(i)
		}
		var got []string
		for _, d := range doubts(tt.claim, tokens, logits) {
			got = append(got, tt.claim[d.Word.Start:d.Word.End]+":"+strconv.FormatFloat(d.LogOdds, 'g', -1, 64))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%q: %s, want %s", tt.claim, s, tt.want)
		}
	}
}

func FuzzClaims(f *testing.F) {
	f.Add("Ferri built the wall.", lighthouse[1])
	f.Add("谁？ naïve cafe\u0301", "\xff")
	f.Add(strings.Repeat("The keeper counted. ", 40), "")
	f.Fuzz(func(t *testing.T, claim, sentence string) {
		v := judge(t, claim, []string{sentence})
		checkScores(t, []string{sentence}, v.Scores)
		end := 0
		for _, d := range v.Doubts {
			if math.IsNaN(d.LogOdds) || d.Word.Start < end || d.Word.End <= d.Word.Start || d.Word.End > len(claim) {
				t.Fatalf("%.80q: doubt %v", claim, d)
			}
			end = d.Word.End
		}
	})
}
