package embedding

import (
	"math"
	"slices"
)

// portable is the kernel in plain Go, which defines what every kernel computes.
// Its conversions to float32 around products are what keeps the compiler from
// fusing them with a sum (see "Floating-point operators" in the Go specification).
var portable = kernel{
	name:      "go",
	linear:    linearGo,
	quantize:  quantizeGo,
	product:   productGo,
	transpose: transposeGo,
	softmax:   softmaxGo,
	gelu:      geluGo,
	addNorm:   addNormGo,
}

// linearGo works on two rows at once: 64-bit products hold one row's sum in the
// lower half and the other's in the upper. A sum of up to 2^16 products stays
// below 2^31, and so do the halves.
func linearGo(y []float32, ldy int, a []byte, rows, k int, p panel, rowScale []float32) {
	for r := 0; r < rows; r += 2 {
		a0, a1 := a[r*k:][:k], a[(r+1)*k:][:k]
		var sums [panelColumns]int64
		for i := 0; i+4 <= k; i += 4 {
			var x [4]int64
			for j := range x {
				x[j] = int64(int8(a0[i+j])) + int64(int8(a1[i+j]))<<32
			}
			w := (*[4 * panelColumns]int8)(p.weights[i*panelColumns:])
			x0, x1, x2, x3 := x[0], x[1], x[2], x[3]
			for c := range sums {
				sums[c] += x0*int64(w[4*c]) + x1*int64(w[4*c+1]) + x2*int64(w[4*c+2]) + x3*int64(w[4*c+3])
			}
		}
		y0, y1 := y[r*ldy:][:panelColumns], y[(r+1)*ldy:][:panelColumns]
		for c, sum := range sums {
			low := int32(sum)
			high := int32((sum - int64(low)) >> 32)
			y0[c] = float32(float32(float32(low)*rowScale[r])*p.scale[c]) + p.bias[c]
			y1[c] = float32(float32(float32(high)*rowScale[r+1])*p.scale[c]) + p.bias[c]
		}
	}
}

// The constants of the float32 arithmetic, in the order in which the assembly
// reads them.
var (
	// quantizing: what stands for max|x| where that is smaller, the largest
	// quantized value, and (its bits) all of a float32 but the sign.
	quantizing = [3]float32{1e-12, 127, math.Float32frombits(1<<31 - 1)}

	// exponential: the lowest exponent; 1/ln 2; ln 2 in two parts, the first so
	// short that its products with integers are exact; the polynomial, highest
	// power first. From the Cephes library, expf.
	exponential = [11]float32{
		-87, math.Log2E, 0.693359375, -2.12194440e-4,
		1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1,
	}

	// errorFunction: 1/sqrt 2; the bounds past which erf is -1 or 1; the
	// numerator and the denominator of a rational function, highest power first;
	// 1 and 1/2. From the Eigen library.
	errorFunction = [17]float32{
		math.Sqrt2 / 2, -4, 4,
		-2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06, -5.69250639462346e-05,
		-7.34990630326855e-04, -2.95459980854025e-03, -1.60960333262415e-02,
		-1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03, -7.37332916720468e-03, -1.42647390514189e-02,
		1, 0.5,
	}

	// normalizing: what a layer norm adds to the variance; 1.
	normalizing = [2]float32{1e-12, 1}
)

func quantizeGo(q []byte, x []float32) float32 {
	m, largest := quantizing[0], quantizing[1]
	for _, v := range x {
		m = max(m, math.Float32frombits(math.Float32bits(v)&^(1<<31)))
	}
	inv := largest / m
	for i, v := range x {
		q[i] = byte(int8(roundToEven(float32(v * inv))))
	}
	return m / largest
}

// roundToEven rounds |v| < 2^22 to the nearest integer.
func roundToEven(v float32) int32 {
	const magic = 3 << 22 // adding it leaves no bit for a fraction
	return int32(float32(v+magic) - magic)
}

func productGo(y []float32, ldy int, a []float32, lda int, b []float32, ldb, k int, scale []float32) {
	for r := range tileRows {
		var sums [panelColumns]float32
		for i, v := range a[r*lda:][:k] {
			row := (*[panelColumns]float32)(b[i*ldb:])
			for c := range sums {
				sums[c] += float32(v * row[c])
			}
		}
		for c, v := range sums {
			y[r*ldy+c] = float32(v * scale[r])
		}
	}
}

func transposeGo(dst []float32, ldd int, src []float32, lds, rows int) {
	for r := range rows {
		for c, v := range src[r*lds:][:panelColumns] {
			dst[c*ldd+r] = v
		}
	}
}

func softmaxGo(x []float32) float32 {
	m := slices.Max(x)
	for i, v := range x {
		x[i] = exp(v - m)
	}
	return laneSum(x)
}

// laneSum adds the elements of x in the order that all kernels keep.
func laneSum(x []float32) float32 {
	var s [lanes]float32
	for len(x) >= lanes {
		for i, v := range x[:lanes] {
			s[i] += v
		}
		x = x[lanes:]
	}
	for n := lanes / 2; n > 0; n /= 2 {
		for i := range n {
			s[i] += s[i+n]
		}
	}
	return s[0]
}

// exp is e to the x for x <= 0: x = n ln 2 + r, and a polynomial for e to the r.
// What is too small for a float32 is about 1e-38.
func exp(x float32) float32 {
	c := &exponential
	x = max(x, c[0])
	n := roundToEven(float32(x * c[1]))
	r := x - float32(float32(n)*c[2])
	r -= float32(float32(n) * c[3])
	p := horner(c[4:10], r)
	p = float32(p*float32(r*r)) + r
	return float32(p+c[10]) * math.Float32frombits(uint32(n+127)<<23)
}

// horner is the polynomial in x with these coefficients, the highest power first.
func horner(coefficients []float32, x float32) float32 {
	p := coefficients[0]
	for _, c := range coefficients[1:] {
		p = float32(p*x) + c
	}
	return p
}

func geluGo(x []float32) {
	c := &errorFunction
	for i, v := range x {
		u := max(c[1], min(c[2], float32(v*c[0])))
		t := float32(u * u)
		erf := float32(horner(c[3:10], t)*u) / horner(c[10:15], t)
		x[i] = float32(v*c[16]) * (erf + c[15])
	}
}

func addNormGo(x, r, w, b []float32) {
	for i := range x {
		x[i] += r[i]
	}
	n := float32(len(x))
	mean := laneSum(x) / n
	var s [lanes]float32
	for i := 0; i < len(x); i += lanes {
		for j, v := range x[i:][:lanes] {
			d := v - mean
			s[j] += float32(d * d)
		}
	}
	variance := laneSum(s[:]) / n
	inv := normalizing[1] / float32(math.Sqrt(float64(variance+normalizing[0])))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*inv)*w[i]) + b[i]
	}
}
