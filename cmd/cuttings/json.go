package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"cuttings/bot"
)

// The JSON contract: `cuttings help json` describes it and the README documents
// it. A field is never left out, and an array is never null.

// jsonReply is a reply to one question.
type jsonReply struct {
	Question  string         `json:"question"`
	Answered  bool           `json:"answered"`
	Text      string         `json:"text"`
	Reason    bot.Reason     `json:"reason"`
	Missing   []string       `json:"missing"`
	Mode      bot.Mode       `json:"mode"`
	Notice    string         `json:"notice"`
	Dropped   []jsonDropped  `json:"dropped"`
	Usage     jsonUsage      `json:"usage"`
	Citations []jsonCitation `json:"citations"`
	Closest   []jsonCitation `json:"closest"`
	Timings   jsonTimings    `json:"timings_ms"`
}

// jsonDropped is a claim of a language model that its sentences don't carry.
type jsonDropped struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// jsonUsage is in tokens.
type jsonUsage struct {
	Prompt     int `json:"prompt"`
	Completion int `json:"completion"`
}

type jsonCitation struct {
	Number    int    `json:"number"`
	Article   string `json:"article"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"` // "2021-12-31", or empty
	URL       string `json:"url"`
	Passage   string `json:"passage"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Quote     string `json:"quote"`
}

// jsonTimings are in milliseconds.
type jsonTimings struct {
	Search float64 `json:"search"`
	Read   float64 `json:"read"`
	Total  float64 `json:"total"`
}

// jsonError stands in the place of a reply to a question that got none.
type jsonError struct {
	Question string     `json:"question"`
	Error    jsonDetail `json:"error"`
}

type jsonDetail struct {
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

type jsonSummary struct {
	Topic    string        `json:"topic"`
	Since    string        `json:"since"` // "2021-12-31", or empty
	Newer    int           `json:"newer"`
	Mode     bot.Mode      `json:"mode"`
	Notice   string        `json:"notice"`
	Dropped  []jsonDropped `json:"dropped"`
	Usage    jsonUsage     `json:"usage"`
	Points   []jsonPoint   `json:"points"`
	Coverage jsonCoverage  `json:"coverage"`
}

type jsonPoint struct {
	Text      string         `json:"text"` // of a language model; mostly empty
	Citations []jsonCitation `json:"citations"`
}

type jsonCoverage struct {
	Articles int    `json:"articles"`
	From     string `json:"from"`
	To       string `json:"to"`
}

type jsonSources struct {
	Topic   string       `json:"topic"`
	Sources []jsonSource `json:"sources"`
}

type jsonSource struct {
	Article   string `json:"article"`
	Title     string `json:"title"`
	Heading   string `json:"heading"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Passages  int    `json:"passages"`
	Words     int    `json:"words"`
}

func replyJSON(r bot.Reply) jsonReply {
	return jsonReply{
		Question:  r.Question,
		Answered:  r.Answered,
		Text:      r.Text(),
		Reason:    r.Reason,
		Missing:   append([]string{}, r.Missing...),
		Mode:      r.Mode,
		Notice:    r.Notice,
		Dropped:   droppedJSON(r.Dropped),
		Usage:     jsonUsage{r.Usage.Prompt, r.Usage.Completion},
		Citations: citationsJSON(r.Citations),
		Closest:   citationsJSON(r.Closest),
		Timings:   jsonTimings{milliseconds(r.Timings.Search), milliseconds(r.Timings.Read), milliseconds(r.Timings.Total)},
	}
}

func droppedJSON(claims []bot.Dropped) []jsonDropped {
	out := make([]jsonDropped, len(claims))
	for i, d := range claims {
		out[i] = jsonDropped{d.Text, d.Reason}
	}
	return out
}

func citationsJSON(cs []bot.Citation) []jsonCitation {
	out := make([]jsonCitation, len(cs))
	for i, c := range cs {
		out[i] = jsonCitation{
			Number:    c.Number,
			Article:   c.Article,
			Title:     c.Title,
			Outlet:    c.Outlet,
			Published: dayJSON(c.Published),
			URL:       c.URL,
			Passage:   c.Passage,
			Start:     c.Span.Start,
			End:       c.Span.End,
			Quote:     c.Quote,
		}
	}
	return out
}

func errorJSON(question string, err error) jsonError {
	return jsonError{Question: question, Error: jsonDetail{Message: err.Error(), Hint: hintOf(err)}}
}

func summaryJSON(s bot.Summary) jsonSummary {
	out := jsonSummary{
		Topic:    s.Topic,
		Since:    dayJSON(s.Since),
		Newer:    s.Newer,
		Mode:     s.Mode,
		Notice:   s.Notice,
		Dropped:  droppedJSON(s.Dropped),
		Usage:    jsonUsage{s.Usage.Prompt, s.Usage.Completion},
		Points:   make([]jsonPoint, len(s.Points)),
		Coverage: jsonCoverage{s.Coverage.Articles, dayJSON(s.Coverage.From), dayJSON(s.Coverage.To)},
	}
	for i, p := range s.Points {
		out.Points[i].Text = p.Text
		out.Points[i].Citations = citationsJSON(p.Citations)
	}
	return out
}

func sourcesJSON(topic string, list []bot.Source) jsonSources {
	out := jsonSources{Topic: topic, Sources: make([]jsonSource, len(list))}
	for i, s := range list {
		out.Sources[i] = jsonSource{
			Article:   s.Article,
			Title:     s.Title,
			Heading:   s.Heading,
			Outlet:    s.Outlet,
			Published: dayJSON(s.Published),
			URL:       s.URL,
			Passages:  s.Passages,
			Words:     s.Words,
		}
	}
	return out
}

func dayJSON(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// milliseconds is d to the microsecond.
func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// jsonLine encodes v on a line of its own. Invalid UTF-8 becomes U+FFFD, and
// characters that matter to HTML stand as they are.
func jsonLine(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", fmt.Errorf("encoding JSON: %w", err)
	}
	return b.String(), nil
}

// printJSON prints v as a line of JSON.
func (a *app) printJSON(v any) error {
	line, err := jsonLine(v)
	if err != nil {
		return err
	}
	return a.print(line)
}
