// Package measure scores retrieval on public question sets: how often a window
// of sentences that holds the answer comes first, among the first five, and how
// early among the first ten.
//
// A [Set] is paragraphs and questions on them; [Sources] lists those that can be
// read from the data folder. [Measure] cuts a set's paragraphs into windows, has
// them ranked for each question by whatever ranks, and counts.
package measure

import (
	"context"
	"fmt"
	"slices"

	"cuttings/corpus"
)

// A Set is paragraphs and the questions that they answer.
type Set struct {
	Name       string
	Language   string // BCP 47 tag
	Paragraphs []Paragraph
	Questions  []Question
}

// A Paragraph is what windows are cut from; no window leaves its paragraph.
type Paragraph struct {
	Text string
	// Sentences lie in Text, in order.
	Sentences []corpus.Span
}

// A Question is answered in one paragraph.
type Question struct {
	Text      string
	Paragraph int // index in Set.Paragraphs
	// Answers are the places that answer, in the paragraph's text. A text that
	// holds any of them whole is right.
	Answers []corpus.Span
}

// A Window is consecutive sentences of a paragraph, and what stands between them.
type Window struct {
	Paragraph int // index in Set.Paragraphs
	Span      corpus.Span
}

// Windows returns the windows of size sentences that begin at each sentence; of a
// paragraph with fewer sentences, one window with all of them.
func (s Set) Windows(size int) []Window {
	var windows []Window
	for p, paragraph := range s.Paragraphs {
		sentences := paragraph.Sentences
		for i := range sentences {
			last := i + size - 1
			if last >= len(sentences) && i > 0 {
				break
			}
			last = min(last, len(sentences)-1)
			windows = append(windows, Window{p, corpus.Span{Start: sentences[i].Start, End: sentences[last].End}})
		}
	}
	return windows
}

// answeredBy reports whether w holds one of the answers.
func (q Question) answeredBy(w Window) bool {
	return q.Paragraph == w.Paragraph && slices.ContainsFunc(q.Answers, w.Span.Contains)
}

// A Ranker ranks the texts that it was built of.
type Ranker interface {
	// Rank returns the indexes of at most k texts, best first, none twice.
	Rank(ctx context.Context, question string, k int) ([]int, error)
}

// A Builder makes a ranker of texts.
type Builder func(ctx context.Context, texts []string) (Ranker, error)

// A Row is the scores of one set, each in [0, 1].
type Row struct {
	Set, Language string
	// Unit is what was to be found: "window" or "paragraph". A paragraph ranks
	// where its best window does.
	Unit      string
	Questions int
	// R1 and R5 are the shares of questions with something right at rank 1, and
	// among the first 5 (recall, or success, at 1 and 5).
	R1, R5 float64
	// MRR10 is the mean of 1/rank of the first that is right, 0 beyond rank 10.
	MRR10 float64
}

// String is the row as a line of a table; rows align with [Header].
func (r Row) String() string {
	return fmt.Sprintf("%-20s %-3s %-10s %5d  %.3f  %.3f  %.3f", r.Set, r.Language, r.Unit, r.Questions, r.R1, r.R5, r.MRR10)
}

// Header names the columns of [Row.String].
const Header = "set                  lng unit           n    R@1    R@5 MRR@10"

// depth is how many windows are asked for: enough that ten paragraphs are
// nearly always among them.
const depth = 100

// Measure ranks the windows of size sentences for each question of the set and
// returns the scores for windows and, if any paragraph has several windows, for
// paragraphs. Questions whose answer no window holds whole count as not found.
// Progress, if not nil, is called after each question.
func Measure(ctx context.Context, set Set, size int, build Builder, progress func(done, total int)) ([]Row, error) {
	windows := set.Windows(size)
	texts := make([]string, len(windows))
	for i, w := range windows {
		texts[i] = w.Span.Of(set.Paragraphs[w.Paragraph].Text)
	}
	ranker, err := build(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("measuring on %s: building the ranker: %w", set.Name, err)
	}
	var byWindow, byParagraph tally
	for i, question := range set.Questions {
		ranked, err := ranker.Rank(ctx, question.Text, depth)
		if err != nil {
			return nil, fmt.Errorf("measuring on %s: ranking for %.80q: %w", set.Name, question.Text, err)
		}
		if err := checkRanks(ranked, len(windows)); err != nil {
			return nil, fmt.Errorf("measuring on %s: ranking for %.80q: %w", set.Name, question.Text, err)
		}
		byWindow.add(slices.IndexFunc(ranked, func(w int) bool { return question.answeredBy(windows[w]) }) + 1)
		byParagraph.add(slices.Index(paragraphsOf(ranked, windows), question.Paragraph) + 1)
		if progress != nil {
			progress(i+1, len(set.Questions))
		}
	}
	rows := []Row{byWindow.row(set, "window")}
	if len(windows) > len(set.Paragraphs) {
		rows = append(rows, byParagraph.row(set, "paragraph"))
	}
	return rows, nil
}

// checkRanks reports what would falsify the count.
func checkRanks(ranked []int, texts int) error {
	seen := make(map[int]bool, len(ranked))
	for _, i := range ranked {
		if i < 0 || i >= texts || seen[i] {
			return fmt.Errorf("text %d is unknown or ranked twice", i)
		}
		seen[i] = true
	}
	return nil
}

// paragraphsOf returns the windows' paragraphs, each at its first place.
func paragraphsOf(ranked []int, windows []Window) []int {
	var paragraphs []int
	for _, w := range ranked {
		if p := windows[w].Paragraph; !slices.Contains(paragraphs, p) {
			paragraphs = append(paragraphs, p)
		}
	}
	return paragraphs
}

// tally adds up the ranks of the first right results.
type tally struct {
	questions, first, firstFive int
	reciprocal                  float64
}

// add counts one question; rank is from 1, or 0 for nothing right.
func (t *tally) add(rank int) {
	t.questions++
	if rank == 1 {
		t.first++
	}
	if 1 <= rank && rank <= 5 {
		t.firstFive++
	}
	if 1 <= rank && rank <= 10 {
		t.reciprocal += 1 / float64(rank)
	}
}

func (t tally) row(set Set, unit string) Row {
	n := float64(max(t.questions, 1))
	return Row{
		Set: set.Name, Language: set.Language, Unit: unit, Questions: t.questions,
		R1: float64(t.first) / n, R5: float64(t.firstFive) / n, MRR10: t.reciprocal / n,
	}
}
