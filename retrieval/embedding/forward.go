package embedding

import "context"

// scratch holds one worker's buffers. They have rows to spare, since kernels
// work on tileRows at once and so go past the last one.
type scratch struct {
	x, h, qkv, ctx, up []float32 // [rows][width]
	keys               []float32 // [headWidth][keys], one head's keys, turned
	scores             []float32 // [tileRows][keys]
	quantized          []byte
	rowScale           []float32 // scales of the quantized rows
	inverse            []float32 // of the sums of one tile's scores
	zero               []float32
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }

func grow[T any](s *[]T, n int) {
	if len(*s) < n {
		*s = make([]T, n)
	}
}

func (sc *scratch) grow(tokens, longest, hidden int) {
	rows, keys := roundUp(tokens, tileRows)+tileRows, roundUp(longest, panelColumns)
	for _, b := range []struct {
		s *[]float32
		n int
	}{
		{&sc.x, rows * hidden}, {&sc.h, rows * hidden}, {&sc.qkv, rows * 3 * hidden}, {&sc.ctx, rows * hidden}, {&sc.up, rows * 4 * hidden},
		{&sc.keys, headWidth * keys}, {&sc.scores, tileRows * keys}, {&sc.rowScale, rows}, {&sc.inverse, tileRows}, {&sc.zero, hidden},
	} {
		grow(b.s, b.n)
	}
	grow(&sc.quantized, rows*4*hidden)
}

// forward leaves the sequences' vectors in sc.x, one after another.
func (e *Encoder) forward(ctx context.Context, sc *scratch, seqs []Sequence) error {
	total, longest := 0, 0
	for _, s := range seqs {
		total += len(s.IDs)
		longest = max(longest, len(s.IDs))
	}
	if total == 0 {
		return ctx.Err()
	}
	h, k := e.hidden, e.kernel
	sc.grow(total, longest, h)
	e.embed(sc, seqs)
	for i := range e.layers {
		if err := ctx.Err(); err != nil {
			return err
		}
		l := &e.layers[i]
		for r := range total {
			sc.quantize(k, r, sc.x[r*h:][:h])
		}
		e.linear(sc, sc.qkv, total, l.qkv)
		at := 0
		for _, s := range seqs {
			e.attention(sc, at, len(s.IDs))
			at += len(s.IDs)
		}
		for r := range total {
			sc.quantize(k, r, sc.ctx[r*h:][:h])
		}
		e.linear(sc, sc.h, total, l.out)
		for r := range total {
			x := sc.x[r*h:][:h]
			k.addNorm(x, sc.h[r*h:][:h], l.afterAttention.w, l.afterAttention.b)
			sc.quantize(k, r, x)
		}
		e.linear(sc, sc.up, total, l.up)
		for r := range total {
			up := sc.up[r*4*h:][:4*h]
			k.gelu(up)
			sc.quantize(k, r, up)
		}
		e.linear(sc, sc.h, total, l.down)
		for r := range total {
			k.addNorm(sc.x[r*h:][:h], sc.h[r*h:][:h], l.afterDown.w, l.afterDown.b)
		}
	}
	return nil
}

// embed sets sc.x to the sum of the tables' rows, normed.
func (e *Encoder) embed(sc *scratch, seqs []Sequence) {
	h, row := e.hidden, 0
	for _, s := range seqs {
		for p, id := range s.IDs {
			x := sc.x[row*h:][:h]
			row++
			word, scale, position := e.word[int(id)*h:][:h], e.wordScale[id], e.position[p*h:][:h]
			for i := range x {
				x[i] = float32(float32(word[i])*scale) + position[i]
			}
			if e.segment != nil {
				t := 0
				if s.Types != nil {
					t = int(s.Types[p])
				}
				for i, v := range e.segment[t*h:][:h] {
					x[i] += v
				}
			}
			e.kernel.addNorm(x, sc.zero, e.norm.w, e.norm.b)
		}
	}
}

// quantize sets row r of the quantized rows to x; all rows have its length.
func (sc *scratch) quantize(k *kernel, r int, x []float32) {
	sc.rowScale[r] = k.quantize(sc.quantized[r*len(x):][:len(x)], x)
}

// linear sets n rows of y to the quantized rows times w, plus its bias.
func (e *Encoder) linear(sc *scratch, y []float32, n int, w *matrix) {
	for c := 0; c < w.out; c += panelColumns {
		e.kernel.linear(y[c:], w.out, sc.quantized, n, w.in, w.panel(c), sc.rowScale)
	}
}

// attention sets the rows at to at+n of sc.ctx, one sequence. It writes past them,
// so that sequences must come in order.
func (e *Encoder) attention(sc *scratch, at, n int) {
	if n == 0 {
		return
	}
	h, k := e.hidden, e.kernel
	stride := 3 * h
	padded, wide := roundUp(n, lanes), roundUp(n, panelColumns)
	for head := range e.heads {
		queries := sc.qkv[at*stride+head*headWidth:]
		values := queries[2*h:]
		k.transpose(sc.keys, wide, queries[h:], stride, n)
		for r := 0; r < n; r += tileRows {
			for c := 0; c < n; c += panelColumns {
				k.product(sc.scores[c:], wide, queries[r*stride:], stride, sc.keys[c:], wide, headWidth, ones[:])
			}
			for i := range min(tileRows, n-r) {
				row := sc.scores[i*wide:][:padded]
				for j := n; j < padded; j++ {
					row[j] = -1e9 // as good as no key: its share is 1e-38
				}
				sc.inverse[i] = 1 / k.softmax(row)
			}
			k.product(sc.ctx[(at+r)*h+head*headWidth:], h, sc.scores, wide, values, stride, n, sc.inverse)
		}
	}
}

var ones = [tileRows]float32{1, 1, 1, 1, 1, 1, 1, 1}
