package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A layer is a package of this module with those that it may import.
type layer struct {
	pkg     string
	imports []string // patterns of path.Match
}

// Imports run downwards: a package may only name packages below it.
var layers = []layer{
	{"cmd/cuttings", []string{"bot", "bot/*", "bot/score/*", "bot/slackio/*", "retrieval", "retrieval/*", "corpus", "corpus/*"}},

	{"bot/slackio", []string{"bot", "bot/slackio/blocks", "corpus", "corpus/library"}},
	{"bot/slackio/slacktest", []string{"bot/slackio/blocks"}},
	{"bot/slackio/blocks", []string{"bot", "corpus"}},
	{"bot/llm", []string{"bot", "prompts", "corpus"}},
	{"bot/llm/llmtest", []string{"prompts"}},
	{"bot/score/report", []string{"bot", "bot/score", "corpus"}},
	{"bot/score", []string{"bot", "corpus"}},
	{"bot", []string{"bot/claim", "bot/voice", "bot/lexicon", "bot/logistic", "retrieval", "corpus"}},
	{"bot/bottest", []string{"retrieval", "retrieval/reader", "retrieval/syntax", "corpus"}},
	{"bot/claim", []string{"bot/voice", "bot/lexicon", "bot/logistic", "retrieval", "retrieval/reader", "retrieval/syntax", "corpus"}},
	{"bot/voice", []string{"bot/lexicon", "retrieval"}},
	{"bot/lexicon", nil},
	{"bot/logistic", nil},

	{"retrieval/postgres", []string{"retrieval", "corpus"}},
	{"retrieval/local", []string{"retrieval", "corpus"}},
	{"retrieval/measure", []string{"corpus"}},
	{"retrieval", []string{"retrieval/reader", "retrieval/embedding", "corpus"}},
	{"retrieval/reader", []string{"retrieval/embedding"}},
	{"retrieval/syntax", []string{"retrieval/embedding"}},
	{"retrieval/embedding", nil},

	{"prompts", nil},

	{"corpus/library", []string{"corpus"}},
	{"corpus/intake", []string{"corpus"}},
	{"corpus", nil},
}

// edges are the libraries that reach outside, each with the only packages that may
// import it.
var edges = []struct {
	library string // an import path, or its beginning up to a slash
	pkgs    []string
}{
	{"github.com/philippgille/chromem-go", []string{"retrieval/local"}},
	{"database/sql", []string{"retrieval/local", "retrieval/postgres", "corpus/library"}},
	{"modernc.org/sqlite", []string{"retrieval/local", "corpus/library"}},
	{"github.com/jackc/pgx", []string{"retrieval/postgres", "corpus/library"}},
	{"github.com/slack-go/slack", []string{"bot/slackio", "bot/slackio/blocks", "bot/slackio/slacktest"}},
	{"github.com/sashabaranov/go-openai", []string{"bot/llm"}},
	{"github.com/prometheus", []string{"bot/slackio"}},
	{"github.com/pressly/goose", []string{"corpus/library"}},
	{"github.com/sony/gobreaker", []string{"bot/llm"}},
	{"github.com/spf13", []string{"cmd/cuttings"}},
	{"github.com/schollz/progressbar", []string{"cmd/cuttings"}},
}

// A listed package is what `go list` says of it.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Module     *struct{ Path string }
}

// goList runs `go list` at the module's root, for the system that env names.
func goList(t *testing.T, env []string, args ...string) ([]listed, error) {
	t.Helper()
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("needs the go command: ", err)
	}
	cmd := exec.CommandContext(t.Context(), goTool, append([]string{"list", "-json=ImportPath,Standard,Imports,Module"}, args...)...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return nil, fmt.Errorf("go list %v: %w\n%s", args, err, exit.Stderr)
	} else if err != nil {
		return nil, err
	}
	var pkgs []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return pkgs, nil
		} else if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, p)
	}
}

func TestImports(t *testing.T) {
	pkgs, err := goList(t, nil, "./...")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		pkg := strings.TrimPrefix(p.ImportPath, "cuttings/")
		at := slices.IndexFunc(layers, func(l layer) bool { return l.pkg == pkg })
		if at < 0 {
			t.Errorf("package %s has no place in the layers", pkg)
			continue
		}
		for _, imported := range p.Imports {
			if below, ours := strings.CutPrefix(imported, "cuttings/"); ours {
				if !matches(layers[at].imports, below) {
					t.Errorf("package %s imports %s; it may import %q", pkg, below, layers[at].imports)
				}
			}
			for _, e := range edges {
				if (imported == e.library || strings.HasPrefix(imported, e.library+"/")) && !slices.Contains(e.pkgs, pkg) {
					t.Errorf("package %s imports %s, which belongs to %q", pkg, imported, e.pkgs)
				}
			}
		}
	}
}

// matches reports whether one of the patterns matches the package.
func matches(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, err := path.Match(pattern, pkg)
		return ok && err == nil
	})
}

// TestNotice holds that NOTICE names every module whose code is in the program, on
// any system that it is built for.
func TestNotice(t *testing.T) {
	notice, err := os.ReadFile(filepath.Join("..", "..", "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	named := strings.Split(string(notice), "\n")
	linked := map[string]bool{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		pkgs, err := goList(t, []string{"GOOS=" + system, "CGO_ENABLED=0"}, "-deps", "./cmd/cuttings")
		if err != nil && system != runtime.GOOS {
			t.Skipf("the modules for %s aren't at hand: %v", system, err)
		} else if err != nil {
			t.Fatal(err)
		}
		for _, p := range pkgs {
			if !p.Standard && p.Module != nil && p.Module.Path != "cuttings" {
				linked[p.Module.Path] = true
			}
		}
	}
	for _, module := range slices.Sorted(maps.Keys(linked)) {
		if !slices.Contains(named, module) {
			t.Errorf("NOTICE doesn't name %s", module)
		}
	}
	// And nothing that isn't there: the names stand alone on lines without an indent.
	for _, line := range named {
		if host, _, found := strings.Cut(line, "/"); found && strings.Contains(host, ".") && !strings.Contains(line, " ") && !linked[line] {
			t.Errorf("NOTICE names %s, whose code isn't in the program", line)
		}
	}
}

// TestTimeZones holds that the program knows the time zones where the system has
// none, as in the image.
func TestTimeZones(t *testing.T) {
	pkgs, err := goList(t, nil, "-deps", "./cmd/cuttings")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(pkgs, func(p listed) bool { return p.ImportPath == "time/tzdata" }) {
		t.Error("time/tzdata isn't in the program")
	}
}
