package prompts

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInjectionsStayInTheFence plants each text of the collected injections in an
// article's heading, in sentences and in the question.
func TestInjectionsStayInTheFence(t *testing.T) {
	folder := filepath.Join(cmp.Or(os.Getenv("CUTTINGS_SHARED"), "../../shared"), "data", "injections")
	files, err := filepath.Glob(filepath.Join(folder, "*.jsonl*"))
	if err != nil || len(files) == 0 {
		t.Skipf("needs the injections in %s of the folder shared (or $CUTTINGS_SHARED)", filepath.Join("data", "injections"))
	}
	texts := 0
	for _, file := range files {
		for _, text := range payloads(t, file) {
			texts++
			p := Answer(text, []Article{{text, []string{text, "It rained."}}})
			checkUser(t, p.User, QuestionLine, []string{"# ", "[1] ", "[2] "})
			if p.System != Answer("", nil).System {
				t.Errorf("%q changes what the model is told", text)
			}
		}
	}
	if texts < 1000 {
		t.Errorf("only %d texts were read", texts)
	}
}

// payloads reads all strings of the fields that hold texts.
func payloads(t *testing.T, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	var out []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var row struct{ Text, System, User string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, text := range []string{row.Text, row.System, row.User} {
			if text != "" {
				out = append(out, text)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return out
}
