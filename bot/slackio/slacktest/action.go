package slacktest

import (
	"encoding/json"
	"strings"
)

// use finds the element with an action id and says what using it sends. The
// caller holds s.mu.
func (s *Server) use(blocks json.RawMessage, action, value string) (object, error) {
	var list []map[string]any
	_ = json.Unmarshal(blocks, &list) // no blocks, no elements
	for _, e := range elements(list) {
		if e.action() != action {
			continue
		}
		out, ok := e.used(value)
		if !ok {
			continue
		}
		out["type"], out["action_id"], out["block_id"] = e.kind(), e.action(), e.blockID()
		out["action_ts"] = s.state.stamp(s.o.Now())
		return out, nil
	}
	return nil, fault("no element with action %q and value %q", action, value)
}

// used is what using the element with a value sends; false when it hasn't that value.
func (e element) used(value string) (object, bool) {
	switch e.kind() {
	case "button", "icon_button":
		if value != "" && value != text(e.json, "value") {
			return nil, false
		}
		out := object{"text": e.json["text"]}
		if v := text(e.json, "value"); v != "" {
			out["value"] = v
		}
		return out, true
	case "feedback_buttons":
		for _, key := range []string{"positive_button", "negative_button"} {
			b, _ := e.json[key].(map[string]any)
			if v := text(b, "value"); b != nil && (value == "" || value == v) {
				return object{"value": v, "text": b["text"]}, true
			}
		}
		return nil, false
	}
	return e.filled(value)
}

// filled is the value of an input, as view.state.values has it; false when the
// element hasn't that option. "" is what stands in it at first.
func (e element) filled(value string) (object, bool) {
	out := object{"type": e.kind()}
	switch e.kind() {
	case "plain_text_input", "email_text_input", "url_text_input", "number_input":
		out["value"] = nil
		if value = or(value, text(e.json, "initial_value")); value != "" {
			out["value"] = value
		}
	case "static_select", "radio_buttons", "overflow":
		out["selected_option"] = nil
		if value == "" {
			if o, ok := e.json["initial_option"]; ok {
				out["selected_option"] = o
			}
			return out, true
		}
		o := e.option(value)
		out["selected_option"] = o
		return out, o != nil
	case "checkboxes", "multi_static_select":
		chosen := []any{}
		if o, ok := e.json["initial_options"].([]any); ok && value == "" {
			chosen = o
		}
		for v := range strings.SplitSeq(value, ",") {
			if o := e.option(v); o != nil {
				chosen = append(chosen, o)
			} else if v != "" {
				return nil, false
			}
		}
		out["selected_options"] = chosen
	case "datepicker":
		out["selected_date"] = or(value, text(e.json, "initial_date"))
	case "timepicker":
		out["selected_time"] = or(value, text(e.json, "initial_time"))
	default:
		return nil, false
	}
	return out, true
}

func (e element) option(value string) map[string]any {
	options, _ := e.json["options"].([]any)
	for _, o := range options {
		if o, ok := o.(map[string]any); ok && text(o, "value") == value {
			return o
		}
	}
	return nil
}

// empty says whether an input's value is none.
func empty(filled object) bool {
	for _, key := range []string{"value", "selected_option", "selected_date", "selected_time"} {
		if v, ok := filled[key]; ok && (v == nil || v == "") {
			return true
		}
	}
	list, ok := filled["selected_options"].([]any)
	return ok && len(list) == 0
}
