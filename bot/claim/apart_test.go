package claim

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestTrainingApart holds that no claim or question written for training is on a report
// that claims are measured on.
func TestTrainingApart(t *testing.T) {
	type source struct{ URL string }
	measured := map[string]string{} // folder by address
	files, err := filepath.Glob("testdata/*/SOURCE.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var reports []source
		if err := json.Unmarshal(data, &reports); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, r := range reports {
			measured[r.URL] = filepath.Dir(file)
		}
	}
	if len(measured) < 150 {
		t.Fatalf("only %d reports have their address in a SOURCE.json", len(measured))
	}
	for _, name := range []string{"claims", "written"} {
		f, err := os.Open("../../retrieval/reader/train/" + name + ".jsonl.gz")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for dec := json.NewDecoder(lines); dec.More(); seen++ {
			var r source
			if err := dec.Decode(&r); err != nil {
				t.Fatalf("%s, line %d: %v", name, seen+1, err)
			}
			if folder, ok := measured[r.URL]; ok {
				t.Fatalf("%s, line %d, is on a report of %s: %s", name, seen+1, folder, r.URL)
			}
		}
		if seen < 1000 {
			t.Errorf("%s: only %d lines", name, seen)
		}
	}
}
