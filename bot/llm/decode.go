package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"cuttings/bot"
	"cuttings/prompts"
)

// readDraft reads a reply to [prompts.Answer] or [prompts.Summary].
func readDraft(text string) (bot.Draft, error) {
	obj, err := objectIn(text, "answerable", "claims")
	if err != nil {
		return bot.Draft{}, err
	}
	var draft bot.Draft
	if err := field(obj, "answerable", &draft.Answerable); err != nil {
		return bot.Draft{}, err
	}
	claims := []json.RawMessage{obj["claims"]} // models leave the brackets out around one
	if !bytes.HasPrefix(obj["claims"], []byte("{")) {
		if err := field(obj, "claims", &claims); err != nil {
			return bot.Draft{}, err
		}
	}
	if len(claims) > prompts.MaxClaims {
		return bot.Draft{}, fmt.Errorf("%d claims, at most %d were asked for", len(claims), prompts.MaxClaims)
	}
	unread := 0
	for i, raw := range claims {
		claim, err := readClaim(raw)
		if err != nil {
			return bot.Draft{}, fmt.Errorf("claim %d: %w", i+1, err)
		}
		if claim.Unread != "" {
			unread++
		}
		draft.Claims = append(draft.Claims, claim)
	}
	if unread > 0 && unread == len(claims) {
		return bot.Draft{}, fmt.Errorf("each claim %s", draft.Claims[0].Unread)
	}
	return draft, nil
}

func readClaim(raw []byte) (bot.Claim, error) {
	obj, err := object(raw, "text", "sentences")
	if err != nil {
		return bot.Claim{}, err
	}
	var claim bot.Claim
	if err := field(obj, "text", &claim.Text); err != nil {
		return bot.Claim{}, err
	}
	if string(obj["sentences"]) == "null" {
		return bot.Claim{}, errors.New(`the property "sentences" isn't of its type`)
	}
	if n := utf8.RuneCountInString(claim.Text); n > prompts.MaxText {
		return bot.Claim{}, fmt.Errorf("%d characters, at most %d were asked for", n, prompts.MaxText)
	}
	numbers, ok := readNumbers(obj["sentences"])
	switch {
	case len(numbers) > prompts.MaxSentences:
		return bot.Claim{}, fmt.Errorf("%d sentences, at most %d were asked for", len(numbers), prompts.MaxSentences)
	case !ok:
		return bot.Claim{Text: claim.Text, Unread: unreadNumbers}, nil
	}
	claim.Sentences = numbers
	return claim, nil
}

const unreadNumbers = "names its sentences in a way that can't be read"

// readNumbers reads the numbers of sentences: a list, or what models write for one, such
// as a number alone, "[3], [5]" as the prompt has them, or "3-5".
func readNumbers(raw []byte) (numbers []int, ok bool) {
	numbers = []int{}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		list = []json.RawMessage{raw}
	}
	for _, raw := range list {
		text := string(raw)
		json.Unmarshal(raw, &text) // or it is no string
		fields := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("[],; ", r) })
		if len(fields) == 0 {
			return nil, false
		}
		for _, field := range fields {
			from, to, ok := readRange(field)
			if !ok || to-from >= prompts.MaxSentences {
				return nil, false
			}
			for n := from; n <= to; n++ {
				numbers = append(numbers, n)
			}
		}
	}
	return numbers, true
}

// readRange reads "3-5", or a number alone.
func readRange(text string) (from, to int, ok bool) {
	if n, ok := readNumber(text); ok {
		return n, n, true
	}
	for _, dash := range []string{"-", "–"} {
		if first, last, found := strings.Cut(text, dash); found {
			from, ok1 := readNumber(first)
			to, ok2 := readNumber(last)
			return from, to, ok1 && ok2 && from <= to
		}
	}
	return 0, 0, false
}

// readNumber reads a whole number, which models also write with a point.
func readNumber(text string) (int, bool) {
	const exact = 1 << 53 // from there on a float isn't any one integer
	f, err := strconv.ParseFloat(text, 64)
	return int(f), err == nil && f == math.Trunc(f) && math.Abs(f) < exact
}

