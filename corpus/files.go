package corpus

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Limits of a folder of articles, which keep a mistaken path from filling the
// memory.
const (
	MaxArticles   = 20_000
	MaxTotalBytes = 256 << 20
)

// ErrNoArticles says that a folder holds no article.
var ErrNoArticles = errors.New("no .txt files")

//go:embed articles/*.txt
var bundled embed.FS

// Bundled returns the articles that are part of the program, sorted by id.
func Bundled() ([]Article, error) {
	names, err := fs.Glob(bundled, "articles/*.txt")
	if err != nil {
		return nil, fmt.Errorf("listing the bundled articles: %w", err)
	}
	articles := make([]Article, 0, len(names))
	for _, name := range names {
		data, err := bundled.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading bundled article: %w", err)
		}
		a, err := Parse(stem(name), data)
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	return articles, nil
}

// ReadDir reads the .txt files at the top of fsys, sorted by name; an article's
// id is its file's stem. Hidden files, other files and folders are passed over.
// Hand it an [os.Root]'s FS, and a symbolic link that leads out of the folder is
// an error instead of a way out.
//
// The error names every file that couldn't be read, and no articles come with
// it. It is [ErrNoArticles] when there are none to read, and ctx's when ctx ends.
func ReadDir(ctx context.Context, fsys fs.FS) ([]Article, error) {
	return readDir(ctx, fsys, MaxArticles, MaxTotalBytes)
}

func readDir(ctx context.Context, fsys fs.FS, maxArticles, maxTotalBytes int) ([]Article, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("listing the articles: %w", err)
	}
	var articles []Article
	var bad []error
	total := 0
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("reading the articles: %w", err)
		}
		name := e.Name()
		if e.IsDir() || path.Ext(name) != ".txt" || strings.HasPrefix(name, ".") {
			continue
		}
		if len(articles)+len(bad) == maxArticles {
			return nil, fmt.Errorf("reading the articles: more than %d .txt files", maxArticles)
		}
		a, err := readFile(fsys, name)
		if err != nil {
			bad = append(bad, fmt.Errorf("reading article %q: %w", name, err))
			continue
		}
		if total += len(a.Text); total > maxTotalBytes {
			return nil, fmt.Errorf("reading the articles: more than %d bytes of text", maxTotalBytes)
		}
		articles = append(articles, a)
	}
	if len(bad) > 0 {
		return nil, errors.Join(bad...)
	}
	if len(articles) == 0 {
		return nil, ErrNoArticles
	}
	return articles, nil
}

func readFile(fsys fs.FS, name string) (Article, error) {
	// Ask before opening: opening a named pipe waits for its other end.
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return Article{}, err
	}
	if !info.Mode().IsRegular() {
		return Article{}, errors.New("not a regular file")
	}
	f, err := fsys.Open(name)
	if err != nil {
		return Article{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxArticleBytes+1))
	if err != nil {
		return Article{}, err
	}
	return parse(stem(name), data)
}

// stem is the id that a file gives its article.
func stem(name string) string { return strings.TrimSuffix(path.Base(name), ".txt") }
