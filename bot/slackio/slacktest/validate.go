package slacktest

import (
	"encoding/json"
	"errors"
)

// validate refuses what isn't blocks at all.
func validate(surface string, raw []byte) error {
	if surface != "message" {
		return nil
	}
	var list []struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return errors.New("blocks must be an array")
	}
	if len(list) > 50 {
		return errors.New("no more than 50 items allowed")
	}
	for _, b := range list {
		if b.Type == "" {
			return errors.New("missing required field: type")
		}
	}
	return nil
}
