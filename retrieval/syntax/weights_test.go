package syntax

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"cuttings/retrieval/embedding"
)

// The bundled weights are the file that README.md describes.
func TestWeightsSHA256(t *testing.T) {
	const want = "7e47ba828757dce1959bd579894d1a1c16c0779762b2da90ba2bea538bb32568"
	sum := sha256.Sum256([]byte(bundled))
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("SHA-256 of weights/syntax.bin is %s, want %s", got, want)
	}
}

// Weights that aren't whole are an error that says what is wrong.
func TestLoadErrors(t *testing.T) {
	base, err := embedding.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	data := []byte(bundled)
	other := func(from, to string) []byte { return []byte(strings.Replace(bundled, from, to, 1)) }
	for _, tt := range []struct {
		name string
		data []byte
		want string // in the error
	}{
		{"empty", nil, "truncated"},
		{"half", data[:len(data)/2], "truncated: tensor"},
		{"other file", append([]byte("RDR1"), data[4:]...), `not a SYN1 file: begins with "RDR1"`},
		{"layer missing", other(`"0.up"`, `"0.UP"`), `tensor "0.up": it isn't there`},
		{"head missing", other(`"arc.head"`, `"arc.HEAD"`), `tensor "arc.head": it isn't there`},
		{"fewer relations", other(`"relation", "dtype": "int8", "shape": [40,`, `"relation", "dtype": "int8", "shape": [39,`), `tensor "relation": it is int8 [39 65 65], want int8 [40 65 65]`},
		{"of another model", other(`"hidden": 384`, `"hidden": 768`), "don't fit over"},
	} {
		if _, err := load(tt.data, base); err == nil || !strings.HasPrefix(err.Error(), "loading the parser: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", tt.name, err, tt.want)
		}
	}
}
