package embedding

import "fmt"

// A Linear is a linear layer with int8 weights for what stands over an encoder. It
// runs on the encoder's kernels, and gives the same bits on every machine.
type Linear struct {
	kernel *kernel
	matrix *matrix
}

// NewLinear makes a layer of the tensor of this name, [out][in], with its ".scale"
// and ".b". Out must be a multiple of 32, in one of 64.
func NewLinear(w *Weights, name string, out, in int) (*Linear, error) {
	if out%panelColumns != 0 || in%(2*panelColumns) != 0 {
		return nil, fmt.Errorf("a linear layer %q of %d by %d isn't supported", name, out, in)
	}
	m, err := newMatrix(w, name, out, in)
	if err != nil {
		return nil, err
	}
	return &Linear{kernels()[0], m}, nil
}

// Apply returns the layer's output for n rows of x, [n][in]: [n][out].
func (l *Linear) Apply(x []float32, n int) []float32 {
	in, out := l.matrix.in, l.matrix.out
	rows := roundUp(n, tileRows) + tileRows // kernels go past the last row
	y, scale := make([]float32, rows*out), make([]float32, rows)
	quantized := make([]byte, rows*in)
	for r := range n {
		scale[r] = l.kernel.quantize(quantized[r*in:][:in], x[r*in:][:in])
	}
	for c := 0; c < out; c += panelColumns {
		l.kernel.linear(y[c:], out, quantized, n, in, l.matrix.panel(c), scale)
	}
	return y[:n*out]
}
