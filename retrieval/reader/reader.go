// Package reader judges whether a sentence answers a question.
//
// A [Reader] is the e5-small-v2 encoder fine-tuned with one linear head a
// token. It reads
//
//	[CLS] question [SEP] three to six consecutive sentences [SEP]
//
// and gives each token a logit. A sentence's score is the logsumexp of its
// tokens' logits minus the logit of [CLS], which stands for "no answer here":
// the log-odds that the sentence answers. Its tokens with the highest logits
// are the answering words.
package reader

import (
	"context"
	_ "embed"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"cuttings/retrieval/embedding"
)

// Limits of the input in tokens, those of the training.
const (
	maxQuestion = 48
	maxTokens   = 256
)

// A Reader holds the fine-tuned weights. Any number of goroutines may use it at once.
type Reader struct {
	tokenizer *embedding.Tokenizer
	encoder   *embedding.Encoder
	head      []float32 // [embedding.Dimension]
	bias      float32
}

//go:embed weights/reader.bin
var bundled string

const magic = "RDR1"

// Bundled returns the reader in the binary, whose weights are those of the embedding
// model and deltas. To add them takes some hundredths of a second.
func Bundled() (*Reader, error) { return load(bytesOf(bundled)) }

// bytesOf are those of an embedded file, never to be written to.
func bytesOf(file string) []byte { return unsafe.Slice(unsafe.StringData(file), len(file)) }

func load(deltas []byte) (*Reader, error) {
	w, err := readerWeights(deltas)
	if err != nil {
		return nil, fmt.Errorf("loading the reader: %w", err)
	}
	r, err := newReader(w)
	if err != nil {
		return nil, fmt.Errorf("loading the reader: %w", err)
	}
	return r, nil
}

// readerWeights adds deltas to the embedding model's weights.
func readerWeights(deltas []byte) (*embedding.Weights, error) {
	w, err := embedding.BundledWeights()
	if err != nil {
		return nil, err
	}
	d, err := embedding.ParseWeights(deltas, magic)
	if err != nil {
		return nil, err
	}
	return w.Adapt(d)
}

func newReader(w *embedding.Weights) (r *Reader, err error) {
	r = &Reader{}
	if r.tokenizer, err = embedding.BundledTokenizer(); err != nil {
		return nil, err
	}
	if r.encoder, err = embedding.NewEncoder(w); err != nil {
		return nil, err
	}
	if r.head, r.bias, err = head(w, "head"); err != nil {
		return nil, err
	}
	return r, nil
}

// head reads a linear head of one logit a token.
func head(w *embedding.Weights, name string) (weights []float32, bias float32, err error) {
	if weights, err = w.Float32(name, embedding.Dimension); err != nil {
		return nil, 0, err
	}
	b, err := w.Float32(name+".b", 1)
	if err != nil {
		return nil, 0, err
	}
	return weights, b[0], nil
}

// A Score is what the reader says of one sentence.
type Score struct {
	// LogOdds that the sentence answers, against that nothing in its window does;
	// natural logarithm, rounded to 1e-4. [Unread] for a sentence without tokens, or
	// when the window was cut before it.
	LogOdds float64
	// Words are the answering words: byte ranges of the sentence, in order. None if
	// it is unread.
	Words []Range
}

// A Range is the bytes [Start, End) of a sentence.
type Range struct{ Start, End int }

// Unread is the log-odds of a sentence of which the reader saw nothing.
const Unread = -20.0

