//go:build unix

package library

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// A user who may not write the folder or the file is told so, and changes nothing.
// To root everything is writable: then a process of another user tries.
func TestUnwritable(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T, folder, file string)
	}{
		{"folder, no file", func(t *testing.T, folder, file string) {}},
		{"folder and file", func(t *testing.T, folder, file string) {
			openFile(t, file, Options{}).Close()
			for _, path := range []string{file, file + ".lock"} {
				if err := os.Chmod(path, 0o444); err != nil {
					t.Fatal(err)
				}
			}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			file := filepath.Join(folder, "library.db")
			test.make(t, folder, file)
			for _, path := range []string{filepath.Dir(folder), folder} {
				if err := os.Chmod(path, 0o555); err != nil {
					t.Fatal(err)
				}
				defer os.Chmod(path, 0o755)
			}
			said := openAsSomebody(t, file)
			if !strings.Contains(said, "permission denied") && !strings.Contains(said, "must be able to write the file and its folder") {
				t.Errorf("Open: %q", said)
			} else {
				t.Log(said)
			}
		})
	}
}

// openAsSomebody opens a library as a user other than root, and returns what the
// process says.
func openAsSomebody(t *testing.T, file string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), childFile+"="+file)
	if os.Getuid() == 0 {
		if runtime.GOOS != "linux" {
			t.Skip("root may write everything, and the test's binary may be out of another user's reach")
		}
		cmd.Path = "/proc/self/exe" // is in reach wherever it lies
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Error("it could be opened")
	}
	if len(out) == 0 {
		t.Skip("no process of another user can be started: ", err)
	}
	return string(out)
}
