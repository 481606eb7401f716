package embedding

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
)

// MaxTokens is the length of the longest sequence; what is over is cut off.
const MaxTokens = 512

// headWidth is the width of an attention head in every model of this family.
const headWidth = panelColumns

// A Sequence is one input of an encoder.
type Sequence struct {
	IDs []int32
	// Types are the segments of the tokens; nil means 0 throughout.
	Types []uint8
}

// An Encoder is a BERT encoder: it turns a sequence of tokens into one vector a
// token. It is safe for concurrent use, and the same sequence gives the same
// bits on every machine, alone or among others.
type Encoder struct {
	kernel    *kernel
	hidden    int
	heads     int
	word      []int8 // [vocabulary][hidden]
	wordScale []float32
	position  []float32 // [MaxTokens][hidden]
	segment   []float32 // [segments][hidden], or nil
	norm      layerNorm
	layers    []layer
	scratch   sync.Pool
}

type layerNorm struct{ w, b []float32 }

type layer struct {
	qkv, out, up, down        *matrix
	afterAttention, afterDown layerNorm
}

// NewEncoder makes an encoder of a weights file. A tensor "segment", if there is
// one, is added to the positions.
func NewEncoder(w *Weights) (*Encoder, error) { return newEncoder(w, kernels()[0]) }

func newEncoder(w *Weights, k *kernel) (*Encoder, error) {
	h := w.Hidden
	if err := checkSizes(h, w.Heads); err != nil {
		return nil, err
	}
	e := &Encoder{kernel: k, hidden: h, heads: w.Heads}
	words, err := w.rows("word", h)
	if err != nil {
		return nil, err
	}
	from := loader{w: w}
	e.word = from.int8("word", words, h)
	e.wordScale = from.float32("word.scale", words)
	e.position = from.float32("pos", MaxTokens, h)
	if w.Has("segment") {
		segments, err := w.rows("segment", h)
		if err != nil {
			return nil, err
		}
		e.segment = from.float32("segment", segments, h)
	}
	e.norm = from.norm("ln", h)
	if from.err != nil {
		return nil, from.err
	}
	if e.layers, err = loadLayers(w); err != nil {
		return nil, err
	}
	e.scratch.New = func() any { return new(scratch) }
	return e, nil
}

// loadLayers reads all layers of a weights file.
func loadLayers(w *Weights) ([]layer, error) {
	h := w.Hidden
	layers, errs := make([]layer, w.Layers), make([]error, w.Layers)
	each(w.Layers, func(i int) {
		from := loader{w: w}
		l := &layers[i]
		name := fmt.Sprintf("%d.", i)
		l.qkv = from.matrix(name+"qkv", 3*h, h)
		l.out = from.matrix(name+"out", h, h)
		l.up = from.matrix(name+"up", 4*h, h)
		l.down = from.matrix(name+"down", h, 4*h)
		l.afterAttention = from.norm(name+"ln1", h)
		l.afterDown = from.norm(name+"ln2", h)
		if from.err == nil { // attention divides by the root of the head's width
			root := float32(1 / math.Sqrt(headWidth))
			for c := range h {
				l.qkv.scale[c] *= root
				l.qkv.bias[c] *= root
			}
		}
		errs[i] = from.err
	})
	return layers, errors.Join(errs...)
}

// under returns an encoder of e's first n layers and then those of a weights file.
// It shares what it can with e.
func (e *Encoder) under(n int, upper *Weights) (*Encoder, error) {
	if upper.Hidden != e.hidden || upper.Heads != e.heads || n > len(e.layers) {
		return nil, fmt.Errorf("layers of %d values and %d heads don't fit over %d of %d values and %d heads", upper.Hidden, upper.Heads, n, e.hidden, e.heads)
	}
	layers, err := loadLayers(upper)
	if err != nil {
		return nil, err
	}
	out := &Encoder{
		kernel: e.kernel, hidden: e.hidden, heads: e.heads, word: e.word, wordScale: e.wordScale,
		position: e.position, segment: e.segment, norm: e.norm, layers: slices.Concat(e.layers[:n], layers),
	}
	out.scratch.New = func() any { return new(scratch) }
	return out, nil
}

