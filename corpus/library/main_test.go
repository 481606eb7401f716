package library

import (
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"modernc.org/sqlite"
)

// childFile is the variable of the environment that makes the test binary a process
// that holds a library: see child.
const childFile = "CUTTINGS_TEST_LIBRARY"

// watched are the crashes by the name of the file that they are of. The driver's
// hooks are for all connections of the process.
var watched sync.Map

func TestMain(m *testing.M) {
	if file := os.Getenv(childFile); file != "" {
		os.Exit(child(file))
	}
	sqlite.RegisterConnectionHook(watch)
	os.Exit(m.Run())
}

func watch(conn sqlite.ExecQuerierContext, dsn string) error {
	u, err := url.Parse(dsn)
	if err != nil {
		return err
	}
	if c, ok := watched.Load(filepath.Base(u.Path)); ok && u.Query().Get("mode") != "ro" {
		hooks := conn.(sqlite.HookRegisterer)
		hooks.RegisterPreUpdateHook(func(sqlite.SQLitePreUpdateData) { c.(*crashes).keep() })
		hooks.RegisterCommitHook(func() int32 { c.(*crashes).keep(); return 0 })
	}
	return nil
}
