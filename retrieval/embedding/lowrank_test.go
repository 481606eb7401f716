package embedding

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
)

// int8Tensor is a tensor of these rows, each with the scale 1/4.
func int8Tensor(name string, rows ...[]int8) []fakeTensor {
	t := fakeTensor{Name: name, Dtype: "int8", Shape: []int{len(rows), len(rows[0])}}
	scales := fakeTensor{Name: name + ".scale", Dtype: "float32", Shape: []int{len(rows)}}
	for _, row := range rows {
		for _, x := range row {
			t.data = append(t.data, byte(x))
		}
		scales.data = binary.LittleEndian.AppendUint32(scales.data, math.Float32bits(.25))
	}
	return []fakeTensor{t, scales}
}

// int4Tensor is the same with two values a byte.
func int4Tensor(name string, rows ...[]int8) []fakeTensor {
	out := int8Tensor(name, rows...)
	t := &out[0]
	t.Dtype = "int4"
	values := t.data
	t.data = nil
	for i := 0; i < len(values); i += 2 {
		t.data = append(t.data, values[i]&15|values[i+1]<<4)
	}
	return out
}

func head(values ...float32) []fakeTensor {
	t := fakeTensor{Name: "head", Dtype: "float32", Shape: []int{len(values)}}
	for _, x := range values {
		t.data = binary.LittleEndian.AppendUint32(t.data, math.Float32bits(x))
	}
	bias := fakeTensor{Name: "head.b", Dtype: "float32", Shape: []int{1}, data: make([]byte, 4)}
	return []fakeTensor{t, bias}
}

func parseTensors(t *testing.T, tensors ...[]fakeTensor) *Weights {
	t.Helper()
	var all []fakeTensor
	for _, list := range tensors {
		all = append(all, list...)
	}
	w, err := ParseWeights(weightsOf(all), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A matrix becomes what it is plus the product of its delta's two.
func TestAdapt(t *testing.T) {
	t.Run("int8", func(t *testing.T) {
		testAdapt(t, int8Tensor("m.low.a", []int8{4, 0, -4}), int8Tensor("m.low.b", []int8{8}, []int8{0}))
	})
	t.Run("int4", func(t *testing.T) {
		testAdapt(t, int4Tensor("m.low.a", []int8{-4, 0, 4}, []int8{7, 7, 7}), int4Tensor("m.low.b", []int8{-8, 0}, []int8{0, 0}))
	})
}

func testAdapt(t *testing.T, a, b []fakeTensor) {
	base := parseTensors(t, int8Tensor("m", []int8{4, 8, 0}, []int8{-4, 0, 4}), int8Tensor("n", []int8{1}), head(1, 2))
	low := parseTensors(t, a, b, head(3, 4))
	got, err := base.Adapt(low)
	if err != nil {
		t.Fatal(err)
	}
	// The first row is [1 2 0] + 2·[1 0 -1]; the other stays.
	for i, want := range []float32{3, 2, -2, -1, 0, 1} {
		values, err := got.scaled("m", 2, 3)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(float64(values[i]-want)) > 3./254 {
			t.Errorf("value %d is %v, want %v", i, values[i], want)
		}
	}
	if h, err := got.Float32("head", 2); err != nil || h[0] != 3 || h[1] != 4 {
		t.Errorf("the head is %v, want [3 4]: %v", h, err)
	}
	if n, err := got.Int8("n", 1, 1); err != nil || n[0] != 1 {
		t.Errorf("the matrix without a delta is %v: %v", n, err)
	}
	if m, err := base.Int8("m", 2, 3); err != nil || m[0] != 4 {
		t.Errorf("the weights adapted from have changed to %v: %v", m, err)
	}
}

func TestAdaptErrors(t *testing.T) {
	base := parseTensors(t, int8Tensor("m", []int8{4, 8, 0}, []int8{-4, 0, 4}), head(1, 2))
	a, b := int8Tensor("m.low.a", []int8{4, 0, -4}), int8Tensor("m.low.b", []int8{8}, []int8{0})
	for _, tt := range []struct {
		low  *Weights
		want string
	}{
		{parseTensors(t, a, head(1, 2)), "adapting m: the delta is of [1 3] and []"},
		{parseTensors(t, a, int8Tensor("m.low.b", []int8{8, 1}, []int8{0, 1}), head(1, 2)), "the delta is of [1 3] and [2 2]"},
		{parseTensors(t, int8Tensor("m.low.a", []int8{4, 0}), b, head(1, 2)), `tensor "m": it is int8 [2 3]`},
		{parseTensors(t, int8Tensor("x.low.a", []int8{4}), int8Tensor("x.low.b", []int8{4}), head(1, 2)), `adapting x: reading tensor "x": it isn't there`},
		{parseTensors(t, a[:1], b, head(1, 2)), `tensor "m.low.a.scale": it isn't there`},
		{parseTensors(t, a, b), "no head"},
		{parseTensors(t, a, b, head(1, 2, 3)), "no head like theirs"},
	} {
		if _, err := base.Adapt(tt.low); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want one that says %q", err, tt.want)
		}
	}
}
