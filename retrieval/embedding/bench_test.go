//go:build unix

package embedding

import (
	"strings"
	"syscall"
	"testing"
)

// The texts of the benchmarks; weights/bench_ort.py times ONNX Runtime on the
// same. With the prefix, [CLS] and [SEP] they have the tokens that they say.
var (
	benchQuery   = "what did ushakov say about the call?"                                                                               // 12 with "query: "
	benchPassage = strings.TrimSpace(strings.Repeat("the two presidents spoke about sanctions and security in a long call today. ", 7)) // 100 with "passage: "
)

func benchTexts(t testing.TB, m *Model) map[string][]Sequence {
	t.Helper()
	sequence := func(text string, n int) Sequence {
		s := Sequence{IDs: append([]int32{Start}, ids(m.tokenizer.Encode(text))...)}
		if len(s.IDs) < n-1 {
			t.Fatalf("%q has %d tokens, want %d", text, len(s.IDs), n-1)
		}
		s.IDs = append(s.IDs[:n-1], Separator)
		return s
	}
	query, passage := sequence(queryPrefix+benchQuery, 12), sequence(passagePrefix+benchPassage, 100)
	batch := make([]Sequence, 32)
	for i := range batch {
		batch[i] = passage
	}
	return map[string][]Sequence{"query": {query}, "passage": {passage}, "batch": batch}
}

// BenchmarkEncode times, for each kernel, a query of 12 tokens, a passage of 100
// and 32 such passages at once, on as many threads as -cpu says. On a busy
// machine cpu-ms/op, the processors' time, says more than the clock.
func BenchmarkEncode(b *testing.B) {
	for _, k := range kernels() {
		m := model(b, k)
		texts := benchTexts(b, m)
		for _, name := range []string{"query", "passage", "batch"} {
			b.Run(k.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				start := processorTime(b)
				for b.Loop() {
					if err := m.encoder.Encode(b.Context(), texts[name], func(int, []float32) {}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric((processorTime(b)-start)*1e3/float64(b.N), "cpu-ms/op")
			})
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	w, err := BundledWeights()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := loadModel(w, kernels()[0]); err != nil {
			b.Fatal(err)
		}
	}
}

// processorTime is the processors' time that this process has used, in seconds.
func processorTime(t testing.TB) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
