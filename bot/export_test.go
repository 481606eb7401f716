package bot

import "context"

// A Case is what the calibration sees of one question.
type Case struct {
	Signals []float64
	Names   []string
	Reply   Reply // as if it always answered
}

// Consider answers a question whatever the decision would be.
func (b *Bot) Consider(ctx context.Context, text string) (Case, error) {
	f, err := b.find(ctx, text)
	if err != nil || len(f.candidates) == 0 {
		return Case{}, err
	}
	s := f.signals()
	return Case{Signals: s.vector(), Names: signalNames, Reply: b.answered(f)}, nil
}
