package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"cuttings/retrieval"
	"cuttings/retrieval/embedding"
	"cuttings/retrieval/local"
	"cuttings/retrieval/measure"
)

// jsonRow are the scores of one question set.
type jsonRow struct {
	Set       string  `json:"set"`
	Language  string  `json:"language"`
	Unit      string  `json:"unit"` // what was to be found: "window" or "paragraph"
	Questions int     `json:"questions"`
	R1        float64 `json:"recall_at_1"`
	R5        float64 `json:"recall_at_5"`
	MRR10     float64 `json:"mrr_at_10"`
}

// evalRetrieval scores the search on the question sets in a folder: those named,
// which must be there, or else all that are.
func (a *app) evalRetrieval(ctx context.Context, dir string, names []string, json bool) error {
	for _, name := range names {
		if known := setNames(); !slices.Contains(known, name) {
			hint := fmt.Sprintf("the sets are %q", known)
			if n := nearest(name, known); n != "" {
				hint = fmt.Sprintf("did you mean %s?", n)
			}
			return badUsage(hint, "unknown question set %q", name)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return &hinted{fmt.Errorf("opening the question sets: %w", err), "--retrieval takes the folder that holds them"}
	}
	defer root.Close()
	model, err := embedding.Bundled()
	if err != nil {
		return err
	}
	if !json {
		if err := a.print(measure.Header + "\n"); err != nil {
			return err
		}
	}
	for _, source := range measure.Sources() {
		if len(names) > 0 && !slices.Contains(names, setName(source)) {
			continue
		}
		set, err := source.Load(root.FS())
		if errors.Is(err, fs.ErrNotExist) && len(names) == 0 {
			a.console.warn(err)
			continue
		}
		if err != nil {
			return err
		}
		rows, err := a.measure(ctx, model, set, setName(source))
		if err != nil {
			return err
		}
		for _, row := range rows {
			if json {
				err = a.printJSON(jsonRow(row))
			} else {
				err = a.print(row.String() + "\n")
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// measure scores one set.
func (a *app) measure(ctx context.Context, model *embedding.Model, set measure.Set, name string) ([]measure.Row, error) {
	var index *local.Index
	build := func(ctx context.Context, texts []string) (measure.Ranker, error) {
		vectors, err := embed(ctx, a.settings, a.console, model, texts)
		if err != nil {
			return nil, err
		}
		if index, err = buildIndex(ctx, texts, vectors); err != nil {
			return nil, err
		}
		return ranker{&retrieval.Ranker{Texts: retrieval.Split(texts), Index: index, Model: model}}, nil
	}
	defer func() {
		if index != nil {
			index.Close()
		}
	}()
	return measure.Measure(ctx, set, retrieval.WindowSize, build, a.console.progress("Searching "+name))
}

// A ranker is the program's own ranking, as package measure wants it.
type ranker struct{ *retrieval.Ranker }

func (r ranker) Rank(ctx context.Context, question string, k int) ([]int, error) {
	return r.IDs(ctx, question, k)
}

// setName is what the command line calls a set.
func setName(s measure.Source) string {
	if s.Name == "xquad" {
		return s.Name + "/" + s.Language
	}
	return s.Name
}

func setNames() []string {
	var names []string
	for _, s := range measure.Sources() {
		names = append(names, setName(s))
	}
	return names
}