// A loader reads tensors until the first error.
type loader struct {
	w   *Weights
	err error
}

func get[T any](l *loader, f func() (T, error)) (v T) {
	if l.err == nil {
		v, l.err = f()
	}
	return v
}

func (l *loader) int8(name string, shape ...int) []int8 {
	return get(l, func() ([]int8, error) { return l.w.Int8(name, shape...) })
}

func (l *loader) float32(name string, shape ...int) []float32 {
	return get(l, func() ([]float32, error) { return l.w.Float32(name, shape...) })
}

func (l *loader) matrix(name string, out, in int) *matrix {
	return get(l, func() (*matrix, error) { return newMatrix(l.w, name, out, in) })
}

func (l *loader) norm(name string, n int) layerNorm {
	return layerNorm{l.float32(name+".w", n), l.float32(name+".b", n)}
}

// each calls f(0) to f(n-1), spread over the processors.
func each(n int, f func(i int)) {
	var wg sync.WaitGroup
	workers := min(n, runtime.GOMAXPROCS(0))
	for g := range workers {
		wg.Go(func() {
			for i := g; i < n; i += workers {
				f(i)
			}
		})
	}
	wg.Wait()
}

// Hidden is the width of a token's vector.
func (e *Encoder) Hidden() int { return e.hidden }

// Kernel names the code that the encoder runs on this processor.
func (e *Encoder) Kernel() string { return e.kernel.name }

// groupTokens is how many tokens go through the layers at once: enough to read
// the weights seldom, few enough for their vectors to stay in the cache.
const groupTokens = 256

// Encode runs the sequences and calls visit once for each with its number and
// its vectors, [tokens][Hidden], which are only valid during the call. Calls
// come in no set order, but never two at once. It returns early with ctx's
// error when ctx ends.
func (e *Encoder) Encode(ctx context.Context, seqs []Sequence, visit func(i int, hidden []float32)) error {
	cut := make([]Sequence, len(seqs))
	total := 0
	for i, s := range seqs {
		if err := e.check(s); err != nil {
			return fmt.Errorf("encoding sequence %d of %d: %w", i+1, len(seqs), err)
		}
		cut[i] = s
		if len(s.IDs) > MaxTokens {
			cut[i].IDs = s.IDs[:MaxTokens]
		}
		total += len(cut[i].IDs)
	}
	workers := runtime.GOMAXPROCS(0)
	size := min(groupTokens, max(64, (total+workers-1)/workers))
	groups := make(chan [2]int, len(seqs))
	for i := 0; i < len(cut); {
		j, n := i, 0
		for j < len(cut) && (j == i || n+len(cut[j].IDs) <= size) {
			n += len(cut[j].IDs)
			j++
		}
		groups <- [2]int{i, j}
		i = j
	}
	close(groups)
	var wg sync.WaitGroup
	var visiting sync.Mutex
	for range min(workers, len(groups)) {
		wg.Go(func() {
			sc := e.scratch.Get().(*scratch)
			defer e.scratch.Put(sc)
			for g := range groups {
				if e.forward(ctx, sc, cut[g[0]:g[1]]) != nil {
					return
				}
				at := 0
				visiting.Lock()
				for i := g[0]; i < g[1]; i++ {
					n := len(cut[i].IDs) * e.hidden
					visit(i, sc.x[at:at+n:at+n])
					at += n
				}
				visiting.Unlock()
			}
		})
	}
	wg.Wait()
	return ctx.Err()
}

func (e *Encoder) check(s Sequence) error {
	if s.Types != nil && len(s.Types) != len(s.IDs) {
		return fmt.Errorf("%d tokens with %d types", len(s.IDs), len(s.Types))
	}
	for i, id := range s.IDs {
		if id < 0 || int(id) >= len(e.wordScale) {
			return fmt.Errorf("token %d is %d, outside the vocabulary of %d", i, id, len(e.wordScale))
		}
	}
	segments := max(1, len(e.segment)/e.hidden)
	for i, t := range s.Types {
		if int(t) >= segments {
			return fmt.Errorf("token %d has type %d of %d", i, t, segments)
		}
	}
	return nil
}
