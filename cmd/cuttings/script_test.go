package main

import (
	"errors"
	"flag"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	neturl "net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"cuttings/bot/llm/llmtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain makes two programs for the scripts: cuttings, the real one, and
// double, the same command line over an answerer whose replies are known.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"cuttings": func() { os.Exit(run(opening(os.Getenv))) },
		"double":   func() { os.Exit(run(openDouble)) },
	})
}

// TestScripts runs testdata/script/*.txtar, one for each subcommand and one for
// each class of error.
func TestScripts(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "vectors.db")
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			// One cache for all, so that only the first script embeds the articles.
			env.Setenv("CUTTINGS_CACHE", cache)
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, "home", "cache"))
			env.Setenv("TERM", "xterm")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":      exits,
			"write":      write,
			"closedpipe": closedPipe,
			"model":      startModel,
			"embeddings": startEmbeddings,
			"slack":      slackDouble,
			"busyport":   busyPort,
			"inuse":      inUse,
			"votes":      votes,
		},
	})
}

// exits STATUS PROGRAM ARGS… runs a program, which must end with that status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("running %s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s ended with status %d, want %d", args[1], got, want)
	}
}

// modelScripts are what the double of a model server can play in a script.
var modelScripts = map[string]llmtest.Script{
	"quoting":  llmtest.Quoting(1),
	"merkel":   llmtest.Lying(llmtest.Quoting(1), llmtest.Misattributed),
	"obeying":  llmtest.Obeying,
	"misreads": llmtest.Misreading(),
	"refusing": func(llmtest.Request) llmtest.Reply { return llmtest.Draft() },
	"garbage":  func(llmtest.Request) llmtest.Reply { return llmtest.Reply{Content: "Sure! Here is your answer:"} },
	"failing": func(llmtest.Request) llmtest.Reply {
		return llmtest.Reply{Status: http.StatusBadRequest, Content: "no"}
	},
	"hanging": func(llmtest.Request) llmtest.Reply { return llmtest.Reply{Hang: true} },
}

// model SCRIPT starts the double of a model server, which the environment then names.
func startModel(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 || modelScripts[args[0]] == nil {
		ts.Fatalf("usage: model %s", strings.Join(slices.Sorted(maps.Keys(modelScripts)), "|"))
	}
	s := llmtest.Start(modelScripts[args[0]])
	ts.Defer(s.Close)
	ts.Setenv("CUTTINGS_MODEL_URL", s.URL)
	ts.Setenv("CUTTINGS_MODEL", llmtest.Model)
	ts.Setenv("CUTTINGS_MODEL_KEY", s.Key)
}

// startEmbeddings [broken|gone] starts the double as the server of embeddings;
// broken, it answers only the first question of it, which is for the dimension.
func startEmbeddings(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: embeddings [broken|gone]")
	}
	s := llmtest.Start(llmtest.Quoting(1))
	ts.Defer(s.Close)
	url := s.URL
	switch strings.Join(args, "") {
	case "gone":
		s.Close()
	case "broken":
		target, err := neturl.Parse(s.URL)
		ts.Check(err)
		target.Path = ""
		var asked atomic.Int32
		proxy := httputil.NewSingleHostReverseProxy(target)
		broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if asked.Add(1) > 1 {
				http.Error(w, "out of order", http.StatusInternalServerError)
				return
			}
			proxy.ServeHTTP(w, r)
		}))
		ts.Defer(broken.Close)
		url = broken.URL + "/v1"
	}
	ts.Setenv("CUTTINGS_EMBED_URL", url)
	ts.Setenv("CUTTINGS_EMBED_MODEL", llmtest.Model)
	ts.Setenv("CUTTINGS_EMBED_KEY", s.Key)
}

var times = regexp.MustCompile(`^(\d+)\*(.*)$`)

// write FILE STRING… writes a file of strings with Go's escapes, such as \n and
// \xff; 100*STRING stands for that many.
func write(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: write FILE STRING...")
	}
	var b strings.Builder
	for _, arg := range args[1:] {
		n := 1
		if m := times.FindStringSubmatch(arg); m != nil {
			n, _ = strconv.Atoi(m[1])
			arg = m[2]
		}
		s, err := strconv.Unquote(`"` + arg + `"`)
		ts.Check(err)
		b.WriteString(strings.Repeat(s, n))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o666))
}

// closedpipe PROGRAM ARGS… runs a program whose output nobody reads. It must
// end without a word, and not take that for success.
func closedPipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: closedpipe PROGRAM ARGS...")
	}
	r, w, err := os.Pipe()
	ts.Check(err)
	r.Close()
	defer w.Close()
	var stderr strings.Builder
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=" + ts.Getenv("HOME"), "CUTTINGS_CACHE=" + ts.Getenv("CUTTINGS_CACHE")}
	cmd.Stdout, cmd.Stderr = w, &stderr
	cmd.Stdin = strings.NewReader(ts.ReadFile("stdin.txt"))
	err = cmd.Run()
	if stderr.Len() > 0 {
		ts.Fatalf("standard error: %s", stderr.String())
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		ts.Fatalf("%v: %v, want an exit status or a signal", args, err)
	}
}

// TestInterrupt: an interrupt ends the program at once, quietly, and with the
// status of one, while it answers and while it waits for a line.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process can't be interrupted on Windows")
	}
	const scored = `{"question":"wait","kind":"who","answerable":false}` + "\n"
	for _, c := range []struct {
		name  string
		args  []string
		stdin string
		// stderr is what the double says when it has the question.
		stderr string
	}{
		{"answering", []string{"ask", "wait"}, "", "warning: waiting\n"},
		{"answering a line", []string{"ask", "-"}, "wait\n", "warning: waiting\n"},
		{"waiting for a line", []string{"ask", "-"}, "fail\n", "error: line 1: answering: the index is broken\n"},
		{"chatting", []string{"chat"}, "fail\n", "error: line 1: answering: the index is broken\n"},
		{"scoring", []string{"eval", "-"}, scored, "warning: waiting\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], c.args...)
			cmd.Args[0] = "double"
			stdin, err := cmd.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			stderr, err := cmd.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			io.WriteString(stdin, c.stdin)
			if c.args[0] == "eval" {
				stdin.Close()
			}
			said := make([]byte, len(c.stderr))
			if _, err := io.ReadFull(stderr, said); err != nil || string(said) != c.stderr {
				t.Errorf("standard error: %q, %v; want %q", said, err, c.stderr)
			}
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			rest, _ := io.ReadAll(stderr)
			err = cmd.Wait()
			if got := cmd.ProcessState.ExitCode(); got != exitInterrupted {
				t.Errorf("exit status %d (%v), want %d", got, err, exitInterrupted)
			}
			if len(rest) > 0 {
				t.Errorf("standard error after the interrupt: %s", rest)
			}
		})
	}
}
