package slackio

import "slices"

// Access says who may ask, and where. An empty list allows everybody, or every
// channel. Direct messages are no channels: who may ask may ask there.
type Access struct {
	// Channels and Users are ids ("C0123", "U0123").
	Channels, Users []string
	// Admins may ask everywhere and are held to no rate.
	Admins []string
}

// refusal is why a user may not ask in a channel, in words for them; empty if
// they may.
func (a Access) refusal(user, channel string, direct bool) string {
	switch {
	case slices.Contains(a.Admins, user):
		return ""
	case len(a.Users) > 0 && !slices.Contains(a.Users, user):
		return "I answer only to certain people here, and you aren't among them yet. Whoever looks after me can add you."
	case !direct && len(a.Channels) > 0 && !slices.Contains(a.Channels, channel):
		return "I don't answer in this channel. Whoever looks after me can allow it; until then you can send me a direct message."
	}
	return ""
}

// admin reports whether a user is held to no limit.
func (a Access) admin(user string) bool { return slices.Contains(a.Admins, user) }
