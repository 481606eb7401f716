package local

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func openCache(t testing.TB, path string, opts CacheOptions) *Cache {
	t.Helper()
	c, err := OpenCache(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func cachePath(t testing.TB) string {
	return filepath.Join(t.TempDir(), "cuttings", "vectors.db")
}

// madeTexts are n different texts with their vectors.
func madeTexts(n int) (texts []string, vectors [][]float32) {
	random := rand.New(rand.NewPCG(8, 8))
	for i := range n {
		texts = append(texts, fmt.Sprintf("text %d", i))
		vectors = append(vectors, madeVector(random))
	}
	return texts, vectors
}

func put(t *testing.T, c *Cache, model string, texts []string, vectors [][]float32) {
	t.Helper()
	if err := c.Put(t.Context(), model, texts, vectors); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, c *Cache, model string, texts []string) [][]float32 {
	t.Helper()
	vectors, err := c.Get(t.Context(), model, texts)
	if err != nil {
		t.Fatal(err)
	}
	return vectors
}

func TestCache(t *testing.T) {
	path := cachePath(t)
	c := openCache(t, path, CacheOptions{})
	texts := []string{"a", "", "tab\x00le \xff", strings.Repeat("long ", 100_000)}
	vectors := [][]float32{{1, -2.5, 3e-30}, {0}, {4}, {5, 6}}
	put(t, c, "model", texts, vectors)
	put(t, c, "other model", texts[:1], [][]float32{{7}})
	put(t, c, "none", nil, nil)

	for _, c := range []*Cache{c, openCache(t, path, CacheOptions{})} {
		got := get(t, c, "model", []string{"unknown", texts[3], texts[0], texts[1], texts[2], texts[0]})
		want := [][]float32{nil, vectors[3], vectors[0], vectors[1], vectors[2], vectors[0]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Get, -want +got:\n%s", diff)
		}
		got = get(t, c, "other model", texts[:2])
		if diff := cmp.Diff([][]float32{{7}, nil}, got); diff != "" {
			t.Errorf("Get of another model, -want +got:\n%s", diff)
		}
		if got := get(t, c, "mode", []string{"la"}); got[0] != nil {
			t.Errorf(`Get("mode", "la") = %v, want none: that is "model", "a"`, got)
		}
		if got := get(t, c, "model", nil); len(got) != 0 {
			t.Errorf("Get of nothing = %v", got)
		}
	}

	put(t, c, "model", texts[:1], [][]float32{{8}})
	if got := get(t, c, "model", texts[:1]); !slices.Equal(got[0], []float32{8}) {
		t.Errorf("after a second Put: %v, want the new vector", got[0])
	}
	if err := c.Put(t.Context(), "model", texts, vectors[:1]); err == nil {
		t.Error("Put of 4 texts with 1 vector: no error")
	}
}

func TestCacheIsForItsUserAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := cachePath(t)
	c := openCache(t, path, CacheOptions{})
	put(t, c, "model", []string{"a"}, [][]float32{{1}})
	want := map[string]fs.FileMode{
		filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600,
	}
	for name, mode := range want {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != mode {
			t.Errorf("mode of %s is %v, want %v", filepath.Base(name), got, mode)
		}
	}
}

// A name is no URI: what would be syntax there is part of the name.
func TestCacheNames(t *testing.T) {
	for _, name := range []string{"a b.db", "a?mode=memory", "50%41.db", "a#b", "ü.db", ":memory:", "file:x"} {
		if runtime.GOOS == "windows" && strings.ContainsAny(name, "?:") {
			continue
		}
		path := filepath.Join(t.TempDir(), name)
		put(t, openCache(t, path, CacheOptions{}), "model", []string{"a"}, [][]float32{{1}})
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("cache %q: %v, %v; want a file of that name", name, info, err)
		}
	}
}

// The least recently used go first, and the file stops growing.
func TestCachePrunes(t *testing.T) {
	const limit = 400_000 // some 200 vectors
	path := cachePath(t)
	now := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	c := openCache(t, path, CacheOptions{MaxBytes: limit, Now: func() time.Time { return now }})
	texts, vectors := madeTexts(1000)

	const batch = 30
	kept := texts[:10] // asked for every other day
	put(t, c, "model", kept, vectors[:10])
	for i := 10; i < len(texts); i += batch {
		now = now.AddDate(0, 0, 2)
		get(t, c, "model", kept)
		put(t, c, "model", texts[i:i+batch], vectors[i:i+batch])
	}
	got := get(t, c, "model", texts)
	for i := range kept {
		if got[i] == nil {
			t.Errorf("%q is gone, though it was in use", texts[i])
		}
	}
	oldest := slices.IndexFunc(got[10:], func(v []float32) bool { return v != nil }) + 10
	if oldest < 700 || oldest > 900 {
		t.Errorf("texts from %d on are kept, want about 200", oldest)
	}
	// Of its batch, used at the same time, some may be gone.
	for i := oldest + batch; i < len(texts); i++ {
		if got[i] == nil {
			t.Errorf("%q is gone, %q before it isn't", texts[i], texts[oldest])
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > limit*5/4 {
		t.Errorf("file of %d bytes, %v; want about %d", info.Size(), err, limit)
	}
}

func TestCacheDamaged(t *testing.T) {
	whole := func(t *testing.T) []byte {
		path := cachePath(t)
		c, err := OpenCache(t.Context(), path, CacheOptions{})
		if err != nil {
			t.Fatal(err)
		}
		texts, vectors := madeTexts(200)
		put(t, c, "model", texts, vectors)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}(t)
	garbage := make([]byte, 10_000)
	random := rand.NewChaCha8([32]byte{})
	random.Read(garbage)
	overwritten := slices.Clone(whole)
	copy(overwritten[len(whole)/8:], garbage)

	tests := []struct {
		name    string
		content []byte
	}{
		{"garbage", garbage},
		{"text", []byte(strings.Repeat("not a database\n", 100))},
		{"a few bytes", []byte("SQLite")},
		{"cut off", whole[:len(whole)/2]},
		{"cut off in a page", whole[:len(whole)/2+100]},
		{"only the header", whole[:100]},
		{"overwritten", overwritten},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := cachePath(t)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, test.content, 0o600); err != nil {
				t.Fatal(err)
			}
			texts, _ := madeTexts(200)
			c, err := OpenCache(t.Context(), path, CacheOptions{})
			if err == nil {
				defer c.Close()
				_, err = c.Get(t.Context(), "model", texts)
			}
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) {
				t.Errorf("error %v, want one that says that %s is damaged", err, path)
			}
		})
	}
}

