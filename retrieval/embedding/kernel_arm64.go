//go:build !purego

package embedding

//go:generate python3 neon/generate.py

import "golang.org/x/sys/cpu"

func nativeKernels() []*kernel {
	if cpu.ARM64.HasASIMDDP {
		return []*kernel{&sdot, &neon}
	}
	return []*kernel{&neon}
}

// neon runs on every arm64 processor.
var neon = kernel{
	name: "neon",
	linear: func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
		for c := 0; c < panelColumns; c += 16 {
			for r := 0; r < rows; r += 2 {
				linearNEON(&y[r*ldy+c], ldy, &a[r*k], k, &p.weights[4*c], &p.scale[c], &p.bias[c], &rowScale[r])
			}
		}
	},
	quantize: func(q []byte, x []float32) float32 { return quantizeNEON(&q[0], &x[0], len(x)) },
	product: func(y []float32, ldy int, a []float32, lda int, b []float32, ldb, k int, scale []float32) {
		for c := 0; c < panelColumns; c += 16 {
			for r := 0; r < tileRows; r += 4 {
				productNEON(&y[r*ldy+c], ldy, &a[r*lda], lda, &b[c], ldb, k, &scale[r])
			}
		}
	},
	transpose: func(dst []float32, ldd int, src []float32, lds, rows int) {
		for r := 0; r < rows; r += 4 {
			for c := 0; c < panelColumns; c += 4 {
				transposeNEON(&dst[c*ldd+r], ldd, &src[r*lds+c], lds)
			}
		}
	},
	softmax: func(x []float32) float32 { return softmaxNEON(&x[0], len(x)) },
	gelu:    func(x []float32) { geluNEON(&x[0], len(x)) },
	addNorm: func(x, r, w, b []float32) { addNormNEON(&x[0], &r[0], &w[0], &b[0], len(x)) },
}

// sdot is for processors with the dot products of ARMv8.2 (FEAT_DotProd).
var sdot = kernel{
	name: "neon-dotprod",
	linear: func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
		for c := 0; c < panelColumns; c += 16 {
			for r := 0; r < rows; r += 4 {
				linearSDOT(&y[r*ldy+c], ldy, &a[r*k], k, &p.weights[4*c], &p.scale[c], &p.bias[c], &rowScale[r])
			}
		}
	},
	quantize:  neon.quantize,
	product:   neon.product,
	transpose: neon.transpose,
	softmax:   neon.softmax,
	gelu:      neon.gelu,
	addNorm:   neon.addNorm,
}

// The functions below are documented at kernel. They work on raw memory: the
// first elements of the slices there.

//go:noescape
func linearSDOT(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias, rowScale *float32)

//go:noescape
func linearNEON(y *float32, ldy int, a *byte, k int, weights *int8, scale, bias, rowScale *float32)

//go:noescape
func productNEON(y *float32, ldy int, a *float32, lda int, b *float32, ldb, k int, scale *float32)

//go:noescape
func quantizeNEON(q *byte, x *float32, n int) (scale float32)

// transposeNEON transposes 4 x 4.
//
//go:noescape
func transposeNEON(dst *float32, ldd int, src *float32, lds int)

//go:noescape
func softmaxNEON(x *float32, n int) (sum float32)

//go:noescape
func geluNEON(x *float32, n int)

//go:noescape
func addNormNEON(x, r, w, b *float32, n int)
