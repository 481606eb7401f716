package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"cuttings/bot"
	"cuttings/prompts"
)

// The tests of this file speak to a real OpenAI-compatible server: llama.cpp's, on
// a tiny model with random weights, which says nonsense in the right form. They
// are about the protocol.

func real(t *testing.T, cfg Config) *Client {
	t.Helper()
	cfg.URL, cfg.Model = os.Getenv("CUTTINGS_TEST_MODEL_URL"), os.Getenv("CUTTINGS_TEST_MODEL")
	if cfg.URL == "" {
		t.Skip("needs a model's server: CUTTINGS_TEST_MODEL_URL isn't set")
	}
	if cfg.Key == "" {
		cfg.Key = Secret(os.Getenv("CUTTINGS_TEST_MODEL_KEY"))
	}
	cfg.Timeout = time.Minute
	return client(t, cfg)
}

// short is a prompt whose schema even a random model comes to an end of.
func short(n int) prompts.Prompt {
	p := prompts.Answer(fmt.Sprintf("When did talk %d begin?", n), articles(reports))
	p.Schema = json.RawMessage(`{"type":"object","properties":{"answerable":{"type":"boolean"},"claims":{"type":"array","minItems":1,"maxItems":2,"items":{
		"type":"object","properties":{"text":{"type":"string","minLength":1,"maxLength":30},"sentences":{"type":"array","maxItems":2,"items":{"type":"integer","minimum":1,"maximum":9}}},
		"required":["text","sentences"],"additionalProperties":false}}},"required":["answerable","claims"],"additionalProperties":false}`)
	return p
}

// draftOf completes a prompt and reads the draft as strictly as any.
func draftOf(ctx context.Context, c *Client, p prompts.Prompt) (bot.Draft, error) {
	var draft bot.Draft
	used, err := c.complete(ctx, p, func(text string) (err error) {
		draft, err = readDraft(text)
		return c.unread(err)
	})
	draft.Usage = used
	return draft, err
}

func TestRealServerKeepsToTheSchema(t *testing.T) {
	for _, stream := range []bool{true, false} {
		c := real(t, Config{})
		d := *c.dialect.Load()
		d.stream = stream
		c.dialect.Store(&d)
		for n := range 2 {
			draft, err := draftOf(t.Context(), c, short(n))
			if err != nil {
				t.Fatalf("stream %t: %v", stream, err)
			}
			if draft.Usage.Prompt < 100 || draft.Usage.Completion < 5 {
				t.Errorf("stream %t: usage %+v", stream, draft.Usage)
			}
		}
		if all, _ := c.Spent(""); all < 200 {
			t.Errorf("stream %t: %d tokens counted for two answers", stream, all)
		}
	}
}

// TestRealServerIsGreedy: with a temperature of 0 equal prompts have equal answers.
func TestRealServerIsGreedy(t *testing.T) {
	c := real(t, Config{})
	var first string
	for range 2 {
		draft, err := draftOf(t.Context(), c, short(0))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(draft.Claims); first == "" {
			first = got
		} else if got != first {
			t.Errorf("%s, and then %s", first, got)
		}
	}
}

func TestRealServerFiveAtOnce(t *testing.T) {
	c := real(t, Config{Parallel: 5})
	var wg sync.WaitGroup
	for n := range 5 {
		wg.Go(func() {
			if draft, err := draftOf(t.Context(), c, short(n)); err != nil || len(draft.Claims) == 0 {
				t.Errorf("answer %d: %+v, %v", n, draft, err)
			}
		})
	}
	wg.Wait()
}

// TestRealServerPhrases: the real prompts with the real schemas. A random model
// hardly ever ends a text, so that an answer is well-formed or cut short.
func TestRealServerPhrases(t *testing.T) {
	c := real(t, Config{MaxTokens: 400})
	for name, call := range map[string]func() error{
		"Phrase":    func() error { _, err := c.Phrase(t.Context(), "When did the talks begin?", reports); return err },
		"Summarise": func() error { _, err := c.Summarise(t.Context(), "talks", reports); return err },
		"Rewrite": func() error {
			_, _, err := c.Rewrite(t.Context(), []bot.Turn{{Question: "When did the talks begin?"}}, "And where?")
			return err
		},
	} {
		if got := kind(t, call()); got != "" && got != CutShort {
			t.Errorf("%s failed as %q", name, got)
		}
	}
	if all, _ := c.Spent(""); all == 0 {
		t.Error("nothing was counted")
	}
}

