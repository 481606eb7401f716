package llm

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"cuttings/prompts"
)

// A dialect is what a server takes of the protocol. It starts with the most and
// learns from refusals; what was learned holds for the client's life.
type dialect struct {
	format           format
	bounded          bool // the schema says how long texts and lists may be
	spelled          bool // the schema stands in the prompt too
	stream           bool
	streamUsage      bool // stream_options
	completionTokens bool // max_completion_tokens, not max_tokens
	temperature      bool
	system           bool // the role
	thinks           bool // the model does, before it writes
}

// A format is how a server is asked for JSON, from the strictest down.
type format int

const (
	strictSchema format = iota // json_schema with strict: all of it holds, but some keywords are refused
	looseSchema                // json_schema
	anyObject                  // json_object
	noFormat                   // only the prompt says so
)

// firstDialect is what is tried first of a server.
func firstDialect(cfg Config) dialect {
	d := dialect{bounded: true, stream: true, streamUsage: true, temperature: true, system: true}
	if u, err := url.Parse(cfg.URL); err == nil && u.Hostname() == "api.openai.com" {
		d.completionTokens = true // the other is deprecated there; older servers know only the other
	}
	if reasons(cfg.Model) {
		d.completionTokens, d.temperature, d.thinks = true, false, true
	}
	return d
}

// reasoning names models that think before they write, and take no temperature; a
// gateway puts their maker before the name.
var reasoning = regexp.MustCompile(`(?:^|/)(?:o[134]|gpt-[5-9])`)

func reasons(model string) bool { return reasoning.MatchString(model) }

// request is the prompt in this dialect, and the fields that go-openai would leave
// out (a temperature of 0) or judge by the model's name.
func (d dialect) request(model string, maxTokens int, p prompts.Prompt) (openai.ChatCompletionRequest, map[string]json.RawMessage) {
	if d.spelled || d.format >= anyObject {
		p = p.Spelled()
	}
	if !d.bounded {
		p = p.Unbounded()
	}
	req := openai.ChatCompletionRequest{Model: model}
	if d.system {
		req.Messages = []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: p.System},
			{Role: openai.ChatMessageRoleUser, Content: p.User},
		}
	} else {
		req.Messages = []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: p.System + "\n\n" + p.User}}
	}
	switch d.format {
	case strictSchema, looseSchema:
		req.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
				Name: p.Name, Schema: p.Schema, Strict: d.format == strictSchema,
			},
		}
	case anyObject:
		req.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	if d.stream && d.streamUsage {
		req.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	}
	limit := "max_tokens"
	if d.completionTokens {
		limit = "max_completion_tokens"
	}
	fields := map[string]json.RawMessage{limit: json.RawMessage(strconv.Itoa(maxTokens))}
	if d.temperature {
		fields["temperature"] = json.RawMessage("0")
	}
	return req, fields
}

// Of what a refusal speaks.
var (
	ofStreamOptions = regexp.MustCompile(`(?i)stream_options|include_usage`)
	ofStream        = regexp.MustCompile(`(?i)\bstream(ing|ed)?\b`)
	ofTemperature   = regexp.MustCompile(`(?i)temperature`)
	ofMaxTokens     = regexp.MustCompile(`(?i)(unsupported|unrecogni[sz]ed|unknown|unexpected|forbidden|not (supported|permitted|allowed)).{0,60}\bmax_tokens\b|\bmax_tokens\b.{0,60}(unsupported|not (supported|permitted|allowed))`)
	ofBounds        = regexp.MustCompile(`(?i)max_?(length|items)`)
	ofFormat        = regexp.MustCompile(`(?i)response_?format|response format|schema|\bstrict\b|json_object|grammar|sampler|structured|guided`)
	ofSystem        = regexp.MustCompile(`(?i)system (role|message|prompt)|role.{0,20}system|roles? must alternate`)
)

// without is the dialect less what a refusal speaks of; false if nothing is left
// to do without.
func (d dialect) without(e *Error) (dialect, bool) {
	switch e.Status {
	case http.StatusOK, http.StatusBadRequest, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusNotImplemented:
	case http.StatusInternalServerError: // of some that can't make a grammar of a schema
		if !ofFormat.MatchString(e.said) {
			return d, false
		}
	default:
		return d, false
	}
	if e.Kind != Rejected && e.Kind != Failing {
		return d, false
	}
	switch text := e.said; {
	case strings.Contains(text, "max_completion_tokens") && !d.completionTokens:
		d.completionTokens = true
	case strings.Contains(text, "max_completion_tokens"):
		d.completionTokens = false
	case ofMaxTokens.MatchString(text) && !d.completionTokens:
		d.completionTokens = true
	case ofStreamOptions.MatchString(text) && d.streamUsage:
		d.streamUsage = false
	case ofTemperature.MatchString(text) && d.temperature:
		d.temperature = false
	case ofSystem.MatchString(text) && d.system:
		d.system = false
	case ofBounds.MatchString(text) && d.bounded && d.format < anyObject:
		d.bounded = false
	case ofFormat.MatchString(text) && d.format < noFormat:
		d.format++
	case ofStream.MatchString(text) && d.stream:
		d.stream = false
	default:
		return d, false
	}
	return d, true
}

// plainest is the dialect less all that a server may do without, for one that doesn't
// say what it refuses.
func (d dialect) plainest() dialect {
	d.format, d.streamUsage, d.temperature = noFormat, false, false
	return d
}
