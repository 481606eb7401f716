package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
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
	var claims []json.RawMessage
	if err := field(obj, "answerable", &draft.Answerable); err != nil {
		return bot.Draft{}, err
	}
	if err := field(obj, "claims", &claims); err != nil {
		return bot.Draft{}, err
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
	var numbers []json.RawMessage
	if err := field(obj, "sentences", &numbers); err != nil {
		return bot.Claim{}, err
	}
	if n := utf8.RuneCountInString(claim.Text); n > prompts.MaxText {
		return bot.Claim{}, fmt.Errorf("%d characters, at most %d were asked for", n, prompts.MaxText)
	}
	if n := len(numbers); n > prompts.MaxSentences {
		return bot.Claim{}, fmt.Errorf("%d sentences, at most %d were asked for", n, prompts.MaxSentences)
	}
	claim.Sentences = []int{}
	for _, raw := range numbers {
		n, ok := readNumber(raw)
		if !ok {
			return bot.Claim{Text: claim.Text, Unread: unreadNumbers}, nil
		}
		claim.Sentences = append(claim.Sentences, n)
	}
	return claim, nil
}

const unreadNumbers = "names its sentences in a way that can't be read"

// readNumber reads the number of a sentence, which models also write as a string,
// in brackets as the prompt has it, and with a point.
func readNumber(raw []byte) (int, bool) {
	text := string(raw)
	if json.Unmarshal(raw, &text) == nil {
		text = strings.Trim(text, "[] ")
	}
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

// held is the one JSON object that a text holds. Models put their thoughts before
// it, a fence around it, and words on both sides.
func held(text string) (json.RawMessage, error) {
	if !strings.HasPrefix(strings.TrimLeft(text, " \t\r\n\ufeff"), "{") {
		if i := strings.LastIndex(text, "</think>"); i >= 0 {
			text = text[i:]
		}
	}
	begin := strings.IndexByte(text, '{')
	if begin < 0 {
		return nil, errors.New("no JSON object")
	}
	dec := json.NewDecoder(strings.NewReader(text[begin:]))
	var obj json.RawMessage
	if dec.Decode(&obj) != nil {
		return nil, errors.New("broken JSON")
	}
	if strings.Contains(text[begin+len(obj):], "{") {
		return nil, errors.New("more than one JSON object")
	}
	return obj, nil
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
