package library

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrNotFound says that there is no such thing in the library.
	ErrNotFound = errors.New("not found")
	// ErrInUse says that the library is open already, here or in another process.
	ErrInUse = errors.New("it is in use: one process at a time may work with it")
	// ErrFull says that the disk has no room. What failed left nothing behind, and
	// what was stored before is whole.
	ErrFull = errors.New("the disk is full")
	// ErrDamaged says that the file is no library, or no longer a whole one.
	ErrDamaged = errors.New("the file is damaged or is no library: put a backup in its place, or move it away to begin a new one")
	// ErrNewer says that a newer program wrote the file.
	ErrNewer = errors.New("a newer version of the program wrote it: use that one, or put an older backup in its place")
)

// fail says what was being done to which file, and names SQLite's failures that
// somebody can do something about.
func (l *Library) fail(doing string, err error) error {
	switch resultCode(err) {
	case sqlite3.SQLITE_FULL:
		err = fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		err = fmt.Errorf("%w (%w)", ErrDamaged, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		err = fmt.Errorf("this user must be able to write the file and its folder (%w)", err)
	}
	return fmt.Errorf("library %q: %s: %w", l.file, doing, err)
}

// resultCode is SQLite's primary result code of an error, or 0.
func resultCode(err error) int {
	var failure *sqlite.Error
	if errors.As(err, &failure) {
		return failure.Code() & 0xff
	}
	return 0
}
