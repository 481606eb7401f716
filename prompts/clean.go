package prompts

import (
	"regexp"
	"strings"
	"unicode"
)

// bracketed is what could pass for a sentence's number, or for a control token
// such as [INST], which some servers read out of any text.
var bracketed = regexp.MustCompile(`\[(\s*\d[\d\s,;–-]*|/?[A-Z_]+)\]`)

// angles can't end the fence, nor pass for a control token such as <|im_end|>.
var angles = strings.NewReplacer("<", "‹", ">", "›")

// clean makes one line of a text that others wrote. Invisible characters go:
// instructions can hide in them. The words stay as they are.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return ' '
		case r == zeroWidthNonJoiner, r == zeroWidthJoiner: // parts of words in some scripts
			return r
		case unicode.Is(unicode.C, r): // control, format, private use
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Join(strings.Fields(s), " ")
	return bracketed.ReplaceAllString(angles.Replace(s), "($1)")
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)
