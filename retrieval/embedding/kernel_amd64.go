//go:build !purego

package embedding

import "golang.org/x/sys/cpu"

//go:noescape
func linearVNNI(k4 int, a *byte, lda int, b *int8, y *float32, ldy int, scale, bias, rowScale *float32, start *int32)

func nativeKernels() []*kernel {
	var list []*kernel
	x := &cpu.X86
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VL && x.HasAVX512DQ && x.HasAVX512VNNI {
		k := portable
		k.name = "avx512-vnni"
		k.unsigned = true
		k.quantize = func(q []byte, x []float32) float32 {
			s := quantizeGo(q, x)
			for i := range q {
				q[i] ^= 0x80
			}
			return s
		}
		k.linear = func(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
			for r := 0; r < rows; r += tileRows {
				linearVNNI(k/4, &a[r*k], k, &p.weights[0], &y[r*ldy], 4*ldy, &p.scale[0], &p.bias[0], &rowScale[r], &p.start[0])
			}
		}
		list = append(list, &k)
	}
	return list
}
