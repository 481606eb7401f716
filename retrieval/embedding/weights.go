package embedding

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"unsafe"
)

// Weights is a parsed weights file: named tensors and the sizes of the encoder
// that they make up.
//
// The file is a magic word of four bytes, the header's length (uint32), the
// header in JSON, and the tensors; numbers are little-endian. The header holds
// "layers", "hidden", "heads" and "tensors", a list of {"name", "dtype",
// "shape", "offset"}; offsets count from the header's end.
type Weights struct {
	Layers int
	Hidden int // width of a token's vector
	Heads  int

	tensors map[string]tensor
}

type tensor struct {
	dtype string // "int4", "int8" or "float32"
	shape []int
	data  []byte
}

// Bounds on a header, far above any model this package runs, that keep sizes
// computed from it within an int.
const (
	maxLayers    = 1 << 10
	maxHidden    = 1 << 16
	maxDimension = 1 << 28
)

var dtypeBits = map[string]int{"int4": 4, "int8": 8, "float32": 32}

// ParseWeights reads a weights file that begins with the given magic word. Every
// size, offset, type and shape is checked, so that a damaged or truncated file
// is an error that says what is wrong with it. The Weights refer to data, which
// must not change.
func ParseWeights(data []byte, magic string) (*Weights, error) {
	w, err := parseWeights(data, magic)
	if err != nil {
		return nil, fmt.Errorf("reading weights (%d bytes): %w", len(data), err)
	}
	return w, nil
}

func parseWeights(data []byte, magic string) (*Weights, error) {
	if len(data) < len(magic)+4 {
		return nil, fmt.Errorf("truncated: too short for a header")
	}
	if got := data[:len(magic)]; string(got) != magic {
		return nil, fmt.Errorf("not a %s file: begins with %q", magic, got)
	}
	size := binary.LittleEndian.Uint32(data[len(magic):])
	data = data[len(magic)+4:]
	if uint64(size) > uint64(len(data)) {
		return nil, fmt.Errorf("truncated: the header has %d bytes, %d are there", size, len(data))
	}
	header, data := data[:size], data[size:]
	var h struct {
		Layers, Hidden, Heads int
		Tensors               []struct {
			Name, Dtype string
			Shape       []int
			Offset      int
		}
	}
	d := json.NewDecoder(bytes.NewReader(header))
	if err := d.Decode(&h); err != nil {
		return nil, fmt.Errorf("corrupt header: %w", err)
	}
	switch {
	case h.Layers < 1 || h.Layers > maxLayers:
		return nil, fmt.Errorf("corrupt header: %d layers", h.Layers)
	case h.Hidden < 1 || h.Hidden > maxHidden:
		return nil, fmt.Errorf("corrupt header: hidden size %d", h.Hidden)
	case h.Heads < 1 || h.Heads > h.Hidden || h.Hidden%h.Heads != 0:
		return nil, fmt.Errorf("corrupt header: %d heads over hidden size %d", h.Heads, h.Hidden)
	}
	w := &Weights{Layers: h.Layers, Hidden: h.Hidden, Heads: h.Heads, tensors: make(map[string]tensor, len(h.Tensors))}
	for _, t := range h.Tensors {
		bits, ok := dtypeBits[t.Dtype]
		if !ok {
			return nil, fmt.Errorf("tensor %q: unknown type %q", t.Name, t.Dtype)
		}
		for _, d := range t.Shape {
			if d < 1 || d > maxDimension || bits > math.MaxInt/d {
				return nil, fmt.Errorf("tensor %q: impossible shape %v", t.Name, t.Shape)
			}
			bits *= d
		}
		n := bits / 8
		if bits%8 != 0 {
			return nil, fmt.Errorf("tensor %q: an odd number of values of type %s: %v", t.Name, t.Dtype, t.Shape)
		}
		if t.Offset < 0 || t.Offset > len(data) || n > len(data)-t.Offset {
			return nil, fmt.Errorf("truncated: tensor %q is bytes %d to %d of %d", t.Name, t.Offset, uint64(t.Offset)+uint64(n), len(data))
		}
		if _, ok := w.tensors[t.Name]; ok {
			return nil, fmt.Errorf("tensor %q is there twice", t.Name)
		}
		w.tensors[t.Name] = tensor{t.Dtype, t.Shape, data[t.Offset : t.Offset+n : t.Offset+n]}
	}
	return w, nil
}

// Has reports whether there is a tensor of this name.
func (w *Weights) Has(name string) bool {
	_, ok := w.tensors[name]
	return ok
}

// Float32 returns a copy of a float32 tensor of this shape, row after row. All
// its values are finite.
func (w *Weights) Float32(name string, shape ...int) ([]float32, error) {
	data, err := w.get(name, "float32", shape)
	if err != nil {
		return nil, err
	}
	v := make([]float32, len(data)/4)
	for i := range v {
		bits := binary.LittleEndian.Uint32(data[4*i:])
		if bits&0x7f800000 == 0x7f800000 {
			return nil, fmt.Errorf("reading tensor %q: value %d isn't a finite number", name, i)
		}
		v[i] = math.Float32frombits(bits)
	}
	return v, nil
}

// Int8 returns an int8 tensor of this shape, row after row. It is part of the
// file's data.
func (w *Weights) Int8(name string, shape ...int) ([]int8, error) {
	data, err := w.get(name, "int8", shape)
	if err != nil {
		return nil, err
	}
	return unsafe.Slice((*int8)(unsafe.Pointer(unsafe.SliceData(data))), len(data)), nil
}

// Widened returns the values of an int8 tensor of this shape as float32: each times the scale
// of its row, which is float32 under the name with ".scale". All of them are finite.
func (w *Weights) Widened(name string, shape ...int) ([]float32, error) {
	values, err := w.Int8(name, shape...)
	if err != nil {
		return nil, err
	}
	width := shape[len(shape)-1]
	scale, err := w.Float32(name+".scale", len(values)/width)
	if err != nil {
		return nil, err
	}
	out := make([]float32, len(values))
	for i, v := range values {
		out[i] = float32(v) * scale[i/width]
	}
	return out, nil
}

func (w *Weights) get(name, dtype string, shape []int) ([]byte, error) {
	t, ok := w.tensors[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("reading tensor %q: it isn't there", name)
	case t.dtype != dtype || !slices.Equal(t.shape, shape):
		return nil, fmt.Errorf("reading tensor %q: it is %s %v, want %s %v", name, t.dtype, t.shape, dtype, shape)
	}
	return t.data, nil
}

// rows returns the number of rows of a tensor whose rows have this width.
func (w *Weights) rows(name string, width int) (int, error) {
	t, ok := w.tensors[name]
	switch {
	case !ok:
		return 0, fmt.Errorf("reading tensor %q: it isn't there", name)
	case len(t.shape) != 2 || t.shape[1] != width:
		return 0, fmt.Errorf("reading tensor %q: its shape is %v, want rows of %d", name, t.shape, width)
	}
	return t.shape[0], nil
}
