// Package prompts holds every word that is put before a language model.
//
// [Answer], [Summary] and [Rewrite] render the templates in the folder templates
// to a [Prompt]. Texts that others wrote (articles, questions) stand between
// [Open] and [Close], cleaned so that they can't end the fence, start a line or
// pass for a number, and the model is told that they are material and never
// instructions. The material comes before the question: servers keep what equal
// prompts begin with.
package prompts

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"text/template"
)

// Open and Close are the lines around texts that others wrote. Nothing between
// them holds a "<" or a ">".
const (
	Open  = "<material>"
	Close = "</material>"
)

// The lines after the material begin with one of these.
const (
	QuestionLine = "Question: "
	TopicLine    = "Topic: "
)

// A Prompt is what is put before a model, and the form of its reply.
type Prompt struct {
	// Name names the form, for servers that ask for a name.
	Name string
	// System says what to do; User is what to do it with. Neither is empty.
	System, User string
	// Schema is the JSON Schema of the reply.
	Schema json.RawMessage
}

// Spelled returns p with its schema written out in System, for a server that
// doesn't take one.
func (p Prompt) Spelled() Prompt {
	p.System = render("schema", p)
	return p
}

// bound is a keyword of the schemas that says how long a text or a list may be.
var bound = regexp.MustCompile(`,"max(?:Length|Items)":\d+`)

// Unbounded returns p with a schema that doesn't say how long texts and lists may be,
// for a server that refuses to hold them to it.
func (p Prompt) Unbounded() Prompt {
	p.Schema = bound.ReplaceAllLiteral(p.Schema, nil)
	return p
}

// An Article is material: sentences under the heading of their article.
type Article struct {
	Heading   string // its outlet or id, and its date
	Sentences []string
}

// An Earlier question, and what was said to it.
type Earlier struct {
	Question string
	Said     []string
}

// Answer asks for an answer to a question. The sentences are numbered from 1
// through all articles.
func Answer(question string, from []Article) Prompt {
	return Prompt{"answer", render("answer.system", limits), render("answer.user", material(question, from)), draftSchema}
}

// Summary asks what the sentences say of a topic, or of all, if it is empty.
func Summary(topic string, from []Article) Prompt {
	return Prompt{"summary", render("summary.system", limits), render("summary.user", material(topic, from)), draftSchema}
}

// Rewrite asks for a full question in place of one that follows on from earlier
// ones, the latest last.
func Rewrite(before []Earlier, question string) Prompt {
	type earlier struct {
		Question string
		Said     []string
	}
	data := struct {
		Open, Close, Asked string
		Before             []earlier
	}{Open, Close, clean(question), nil}
	for _, b := range before {
		e := earlier{Question: clean(b.Question)}
		for _, s := range b.Said {
			e.Said = append(e.Said, clean(s))
		}
		data.Before = append(data.Before, e)
	}
	return Prompt{"question", render("rewrite.system", limits), render("rewrite.user", data), rewriteSchema}
}

// Probe asks for the shortest reply of a given form, to see what a server takes.
func Probe() Prompt {
	return Prompt{"probe", render("probe.system", nil), render("probe.user", nil), probeSchema}
}

type numbered struct {
	Number int
	Text   string
}

type article struct {
	Heading   string
	Sentences []numbered
}

type materialData struct {
	Open, Close, Asked string
	Articles           []article
}

func material(asked string, from []Article) materialData {
	data := materialData{Open: Open, Close: Close, Asked: clean(asked)}
	n := 0
	for _, a := range from {
		out := article{Heading: clean(a.Heading)}
		for _, s := range a.Sentences {
			n++
			out.Sentences = append(out.Sentences, numbered{n, clean(s)})
		}
		data.Articles = append(data.Articles, out)
	}
	return data
}

//go:embed templates/*.tmpl
var files embed.FS

var templates = template.Must(template.New("").Option("missingkey=error").ParseFS(files, "templates/*.tmpl"))

// render panics only for a template that doesn't fit its data, which no input
// can bring about: the data are structs of strings and numbers.
func render(name string, data any) string {
	var b strings.Builder
	if err := templates.ExecuteTemplate(&b, name+".tmpl", data); err != nil {
		panic(fmt.Sprintf("prompts: rendering %s: %v", name, err))
	}
	return strings.TrimSpace(b.String())
}
