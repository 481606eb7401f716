package embedding

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// encode returns each sequence's vectors.
func encode(t testing.TB, e *Encoder, seqs []Sequence) [][]float32 {
	t.Helper()
	all := make([][]float32, len(seqs))
	err := e.Encode(t.Context(), seqs, func(i int, hidden []float32) {
		if all[i] != nil {
			t.Errorf("sequence %d came twice", i)
		}
		all[i] = append([]float32{}, hidden...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func someSequences() []Sequence {
	rng := rand.New(rand.NewPCG(9, 9))
	var seqs []Sequence
	for _, n := range []int{1, 2, 15, 16, 17, 0, 31, 32, 33, 100, 255, 300, 511, 512, 7, 7} {
		s := Sequence{IDs: make([]int32, n), Types: make([]uint8, n)}
		for i := range n {
			s.IDs[i] = rng.Int32N(7)
			s.Types[i] = uint8(rng.IntN(2))
		}
		seqs = append(seqs, s)
	}
	return seqs
}

// TestEncodeKernels runs a whole encoder on every kernel, each sequence alone and
// among others: the bits are the same.
func TestEncodeKernels(t *testing.T) {
	seqs := someSequences()
	want := encode(t, tinyEncoder(t, &portable), seqs)
	for _, k := range kernels() {
		t.Run(k.name, func(t *testing.T) {
			e := tinyEncoder(t, k)
			if e.Kernel() != k.name {
				t.Errorf("Kernel() = %q, want %q", e.Kernel(), k.name)
			}
			for i, got := range encode(t, e, seqs) {
				if len(got) != len(seqs[i].IDs)*e.Hidden() {
					t.Errorf("sequence %d has %d values for %d tokens", i, len(got), len(seqs[i].IDs))
					continue
				}
				sameBits(t, fmt.Sprintf("sequence %d among others", i), got, want[i])
				sameBits(t, fmt.Sprintf("sequence %d alone", i), encode(t, e, seqs[i:i+1])[0], want[i])
			}
		})
	}
}

func TestEncodeInput(t *testing.T) {
	e := tinyEncoder(t, kernels()[0])
	ids := slices.Repeat([]int32{1, 2, 3, 4, 5}, 200)
	zeros := make([]uint8, len(ids))
	got := encode(t, e, []Sequence{{IDs: ids}, {IDs: ids[:MaxTokens]}, {IDs: ids, Types: zeros}, {IDs: ids[:5]}, {IDs: ids[:5], Types: []uint8{0, 1, 1, 1, 0}}})
	sameBits(t, "what is over 512 tokens", got[0], got[1])
	sameBits(t, "types of 0", got[2], got[1])
	if slices.Equal(got[3], got[4]) {
		t.Error("types of 1 make no difference")
	}
	for _, test := range []struct {
		s    Sequence
		want string
	}{
		{Sequence{IDs: []int32{0, 7}}, "encoding sequence 2 of 2: token 1 is 7, outside the vocabulary of 7"},
		{Sequence{IDs: []int32{-1}}, "token 0 is -1"},
		{Sequence{IDs: []int32{1}, Types: []uint8{2}}, "token 0 has type 2 of 2"},
		{Sequence{IDs: []int32{1}, Types: []uint8{0, 0}}, "1 tokens with 2 types"},
	} {
		err := e.Encode(t.Context(), []Sequence{{}, test.s}, func(int, []float32) { t.Error("visited") })
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Encode(%v): error %v, want one with %q", test.s, err, test.want)
		}
	}
}

func TestEncodeCanceled(t *testing.T) {
	e := tinyEncoder(t, kernels()[0])
	ctx, cancel := context.WithCancel(t.Context())
	seqs := make([]Sequence, 1000)
	for i := range seqs {
		seqs[i].IDs = make([]int32, 100)
	}
	visits := 0
	err := e.Encode(ctx, seqs, func(int, []float32) {
		visits++
		cancel()
	})
	if !errors.Is(err, context.Canceled) || visits == len(seqs) {
		t.Errorf("Encode returned %v after %d of %d sequences", err, visits, len(seqs))
	}
}
