package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestBundledBytes holds the articles as the project's owner supplied them.
func TestBundledBytes(t *testing.T) {
	want := map[string]string{
		"2021-12-31-de-escalation":        "c77667870947aa0d65f5151b477b2c21fddaf7f0667cb647361a816af79a5fb2",
		"2021-12-31-fifty-minutes":        "08cd4f3455fd29c0272f51937b5e6adfd982795c14856f13f4fac54c4e50f21a",
		"2021-12-31-security-guarantees":  "101b471c00ca8c62c26e73d5553f496800975ce209f0ce22f12886d09e5137d1",
		"2021-12-31-threats-and-dialogue": "38b65add5f1857ee56abd551d0b1f44190a2fa90fb58bcf50072bc48832358dc",
		"2021-12-31-two-paths":            "a349da5866145203bbb19d60908443a99c1fef58bbc0b007531fd6d20d4f7c7d",
	}
	articles, err := Bundled()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, a := range articles {
		sum := sha256.Sum256([]byte(a.Text))
		got[a.ID] = hex.EncodeToString(sum[:])
		if a.Version != got[a.ID] {
			t.Errorf("article %s: Version %s, want the SHA-256 of its text, %s", a.ID, a.Version, got[a.ID])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("SHA-256 of the bundled articles, -want +got:\n%s", diff)
	}
}

func TestReadDir(t *testing.T) {
	fsys := fstest.MapFS{
		"b.TXT":            {Data: []byte("B.")},
		"blank.txt":        {Data: []byte(" \n")},
		"empty.txt":        {},
		"a.b.txt":          {Data: []byte("AB.")},
		"a.txt":            {Data: []byte("A.")},
		"notes.md":         {Data: []byte("\xff")},
		".hidden.txt":      {Data: []byte("\xff")},
		"folder.txt/c.txt": {Data: []byte("\xff")},
	}
	articles, empty, err := ReadDir(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"blank.txt", "empty.txt"}, empty); diff != "" {
		t.Errorf("ReadDir, empty files, -want +got:\n%s", diff)
	}
	var got []string
	for _, a := range articles {
		got = append(got, a.ID+": "+a.Text)
	}
	if diff := cmp.Diff([]string{"a.b: AB.", "a: A.", "b: B."}, got); diff != "" {
		t.Errorf("ReadDir, -want +got:\n%s", diff)
	}
}

func TestReadDirErrors(t *testing.T) {
	tests := []struct {
		name string
		fsys fs.FS
		want string // the error's text
	}{
		{"empty", fstest.MapFS{}, "no .txt files"},
		{"no articles", fstest.MapFS{"a.md": {Data: []byte("A.")}}, "no .txt files"},
		{"no folder", os.DirFS(filepath.Join(t.TempDir(), "none")), "listing the articles: "},
		{"bad files", fstest.MapFS{"a.txt": {Data: []byte("A.")}, "b.txt": {}, "c.txt": {Data: []byte("\xff")}, "d.txt": {Data: []byte("\x00")}},
			"reading article \"c.txt\": invalid UTF-8 at byte 0\nreading article \"d.txt\": NUL at byte 0"},
		{"nothing but empty files", fstest.MapFS{"a.txt": {}}, "no .txt files but empty ones"},
		{"one name twice", fstest.MapFS{"a.TXT": {Data: []byte("A.")}, "a.txt": {Data: []byte("A.")}},
			"reading article \"a.txt\": \"a.TXT\" has the same name but for the ending's letters"},
		{"a pipe", fstest.MapFS{"p.txt": {Mode: fs.ModeNamedPipe}}, `reading article "p.txt": not a regular file`},
		{"a file too large", fstest.MapFS{"a.txt": {Data: []byte(strings.Repeat("a", MaxArticleBytes+1))}}, `reading article "a.txt": larger than 4 MiB`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			articles, _, err := ReadDir(t.Context(), test.fsys)
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("ReadDir: error %v, want %s", err, test.want)
			}
			if articles != nil {
				t.Errorf("ReadDir returned %d articles with its error", len(articles))
			}
		})
	}
	if _, _, err := ReadDir(t.Context(), fstest.MapFS{}); !errors.Is(err, ErrNoArticles) {
		t.Errorf("ReadDir of an empty folder: error %v, want ErrNoArticles", err)
	}
	three := fstest.MapFS{"a.txt": {Data: []byte("A.")}, "b.txt": {Data: []byte("B.")}, "c.txt": {Data: []byte("C.")}}
	if _, _, err := readDir(t.Context(), three, 3, 6); err != nil {
		t.Errorf("reading as much as is allowed: %v", err)
	}
	if _, _, err := readDir(t.Context(), three, 2, 6); err == nil || err.Error() != "reading the articles: more than 2 .txt files" {
		t.Errorf("reading too many articles: error %v", err)
	}
	if _, _, err := readDir(t.Context(), three, 3, 5); err == nil || err.Error() != "reading the articles: more than 5 bytes of text" {
		t.Errorf("reading too much text: error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := ReadDir(ctx, fstest.MapFS{"a.txt": {Data: []byte("A.")}}); !errors.Is(err, context.Canceled) {
		t.Errorf("ReadDir after its context's end: error %v, want context.Canceled", err)
	}
}

