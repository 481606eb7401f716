package library

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A clock stands still until it is set.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2022, 1, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
	return c.t
}

func openFile(tb testing.TB, file string, opts Options) *Library {
	tb.Helper()
	l, err := Open(tb.Context(), file, opts)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := l.Close(); err != nil {
			tb.Error(err)
		}
	})
	return l
}

// open opens a new library whose clock stands still.
func open(tb testing.TB) (*Library, *clock) {
	tb.Helper()
	c := newClock()
	return openFile(tb, filepath.Join(tb.TempDir(), "library.db"), Options{Now: c.now}), c
}

func TestOpenMakesFolderAndFileForTheUserAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other permissions")
	}
	folder := filepath.Join(t.TempDir(), "data", "bot")
	file := filepath.Join(folder, "library.db")
	l := openFile(t, file, Options{})
	if err := l.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{
		folder: 0o700 | os.ModeDir, filepath.Dir(folder): 0o700 | os.ModeDir,
		file: 0o600, file + "-wal": 0o600, file + "-shm": 0o600, file + ".lock": 0o600,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Error(err)
		} else if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
	}
}

func TestOpenTakesRightsOfOthersAway(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other permissions")
	}
	file := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	openFile(t, file, Options{})
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestOpenAgainKeepsWhatIsThere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "library.db")
	for want := range 3 {
		l, err := Open(t.Context(), file, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := l.Pending(t.Context()); n != want || err != nil {
			t.Errorf("Pending() = %d, %v; want %d", n, err, want)
		}
		if err := l.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
			t.Error(err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenTwice(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "library.db")
	first := openFile(t, file, Options{})
	names := []string{file, filepath.Join(folder, ".", "x", "..", "library.db")}
	if link := filepath.Join(folder, "link.db"); os.Symlink(file, link) == nil {
		names = append(names, link)
	}
	for _, name := range names {
		for range 2 { // the first failure must not let go of the lock
			if _, err := Open(t.Context(), name, Options{}); !errors.Is(err, ErrInUse) {
				t.Errorf("Open(%q) while it is open: %v, want ErrInUse", name, err)
			}
		}
	}
	if err := first.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
		t.Error("the first is harmed:", err)
	}
}

func TestOpenReadOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "library.db")
	if _, err := Open(t.Context(), file, Options{ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("opening what isn't there: %v, want ErrNotExist", err)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("it was made")
	}
	writer, err := Open(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	reader := openFile(t, file, Options{ReadOnly: true})
	if err := writer.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
		t.Error(err)
	}
	if n, err := reader.Pending(t.Context()); n != 1 || err != nil {
		t.Errorf("beside the writer: Pending() = %d, %v; want 1", n, err)
	}
	if err := reader.Enqueue(t.Context(), NewJob{Kind: "a"}); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("Enqueue of a reader: %v", err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	alone := openFile(t, file, Options{ReadOnly: true})
	if n, err := alone.Pending(t.Context()); n != 1 || err != nil {
		t.Errorf("without a writer: Pending() = %d, %v; want 1", n, err)
	}
}

func TestOpenNoLibrary(t *testing.T) {
	text := strings.Repeat("A file of something else. ", 100)
	whole := func(t *testing.T, file string) {
		l, err := Open(t.Context(), file, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			if err := l.Enqueue(t.Context(), NewJob{Kind: "a", Payload: make([]byte, 1000)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name string
		make func(t *testing.T, file string)
		want error
		says string
	}{
		{"text", func(t *testing.T, file string) { writeFile(t, file, []byte(text)) }, ErrDamaged, "backup"},
		{"short text", func(t *testing.T, file string) { writeFile(t, file, []byte("xy")) }, ErrDamaged, "backup"},
		{"another database", func(t *testing.T, file string) { execute(t, file, `CREATE TABLE notes(text)`) }, ErrDamaged, "something else"},
		{"another program's", func(t *testing.T, file string) { execute(t, file, `PRAGMA application_id = 1`) }, ErrDamaged, "something else"},
		{"newer", func(t *testing.T, file string) {
			whole(t, file)
			execute(t, file, `INSERT INTO goose_db_version(version_id, is_applied) VALUES(9, 1)`)
		}, ErrNewer, "layout is 9"},
		{"overwritten inside", func(t *testing.T, file string) {
			whole(t, file)
			f, err := os.OpenFile(file, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.WriteAt([]byte(strings.Repeat("damage", 10_000)), 40_000); err != nil {
				t.Fatal(err)
			}
		}, ErrDamaged, "backup"},
		{"cut off", func(t *testing.T, file string) {
			whole(t, file)
			if err := os.Truncate(file, 100_000); err != nil {
				t.Fatal(err)
			}
		}, ErrDamaged, "backup"},
		{"a folder", func(t *testing.T, file string) {
			if err := os.Mkdir(file, 0o700); err != nil {
				t.Fatal(err)
			}
		}, nil, "not a regular file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "library.db")
			test.make(t, file)
			before, _ := os.ReadFile(file)
			for _, opts := range []Options{{}, {ReadOnly: true}} {
				l, err := Open(t.Context(), file, opts)
				if err == nil {
					l.Close()
					if opts.ReadOnly { // which doesn't check the whole file
						continue
					}
				}
				if err == nil || test.want != nil && !errors.Is(err, test.want) {
					t.Fatalf("Open(%+v): %v, want %v", opts, err, test.want)
				}
				if !opts.ReadOnly && !strings.Contains(err.Error(), test.says) {
					t.Errorf("%q doesn't say %q", err, test.says)
				}
				if !strings.Contains(err.Error(), file) {
					t.Errorf("%q doesn't name the file", err)
				}
			}
			if after, _ := os.ReadFile(file); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOpenInNoFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "file")
	writeFile(t, folder, nil)
	if _, err := Open(t.Context(), filepath.Join(folder, "library.db"), Options{}); err == nil {
		t.Error("no error where a file stands in the folder's place")
	}
}

// A start that was cut off anywhere goes on at the next.
func TestOpenAfterHalfAnOpen(t *testing.T) {
	for _, begun := range []string{
		``,
		`PRAGMA application_id = 1129665612`,
		`PRAGMA application_id = 1129665612; PRAGMA journal_mode = WAL`,
		`PRAGMA application_id = 1129665612; CREATE TABLE goose_db_version(
			id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
			INSERT INTO goose_db_version(version_id, is_applied) VALUES(0, 1)`,
	} {
		file := filepath.Join(t.TempDir(), "library.db")
		execute(t, file, begun)
		l := openFile(t, file, Options{})
		if err := l.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
			t.Errorf("after %q: %v", begun, err)
		}
	}
}

func TestFullDisk(t *testing.T) {
	l, _ := open(t)
	var pages int
	if err := l.write.QueryRow(`PRAGMA page_count`).Scan(&pages); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		if err := l.write.QueryRow(`PRAGMA max_page_count = ` + strconv.Itoa(pages)).Scan(&pages); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 20)
	recorded, refused := 0, ""
	for refused == "" {
		key := strconv.Itoa(recorded)
		fresh, err := l.Record(t.Context(), []string{key}, NewJob{Kind: "a", Payload: make([]byte, 5000)})
		switch {
		case errors.Is(err, ErrFull) && !fresh && strings.Contains(err.Error(), "the disk is full"):
			refused = key
		case err != nil || !fresh:
			t.Fatalf("Record = %v, %v", fresh, err)
		default:
			recorded++
		}
	}
	if n, err := l.Pending(t.Context()); n != recorded || n == 0 || err != nil {
		t.Errorf("Pending() = %d, %v; want the %d that were recorded", n, err, recorded)
	}
	// What was refused is taken when there is room, as if it hadn't been offered.
	limit(pages + 1000)
	if fresh, err := l.Record(t.Context(), []string{refused}, NewJob{Kind: "a"}); !fresh || err != nil {
		t.Errorf("with room again: Record = %v, %v; want true", fresh, err)
	}
	if jobs, err := l.Claim(t.Context(), recorded+10); len(jobs) != recorded+1 || err != nil {
		t.Errorf("Claim gives %d jobs, %v; want %d", len(jobs), err, recorded+1)
	}
}

func TestBackup(t *testing.T) {
	l, _ := open(t)
	if err := l.Enqueue(t.Context(), NewJob{Kind: "a"}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "it's a copy?.db")
	if err := l.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("the copy: %v, %v; want mode 0600", info.Mode(), err)
	}
	restored := openFile(t, file, Options{})
	if n, err := restored.Pending(t.Context()); n != 1 || err != nil {
		t.Errorf("the copy: Pending() = %d, %v; want 1", n, err)
	}
	for _, there := range []string{file, l.file} {
		before, err := os.ReadFile(there)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Backup(t.Context(), there); !errors.Is(err, os.ErrExist) {
			t.Errorf("Backup over a file: %v, want ErrExist", err)
		}
		if after, _ := os.ReadFile(there); string(after) != string(before) {
			t.Errorf("Backup changed %q", there)
		}
	}
}

func TestCancelled(t *testing.T) {
	l, _ := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Record(ctx, []string{"a"}, NewJob{Kind: "a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Record: %v, want Canceled", err)
	}
	if _, err := l.Claim(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Claim: %v, want Canceled", err)
	}
	if _, err := l.Thread(ctx, "c", "t"); !errors.Is(err, context.Canceled) {
		t.Errorf("Thread: %v, want Canceled", err)
	}
	if fresh, err := l.Record(t.Context(), []string{"a"}, NewJob{Kind: "a"}); !fresh || err != nil {
		t.Errorf("Record after a cancelled one = %v, %v; want true", fresh, err)
	}
}

func writeFile(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// execute changes a database in ways that a library doesn't.
func execute(t *testing.T, file, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
}

// A power cut can't be tried here: what SQLite needs to survive one must be set.
func TestDurable(t *testing.T) {
	l, _ := open(t)
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "fullfsync": "1", "foreign_keys": "1", "busy_timeout": "5000",
	} {
		var got string
		if err := l.write.QueryRow(`PRAGMA ` + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
}

// openOld opens a file as it was after an earlier migration and what was done then.
func openOld(t *testing.T, layout int64, statements string) *Library {
	t.Helper()
	file := filepath.Join(t.TempDir(), "library.db")
	execute(t, file, `PRAGMA application_id = 1129665612`)
	db, err := connect(file, 1, writing)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	old, err := migrator(db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.UpTo(t.Context(), layout); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
	return openFile(t, file, Options{})
}

func TestOpenBeforePutOff(t *testing.T) {
	l := openOld(t, 1, `
		INSERT INTO jobs(kind, payload, created, due, attempts, cause) VALUES('a', x'', 1, 1, 3, 'because'), ('b', x'', 1, 2, 3, '')`)
	jobs, err := l.Claim(t.Context(), 9)
	if err != nil || len(jobs) != 2 || jobs[0].PutOff != 3 || jobs[1].PutOff != 0 {
		t.Errorf("Claim = %+v, %v", jobs, err)
	}
}

func TestOpenBeforeDigestsChanged(t *testing.T) {
	l := openOld(t, 2, `
		INSERT INTO digests(team, user, channel, topic, zone, days, hour, minute, created)
			VALUES('T1', 'U1', 'D1', '', 'UTC', 'daily', 8, 5, 1640908800000000), ('T1', 'U2', 'D2', '', 'UTC', 'daily', 17, 30, 1640908800000000);
		INSERT INTO events(key, at) VALUES('digest:1:2021-12-31', 7), ('digest:12:2021-12-31', 7), ('event:digest:2:2021-12-31', 7)`)
	all, err := l.AllDigests(t.Context())
	if err != nil || len(all) != 2 || !all[0].Changed.Equal(all[0].Created) || all[0].Created.IsZero() {
		t.Errorf("AllDigests = %+v, %v", all, err)
	}
	// What was sent isn't sent again for having another key now.
	for key, sent := range map[string]bool{"digest:1:2021-12-31:08:05": true, "digest:2:2021-12-31:17:30": false} {
		if fresh, err := l.Record(t.Context(), []string{key}, NewJob{Kind: "digest"}); fresh == sent || err != nil {
			t.Errorf("Record(%q) = %v, %v; want %v", key, fresh, err, !sent)
		}
	}
}
