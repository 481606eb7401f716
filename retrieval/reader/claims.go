package reader

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"math"
	"strings"

	"cuttings/retrieval/embedding"
)

//go:embed weights/claims.bin
var bundledClaims string

// Claims is a [Reader] trained further, to say of a claim in the place of the question
// whether sentences bear it out: deltas of the reader's weights. A second head, over the
// claim's tokens, says which of its words they don't. Any number of goroutines may use it
// at once.
type Claims struct {
	reader *Reader
	doubt  []float32 // [embedding.Dimension]
	bias   float32
}

// BundledClaims returns the reader of claims in the binary. To add the deltas, and those
// that they are deltas of, takes a tenth of a second.
func BundledClaims() (*Claims, error) { return loadClaims(bytesOf(bundled), bytesOf(bundledClaims)) }

func loadClaims(readerDeltas, deltas []byte) (*Claims, error) {
	c, err := newClaims(readerDeltas, deltas)
	if err != nil {
		return nil, fmt.Errorf("loading the reader of claims: %w", err)
	}
	return c, nil
}

func newClaims(readerDeltas, deltas []byte) (*Claims, error) {
	w, err := readerWeights(readerDeltas)
	if err != nil {
		return nil, err
	}
	d, err := embedding.ParseWeights(deltas, magic)
	if err != nil {
		return nil, err
	}
	if !d.Has("head") {
		return nil, errors.New("the deltas have no head, and the reader's isn't for claims")
	}
	if w, err = w.Adapt(d); err != nil {
		return nil, err
	}
	c := &Claims{}
	if c.reader, err = newReader(w); err != nil {
		return nil, err
	}
	if c.doubt, c.bias, err = head(w, "doubt"); err != nil {
		return nil, err
	}
	return c, nil
}

// LazyClaims is a reader of claims that is loaded when it first reads.
type LazyClaims func() (*Claims, error)

// Read is [Claims.Read].
func (l LazyClaims) Read(ctx context.Context, claim string, windows [][]string) ([]Verdict, error) {
	c, err := l()
	if err != nil {
		return nil, err
	}
	return c.Read(ctx, claim, windows)
}

// A Verdict is what the reader says of a claim over one window.
type Verdict struct {
	// Scores are the window's sentences' in order: how likely each bears out the claim.
	Scores []Score
	// Doubts are those of the claim's words, in order, as far as it was read.
	Doubts []Doubt
}

// A Doubt is how likely a window doesn't bear out a word of a claim.
type Doubt struct {
	Word Range // of the claim
	// LogOdds that the word isn't borne out, the highest of its tokens'; natural
	// logarithm, rounded to 1e-4.
	LogOdds float64
}

// Read judges the claim over each window.
func (c *Claims) Read(ctx context.Context, claim string, windows [][]string) ([]Verdict, error) {
	out := make([]Verdict, len(windows))
	err := c.reader.each(ctx, claim, windows, func(i int, w row, hidden []float32) {
		logits := make([]float64, len(w.question))
		for k := range logits {
			logits[k] = logit(hidden, 1+k, c.doubt, c.bias)
		}
		out[i] = Verdict{c.reader.score(w, windows[i], hidden), doubts(claim, w.question, logits)}
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// doubts joins the tokens of each word; punctuation is none.
func doubts(claim string, tokens []embedding.Token, logits []float64) []Doubt {
	var out []Doubt
	for k, t := range tokens {
		odds := math.Round(logits[k]*1e4) / 1e4
		switch {
		case k > 0 && len(out) > 0 && insideWord(claim, t.Start):
			last := &out[len(out)-1]
			last.Word.End, last.LogOdds = t.End, max(last.LogOdds, odds)
		case strings.ContainsFunc(claim[t.Start:t.End], wordRune):
			out = append(out, Doubt{Range{t.Start, t.End}, odds})
		}
	}
	return out
}
