package local

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// ErrDamaged is in the error of a [Cache] whose file is no vector cache, or no
// longer a whole one. A cache holds nothing that can't be made again.
var ErrDamaged = errors.New("the file is damaged or is no vector cache")

// A Cache is a file of vectors by model and text. Several goroutines and
// several processes may use one file at once.
type Cache struct {
	db   *sql.DB
	path string
	opts CacheOptions
}

// CacheOptions are a cache's settings. The zero value holds the defaults.
type CacheOptions struct {
	// MaxBytes is how much the file may hold before the vectors that were not
	// used for longest go; 0 means 1 GiB, about 500,000 vectors of 384 numbers.
	MaxBytes int64
	// Now tells the time of use; nil means [time.Now].
	Now func() time.Time
}

const (
	defaultMaxBytes = 1 << 30
	// busyTimeout is how long a process waits for another one's write.
	busyTimeout = 5 * time.Second
	busyPause   = 10 * time.Millisecond
	// useGrain is how exactly the time of last use is kept: reading writes
	// nothing if that was written less long ago.
	useGrain = 24 * time.Hour
)

// The file says in SQLite's header what it is: "CUTV" and the layout's version.
const (
	applicationID = 0x43555456
	layoutVersion = 1
)

// id is the first 8 bytes of digest, the SHA-256 of model and text. used is in
// Unix seconds. crc is the CRC-32C of vector, which is float32 in little endian.
const layout = `
	CREATE TABLE vectors(
		id INTEGER PRIMARY KEY, digest BLOB NOT NULL, used INTEGER NOT NULL, crc INTEGER NOT NULL, vector BLOB NOT NULL
	) STRICT;
	CREATE INDEX vectors_used ON vectors(used)`

// OpenCache opens the cache in the file at path, and makes it and its folder
// where they don't exist, for the user alone.
func OpenCache(ctx context.Context, path string, opts CacheOptions) (*Cache, error) {
	opts.MaxBytes = cmp.Or(opts.MaxBytes, defaultMaxBytes)
	if opts.Now == nil {
		opts.Now = time.Now
	}
	c := &Cache{path: path, opts: opts}
	if err := c.open(ctx); err != nil {
		return nil, c.error("opening", err)
	}
	return c, nil
}

func (c *Cache) open(ctx context.Context) error {
	path, err := filepath.Abs(c.path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	// SQLite would make the file readable for all. Its other files get the mode
	// of this one.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if c.db, err = sql.Open("sqlite", dataSource(path)); err != nil {
		return err
	}
	c.db.SetMaxOpenConns(1)
	if err := c.prepare(ctx); err != nil {
		c.db.Close()
		return err
	}
	return nil
}

// dataSource names the database at an absolute path, with what each of its
// connections must set.
func dataSource(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	query := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()), "synchronous(NORMAL)"},
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}).String()
}

// prepare makes sure that the database has the tables. Another process may be
// doing the same.
func (c *Cache) prepare(ctx context.Context) error {
	if known, err := recognise(ctx, c.db); known || err != nil {
		return err
	}
	if err := c.useWAL(ctx); err != nil {
		return err
	}
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if known, err := recognise(ctx, tx); known || err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf(`%s; PRAGMA application_id = %d; PRAGMA user_version = %d`,
		layout, applicationID, layoutVersion))
	if err != nil {
		return err
	}
	return tx.Commit()
}

// useWAL sets the journal's mode, which the file keeps. SQLite doesn't wait for
// busyTimeout here: it holds a read lock already when it asks for the write
// lock, so a second process that opens the new file at once would fail.
func (c *Cache) useWAL(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, busyTimeout)
	defer cancel()
	for {
		_, err := c.db.ExecContext(ctx, `PRAGMA journal_mode = WAL`)
		if resultCode(err) != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(busyPause):
		}
	}
}

