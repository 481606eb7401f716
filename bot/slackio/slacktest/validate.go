package slacktest

import (
	"encoding/json"

	"cuttings/bot/slackio/blocks"
)

// validate holds a message or view to Slack's limits. It is stricter than Slack:
// blocks without a text are refused too, since then screen readers and
// notifications have nothing to say.
func validate(surface string, raw []byte) error {
	return blocks.ValidateJSON(blocks.Surface(surface), raw)
}

// validateMessage refuses blocks that Slack refuses.
func (s *Server) validateMessage(text string, blocks json.RawMessage) error {
	if !json.Valid(blocks) {
		return fault("blocks aren't JSON")
	}
	raw, err := json.Marshal(struct {
		Text   string          `json:"text"`
		Blocks json.RawMessage `json:"blocks"`
	}{text, blocks})
	if err != nil {
		return err
	}
	return s.o.Validate("message", raw)
}
