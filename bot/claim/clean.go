package claim

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxBytes is the length of the longest claim that is looked at, in bytes.
const MaxBytes = 600

var (
	// tokenRE matches Slack's tokens, links between angle brackets and HTML tags: "<5% and >" is
	// none.
	tokenRE    = regexp.MustCompile(`<[@#!/\pL][^<>]*>`)
	mdLinkRE   = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	linkRE     = regexp.MustCompile(`(?i)\b(?:[a-z][a-z0-9+.-]{1,15}://|mailto:|javascript:|data:|www\.)\S+`)
	domainRE   = regexp.MustCompile(`(?i)\b(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|app|info|biz|xyz|ru|cn|site|online|top|co|me|gov|edu|tv|ly|link|click)(?:/\S*)?(?:\b|$)`)
	mentionRE  = regexp.MustCompile(`[@＠]+[\p{L}\p{N}_.-]*`)
	emojiRE    = regexp.MustCompile(`:[a-z0-9_+'-]+:`)
	citationRE = regexp.MustCompile(`\s*[\[(【]\s*\d+(?:\s*[,;–-]\s*\d+)*\s*[\])】]`)
	// superscriptRE matches superscript digits, with the unit of length that they may be of.
	superscriptRE = regexp.MustCompile(`\b(?:[ckm]?m|ft|mi)[²³]|[⁰¹²³⁴-⁹]+`)
	markupRE      = regexp.MustCompile("[*_`~|#\\\\{}]+")
	// leadRE matches marks at the beginning, with the minus sign of a number behind them.
	leadRE  = regexp.MustCompile(`^[-•–—,;:. ]*?([-–]\d|[^-•–—,;:. ]|$)`)
	spaceRE = regexp.MustCompile(`\s+`)
)

// symbols are those of mathematics that are text, or markup.
const symbols = "+<=>±×÷≤≥≈−⁄|~"

// Clean is what is left of a model's claim without links, mentions, markup
// and characters that aren't text. The marks of citations are code's to set.
func Clean(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, " "))
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Me) || unicode.Is(unicode.So, r) && r != '°',
			unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Inherited, r), // composes with nothing
			unicode.Is(unicode.Sm, r) && !strings.ContainsRune(symbols, r):
			return -1
		}
		return r
	}, text)
	text = superscriptRE.ReplaceAllStringFunc(text, func(m string) string {
		if unicode.IsLetter(firstRune(m)) {
			return m
		}
		return " "
	})
	text = mdLinkRE.ReplaceAllString(text, "$1")
	for _, re := range []*regexp.Regexp{tokenRE, linkRE, domainRE, mentionRE, emojiRE, citationRE} {
		text = re.ReplaceAllString(text, " ")
	}
	text = markupRE.ReplaceAllString(text, " ")
	text = strings.TrimSpace(spaceRE.ReplaceAllString(text, " "))
	for _, mark := range []string{".", ",", ";", ":", "?", "!"} {
		text = strings.ReplaceAll(text, " "+mark, mark)
	}
	return strings.TrimSpace(leadRE.ReplaceAllString(text, "$1"))
}
