package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
)

// The bundled weights are the files that weights/README.md describes.
func TestWeightsSHA256(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"reader.bin", bundled, "cc693409a92316893a0c7fb442f3af4326a07a41ac5d0b6ed22ebf4310413dc7"},
		{"claims.bin", bundledClaims, "c5f7c74a166ef9598511e591030c8848e7f9a8df1941577e87cbb79f5b13173a"},
	} {
		sum := sha256.Sum256([]byte(tt.file))
		if got := hex.EncodeToString(sum[:]); got != tt.want {
			t.Errorf("SHA-256 of weights/%s is %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Deltas that don't fit the weights are an error.
func TestLoadDeltas(t *testing.T) {
	without := func(tensor string) []byte { return edit(t, []byte(bundledClaims), rename(tensor, "other")) }
	for _, tt := range []struct {
		deltas []byte
		want   string
	}{
		{[]byte{}, "truncated"},
		{[]byte(bundledClaims[:len(bundledClaims)/2]), "truncated: tensor"},
		{without("4.qkv"), "adapting other"},
		{without("4.qkv.scale"), "adapting 4.qkv"},
		{without("head"), "no head"},
		{without("doubt"), `tensor "doubt": it isn't there`},
	} {
		_, err := loadClaims([]byte(bundled), tt.deltas)
		if err == nil || !strings.HasPrefix(err.Error(), "loading the reader of claims: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want one that says %q", err, tt.want)
		}
	}
}

// Weights that aren't whole are an error that says what is wrong.
func TestLoadErrors(t *testing.T) {
	data := []byte(bundled)
	tests := []struct {
		name string
		data []byte
		want string // in the error
	}{
		{"empty", nil, "truncated"},
		{"magic word only", data[:4], "truncated"},
		{"within the header", data[:1000], "truncated: the header has"},
		{"within the tensors", data[:len(data)/2], "truncated: tensor"},
		{"last byte missing", data[:len(data)-1], "truncated: tensor"},
		{"other file", append([]byte("EMB1"), data[4:]...), `not a RDR1 file: begins with "EMB1"`},
		{"text", []byte("<html>404 Not Found</html>"), "not a RDR1 file"},
		{"header damaged", flip(data, 8), "corrupt header"},
		{"head missing", edit(t, data, rename("head", "other")), `tensor "head": it isn't there`},
		{"bias missing", edit(t, data, rename("head.b", "other")), `tensor "head.b": it isn't there`},
		{"layer missing", edit(t, data, rename("7.up", "other")), `adapting other: reading tensor "other": it isn't there`},
		{"head of another width", edit(t, data, func(h *header) { h.tensor("head").Shape = []int{383} }), `tensor "head": it is float32 [383], want float32 [384]`},
		{"layer of another width", edit(t, data, func(h *header) { h.tensor("3.out").Shape = []int{384, 383} }), `adapting 3.out: the delta's shape is [384 383]`},
		{"more layers than are there", edit(t, data, func(h *header) { h.Layers = 13 }), "deltas of 13 layers"},
		{"hidden size that the tables lack", edit(t, data, func(h *header) { h.Hidden, h.Heads = 128, 4 }), "deltas of 12 layers, 128 values and 4 heads"},
		{"no number in the head", notANumber(t, data, "head"), `tensor "head": value 0 isn't a finite number`},
		{"no number in a layer", notANumber(t, data, "11.ln2.w"), `tensor "11.ln2.w": value 0 isn't a finite number`},
	}
	for _, test := range tests {
		_, err := load(test.data)
		if err == nil || !strings.HasPrefix(err.Error(), "loading the reader: ") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one that says %q", test.name, err, test.want)
		}
	}
}

type header struct {
	Layers  int       `json:"layers"`
	Hidden  int       `json:"hidden"`
	Heads   int       `json:"heads"`
	Tensors []*tensor `json:"tensors"`
}

type tensor struct {
	Name   string `json:"name"`
	Dtype  string `json:"dtype"`
	Shape  []int  `json:"shape"`
	Offset int    `json:"offset"`
}

func (h *header) tensor(name string) *tensor {
	for _, t := range h.Tensors {
		if t.Name == name {
			return t
		}
	}
	return nil
}

func rename(from, to string) func(*header) {
	return func(h *header) { h.tensor(from).Name = to }
}

// split returns the header of a weights file, and its tensors.
func split(t *testing.T, data []byte) (header, []byte) {
	t.Helper()
	end := 8 + int(binary.LittleEndian.Uint32(data[4:]))
	var h header
	if err := json.Unmarshal(data[8:end], &h); err != nil {
		t.Fatal(err)
	}
	return h, data[end:]
}

// edit returns the file with another header.
func edit(t *testing.T, data []byte, change func(*header)) []byte {
	t.Helper()
	h, tensors := split(t, data)
	change(&h)
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	out := binary.LittleEndian.AppendUint32([]byte("RDR1"), uint32(len(text)))
	return append(append(out, text...), tensors...)
}

// notANumber returns the file with the tensor's first value a NaN.
func notANumber(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	data = bytes.Clone(data)
	h, tensors := split(t, data)
	binary.LittleEndian.PutUint32(tensors[h.tensor(name).Offset:], math.Float32bits(float32(math.NaN())))
	return data
}

// flip returns the file with all bits of one byte turned.
func flip(data []byte, at int) []byte {
	data = bytes.Clone(data)
	data[at] ^= 0xff
	return data
}

// All weights in the binary together keep below 60 MB.
func TestWeightsStaySmall(t *testing.T) {
	const most = 60_000_000
	sum := int64(0)
	for _, path := range []string{"weights/reader.bin", "weights/claims.bin", "../embedding/weights/e5.bin", "../syntax/weights/syntax.bin"} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		sum += info.Size()
	}
	if sum >= most {
		t.Errorf("the weights are of %d bytes together, want fewer than %d", sum, most)
	}
}