// A vector whose bytes have changed isn't returned, and can be put again.
func TestCacheBitRot(t *testing.T) {
	c := openCache(t, cachePath(t), CacheOptions{})
	texts := []string{"a", "b"}
	vectors := [][]float32{{1, 2}, {3, 4}}
	put(t, c, "model", texts, vectors)
	_, err := c.db.Exec(`UPDATE vectors SET vector = x'0102030405060708' WHERE id = ?`, keyOf("model", "a").id())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]float32{nil, {3, 4}}, get(t, c, "model", texts)); diff != "" {
		t.Errorf("Get, -want +got:\n%s", diff)
	}
	put(t, c, "model", texts[:1], vectors[:1])
	if diff := cmp.Diff(vectors, get(t, c, "model", texts)); diff != "" {
		t.Errorf("Get after Put, -want +got:\n%s", diff)
	}
}

// Another program's database, or another version's, is left as it is.
func TestCacheOfOthers(t *testing.T) {
	for _, script := range []string{
		`CREATE TABLE letters(text)`,
		`PRAGMA application_id = 42`,
		fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, layoutVersion+1),
	} {
		path := filepath.Join(t.TempDir(), "other.db")
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(script); err != nil {
			t.Fatal(err)
		}
		db.Close()
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := OpenCache(t.Context(), path, CacheOptions{}); err == nil {
			c.Close()
			t.Errorf("%s: no error", script)
		}
		if after, err := os.ReadFile(path); err != nil || !slices.Equal(before, after) {
			t.Errorf("%s: the file has changed (%v)", script, err)
		}
	}
}

func TestCacheUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{
		"folder is a file": filepath.Join(file, "vectors.db"),
		"path is a folder": t.TempDir(),
	}
	if os.Getuid() > 0 {
		folder := filepath.Join(t.TempDir(), "read-only")
		if err := os.Mkdir(folder, 0o500); err != nil {
			t.Fatal(err)
		}
		paths["read-only folder"] = filepath.Join(folder, "vectors.db")
	} else {
		t.Log("not tried: a read-only folder (this user may write anywhere, or modes don't hold)")
	}
	for name, path := range paths {
		c, err := OpenCache(t.Context(), path, CacheOptions{})
		if err == nil {
			c.Close()
		}
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v, want one that names it", name, err)
		}
	}
}

// Several goroutines with a handle each, and several on one handle.
func TestCacheConcurrent(t *testing.T) {
	path := cachePath(t)
	texts, vectors := madeTexts(100)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			c, err := OpenCache(t.Context(), path, CacheOptions{})
			if err != nil {
				t.Error(err)
				return
			}
			defer c.Close()
			var inner sync.WaitGroup
			for i := range 4 {
				inner.Go(func() {
					part := texts[i*25:][:25]
					if err := c.Put(t.Context(), "model", part, vectors[i*25:][:25]); err != nil {
						t.Error(err)
					}
					got, err := c.Get(t.Context(), "model", part)
					if diff := cmp.Diff(vectors[i*25:][:25], got); err != nil || diff != "" {
						t.Errorf("Get: %v, -want +got:\n%s", err, diff)
					}
				})
			}
			inner.Wait()
		})
	}
	group.Wait()
}

// Two first runs at the same time: the test starts itself several times over.
func TestCacheProcesses(t *testing.T) {
	const variable = "CUTTINGS_TEST_CACHE"
	texts, vectors := madeTexts(150)
	if path := os.Getenv(variable); path != "" {
		c := openCache(t, path, CacheOptions{})
		for i := 0; i < len(texts); i += 50 {
			put(t, c, "model", texts[i:i+50], vectors[i:i+50])
		}
		if diff := cmp.Diff(vectors, get(t, c, "model", texts)); diff != "" {
			t.Errorf("Get, -want +got:\n%s", diff)
		}
		return
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		path := cachePath(t)
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				cmd := exec.CommandContext(t.Context(), program, "-test.run=^TestCacheProcesses$")
				cmd.Env = append(os.Environ(), variable+"="+path)
				if output, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v:\n%s", err, output)
				}
			})
		}
		group.Wait()
		if diff := cmp.Diff(vectors, get(t, openCache(t, path, CacheOptions{}), "model", texts)); diff != "" {
			t.Errorf("Get afterwards, -want +got:\n%s", diff)
		}
	}
}
