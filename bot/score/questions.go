// Package score judges the bot's replies against a file of questions whose
// answers are known: which were answered rightly, which refused, and whether
// every quotation stands in its article byte for byte.
//
// [Read] reads the questions, [Judge] judges one reply, and a [Tally] adds up
// many. Nothing here asks the bot or reads a disk: the replies and the articles'
// texts are passed in.
//
// # Question file
//
// One JSON object a line: "id", "question", "kind", "answerable", and for an
// answerable question "gold", its required facts, each a list of alternative
// texts that occur word for word in the coverage. A line {"id","turns":[…]}
// holds the questions of one conversation, in order. Other fields are ignored.
//
// # Rules
//
//   - A fact is found when one of its alternatives lies inside one quote among
//     the first [Top] citations, whatever article that is from. Case, typographic
//     quotes and dashes, and runs of white space don't matter.
//   - An answer is right when every fact is found, partly right when some are,
//     and wrong when none is. It leads when its first citation holds a fact.
//   - A refusal of an answerable question is false, unless it is unsure, which
//     counts as half a miss.
//   - A question that isn't answerable is refused rightly by any refusal, and
//     falsely answered otherwise, whatever is cited.
package score

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A Question is a question with what is known of its answer.
type Question struct {
	ID   string
	Text string
	// Kind groups questions in the report: who, when, nearmiss, ….
	Kind string
	// Answerable says that the coverage answers the question.
	Answerable bool
	// Gold are the facts that an answer must hold, each a list of alternative
	// texts. Empty unless Answerable.
	Gold [][]string
}

// A Dialogue is the questions of one conversation, in order; most hold one.
type Dialogue []Question

// Read reads a question file. Blank lines are skipped; an error names the line.
func Read(r io.Reader) ([]Dialogue, error) {
	var dialogues []Dialogue
	err := eachLine(r, func(line string) error {
		d, err := parse(line)
		dialogues = append(dialogues, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return dialogues, nil
}

// eachLine passes on the lines that aren't blank; an error names the line.
func eachLine(r io.Reader, take func(line string) error) error {
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, end := in.ReadString('\n')
		if end != nil && end != io.EOF {
			return fmt.Errorf("line %d: %w", n, end)
		}
		if strings.TrimSpace(line) != "" {
			if err := take(line); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		if end == io.EOF {
			return nil
		}
	}
}

// A record is a question as the file holds it. Pointers tell a field that is
// missing from one that is empty.
type record struct {
	ID         string     `json:"id"`
	Question   *string    `json:"question"`
	Kind       string     `json:"kind"`
	Answerable *bool      `json:"answerable"`
	Gold       [][]string `json:"gold"`
	Turns      []record   `json:"turns"`
}

func parse(line string) (Dialogue, error) {
	var rec record
	if err := json.Unmarshal([]byte(line), &rec); err != nil {
		return nil, fmt.Errorf("not a question: %w", err)
	}
	if rec.Turns == nil {
		q, err := rec.question()
		if err != nil {
			return nil, err
		}
		return Dialogue{q}, nil
	}
	d := make(Dialogue, len(rec.Turns))
	for i, turn := range rec.Turns {
		if turn.ID == "" {
			turn.ID = fmt.Sprintf("%s#%d", rec.ID, i+1)
		}
		q, err := turn.question()
		if err != nil {
			return nil, fmt.Errorf("turn %d: %w", i+1, err)
		}
		d[i] = q
	}
	return d, nil
}

func (r record) question() (Question, error) {
	switch {
	case r.Question == nil:
		return Question{}, errors.New(`"question" is missing`)
	case r.Kind == "":
		return Question{}, errors.New(`"kind" is missing`)
	case r.Answerable == nil:
		return Question{}, errors.New(`"answerable" is missing`)
	case *r.Answerable && len(r.Gold) == 0:
		return Question{}, errors.New(`"gold" is missing, though the question is answerable`)
	}
	return Question{ID: r.ID, Text: *r.Question, Kind: r.Kind, Answerable: *r.Answerable, Gold: r.Gold}, nil
}
