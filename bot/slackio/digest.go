package slackio

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cuttings/bot/slackio/blocks"
	"cuttings/corpus/library"
)

// maxDigests bounds the digests of one person.
const maxDigests = 10

// digestCommand orders, lists and ends digests.
func (s *Service) digestCommand(ctx context.Context, _ library.Job, c asked) error {
	order, err := readDigest(c.args)
	if err != nil {
		return s.whisper(ctx, c.to, blocks.Usage("/digest", c.args))
	}
	m, err := s.arrange(ctx, c.command.Team, c.command.User, order)
	if err != nil {
		return err
	}
	return s.whisper(ctx, c.to, m)
}

// endsDigests reports whether a command ends digests, which nobody is refused.
func endsDigests(command, args string) bool {
	order, err := readDigest(args)
	return command == "/digest" && err == nil && order.Off
}

// arrange does what an order for digests says.
func (s *Service) arrange(ctx context.Context, team, user string, o digestOrder) (blocks.Message, error) {
	mine, err := s.state.Digests(ctx, team, user)
	if err != nil {
		return blocks.Message{}, err
	}
	same := func(d library.Digest) bool { return strings.EqualFold(d.Topic, o.Topic) }
	switch i := slices.IndexFunc(mine, same); {
	case o.List:
		return blocks.Digests(shownDigests(mine)), nil
	case o.Off && o.Topic == "":
		n, err := s.state.DeleteDigests(ctx, team, user)
		return blocks.DigestsEnded(n), err
	case o.Off && i < 0:
		return blocks.Note(fmt.Sprintf("You have no digest on %q. “/digest list” shows those you have.", o.Topic)), nil
	case o.Off:
		return blocks.DigestsEnded(1), s.state.DeleteDigest(ctx, team, user, mine[i].ID)
	case i < 0 && len(mine) >= maxDigests:
		return blocks.Note(fmt.Sprintf("You have %d digests already, which is as many as I keep. “/digest off TOPIC” ends one.", maxDigests)), nil
	case i >= 0:
		o.Topic = mine[i].Topic
	}
	channel, err := s.conversation(ctx, user)
	if err != nil {
		return blocks.Message{}, err
	}
	d, err := s.state.PutDigest(ctx, library.Digest{
		Team: team, User: user, Channel: channel, Topic: o.Topic, Zone: s.zone(ctx, user).String(), Days: o.Days, Hour: o.Hour, Minute: o.Minute,
	})
	return blocks.DigestSet(shownDigest(d)), err
}

func shownDigest(d library.Digest) blocks.Digest {
	return blocks.Digest{ID: d.ID, Topic: d.Topic, Weekdays: d.Days == library.Weekdays, Hour: d.Hour, Minute: d.Minute, Zone: d.Zone}
}

func shownDigests(ds []library.Digest) []blocks.Digest {
	var out []blocks.Digest
	for _, d := range ds {
		out = append(out, shownDigest(d))
	}
	return out
}

// A dueDigest is a digest that is to be sent for a day.
type dueDigest struct {
	Digest library.Digest
	Day    string
	// Since is the first day of what is new: the day on which it was due before.
	// That day counts whole, since articles of it may have come later.
	Since time.Time
}

// dueDigests makes jobs of the digests that are due since they were last changed.
// Each is recorded under its day and time, so however often this runs, in however
// many lives of the process, a day's digest is one job. One whose time zone isn't
// known here holds up no other.
func (s *Service) dueDigests(ctx context.Context) error {
	digests, err := s.state.AllDigests(ctx)
	if err != nil {
		return err
	}
	now := s.now()
	for _, d := range digests {
		zone, err := time.LoadLocation(d.Zone)
		if err != nil {
			s.log.Error("digest passed over", "digest", d.ID, "user", d.User, "cause", err)
			continue
		}
		due, date, ok := lastDue(d, zone, now)
		if !ok || due.Before(d.Changed) || now.Sub(due) > digestGrace {
			continue
		}
		_, before, _ := lastDue(d, zone, due.Add(-time.Minute))
		day := date.Format(time.DateOnly)
		job, err := newJob(jobDigest, "digest:"+d.User, dueDigest{Digest: d, Day: day, Since: before})
		if err != nil {
			return err
		}
		if _, err := s.record(ctx, work{keys: []string{digestKey(d, day)}, job: job}); err != nil {
			return err
		}
	}
	return nil
}

// answer is what is sent, before anything is known of it.
func (due dueDigest) answer() library.Answer {
	d := due.Digest
	return library.Answer{
		ID: answerID(digestKey(d, due.Day)), Team: d.Team, Channel: d.Channel, User: d.User, Kind: jobDigest, Question: d.Topic,
	}
}

// digestKey is one for what a digest sends on a day: at another time of that day
// it is something else.
func digestKey(d library.Digest, day string) string {
	return fmt.Sprintf("digest:%d:%s:%02d:%02d", d.ID, day, d.Hour, d.Minute)
}

// digest sends a digest: what is new since the one before, or, if nothing is, the
// main points of the whole.
func (s *Service) digest(ctx context.Context, job library.Job, due dueDigest) error {
	d := due.Digest
	now, err := s.state.Digests(ctx, d.Team, d.User)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(now, func(n library.Digest) bool { return n.ID == d.ID }) {
		return nil // ended in the meantime
	}
	if s.options.Access.refusal(d.User, d.Channel, true) != "" {
		s.log.Info("digest not sent: its user has no access", "digest", d.ID, "user", d.User)
		return nil
	}
	a, err := s.earlier(ctx, due.answer())
	if err != nil || a.State == library.Posted {
		return err
	}
	if len(a.Body) > 0 {
		w, err := kept(a)
		if err != nil {
			return err
		}
		return s.postSaid(ctx, job, a, w)
	}
	w, err := s.workOut(ctx, a, func(ctx context.Context) (said, error) { return s.digestOf(ctx, due) })
	if err != nil {
		return err
	}
	return s.postSaid(ctx, job, a, w)
}

func (s *Service) digestOf(ctx context.Context, due dueDigest) (said, error) {
	d := due.Digest
	rhythm := "daily"
	if d.Days == library.Weekdays {
		rhythm = "weekday"
	}
	heading := fmt.Sprintf("Your %s digest", rhythm)
	if d.Topic != "" {
		heading += " on " + d.Topic
	}
	if !due.Since.IsZero() {
		w, err := s.summary(ctx, d.Topic, due.Since)
		if err != nil || len(w.Summary.Points) > 0 {
			w.Options.Heading = heading
			return w, err
		}
		heading += fmt.Sprintf(" – nothing new since %s, so these are the main points of the whole coverage", due.Since.Format("2 January"))
	}
	w, err := s.summary(ctx, d.Topic, time.Time{})
	w.Options.Heading = heading
	return w, err
}

// digestOff ends a digest whose button was pressed.
func (s *Service) digestOff(ctx context.Context, i interaction, value string) error {
	id, err := blocks.ParseDigest(value)
	if err != nil {
		return fmt.Errorf("%w: %w", errForGood, err)
	}
	n := 1
	if err := s.state.DeleteDigest(ctx, i.team(), i.User.ID, id); errors.Is(err, library.ErrNotFound) {
		n = 0
	} else if err != nil {
		return err
	}
	if i.inHome() {
		return s.publishHome(ctx, i.team(), i.User.ID)
	}
	return s.whisper(ctx, i.listener(), blocks.DigestsEnded(n))
}
