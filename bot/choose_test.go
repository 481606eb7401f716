package bot

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"cuttings/bot/bottest"
	"cuttings/retrieval"
)

// chosenBy is what is quoted for a question whose search finds the hits.
func chosenBy(t *testing.T, b *Bot, d *searcherDouble, question string, hits ...hit) []*candidate {
	t.Helper()
	d.finds(t, hits...)
	f, err := b.find(t.Context(), question)
	if err != nil {
		t.Fatal(err)
	}
	return b.choose(f)
}

// begins are the first words of the sentences chosen.
func begins(chosen []*candidate) string {
	var out []string
	for _, c := range chosen {
		out = append(out, strings.Join(strings.Fields(c.sentence.Text)[:2], " "))
	}
	return strings.Join(out, ", ")
}

func TestChooseMargins(t *testing.T) {
	b, d := over(t, bottest.Articles(t,
		"Alpha went up on the hill. Bravo sat down at the sea. Charlie sang a song of old.",
		"Delta bought red shoes. Alpha again went up on the hill. Foxtrot sold some bread."))
	tests := []struct {
		name, question string
		hits           []hit
		want           string
	}{
		{"the best alone", "Who did it?", []hit{{"Alpha went", 1}, {"Bravo sat", -1.6}, {"Charlie sang", -1.7}}, "Alpha went"},
		{"a second chance", "Who did it?", []hit{{"Alpha went", 1}, {"Bravo sat", -0.9}, {"Charlie sang", -0.9}}, "Alpha went, Bravo sat"},
		{"none that surely doesn't answer", "Who did it?", []hit{{"Alpha went", 1}, {"Bravo sat", -1.1}}, "Alpha went"},
		{"but where the best doesn't either", "Who did it?", []hit{{"Alpha went", -0.1}, {"Bravo sat", -1.1}}, "Alpha went, Bravo sat"},
		{"none if the best is sure", "Who did it?", []hit{{"Alpha went", 3}, {"Bravo sat", 1}}, "Alpha went"},
		{"nearly as good", "Who did it?", []hit{{"Alpha went", 3}, {"Bravo sat", 2.5}, {"Charlie sang", 2}}, "Alpha went, Bravo sat, Charlie sang"},
		{"the same words count for more", "Who did it?", []hit{{"Alpha went", 3}, {"Bravo sat", 0.5}, {"Alpha again", 0.3}}, "Alpha went, Alpha again"},
		{"a list takes more, next to the best most", "Which people did things?", []hit{{"Alpha went", 3}, {"Delta bought", 1}, {"Bravo sat", 0.2}, {"Foxtrot sold", 0.2}}, "Alpha went, Delta bought, Bravo sat"},
	}
	for _, tt := range tests {
		if got := begins(chosenBy(t, b, d, tt.question, tt.hits...)); got != tt.want {
			t.Errorf("%s: chosen %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A question in a transcript is quoted behind what is replied to it, and not beside what
// answers by itself.
func TestChooseReply(t *testing.T) {
	b, d := over(t, bottest.Articles(t, "The hearing\n\nSEN. ROE: Was the bridge safe? You knew.\n\nMS. LIND: It was not. We knew of cracks.\n\nSEN. ROE: Who knew of cracks?\n\nMS. LIND: Thank you. The agency did.\n"))
	for _, tt := range []struct {
		name, question string
		hits           []hit
		want           string
	}{
		{"a reply", "Was the bridge safe?", []hit{{"SEN. ROE: Was", 3}}, "MS. LIND:, SEN. ROE:"},
		{"a reply behind thanks", "Who knew of cracks?", []hit{{"SEN. ROE: Who", 3}}, "The agency, SEN. ROE:"},
		{"an answer", "Who knew of cracks?", []hit{{"We knew", 3}, {"SEN. ROE: Who", 2.9}}, "We knew"},
		{"whose question it is", "What did Sen. Roe ask about, and what did Roe say?", []hit{{"SEN. ROE: Who", 3}}, "SEN. ROE:"},
		{"no reply", "Was the bridge safe?", []hit{{"You knew", 3}}, "You knew."},
	} {
		if got := begins(chosenBy(t, b, d, tt.question, tt.hits...)); got != tt.want {
			t.Errorf("%s: chosen %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestChooseLimits(t *testing.T) {
	long := strings.Repeat("Long words fill the line, ", 9) + "number %d ends.\n\n"
	var text strings.Builder
	for i := range 8 {
		fmt.Fprintf(&text, "Number%d goes. ", i)
		fmt.Fprintf(&text, long, i)
	}
	b, d := over(t, bottest.Articles(t, text.String()))
	t.Run("citations", func(t *testing.T) {
		var hits []hit
		for i := range 8 {
			hits = append(hits, hit{fmt.Sprintf("Number%d", i), 3})
		}
		if got := chosenBy(t, b, d, "What goes?", hits...); len(got) != MaxCitations {
			t.Errorf("%d citations, want %d", len(got), MaxCitations)
		}
	})
	t.Run("bytes", func(t *testing.T) {
		d.hits = nil
		for id, s := range b.coverage.Sentences {
			if strings.HasPrefix(s.Text, "Long") {
				d.hits = append(d.hits, retrieval.Hit{Sentence: id, LogOdds: 3})
			}
		}
		f, err := b.find(t.Context(), "What ends?")
		if err != nil {
			t.Fatal(err)
		}
		got := b.choose(f)
		total := 0
		for _, c := range got {
			total += c.span.Len()
			if c.span != c.sentence.Span {
				t.Error("a sentence is cut though it fits or isn't the best")
			}
		}
		if len(got) != 3 || total > MaxQuoted {
			t.Errorf("%d citations of %d bytes, want 3 of at most %d", len(got), total, MaxQuoted)
		}
	})
}

func TestChooseRepeats(t *testing.T) {
	b, d := over(t, bottest.Articles(t, "The talks are on Monday, he said. And more.\n\nThe talks are on monday, he said. And less.", "The talks are on Monday, he said."))
	d.hits = nil
	for id, s := range b.coverage.Sentences {
		if strings.HasPrefix(s.Text, "The talks") {
			d.hits = append(d.hits, retrieval.Hit{Sentence: id, LogOdds: 3})
		}
	}
	f, _ := b.find(t.Context(), "When?")
	got := b.choose(f)
	if len(got) != 2 || got[0].sentence.Article == got[1].sentence.Article {
		t.Errorf("%d chosen; want one from each of the two articles", len(got))
	}
}

func TestWhole(t *testing.T) {
	long := strings.Repeat("It is very bad, and worse than ever was. ", 12)
	for _, tt := range []struct{ name, text, of, want string }{
		{"a quotation goes on", `It rained. Ip said: "It is bad. It must end." The sun shone.`, "It must", `Ip said: "It is bad. It must end."`},
		{"curly marks", `“It is bad. It must end,” said Ip. The sun shone.`, "“It is", `“It is bad. It must end,” said Ip.`},
		{"nothing goes on", `Ip said: "It is bad." The sun shone.`, "Ip", `Ip said: "It is bad."`},
		{"too long", `Ip said: "It is bad. ` + long + `It must end." The sun shone.`, "It must", `It must end."`},
		{"never closed", `Ip said: "It is bad. It must end.`, "It must", `It must end.`},
	} {
		b, _ := over(t, bottest.Articles(t, tt.text))
		span := b.whole(bottest.Sentence(t, b.coverage, "", tt.of))
		if got := span.Of(b.coverage.Articles[0].Text); got != tt.want {
			t.Errorf("%s: quoted is %q, want %q", tt.name, got, tt.want)
		}
	}

	b, d := over(t, bottest.Articles(t, `It rained. Ip said: "It is bad. It must end." The sun shone.`))
	if got := chosenBy(t, b, d, "What did Ip say?", hit{"Ip said", 3}, hit{"It must", 3}); len(got) != 1 {
		t.Errorf("%d citations of one quotation, want 1", len(got))
	}
}

func TestShorten(t *testing.T) {
	tests := []struct {
		name, text, answer string
		limit              int
		want               string
	}{
		{"short enough", "All of it.", "All", 100, "All of it."},
		{"answer in the middle", "one two three four five six seven eight nine ten", "five", 20, "four five six"},
		{"answer at the end", "one two three four five six seven eight nine ten", "ten", 20, "seven eight nine ten"},
		{"answer at the beginning", "one two three four five six seven eight nine ten", "one", 20, "one two three four"},
		{"no answering words", "one two three four five", "", 10, "one two"},
		{"no spaces", strings.Repeat("語", 50), "", 20, strings.Repeat("語", 6)},
		{"accents", strings.Repeat("é", 30) + " fin " + strings.Repeat("é", 30), "fin", 24, "fin"},
	}
	for _, tt := range tests {
		c := &candidate{sentence: retrieval.Sentence{Text: tt.text}}
		const base = 7 // where the sentence stands in its article
		c.sentence.Span.Start, c.sentence.Span.End = base, base+len(tt.text)
		c.span = c.sentence.Span
		if tt.answer != "" {
			at := base + strings.Index(tt.text, tt.answer)
			c.Words = append(c.Words, c.sentence.Span)
			c.Words[0].Start, c.Words[0].End = at, at+len(tt.answer)
		}
		c.shorten(tt.limit)
		got := tt.text[c.span.Start-base : c.span.End-base]
		if got != tt.want {
			t.Errorf("%s: shorten(%d) left %q, want %q", tt.name, tt.limit, got, tt.want)
		}
	}
}

func FuzzShorten(f *testing.F) {
	f.Add("one two three", 0, 3, 5)
	f.Add("語語語語", 3, 6, 4)
	f.Add(" a b ", 1, 2, 1)
	f.Fuzz(func(t *testing.T, text string, from, to, limit int) {
		if !utf8.ValidString(text) || from < 0 || to < from || to > len(text) || limit < utf8.UTFMax {
			t.Skip("not a case of this property")
		}
		c := &candidate{sentence: retrieval.Sentence{Text: text}}
		c.sentence.Span.End = len(text)
		c.span = c.sentence.Span
		c.Words = append(c.Words, c.sentence.Span)
		c.Words[0].Start, c.Words[0].End = from, to
		c.shorten(limit)
		s := c.span
		if s.Start < 0 || s.End > len(text) || s.Start > s.End || s.Len() > max(limit, len(text)) {
			t.Fatalf("span %v of %d bytes, limit %d", s, len(text), limit)
		}
		if len(text) > limit && s.Len() > limit {
			t.Errorf("%d bytes are left, limit %d", s.Len(), limit)
		}
		if !utf8.ValidString(s.Of(text)) {
			t.Errorf("%q isn't on rune boundaries of %q", s.Of(text), text)
		}
	})
}
