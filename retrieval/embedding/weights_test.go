package embedding

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// A fakeTensor goes into a weights file of a test.
type fakeTensor struct {
	Name   string `json:"name"`
	Dtype  string `json:"dtype"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
	data   []byte
}

// tinyModel is an encoder of one layer and one head over 7 words, with two segments.
func tinyModel() []fakeTensor {
	const h = 32
	rng := rand.New(rand.NewPCG(1, 1))
	var list []fakeTensor
	floating := func(name string, shape ...int) {
		n := 1
		for _, d := range shape {
			n *= d
		}
		var data []byte
		for range n {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(rng.Float32()*.1))
		}
		list = append(list, fakeTensor{name, "float32", shape, 0, data})
	}
	rows := func(name string, out, in int) {
		data := make([]byte, out*in)
		for i := range data {
			data[i] = byte(rng.IntN(255) - 127)
		}
		list = append(list, fakeTensor{name, "int8", []int{out, in}, 0, data})
		floating(name+".scale", out)
	}
	rows("word", 7, h)
	floating("pos", MaxTokens, h)
	floating("segment", 2, h)
	norm := func(name string) { floating(name+".w", h); floating(name+".b", h) }
	norm("ln")
	linear := func(name string, out, in int) { rows(name, out, in); floating(name+".b", out) }
	linear("0.qkv", 3*h, h)
	linear("0.out", h, h)
	linear("0.up", 4*h, h)
	linear("0.down", h, 4*h)
	norm("0.ln1")
	norm("0.ln2")
	return list
}

// weightsOf makes a weights file. It sets the tensors' offsets.
func weightsOf(tensors []fakeTensor) []byte {
	var body []byte
	for i := range tensors {
		tensors[i].Offset = len(body)
		body = append(body, tensors[i].data...)
	}
	return weightsWith(1, 32, 1, tensors, body)
}

func weightsWith(layers, hidden, heads int, tensors []fakeTensor, body []byte) []byte {
	header, err := json.Marshal(map[string]any{"layers": layers, "hidden": hidden, "heads": heads, "tensors": tensors})
	if err != nil {
		panic(err)
	}
	file := binary.LittleEndian.AppendUint32([]byte("TEST"), uint32(len(header)))
	return append(append(file, header...), body...)
}

func tinyEncoder(t testing.TB, k *kernel) *Encoder {
	t.Helper()
	w, err := ParseWeights(weightsOf(tinyModel()), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	e, err := newEncoder(w, k)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestParseWeightsErrors(t *testing.T) {
	valid := weightsOf(tinyModel())
	one := func(change func(f *fakeTensor)) []byte {
		f := fakeTensor{"a", "float32", []int{2, 2}, 0, make([]byte, 16)}
		change(&f)
		return weightsWith(1, 32, 1, []fakeTensor{f}, f.data)
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty":           {nil, "truncated: too short for a header"},
		"other file":      {[]byte("PK\x03\x04 and so on"), `not a TEST file: begins with "PK\x03\x04"`},
		"pointer":         {[]byte("version https://git-lfs.github.com/spec/v1\n"), "not a TEST file"},
		"cut in header":   {valid[:100], "truncated: the header has"},
		"cut in tensors":  {valid[:len(valid)-1], `truncated: tensor "0.ln2.b" is bytes`},
		"junk header":     {append([]byte("TEST\x04\x00\x00\x00"), "{{{{"...), "corrupt header: invalid character"},
		"type in header":  {append([]byte("TEST\x0f\x00\x00\x00"), `{"layers":"12"}`...), "corrupt header: json: cannot unmarshal string"},
		"no layers":       {weightsWith(0, 32, 1, nil, nil), "corrupt header: 0 layers"},
		"no width":        {weightsWith(1, 0, 1, nil, nil), "corrupt header: hidden size 0"},
		"heads":           {weightsWith(1, 32, 5, nil, nil), "corrupt header: 5 heads over hidden size 32"},
		"type":            {one(func(f *fakeTensor) { f.Dtype = "float16" }), `tensor "a": unknown type "float16"`},
		"half a byte":     {one(func(f *fakeTensor) { f.Dtype, f.Shape = "int4", []int{3} }), `tensor "a": an odd number of values`},
		"negative shape":  {one(func(f *fakeTensor) { f.Shape = []int{-2, -2} }), `tensor "a": impossible shape [-2 -2]`},
		"huge shape":      {one(func(f *fakeTensor) { f.Shape = []int{1 << 28, 1 << 28, 1 << 28} }), `tensor "a": impossible shape`},
		"large shape":     {one(func(f *fakeTensor) { f.Shape = []int{2, 3} }), `truncated: tensor "a" is bytes 0 to 24 of 16`},
		"negative offset": {one(func(f *fakeTensor) { f.Offset = -4 }), `truncated: tensor "a" is bytes -4`},
		"large offset":    {one(func(f *fakeTensor) { f.Offset = math.MaxInt }), `truncated: tensor "a" is bytes`},
	} {
		_, err := ParseWeights(test.data, "TEST")
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
		}
	}
	duplicate := tinyModel()
	duplicate = append(duplicate, duplicate[1])
	if _, err := ParseWeights(weightsOf(duplicate), "TEST"); err == nil || !strings.Contains(err.Error(), "is there twice") {
		t.Errorf("a tensor twice: error %v", err)
	}
}

func TestNewEncoderErrors(t *testing.T) {
	for name, test := range map[string]struct {
		change func(list []fakeTensor) []fakeTensor
		want   string
	}{
		"missing table":  {func(l []fakeTensor) []fakeTensor { return l[1:] }, `reading tensor "word": it isn't there`},
		"missing matrix": {func(l []fakeTensor) []fakeTensor { return l[:7] }, `reading tensor "0.qkv.scale": it isn't there`},
		"shape": {func(l []fakeTensor) []fakeTensor { l[6].Shape = []int{32, 96}; return l },
			`reading tensor "0.qkv": it is int8 [32 96], want int8 [96 32]`},
		"type": {func(l []fakeTensor) []fakeTensor { l[6].Dtype, l[6].Shape = "float32", []int{96, 8}; return l },
			`reading tensor "0.qkv": it is float32 [96 8], want int8 [96 32]`},
		"not a number": {func(l []fakeTensor) []fakeTensor { binary.LittleEndian.PutUint32(l[2].data[8:], 0x7fc00000); return l },
			`reading tensor "pos": value 2 isn't a finite number`},
		"infinite": {func(l []fakeTensor) []fakeTensor { binary.LittleEndian.PutUint32(l[2].data, 0xff800000); return l },
			`reading tensor "pos": value 0 isn't a finite number`},
	} {
		w, err := ParseWeights(weightsOf(test.change(tinyModel())), "TEST")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := NewEncoder(w); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, test.want)
		}
	}
	w, err := ParseWeights(weightsWith(1, 64, 1, nil, nil), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewEncoder(w); err == nil || !strings.Contains(err.Error(), "hidden size 64 over 1 heads") {
		t.Errorf("a wide head: error %v", err)
	}
}

