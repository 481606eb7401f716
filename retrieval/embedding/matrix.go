package embedding

import (
	"encoding/binary"
	"fmt"
	"unsafe"
)

// A matrix is a linear layer with int8 weights, a scale and a bias for each
// output channel, packed in panels.
type matrix struct {
	in, out     int
	weights     []int8 // panel after panel
	scale, bias []float32
	start       []int32
}

// newMatrix packs the matrix of this name, [out][in], with its ".scale" and ".b".
func newMatrix(w *Weights, name string, out, in int) (*matrix, error) {
	rows, err := w.Int8(name, out, in)
	if err != nil {
		return nil, err
	}
	m := &matrix{in: in, out: out, weights: make([]int8, len(rows)), start: make([]int32, out)}
	if m.scale, err = w.Float32(name+".scale", out); err != nil {
		return nil, err
	}
	if m.bias, err = w.Float32(name+".b", out); err != nil {
		return nil, err
	}
	src, dst := bytesOf(rows), bytesOf(m.weights)
	for o := range out {
		row := src[o*in:][:in]
		to := dst[o/panelColumns*panelColumns*in+o%panelColumns*4:]
		var sum int32
		for k := 0; k+4 <= in; k += 4 {
			v := binary.LittleEndian.Uint32(row[k:])
			binary.LittleEndian.PutUint32(to[k*panelColumns:], v)
			sum += int32(int8(v)) + int32(int8(v>>8)) + int32(int8(v>>16)) + int32(int8(v>>24))
		}
		m.start[o] = -128 * sum
	}
	return m, nil
}

func bytesOf(v []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

// panel returns the weights of channels c to c+31.
func (m *matrix) panel(c int) panel {
	return panel{
		weights: m.weights[c*m.in:][:panelColumns*m.in],
		scale:   m.scale[c:][:panelColumns],
		bias:    m.bias[c:][:panelColumns],
		start:   m.start[c:][:panelColumns],
	}
}

// checkSizes reports sizes that the kernels can't run.
func checkSizes(hidden, heads int) error {
	if hidden%panelColumns != 0 || hidden/heads != headWidth {
		return fmt.Errorf("hidden size %d over %d heads isn't supported: a head must have %d", hidden, heads, headWidth)
	}
	return nil
}
