package slackio

import (
	"context"

	"cuttings/corpus/library"
)

type (
	recent    struct{}
	opened    struct{ Team, User, Channel, Tab string }
	dueDigest struct{ ID int64 }
)

func (s *Service) message(ctx context.Context, job library.Job, m message) error         { return nil }
func (s *Service) edit(ctx context.Context, job library.Job, m message) error            { return nil }
func (s *Service) deletion(ctx context.Context, job library.Job, m message) error        { return nil }
func (s *Service) opened(ctx context.Context, job library.Job, o opened) error           { return nil }
func (s *Service) command(ctx context.Context, job library.Job, c command) error         { return nil }
func (s *Service) interaction(ctx context.Context, job library.Job, i interaction) error { return nil }
func (s *Service) digest(ctx context.Context, job library.Job, d dueDigest) error        { return nil }
func (s *Service) readInteraction(i interaction) (work, error)                           { return work{}, nil }
func (s *Service) dueDigests(ctx context.Context) error                                  { return nil }
func (s *Service) apologise(ctx context.Context, job library.Job) error                  { return nil }
