// Package bottest is what the tests of bot and of the packages below it share.
package bottest

import (
	"flag"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cuttings/corpus"
	"cuttings/retrieval"
	"cuttings/retrieval/reader"
	"cuttings/retrieval/syntax"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Golden holds a file to what a test has got; with the flag -update it writes the file.
func Golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s differs, -want +got (-update writes it anew):\n%s", path, diff)
	}
}

// Articles makes articles of texts; each is called by its place: a, b, c.
func Articles(t testing.TB, texts ...string) []corpus.Article {
	t.Helper()
	var out []corpus.Article
	for i, text := range texts {
		a, err := corpus.Parse(string(rune('a'+i)), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// Sentence is the number of the first sentence of a coverage that begins with the words,
// of the article with the id if that isn't empty.
func Sentence(t testing.TB, coverage *retrieval.Coverage, article, begins string) int {
	t.Helper()
	for id, s := range coverage.Sentences {
		if strings.HasPrefix(s.Text, begins) && (article == "" || coverage.Articles[s.Article].ID == article) {
			return id
		}
	}
	t.Fatalf("no sentence begins with %q", begins)
	return 0
}

// Parser is the parser in the binary, loaded once.
func Parser() (*syntax.Parser, error) { return parser() }

// Reader is the reader of claims in the binary, loaded once.
func Reader() (*reader.Claims, error) { return claimReader() }

var (
	parser      = sync.OnceValues(syntax.Bundled)
	claimReader = sync.OnceValues(reader.BundledClaims)
)
