package bot

import "context"

// A Step is what takes its time in the work on a reply.
type Step string

const (
	// Writing: a language model writes from the sentences that were found.
	Writing Step = "writing"
	// Checking: what it wrote is held against them.
	Checking Step = "checking"
)

type stepKey struct{}

// WithSteps has tell called when a step begins. It must return soon.
func WithSteps(ctx context.Context, tell func(Step)) context.Context {
	return context.WithValue(ctx, stepKey{}, tell)
}

// Begin tells who wants to know that the step begins.
func (s Step) Begin(ctx context.Context) {
	if tell, ok := ctx.Value(stepKey{}).(func(Step)); ok {
		tell(s)
	}
}