func TestRealServerCutsShort(t *testing.T) {
	c := real(t, Config{MaxTokens: 8})
	if _, err := c.Phrase(t.Context(), "When?", reports); kind(t, err) != CutShort {
		t.Errorf("got %v", err)
	}
}

func TestRealServerWrongKey(t *testing.T) {
	c := real(t, Config{Key: "sk-quite-another-key"})
	_, err := c.Phrase(t.Context(), "When?", reports)
	if kind(t, err) != Unauthorised || strings.Contains(err.Error(), "another-key") {
		t.Errorf("got %v", err)
	}
}

func TestRealServerTooLong(t *testing.T) {
	c := real(t, Config{})
	long := []bot.Material{{Heading: "long", Sentences: []string{strings.Repeat("and so they spoke again ", 2000)}}}
	if _, err := c.Phrase(t.Context(), "When?", long); kind(t, err) != TooLong {
		t.Errorf("got %v", err)
	}
}

func TestRealServerCancel(t *testing.T) {
	c := real(t, Config{})
	ctx, cancel := context.WithCancel(t.Context())
	timer := time.AfterFunc(50*time.Millisecond, cancel)
	defer timer.Stop()
	start := time.Now()
	_, err := c.Phrase(ctx, "When?", reports)
	if kind(t, err) != Cancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
	// And it goes on well.
	if _, err := draftOf(t.Context(), c, short(1)); err != nil {
		t.Error(err)
	}
}

func TestRealServerDeadline(t *testing.T) {
	c := real(t, Config{})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Phrase(ctx, "When?", reports); kind(t, err) != TimedOut {
		t.Errorf("got %v", err)
	}
}

func TestRealServerProbe(t *testing.T) {
	c := real(t, Config{})
	got, err := c.Probe(t.Context())
	if err != nil || !got.Listed || got.Format != "json_schema, strict" || !got.Stream {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestRealServerFormats goes down the ladder: also where a server takes no schema
// a random model's answer is told from a good one.
func TestRealServerFormats(t *testing.T) {
	for f := looseSchema; f <= noFormat; f++ {
		c := real(t, Config{MaxTokens: 400})
		d := *c.dialect.Load()
		d.format = f
		c.dialect.Store(&d)
		_, err := draftOf(t.Context(), c, short(0))
		if f == looseSchema && err != nil || f > looseSchema && asError(err).Kind != CutShort && asError(err).Kind != BadAnswer {
			t.Errorf("%v: %v", f, err)
		}
	}
}

func TestRealServerEmbeds(t *testing.T) {
	c := real(t, Config{})
	e, err := NewEmbedder(t.Context(), Config{URL: c.cfg.URL, Model: c.cfg.Model, Key: c.cfg.Key})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var texts []string
	for i := range embedBatch + 3 {
		texts = append(texts, fmt.Sprintf("sentence number %d", i))
	}
	vectors, err := e.Passages(t.Context(), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		var sum float64
		for _, x := range v {
			sum += float64(x) * float64(x)
		}
		if len(v) != e.Dimension() || math.Abs(sum-1) > 1e-5 {
			t.Errorf("vector %d has dimension %d and length %v", i, len(v), math.Sqrt(sum))
		}
	}
	// The order is that of the texts.
	alone, err := e.Query(t.Context(), texts[len(texts)-1])
	if err != nil {
		t.Fatal(err)
	}
	var cosine float64
	for i, x := range alone {
		cosine += float64(x) * float64(vectors[len(texts)-1][i])
	}
	if cosine < 0.9999 {
		t.Errorf("the last text's vector isn't in its place: cosine %v", cosine)
	}
}
