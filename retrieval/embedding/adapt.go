package embedding

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"unsafe"
)

// Adapt returns w changed by deltas, a file of the same sizes. An int4 matrix of these,
// [rows][columns] with a ".scale" a row, is added to w's int8 matrix of its name, and each
// row of the sum gets its scale and its int8 values anew: what fine-tuning changes is small
// beside what it changes, so that half the bits hold it. Any other tensor takes the place
// of w's, or stands beside them. What deltas doesn't name stays w's own.
func (w *Weights) Adapt(deltas *Weights) (*Weights, error) {
	if deltas.Layers != w.Layers || deltas.Hidden != w.Hidden || deltas.Heads != w.Heads {
		return nil, fmt.Errorf("adapting weights: deltas of %d layers, %d values and %d heads don't fit weights of %d, %d and %d",
			deltas.Layers, deltas.Hidden, deltas.Heads, w.Layers, w.Hidden, w.Heads)
	}
	out := &Weights{Layers: w.Layers, Hidden: w.Hidden, Heads: w.Heads, tensors: maps.Clone(w.tensors)}
	maps.Copy(out.tensors, deltas.tensors)
	var names []string
	for name, t := range deltas.tensors {
		if t.dtype == "int4" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	type sum struct {
		values, scales tensor
		err            error
	}
	sums := make([]sum, len(names))
	each(len(names), func(i int) {
		s := &sums[i]
		s.values, s.scales, s.err = w.plus(deltas, names[i])
	})
	for i, name := range names {
		if sums[i].err != nil {
			return nil, fmt.Errorf("adapting %s: %w", name, sums[i].err)
		}
		out.tensors[name], out.tensors[name+".scale"] = sums[i].values, sums[i].scales
	}
	return out, nil
}

// plus returns w's matrix of this name plus its delta: int8 values, and a scale a row.
func (w *Weights) plus(deltas *Weights, name string) (values, scales tensor, err error) {
	shape := deltas.tensors[name].shape
	if len(shape) != 2 || shape[1]%2 != 0 {
		return values, scales, fmt.Errorf("the delta's shape is %v, want rows of an even number of values", shape)
	}
	rows, columns := shape[0], shape[1]
	base, err := w.Int8(name, rows, columns)
	if err != nil {
		return values, scales, err
	}
	baseScales, err := w.Float32(name+".scale", rows)
	if err != nil {
		return values, scales, err
	}
	deltaScales, err := deltas.Float32(name+".scale", rows)
	if err != nil {
		return values, scales, err
	}
	pairs := deltas.tensors[name].data // two values a byte, the first in its lower half
	out, outScales := make([]int8, len(base)), make([]byte, 4*rows)
	row := make([]float32, columns)
	for r := range rows {
		var steps [16]float32 // the values of the delta's 16 numbers, -8 to 7 in two's complement
		for n := range steps {
			steps[n] = float32(int8(n<<4)>>4) * deltaScales[r]
		}
		scale, from := baseScales[r], base[r*columns:][:columns]
		var most uint32
		for k, b := range pairs[r*columns/2:][:columns/2] {
			pair, old := row[2*k:][:2], from[2*k:][:2]
			// Each product is rounded, so that no processor fuses it with the sum.
			pair[0] = float32(float32(old[0])*scale) + steps[b&15]
			pair[1] = float32(float32(old[1])*scale) + steps[b>>4]
			most = max(most, math.Float32bits(pair[0])&^sign, math.Float32bits(pair[1])&^sign)
		}
		sumScale := max(math.Float32frombits(most), 1e-12) / 127
		quantize(row, sumScale, out[r*columns:][:columns])
		binary.LittleEndian.PutUint32(outScales[4*r:], math.Float32bits(sumScale))
	}
	data := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(out))), len(out))
	return tensor{"int8", shape, data}, tensor{"float32", shape[:1], outScales}, nil
}

// sign is the bit of a float32's sign: without it, greater values have greater bits.
const sign = 1 << 31

// quantize writes the values of a row as multiples of scale, rounded to even. They must be
// within ±127 of them.
func quantize(row []float32, scale float32, to []int8) {
	const ones = 3 << 22 // the last bit of a float32 of this size is worth one
	per := 1 / scale
	for i, x := range row {
		to[i] = int8(math.Float32bits(float32(x*per) + ones))
	}
}
