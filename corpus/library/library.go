package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A Library is an open file. Several goroutines may use it at once.
type Library struct {
	file string
	now  func() time.Time
	// write has one connection, which puts the changes in a line; it is nil when
	// the library is open for reading only.
	write *sql.DB
	read  *sql.DB
	lock  *lock
}

// Options are a library's settings. The zero value holds the defaults.
type Options struct {
	// Now tells the time, which is kept to the microsecond; nil means [time.Now].
	Now func() time.Time
	// ReadOnly looks on without changing anything, also while another process has
	// the file open. Every method that would change something fails.
	ReadOnly bool
}

// readers is how many queries may run at once.
const readers = 4

// Open opens the library in file. It makes the file, and its folder, where they
// don't exist, unless opts.ReadOnly, and brings the tables of an older program up
// to date.
//
// The error is [ErrInUse] at once where another Library has the file open, in this
// process or another one; [ErrNewer] where a newer program wrote it; [ErrDamaged]
// where it is no library or not a whole one. What is in the file stays as it is then.
func Open(ctx context.Context, file string, opts Options) (*Library, error) {
	l := &Library{file: file, now: opts.Now}
	if l.now == nil {
		l.now = time.Now
	}
	open := l.open
	if opts.ReadOnly {
		open = l.openReadOnly
	}
	if err := open(ctx); err != nil {
		l.Close() // the error that led here says more
		return nil, l.fail("opening", err)
	}
	return l, nil
}

func (l *Library) open(ctx context.Context) error {
	path, err := makeFolder(l.file)
	if err != nil {
		return err
	}
	if l.lock, err = acquire(ctx, path+".lock"); err != nil {
		return err
	}
	if err := makeFile(path); err != nil {
		return err
	}
	if l.write, err = connect(path, 1, writing); err != nil {
		return err
	}
	if err := prepare(ctx, l.write); err != nil {
		return err
	}
	l.read, err = connect(path, readers, reading)
	return err
}

func (l *Library) openReadOnly(ctx context.Context) error {
	path, err := filepath.Abs(l.file)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil { // SQLite wouldn't say which it is
		return err
	}
	if l.read, err = connect(path, readers, reading); err != nil {
		return err
	}
	return inspect(ctx, l.read)
}

// Close closes the file and lets others open it. To close it again does nothing.
func (l *Library) Close() error {
	var errs []error
	for _, db := range []*sql.DB{l.read, l.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if l.lock != nil {
		errs = append(errs, l.lock.release())
	}
	if err := errors.Join(errs...); err != nil {
		return l.fail("closing", err)
	}
	return nil
}

// makeFolder gives file's absolute path without symbolic links, so that the file
// has one lock whatever it is called, and makes its folder.
func makeFolder(file string) (string, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		return target, nil
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, filepath.Base(path)), nil
}

// makeFile makes sure that there is a file at path, for the user alone. It doesn't
// open one that is there: closing it would let go of the locks that SQLite may hold
// on it for this process.
func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		return f.Close()
	}
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%q is not a regular file", path)
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if err := os.Chmod(path, 0o600); !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil // it is another user's, who decides on its mode
}
