//go:build !purego

package embedding

import "golang.org/x/sys/cpu"

func nativeKernels() []*kernel {
	var list []*kernel
	x := &cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512VNNI {
		list = append(list, &avx512)
	}
	if x.HasAVX2 && x.HasAVXVNNI {
		list = append(list, &avxVNNI)
	}
	if x.HasAVX2 {
		list = append(list, &avx2)
	}
	return list
}

var avx512 = kernel{
	name:     "avx512-vnni",
	unsigned: true,
	linear: func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
		for r := 0; r < rows; r += 8 {
			linearVNNI(&y[r*ldy], ldy, &a[r*k], k, &p.weights[0], &p.scale[0], &p.bias[0], &p.start[0], &rowScale[r])
		}
	},
	quantize: func(q []byte, x []float32) float32 { return quantizeAVX512(&q[0], &x[0], len(x)) },
	product: func(y []float32, ldy int, a []float32, lda int, b []float32, ldb, k int, scale []float32) {
		productAVX512(&y[0], ldy, &a[0], lda, &b[0], ldb, k, &scale[0])
	},
	transpose: avx2.transpose,
	softmax:   func(x []float32) float32 { return softmaxAVX512(&x[0], len(x)) },
	gelu:      func(x []float32) { geluAVX512(&x[0], len(x)) },
	addNorm:   func(x, r, w, b []float32) { addNormAVX512(&x[0], &r[0], &w[0], &b[0], len(x)) },
}

var avx2 = kernel{
	name: "avx2",
	linear: func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
		for c := 0; c < panelColumns; c += 16 {
			for r := 0; r < rows; r += 4 {
				linearAVX2(&y[r*ldy+c], ldy, &a[r*k], k, &p.weights[4*c], &p.scale[c], &p.bias[c], &rowScale[r])
			}
		}
	},
	quantize: func(q []byte, x []float32) float32 { return quantizeAVX2(&q[0], &x[0], len(x), 0) },
	product: func(y []float32, ldy int, a []float32, lda int, b []float32, ldb, k int, scale []float32) {
		for c := 0; c < panelColumns; c += 16 {
			for r := 0; r < tileRows; r += 4 {
				productAVX2(&y[r*ldy+c], ldy, &a[r*lda], lda, &b[c], ldb, k, &scale[r])
			}
		}
	},
	transpose: func(dst []float32, ldd int, src []float32, lds, rows int) {
		for r := 0; r < rows; r += 8 {
			for c := 0; c < panelColumns; c += 8 {
				transposeAVX2(&dst[c*ldd+r], ldd, &src[r*lds+c], lds)
			}
		}
	},
	softmax: func(x []float32) float32 { return softmaxAVX2(&x[0], len(x)) },
	gelu:    func(x []float32) { geluAVX2(&x[0], len(x)) },
	addNorm: func(x, r, w, b []float32) { addNormAVX2(&x[0], &r[0], &w[0], &b[0], len(x)) },
}

// avxVNNI is for processors that have VNNI without AVX-512.
var avxVNNI = kernel{
	name:     "avx2-vnni",
	unsigned: true,
	linear: func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
		for c := 0; c < panelColumns; c += 16 {
			for r := 0; r < rows; r += 4 {
				linearAVXVNNI(&y[r*ldy+c], ldy, &a[r*k], k, &p.weights[4*c], &p.scale[c], &p.bias[c], &p.start[c], &rowScale[r])
			}
		}
	},
	quantize:  func(q []byte, x []float32) float32 { return quantizeAVX2(&q[0], &x[0], len(x), 0x80808080) },
	product:   avx2.product,
	transpose: avx2.transpose,
	softmax:   avx2.softmax,
	gelu:      avx2.gelu,
	addNorm:   avx2.addNorm,
}

// The functions below are documented at kernel. They work on raw memory: the
// first elements of the slices there.

//go:noescape
func linearVNNI(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias *float32, start *int32, rowScale *float32)

//go:noescape
func quantizeAVX512(q *byte, x *float32, n int) (scale float32)

//go:noescape
func productAVX512(y *float32, ldy int, a *float32, lda int, b *float32, ldb, k int, scale *float32)

//go:noescape
func softmaxAVX512(x *float32, n int) (sum float32)

//go:noescape
func geluAVX512(x *float32, n int)

//go:noescape
func addNormAVX512(x, r, w, b *float32, n int)

//go:noescape
func linearAVX2(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias, rowScale *float32)

//go:noescape
func linearAVXVNNI(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias *float32, start *int32, rowScale *float32)

//go:noescape
func quantizeAVX2(q *byte, x *float32, n int, offset uint32) (scale float32)

//go:noescape
func productAVX2(y *float32, ldy int, a *float32, lda int, b *float32, ldb, k int, scale *float32)

// transposeAVX2 transposes 8 x 8.
//
//go:noescape
func transposeAVX2(dst *float32, ldd int, src *float32, lds int)

//go:noescape
func softmaxAVX2(x *float32, n int) (sum float32)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func addNormAVX2(x, r, w, b *float32, n int)
