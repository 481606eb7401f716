package main

import (
	"strings"
	"testing"
)

func TestWebAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c#d":           "https://example.org/a?b=c#d",
		"http://example.org":                    "http://example.org",
		"HTTPS://example.org/é":                 "https://example.org/%C3%A9",
		"https://example.org/?q=é\u009b":        "https://example.org/?q=%C3%A9%C2%9B",
		"https://example.org/\x1b\\\x1b[31mred": "",
		"https://example.org/\x07":              "",
		"javascript:alert(1)":                   "",
		"file:///etc/passwd":                    "",
		"data:text/html,hello":                  "",
		"//example.org/":                        "",
		"https:///path":                         "",
		"example.org":                           "",
		"":                                      "",
	} {
		if got := webAddress(in); got != want {
			t.Errorf("webAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShowsLinks(t *testing.T) {
	for _, c := range []struct {
		env  string
		want bool
	}{
		{"TERM=xterm-256color", false},
		{"TERM=xterm-kitty", true},
		{"TERM=xterm-256color VTE_VERSION=7200", true},
		{"TERM=xterm-256color VTE_VERSION=4800", false},
		{"TERM=xterm-256color TERM_PROGRAM=iTerm.app", true},
		{"TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", false},
		{"TERM=screen-256color TERM_PROGRAM=iTerm.app", false},
		{"TERM=screen-256color FORCE_HYPERLINK=1", true},
		{"TERM=xterm-kitty FORCE_HYPERLINK=0", false},
	} {
		env := map[string]string{}
		for _, set := range strings.Fields(c.env) {
			name, value, _ := strings.Cut(set, "=")
			env[name] = value
		}
		if got := showsLinks(func(name string) string { return env[name] }); got != c.want {
			t.Errorf("showsLinks(%s) = %v, want %v", c.env, got, c.want)
		}
	}
}

// TestPlainScreen: what isn't a terminal gets no escape sequences, and 80 columns.
func TestPlainScreen(t *testing.T) {
	env := func(name string) string {
		return map[string]string{"TERM": "xterm-kitty", "FORCE_HYPERLINK": "1"}[name]
	}
	if got, want := detectScreen(new(strings.Builder), colorAuto, env), (screen{width: plainWidth}); got != want {
		t.Errorf("detectScreen = %+v, want %+v", got, want)
	}
	if got, want := detectScreen(new(strings.Builder), colorAlways, env), (screen{width: plainWidth, color: true}); got != want {
		t.Errorf("with --color=always: detectScreen = %+v, want %+v", got, want)
	}
}