// Read scores the sentences of each window for the question.
func (r *Reader) Read(ctx context.Context, question string, windows [][]string) ([][]Score, error) {
	out := make([][]Score, len(windows))
	err := r.each(ctx, question, windows, func(i int, w row, hidden []float32) {
		out[i] = r.score(w, windows[i], hidden)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// each encodes the windows and gives done each, one after the other, with its tokens'
// hidden states, [tokens][embedding.Dimension], which are done's till it returns.
func (r *Reader) each(ctx context.Context, question string, windows [][]string, done func(i int, w row, hidden []float32)) error {
	rows := make([]row, len(windows))
	seqs := make([]embedding.Sequence, len(windows))
	q := r.tokenizer.Encode(question)
	for i, sentences := range windows {
		rows[i] = r.pack(q[:min(len(q), maxQuestion)], sentences)
		seqs[i] = rows[i].seq
	}
	return r.encoder.Encode(ctx, seqs, func(i int, hidden []float32) { done(i, rows[i], hidden) })
}

// A row is one window as the encoder reads it.
type row struct {
	seq embedding.Sequence
	// question holds its tokens, from position 1 of the sequence.
	question []embedding.Token
	// sentences holds, for each sentence, its tokens; the first stands at
	// position first of the sequence.
	sentences [][]embedding.Token
	first     int
}

func (r *Reader) pack(question []embedding.Token, sentences []string) row {
	ids := []int32{embedding.Start}
	for _, t := range question {
		ids = append(ids, t.ID)
	}
	ids = append(ids, embedding.Separator)
	w := row{question: question, first: len(ids)}
	for _, s := range sentences {
		tokens := r.tokenizer.Encode(s)
		tokens = tokens[:min(len(tokens), maxTokens-1-len(ids))]
		for _, t := range tokens {
			ids = append(ids, t.ID)
		}
		w.sentences = append(w.sentences, tokens)
	}
	ids = append(ids, embedding.Separator)
	types := make([]uint8, len(ids))
	for i := w.first; i < len(ids); i++ {
		types[i] = 1
	}
	w.seq = embedding.Sequence{IDs: ids, Types: types}
	return w
}

// logit is what a head gives the token at a position.
func logit(hidden []float32, pos int, head []float32, bias float32) float64 {
	sum := bias
	for i, x := range hidden[pos*embedding.Dimension:][:embedding.Dimension] {
		sum += float32(x * head[i])
	}
	return float64(sum)
}

func (r *Reader) score(w row, sentences []string, hidden []float32) []Score {
	none := logit(hidden, 0, r.head, r.bias)
	scores := make([]Score, len(sentences))
	pos := w.first
	for i, tokens := range w.sentences {
		logits := make([]float64, len(tokens))
		for j := range tokens {
			logits[j] = logit(hidden, pos, r.head, r.bias)
			pos++
		}
		scores[i] = Score{LogOdds: Unread}
		if len(tokens) > 0 {
			odds := logSumExp(logits) - none
			scores[i] = Score{LogOdds: math.Round(odds*1e4) / 1e4, Words: answering(sentences[i], tokens, logits)}
		}
	}
	return scores
}

func logSumExp(x []float64) float64 {
	m := x[0]
	for _, v := range x {
		m = max(m, v)
	}
	var sum float64
	for _, v := range x {
		sum += math.Exp(v - m)
	}
	return m + math.Log(sum)
}

// wordMargin is how far below the best token's logit the answering words go.
const wordMargin = 2.5

// answering is the run of tokens around the best one whose logits are within
// wordMargin of it, widened to whole words.
func answering(sentence string, tokens []embedding.Token, logits []float64) []Range {
	best := 0
	for i, v := range logits {
		if v > logits[best] {
			best = i
		}
	}
	first, last := best, best
	for first > 0 && logits[first-1] >= logits[best]-wordMargin {
		first--
	}
	for last+1 < len(tokens) && logits[last+1] >= logits[best]-wordMargin {
		last++
	}
	start, end := tokens[first].Start, tokens[last].End
	for start > 0 && insideWord(sentence, start) {
		_, n := utf8.DecodeLastRuneInString(sentence[:start])
		start -= n
	}
	for end < len(sentence) && insideWord(sentence, end) {
		_, n := utf8.DecodeRuneInString(sentence[end:])
		end += n
	}
	return []Range{{start, end}}
}

// insideWord reports whether s[i:] goes on with a word that began before it:
// letters and digits, with one of joiners between two of them.
func insideWord(s string, i int) bool {
	before, n := utf8.DecodeLastRuneInString(s[:i])
	after, m := utf8.DecodeRuneInString(s[i:])
	switch {
	case wordRune(before) && wordRune(after):
		return true
	case wordRune(before) && strings.ContainsRune(joiners, after):
		next, _ := utf8.DecodeRuneInString(s[i+m:])
		return wordRune(next)
	case strings.ContainsRune(joiners, before) && wordRune(after):
		last, _ := utf8.DecodeLastRuneInString(s[:i-n])
		return wordRune(last)
	}
	return false
}

const joiners = "'’-.,"

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
