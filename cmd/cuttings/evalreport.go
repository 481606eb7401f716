package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"cuttings/bot/score/report"
)

// writeReport writes the page on an evaluation to index.html in dir, which it
// makes if need be.
func writeReport(dir string, e report.Evaluation) error {
	var page bytes.Buffer
	if err := report.Write(&page, e); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("making the folder of the report: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), page.Bytes(), 0o666); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}
