package blocks

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	escaper   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	unescaper = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")
)

// Escape makes a text stand for itself in mrkdwn and in a message's text: it
// can't mention anybody, nor hold a labelled link. It leaves alone what only
// changes the looks (*, _, ~ and `), for which mrkdwn has no escape.
func Escape(s string) string { return escaper.Replace(s) }

// Names say what the ids in an incoming text stand for.
type Names struct {
	// Bot is the bot's own user id: its mentions are left out.
	Bot string
	// User and Channel give the name of an id, or "" if it isn't known. They may be
	// nil.
	User, Channel func(id string) string
}

// token matches what Slack writes between angle brackets.
var token = regexp.MustCompile(`<([^<>]*)>`)

// FromSlack is the plain text of an incoming mrkdwn text: mentions, channels,
// dates and links are replaced by what a reader sees of them, and the escapes
// undone, once.
func FromSlack(text string, names Names) string {
	var b strings.Builder
	at := 0
	for _, m := range token.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(unescaper.Replace(text[at:m[0]]))
		b.WriteString(unescaper.Replace(names.seen(text[m[2]:m[3]])))
		at = m[1]
	}
	b.WriteString(unescaper.Replace(text[at:]))
	return strings.TrimFunc(b.String(), unicode.IsSpace)
}

// seen is what a reader sees of a token, still escaped.
func (n Names) seen(token string) string {
	if token == "" {
		return "&lt;&gt;"
	}
	what, label, labelled := strings.Cut(token, "|")
	switch {
	case strings.HasPrefix(what, "@"):
		if n.Bot != "" && what[1:] == n.Bot {
			return ""
		}
		return named("@", label, n.User, what[1:])
	case strings.HasPrefix(what, "#"):
		return named("#", label, n.Channel, what[1:])
	case strings.HasPrefix(what, "!subteam^"):
		return named("@", label, nil, "group")
	case strings.HasPrefix(what, "!date^"):
		return label
	case strings.HasPrefix(what, "!"):
		if label != "" {
			return label
		}
		return "@" + what[1:]
	case labelled && label != "":
		return label
	}
	return strings.TrimPrefix(what, "mailto:")
}

// named is a name with its sign before it: the label, what lookup knows of id, or
// the id.
func named(sign, label string, lookup func(id string) string, id string) string {
	name := label
	if name == "" && lookup != nil {
		name = Escape(lookup(id))
	}
	if name == "" {
		name = id
	}
	return sign + strings.TrimPrefix(name, sign)
}

var (
	scheme = regexp.MustCompile(`(?i)([a-z][a-z0-9+.-]*:)(//)`)
	// dot matches one that may part the labels of a host name, of which the last
	// has two letters at least: none of "U.S." or "3.5".
	dot    = regexp.MustCompile(`([\pL\pN_-])\.(\pL\pL)`)
	mailto = regexp.MustCompile(`(?i)(mailto|tel):`)
)

// fallback makes foreign text fit for a message's text: escaped, and with nothing
// in it that Slack takes for an address and makes a link of. An invisible word
// joiner parts addresses; what is seen stays the same.
func fallback(s string) string {
	const joiner = "\u2060"
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) && r != '\u2068' && r != '\u2069' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = scheme.ReplaceAllString(s, "${1}"+joiner+"${2}")
	s = mailto.ReplaceAllString(s, "${1}"+joiner+":")
	// Twice, since matches don't overlap: "a.b.c".
	for range 2 {
		s = dot.ReplaceAllString(s, "${1}."+joiner+"${2}")
	}
	return Escape(s)
}
