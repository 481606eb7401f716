package library

import (
	"context"
	"database/sql"
	"errors"

	sqlite3 "modernc.org/sqlite/lib"
)

// A lock keeps other processes from opening the same library. It is SQLite's own
// exclusive lock on an empty database beside it, which works alike on every system
// and is gone with the process. (On the library itself such a lock would keep out
// this process's readers.) The file stays: removing it would let two processes hold
// the locks of two files of the same name.
type lock struct {
	db   *sql.DB
	conn *sql.Conn
}

// acquire takes the lock in the file at path, or fails with ErrInUse at once.
func acquire(ctx context.Context, path string) (*lock, error) {
	if err := makeFile(path); err != nil {
		return nil, err
	}
	db, err := connect(path, 1, nil)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, `BEGIN EXCLUSIVE`)
	}
	if err != nil {
		if resultCode(err) == sqlite3.SQLITE_BUSY {
			err = ErrInUse
		}
		return nil, errors.Join(err, (&lock{db, conn}).release())
	}
	return &lock{db, conn}, nil
}

func (l *lock) release() error {
	var err error
	if l.conn != nil {
		if err = l.conn.Close(); errors.Is(err, sql.ErrConnDone) { // closed before
			err = nil
		}
	}
	return errors.Join(err, l.db.Close())
}
