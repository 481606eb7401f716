package corpus

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
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
		id, _ := ArticleID(path.Base(name))
		a, err := Parse(id, data)
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	return articles, nil
}

// ReadDir reads the .txt files at the top of fsys, sorted by name; an article's
// id is its file's stem. Hidden files, other files and folders are passed over, and
// so are files without text, whose names are returned. Hand it an [os.Root]'s FS,
// and a symbolic link that leads out of the folder is an error instead of a way out.
//
// The error names every file that couldn't be read, in [FileErrors], and no articles
// come with it. It is [ErrNoArticles] when there are none to read, and ctx's when
// ctx ends.
func ReadDir(ctx context.Context, fsys fs.FS) (articles []Article, empty []string, err error) {
	return readDir(ctx, fsys, MaxArticles, MaxTotalBytes)
}

func readDir(ctx context.Context, fsys fs.FS, maxArticles, maxTotalBytes int) (articles []Article, empty []string, err error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, fmt.Errorf("listing the articles: %w", err)
	}
	var bad FileErrors
	files := map[string]string{} // by id
	total := 0
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return nil, nil, fmt.Errorf("reading the articles: %w", err)
		}
		name := e.Name()
		id, isArticle := ArticleID(name)
		if e.IsDir() || !isArticle {
			continue
		}
		if len(articles)+len(bad) == maxArticles {
			return nil, nil, fmt.Errorf("reading the articles: more than %d .txt files", maxArticles)
		}
		a, err := readFile(fsys, name, id)
		if errors.Is(err, errNoText) {
			empty = append(empty, name)
			continue
		}
		if other := files[a.ID]; err == nil && other != "" {
			err = &advised{fmt.Errorf("%q has the same name but for the ending's letters", other), "give each file a name of its own"}
		}
		if err != nil {
			bad = append(bad, fmt.Errorf("reading article %q: %w", name, err))
			continue
		}
		if total += len(a.Text); total > maxTotalBytes {
			return nil, nil, fmt.Errorf("reading the articles: more than %d bytes of text", maxTotalBytes)
		}
		files[a.ID] = name
		articles = append(articles, a)
	}
	switch {
	case len(bad) > 0:
		return nil, nil, bad
	case len(articles) > 0:
		return articles, empty, nil
	case len(empty) > 0:
		return nil, empty, fmt.Errorf("%w but empty ones", ErrNoArticles)
	}
	return nil, nil, ErrNoArticles
}

// ArticleID is the id of the article that a file of this name holds, the file's stem;
// false if it isn't read as one: only .txt files are that aren't hidden.
func ArticleID(name string) (id string, ok bool) {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext), strings.EqualFold(ext, ".txt") && !strings.HasPrefix(name, ".")
}

func readFile(fsys fs.FS, name, id string) (Article, error) {
	// Ask before opening: opening a named pipe waits for its other end.
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return Article{}, unopened(fsys, name, err)
	}
	if !info.Mode().IsRegular() {
		return Article{}, &advised{errors.New("not a regular file"), "move what isn't a regular file (a pipe, a device, a folder) out of the folder of articles"}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return Article{}, unopened(fsys, name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxArticleBytes+1))
	if err != nil {
		return Article{}, err
	}
	return parse(id, data)
}

// unopened adds to the error of a file that can't be opened what to do about it.
func unopened(fsys fs.FS, name string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return &advised{err, "make files that may not be read readable, or move them elsewhere"}
	}
	if info, e := fs.Lstat(fsys, name); e == nil && info.Mode()&fs.ModeSymlink != 0 {
		return &advised{err, "remove links that lead nowhere, in a circle or out of the folder of articles, or put the files themselves in their place"}
	}
	return err
}

// FileErrors are the files of a folder that couldn't be read, with why.
type FileErrors []error

func (e FileErrors) Error() string { return errors.Join(e...).Error() }

func (e FileErrors) Unwrap() []error { return e }

// Hint says what to do, a line for each kind of trouble.
func (e FileErrors) Hint() string {
	var hints []string
	for _, err := range e {
		var a *advised
		if errors.As(err, &a) && !slices.Contains(hints, a.hint) {
			hints = append(hints, a.hint)
		}
	}
	return strings.Join(hints, "\n")
}

// An advised error says what to do about any file that has it.
type advised struct {
	error
	hint string
}

func (e *advised) Unwrap() error { return e.error }

// Hint is the advice.
func (e *advised) Hint() string { return e.hint }
