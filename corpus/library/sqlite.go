package library

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver
)

// applicationID stands in SQLite's header and says what the file is: "CUTL".
const applicationID = 0x4355544c

// migrations make the tables, and bring them up to date; what was released is never
// edited.
//
//go:embed migrations/*.sql
var migrations embed.FS

// Settings of a connection. A reader, or a copy being made by another process, may
// hold a lock for a moment: busy_timeout waits for it. FULL and fullfsync (macOS)
// bring a commit to the disk before it is acknowledged, so that it survives a power
// cut too. An immediate transaction takes the write lock at its beginning: one that
// begins by reading could not wait for it later.
var (
	writing = url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "synchronous(FULL)", "fullfsync(1)", "foreign_keys(1)"},
	}
	reading = url.Values{
		"mode":    {"ro"},
		"_pragma": {"busy_timeout(5000)"},
	}
)

// connect opens the database at an absolute path.
func connect(path string, connections int, settings url.Values) (*sql.DB, error) {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: settings.Encode()}).String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// prepare makes sure that db is a whole library with this program's tables. It
// changes nothing that isn't one.
func prepare(ctx context.Context, db *sql.DB) error {
	provider, err := migrator(db)
	if err != nil {
		return err
	}
	current, target, err := layout(ctx, db, provider)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("%w: its layout is %d, and this program knows %d", ErrNewer, current, target)
	}
	if err := check(ctx, db); err != nil {
		return err
	}
	if current == 0 {
		if _, err := db.ExecContext(ctx, fmt.Sprintf(`PRAGMA application_id = %d`, applicationID)); err != nil {
			return err
		}
	}
	if _, err := db.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bringing it from layout %d to %d: %w", current, target, err)
	}
	return nil
}

// inspect is prepare for those who change nothing.
func inspect(ctx context.Context, db *sql.DB) error {
	provider, err := migrator(db)
	if err != nil {
		return err
	}
	current, target, err := layout(ctx, db, provider)
	switch {
	case err != nil:
		return err
	case current > target:
		return fmt.Errorf("%w: its layout is %d, and this program knows %d", ErrNewer, current, target)
	case current < target:
		return fmt.Errorf("an older program wrote it (layout %d, this program's is %d): open it for writing once", current, target)
	default:
		return nil
	}
}

func migrator(db *sql.DB) (*goose.Provider, error) {
	sources, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, sources, goose.WithDisableGlobalRegistry(true))
}

// layout is the number of the last migration that was applied to db, 0 for a new
// file, and of the last that there is.
func layout(ctx context.Context, db *sql.DB, provider *goose.Provider) (current, target int64, err error) {
	sources := provider.ListSources()
	target = sources[len(sources)-1].Version
	var application, tables, versions int
	err = db.QueryRowContext(ctx, `
		SELECT application_id, (SELECT count(*) FROM sqlite_schema),
			(SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version')
		FROM pragma_application_id`).Scan(&application, &tables, &versions)
	switch {
	case err != nil:
		return 0, 0, err
	case application == 0 && tables == 0:
		return 0, target, nil
	case application != applicationID:
		return 0, 0, fmt.Errorf("%w: it is a database of something else", ErrDamaged)
	case versions == 0:
		return 0, target, nil
	}
	err = db.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`).Scan(&current)
	return current, target, err
}

// check reads the whole file: 40 ms for 64 MB in the system's cache (BenchmarkOpen).
func check(ctx context.Context, db *sql.DB) error {
	var found string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, found)
	}
	return nil
}

// change runs f in a transaction: all that it did stays, or nothing.
func (l *Library) change(ctx context.Context, doing string, f func(tx *sql.Tx) error) error {
	if l.write == nil {
		return l.fail(doing, errors.New("it is open for reading only"))
	}
	if err := transact(ctx, l.write, f); err != nil {
		return l.fail(doing, err)
	}
	return nil
}

func transact(ctx context.Context, db *sql.DB, f func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// affected is how many rows a statement changed.
func affected(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// one says that a statement changed a row, or else ErrNotFound.
func one(result sql.Result, err error) error {
	n, err := affected(result, err)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return err
}

// blob is data as it is stored: nil is empty, not NULL.
func blob(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}

// scanOne reads a row into fields, or says ErrNotFound.
func scanOne(row *sql.Row, fields []any) error {
	err := row.Scan(fields...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// scanAll reads each row into the fields of a T.
func scanAll[T any](rows *sql.Rows, err error, fields func(*T) []any) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var t T
		if err := rows.Scan(fields(&t)...); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, rows.Err()
}

// micros is a time as it is stored: NULL for none.
func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// A stamp scans what micros stored.
type stamp struct{ to *time.Time }

func (s stamp) Scan(stored any) error {
	switch v := stored.(type) {
	case nil:
		*s.to = time.Time{}
	case int64:
		*s.to = time.UnixMicro(v).UTC()
	default:
		return fmt.Errorf("a time is stored as %T", stored)
	}
	return nil
}
