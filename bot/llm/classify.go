package llm

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// What servers say in the text or the code of an error. A limit's own text may speak
// of plans and billing too, but it ends by itself.
var (
	tooLong     = regexp.MustCompile(`(?i)context_length|exceed_context|context (length|size|window)|maximum context|too many tokens|prompt is too long|input is too long`)
	outOfCredit = regexp.MustCompile(`(?i)insufficient_quota|billing_(hard_limit|not_active)|exceeded your current quota|insufficient (credit|balance|funds)|credit balance|more credits|have (any|enough) credits`)
	passing     = regexp.MustCompile(`(?i)rate_limit_exceeded|(re)?try (again )?in \d|retryDelay`)
	filtered    = regexp.MustCompile(`(?i)content_filter|content_policy|ResponsibleAIPolicy|safety_`)
	badKey      = regexp.MustCompile(`(?i)\b(invalid|incorrect|wrong) api key|api key (is )?(not valid|invalid)|invalid_api_key`)
	noModel     = regexp.MustCompile(`(?i)model_not_found|DeploymentNotFound|model .*(not found|does not exist)|(invalid|unknown)[ _]model|not a valid model`)
	rateLimit   = regexp.MustCompile(`(?i)rate[ _]?limit|RESOURCE_EXHAUSTED`)
	badRequest  = regexp.MustCompile(`(?i)invalid_request|INVALID_ARGUMENT`)
)

// classify says what an error's status and body mean. Servers disagree about the
// body's form; what counts is the status, then what the body says anywhere.
func (d *doer) classify(status int, body []byte) Error {
	text := string(body)
	e := Error{Status: status, Detail: d.secrets.detail(message(body)), said: d.secrets.clean(text)}
	if status == http.StatusOK {
		status = statedStatus(body, text)
	}
	switch {
	case status == http.StatusTooManyRequests && (passing.MatchString(text) || !outOfCredit.MatchString(text)):
		e.Kind = RateLimited
	case status == http.StatusPaymentRequired, outOfCredit.MatchString(text) && status < 500:
		e.Kind = OutOfCredit
	case status == http.StatusRequestEntityTooLarge, status < 500 && tooLong.MatchString(text):
		e.Kind = TooLong
	case filtered.MatchString(text) && status < 500:
		e.Kind = Refused
	case status == http.StatusUnauthorized, status == http.StatusForbidden, badKey.MatchString(text) && status < 500:
		e.Kind = Unauthorised
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, noModel.MatchString(text):
		e.Kind = NotFound
	case status == http.StatusRequestTimeout, status >= 500:
		e.Kind = Failing
	case status >= 300 && status < 400:
		e.Kind, e.Detail = NotFound, "the server redirects elsewhere; set its final URL"
	default:
		e.Kind = Rejected
	}
	return e
}

// statedStatus is the status that an error states, by number or in the text, where
// HTTP's says that all is well; or 500.
func statedStatus(body []byte, text string) int {
	var reply struct {
		Error        struct{ Code, Status any }
		Code, Status any
	}
	json.Unmarshal(single(body), &reply) // what is of another form states none
	for _, v := range []any{reply.Error.Code, reply.Error.Status, reply.Code, reply.Status} {
		if n, err := strconv.Atoi(fmt.Sprint(v)); err == nil && n >= 400 && n < 600 {
			return n
		}
	}
	switch {
	case rateLimit.MatchString(text):
		return http.StatusTooManyRequests
	case badRequest.MatchString(text):
		return http.StatusBadRequest
	}
	return http.StatusInternalServerError
}

// message is what the body of an error says to people: {"error":{"message":…}},
// {"error":"…"}, {"detail":…}, {"message":…}, or the body itself unless it is HTML.
func message(body []byte) string {
	var reply map[string]json.RawMessage
	if err := json.Unmarshal(single(body), &reply); err != nil {
		text := strings.TrimSpace(string(body))
		if strings.HasPrefix(text, "<") {
			return "the server answered with a web page"
		}
		return text
	}
	for _, name := range []string{"error", "detail", "message"} {
		value, ok := reply[name]
		if !ok {
			continue
		}
		var text string
		if json.Unmarshal(value, &text) == nil && text != "" {
			return text
		}
		var inner struct{ Message string }
		if json.Unmarshal(value, &inner) == nil && inner.Message != "" {
			return inner.Message
		}
		return string(value)
	}
	return string(body)
}

// single is the one error in an array of them, as Gemini sends it; else the body itself.
func single(body []byte) []byte {
	var all []json.RawMessage
	if json.Unmarshal(body, &all) == nil && len(all) == 1 {
		return all[0]
	}
	return body
}
