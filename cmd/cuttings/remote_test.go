package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"cuttings/bot/llm/llmtest"
	"cuttings/corpus"
)

// TestServeLogsTheModel: whoever runs the bot learns of each call to the language
// model how it went, but neither the key nor the question.
func TestServeLogsTheModel(t *testing.T) {
	const question = "What did Ushakov say about sanctions?"
	cache, err := vectorCache()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		script llmtest.Script
		want   []string
	}{
		{"answers", llmtest.Quoting(1), []string{"level=INFO", `"the language model answered"`, "prompt_tokens=", "took="}},
		{"fails", func(r llmtest.Request) llmtest.Reply {
			return llmtest.Reply{Status: http.StatusBadRequest, Content: "out of order: " + r.Asked}
		}, []string{"level=WARN", `kind=rejected`, "status=400", "out of order"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := llmtest.Start(c.script)
			defer server.Close()
			env := map[string]string{"CUTTINGS_MODEL_URL": server.URL, "CUTTINGS_MODEL": llmtest.Model, "CUTTINGS_MODEL_KEY": server.Key}
			var out, log bytes.Buffer
			a := &app{
				getenv: func(name string) string { return env[name] }, now: time.Now,
				settings: settings{cache: cache}, console: newConsole(&out, screen{}, false),
			}
			keep := func(context.Context, []corpus.Article) error { return nil }
			live, err := a.openLive(t.Context(), keep, slog.New(slog.NewTextHandler(&log, nil)))
			if err != nil {
				t.Fatal(err)
			}
			defer live.Close()
			if _, err := live.Answer(t.Context(), question, nil); err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(log.String(), want) {
					t.Errorf("the log doesn't hold %s:\n%s", want, log.String())
				}
			}
			if strings.Contains(log.String(), server.Key) || strings.Contains(log.String(), "Ushakov") || out.Len() > 0 {
				t.Errorf("log:\n%s\nstandard error:\n%s", log.String(), out.String())
			}
		})
	}
}
