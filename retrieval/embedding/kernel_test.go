package embedding

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestKernels holds every kernel of this processor to the bits of the plain Go one.
func TestKernels(t *testing.T) {
	for _, k := range kernels() {
		if k == &portable {
			continue
		}
		t.Run(k.name, func(t *testing.T) {
			t.Run("linear", func(t *testing.T) { testLinear(t, k) })
			t.Run("quantize", func(t *testing.T) { testQuantize(t, k) })
			t.Run("product and transpose", func(t *testing.T) { testProduct(t, k) })
			t.Run("elementwise", func(t *testing.T) { testElementwise(t, k) })
		})
	}
}

func testLinear(t *testing.T, k *kernel) {
	rng := rand.New(rand.NewPCG(1, 2))
	fill := map[string]func() int8{
		"random": func() int8 { return int8(rng.IntN(256) - 128) },
		"lowest": func() int8 { return -128 },
		"most":   func() int8 { return 127 },
		"sparse": func() int8 { return int8(rng.IntN(3) - 1) },
	}
	for _, width := range []int{16, 48, 384, 1536} {
		for rows := 1; rows <= 17; rows += 1 + rows/9 {
			for _, weights := range []string{"random", "lowest", "most", "sparse"} {
				for _, activations := range []string{"random", "most"} {
					m := matrix{in: width, out: panelColumns, weights: make([]int8, width*panelColumns), start: make([]int32, panelColumns)}
					for i := range m.weights {
						m.weights[i] = fill[weights]()
						m.start[i/4%panelColumns] -= 128 * int32(m.weights[i])
					}
					m.scale, m.bias = floats(rng, panelColumns, 1), floats(rng, panelColumns, 1)
					padded := roundUp(rows, tileRows)
					scale := floats(rng, padded, 1)
					a := make([]byte, padded*width)
					signed := make([]byte, padded*width)
					for i := range a {
						v := max(-127, fill[activations]())
						signed[i], a[i] = byte(v), byte(v)
						if k.unsigned {
							a[i] = byte(int(v) + 128)
						}
					}
					ldy := panelColumns + 3
					got, want := make([]float32, padded*ldy), make([]float32, padded*ldy)
					k.linear(got, ldy, a, rows, width, m.panel(0), scale)
					portable.linear(want, ldy, signed, rows, width, m.panel(0), scale)
					name := fmt.Sprintf("%d rows of %d, weights %s, activations %s", rows, width, weights, activations)
					sameBits(t, name, got[:rows*ldy], want[:rows*ldy])
				}
			}
		}
	}
}

func testQuantize(t *testing.T, k *kernel) {
	rng := rand.New(rand.NewPCG(3, 4))
	ties := make([]float32, 256)
	for i := range ties {
		ties[i] = float32(i) - 127.5
	}
	ties[0] = 127 // the scale is 1, so that .5 stays a tie
	cases := map[string][]float32{
		"zeros":     make([]float32, 16),
		"ties":      ties,
		"denormals": floats(rng, 32, 1e-40),
		"below":     floats(rng, 32, 1e-13),
		"large":     floats(rng, 48, 1e30),
	}
	for n := 16; n <= 1536; n *= 2 {
		cases[fmt.Sprint(n)] = floats(rng, n, 3)
	}
	for name, x := range cases {
		got, want := make([]byte, len(x)), make([]byte, len(x))
		gotScale, wantScale := k.quantize(got, x), portable.quantize(want, x)
		sameBits(t, name+": scale", []float32{gotScale}, []float32{wantScale})
		for i, v := range got {
			if k.unsigned {
				v -= 128
			}
			if v != want[i] {
				t.Errorf("%s: quantize(%g) of scale %g = %d, want %d", name, x[i], wantScale, int8(v), int8(want[i]))
			}
		}
	}
}

func testProduct(t *testing.T, k *kernel) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{1, 2, 3, 7, 16, 31, 32, 100, 511} {
		lda, ldb, ldy := n+rng.IntN(5), panelColumns+rng.IntN(5), panelColumns+rng.IntN(5)
		a, b := floats(rng, tileRows*lda, 2), floats(rng, n*ldb, 2)
		got, want := make([]float32, tileRows*ldy), make([]float32, tileRows*ldy)
		scale := floats(rng, tileRows, 1)
		k.product(got, ldy, a, lda, b, ldb, n, scale)
		portable.product(want, ldy, a, lda, b, ldb, n, scale)
		sameBits(t, fmt.Sprintf("product of %d terms", n), got, want)

		src, ldd := floats(rng, roundUp(n, tileRows)*ldy, 1), roundUp(n, tileRows)+rng.IntN(5)
		got, want = make([]float32, panelColumns*ldd), make([]float32, panelColumns*ldd)
		k.transpose(got, ldd, src, ldy, n)
		portable.transpose(want, ldd, src, ldy, n)
		for c := range panelColumns {
			sameBits(t, fmt.Sprintf("column %d of %d, transposed", c, n), got[c*ldd:][:n], want[c*ldd:][:n])
		}
	}
}

func testElementwise(t *testing.T, k *kernel) {
	rng := rand.New(rand.NewPCG(7, 8))
	for n := 16; n <= 1536; n += 16 + n/3/16*16 {
		for _, size := range []float32{1e-30, .1, 1, 10, 100, 1e9} {
			x, r, w, b := floats(rng, n, size), floats(rng, n, size), floats(rng, n, 1), floats(rng, n, 1)
			name := fmt.Sprintf("of %d elements up to %g", n, size)
			both := func(what string, f func(k *kernel, x []float32)) {
				got, want := append([]float32(nil), x...), append([]float32(nil), x...)
				f(k, got)
				f(&portable, want)
				sameBits(t, what+" "+name, got, want)
			}
			both("gelu", func(k *kernel, x []float32) { k.gelu(x) })
			both("addNorm", func(k *kernel, x []float32) { k.addNorm(x, r, w, b) })
			both("softmax", func(k *kernel, x []float32) { k.softmax(x) })
			both("softmax's sum", func(k *kernel, x []float32) { x[0] = k.softmax(x) })
		}
	}
}

// floats returns n values between -size and size.
func floats(rng *rand.Rand, n int, size float32) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = (rng.Float32()*2 - 1) * size
	}
	return v
}

func sameBits(t *testing.T, name string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Errorf("%s: element %d is %g (%#x), want %g (%#x)", name, i,
				got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
			return
		}
	}
}

// TestPolynomials compares the polynomials with the standard library.
func TestPolynomials(t *testing.T) {
	for x := float64(-87); x <= 0; x += 1.0 / 64 {
		if got, want := float64(exp(float32(x))), math.Exp(x); math.Abs(got/want-1) > 3e-7 {
			t.Errorf("exp(%g) = %g, want %g", x, got, want)
		}
	}
	for x := float64(-10); x <= 10; x += 1.0 / 64 {
		v := []float32{float32(x)}
		geluGo(v)
		if want := x / 2 * (1 + math.Erf(x/math.Sqrt2)); math.Abs(float64(v[0])-want) > 1e-6 {
			t.Errorf("gelu(%g) = %g, want %g", x, v[0], want)
		}
	}
}
