package llm

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"cuttings/bot"
	"cuttings/prompts"
)

func TestReadDraft(t *testing.T) {
	claim := `{"text":"A.","sentences":[1]}`
	many := func(s string, n int) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }
	for _, c := range []struct {
		text string
		want *bot.Draft
	}{
		{`{"answerable":false,"claims":[]}`, &bot.Draft{}},
		{"\n {\"claims\":[" + claim + "],\n\"answerable\":true} ", &bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "A.", Sentences: []int{1}}}}},
		// Which numbers there are, and whether a claim says anything, is checked later.
		{`{"answerable":true,"claims":[{"text":"","sentences":[]},{"text":"\u0000<","sentences":[-1,9999]}]}`,
			&bot.Draft{Answerable: true, Claims: []bot.Claim{{Sentences: []int{}}, {Text: "\x00<", Sentences: []int{-1, 9999}}}}},
		{"\ufeff" + `{"answerable":false,"claims":[]}`, &bot.Draft{}},
		{"```JSON\n" + `{"answerable":false,"claims":[]}` + "\n```", &bot.Draft{}},
		{"Here is the answer:\n\n```json\n" + `{"answerable":false,"claims":[]}` + "\n```\nHope this helps!", &bot.Draft{}},
		{`Sure! {"answerable":false,"claims":[]}.`, &bot.Draft{}},
		{`Sure! {"answerable":true,"claims":[{"text":"} \" </think> {","sentences":[1]}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"} \" </think> {","sentences":[1]}]} Done.`, &bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: `} " </think> {`, Sentences: []int{1}}}}},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":["1","[2]",3.0,4e0,-1]}]}`, &bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "A.", Sentences: []int{1, 2, 3, 4, -1}}}}},
		{`{"answerable":true,"claims":[` + claim + `,{"text":"B.","sentences":[1,99999999999999999999]}]}`,
			&bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "A.", Sentences: []int{1}}, {Text: "B.", Unread: unreadNumbers}}}},
		{`{"answerable":true,"claims":[{"text":"B.","sentences":[1.5]},` + claim + `,{"text":"C.","sentences":[null]},{"text":"D.","sentences":["first"]}]}`,
			&bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "B.", Unread: unreadNumbers}, {Text: "A.", Sentences: []int{1}}, {Text: "C.", Unread: unreadNumbers}, {Text: "D.", Unread: unreadNumbers}}}},
		{"Here you are:\n</think> ```json\n" + `{"answerable":false,"claims":[]}` + "\n```", &bot.Draft{}},
		{"<thinking>{hm}</thinking> " + `{"answerable":false,"claims":[]}`, &bot.Draft{}},
		{"[THINK]{hm}[/THINK]" + `{"answerable":false,"claims":[]}`, &bot.Draft{}},
		{"<|channel|>analysis<|message|>{hm}<|end|><|start|>assistant<|channel|>final<|message|>" + `{"answerable":false,"claims":[]}`, &bot.Draft{}},
		{`[{"answerable":false,"claims":[]}]`, &bot.Draft{}},
		{`{"answerable":true,"claims":` + claim + `}`, &bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "A.", Sentences: []int{1}}}}},
		{`{"answerable":true,"claims":[{"text":"A, } and ,] \",}","sentences":[1,],},` + "\n],\n}\n```", &bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: `A, } and ,] ",}`, Sentences: []int{1}}}}},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":7},{"text":"B.","sentences":"3, [5]"},{"text":"C.","sentences":["3-5","7–7"]},{"text":"D.","sentences":[[1,2],"[3][4]"]}]}`,
			&bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "A.", Sentences: []int{7}}, {Text: "B.", Sentences: []int{3, 5}}, {Text: "C.", Sentences: []int{3, 4, 5, 7}}, {Text: "D.", Sentences: []int{1, 2, 3, 4}}}}},
		{`{"answerable":true,"claims":[` + claim + `,{"text":"B.","sentences":["1-9000000000"]},{"text":"C.","sentences":"5-3"},{"text":"D.","sentences":{"a":1}},{"text":"E.","sentences":""}]}`,
			&bot.Draft{Answerable: true, Claims: []bot.Claim{{Text: "A.", Sentences: []int{1}}, {Text: "B.", Unread: unreadNumbers}, {Text: "C.", Unread: unreadNumbers}, {Text: "D.", Unread: unreadNumbers}, {Text: "E.", Unread: unreadNumbers}}}},

		{``, nil},
		{`{"answerable":true,,"claims":[]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":["1-7","1-7"]}]}`, nil},
		{`null`, nil},
		{`[]`, nil},
		{`{}`, nil},
		{`{"answerable":true}`, nil},
		{`{"answerable":true,"claims":null}`, nil},
		{`{"answerable":"true","claims":[]}`, nil},
		{`{"answerable":null,"claims":[]}`, nil},
		{`{"answerable":true,"claims":[],"answerable":false}`, nil},
		{`{"answerable":true,"claims":[],"Claims":[]}`, nil},
		{`{"Answerable":true,"claims":[]}`, nil},
		{`{"answerable":true,"claims":[]} {}`, nil},
		{`{"answerable":true,"claims":[`, nil},
		{`{"answerable":true,"claims":["A."]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A."}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":["one"]}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":[1.5]}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":[1e99]}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A.","text":"B.","sentences":[1]}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"` + many("a", prompts.MaxText) + `","sentences":[1]}]}`, nil},
		{`{"answerable":true,"claims":[{"text":"A.","sentences":[` + many("1", prompts.MaxSentences+1) + `]}]}`, nil},
		{`{"answerable":true,"claims":[` + many(claim, prompts.MaxClaims+1) + `]}`, nil},
		{`Sure! {"answerable":true,"claims":[}`, nil},
		{`{"sure":true} {"answerable":true,"claims":[]}`, nil},
	} {
		got, err := readDraft(c.text)
		if (err == nil) != (c.want != nil) {
			t.Errorf("readDraft(%.80q): %v", c.text, err)
		} else if c.want != nil {
			if diff := cmp.Diff(*c.want, got); diff != "" {
				t.Errorf("readDraft(%.80q) (-want +got):\n%s", c.text, diff)
			}
		}
	}
}

