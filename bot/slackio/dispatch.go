package slackio

import (
	"context"
	"encoding/json"
	"fmt"

	"cuttings/corpus/library"
)

// The kinds of job.
const (
	jobMessage  = "message"  // somebody's message, a [message]
	jobEdit     = "edit"     // an edited one
	jobDeletion = "deletion" // a deleted one
	jobHome     = "home"     // the app was opened, an [opened]
	jobCommand  = "command"  // a slash command, a [command]
	jobAction   = "action"   // a button or the like, an [interaction]
	jobDigest   = "digest"   // a digest is due, a [dueDigest]
)

// dispatch does a job.
func (s *Service) dispatch(ctx context.Context, job library.Job) error {
	switch job.Kind {
	case jobMessage:
		return do(ctx, job, s.message)
	case jobEdit:
		return do(ctx, job, s.edit)
	case jobDeletion:
		return do(ctx, job, s.deletion)
	case jobHome:
		return do(ctx, job, s.opened)
	case jobCommand:
		return do(ctx, job, s.command)
	case jobAction:
		return do(ctx, job, s.interaction)
	case jobDigest:
		return do(ctx, job, s.digest)
	}
	return fmt.Errorf("%w: there are no jobs %q", errForGood, job.Kind)
}

// do decodes a job's payload and hands it on.
func do[P any](ctx context.Context, job library.Job, f func(context.Context, library.Job, P) error) error {
	var payload P
	if err := json.Unmarshal(job.Payload, &payload); err != nil {
		return fmt.Errorf("%w: reading a job %q: %w", errForGood, job.Kind, err)
	}
	return f(ctx, job, payload)
}
