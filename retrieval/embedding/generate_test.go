package embedding

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestNEONGenerated(t *testing.T) {
	for _, tool := range []string{"python3", "aarch64-linux-gnu-as", "aarch64-linux-gnu-objdump"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("needs %s (Debian: binutils-aarch64-linux-gnu): %v", tool, err)
		}
	}
	out := filepath.Join(t.TempDir(), "kernel_arm64.s")
	if text, err := exec.Command("python3", "neon/generate.py", "--out", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	want, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("kernel_arm64.s")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("kernel_arm64.s isn't what neon/generate.py makes of neon/kernel.asm")
	}
}
