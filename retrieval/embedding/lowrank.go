package embedding

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unsafe"
)

// Ends of the names of the tensors of a low-rank delta, behind the matrix's name.
const (
	lowA = ".low.a" // int8 or int4 [rank, columns], with a scale a row
	lowB = ".low.b" // likewise [rows, rank]
)

// Adapt returns w with the matrices that low has deltas of changed by them: B·A is added
// to what the rows of a matrix are, and each row gets its scale and its int8 values anew
// (LoRA, Hu et al. 2021). The head that low holds replaces w's. All else is w's own.
func (w *Weights) Adapt(low *Weights) (*Weights, error) {
	out := &Weights{Layers: w.Layers, Hidden: w.Hidden, Heads: w.Heads, tensors: maps.Clone(w.tensors)}
	for _, name := range slices.Sorted(maps.Keys(low.tensors)) {
		if matrix, is := strings.CutSuffix(name, lowA); is {
			if err := out.add(low, matrix); err != nil {
				return nil, fmt.Errorf("adapting %s: %w", matrix, err)
			}
		}
	}
	for _, name := range []string{"head", "head.b"} {
		t, ok := low.tensors[name]
		if !ok || !slices.Equal(t.shape, w.tensors[name].shape) {
			return nil, fmt.Errorf("adapting weights: the delta has no %s like theirs", name)
		}
		out.tensors[name] = t
	}
	return out, nil
}

// add puts a matrix of w plus its delta in its place.
func (w *Weights) add(low *Weights, name string) error {
	a, b := low.tensors[name+lowA], low.tensors[name+lowB]
	if len(a.shape) != 2 || len(b.shape) != 2 || a.shape[0] != b.shape[1] {
		return fmt.Errorf("the delta is of %v and %v, want [rank, columns] and [rows, rank]", a.shape, b.shape)
	}
	rows, columns, rank := b.shape[0], a.shape[1], a.shape[0]
	right, err := low.scaled(name+lowA, rank, columns)
	if err != nil {
		return err
	}
	left, err := low.scaled(name+lowB, rows, rank)
	if err != nil {
		return err
	}
	values, err := w.scaled(name, rows, columns)
	if err != nil {
		return err
	}
	data, scales := make([]int8, len(values)), make([]byte, 4*rows)
	for r := range rows {
		row := values[r*columns:][:columns]
		for k := range rank {
			x := left[r*rank+k]
			for c, y := range right[k*columns:][:columns] {
				row[c] += float32(x * y) // rounded, so that no processor fuses the two
			}
		}
		scale := quantize(row, data[r*columns:][:columns])
		binary.LittleEndian.PutUint32(scales[4*r:], math.Float32bits(scale))
	}
	w.tensors[name] = tensor{"int8", []int{rows, columns}, unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(data))), len(data))}
	w.tensors[name+".scale"] = tensor{"float32", []int{rows}, scales}
	return nil
}

// scaled returns the values of an int8 or int4 matrix whose rows have scales.
func (w *Weights) scaled(name string, rows, columns int) ([]float32, error) {
	values := w.Int8
	if w.tensors[name].dtype == "int4" {
		values = w.Int4
	}
	data, err := values(name, rows, columns)
	if err != nil {
		return nil, err
	}
	scales, err := w.Float32(name+".scale", rows)
	if err != nil {
		return nil, err
	}
	out := make([]float32, len(data))
	for i, x := range data {
		out[i] = float32(x) * scales[i/columns]
	}
	return out, nil
}

// quantize writes the values of a row as multiples of the scale that it returns, so that
// the largest becomes 127.
func quantize(row []float32, to []int8) float32 {
	var most float32
	for _, x := range row {
		most = max(most, max(x, -x))
	}
	scale := max(most, 1e-12) / 127
	for i, x := range row {
		to[i] = int8(math.RoundToEven(float64(x / scale)))
	}
	return scale
}
