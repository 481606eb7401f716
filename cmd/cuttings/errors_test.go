package main

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"ask", "chat", "sources", "summary", "eval", "no-cache", "cache", "articles"}
	for in, want := range map[string]string{
		"ask":     "ask",
		"asq":     "ask",
		"aks":     "ask",
		"sumary":  "summary",
		"sum":     "summary",
		"source":  "sources",
		"nocache": "no-cache",
		"cach":    "cache",
		"aricles": "articles",
		"xyzzy":   "",
		"":        "",
	} {
		if got := nearest(in, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "ask", 3},
		{"ask", "", 3},
		{"ask", "ask", 0},
		{"ask", "asks", 1},
		{"ask", "aks", 1},
		{"kitten", "sitting", 3},
	} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
