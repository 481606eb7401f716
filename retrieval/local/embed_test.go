package local

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// lengthEmbedder gives a text the vector of its length, and counts what it did.
type lengthEmbedder struct {
	id    string
	asked []string
	fail  error // at the call after this many texts
	after int
}

func (e *lengthEmbedder) ID() string { return e.id }

func (e *lengthEmbedder) Passages(ctx context.Context, texts []string, progress func(int)) ([][]float32, error) {
	if e.fail != nil && len(e.asked) >= e.after {
		return nil, e.fail
	}
	var vectors [][]float32
	for i, text := range texts {
		vectors = append(vectors, []float32{float32(len(text))})
		progress(i + 1)
	}
	e.asked = append(e.asked, texts...)
	return vectors, nil
}

func TestEmbed(t *testing.T) {
	c := openCache(t, cachePath(t), CacheOptions{})
	put(t, c, "m", []string{"aaa"}, [][]float32{{33}}) // not 3: seen to come from here
	tests := []struct {
		name      string
		cache     *Cache
		texts     []string
		want      [][]float32
		asked     []string
		wantCalls []string
	}{
		{
			"cached, new and repeated", c, []string{"bb", "aaa", "c", "bb"},
			[][]float32{{2}, {33}, {1}, {2}}, []string{"bb", "c"}, []string{"1/2", "2/2"},
		},
		{"all cached by now", c, []string{"c", "bb"}, [][]float32{{1}, {2}}, nil, nil},
		{
			"no cache", nil, []string{"aaa", "aaa"},
			[][]float32{{3}, {3}}, []string{"aaa"}, []string{"1/1"},
		},
		{"nothing", c, nil, [][]float32{}, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := &lengthEmbedder{id: "m"}
			var calls []string
			got, warning, err := test.cache.Embed(t.Context(), e, test.texts, func(done, total int) {
				calls = append(calls, fmt.Sprintf("%d/%d", done, total))
			})
			if err != nil || warning != nil {
				t.Fatalf("error %v, warning %v", err, warning)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("vectors, -want +got:\n%s", diff)
			}
			if !slices.Equal(e.asked, test.asked) {
				t.Errorf("embedded %q, want %q", e.asked, test.asked)
			}
			if !slices.Equal(calls, test.wantCalls) {
				t.Errorf("progress %q, want %q", calls, test.wantCalls)
			}
		})
	}
}

// What was embedded before a failure is kept.
func TestEmbedInterrupted(t *testing.T) {
	c := openCache(t, cachePath(t), CacheOptions{})
	texts, _ := madeTexts(3*embedBatch + 10)
	e := &lengthEmbedder{id: "m", fail: errors.New("no power"), after: 2 * embedBatch}
	if _, _, err := c.Embed(t.Context(), e, texts, nil); !errors.Is(err, e.fail) {
		t.Fatalf("error %v, want %v", err, e.fail)
	}
	e = &lengthEmbedder{id: "m"}
	var last string
	vectors, warning, err := c.Embed(t.Context(), e, texts, func(done, total int) { last = fmt.Sprint(done, " of ", total) })
	if err != nil || warning != nil {
		t.Fatalf("error %v, warning %v", err, warning)
	}
	if want := texts[2*embedBatch:]; !slices.Equal(e.asked, want) {
		t.Errorf("embedded %d texts from %.1q on, want %d from %q on", len(e.asked), e.asked, len(want), want[0])
	}
	if want := fmt.Sprint(embedBatch+10, " of ", embedBatch+10); last != want {
		t.Errorf("progress ended at %s, want %s", last, want)
	}
	if i := slices.IndexFunc(vectors, func(v []float32) bool { return len(v) != 1 }); i >= 0 {
		t.Errorf("vector %d is %v", i, vectors[i])
	}
}

// A cache that fails costs a warning and no vector.
func TestEmbedWithoutWorkingCache(t *testing.T) {
	texts := []string{"a", "bb", "a"}
	want := [][]float32{{1}, {2}, {1}}

	closed := openCache(t, cachePath(t), CacheOptions{})
	closed.Close()
	unwritable := openCache(t, cachePath(t), CacheOptions{})
	if _, err := unwritable.db.Exec(`PRAGMA query_only = ON`); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	full := openCache(t, cachePath(t), CacheOptions{Now: func() time.Time { return now }})
	put(t, full, "m", texts[:2], want[:2])
	now = now.AddDate(0, 1, 0) // so that reading notes the time
	if _, err := full.db.Exec(`PRAGMA query_only = ON`); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		cache *Cache
		asked []string
	}{
		{"unreadable", closed, texts[:2]},
		{"unwritable", unwritable, texts[:2]},
		{"unwritable, all cached", full, nil},
	}
	for _, test := range tests {
		name, e := test.name, &lengthEmbedder{id: "m"}
		got, warning, err := test.cache.Embed(t.Context(), e, texts, nil)
		if !slices.Equal(e.asked, test.asked) {
			t.Errorf("%s: embedded %q, want %q", name, e.asked, test.asked)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if warning == nil {
			t.Errorf("%s: no warning", name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

type shortEmbedder struct{ lengthEmbedder }

func (e *shortEmbedder) Passages(context.Context, []string, func(int)) ([][]float32, error) {
	return [][]float32{{1}}, nil
}

func TestEmbedErrors(t *testing.T) {
	if _, _, err := (*Cache)(nil).Embed(t.Context(), &shortEmbedder{}, []string{"a", "b"}, nil); err == nil {
		t.Error("1 vector for 2 texts: no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	c := openCache(t, filepath.Join(t.TempDir(), "c"), CacheOptions{})
	if _, _, err := c.Embed(ctx, &lengthEmbedder{}, []string{"a"}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
}
