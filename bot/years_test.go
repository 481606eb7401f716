package bot

import "testing"

// The bundled articles are of 31 December 2021.
func TestWithoutYears(t *testing.T) {
	b, _ := overBundled(t)
	for text, want := range map[string]string{
		"What will be held in Geneva on January 10, 2022?": "What will be held in Geneva on January 10?",
		"What is planned in January 2022?":                 "What is planned in January?",
		"Was it on 3rd of March 2022, or in May?":          "Was it on 3rd of March, or in May?",
		"Who won in December 2019?":                        "Who won in December 2019?",
		"What happened in 2022?":                           "What happened in 2022?",
	} {
		if got := b.withoutYears(text); got != want {
			t.Errorf("%q without years is %q, want %q", text, got, want)
		}
	}
}
