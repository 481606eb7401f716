package embedding

import (
	"encoding/binary"
	"math"
	"slices"
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

// floatTensor is a tensor of these values.
func floatTensor(name string, values ...float32) []fakeTensor {
	t := fakeTensor{Name: name, Dtype: "float32", Shape: []int{len(values)}}
	for _, x := range values {
		t.data = binary.LittleEndian.AppendUint32(t.data, math.Float32bits(x))
	}
	return []fakeTensor{t}
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

// An int4 matrix is added to what is there, any other tensor takes its place, and the rest
// stays.
func TestAdapt(t *testing.T) {
	base := parseTensors(t, int8Tensor("m", []int8{4, 8, 0, 0}, []int8{-4, 0, 4, 0}), int8Tensor("n", []int8{1}, []int8{2}), int8Tensor("o", []int8{1}), floatTensor("b", 1, 2))
	got, err := base.Adapt(parseTensors(t,
		int4Tensor("m", []int8{7, 0, -8, 0}, []int8{0, 0, 0, 0}), int8Tensor("n", []int8{3}, []int8{4}), floatTensor("b", 3, 4), floatTensor("new", 5)))
	if err != nil {
		t.Fatal(err)
	}
	values, err := got.Widened("m", 2, 4)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float32{2.75, 2, -2, 0, -1, 0, 1, 0} {
		if math.Abs(float64(values[i]-want)) > 2.75/254 {
			t.Errorf("value %d is %v, want %v", i, values[i], want)
		}
	}
	if m, err := got.Int8("m", 2, 4); err != nil || m[0] != 127 || m[4] != -127 {
		t.Errorf("the rows of the sum are %v, want each to use the whole of int8: %v", m, err)
	}
	if n, err := got.Int8("n", 2, 1); err != nil || n[0] != 3 {
		t.Errorf("the matrix in the other's place is %v: %v", n, err)
	}
	if o, err := got.Int8("o", 1, 1); err != nil || o[0] != 1 {
		t.Errorf("the matrix without a delta is %v: %v", o, err)
	}
	for name, want := range map[string][]float32{"b": {3, 4}, "new": {5}} {
		if v, err := got.Float32(name, len(want)); err != nil || !slices.Equal(v, want) {
			t.Errorf("%s is %v, want %v: %v", name, v, want, err)
		}
	}
	if m, err := base.Int8("m", 2, 4); err != nil || m[0] != 4 {
		t.Errorf("the weights adapted from have changed to %v: %v", m, err)
	}
	if base.Has("new") {
		t.Error("the weights adapted from have a new tensor")
	}
}

func TestAdaptErrors(t *testing.T) {
	base := parseTensors(t, int8Tensor("m", []int8{4, 8}, []int8{-4, 0}), floatTensor("b", 1, 2))
	for _, tt := range []struct {
		deltas *Weights
		want   string
	}{
		{parseTensors(t, int4Tensor("x", []int8{4, 0})), `adapting x: reading tensor "x": it isn't there`},
		{parseTensors(t, int4Tensor("b", []int8{4, 0})), `adapting b: reading tensor "b": it is float32 [2], want int8 [1 2]`},
		{parseTensors(t, int4Tensor("m", []int8{4, 0})), `tensor "m": it is int8 [2 2], want int8 [1 2]`},
		{parseTensors(t, int4Tensor("m", []int8{4}, []int8{0})), "the delta's shape is [2 1], want rows of an even number of values"},
		{parseTensors(t, int4Tensor("m", []int8{4, 0}, []int8{1, 1})[:1]), `tensor "m.scale": it isn't there`},
		{parseTensors(t, int4Tensor("m", []int8{4, 0}, []int8{1, 1})[:1], floatTensor("m.scale", float32(math.Inf(1)), 1)), "isn't a finite number"},
		{&Weights{Layers: 2, Hidden: 32, Heads: 1}, "deltas of 2 layers, 32 values and 1 heads don't fit weights of 1, 32 and 1"},
	} {
		if _, err := base.Adapt(tt.deltas); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want one that says %q", err, tt.want)
		}
	}
}
