package reader

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var (
	pairsFile   = flag.String("pairs", "", `file of JSON lines {"q": question, "s": [sentence, …]} to score`)
	scoresFile  = flag.String("scores", "", "where their scores go: a JSON list of log-odds a line")
	weightsFile = flag.String("weights", "", "a reader.bin instead of the bundled one")
	deltasFile  = flag.String("deltas", "", "a claims.bin to adapt it with")
)

// TestScorePairs scores the pairs of train/measure.py as the product reads them.
func TestScorePairs(t *testing.T) {
	if *pairsFile == "" || *scoresFile == "" {
		t.Skip("needs -pairs and -scores; train/measure.py --go gives them")
	}
	r := readerOf(t, *weightsFile, *deltasFile)
	data, err := os.ReadFile(*pairsFile)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(*scoresFile)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	enc := json.NewEncoder(out)
	for line := range strings.Lines(string(data)) {
		var pair struct {
			Question  string   `json:"q"`
			Sentences []string `json:"s"`
		}
		if err := json.Unmarshal([]byte(line), &pair); err != nil {
			t.Fatal(err)
		}
		scores, err := r.Read(t.Context(), pair.Question, [][]string{pair.Sentences})
		if err != nil {
			t.Fatal(err)
		}
		odds := make([]float64, len(scores[0]))
		for i, s := range scores[0] {
			odds[i] = s.LogOdds
		}
		if err := enc.Encode(odds); err != nil {
			t.Fatal(err)
		}
	}
}

func readerOf(t *testing.T, path, deltas string) *Reader {
	t.Helper()
	var files [2][]byte
	for i, path := range []string{path, deltas} {
		if path == "" {
			continue
		}
		var err error
		if files[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if path == "" {
		files[0] = bytesOf(bundled)
	}
	if deltas == "" {
		r, err := load(files[0])
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	c, err := loadClaims(files[0], files[1])
	if err != nil {
		t.Fatal(err)
	}
	return c.reader
}
