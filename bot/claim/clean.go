package claim

import (
	"regexp"
	"strings"
	"unicode"
)

// MaxBytes is the length of the longest claim that is looked at, in bytes.
const MaxBytes = 600

var (
	slackRE    = regexp.MustCompile(`<[^<>\s][^<>]*>`)
	mdLinkRE   = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	linkRE     = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]{1,15}://|mailto:|javascript:|data:|www\.)\S+`)
	domainRE   = regexp.MustCompile(`(?i)\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|info|biz|xyz|ru|cn|site|online|top|co|me|gov|edu|tv|ly|link|click)(?:/\S*)?(?:\b|$)`)
	mentionRE  = regexp.MustCompile(`[@＠]+[\p{L}\p{N}_.-]*`)
	emojiRE    = regexp.MustCompile(`:[a-z0-9_+'-]+:`)
	citationRE = regexp.MustCompile(`\s*[\[(【]\s*\d+(?:\s*[,;–-]\s*\d+)*\s*[\])】]`)
	markupRE   = regexp.MustCompile("[*_`~|#<>\\\\{}]+")
	spaceRE    = regexp.MustCompile(`\s+`)
)

// Clean is what is left of a model's claim without links, mentions, markup
// and characters that aren't text. The marks of citations are code's to set.
func Clean(text string) string {
	text = strings.ToValidUTF8(text, " ")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.So, r):
			return -1
		}
		return r
	}, text)
	text = mdLinkRE.ReplaceAllString(text, "$1")
	for _, re := range []*regexp.Regexp{slackRE, linkRE, domainRE, mentionRE, emojiRE, citationRE} {
		text = re.ReplaceAllString(text, " ")
	}
	text = markupRE.ReplaceAllString(text, " ")
	text = strings.TrimSpace(spaceRE.ReplaceAllString(text, " "))
	for _, mark := range []string{".", ",", ";", ":", "?", "!"} {
		text = strings.ReplaceAll(text, " "+mark, mark)
	}
	return strings.TrimSpace(strings.TrimLeft(text, "-•–—,;:. "))
}
