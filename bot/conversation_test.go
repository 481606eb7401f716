package bot

import "testing"

// TestContinue: what a follow-up is read as, by what was asked and answered before.
func TestContinue(t *testing.T) {
	said := func(question, speaker string) Turn {
		return Turn{question, Reply{Question: question, Answered: true, Points: []Point{{Speaker: speaker}}}}
	}
	refused := func(question string) Turn {
		return Turn{question, Reply{Question: question, Reason: NotCovered}}
	}
	readAs := func(text, full string) Turn {
		return Turn{text, Reply{Question: text, ReadAs: full, Answered: true}}
	}
	talk := func(text string) Turn { return Turn{Question: text} }
	const ushakov = "What did Ushakov say about sanctions?"
	for _, c := range []struct {
		name   string
		before []Turn
		ask    string
		want   string // empty: as it stands
	}{
		{"nothing before", nil, "and Peskov?", ""},
		{"the last question", []Turn{said("Who asked for the call?", ""), said(ushakov, "Ushakov")}, "and Peskov?", "What did Peskov say about sanctions?"},
		{"as it was read", []Turn{said(ushakov, ""), readAs("and Peskov?", "What did Peskov say about sanctions?")}, "and Psaki?", "What did Psaki say about sanctions?"},
		{"who spoke", []Turn{said("Who called sanctions a mistake?", "Yuri Ushakov")}, "what else did he say?", "What else did Yuri Ushakov say?"},
		{"who spoke before small talk", []Turn{said("Who called sanctions a mistake?", "Yuri Ushakov"), talk("thanks!")}, "what else did he say?", "What else did Yuri Ushakov say?"},
		{"a refused question", []Turn{refused("What did Ushakov say about Mars?")}, "and Peskov?", "What did Peskov say about Mars?"},
		{"a refused question first", []Turn{said(ushakov, ""), refused("What did Biden say about Mars?")}, "and Peskov?", "What did Peskov say about Mars?"},
		{"a summary", []Turn{talk("summary of sanctions please")}, "and what did Peskov say?", "What did Peskov say about sanctions?"},
		{"thanks", []Turn{said(ushakov, "Ushakov")}, "thanks", ""},
		{"a call for help", []Turn{said(ushakov, "Ushakov")}, "help", ""},
		{"a topic to sum up", []Turn{said(ushakov, "Ushakov")}, "summary of troops", ""},
		{"days", []Turn{said(ushakov, "Ushakov")}, "and yesterday?", ""},
		{"a list", []Turn{said(ushakov, "Ushakov")}, "and the sources?", ""},
		{"a summary of all", []Turn{talk("summary")}, "and Peskov?", ""},
	} {
		b, _ := overBundled(t) // finds nothing, so every reply is a refusal
		r, err := b.Continue(c.before).Ask(t.Context(), c.ask)
		if err != nil {
			t.Fatal(err)
		}
		if r.ReadAs != c.want || r.Question != c.ask {
			t.Errorf("%s: %q was read as %q, want %q", c.name, r.Question, r.ReadAs, c.want)
		}
	}
}

// TestContinuePastRefusal: a follow-up that has no answer after a refused
// question is read after the last one that was answered.
func TestContinuePastRefusal(t *testing.T) {
	b, _ := overBundled(t)
	c := b.Continue([]Turn{
		{"What did Ushakov say about sanctions?", Reply{Answered: true}},
		{"Who won on Mars?", Reply{Reason: NotCovered}},
		{"Who lost on Venus?", Reply{Reason: NotCovered}},
		{"ok", Reply{}},
	})
	got := c.contexts()
	want := []turn{{question: "Who lost on Venus?"}, {question: "What did Ushakov say about sanctions?"}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("contexts = %q, want %q", got, want)
	}
}
