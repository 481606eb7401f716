package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cuttings/bot/llm/llmtest"
)

// vectorCache is the file of a cache that outlives the tests, so that articles are
// embedded once.
func vectorCache() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "cuttings", "vectors.db"), nil
}

// overScript runs the whole program, in this process, with a double of a model
// server that plays the script; stdin is a line for each question. It returns what
// is printed as JSON, a reply for each question.
func overScript(t *testing.T, script llmtest.Script, questions []string, flags ...string) ([]jsonReply, *llmtest.Server) {
	t.Helper()
	server := llmtest.Start(script)
	t.Cleanup(server.Close)
	cache, err := vectorCache()
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"CUTTINGS_MODEL_URL": server.URL, "CUTTINGS_MODEL": llmtest.Model, "CUTTINGS_MODEL_KEY": server.Key,
		"CUTTINGS_CACHE": cache,
	}
	getenv := func(name string) string { return env[name] }
	var out, errOut bytes.Buffer
	a := &app{
		in: strings.NewReader(strings.Join(questions, "\n") + "\n"), out: &out, errOut: &errOut,
		getenv: getenv, now: time.Now, open: opening(getenv),
	}
	status := a.run(t.Context(), append([]string{"ask", "--json", "-"}, flags...))
	if status != exitOK && status != exitFailure || errOut.Len() > 0 {
		t.Fatalf("exit status %d, %s", status, errOut.String())
	}
	var replies []jsonReply
	for dec := json.NewDecoder(&out); dec.More(); {
		var r jsonReply
		if err := dec.Decode(&r); err != nil {
			t.Fatal(err)
		}
		replies = append(replies, r)
	}
	if len(replies) != len(questions) {
		t.Fatalf("%d replies to %d questions", len(replies), len(questions))
	}
	return replies, server
}

// A writtenAnswer is a line of testdata/model/claims.jsonl: claims written by hand
// for a question, and false ones, each with the way in which it is false.
type writtenAnswer struct {
	ID, Question string
	True         []writtenClaim
	False        []writtenClaim
}

type writtenClaim struct {
	Text string
	From []string // pieces of the sentences that it names
	Kind string   // of a false one
}

func writtenAnswers(t *testing.T) []writtenAnswer {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "model", "claims.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []writtenAnswer
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var w writtenAnswer
		if err := json.Unmarshal(lines.Bytes(), &w); err != nil {
			t.Fatal(err)
		}
		out = append(out, w)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// lines are the claims as a script plays them, by question.
func scriptLines(answers []writtenAnswer, of func(writtenAnswer) []writtenClaim) map[string][]llmtest.Line {
	out := map[string][]llmtest.Line{}
	for _, w := range answers {
		for _, c := range of(w) {
			out[w.Question] = append(out[w.Question], llmtest.Line{Text: c.Text, From: c.From})
		}
	}
	return out
}