func TestReadQuestion(t *testing.T) {
	for text, want := range map[string]string{
		`{"question":" When did\nthe talks begin? "}`: "When did the talks begin?",
		`{"question":""}`:                "",
		`{"question":7}`:                 "",
		`{"question":"When?","why":"x"}`: "",
		`{"question":"` + strings.Repeat("é", prompts.MaxQuestion+1) + `"}`: "",
		`When?`: "",
	} {
		got, err := readQuestion(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("readQuestion(%.80q) = %q, %v; want %q", text, got, err, want)
		}
	}
}

// FuzzReadDraft: whatever a model writes, what is read keeps the limits, and
// reading it doesn't fail otherwise than by an error.
func FuzzReadDraft(f *testing.F) {
	f.Add(draftText)
	f.Add("<think></think>```json\n{\"answerable\":true,\"claims\":[{\"text\":\"\\ud800\",\"sentences\":[0]}]}```")
	f.Add(`{"answerable":true,"claims":[{"text":"A","sentences":[1],"x":{"answerable":1}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		draft, err := readDraft(text)
		if err != nil {
			return
		}
		if len(draft.Claims) > prompts.MaxClaims {
			t.Errorf("%d claims", len(draft.Claims))
		}
		for _, c := range draft.Claims {
			if !utf8.ValidString(c.Text) || utf8.RuneCountInString(c.Text) > prompts.MaxText || len(c.Sentences) > prompts.MaxSentences {
				t.Errorf("claim %+v", c)
			}
		}
	})
}
