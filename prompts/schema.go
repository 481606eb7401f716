package prompts

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// The limits of a reply. The schemas state them; servers may ignore them, so
// whoever reads a reply checks them too.
const (
	MaxClaims    = 12  // in a draft
	MaxText      = 600 // characters of a claim
	MaxSentences = 8   // behind a claim
	MaxQuestion  = 300 // characters of a rewritten question
)

// limits are what the templates say of them.
var limits = struct{ Claims, Sentences int }{MaxClaims, MaxSentences}

// The schemas are written by hand and keep to what servers agree on: each
// property required, no others, no references. A model writes the properties in
// this order, so that it decides whether there is an answer before it writes one.
var (
	draftSchema = compact(`{
		"type": "object",
		"properties": {
			"answerable": {"type": "boolean"},
			"claims": {
				"type": "array",
				"maxItems": %d,
				"items": {
					"type": "object",
					"properties": {
						"text": {"type": "string", "maxLength": %d},
						"sentences": {"type": "array", "maxItems": %d, "items": {"type": "integer"}}
					},
					"required": ["text", "sentences"],
					"additionalProperties": false
				}
			}
		},
		"required": ["answerable", "claims"],
		"additionalProperties": false
	}`, MaxClaims, MaxText, MaxSentences)

	rewriteSchema = compact(`{
		"type": "object",
		"properties": {"question": {"type": "string", "maxLength": %d}},
		"required": ["question"],
		"additionalProperties": false
	}`, MaxQuestion)

	probeSchema = compact(`{
		"type": "object",
		"properties": {"ok": {"type": "boolean"}},
		"required": ["ok"],
		"additionalProperties": false
	}`)
)

// compact panics for a schema that isn't JSON, which no input can bring about.
func compact(format string, args ...any) json.RawMessage {
	var b bytes.Buffer
	if err := json.Compact(&b, fmt.Appendf(nil, format, args...)); err != nil {
		panic(fmt.Sprintf("prompts: a schema: %v", err))
	}
	return b.Bytes()
}
