//go:build unix

package reader

import (
	"encoding/json"
	"fmt"
	"os"
	"syscall"
	"testing"
)

// BenchmarkRead is what reading costs for one question: the ten windows of
// three sentences in testdata/bench.json, on as many threads as -cpu says.
// train/bench_ort.py times ONNX Runtime on the same. On a busy machine
// cpu-ms/op, the processors' time, says more than the clock.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("testdata/bench.json")
	if err != nil {
		b.Fatal(err)
	}
	var in struct {
		Question string     `json:"question"`
		Windows  [][]string `json:"windows"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		b.Fatal(err)
	}
	r := testReader(b)
	b.Run(fmt.Sprintf("windows=%d", len(in.Windows)), func(b *testing.B) {
		b.ReportAllocs()
		start := processorTime(b)
		for b.Loop() {
			if _, err := r.Read(b.Context(), in.Question, in.Windows); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((processorTime(b)-start)*1e3/float64(b.N), "cpu-ms/op")
	})
}

// BenchmarkLoad is what adding the deltas and packing the matrices costs.
func BenchmarkLoad(b *testing.B) {
	b.Run("reader", func(b *testing.B) {
		for b.Loop() {
			if _, err := Bundled(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("claims", func(b *testing.B) {
		for b.Loop() {
			if _, err := BundledClaims(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// processorTime is the processors' time that this process has used, in seconds.
func processorTime(tb testing.TB) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
