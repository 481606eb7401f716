package library

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a copy of the library, as it is at one moment, to a new file, for the
// user alone. It goes on beside everything else, on a library that is open for
// reading only too. Nothing of a copy that fails is left.
func (l *Library) Backup(ctx context.Context, file string) error {
	if err := l.backup(ctx, file); err != nil {
		return l.fail(fmt.Sprintf("copying it to %q", file), err)
	}
	return nil
}

func (l *Library) backup(ctx context.Context, file string) (err error) {
	if file, err = filepath.Abs(file); err != nil { // or SQLite may read it as a URI
		return err
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		f.Close()
		if err != nil {
			os.Remove(file)
		}
	}()
	if _, err := l.read.ExecContext(ctx, `VACUUM INTO ?`, file); err != nil {
		return err
	}
	return f.Sync()
}
