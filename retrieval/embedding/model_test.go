package embedding

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

func model(t testing.TB, k *kernel) *Model {
	t.Helper()
	w, err := BundledWeights()
	if err != nil {
		t.Fatal(err)
	}
	m, err := loadModel(w, k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// goldenTexts returns the texts of testdata/texts.txt with their prefixes.
func goldenTexts(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/texts.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// embedAll embeds texts that begin with their prefix.
func embedAll(t testing.TB, m *Model, texts []string) []Embedding {
	t.Helper()
	all := make([]Embedding, len(texts))
	for _, prefix := range []string{queryPrefix, passagePrefix} {
		var own []string
		var at []int
		for i, text := range texts {
			if rest, ok := strings.CutPrefix(text, prefix); ok {
				own, at = append(own, rest), append(at, i)
			}
		}
		err := m.embed(t.Context(), prefix, own, true, func(i int, e Embedding) { all[at[i]] = e })
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// TestVectorsAgainstONNXRuntime holds the vectors of 200 texts to ONNX Runtime's,
// of the published model and of the same int8 weights widened to float32. What
// remains is that activations have 8 bits.
func TestVectorsAgainstONNXRuntime(t *testing.T) {
	texts := goldenTexts(t)
	step := 1
	switch {
	case testing.Short():
		step = 40
	case kernels()[0] == &portable:
		step = 10
	}
	var some []string
	for i := 0; i < len(texts); i += step {
		some = append(some, texts[i])
	}
	got := embedAll(t, model(t, kernels()[0]), some)
	for _, test := range []struct {
		file                  string
		lowest, average, most float64 // cosine, mean cosine, difference of a component
	}{
		{"testdata/float32.bin", .9980, .9988, .012},
		{"testdata/widened.bin", .9980, .9988, .012},
	} {
		want := readVectors(t, test.file, len(texts))
		lowest, sum, most := 1.0, 0.0, 0.0
		for i, e := range got {
			cosine := dot(e.Vector, want[i*step])
			lowest, sum = min(lowest, cosine), sum+cosine
			for j, v := range e.Vector {
				most = max(most, math.Abs(float64(v-want[i*step][j])))
			}
		}
		average := sum / float64(len(got))
		t.Logf("%s: cosine at least %.5f, on average %.5f; a component differs by at most %.5f", test.file, lowest, average, most)
		if lowest < test.lowest || average < test.average || most > test.most {
			t.Errorf("%s: want a cosine of at least %.4f, %.4f on average, and a difference of at most %.3f", test.file, test.lowest, test.average, test.most)
		}
	}
}

func readVectors(t testing.TB, name string, n int) [][]float32 {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) != n*Dimension*4 {
		t.Fatalf("%s has %d bytes, want %d", name, len(data), n*Dimension*4)
	}
	all := make([][]float32, n)
	for i := range all {
		all[i] = make([]float32, Dimension)
		for j := range all[i] {
			all[i][j] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*(i*Dimension+j):]))
		}
	}
	return all
}

func dot(a, b []float32) (sum float64) {
	for i, v := range a {
		sum += float64(v) * float64(b[i])
	}
	return sum
}

// goldenSHA256 are the hashes of the bits of every vector of each 100th text and
// of each 25th. If they change, so must the constant arithmetic, which is part of
// the model's ID.
var goldenSHA256 = map[int]string{
	100: "261d491557d9c8305130e4bb58d8587a26fce547ceee831817d3ada9b88b755c",
	25:  "c018d07a73b07057b8460b842d45d99b68dc20713f351da429c72a1e7e8bd29e",
}

func TestVectorBits(t *testing.T) {
	all := goldenTexts(t)
	for step, want := range goldenSHA256 {
		if step < 100 && testing.Short() {
			continue
		}
		var texts []string
		for i := 0; i < len(all); i += step {
			texts = append(texts, all[i])
		}
		for _, k := range kernels() {
			t.Run(fmt.Sprintf("%s/%d texts", k.name, len(texts)), func(t *testing.T) {
				h := sha256.New()
				for _, e := range embedAll(t, model(t, k), texts) {
					addBits(h, e.Vector)
					for _, v := range e.TokenVectors {
						addBits(h, v)
					}
				}
				if got := hex.EncodeToString(h.Sum(nil)); got != want {
					t.Errorf("SHA-256 of the vectors' bits is %s, want %s", got, want)
				}
			})
		}
	}
}

func addBits(h hash.Hash, v []float32) {
	for _, x := range v {
		var b [4]byte
		binary.LittleEndian.PutUint32(b[:], math.Float32bits(x))
		h.Write(b[:])
	}
}

func TestModel(t *testing.T) {
	m, err := Bundled()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(m.ID(), WeightsSHA256[:16]) {
		t.Errorf("ID() = %q, without the weights' hash", m.ID())
	}
	texts := []string{"The Kremlin aide said that new sanctions would be a grave mistake.", "Bananas are rich in potassium.", "", strings.Repeat("long ", 1000)}
	if testing.Short() {
		texts[3] = "short"
	}
	var progress []int
	vectors, err := m.Passages(t.Context(), texts, func(done int) { progress = append(progress, done) })
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(progress, []int{1, 2, 3, 4}) {
		t.Errorf("progress was %v", progress)
	}
	query, err := m.Query(t.Context(), "What did Ushakov say about sanctions?")
	if err != nil {
		t.Fatal(err)
	}
	if near, far := dot(query.Vector, vectors[0]), dot(query.Vector, vectors[1]); near < far+.05 {
		t.Errorf("cosine with the answer is %.3f, with another text %.3f", near, far)
	}
	full, err := m.PassageTokens(t.Context(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range full {
		sameBits(t, "Passages and PassageTokens", e.Vector, vectors[i])
		tokens := m.Tokenizer().Encode(texts[i])
		tokens = tokens[:min(len(tokens), 508)] // beside [CLS], "passage", ":" and [SEP]
		if !slices.Equal(e.Tokens, tokens) || len(e.TokenVectors) != len(tokens) {
			t.Errorf("text %d: %d tokens with %d vectors, want %d", i, len(e.Tokens), len(e.TokenVectors), len(tokens))
		}
		for _, v := range append(e.TokenVectors, e.Vector) {
			if length := dot(v, v); math.Abs(length-1) > 1e-6 {
				t.Errorf("text %d: a vector of length %g", i, length)
			}
		}
	}
}

func TestModelCanceled(t *testing.T) {
	m := model(t, kernels()[0])
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Query(ctx, "Who called?"); !errors.Is(err, context.Canceled) {
		t.Errorf("Query: error %v, want context.Canceled", err)
	}
	if v, err := m.Passages(ctx, []string{"a", "b"}, nil); !errors.Is(err, context.Canceled) || v != nil {
		t.Errorf("Passages = %v, %v, want context.Canceled", v, err)
	}
}

func ExampleModel() {
	m, err := Bundled()
	if err != nil {
		fmt.Println(err)
		return
	}
	query, err := m.Query(context.Background(), "Who asked for the call?")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(query.Vector), "dimensions,", len(query.Tokens), "tokens")
	// Output: 384 dimensions, 6 tokens
}
