package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// labelled returns the cases of testdata/sentences.txt, each as its sentences with
// the white space that follows them.
func labelled(t testing.TB) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "sentences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var cases [][]string
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var sentences []string
		for line := range strings.Lines(block) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if s, glued := strings.CutSuffix(line, `\`); glued {
				line = s
			} else {
				line += " "
			}
			sentences = append(sentences, line)
		}
		if len(sentences) > 0 {
			cases = append(cases, sentences)
		}
	}
	return cases
}

func TestSentences(t *testing.T) {
	boundaries := 0
	for _, sentences := range labelled(t) {
		text := strings.Join(sentences, "")
		var want, got []string
		for _, s := range sentences {
			want = append(want, strings.TrimSpace(s))
		}
		for _, s := range Sentences(text) {
			got = append(got, s.Of(text))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Sentences(%q), -want +got:\n%s", text, diff)
		}
		boundaries += len(want) - 1
	}
	if boundaries < 100 {
		t.Errorf("testdata/sentences.txt labels %d boundaries, want at least 100", boundaries)
	}
}
