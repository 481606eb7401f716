package blocks

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"
)

// A Digest is a summary that is sent regularly.
type Digest struct {
	ID           int64
	Topic        string // empty for the whole coverage
	Weekdays     bool   // from Monday to Friday; otherwise every day
	Hour, Minute int    // in Zone
	Zone         string // an IANA name, "Europe/Berlin"
}

// String says what is sent and when: "on “sanctions”, every day at 08:00
// (Europe/Berlin)".
func (d Digest) String() string {
	of := "of the whole coverage"
	if topic := line(d.Topic, maxHeading); topic != "" {
		of = "on " + quoted(topic)
	}
	days := "every day"
	if d.Weekdays {
		days = "Monday to Friday"
	}
	return fmt.Sprintf("%s, %s at %02d:%02d (%s)", of, days, d.Hour, d.Minute, cmp.Or(line(d.Zone, maxName), "UTC"))
}

// DigestSet says that a digest will be sent.
func DigestSet(d Digest) Message {
	return Note("You'll get a digest " + d.String() + ". /digest off ends it.")
}

// DigestsEnded says that n digests won't be sent any more.
func DigestsEnded(n int) Message {
	switch n {
	case 0:
		return Note("You have no digests.")
	case 1:
		return Note("Your digest is ended.")
	}
	return Note(fmt.Sprintf("Your %d digests are ended.", n))
}

// maxDigests is how many digests are listed; the others are counted.
const maxDigests = 20

// Digests lists a user's digests, each with a button to end it.
func Digests(ds []Digest) Message {
	if len(ds) == 0 {
		return Note("You have no digests. /digest daily 08:00 sends you one every morning.")
	}
	var t script
	t.add("Your digests:")
	for i, d := range ds[:min(len(ds), maxDigests)] {
		if !t.add("• " + d.String()) {
			t.add(fmt.Sprintf("and %d more", len(ds)-i))
			break
		}
	}
	return Message{Text: t.String(), Blocks: append([]slack.Block{rich(bold("Your digests"))}, digestRows(ds)...)}
}

// digestRows are digests, each with a button to end it.
func digestRows(ds []Digest) []slack.Block {
	var out []slack.Block
	for i, d := range ds {
		if i == maxDigests {
			out = append(out, small(fmt.Sprintf("And %d more; /digest off ends them all.", len(ds)-maxDigests)))
			break
		}
		out = append(out, row("A digest "+d.String(), button(ActionDigestOff, "End", strconv.FormatInt(d.ID, 10))))
	}
	return out
}
