package measure

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	"cuttings/corpus"
)

// A Source is a set that can be read from the data folder.
type Source struct {
	Name     string
	Language string // BCP 47 tag
	file     string // in the data folder, without .gz
	parse    func(*Set, []byte) error
}

// Sources returns the sets in the order in which they are reported:
//
//   - XQuAD (Artetxe et al. 2020): 1,190 questions on 240 Wikipedia paragraphs,
//     the same in six languages;
//   - half of the SQuAD 2.0 development set (Rajpurkar et al. 2018), the
//     questions that have an answer;
//   - SelQA's test set (Jurczyk et al. 2016): which sentences of a section answer;
//     a section counts as a paragraph;
//   - the Wikinews test sentences of QA-SRL (Roit et al. 2020), each a paragraph.
//     Its questions say "someone" for names, so many fit several sentences.
func Sources() []Source {
	var sources []Source
	for _, language := range []string{"en", "es", "de", "ru", "zh", "ar"} {
		sources = append(sources, Source{"xquad", language, "xquad/xquad." + language + ".json", parseXQuAD})
	}
	return append(sources,
		Source{"squad2-dev-b", "en", "squad2/dev_half_b.jsonl", parseSQuAD},
		Source{"selqa-test", "en", "reading/selqa_test.jsonl", parseSelQA},
		Source{"qasrl-wikinews-test", "en", "reading/qasrl_wikinews.jsonl", parseQASRL},
	)
}

// Load reads the set from the data folder. The error is an [fs.ErrNotExist] if
// it isn't there.
func (s Source) Load(data fs.FS) (Set, error) {
	set := Set{Name: s.Name, Language: s.Language}
	content, name, err := readFile(data, s.file)
	if err == nil {
		err = s.parse(&set, content)
	}
	if err != nil {
		return Set{}, fmt.Errorf("reading question set %q: %w", name, err)
	}
	return set, nil
}

// readFile returns the content of the named file, or of the one with .gz at the
// end, decompressed; and which it was.
func readFile(data fs.FS, name string) ([]byte, string, error) {
	content, err := fs.ReadFile(data, name)
	if !errors.Is(err, fs.ErrNotExist) {
		return content, name, err
	}
	compressed, err := fs.ReadFile(data, name+".gz")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, name, fs.ErrNotExist
	}
	if err != nil {
		return nil, name + ".gz", err
	}
	content, err = gunzip(compressed)
	return content, name + ".gz", err
}

func gunzip(compressed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	return content, nil
}

// squadParagraph is a paragraph as SQuAD and XQuAD have it.
type squadParagraph struct {
	Context string
	QAs     []struct {
		Question string
		Answers  []squadAnswer
	}
}

type squadAnswer struct {
	Text string
	// Start counts code points.
	Start int `json:"answer_start"`
	// Unique false: the text occurs more than once, and the set doesn't say
	// which place is meant.
	Unique *bool
}

func parseXQuAD(set *Set, content []byte) error {
	var file struct {
		Data []struct{ Paragraphs []squadParagraph }
	}
	if err := json.Unmarshal(content, &file); err != nil {
		return err
	}
	for _, article := range file.Data {
		for _, p := range article.Paragraphs {
			if err := set.addSQuAD(p); err != nil {
				return err
			}
		}
	}
	return nil
}

func parseSQuAD(set *Set, content []byte) error {
	return eachLine(content, set.addSQuAD)
}

func (s *Set) addSQuAD(p squadParagraph) error {
	at := runeStarts(p.Context)
	paragraph := s.addParagraph(Paragraph{p.Context, corpus.Sentences(p.Context)})
	for _, qa := range p.QAs {
		q := Question{Text: qa.Question, Paragraph: paragraph}
		for _, a := range qa.Answers {
			spans, err := a.places(p.Context, at)
			if err != nil {
				return fmt.Errorf("question %.80q: %w", qa.Question, err)
			}
			q.Answers = append(q.Answers, spans...)
		}
		if len(q.Answers) > 0 {
			s.Questions = append(s.Questions, q)
		}
	}
	return nil
}

// places returns where the answer stands in text, whose runes begin at the bytes
// in at: in one place, or in all of them if it isn't said which.
func (a squadAnswer) places(text string, at []int) ([]corpus.Span, error) {
	if a.Text == "" || a.Start < 0 || a.Start >= len(at) || !strings.HasPrefix(text[at[a.Start]:], a.Text) {
		return nil, fmt.Errorf("answer %.80q isn't at %d", a.Text, a.Start)
	}
	start := at[a.Start]
	places := []corpus.Span{{Start: start, End: start + len(a.Text)}}
	if a.Unique == nil || *a.Unique {
		return places, nil
	}
	for start++; ; start++ {
		i := strings.Index(text[start:], a.Text)
		if i < 0 {
			return places, nil
		}
		start += i
		places = append(places, corpus.Span{Start: start, End: start + len(a.Text)})
	}
}

func parseSelQA(set *Set, content []byte) error {
	paragraphs := make(map[string]int) // by text
	return eachLine(content, func(row struct {
		Question  string
		Sentences []string
		Answers   []int
	}) error {
		p := joined(row.Sentences)
		q := Question{Text: row.Question}
		for _, i := range row.Answers {
			if i < 0 || i >= len(p.Sentences) {
				return fmt.Errorf("question %.80q: sentence %d of %d", row.Question, i, len(p.Sentences))
			}
			q.Answers = append(q.Answers, p.Sentences[i])
		}
		var ok bool
		if q.Paragraph, ok = paragraphs[p.Text]; !ok {
			q.Paragraph = set.addParagraph(p)
			paragraphs[p.Text] = q.Paragraph
		}
		if len(q.Answers) > 0 {
			set.Questions = append(set.Questions, q)
		}
		return nil
	})
}

func parseQASRL(set *Set, content []byte) error {
	return eachLine(content, func(row struct {
		Part   string
		Tokens string // with a space between two
		QAs    []struct{ Question string }
	}) error {
		if row.Part != "test" {
			return nil
		}
		sentence := corpus.Span{Start: 0, End: len(row.Tokens)}
		paragraph := set.addParagraph(Paragraph{row.Tokens, []corpus.Span{sentence}})
		for _, qa := range row.QAs {
			set.Questions = append(set.Questions, Question{qa.Question, paragraph, []corpus.Span{sentence}})
		}
		return nil
	})
}

// addParagraph returns the paragraph's index.
func (s *Set) addParagraph(p Paragraph) int {
	s.Paragraphs = append(s.Paragraphs, p)
	return len(s.Paragraphs) - 1
}

// joined makes a paragraph of sentences.
func joined(sentences []string) Paragraph {
	var p Paragraph
	var text strings.Builder
	for i, sentence := range sentences {
		if i > 0 {
			text.WriteByte(' ')
		}
		start := text.Len()
		text.WriteString(strings.TrimSpace(sentence))
		p.Sentences = append(p.Sentences, corpus.Span{Start: start, End: text.Len()})
	}
	p.Text = text.String()
	return p
}

// runeStarts returns the byte at which each rune of s begins.
func runeStarts(s string) []int {
	starts := make([]int, 0, utf8.RuneCountInString(s))
	for i := range s {
		starts = append(starts, i)
	}
	return starts
}

// eachLine calls f with the JSON object of each line.
func eachLine[T any](content []byte, f func(T) error) error {
	number := 0
	for line := range bytes.Lines(content) {
		number++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var row T
		if err := json.Unmarshal(line, &row); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if err := f(row); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return nil
}
