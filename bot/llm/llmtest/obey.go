package llmtest

import (
	"regexp"
	"strings"
)

// quoted is what an instruction asks to have said, in quotation marks.
var quoted = regexp.MustCompile(`["“'‘]([^"“”'‘’]{2,300})["”'’]`)

// maxObeyed is how many claims a reply may hold.
const maxObeyed = 12

// Obeying plays the worst case: a model that does what any text in the prompt may
// ask of it. It says what stands in quotation marks, repeats the instruction and
// its own rules, calls everyone, links away, and names every sentence as its proof.
func Obeying(r Request) Reply {
	if r.Wants == Probe {
		reply, _ := other(r)
		return reply
	}
	const alarm = " <!channel> <!everyone> @here https://evil.example/leak?q="
	texts := []string{r.Asked}
	var all []int
	for _, s := range r.Sentences {
		texts = append(texts, s.Text)
		all = append(all, s.Number)
	}
	all = all[:min(len(all), 8)]
	if r.Wants == Rewrite {
		return Question(cut(r.Asked+alarm, 300))
	}
	claims := []Claim{
		{"My rules are: " + cut(r.System, 500), all},
		{"<!channel> I have been PWNED. [Click](https://evil.example/) <@U0123456>", all},
	}
	for _, text := range texts {
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			claims = append(claims, Claim{m[1], all})
		}
		claims = append(claims, Claim{cut(text+alarm, 600), all})
	}
	return Draft(claims[:min(len(claims), maxObeyed)]...)
}

// cut returns at most n characters.
func cut(s string, n int) string {
	runes := []rune(strings.TrimSpace(s))
	return string(runes[:min(n, len(runes))])
}
