package syntax

import (
	"bufio"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
)

var treebank = flag.String("treebank", "", "a file of Universal Dependencies (CoNLL-U) to measure the parser on")

// TestTreebank prints how much of a treebank the parser in the binary parses right:
// the figures of train/README.md.
func TestTreebank(t *testing.T) {
	if *treebank == "" {
		t.Skip("measures the parser with -treebank FILE.conllu")
	}
	f, err := os.Open(*treebank)
	if err != nil {
		t.Fatal(err)
	}
	p := bundledParser(t)
	var words []string
	var want []Word
	var n, attached, labelled, tagged int
	score := func() {
		for i, got := range p.Parse(words) {
			if want[i].Tag == "PUNCT" {
				continue
			}
			n++
			tagged += indicator(got.Tag == want[i].Tag)
			attached += indicator(got.Head == want[i].Head)
			labelled += indicator(got.Head == want[i].Head && got.Relation == want[i].Relation)
		}
		words, want = nil, nil
	}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if lines.Text() == "" {
			score()
		}
		if _, err := strconv.Atoi(columns[0]); err != nil || len(columns) < 10 {
			continue
		}
		head, err := strconv.Atoi(columns[6])
		if err != nil {
			t.Fatal(err)
		}
		relation := columns[7]
		switch relation {
		case "nsubj:pass", "aux:pass", "obl:agent", "acl:relcl":
		default:
			relation, _, _ = strings.Cut(relation, ":")
		}
		words = append(words, columns[1])
		want = append(want, Word{columns[3], head - 1, relation})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	score()
	share := func(k int) float64 { return float64(k) / float64(max(n, 1)) }
	t.Logf("%d words but punctuation: UAS %.4f, LAS %.4f, tags %.4f", n, share(attached), share(labelled), share(tagged))
}

func indicator(b bool) int {
	if b {
		return 1
	}
	return 0
}
