package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"cuttings/bot"
	"cuttings/prompts"
)

// readDraft reads a reply to [prompts.Answer] or [prompts.Summary].
func readDraft(text string) (bot.Draft, error) {
	obj, err := object([]byte(bare(text)), "answerable", "claims")
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
	for i, raw := range claims {
		claim, err := readClaim(raw)
		if err != nil {
			return bot.Draft{}, fmt.Errorf("claim %d: %w", i+1, err)
		}
		draft.Claims = append(draft.Claims, claim)
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
	if err := field(obj, "sentences", &claim.Sentences); err != nil {
		return bot.Claim{}, err
	}
	if n := utf8.RuneCountInString(claim.Text); n > prompts.MaxText {
		return bot.Claim{}, fmt.Errorf("%d characters, at most %d were asked for", n, prompts.MaxText)
	}
	if n := len(claim.Sentences); n > prompts.MaxSentences {
		return bot.Claim{}, fmt.Errorf("%d sentences, at most %d were asked for", n, prompts.MaxSentences)
	}
	return claim, nil
}

// readQuestion reads a reply to [prompts.Rewrite].
func readQuestion(text string) (string, error) {
	obj, err := object([]byte(bare(text)), "question")
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
	obj, err := object([]byte(bare(text)), "ok")
	if err != nil {
		return err
	}
	var ok bool
	return field(obj, "ok", &ok)
}

// bare is a text without what models put around JSON: their thoughts before it,
// and a fence.
func bare(text string) string {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "{") {
		if i := strings.LastIndex(text, "</think>"); i >= 0 {
			text = strings.TrimSpace(text[i+len("</think>"):])
		}
	}
	if inside, ok := strings.CutPrefix(text, "```"); ok {
		inside = strings.TrimPrefix(inside, "json")
		if inside, ok = strings.CutSuffix(inside, "```"); ok {
			text = strings.TrimSpace(inside)
		}
	}
	return text
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
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("text after the JSON object")
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