// recognise reports whether db is a vector cache; false means that it is empty.
func recognise(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) (bool, error) {
	var application, version, tables int
	err := db.QueryRowContext(ctx, `
		SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&application, &version, &tables)
	switch {
	case err != nil:
		return false, err
	case application == applicationID && version == layoutVersion:
		return true, nil
	case application == applicationID:
		return false, fmt.Errorf("layout %d, this program reads %d", version, layoutVersion)
	case application == 0 && tables == 0:
		return false, nil
	default:
		return false, ErrDamaged
	}
}

// Close closes the file.
func (c *Cache) Close() error {
	if err := c.db.Close(); err != nil {
		return c.error("closing", err)
	}
	return nil
}

// Get returns the vectors that model gave for texts, nil where the cache has
// none. If only noting that they were used fails, it returns them and an error.
func (c *Cache) Get(ctx context.Context, model string, texts []string) ([][]float32, error) {
	vectors, err := c.get(ctx, model, texts)
	if err != nil {
		return vectors, c.error("reading", err)
	}
	return vectors, nil
}

func (c *Cache) get(ctx context.Context, model string, texts []string) ([][]float32, error) {
	keys := make([]key, len(texts))
	wanted := make([]int64, len(texts))
	for i, text := range texts {
		keys[i] = keyOf(model, text)
		wanted[i] = keys[i].id()
	}
	slices.Sort(wanted) // the file's order
	rows, err := c.db.QueryContext(ctx,
		`SELECT id, digest, used, crc, vector FROM vectors WHERE id IN (SELECT value FROM json_each(?))`, jsonArray(wanted))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make(map[key][]float32)
	now := c.opts.Now()
	var stale []int64
	for rows.Next() {
		var (
			id, used       int64
			crc            uint32
			digest, vector sql.RawBytes
		)
		if err := rows.Scan(&id, &digest, &used, &crc, &vector); err != nil {
			return nil, err
		}
		// A row that doesn't add up is as good as none.
		if len(digest) == sha256.Size && crc32.Checksum(vector, castagnoli) == crc {
			found[key(digest)] = decodeVector(vector)
		}
		if now.Sub(time.Unix(used, 0)) > useGrain {
			stale = append(stale, id)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	vectors := make([][]float32, len(texts))
	for i, k := range keys {
		vectors[i] = found[k]
	}
	if len(stale) > 0 {
		_, err = c.db.ExecContext(ctx,
			`UPDATE vectors SET used = ? WHERE id IN (SELECT value FROM json_each(?))`, now.Unix(), jsonArray(stale))
	}
	return vectors, err
}

// Put keeps the vectors that model gave for texts, all or none of them, in
// place of earlier ones. When the file has grown too large, those that were not
// used for longest go.
func (c *Cache) Put(ctx context.Context, model string, texts []string, vectors [][]float32) error {
	if len(texts) != len(vectors) {
		return c.error("writing", fmt.Errorf("%d texts and %d vectors", len(texts), len(vectors)))
	}
	if err := c.put(ctx, model, texts, vectors); err != nil {
		return c.error("writing", err)
	}
	return nil
}

func (c *Cache) put(ctx context.Context, model string, texts []string, vectors [][]float32) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, `
		INSERT OR REPLACE INTO vectors(id, digest, used, crc, vector) VALUES(?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	now := c.opts.Now().Unix()
	for i, text := range texts {
		k, vector := keyOf(model, text), encodeVector(vectors[i])
		_, err := insert.ExecContext(ctx, k.id(), k[:], now, crc32.Checksum(vector, castagnoli), vector)
		if err != nil {
			return err
		}
	}
	if err := c.prune(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// prune leaves the file an eighth below its limit, so that the next writes
// needn't prune again.
func (c *Cache) prune(ctx context.Context, tx *sql.Tx) error {
	var size int64
	err := tx.QueryRowContext(ctx, `
		SELECT (page_count - freelist_count) * page_size
		FROM pragma_page_count, pragma_freelist_count, pragma_page_size`).Scan(&size)
	if err != nil || size <= c.opts.MaxBytes {
		return err
	}
	excess := float64(size-c.opts.MaxBytes/8*7) / float64(size)
	_, err = tx.ExecContext(ctx, `
		DELETE FROM vectors WHERE id IN (
			SELECT id FROM vectors ORDER BY used, id LIMIT ceil((SELECT count(*) FROM vectors) * ?))`, excess)
	return err
}

// error says what was being done to which file, and that it is damaged where
// SQLite says so.
func (c *Cache) error(doing string, err error) error {
	switch resultCode(err) {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		err = fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return fmt.Errorf("%s the vector cache %q: %w", doing, c.path, err)
}

// resultCode is SQLite's primary result code of an error, or 0.
func resultCode(err error) int {
	var failure *sqlite.Error
	if errors.As(err, &failure) {
		return failure.Code() & 0xff
	}
	return 0
}

// A key is what a text's vector by one model is filed under.
type key [sha256.Size]byte

func keyOf(model, text string) key {
	h := sha256.New()
	// Lengths first, so that no two pairs run together to the same bytes.
	fmt.Fprintf(h, "%d %d ", len(model), len(text))
	io.WriteString(h, model)
	io.WriteString(h, text)
	return key(h.Sum(nil))
}

// id is a row's number. Should two keys begin alike, the later one is kept.
func (k key) id() int64 { return int64(binary.BigEndian.Uint64(k[:])) }

// jsonArray is how a list of numbers goes into a statement: json_each reads it.
func jsonArray(numbers []int64) string {
	text := []byte{'['}
	for i, n := range numbers {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(text, n, 10)
	}
	return string(append(text, ']'))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func encodeVector(v []float32) []byte {
	b := make([]byte, 0, 4*len(v))
	for _, f := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
	}
	return b
}

func decodeVector(b []byte) []float32 {
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v
}
