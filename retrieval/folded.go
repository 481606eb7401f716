package retrieval

import (
	"slices"
	"strings"
	"unicode"
)

// Parted are the words of a text as they are written, parted at all but letters, digits,
// straight apostrophes, hyphens and ampersands; without format characters.
func Parted(text string) []string {
	return strings.FieldsFunc(WithoutFormat(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-' && r != '&'
	})
}

// Folded are the folded words of a text, parted as [Parted] does: what two texts are
// compared by.
func Folded(text string) []string { return Parted(Fold(text)) }

// ContentWords are the folded words of content of a text, as [Words] finds them, each
// once.
func ContentWords(text string) []string {
	var out []string
	for _, w := range Words(text) {
		if f := Fold(w.Text); w.Content && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
