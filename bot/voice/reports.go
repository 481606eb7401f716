// Package voice says who speaks in the sentences of a report, and for which government.
//
// [Reports] holds what it finds in one coverage: an [Attribution] for each sentence, read
// off its verbs of speaking and quotation marks, and the governments for which people
// speak, read off the offices that stand before their names. What it reads them by, a
// check of what a text has somebody say needs too: [Speakers], [Tokens] and words of
// several kinds.
package voice

import (
	"sync"

	"cuttings/retrieval"
)

// Reports is what is known of the articles of one coverage: who speaks in their
// sentences, and for which government. Each article is read when it is first asked
// about. Any number of goroutines may use it at once.
type Reports struct {
	coverage *retrieval.Coverage
	// first is the first sentence of each article; one more stands for the end.
	first []int
	// voices says of each article who speaks in its sentences.
	voices []func() []Attribution
	// authors are who make the statements that the articles consist of.
	authors []author
	// people are those who speak for governments.
	people func() people
	// heads are the last names of those who head governments.
	heads func() map[string]string
}

// New returns the Reports of a coverage, which mustn't change.
func New(coverage *retrieval.Coverage) *Reports {
	r := &Reports{coverage: coverage}
	sentences := coverage.Sentences
	for id, s := range sentences {
		for len(r.first) <= s.Article {
			r.first = append(r.first, id)
		}
	}
	for len(r.first) <= len(coverage.Articles) {
		r.first = append(r.first, len(sentences))
	}
	for article, a := range coverage.Articles {
		r.authors = append(r.authors, authorOf(a.Title, r.Sentences(article)))
		r.voices = append(r.voices, sync.OnceValue(func() []Attribution { return attribute(r.Sentences(article), r.authors[article].name) }))
	}
	r.people = sync.OnceValue(func() people { return peopleOf(sentences) })
	r.heads = sync.OnceValue(func() map[string]string { return headsOf(sentences) })
	return r
}

// Coverage is the coverage that the reports are of.
func (r *Reports) Coverage() *retrieval.Coverage { return r.coverage }

// First is the number, in the coverage, of the first sentence of an article; that of
// the last article's end, if given how many articles there are.
func (r *Reports) First(article int) int { return r.first[article] }

// Sentences are those of an article.
func (r *Reports) Sentences(article int) []retrieval.Sentence {
	return r.coverage.Sentences[r.first[article]:r.first[article+1]]
}

// Voices say of each of an article's sentences who speaks in it.
func (r *Reports) Voices(article int) []Attribution { return r.voices[article]() }

// Of says who speaks in a sentence, given by its number in the coverage.
func (r *Reports) Of(sentence int) Attribution {
	article := r.coverage.Sentences[sentence].Article
	return r.voices[article]()[sentence-r.first[article]]
}

// CampOf is the government for which the speaker in a folded phrase stands: the one
// that the phrase names as such (see [Government]), or that for which one of the people
// in it speaks; empty if there is none.
func (r *Reports) CampOf(phrase string) string { return r.people().campOf(phrase) }

// Author is who makes the statement that an article consists of, as it names them:
// "Antony J. Blinken", "President Biden"; empty if it is none, or by nobody named.
func (r *Reports) Author(article int) string { return r.authors[article].name }

// Byline is all that an article says of its author or authors where it names them: "Antony J.
// Blinken, Secretary of State"; empty where Author is.
func (r *Reports) Byline(article int) string { return r.authors[article].byline }

// WordsOf is whose words a sentence is, given by its number in the coverage, if that isn't
// said in it; see [Attribution.Author].
func (r *Reports) WordsOf(sentence int) string { return r.Of(sentence).Author }

// Head is the folded last name of who heads a government; under "", of whom the
// coverage nearly always means by "President" and a name. It is empty if not known.
func (r *Reports) Head(camp string) string { return r.heads()[camp] }
