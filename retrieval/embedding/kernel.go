package embedding

// A kernel is one way to compute the encoder's inner loops. All kernels give
// the same bits: integers are exact, and every float32 operation is rounded to
// nearest even, by itself (no fused multiply-add) and in one order.
//
//   - A sum over a vector runs in 16 lanes, lane i adding the elements i, i+16,
//     i+32 … in this order to 0; then lane i adds lane i+8 for i < 8, then i+4,
//     i+2, i+1. See laneSum.
//   - A product of matrices adds each output's terms one after another to 0.
//   - Division and square root are correctly rounded; exp and erf are the
//     polynomials in kernel_go.go.
//
// Lengths of vectors are multiples of 16. Strides (named ld…) count elements.
type kernel struct {
	name string
	// unsigned says that quantize adds 128, so that its bytes are 1 to 255.
	unsigned bool
	// linear sets rows x 32 outputs from a panel of weights:
	//
	//	y[r][c] = (sum_k a[r][k] * w[c][k]) * rowScale[r] * scale[c] + bias[c]
	//
	// a has quantized rows of k bytes. It may read and write up to the next
	// multiple of tileRows rows.
	linear func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32)
	// quantize sets q to x / scale rounded to nearest even, where scale is
	// max|x|/127, and returns scale.
	quantize func(q []byte, x []float32) float32
	// product sets tileRows x 32 outputs: y[r][c] = (sum_k a[r][k] * b[k][c]) * scale[r].
	product func(y []float32, ldy int, a []float32, lda int, b []float32, ldb, k int, scale []float32)
	// transpose sets dst[c][r] to src[r][c] for 32 columns c and rows rows r, up
	// to the next multiple of tileRows.
	transpose func(dst []float32, ldd int, src []float32, lds, rows int)
	// softmax sets x to exp(x - max x) and returns the sum.
	softmax func(x []float32) float32
	// gelu sets x to x/2 * (1 + erf(x/sqrt 2)).
	gelu func(x []float32)
	// addNorm sets x to layerNorm(x+r) * w + b.
	addNorm func(x, r, w, b []float32)
}

const (
	panelColumns = 32 // output channels of one panel of weights
	tileRows     = 8  // rows that kernels work on at once; buffers are padded to a multiple
	lanes        = 16 // lanes of a sum, and the unit of a vector's length
)

// A panel holds the weights of 32 output channels in the order that kernels read
// them: for each group of 4 inputs, channel by channel, 4 bytes.
type panel struct {
	weights     []int8
	scale, bias []float32
	// start is -128 times the sum of each channel's weights: what the offset of
	// unsigned activations adds to their product.
	start []int32
}

// kernels lists what this processor can run, the fastest first.
func kernels() []*kernel { return append(nativeKernels(), &portable) }
