package bot

import (
	"context"
	"testing"

	"cuttings/bot/bottest"
	"cuttings/bot/claim"
)

// BundledJudges are the parser and the reader in the binary.
func BundledJudges(t testing.TB) claim.Judges {
	t.Helper()
	j, err := LoadJudges()
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// LoadJudges loads them.
func LoadJudges() (claim.Judges, error) {
	p, err := bottest.Parser()
	if err != nil {
		return claim.Judges{}, err
	}
	r, err := bottest.Reader()
	return claim.Judges{Parser: p, Reader: r}, err
}

// A Case is what the calibration sees of one question.
type Case struct {
	Signals []float64
	Reply   Reply // as if it always answered
	Score   float64
}

// SignalNames are the names of a case's signals.
var SignalNames = signalNames

// Consider answers a question whatever the decision would be.
func (b *Bot) Consider(ctx context.Context, text string) (Case, error) {
	f, err := b.find(ctx, text)
	if err != nil || len(f.candidates) == 0 {
		return Case{}, err
	}
	if f.parts, err = b.parts(ctx, f); err != nil {
		return Case{}, err
	}
	s := f.signals()
	return Case{Signals: s.vector(), Reply: b.answered(f), Score: f.score()}, nil
}

// Resolve reads a question in the light of the one before.
func (b *Bot) Resolve(previous, text string) string { return b.resolve(turn{question: previous}, text) }
