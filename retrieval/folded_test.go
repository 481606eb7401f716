package retrieval

import (
	"slices"
	"testing"
)

func TestFolded(t *testing.T) {
	text := "“São Tomé’s co-op,” AT&T said: it's the 9-10 U.S. talks, the talks"
	for _, tt := range []struct {
		name      string
		got, want []string
	}{
		{"Parted", Parted("São Tomé's U.S. co-op"), []string{"São", "Tomé's", "U", "S", "co-op"}},
		{"Parted without format characters", Parted("Olu\u00adwase\u200bun \u00ad voted"), []string{"Oluwaseun", "voted"}},
		{"Folded", Folded(text), []string{"sao", "tome's", "co-op", "at&t", "said", "it's", "the", "9-10", "u", "s", "talks", "the", "talks"}},
		{"ContentWords", ContentWords(text), []string{"sao", "tome", "co-op", "at&t", "9-10", "u.s", "talks"}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}
