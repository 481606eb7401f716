package library

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// child opens the library in file, records three events, claims two, finishes one,
// says so, and holds the library until its input ends.
func child(file string) int {
	ctx := context.Background()
	l, err := Open(ctx, file, Options{})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	for event := range 3 {
		if _, err := record(ctx, l, event); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	jobs, err := l.Claim(ctx, 2)
	if err == nil {
		err = l.Finish(ctx, jobs[0].ID)
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	fmt.Println("claimed")
	io.Copy(io.Discard, os.Stdin)
	return 0
}

// A process is killed (SIGKILL) between claiming a job and finishing it. The library
// is free at once, and the job is due again; what was finished and what was recorded
// stay so.
func TestKill(t *testing.T) {
	file := filepath.Join(t.TempDir(), "library.db")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), childFile+"="+file)
	if _, err := cmd.StdinPipe(); err != nil { // kept open
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said, err := bufio.NewReader(out).ReadString('\n')
	if said != "claimed\n" {
		t.Errorf("the process says %q, %v", said, err)
	}
	if _, err := Open(t.Context(), file, Options{}); !errors.Is(err, ErrInUse) {
		t.Errorf("Open beside the process: %v, want ErrInUse", err)
	}
	looking, err := Open(t.Context(), file, Options{ReadOnly: true})
	if err != nil {
		t.Error(err)
	} else {
		if n, err := looking.Pending(t.Context()); n != 2 || err != nil {
			t.Errorf("beside the process: Pending() = %d, %v; want 2", n, err)
		}
		looking.Close()
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the process ended by itself")
	}

	l := openFile(t, file, Options{})
	if n, err := l.Release(t.Context()); n != 1 || err != nil {
		t.Errorf("Release() = %d, %v; want 1", n, err)
	}
	for event := range 3 {
		if fresh, err := record(t.Context(), l, event); fresh || err != nil {
			t.Errorf("event %d offered again: Record = %v, %v; want false", event, fresh, err)
		}
	}
	jobs, err := l.Claim(t.Context(), 9)
	var got []string
	for _, j := range jobs {
		got = append(got, fmt.Sprintf("%s, attempt %d", j.Payload, j.Attempts))
	}
	if fmt.Sprint(got) != "[1, attempt 2 2, attempt 1]" || err != nil {
		t.Errorf("Claim gives %q, %v", got, err)
	}
}