// TestFileErrorHints: each kind of trouble has a hint, said once.
func TestFileErrorHints(t *testing.T) {
	_, _, err := ReadDir(t.Context(), fstest.MapFS{
		"a.txt": {Data: []byte("\xff")}, "b.txt": {Data: []byte("b\xe9")}, "c.txt": {Mode: fs.ModeNamedPipe},
		"paper.txt": {Data: []byte("%PDF-1.4")},
		"d.txt":     {Data: []byte(strings.Repeat("a", MaxArticleBytes+1))}, "e.txt": {Data: []byte("\x00")}, "\x01.txt": {Data: []byte("F.")},
	})
	var files FileErrors
	if !errors.As(err, &files) || len(files) != 7 {
		t.Fatalf("ReadDir: error %v, want those of 7 files", err)
	}
	var got []string
	for line := range strings.Lines(files.Hint()) {
		got = append(got, strings.Fields(line)[0])
	}
	if diff := cmp.Diff([]string{"rename", "convert", "move", "cut", "move", "save"}, got); diff != "" {
		t.Errorf("hints %q, -want +got:\n%s", files.Hint(), diff)
	}
}

func TestReadDirStaysInside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("making symbolic links needs a privilege on Windows")
	}
	dir := t.TempDir()
	inside := filepath.Join(dir, "articles")
	if err := os.Mkdir(inside, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{filepath.Join(dir, "secret.txt"), filepath.Join(inside, "a.txt")} {
		if err := os.WriteFile(file, []byte("A."), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a.txt", filepath.Join(inside, "link.txt")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	articles, _, err := ReadDir(t.Context(), root.FS())
	if err != nil || len(articles) != 2 {
		t.Fatalf("ReadDir with a link inside the folder: %d articles, error %v; want 2 and none", len(articles), err)
	}
	if err := os.Symlink("../secret.txt", filepath.Join(inside, "out.txt")); err != nil {
		t.Fatal(err)
	}
	_, _, err = ReadDir(t.Context(), root.FS())
	if err == nil || !strings.Contains(err.Error(), `reading article "out.txt"`) {
		t.Errorf("ReadDir with a link out of the folder: error %v, want one that names out.txt", err)
	}
	if err := os.Symlink("round.txt", filepath.Join(inside, "round.txt")); err != nil {
		t.Fatal(err)
	}
	_, _, err = ReadDir(t.Context(), root.FS())
	var files FileErrors
	if !errors.As(err, &files) || len(files) != 2 || !strings.HasPrefix(files.Hint(), "remove links") || strings.Contains(files.Hint(), "\n") {
		t.Errorf("ReadDir with a link in a circle too: error %v, want one for both links, with a hint", err)
	}
}
