package bot

import (
	"slices"
	"strings"
	"testing"

	"cuttings/bot/voice"
	"cuttings/corpus"
	"cuttings/retrieval"
)

func TestAbove(t *testing.T) {
	tests := []struct {
		name   string
		points []Point
		want   []string
	}{
		{"nobody by name", []Point{{}, {}}, []string{"", ""}},
		{"one speaks on", []Point{{Speaker: "Kremlin"}, {Speaker: "Kremlin"}}, []string{"Kremlin", ""}},
		{"by the whole name and the last", []Point{{Speaker: "Yuri Ushakov"}, {Speaker: "Ushakov"}, {Speaker: "President Biden"}, {Speaker: "Joe Biden"}}, []string{"Yuri Ushakov", "", "President Biden", "Joe Biden"}},
		{"the report again", []Point{{Speaker: "Kremlin"}, {}, {}, {Speaker: "Kremlin"}}, []string{"Kremlin", fromReport, "", "Kremlin"}},
		{"claims", []Point{{Text: "It ended.", Speaker: "Kremlin"}, {}, {Speaker: "Kremlin"}}, []string{"", "", "Kremlin"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (Reply{Points: tt.points}).Above(); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestSpeaker holds whom a quotation is headed by: not whoever speaks beside its
// answering words.
func TestSpeaker(t *testing.T) {
	const text = "The call, requested by Russia, eased tensions on the border, where officials in Kyiv say they saw soldiers."
	for answering, want := range map[string]string{"Russia": "", "soldiers": "Kyiv", "": ""} {
		c := candidate{sentence: retrieval.Sentence{Span: corpus.Span{Start: 100, End: 100 + len(text)}, Text: text}}
		c.voice = voice.Attribution{Display: "Kyiv", From: strings.Index(text, "where"), To: len(text)}
		if answering != "" {
			at := 100 + strings.Index(text, answering)
			c.Words = []corpus.Span{{Start: at, End: at + len(answering)}}
		}
		if got := c.speaker(); got != want {
			t.Errorf("%q speaks where %q answers, want %q", got, answering, want)
		}
	}
}
