package blocks

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"github.com/slack-go/slack"
)

// The most UTF-16 units of foreign text that stands among words of the bot's:
// what is longer ends in "…".
const (
	maxName     = 80  // of an outlet, a speaker, an article's id
	maxHeading  = 150 // of an article
	maxQuestion = 300
	maxLine     = 300 // of what the bot says in one line
)

// units is the length of s in UTF-16 units, in which Slack counts some of its
// limits; it is never less than the number of characters.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// line makes foreign text fit to stand in a line of other text: on one line, with
// nothing in it that turns the direction of what follows, and of at most so many
// units.
func line(s string, most int) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range s { // bytes that aren't UTF-8 come as U+FFFD
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			continue
		case space && n > 0:
			b.WriteByte(' ')
			n++
		}
		space = false
		b.WriteRune(r)
		if n += max(utf16.RuneLen(r), 1); n > most {
			break
		}
	}
	out := b.String()
	if strings.ContainsFunc(out, rightToLeft) {
		const firstStrongIsolate, popIsolate = "\u2068", "\u2069"
		return firstStrongIsolate + cut(out, most-2) + popIsolate
	}
	return cut(out, most)
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
}

// cut is s, or its beginning and "…" if it has more than so many units.
func cut(s string, most int) string {
	if units(s) <= most {
		return s
	}
	return strings.TrimRightFunc(s[:prefix(s, most-1)], unicode.IsSpace) + "…"
}

// prefix is the length in bytes of the longest beginning of s of at most so many
// units that doesn't part what is seen as one character; of one with more units
// it parts the code points.
func prefix(s string, most int) int {
	end, n := 0, 0
	rest, state := s, -1
	for rest != "" {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		n += units(cluster)
		if n > most {
			break
		}
		end += len(cluster)
	}
	if end > 0 || s == "" {
		return end
	}
	n = 0
	for i, r := range s {
		if n += max(utf16.RuneLen(r), 1); n > most {
			return i
		}
	}
	return len(s)
}

// pieces parts s into pieces of at most so many units, which together are s. They
// end after white space where there is some in the last quarter.
func pieces(s string, most int) []string {
	var out []string
	for left := units(s); left > most; {
		end := prefix(s, most)
		if i := strings.LastIndexFunc(s[:end], unicode.IsSpace); i > end*3/4 {
			_, n := utf8.DecodeRuneInString(s[i:])
			end = i + n
		}
		left -= units(s[:end])
		out, s = append(out, s[:end]), s[end:]
	}
	if s == "" {
		return out
	}
	return append(out, s)
}

// plain is a text object in which nothing is interpreted.
func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

// mrkdwn is a text object of the bot's own words, never of foreign ones.
func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, true)
}

// small is a context block of one text.
func small(text string) slack.Block { return slack.NewContextBlock("", plain(text)) }

// rich is a rich_text block of one paragraph.
func rich(elements ...slack.RichTextSectionElement) slack.Block {
	return slack.NewRichTextBlock("", slack.NewRichTextSection(elements...))
}

// word is a stretch of rich text.
func word(s string) slack.RichTextSectionElement { return slack.NewRichTextSectionTextElement(s, nil) }

func bold(s string) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(s, &slack.RichTextSectionTextStyle{Bold: true})
}

// link is "Open the article" as a link in mrkdwn; empty without an address.
func link(address string) string {
	if a := webAddress(address); a != "" {
		return "<" + Escape(a) + "|Open the article>"
	}
	return ""
}

// webAddress is an article's address if it is that of a web page, with nothing in
// it that would end a link; otherwise empty.
func webAddress(address string) string {
	const most = 2000 // of Slack's 3,000, to have room for escaping
	if units(address) > most || !isWeb(address) || strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar
	}) {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", `"`, "%22", "`", "%60").Replace(address)
}

// isWeb reports whether s is the whole URL of a web page.
func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != ""
}

// button is a button; nil if its value is longer than Slack allows.
func button(action, label, value string) *slack.ButtonBlockElement {
	if value == "" || units(value) > maxValue {
		return nil
	}
	return slack.NewButtonBlockElement(action, value, plain(label))
}

// buttons is an actions block of those buttons that aren't nil; none, no block.
func buttons(bs ...*slack.ButtonBlockElement) []slack.Block {
	var elements []slack.BlockElement
	for _, b := range bs {
		if b != nil {
			elements = append(elements, b)
		}
	}
	if len(elements) == 0 {
		return nil
	}
	return []slack.Block{slack.NewActionBlock("", elements...)}
}

// row is a text with a button, if any, beside it.
func row(text string, b *slack.ButtonBlockElement) slack.Block {
	if b == nil {
		return slack.NewSectionBlock(plain(text), nil, nil)
	}
	return slack.NewSectionBlock(plain(text), nil, slack.NewAccessory(b))
}

// day is a day for reading; empty if it isn't known.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// dots puts those parts that aren't empty in one line.
func dots(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// count is a number of things: "1 article", "2 articles".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// quoted is s in quotation marks.
func quoted(s string) string { return "“" + s + "”" }
