package embedding

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// linearWeights is a weights file with one layer "l" of int8 rows.
func linearWeights(t *testing.T, rng *rand.Rand, out, in int) (w *Weights, rows []int8, scale, bias []float32) {
	t.Helper()
	rows, scale, bias = make([]int8, out*in), make([]float32, out), make([]float32, out)
	var data []byte
	for i := range rows {
		rows[i] = int8(rng.IntN(255) - 127)
		data = append(data, byte(rows[i]))
	}
	for _, v := range [][]float32{scale, bias} {
		for i := range v {
			v[i] = rng.Float32() / 100
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v[i]))
		}
	}
	type tensor struct {
		Name   string `json:"name"`
		Dtype  string `json:"dtype"`
		Shape  []int  `json:"shape"`
		Offset int    `json:"offset"`
	}
	header, err := json.Marshal(map[string]any{"layers": 1, "hidden": 64, "heads": 2, "tensors": []tensor{
		{"l", "int8", []int{out, in}, 0}, {"l.scale", "float32", []int{out}, out * in}, {"l.b", "float32", []int{out}, out*in + 4*out},
	}})
	if err != nil {
		t.Fatal(err)
	}
	file := binary.LittleEndian.AppendUint32([]byte("TEST"), uint32(len(header)))
	if w, err = ParseWeights(append(append(file, header...), data...), "TEST"); err != nil {
		t.Fatal(err)
	}
	return w, rows, scale, bias
}

// The layer's output is its rows times the input, to within the rounding of the input
// to int8; for any number of rows.
func TestLinear(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const out, in = 64, 768
	w, rows, scale, bias := linearWeights(t, rng, out, in)
	l, err := NewLinear(w, "l", out, in)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 7, 8, 9, 30} {
		x := make([]float32, n*in)
		for i := range x {
			x[i] = rng.Float32()*2 - 1
		}
		y := l.Apply(x, n)
		if len(y) != n*out {
			t.Fatalf("%d values for %d rows", len(y), n)
		}
		for r := range n {
			for o := range out {
				var want, size float64
				for i := range in {
					p := float64(x[r*in+i]) * float64(rows[o*in+i]) * float64(scale[o])
					want += p
					size += math.Abs(p)
				}
				want += float64(bias[o])
				if got := float64(y[r*out+o]); math.Abs(got-want) > size/100 {
					t.Fatalf("row %d, output %d is %g, want %g", r, o, got, want)
				}
			}
		}
	}
}

func TestLinearErrors(t *testing.T) {
	w, _, _, _ := linearWeights(t, rand.New(rand.NewPCG(1, 2)), 64, 768)
	for _, tt := range []struct {
		name    string
		out, in int
		want    string
	}{
		{"l", 17, 768, "isn't supported"},
		{"l", 64, 100, "isn't supported"},
		{"l", 32, 768, `tensor "l": it is int8 [64 768]`},
		{"m", 64, 768, "it isn't there"},
	} {
		if _, err := NewLinear(w, tt.name, tt.out, tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %d by %d: error %v, want %q", tt.name, tt.out, tt.in, err, tt.want)
		}
	}
}
