package llm

import (
	"context"
	"slices"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"cuttings/bot"
	"cuttings/prompts"
)

// Probed is what a server turned out to take.
type Probed struct {
	Model string // with its place, as [Client.Model] says
	// Listed says that the server lists the model; not all servers list theirs.
	Listed bool
	// Format is how JSON is asked for: "json_schema, strict", "json_schema",
	// "json_object" or "the prompt alone".
	Format string
	Stream bool
	Usage  bot.Usage
	Took   time.Duration
}

// Probe asks the server for the shortest answer there is, and so learns what it
// takes. It spends a few tokens outside of the budget. An error is an [*Error];
// that of a wrong address says which other one answers.
func (c *Client) Probe(ctx context.Context) (Probed, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	start := time.Now()
	used, err := c.tries(ctx, prompts.Probe(), func(text string) error { return c.unread(readProbe(text)) })
	if err != nil {
		e := *asError(err)
		if e.Kind == NotFound {
			if other := otherBase(c.cfg.URL); c.lists(ctx, other) != nil {
				e.Detail += "; a server answers at " + other
			}
		}
		return Probed{}, &e
	}
	took := time.Since(start)
	d := c.dialect.Load()
	return Probed{
		Model:  c.Model(),
		Listed: slices.Contains(c.lists(ctx, c.cfg.URL), c.cfg.Model),
		Format: d.format.String(),
		Stream: d.stream,
		Usage:  used,
		Took:   took,
	}, nil
}

func (f format) String() string {
	return [...]string{"json_schema, strict", "json_schema", "json_object", "the prompt alone"}[f]
}

// lists are the models that a server at base lists; nil if there is none.
func (c *Client) lists(ctx context.Context, base string) []string {
	cfg := c.cfg
	cfg.URL = base
	list, err := newAPI(cfg, c.doer).ListModels(ctx)
	if err != nil {
		return nil
	}
	names := []string{}
	for _, m := range list.Models {
		names = append(names, m.ID)
	}
	return names
}

// otherBase is a base with /v1 if it has none, or else without.
func otherBase(base string) string {
	if without, ok := strings.CutSuffix(base, "/v1"); ok {
		return without
	}
	return base + "/v1"
}

var _ openai.HTTPDoer = (*doer)(nil)