// readQuestion reads a reply to [prompts.Rewrite].
func readQuestion(text string) (string, error) {
	obj, err := objectIn(text, "question")
	if err != nil {
		return "", err
	}
	var question string
	if err := field(obj, "question", &question); err != nil {
		return "", err
	}
	question = strings.Join(strings.Fields(question), " ")
	switch n := utf8.RuneCountInString(question); {
	case n == 0:
		return "", errors.New("the question is empty")
	case n > prompts.MaxQuestion:
		return "", fmt.Errorf("a question of %d characters, at most %d were asked for", n, prompts.MaxQuestion)
	}
	return question, nil
}

// readProbe reads a reply to [prompts.Probe].
func readProbe(text string) error {
	obj, err := objectIn(text, "ok")
	if err != nil {
		return err
	}
	var ok bool
	return field(obj, "ok", &ok)
}

// What stands before a model's thoughts, and between them and its answer.
var (
	thoughtsBegin = regexp.MustCompile(`(?i)^\s*(?:<(?:think|thinking|thoughts?|reasoning|analysis)>|\[think\]|<\|channel\|>analysis)`)
	thoughtsEnd   = regexp.MustCompile(`(?i)</(?:think|thinking|thoughts?|reasoning|analysis)>|\[/think\]|<\|channel\|>final<\|message\|>`)
)

// thoughtsOnly reports whether a text that was cut short hadn't come to its answer.
func thoughtsOnly(text string) bool {
	if all := thoughtsEnd.FindAllStringIndex(text, -1); all != nil {
		text = text[all[len(all)-1][1]:]
	} else if thoughtsBegin.MatchString(text) {
		return true
	}
	return !strings.Contains(text, "{")
}

// held is the one JSON object that a text holds. Models put their thoughts before
// it, a fence around it, words on both sides, and commas behind the last of a list.
func held(text string) (json.RawMessage, error) {
	if !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n\ufeff"), "{") {
		if all := thoughtsEnd.FindAllStringIndex(text, -1); all != nil {
			text = text[all[len(all)-1][1]:]
		}
	}
	begin := strings.IndexByte(text, '{')
	if begin < 0 {
		return nil, errors.New("no JSON object")
	}
	text = text[begin:]
	var obj json.RawMessage
	first := func() error { return json.NewDecoder(strings.NewReader(text)).Decode(&obj) }
	if first() != nil {
		if text = withoutLastCommas(text); first() != nil {
			return nil, errors.New("broken JSON")
		}
	}
	if strings.Contains(text[len(obj):], "{") {
		return nil, errors.New("more than one JSON object")
	}
	return obj, nil
}

var (
	stringOrComma = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|,\s*[}\]]`)
	comma         = regexp.MustCompile(`^,\s*`)
)

// withoutLastCommas is a JSON text less the commas before closing brackets.
func withoutLastCommas(text string) string {
	return stringOrComma.ReplaceAllStringFunc(text, func(s string) string { return comma.ReplaceAllString(s, "") })
}

// objectIn takes the JSON object apart that a text holds.
func objectIn(text string, names ...string) (map[string]json.RawMessage, error) {
	raw, err := held(text)
	if err != nil {
		return nil, err
	}
	return object(raw, names...)
}

// object takes a JSON object apart that has exactly the properties named, each
// once. encoding/json would take others, a property twice and any case.
func object(raw []byte, names ...string) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("no JSON object")
	}
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	obj := map[string]json.RawMessage{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, errors.New("broken JSON")
		}
		name, _ := t.(string)
		if !wanted[name] {
			return nil, fmt.Errorf("an unknown property %s", name)
		}
		if _, twice := obj[name]; twice {
			return nil, fmt.Errorf("the property %q twice", name)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, errors.New("broken JSON")
		}
		obj[name] = value
	}
	if _, err := dec.Token(); err != nil {
		return nil, errors.New("broken JSON")
	}
	for _, name := range names {
		if _, ok := obj[name]; !ok {
			return nil, fmt.Errorf("no property %q", name)
		}
	}
	return obj, nil
}

// field decodes a property; null is no value.
func field(obj map[string]json.RawMessage, name string, into any) error {
	if raw := obj[name]; string(raw) == "null" || json.Unmarshal(raw, into) != nil {
		return fmt.Errorf("the property %q isn't of its type", name)
	}
	return nil
}