// Values of an int8 tensor are read with the scale of their row, however many rows of rows.
func TestWidened(t *testing.T) {
	floats := func(v ...float32) (data []byte) {
		for _, x := range v {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
		}
		return data
	}
	w, err := ParseWeights(weightsOf([]fakeTensor{
		{"cube", "int8", []int{2, 1, 3}, 0, []byte{1, 2, 0xff, 127, 0, 0x81}},
		{"cube.scale", "float32", []int{2}, 0, floats(.5, 2)},
		{"bare", "int8", []int{1, 3}, 0, []byte{1, 2, 3}},
	}), "TEST")
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.Widened("cube", 2, 1, 3)
	if want := []float32{.5, 1, -.5, 254, 0, -254}; err != nil || !slices.Equal(got, want) {
		t.Errorf("read %v, %v; want %v", got, err, want)
	}
	if _, err := w.Widened("bare", 1, 3); err == nil || !strings.Contains(err.Error(), `"bare.scale": it isn't there`) {
		t.Errorf("without a scale: %v", err)
	}
}

// TestBundledWeights holds the bundled files to the hashes that the model's ID
// and weights/README.md give, and shows that a damaged copy isn't taken.
func TestBundledWeights(t *testing.T) {
	for name, file := range map[string]struct{ data, want string }{
		"weights/e5.bin": {weightsFile, WeightsSHA256}, "weights/vocab.txt": {vocabularyFile, VocabularySHA256},
	} {
		sum := sha256.Sum256([]byte(file.data))
		if got := hex.EncodeToString(sum[:]); got != file.want {
			t.Errorf("%s has SHA-256 %s, want %s", name, got, file.want)
		}
	}
	for _, n := range []int{0, 3, 8, 1000, 20000, 1 << 20, len(weightsFile) / 2, len(weightsFile) - 1} {
		if _, err := ParseWeights([]byte(weightsFile[:n]), "EMB1"); err == nil {
			t.Errorf("the first %d bytes of the weights: no error", n)
		}
	}
}

func FuzzParseWeights(f *testing.F) {
	valid := weightsOf(tinyModel())
	f.Add(valid)
	f.Add(valid[:len(valid)/2])
	f.Add([]byte("TEST\x02\x00\x00\x00{}"))
	f.Add([]byte(weightsFile[:1000]))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := ParseWeights(data, "TEST")
		if err != nil {
			return
		}
		for name, tensor := range w.tensors {
			w.Float32(name, tensor.shape...)
			w.Int8(name, tensor.shape...)
		}
		if w.Hidden > 1024 {
			return // may be much work
		}
		e, err := NewEncoder(w)
		if err != nil {
			return
		}
		err = e.Encode(context.Background(), []Sequence{{IDs: []int32{0, 0, 0}}}, func(_ int, hidden []float32) {
			if len(hidden) != 3*w.Hidden {
				t.Errorf("%d values for 3 tokens of %d", len(hidden), w.Hidden)
			}
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func ExampleParseWeights() {
	_, err := ParseWeights([]byte("version https://git-lfs.github.com/spec/v1"), "EMB1")
	fmt.Println(err)
	// Output: reading weights (42 bytes): not a EMB1 file: begins with "vers"
}
