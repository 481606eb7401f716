package local

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// dimensions is the length of the bundled model's vectors.
const dimensions = 384

func BenchmarkNearest(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := make([]Doc, n)
			random := rand.New(rand.NewPCG(1, uint64(n)))
			for i := range docs {
				docs[i].Vector = madeVector(random)
			}
			x := build(b, docs)
			query := madeVector(random)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Nearest(b.Context(), query, 50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLexical(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := build(b, madeDocs(n))
			words := strings.Fields(madeText(rand.New(rand.NewPCG(2, 2)), 8))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Lexical(b.Context(), words, 50); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDocFreq(b *testing.B) {
	x := build(b, madeDocs(10_000))
	words := strings.Fields(madeText(rand.New(rand.NewPCG(2, 2)), 8))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.DocFreq(b.Context(), words); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSimilar looks in a vocabulary of 100,000 words.
func BenchmarkSimilar(b *testing.B) {
	random := rand.New(rand.NewPCG(3, 3))
	var text strings.Builder
	for range 140_000 { // of which 100,000 differ
		text.WriteString(madeWord(random.IntN(200_000)))
		text.WriteByte(' ')
	}
	v, err := newVocabulary(b.Context(), textDocs(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := v.similar(b.Context(), "sanctoins"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild takes 300 documents, as many windows as the bundled articles
// have, and 10,000.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{300, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := madeDocs(n)
			b.ReportAllocs()
			for b.Loop() {
				x, err := Build(b.Context(), docs)
				if err != nil {
					b.Fatal(err)
				}
				x.Close()
			}
		})
	}
}

func BenchmarkVocabulary(b *testing.B) {
	docs := madeDocs(10_000)
	for b.Loop() {
		if _, err := newVocabulary(b.Context(), docs); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCache opens a file of 10,000 vectors, and reads 500 of them too.
func BenchmarkCache(b *testing.B) {
	path := cachePath(b)
	texts := make([]string, 10_000)
	vectors := make([][]float32, len(texts))
	random := rand.New(rand.NewPCG(9, 9))
	for i := range texts {
		texts[i], vectors[i] = madeText(random, 60), madeVector(random)
	}
	open := func(b *testing.B) *Cache {
		c, err := OpenCache(b.Context(), path, CacheOptions{})
		if err != nil {
			b.Fatal(err)
		}
		return c
	}
	c := open(b)
	if err := c.Put(b.Context(), "model", texts, vectors); err != nil {
		b.Fatal(err)
	}
	c.Close()
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(b).Close()
		}
	})
	b.Run("open+read500", func(b *testing.B) {
		for b.Loop() {
			c := open(b)
			if _, err := c.Get(b.Context(), "model", texts[3000:3500]); err != nil {
				b.Fatal(err)
			}
			c.Close()
		}
	})
	b.Run("write500", func(b *testing.B) {
		for b.Loop() {
			c := open(b)
			if err := c.Put(b.Context(), "model", texts[3000:3500], vectors[3000:3500]); err != nil {
				b.Fatal(err)
			}
			c.Close()
		}
	})
}

// madeDocs are texts of 60 words whose frequencies fall off as in a language.
func madeDocs(n int) []Doc {
	random := rand.New(rand.NewPCG(4, uint64(n)))
	docs := make([]Doc, n)
	vector := madeVector(random)
	for i := range docs {
		docs[i] = Doc{Text: madeText(random, 60), Vector: vector}
	}
	return docs
}

func madeText(random *rand.Rand, words int) string {
	frequency := rand.NewZipf(random, 1.1, 5, 100_000)
	text := make([]string, words)
	for i := range text {
		text[i] = madeWord(int(frequency.Uint64()))
	}
	return strings.Join(text, " ")
}

// madeWord spells a number in syllables.
func madeWord(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var word []byte
	for n = n*7919 + 1_000_000; n > 0; n /= 70 {
		word = append(word, consonants[n%14], vowels[n/14%5])
	}
	return string(word)
}

func madeVector(random *rand.Rand) []float32 {
	v := make([]float32, dimensions)
	for i := range v {
		v[i] = float32(random.NormFloat64())
	}
	u, err := unit(v)
	if err != nil {
		panic(err)
	}
	return u
}

func build(tb testing.TB, docs []Doc) *Index {
	tb.Helper()
	x, err := Build(tb.Context(), docs)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := x.Close(); err != nil {
			tb.Error(err)
		}
	})
	return x
}
